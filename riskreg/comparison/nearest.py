"""Which wordings of two lists probably say the same: equal ones first, then the most alike; one to one.

Never are all pairs tried. Wordings meet in an index, by their rarest words and pairs of these; only the closest of
those that meet are scored. Nothing depends on the order in which the lists are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain, combinations, repeat
from typing import NamedTuple

from riskreg.comparison.likeness import Wording

FEW = 100
"""Where neither list is longer, little is confused by chance."""

LEAST_OF_FEW = 0.45
"""The least likeness where neither list is longer than `FEW`, and of two of one home."""

LEAST_OF_MANY = 0.56
"""The least likeness everywhere else."""

LEAST_OF_ONE_WORD = 0.65
"""The least likeness where one word alone agrees: every second risk is a failure of something."""

_OF_NAME, _OF_TEXT = 7, 5
"""So many of the rarest words of a name, and of each text below it, are put into the index."""

_MEETING = {1: 12, 2: 60}
"""Words that more wordings share, by themselves or as a pair, say too little to bring them together."""

_CLOSEST = 4
"""So many of those that meet are scored."""

_AT_HOME = 0.1
"""By how much two of one home are preferred over others."""


class Entry(NamedTuple):
    """A wording of one of the two lists."""

    id: str
    """Its name, which no other of its list has."""
    home: object
    """Where it stands: wordings that share a home are the likelier to be the same; None has no home."""
    wording: Wording
    """What it says."""


class Found(NamedTuple):
    """Two entries that probably say the same."""

    earlier: Entry
    """The one of the earlier list."""
    later: Entry
    """The one of the later list."""
    likeness: float
    """How alike they are, rounded to hundredths."""

    @property
    def near(self) -> bool:
        """Whether they share a home."""
        return self.earlier.home is not None and self.earlier.home == self.later.home


_Key = tuple[str, ...]


def nearest(earlier: Iterable[Entry], later: Iterable[Entry]) -> tuple[Found, ...]:
    """The pairs that are alike enough, the most alike first, each entry in one at most."""
    was, now = ({e.id: e for e in sorted(entries, key=_id)} for entries in (earlier, later))
    many = max(len(was), len(now)) > FEW
    found = []
    for same in _equal(was, now):
        found.append(same)
        del was[same.earlier.id], now[same.later.id]
    for alike in sorted(_alike(tuple(was.values()), tuple(now.values())), key=_order):
        if alike.earlier.id in was and alike.later.id in now and _is_enough(alike, many=many):
            found.append(alike)
            del was[alike.earlier.id], now[alike.later.id]
    return tuple(sorted(found, key=lambda f: (-f.likeness, f.later.id, f.earlier.id)))


def _is_enough(found: Found, *, many: bool) -> bool:
    least = LEAST_OF_MANY if many and not found.near else LEAST_OF_FEW
    return _reaches(found.likeness, least, found.earlier.wording, found.later.wording)


def _reaches(likeness: float, least: float, earlier: Wording, later: Wording) -> bool:
    """Whether two are so alike; more is asked of those that one word alone brings together."""
    if likeness < least or likeness >= LEAST_OF_ONE_WORD:
        return likeness >= least
    few = later.parts[0].rarity.few
    return later.agreeing(earlier) > 1 or (few and later.holds(earlier))


def enough(earlier: Wording, later: Wording) -> bool:
    """Whether two wordings are as alike as those that are suggested where there are few."""
    return _reaches(round(earlier.likeness(later), 2), LEAST_OF_FEW, earlier, later)


def _id(entry: Entry) -> str:
    return entry.id


def _order(found: Found) -> tuple[float, str, str]:
    return -found.likeness - (_AT_HOME if found.near else 0), found.earlier.id, found.later.id


def _equal(earlier: dict[str, Entry], later: dict[str, Entry]) -> list[Found]:
    """Those with the same words throughout: first those that share a home, then by id."""
    found: list[Found] = []
    for at_home in (True, False):
        told = {id(e) for f in found for e in f[:2]}
        waiting: dict[object, list[Entry]] = defaultdict(list)
        for entry in reversed(later.values()):
            if id(entry) not in told:
                waiting[_sameness(entry, at_home=at_home)].append(entry)
        for entry in earlier.values():
            there = waiting.get(_sameness(entry, at_home=at_home))
            if there and id(entry) not in told and entry.wording.whole.words:
                found.append(Found(entry, there.pop(), 1.0))
    return found


def _sameness(entry: Entry, *, at_home: bool) -> object:
    return (entry.wording.text, entry.home) if at_home else entry.wording.text


def _alike(earlier: Sequence[Entry], later: Sequence[Entry]) -> Iterator[Found]:
    """Those of the two lists that meet, with their likeness."""
    index: dict[_Key, list[int]] = defaultdict(list)
    for number, entry in enumerate(earlier):
        for key in _keys(entry.wording):
            index[key].append(number)
    for entry in later:
        for number in _closest(entry, index):
            other = earlier[number]
            yield Found(other, entry, round(other.wording.likeness(entry.wording), 2))


def _closest(entry: Entry, index: dict[_Key, list[int]]) -> list[int]:
    """The earlier entries that share most of its rarest words, by their numbers in the order of their ids."""
    met: dict[int, int] = defaultdict(int)
    for key, weight in _keys(entry.wording).items():
        there = index.get(key, ())
        if len(there) <= _MEETING[len(key)]:
            for number in there:
                met[number] += weight
    return [number for _, number in nsmallest(_CLOSEST, ((-weight, number) for number, weight in met.items()))]


def _keys(wording: Wording) -> dict[_Key, int]:
    """Under what a wording stands in the index, and what each says: its rarest words, and each two of one part."""
    keys: dict[_Key, int] = {}
    for part, most in zip(wording.parts, chain((_OF_NAME,), repeat(_OF_TEXT)), strict=False):
        if not part.words:
            continue
        rare = sorted(part.rarest(most))
        keys.update({(word,): part.weights[word] for word in rare})
        keys.update({(one, two): part.weights[one] + part.weights[two] for one, two in combinations(rare, 2)})
    return keys
