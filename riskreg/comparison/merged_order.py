"""One order made of two: who moved something leads; what was put in stands behind what it stood behind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def merged_order(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], keep: Collection[K]) -> list[K]:
    """The keys that are kept, in the order of the side that moved them; ours where both did.

    Each sequence names a key once. A key that only their side put in stands behind the one that it stood behind there,
    and behind what our side put in at the same place.
    """
    if list(ours) == list(theirs):
        return [k for k in ours if k in keep]
    known, mine, other = set(base), set(ours), set(theirs)
    lasting = [key for key in base if key in mine and key in other]  # what a side deleted says nothing about moves
    moved_here, moved_there = moved(lasting, ours), moved(lasting, theirs)
    placed = moved_there - moved_here
    out = [k for k in ours if k in keep and k not in placed]
    only_ours = mine - known - other
    settled = set(out)
    for index, key in enumerate(theirs):
        if key in keep and key not in settled:
            at = _place(out, theirs[:index], settled - moved_here, theirs[index + 1 :])
            while at < len(out) and out[at] in only_ours:
                at += 1
            out.insert(at, key)
            settled.add(key)
    return out


def _place(out: Sequence[K], before: Sequence[K], firm: Collection[K], after: Sequence[K]) -> int:
    """Behind the nearest key before it that did not move; else before the nearest behind it; else at the end."""
    for key in reversed(before):
        if key in firm:
            return out.index(key) + 1
    return next((out.index(key) for key in after if key in firm), len(out))


def moved(base: Sequence[K], now: Sequence[K]) -> set[K]:
    """The keys of both that must have been moved: all but the longest run that kept its order."""
    held = set(now)
    rank = {key: n for n, key in enumerate(key for key in base if key in held)}
    common = [key for key in now if key in rank]
    tails: list[int] = []
    lengths = []
    for key in common:
        at = bisect_left(tails, rank[key])
        tails[at:] = [rank[key], *tails[at + 1 :]]
        lengths.append(at)
    kept, length = set(), len(tails) - 1
    for key, reached in zip(reversed(common), reversed(lengths), strict=True):
        if reached == length:
            kept.add(key)
            length -= 1
    return set(common) - kept


def merged_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Lines of which nothing is in dispute, as comments: what either side took out is out, what either put in is in."""
    if theirs in (ours, base):
        return tuple(ours)
    if base == ours:
        return tuple(theirs)
    kept_here, put_here = _changes(base, ours)
    kept_there, put_there = _changes(base, theirs)
    out: list[str] = []
    for index in range(len(base) + 1):
        mine = put_here.get(index, ())
        known = set(mine)
        out += (*mine, *(line for line in put_there.get(index, ()) if line not in known))
        if index in kept_here and index in kept_there:
            out.append(base[index])
    return tuple(out)


def _changes(base: Sequence[str], now: Sequence[str]) -> tuple[set[int], dict[int, tuple[str, ...]]]:
    """Which lines stayed, and what was put in before which; a changed line is one taken out and one put in."""
    kept: set[int] = set()
    put: dict[int, tuple[str, ...]] = {}
    for kind, b1, b2, n1, n2 in SequenceMatcher(None, base, now, autojunk=False).get_opcodes():
        if kind == "equal":
            kept |= set(range(b1, b2))
        elif n2 > n1:
            put[b1] = tuple(now[n1:n2])
    return kept, put
