"""Whether two actions are worded the same, or alike enough for the same id to mean the same action.

Ids such as `review` and `training` recur. Under another risk such an id says something only where the words say it too.
They are judged by themselves, whatever else the registers hold, so that every comparison over the same years agrees.
"""

from __future__ import annotations

from riskreg.comparison.likeness import Rarity, Wording, words
from riskreg.comparison.nearest import enough
from riskreg.model.risk import Mitigation

_ALONE = Rarity.of(())
"""No word is rarer than another, but for what is known of words."""


def same_words(one: Mitigation, other: Mitigation) -> bool:
    """Whether two actions say the same, but for case and white space."""
    return wording(one) == wording(other)


def alike(one: Mitigation, other: Mitigation) -> bool:
    """Whether two actions are at least as alike as what is suggested among few."""
    return same_words(one, other) or enough(worded(one), worded(other))


def worded(mitigation: Mitigation) -> Wording:
    """An action's words, ready to be compared with those of another, whatever else there is."""
    return Wording.of((words(mitigation.action),), _ALONE)


def wording(mitigation: Mitigation) -> str:
    """What two actions share that say the same."""
    return " ".join(mitigation.action.casefold().split())
