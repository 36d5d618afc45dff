"""What differs in a group of risks, line by line: where it comes from, its fields, its actions, its assurance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskreg.comparison.change import Change, Departure, Kind, Pair
from riskreg.model.risk import Risk
from riskreg.model.settings import Labels
from riskreg.tables.action_changes import action_lines, field_line
from riskreg.tables.house import PLAIN
from riskreg.tables.marked import Phrase, below, together
from riskreg.tables.travel import field_travel
from riskreg.tables.wording import action_line
from riskreg.tables.wrap import BULLET

_TOLD_APART = {"assurance", "note"}
"""Assurance is told statement by statement. A note is the keeper's remark on one report: its words stay in JSON."""

_FROM_ELSEWHERE = (Kind.MERGED, Kind.SPLIT, Kind.REGROUPED, Kind.CONTINUED)


def detail(change: Change, labels: Labels = PLAIN) -> Phrase | None:
    """What differs in a group, as the lines of one cell; None where there is nothing to say."""
    lines = (
        *_departure(change),
        *_sources(change),
        *_departed(change),
        *_beginning(change),
        *_pairs(change, labels),
        *action_lines(change.mitigations, {risk.id for risk in change.later}),
        *_assurance(change),
    )
    return below(lines)


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


def _departed(change: Change) -> Iterator[str]:
    """What it takes up of what had left before, when that left and how."""
    for found in change.departed:
        who, how = f"{found.risk.title} ({found.risk.id})", departure_words(found)
        if change.kind is Kind.RETURNED:
            yield f"was {who}, {how}"
        else:
            heir = f"{found.by} takes over" if len(change.later) > 1 else "takes over"
            yield f"{heir} {who}, which {how}" if not found.into else f"{heir} {who}; {how}"


def departure_words(found: Departure) -> str:
    """`left in 2025-09: closed`, `left in 2025-09 without a word`, `in 2025-09 it went on as estate`."""
    if found.into:
        return f"in {found.left} it went on as {', '.join(found.into)}"
    return f"left in {found.left}: {found.reason}" if found.reason else f"left in {found.left} without a word"


def _beginning(change: Change) -> Iterator[str]:
    """What a risk brings that was not in the earlier register: its actions, but for those told as moved."""
    if change.kind in (Kind.NEW, Kind.RETURNED):
        moved = {m.later.mitigation for m in change.mitigations if m.later}
        actions = [m for risk in change.later for m in risk.mitigations if m.id not in moved]
        if actions:
            yield "with the actions:" if len(actions) > 1 else "with the action:"
            yield from map(action_line, actions)


def _pairs(change: Change, labels: Labels) -> Iterator[Phrase]:
    for pair in change.pairs:
        lines = tuple(_pair(pair, change.kind, labels))
        if lines and len(change.pairs) > 1:
            yield f"What differs {_between(pair, change.kind)}:"
        yield from lines


def _between(pair: Pair, kind: Kind) -> str:
    """Which pair of a group is spoken of, as far as its kind leaves that open."""
    match kind:
        case Kind.MERGED:
            return f"from {pair.earlier.id}"
        case Kind.SPLIT:
            return f"in {pair.later.id}"
        case _:
            return f"in {pair.later.id} from {pair.earlier.id}"


def _pair(pair: Pair, kind: Kind, labels: Labels) -> Iterator[Phrase]:
    told = _TOLD_APART | ({"title"} if kind in _FROM_ELSEWHERE else set())
    for change in pair.fields:
        if change.field not in told:
            yield together(BULLET, field_line(change, labels), field_travel(change.field, pair))
    if pair.fields and all(f.field == "note" for f in pair.fields) and not pair.mitigations:
        yield f"{BULLET}note changed"
    yield from action_lines(pair.mitigations, {pair.later.id})


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
