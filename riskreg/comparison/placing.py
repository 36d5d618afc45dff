"""Each mitigation that differs is told at the pair of risks where a reader would look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from riskreg.comparison.actions import ActionPairs, added, changed, dropped, moved
from riskreg.comparison.change import Change, MitigationChange, Pair
from riskreg.model.risk import Risk

Place = tuple[str | None, str | None]
"""The ids of a pair's two risks; None for the side that a change without pairs lacks."""


def with_actions(changes: Sequence[Change], actions: ActionPairs) -> tuple[Change, ...]:
    """The changes with their mitigations.

    One that stayed is told at the pair of its two risks. One that moved is told both where it left and where it stands
    now, as far as those risks go on; at the new risk, if neither does. One that was added or dropped is told once, at
    its risk's own pair; for a new or a departed risk it goes without saying.
    """
    found: dict[Place, list[MitigationChange]] = defaultdict(list)
    for place, change in _placed(changes, actions):
        if change is not None:
            found[place].append(change)
    return tuple(_filled(change, found) for change in changes)


def _placed(changes: Sequence[Change], actions: ActionPairs) -> Iterator[tuple[Place, MitigationChange | None]]:
    at_later = {p.later.id: _place(p) for c in changes for p in _main_first(c.pairs)}
    at_earlier = {p.earlier.id: _place(p) for c in changes for p in _main_first(c.pairs)}
    for was, now in actions.pairs:
        yield (was.risk.id, now.risk.id), changed(was, now)
    for was, now in actions.moves:
        places = dict.fromkeys(filter(None, (at_earlier.get(was.risk.id), at_later.get(now.risk.id))))
        yield from ((place, moved(was, now)) for place in places or ((None, now.risk.id),))
    for now in actions.fresh:
        if place := at_later.get(now.risk.id):
            yield place, added(now)
    for was in actions.gone:
        if place := at_earlier.get(was.risk.id):
            yield place, dropped(was)


def _main_first(pairs: Iterable[Pair]) -> Iterable[Pair]:
    """The pairs in reverse, that of the same id last, so that a mapping made from them keeps the main one."""
    return sorted(pairs, key=lambda p: (p.earlier.id != p.later.id, p.earlier.id, p.later.id), reverse=True)


def _place(pair: Pair) -> Place:
    return pair.earlier.id, pair.later.id


def _filled(change: Change, found: dict[Place, list[MitigationChange]]) -> Change:
    if change.pairs:
        return evolve(change, pairs=tuple(_told_at(pair, found) for pair in change.pairs))
    newcomer = next(iter(change.later), None)
    told = found.get((None, newcomer.id)) if newcomer else None
    return evolve(change, mitigations=_in_order(newcomer, told)) if newcomer and told else change


def _told_at(pair: Pair, found: dict[Place, list[MitigationChange]]) -> Pair:
    told = found.get(_place(pair))
    return evolve(pair, mitigations=_in_order(pair.later, told)) if told else pair


def _in_order(risk: Risk, found: Iterable[MitigationChange]) -> tuple[MitigationChange, ...]:
    """In the order of the later risk's mitigations, then what stands under it no more, as it was found."""
    position = {m.id: number for number, m in enumerate(risk.mitigations)}
    last = len(position)

    def key(change: MitigationChange) -> int:
        now = change.later
        return position.get(now.mitigation, last) if now and now.risk == risk.id else last

    return tuple(sorted(found, key=key))
