"""What became of each mitigation: paired by lineage, or moved to another risk; what is left was added or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from riskreg.comparison.action_links import ActionNode, Ties
from riskreg.comparison.change import ActionKind, FieldChange, FieldKind, MitigationChange
from riskreg.comparison.fields import action_fields
from riskreg.comparison.lineage import Lineage
from riskreg.comparison.moves import Standing, moves, standing
from riskreg.model.risk import Mitigation, Status


class ActionPairs(NamedTuple):
    """The mitigations of two registers, put together."""

    pairs: tuple[tuple[Standing, Standing], ...]
    """Each earlier mitigation with each later one that continues it under a risk that continues its risk."""
    moves: tuple[tuple[Standing, Standing], ...]
    """Each earlier mitigation with one that continues it under another risk."""
    gone: tuple[Standing, ...]
    """Earlier mitigations that no later one continues."""
    fresh: tuple[Standing, ...]
    """Later mitigations that continue no earlier one."""


def pair_actions(lineage: Lineage, before: int, after: int, ties: Ties) -> ActionPairs:
    """Pair the mitigations of two registers of a series by lineage, then those that moved to another risk.

    What moved from year to year between the two is followed before what stands at both ends is compared.
    """
    earlier, later = (_by_node(lineage, number) for number in (before, after))
    direct = [(origin, node) for node in later for origin in lineage.action_origins(node, before)]
    pairs = [(earlier[origin], later[node]) for origin, node in direct]
    continued, continuing = {origin for origin, _ in direct}, {node for _, node in direct}
    left = {node: was for node, was in earlier.items() if node not in continued}
    came = [now for node, now in later.items() if node not in continuing]
    origins = ((now, o) for node, now in later.items() for o in lineage.moved_origins(node, before)) if left else ()
    on_the_way = [(left[origin], now) for now, origin in origins if origin in left]
    gone, fresh = _left(on_the_way, left.values(), came)
    # What moved between neighbours stands in their lineage already.
    found = moves(gone, fresh, ties.unlinked, ties.elsewhere) if after - before > 1 else ()
    gone, fresh = _left(found, gone, fresh)
    stayed = [p for p in pairs if _linked(p, ties)] + [p for p in on_the_way if _in_place(p, ties)]
    moved = [p for p in pairs if not _linked(p, ties)] + [p for p in on_the_way if not _in_place(p, ties)]
    return ActionPairs(tuple(stayed), (*moved, *found), gone, fresh)


_Pair = tuple[Standing, Standing]


def _by_node(lineage: Lineage, number: int) -> dict[ActionNode, Standing]:
    return {(number, s.risk.id, s.mitigation.id): s for s in standing(lineage.registers[number])}


def _left(
    pairs: Sequence[_Pair], earlier: Iterable[Standing], later: Iterable[Standing]
) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """The actions of either side that are in none of the pairs."""
    continued, continuing = {was.key for was, _ in pairs}, {now.key for _, now in pairs}
    return tuple(s for s in earlier if s.key not in continued), tuple(s for s in later if s.key not in continuing)


def _linked(pair: _Pair, ties: Ties) -> bool:
    return ties.linked(pair[0].risk, pair[1].risk)


def _in_place(pair: _Pair, ties: Ties) -> bool:
    """Whether an action that moved on the way stands, seen from both ends, where it stood."""
    was, now = pair
    return _linked(pair, ties) and (was.mitigation.id == now.mitigation.id or not ties.elsewhere(was.risk, now.risk))


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
