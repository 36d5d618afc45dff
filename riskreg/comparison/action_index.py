"""Which of many actions may be alike to one: an index of their words, so that never all pairs are judged.

It leaves out only what cannot be alike; the rest is judged by its words, as if there were no index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from riskreg.comparison.action_wording import worded
from riskreg.comparison.likeness import Part, least_agreement, least_shared
from riskreg.comparison.nearest import LEAST_OF_FEW, enough
from riskreg.model.risk import Mitigation

_AGREED = least_agreement(LEAST_OF_FEW - 0.006)
"""How far the words of two actions agree at least where they are alike; likeness is rounded to hundredths."""

_OF_LESS, _OF_MORE = least_shared(_AGREED)
"""So much of what the one says that says less is shared then at least, and so much of what the other says."""


class ActionIndex:
    """The actions of one list, by their words."""

    def __init__(self, actions: Sequence[Mitigation]) -> None:
        """Index actions, which are known by their numbers in this order."""
        self._worded = [worded(action) for action in actions]
        parts = [action.whole for action in self._worded]
        self._weights = [part.weight for part in parts]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, part in enumerate(parts):
            self._by_text[part.words].append(number)
            for word in part.weights:
                self._by_word[word].append(number)

    def alike(self, action: Mitigation) -> Iterator[int]:
        """Those that are alike to an action, in their order."""
        mine = worded(action)
        return (number for number in self._candidates(mine.whole) if enough(mine, self._worded[number]))

    def _candidates(self, mine: Part) -> list[int]:
        """All that may be alike, in their order, and few others."""
        met: dict[int, int] = defaultdict(int)
        rest = mine.weight
        for word in self._telling(mine):
            weight = mine.weights[word]
            rest -= weight
            for number in self._by_word.get(word, ()):
                met[number] += weight
        # What is met agrees in `shared` and, at most, in all the rest.
        mine_says, weights = mine.weight, self._weights
        found = {
            number
            for number, shared in met.items()
            if shared + rest >= _OF_LESS * min(mine_says, weights[number]) + _OF_MORE * max(mine_says, weights[number])
        }
        return sorted(found.union(self._by_text.get(mine.words, ())))

    def _telling(self, mine: Part) -> Iterator[str]:
        """Its words, those of the fewest others first, up to where the rest cannot make it alike to anything."""
        rest = mine.weight
        least = _OF_MORE / (1 - _OF_LESS) * mine.weight  # as where all of another that says less is shared
        for word in sorted(mine.weights, key=lambda word: len(self._by_word.get(word, ()))):
            if rest < least:
                return
            yield word
            rest -= mine.weights[word]
