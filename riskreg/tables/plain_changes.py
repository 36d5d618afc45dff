"""What became of a group of risks in the words of a committee paper: titles, no ids, short lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from riskreg.comparison.change import (
    ActionKind,
    Change,
    Comparison,
    FieldChange,
    FieldKind,
    Kind,
    MitigationChange,
    Pair,
    Withheld,
)
from riskreg.model.register import Reason
from riskreg.model.risk import MitigationRef, Risk
from riskreg.model.settings import Labels
from riskreg.tables.house import spoken
from riskreg.tables.travel import ARROWS
from riskreg.tables.wording import action_line, score_text
from riskreg.tables.wrap import BULLET

LEFT_OUT = "Left out, no reason given"
"""Of a risk that nobody says anything of; it is never made to sound closed."""

_KINDS = {
    Kind.CARRIED: "Changed",
    Kind.CONTINUED: "Continues an earlier risk",
    Kind.MERGED: "Merged",
    Kind.SPLIT: "Split",
    Kind.REGROUPED: "Regrouped",
    Kind.NEW: "New",
    Kind.RETURNED: "Returned",
    Kind.UNACCOUNTED: LEFT_OUT,
}
_TEXTS = frozenset({"wording", "description", "cause", "event", "consequence", "objective"})
_NOT_TOLD = frozenset({"note", "exempt", "assurance"})
"""A note is the keeper's own; whether a risk is exempt is marked at the whole; assurance is told apart."""

_FINISHED = "finished"
"""Of an action that was complete before, and need not be repeated."""

_ACTIONS: tuple[tuple[ActionKind | str, str], ...] = (
    (ActionKind.COMPLETED, "completed"),
    (ActionKind.STATUS_CHANGED, "with a new status"),
    (ActionKind.DATE_SLIPPED, "with a later date"),
    (ActionKind.REWORDED, "reworded"),
    (ActionKind.CHANGED, "changed"),
    (ActionKind.MOVED, "moved"),
    (ActionKind.ADDED, "added"),
    (_FINISHED, "finished before and no longer listed"),
    (ActionKind.DROPPED, "no longer listed"),
)
_NOTES = {
    ActionKind.ADDED: "{earlier} gave its actions as examples: an action that is shown as added may be older.",
    ActionKind.DROPPED: "{later} gives its actions as examples: that one is missing is no proof that it was dropped.",
}
_MATRIX_NOTE = "The risk matrix changed between the two dates, so that no direction of travel is given."


