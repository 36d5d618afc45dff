"""What became of the actions of a risk, as lines: those that made progress first, those that left last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from riskreg.comparison.change import ActionKind, FieldChange, FieldKind, MitigationChange
from riskreg.comparison.words import words_changed
from riskreg.model.risk import Mitigation
from riskreg.model.settings import Labels
from riskreg.tables.house import PLAIN, spoken
from riskreg.tables.marked import Marked, Phrase, together
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


REWORDED = frozenset({"title", "wording", "description", "cause", "event", "consequence", "action"})
"""Fields that are running text: where one changed, its words are shown that did."""


def action_lines(changes: Sequence[MitigationChange], here: Collection[str]) -> Iterator[Phrase]:
    """A heading for each thing that became of actions, and below it the actions, told at the risks with ids `here`."""
    for what, belongs in _ORDER if changes else ():
        found = [c for c in changes if belongs(c)]
        if found:
            yield f"{'actions' if len(found) > 1 else 'action'} {what}:"
            yield from (together(BULLET, line) for line in _bullets(found, here))


def field_line(change: FieldChange, labels: Labels = PLAIN) -> Phrase:
    """`owner was "Treasurer", now "Director of Finance"`; of a text, `title reworded: Morale {+and turnover+}`."""
    return change_line(spoken(change.field, labels), change)


def change_line(name: str, change: FieldChange) -> Phrase:
    """How a field differs that goes by that name here."""
    if words := reworded(change):
        return together(f"{name} reworded: ", words)
    match change.kind:
        case FieldKind.FIRST_STATED:
            return f"{name} first stated: {change.later}"
        case FieldKind.NO_LONGER_STATED:
            return f"{name} no longer stated, was: {change.earlier}"
        case FieldKind.CHANGED:
            return f'{name} was "{change.earlier}", now "{change.later}"'


def reworded(change: FieldChange) -> Marked | None:
    """The words that changed in a text; None where it is no text, or its two forms cannot be read as one."""
    if change.field not in REWORDED or change.earlier is None or change.later is None:
        return None
    spans = words_changed(change.earlier, change.later)
    return Marked.of(spans) if spans else None


def _finished(change: MitigationChange) -> bool:
    return change.was is not None and change.was.status is not None and change.was.status.finished


def _bullets(changes: Iterable[MitigationChange], here: Collection[str]) -> Iterator[Phrase]:
    """One line an action; an action that several became is named once, with all that went into it."""
    grouped: dict[object, list[MitigationChange]] = defaultdict(list)
    for change in changes:
        grouped[change.later or change.earlier].append(change)
    for group in grouped.values():
        mitigation = group[0].now or group[0].was
        if mitigation is not None:
            words = _words(group, here)
            each = dict.fromkeys(_said(change, here, marked=bool(words)) for change in group)
            said = "; ".join(filter(None, each))
            yield together(words or mitigation.action, f" ({said})" if said else "")


def _words(changes: Sequence[MitigationChange], here: Collection[str]) -> Marked | None:
    """An action that stands here with the words of it that changed, where it comes from one alone."""
    change, *others = changes
    if others or change.later is None or (change.kind is ActionKind.MOVED and change.later.risk not in here):
        return None
    return next((words for field in change.fields if (words := reworded(field))), None)


def _said(change: MitigationChange, here: Collection[str], *, marked: bool) -> str:
    if change.kind in (ActionKind.ADDED, ActionKind.DROPPED):
        return _standing(change.now or change.was)
    if change.kind is not ActionKind.MOVED or not change.later:
        return _differences(change.fields, marked=marked)
    if change.later.risk not in here:
        return f"to {change.later}"
    return "; ".join(filter(None, (f"from {change.earlier}", _differences(change.fields, marked=marked))))


def _differences(fields: Sequence[FieldChange], *, marked: bool) -> str:
    """The fields that differ, the action's words first unless they are marked already.

    A note is only said to differ where nothing else does.
    """
    words = [] if marked else [f'was "{f.earlier}"' for f in fields if f.field == "action"]
    others = [str(field_line(f)) for f in fields if f.field not in ("action", "note")]
    return "; ".join((*words, *others)) or ("note changed" if fields and not marked else "")


def _standing(mitigation: Mitigation | None) -> str:
    if mitigation is None:
        return ""
    return "; ".join(filter(None, (mitigation.status, f"due {mitigation.due}" if mitigation.due else None)))
