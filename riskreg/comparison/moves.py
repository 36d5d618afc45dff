"""Actions that left one risk and stand under another: of the same words, or of the same id and words that are alike."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from riskreg.comparison.action_index import ActionIndex
from riskreg.comparison.action_wording import wording
from riskreg.comparison.nearest import FEW
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk


class Standing(NamedTuple):
    """A mitigation and the risk it stands under."""

    risk: Risk
    """The risk."""
    mitigation: Mitigation
    """The mitigation."""
    currency: str | None = None
    """The currency of its register's costs."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others of its register: the two parts of its name."""
        return self.risk.id, self.mitigation.id

    @property
    def ref(self) -> MitigationRef:
        """Its name within the register."""
        return MitigationRef(self.risk.id, self.mitigation.id)


Elsewhere = Callable[[Risk, Risk], bool]
"""Whether a later risk is another place for an action than an earlier one."""

_ByKey = dict[tuple[str, str], Standing]


def standing(register: Register) -> tuple[Standing, ...]:
    """All mitigations of a register, in its order."""
    return tuple(Standing(r, m, register.currency) for r in register.risks for m in r.mitigations)


def moves(
    gone: Iterable[Standing], fresh: Iterable[Standing], unlinked: Elsewhere, elsewhere: Elsewhere
) -> tuple[tuple[Standing, Standing], ...]:
    """Of the actions that nothing continues and those that continue nothing, each one that moved, and where to.

    Words are believed first, and hold `elsewhere` too, where one risk went on as several or several as one. An id is
    believed between risks that are `unlinked`, and only where the words are alike; not one that more than `FEW` of
    either side bear: where every risk has its `a1`, words alone would decide, and these only suggest. Each is in one
    move at most.
    """
    left = {s.key: s for s in sorted(gone, key=_by_id)}
    came = {s.key: s for s in sorted(fresh, key=_by_id)}
    by_words = tuple(_taken(left, came, _Equal(came), elsewhere))
    return (*by_words, *_taken(left, came, _Alike(left.values(), came.values()), unlinked))


class _Equal:
    """Actions, to be found by their words."""

    def __init__(self, fresh: _ByKey) -> None:
        self._fresh = fresh
        self._there: dict[str, deque[Standing]] = defaultdict(deque)
        for now in fresh.values():
            self._there[wording(now.mitigation)].append(now)

    def __call__(self, was: Standing) -> Iterable[Standing]:
        """Those of the same words; in front none that was taken, however often a register says the same."""
        there = self._there.get(wording(was.mitigation), deque())
        while there and there[0].key not in self._fresh:
            there.popleft()
        return there


class _Alike:
    """Actions, to be found by their id and words that are alike."""

    def __init__(self, gone: Iterable[Standing], fresh: Iterable[Standing]) -> None:
        self._there: dict[str, list[Standing]] = defaultdict(list)
        for now in fresh:
            self._there[now.mitigation.id].append(now)
        bearers = Counter(was.mitigation.id for was in gone)
        for id in [id for id, there in self._there.items() if max(len(there), bearers[id]) > FEW]:
            del self._there[id]
        self._index: dict[str, ActionIndex] = {}

    def __call__(self, was: Standing) -> Iterable[Standing]:
        """Those of the same id whose words are alike."""
        there = self._there.get(was.mitigation.id, ())
        if not there:
            return
        if was.mitigation.id not in self._index:
            self._index[was.mitigation.id] = ActionIndex([now.mitigation for now in there])
        for number in self._index[was.mitigation.id].alike(was.mitigation):
            yield there[number]


def _taken(
    gone: _ByKey, fresh: _ByKey, found: Callable[[Standing], Iterable[Standing]], fits: Elsewhere
) -> Iterator[tuple[Standing, Standing]]:
    """Each that is gone with the first that is found for it, fits and is left; taken out of both."""
    for was in tuple(gone.values()):
        now = next((n for n in found(was) if n.key in fresh and fits(was.risk, n.risk)), None)
        if now is not None:
            del gone[was.key], fresh[now.key]
            yield was, now


def _by_id(one: Standing) -> str:
    return ".".join(one.key)