@frozen
class Telling:
    """A comparison that is told row by row; footnotes are numbered as they come up."""

    comparison: Comparison
    labels: Labels
    names: tuple[str, str]
    """What the earlier and the later register are called."""
    notes: list[str] = field(factory=list, init=False)
    """The footnotes so far."""

    def detail(self, change: Change) -> str | None:
        """What differs in a group, a line for each fact; None where there is nothing to say."""
        return "\n".join(
            (
                *_departure(change),
                *_origins(change),
                *_taken_up(change),
                *self._beginning(change),
                *self._differences(change),
            )
        )

    def _beginning(self, change: Change) -> Iterator[str]:
        if change.kind in (Kind.NEW, Kind.RETURNED):
            moved = {m.later.mitigation for m in change.mitigations if m.later}
            for risk in change.later:
                if risk.score.current:
                    score = score_text(risk.score.current, self.comparison.later.matrix)
                    yield f"{self._score_name('current')}: {score}"
                actions = [m for m in risk.mitigations if m.id not in moved]
                yield from _listed("with the action", [action_line(m).removeprefix(BULLET) for m in actions])

    def _differences(self, change: Change) -> Iterator[str]:
        for pair in change.pairs:
            told = [*self._fields(pair, change)]
            if told and len(change.pairs) > 1:
                whose = pair.earlier if len(change.earlier) > 1 else pair.later
                yield f"{'Against' if whose is pair.earlier else 'In'} \u201c{whose.title}\u201d:"
            yield from told
        actions = [m for pair in change.pairs for m in pair.mitigations]
        yield from self._actions((*actions, *change.mitigations), {risk.id for risk in change.later})
        yield from _assurance(change)

    def _fields(self, pair: Pair, change: Change) -> Iterator[str]:
        for differing in pair.fields:
            if differing.field.startswith("score."):
                yield self._score(differing, pair)
            elif differing.field == "title":
                if change.kind in (Kind.CARRIED, Kind.CONTINUED):
                    yield f"Was \u201c{differing.earlier}\u201d" if change.kind is Kind.CARRIED else "Title changed"
            elif differing.field not in _NOT_TOLD:
                yield self._field(differing)

    def _field(self, change: FieldChange) -> str:
        name = _capital(spoken("reference" if change.field == "number" else change.field, self.labels))
        match change.kind:
            case FieldKind.FIRST_STATED:
                return f"{name} now stated" if change.field in _TEXTS else f"{name}: {change.later} (not stated before)"
            case FieldKind.NO_LONGER_STATED:
                return f"{name} no longer stated"
            case _:
                return f"{name} updated" if change.field in _TEXTS else f"{name}: {change.later} (was {change.earlier})"

    def _score(self, change: FieldChange, pair: Pair) -> str:
        stage = change.field.partition(".")[2]
        name = self._score_name(stage)
        if change.kind is FieldKind.FIRST_STATED:
            return f"{name}: {change.later} (not scored before)"
        if change.kind is FieldKind.NO_LONGER_STATED:
            return f"{name} no longer stated (was {change.earlier})"
        travel = next((t for t in pair.travels if t.stage == stage), None)
        went = f" ({ARROWS[travel.direction]})" if travel and travel.direction else ""
        withheld = travel is not None and travel.why is Withheld.MATRIX_CHANGED
        return f"{name}: from {change.earlier} to {change.later}{went}{self._note(_MATRIX_NOTE) if withheld else ''}"

    def _score_name(self, stage: str) -> str:
        return _capital(spoken(f"score.{stage}", self.labels))

    def _actions(self, changes: Iterable[MitigationChange], here: set[str]) -> Iterator[str]:
        """Each action once, however many earlier ones it came from."""
        told: dict[ActionKind | str, dict[object, str]] = defaultdict(dict)
        for m in changes:
            if line := self._action(m, here):
                told[_FINISHED if _was_finished(m) else m.kind].setdefault(m.later or m.earlier, line)
        seen: set[object] = set()
        for kind, what in _ACTIONS:
            lines = [line for action, line in told[kind].items() if action not in seen]
            seen |= told[kind].keys()
            if lines:
                yield from _listed(f"action {what}{self._caveat(kind)}", lines)

    def _caveat(self, kind: ActionKind | str) -> str:
        before, after = self.comparison.earlier.examples_only, self.comparison.later.examples_only
        if (kind is ActionKind.ADDED and before) or (kind is ActionKind.DROPPED and after):
            earlier, later = self.names
            return self._note(_NOTES[ActionKind(kind)].format(earlier=earlier, later=later))
        return ""

    def _note(self, text: str) -> str:
        """The mark of a footnote, which gets the next number the first time."""
        text = _capital(text)
        if text not in self.notes:
            self.notes.append(text)
        return f" [{self.notes.index(text) + 1}]"

    def _action(self, m: MitigationChange, here: set[str]) -> str:
        """The action and what became of it; nothing where only a note on it differs."""
        action = m.now or m.was
        if action is None or (m.kind is ActionKind.CHANGED and all(f.field == "note" for f in m.fields)):
            return ""
        words = action.action.replace("\n", " ")
        fields = {f.field: f for f in m.fields}
        match m.kind:
            case ActionKind.ADDED:
                said = ", ".join(filter(None, (action.status, f"due {action.due}" if action.due else None)))
            case ActionKind.STATUS_CHANGED:
                said = _now_was(fields.get("status"))
            case ActionKind.DATE_SLIPPED:
                said = f"due {_now_was(fields.get('due'))}"
            case ActionKind.CHANGED:
                names = (spoken(f, self.labels) for f in fields if f not in ("note", "action"))
                said = ", ".join(f"{name} changed" for name in names)
            case ActionKind.MOVED:
                said = self._move(m, here)
            case _:
                said = ""
        return f"{words} ({said})" if said else words

    def _move(self, m: MitigationChange, here: set[str]) -> str:
        if m.later and m.later.risk not in here:
            return f"to {_title(m.later, self.comparison.later.risks)}"
        return f"from {_title(m.earlier, self.comparison.earlier.risks)}" if m.earlier else ""


