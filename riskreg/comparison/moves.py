"""Actions that left one risk and stand under another: of the same words, or of the same id and words that are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from riskreg.comparison.action_wording import alike, wording
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
    def ref(self) -> MitigationRef:
        """Its name within the register."""
        return MitigationRef(self.risk.id, self.mitigation.id)


Elsewhere = Callable[[Risk, Risk], bool]
"""Whether a later risk is another place for an action than an earlier one."""

_ByRef = dict[MitigationRef, Standing]


def standing(register: Register) -> tuple[Standing, ...]:
    """All mitigations of a register, in its order."""
    return tuple(Standing(r, m, register.currency) for r in register.risks for m in r.mitigations)


def moves(
    gone: Iterable[Standing], fresh: Iterable[Standing], unlinked: Elsewhere, elsewhere: Elsewhere
) -> tuple[tuple[Standing, Standing], ...]:
    """Of the actions that nothing continues and those that continue nothing, each one that moved, and where to.

    Words are believed first, and hold `elsewhere` too, where one risk went on as several or several as one. An id is
    believed between risks that are `unlinked`, and only where the words are alike. Each is in one move at most.
    """
    left = {s.ref: s for s in sorted(gone, key=_by_id)}
    came = {s.ref: s for s in sorted(fresh, key=_by_id)}
    by_words = tuple(_found(left, came, wording, lambda was, now: elsewhere(was.risk, now.risk)))
    return (*by_words, *_found(left, came, _id, lambda was, now: unlinked(was.risk, now.risk) and _alike(was, now)))


def _found(
    gone: _ByRef, fresh: _ByRef, same: Callable[[Mitigation], str], fits: Callable[[Standing, Standing], bool]
) -> Iterator[tuple[Standing, Standing]]:
    """Those that share what `same` says; taken out of both, in an order of ids alone."""
    there: dict[str, list[Standing]] = defaultdict(list)
    for now in fresh.values():
        there[same(now.mitigation)].append(now)
    for was in tuple(gone.values()):
        waiting = there.get(same(was.mitigation), [])
        place = next((i for i, now in enumerate(waiting) if fits(was, now)), None)
        if place is not None:
            now = waiting.pop(place)
            del gone[was.ref], fresh[now.ref]
            yield was, now


def _alike(was: Standing, now: Standing) -> bool:
    return alike(was.mitigation, now.mitigation)


def _by_id(one: Standing) -> str:
    return str(one.ref)


def _id(mitigation: Mitigation) -> str:
    return mitigation.id
