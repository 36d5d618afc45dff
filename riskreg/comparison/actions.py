"""What became of each mitigation: paired by lineage, or moved to another risk; what is left was added or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from attrs import frozen

from riskreg.comparison.change import ActionKind, FieldChange, FieldKind, MitigationChange
from riskreg.comparison.fields import action_fields
from riskreg.comparison.lineage import Lineage
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk, Status


class Standing(NamedTuple):
    """A mitigation and the risk it stands under."""

    risk: Risk
    """The risk."""
    mitigation: Mitigation
    """The mitigation."""
    currency: str | None = None
    """The currency of its register's costs."""

    @property
    def ref(self) -> MitigationRef:
        """Its name within the register."""
        return MitigationRef(self.risk.id, self.mitigation.id)


_ByRef = dict[MitigationRef, Standing]


@frozen
class ActionPairs:
    """The mitigations of two registers, put together."""

    pairs: tuple[tuple[Standing, Standing], ...]
    """Each earlier mitigation with each later one that continues it under a risk that continues its risk."""
    moves: tuple[tuple[Standing, Standing], ...]
    """Each earlier mitigation with one that continues it under another risk."""
    gone: tuple[Standing, ...]
    """Earlier mitigations that no later one continues."""
    fresh: tuple[Standing, ...]
    """Later mitigations that continue no earlier one."""


def pair_actions(lineage: Lineage, before: int, after: int, linked: Callable[[Risk, Risk], bool]) -> ActionPairs:
    """Pair the mitigations of two registers of a series by lineage, then those that moved to another risk."""
    earlier = {(before, s.risk.id, s.mitigation.id): s for s in _standing(lineage.registers[before])}
    pairs = [
        (earlier[origin], now)
        for now in _standing(lineage.registers[after])
        for origin in lineage.action_origins((after, now.risk.id, now.mitigation.id), before)
    ]
    continued, continuing = {was.ref for was, _ in pairs}, {now.ref for _, now in pairs}
    gone = {s.ref: s for s in earlier.values() if s.ref not in continued}
    fresh = {s.ref: s for s in _standing(lineage.registers[after]) if s.ref not in continuing}
    found = [m for same in (_wording, _id) for m in _moves(gone, fresh, same, linked)]
    stayed = tuple(p for p in pairs if linked(p[0].risk, p[1].risk))
    recorded = tuple(p for p in pairs if not linked(p[0].risk, p[1].risk))
    return ActionPairs(stayed, (*recorded, *found), tuple(gone.values()), tuple(fresh.values()))


def changed(was: Standing, now: Standing) -> MitigationChange | None:
    """How a mitigation that stayed differs; None where it does not."""
    fields = action_fields(was.mitigation, now.mitigation, was.currency, now.currency)
    if not fields:
        return None
    kind = _kind(was.mitigation, now.mitigation, fields)
    return MitigationChange(kind, was.ref, now.ref, was.mitigation, now.mitigation, fields)


def moved(was: Standing, now: Standing) -> MitigationChange:
    """A mitigation that stands under another risk now, and whatever else differs in it."""
    fields = action_fields(was.mitigation, now.mitigation, was.currency, now.currency)
    return MitigationChange(ActionKind.MOVED, was.ref, now.ref, was.mitigation, now.mitigation, fields)


def added(now: Standing) -> MitigationChange:
    """A mitigation that continues none."""
    return MitigationChange(ActionKind.ADDED, None, now.ref, None, now.mitigation)


def dropped(was: Standing) -> MitigationChange:
    """A mitigation that none continues."""
    return MitigationChange(ActionKind.DROPPED, was.ref, None, was.mitigation, None)


def _kind(was: Mitigation, now: Mitigation, fields: Iterable[FieldChange]) -> ActionKind:
    changed = {f.field for f in fields if f.kind is FieldKind.CHANGED}
    if now.status is Status.COMPLETE and was.status is not Status.COMPLETE:
        return ActionKind.COMPLETED
    if "status" in changed:
        return ActionKind.STATUS_CHANGED
    if was.due and now.due and now.due.last > was.due.last:
        return ActionKind.DATE_SLIPPED
    return ActionKind.REWORDED if "action" in changed else ActionKind.CHANGED


def _moves(
    gone: _ByRef, fresh: _ByRef, same: Callable[[Mitigation], str], linked: Callable[[Risk, Risk], bool]
) -> Iterator[tuple[Standing, Standing]]:
    """Mitigations that left one risk and stand under another; taken out of both, in an order of ids alone."""
    alike: dict[str, list[Standing]] = defaultdict(list)
    for now in sorted(fresh.values(), key=_by_id):
        alike[same(now.mitigation)].append(now)
    for was in sorted(gone.values(), key=_by_id):
        there = alike.get(same(was.mitigation), [])
        place = next((i for i, now in enumerate(there) if not linked(was.risk, now.risk)), None)
        if place is not None:
            now = there.pop(place)
            del gone[was.ref], fresh[now.ref]
            yield was, now


def _by_id(standing: Standing) -> str:
    return str(standing.ref)


def _wording(mitigation: Mitigation) -> str:
    return " ".join(mitigation.action.casefold().split())


def _id(mitigation: Mitigation) -> str:
    return mitigation.id


def _standing(register: Register) -> Iterator[Standing]:
    return (Standing(risk, mitigation, register.currency) for risk in register.risks for mitigation in risk.mitigations)