def _was_finished(m: MitigationChange) -> bool:
    status = m.was.status if m.was and m.kind is ActionKind.DROPPED else None
    return status is not None and status.finished


def kind_words(change: Change) -> str:
    """What became of a group, in a word or a few: `Changed`, `Merged`, `De-escalated`, `Left out, no reason given`."""
    if change.kind is Kind.REMOVED and change.reason is not None:
        return LEFT_OUT if change.reason is Reason.NOT_REPORTED else _capital(str(change.reason))
    return _KINDS.get(change.kind, _capital(str(change.kind)))


def titles(risks: Iterable[Risk]) -> str:
    """The titles of risks, one a line."""
    return "\n".join(risk.title for risk in risks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _departure(change: Change) -> Iterator[str]:
    if change.kind is Kind.UNACCOUNTED:
        yield "The later register does not say what became of it."
    if change.to:
        yield f"Now held by: {change.to}"
    if change.note:
        yield change.note


def _origins(change: Change) -> Iterator[str]:
    """Which risks went in, where the kind alone does not tell."""
    quoted = [f"\u201c{risk.title}\u201d" for risk in change.earlier]
    match change.kind:
        case Kind.MERGED | Kind.REGROUPED:
            yield from _listed("brings together", quoted, plural="brings together")
        case Kind.SPLIT:
            yield f"Split from {quoted[0]}"
        case Kind.CONTINUED:
            yield f"Was {quoted[0]}"
        case _:
            pass


def _taken_up(change: Change) -> Iterator[str]:
    """What had left before and is taken up again, with when it left and how."""
    for found in change.departed:
        said = "no reason given" if found.reason in (None, Reason.NOT_REPORTED) else f"{found.reason}"
        left = "" if found.into else f"left in {found.left}: {said}"
        if change.kind is Kind.RETURNED:
            yield f"Was \u201c{found.risk.title}\u201d" + (f", {left}" if left else "")
        else:
            yield f"Takes over \u201c{found.risk.title}\u201d" + (f", which {left}" if left else "")


def _listed(heading: str, items: Sequence[str], *, plural: str = "") -> Iterator[str]:
    """`Action added: Academy`; several as a list below their heading."""
    if len(items) == 1:
        yield f"{_capital(heading)}: {items[0]}"
    elif items:
        yield f"{_capital(plural or heading.replace('action', 'actions', 1))}:"
        yield from (f"{BULLET}{item}" for item in items)


def _now_was(change: FieldChange | None) -> str:
    if change is None:
        return "changed"
    was = f" (was {change.earlier})" if change.earlier else ""
    return f"{change.later}, was {change.earlier}" if change.later and was else str(change.later or "no longer stated")


def _title(ref: MitigationRef, risks: Sequence[Risk]) -> str:
    return next((f"\u201c{risk.title}\u201d" for risk in risks if risk.id == ref.risk), "another risk")


def _assurance(change: Change) -> Iterator[str]:
    was, now = (_statements(risks) for risks in (change.earlier, change.later))
    if change.pairs:
        yield from _listed("assurance now given", [n for n in now if n not in was], plural="assurance now given")


def _statements(risks: Iterable[Risk]) -> list[str]:
    return [f"{a.by}: {a.finding}" for risk in risks for a in risk.assurance]
