"""Risks and actions that are probably the same under another id: suggested by their wording, for people to record.

A suggestion changes no count and no kind. Only what nothing continues is suggested for what continues nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import chain

from riskreg.comparison.actions import ActionPairs
from riskreg.comparison.change import Change, Kind, Suggestion
from riskreg.comparison.likeness import Rarity, Wording, words
from riskreg.comparison.nearest import Entry, Found, nearest
from riskreg.model.register import Register
from riskreg.model.risk import Risk

SHOWN_WORDS = 8
"""A suggestion names no more of the words that agree."""

_ARRIVED = (Kind.NEW, Kind.RETURNED)
_LEFT = (Kind.REMOVED, Kind.UNACCOUNTED)

_Texts = tuple[tuple[str, ...], ...]

Read = Callable[[str], tuple[str, ...]]
"""The words of a text."""


def suggestions(
    earlier: Register, later: Register, changes: Sequence[Change], actions: ActionPairs
) -> tuple[Suggestion, ...]:
    """What may be recorded: first risks, then actions, each the most alike first."""
    read = cache(words)  # most texts stand in both registers
    risks = _risks(earlier, later, changes, read)
    homes = _homes(changes, risks)
    removed = {removal.id for removal in later.removed}
    return tuple(_suggestion(found, removed) for found in (*risks, *_actions(earlier, later, actions, homes, read)))


def _suggestion(found: Found, removed: Collection[str]) -> Suggestion:
    agree = found.later.wording.shared(found.earlier.wording, SHOWN_WORDS)
    return Suggestion(found.earlier.id, found.later.id, found.likeness, agree, removed=found.earlier.id in removed)


def _risks(earlier: Register, later: Register, changes: Sequence[Change], read: Read) -> tuple[Found, ...]:
    left = [risk.id for change in changes if change.kind in _LEFT for risk in change.earlier]
    arrived = [risk.id for change in changes if change.kind in _ARRIVED for risk in change.later]
    if not left or not arrived:
        return ()
    before, after = _risk_texts(earlier, read), _risk_texts(later, read)
    rarity = _rarity((*before.values(), *after.values()), len(left) + len(arrived))
    was = [Entry(id, None, Wording.of(before[id], rarity)) for id in left]
    now = [Entry(id, None, Wording.of(after[id], rarity)) for id in arrived]
    return nearest(was, now)


def _actions(earlier: Register, later: Register, actions: ActionPairs, homes: Homes, read: Read) -> tuple[Found, ...]:
    if not actions.gone or not actions.fresh:
        return ()
    judged = len(actions.gone) + len(actions.fresh)
    rarity = _rarity(
        ((read(m.action),) for r in (earlier, later) for risk in r.risks for m in risk.mitigations), judged
    )
    was, now = (
        [Entry(".".join(s.key), home[s.risk.id], Wording.of((read(s.mitigation.action),), rarity)) for s in side]
        for side, home in zip((actions.gone, actions.fresh), homes, strict=True)
    )
    return nearest(was, now)


Homes = tuple[dict[str, object], dict[str, object]]
"""For each earlier risk, and for each later one, the change that it stands in."""


def _homes(changes: Sequence[Change], suggested: Sequence[Found]) -> Homes:
    """Risks that are suggested for each other share a home too: their actions are the likelier to be the same."""
    before: dict[str, object] = {risk.id: n for n, change in enumerate(changes) for risk in change.earlier}
    after: dict[str, object] = {risk.id: n for n, change in enumerate(changes) for risk in change.later}
    return before | {found.earlier.id: after[found.later.id] for found in suggested}, after


def _rarity(things: Iterable[_Texts], judged: int) -> Rarity:
    found = Counter(things)  # most stand in both registers
    return Rarity.of_counted(((chain.from_iterable(texts), number) for texts, number in found.items()), judged)


def _risk_texts(register: Register, read: Read) -> dict[str, _Texts]:
    """By id, the words of each risk's title, then of all that says what the risk is.

    What several risks of a register say in the same words tells none from another, and is left out: "See appendix B".
    """
    found = {risk.id: _texts(risk, read) for risk in register.risks}
    often = {text for text, number in Counter(t for texts in found.values() for t in texts[1:]).items() if number > 1}
    return {id: (title, *(() if t in often else t for t in rest)) for id, (title, *rest) in found.items()}


def _texts(risk: Risk, read: Read) -> _Texts:
    rest = " ".join(filter(None, (risk.cause, risk.event, risk.consequence)))
    return tuple(read(text or "") for text in (risk.title, risk.wording, risk.description, rest))
