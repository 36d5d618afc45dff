"""What became of the actions of a risk, as lines: those that made progress first, those that left last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from riskreg.comparison.change import ActionKind, FieldChange, FieldKind, MitigationChange
from riskreg.model.risk import Mitigation
from riskreg.tables.wrap import BULLET

_ORDER: tuple[tuple[str, Callable[[MitigationChange], bool]], ...] = (
    ("completed", lambda c: c.kind is ActionKind.COMPLETED),
    ("status changed", lambda c: c.kind is ActionKind.STATUS_CHANGED),
    ("date slipped", lambda c: c.kind is ActionKind.DATE_SLIPPED),
    ("reworded", lambda c: c.kind is ActionKind.REWORDED),
    ("changed", lambda c: c.kind is ActionKind.CHANGED),
    ("moved", lambda c: c.kind is ActionKind.MOVED),
    ("added", lambda c: c.kind is ActionKind.ADDED),
    ("finished and no longer listed", lambda c: c.kind is ActionKind.DROPPED and _finished(c)),
    ("dropped", lambda c: c.kind is ActionKind.DROPPED and not _finished(c)),
)
"""What is said of actions, in this order, and of which. That a finished one is not repeated is no loss."""


def action_lines(changes: Sequence[MitigationChange], here: Collection[str]) -> Iterator[str]:
    """A heading for each thing that became of actions, and below it the actions, told at the risks with ids `here`."""
    for what, belongs in _ORDER:
        found = [c for c in changes if belongs(c)]
        if found:
            yield f"{'actions' if len(found) > 1 else 'action'} {what}:"
            yield from (f"{BULLET}{line}" for line in _bullets(found, here))


def field_line(change: FieldChange) -> str:
    """`title was "Morale", now "Morale and turnover"`."""
    name = field_name(change.field)
    match change.kind:
        case FieldKind.FIRST_STATED:
            return f"{name} first stated: {change.later}"
        case FieldKind.NO_LONGER_STATED:
            return f"{name} no longer stated, was: {change.earlier}"
        case FieldKind.CHANGED:
            return f'{name} was "{change.earlier}", now "{change.later}"'


def field_name(key: str) -> str:
    """A field as it is spoken of: `score.current` is the current score."""
    _, dot, stage = key.partition(".")
    return f"{stage} score" if dot else key


def _finished(change: MitigationChange) -> bool:
    return change.was is not None and change.was.status is not None and change.was.status.finished


def _bullets(changes: Iterable[MitigationChange], here: Collection[str]) -> Iterator[str]:
    """One line an action; an action that several became is named once, with all that went into it."""
    grouped: dict[object, list[MitigationChange]] = defaultdict(list)
    for change in changes:
        grouped[change.later or change.earlier].append(change)
    for group in grouped.values():
        mitigation = group[0].now or group[0].was
        if mitigation is not None:
            said = "; ".join(filter(None, (_said(change, here) for change in group)))
            yield mitigation.action + (f" ({said})" if said else "")


def _said(change: MitigationChange, here: Collection[str]) -> str:
    if change.kind in (ActionKind.ADDED, ActionKind.DROPPED):
        return _standing(change.now or change.was)
    if change.kind is not ActionKind.MOVED or not change.later:
        return _differences(change.fields)
    if change.later.risk not in here:
        return f"to {change.later}"
    return "; ".join(filter(None, (f"from {change.earlier}", _differences(change.fields))))


def _differences(fields: Iterable[FieldChange]) -> str:
    """The fields that differ, the action's words first; a note is only said to differ where nothing else does."""
    fields = tuple(fields)
    words = [f'was "{f.earlier}"' for f in fields if f.field == "action"]
    others = [field_line(f) for f in fields if f.field not in ("action", "note")]
    return "; ".join((*words, *others)) or ("note changed" if fields else "")


def _standing(mitigation: Mitigation | None) -> str:
    if mitigation is None:
        return ""
    return "; ".join(filter(None, (mitigation.status, f"due {mitigation.due}" if mitigation.due else None)))
