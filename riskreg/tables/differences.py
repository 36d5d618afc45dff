"""What differs in a group of risks, line by line: its fields, its actions by what became of them, its assurance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from riskreg.comparison.change import ActionKind, Change, FieldChange, FieldKind, Kind, MitigationChange
from riskreg.model.risk import Mitigation, Risk
from riskreg.tables.wrap import BULLET

_ARROW = "\u2192"
_TOLD_APART = {"assurance", "note"}
"""Assurance is told statement by statement; a note is the keeper's remark on one report, and stays in the JSON form."""

_FROM_ELSEWHERE = (Kind.MERGED, Kind.SPLIT, Kind.REGROUPED, Kind.CONTINUED)


def detail(change: Change) -> str | None:
    """What differs in a group, as the lines of one cell; None where there is nothing to say."""
    lines = (
        *_departure(change),
        *_sources(change),
        *_pairs(change),
        *_actions(change.mitigations, change.later),
        *_assurance(change),
    )
    return "\n".join(lines) or None


def _departure(change: Change) -> Iterator[str]:
    """Where a risk went, and what the register says of it; the reason stands beside the kind."""
    if change.kind is Kind.UNACCOUNTED:
        yield "neither carried, superseded nor removed: nothing is said of it"
    if change.to:
        yield f"now held by: {change.to}"
    if change.note:
        yield change.note
    if change.evidence:
        yield f"see {'; '.join(map(str, change.evidence))}"


def _sources(change: Change) -> Iterator[str]:
    """Which risks went in, where the kind alone does not tell."""
    if change.kind in _FROM_ELSEWHERE:
        for risk in change.earlier:
            via = next((f", by way of {', '.join(p.path)}" for p in change.pairs if p.earlier is risk and p.path), "")
            yield f"from: {risk.title} ({risk.id}{via})"


def _pairs(change: Change) -> Iterator[str]:
    told = _TOLD_APART | ({"title"} if change.kind in _FROM_ELSEWHERE else set())
    for pair in change.pairs:
        fields = [f for f in pair.fields if f.field not in told]
        if len(change.pairs) > 1 and (fields or pair.mitigations):
            yield f"{pair.earlier.id} {_ARROW} {pair.later.id}:"
        yield from (f"{BULLET}{field_line(f)}" for f in fields)
        yield from _actions(pair.mitigations, (pair.later,))


def _assurance(change: Change) -> Iterator[str]:
    """Assurance is a list of statements, told one by one: those that are new, and those that are not repeated."""
    if not change.pairs:
        return
    was, now = _statements(change.earlier), _statements(change.later)
    given, missing = [n for n in now if n not in was], [w for w in was if w not in now]
    for what, items in (("now given", given), ("not repeated", missing)):
        if items:
            yield f"assurance {what}:"
            yield from (f"{BULLET}{item}" for item in items)


def _statements(risks: Iterable[Risk]) -> list[str]:
    return [f"{a.by}: {a.finding}" for risk in risks for a in risk.assurance]


def field_line(change: FieldChange) -> str:
    """`title was "Morale", now "Morale and turnover"`."""
    match change.kind:
        case FieldKind.FIRST_STATED:
            return f"{change.field} first stated: {change.later}"
        case FieldKind.NO_LONGER_STATED:
            return f"{change.field} no longer stated, was: {change.earlier}"
        case FieldKind.CHANGED:
            return f'{change.field} was "{change.earlier}", now "{change.later}"'


def _actions(changes: Sequence[MitigationChange], here: Iterable[Risk]) -> Iterator[str]:
    """Actions under what became of them, those that say most of progress first, what left last."""
    ids = {risk.id for risk in here}
    for kind in _ORDER:
        found = [c for c in changes if c.kind is kind]
        if found:
            yield f"actions {kind}:" if len(found) > 1 else f"action {kind}:"
            yield from (f"{BULLET}{action_line(c, ids)}" for c in found)


_ORDER = (
    ActionKind.COMPLETED,
    ActionKind.STATUS_CHANGED,
    ActionKind.DATE_SLIPPED,
    ActionKind.REWORDED,
    ActionKind.CHANGED,
    ActionKind.MOVED,
    ActionKind.ADDED,
    ActionKind.DROPPED,
)


def action_line(change: MitigationChange, here: Collection[str]) -> str:
    """`Academy for newly qualified staff (status was "planned", now "in place")`, told at the risks with ids `here`."""
    mitigation = change.now or change.was
    if mitigation is None:
        return ""
    said = [field_line(f) for f in change.fields if f.field not in ("action", *_TOLD_APART)]
    reworded = next((f for f in change.fields if f.field == "action"), None)
    if reworded:
        said.insert(0, f'was "{reworded.earlier}"')
    if change.kind is ActionKind.MOVED and change.earlier and change.later:
        said.insert(0, f"from {change.earlier}" if change.later.risk in here else f"to {change.later}")
    if change.kind in (ActionKind.ADDED, ActionKind.DROPPED):
        said = _standing(mitigation)
    return mitigation.action + (f" ({'; '.join(said)})" if said else "")


def _standing(mitigation: Mitigation) -> list[str]:
    due = [f"due {mitigation.due}"] if mitigation.due else []
    return [*([str(mitigation.status)] if mitigation.status else []), *due]
