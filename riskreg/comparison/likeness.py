"""How alike two risks or two actions are worded: by the words they share, rare ones first, and by letters.

A word that few texts hold says more than one that many hold; three letters in a row forgive endings and spelling.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, repeat
from sys import intern
from typing import NamedTuple
from unicodedata import normalize

from riskreg.comparison.stems import GRAMMAR, PREPOSITIONS, stem, worth

_WORD = re.compile(r"[^\W_]+")
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What stands between the words of an ASCII text, as the pattern has it."""

_FEWEST = 30
"""With fewer wordings than this, rarity is judged as if there were so many: three risks make no word rare or common."""

_UNIT = 1000
"""Weights are whole numbers of thousandths: their sums are the same in whichever order a set gives its words."""

_OWN_WEIGHT = 0.8
"""How much the part that agrees best counts by itself; the rest is the whole text's."""

_TOO_LITTLE = 0.2
"""Where words agree less than this, letters are not looked at: they would not make it alike."""

_LEAST_WORDS = 4
"""A part beside the first that has fewer words, such as "See below", tells no text from another."""

_ENOUGH = 200
"""Where fewer wordings than this are compared, what public bodies say decides with rarity: see `stems.worth`."""

_ASIDE, _LEAST_OTHER = 1.2, 0.7
"""How much words that differ count against those that agree, and how much of that is the side that has fewer of them.

A title that only says more is the same risk sooner than one that says something else in place of a word.
"""

_IN_PLACE = 2.4
"""The same where all but the subject is the same: "Breach of the one code" is not "Breach of the other code"."""

_SUBJECT = 0.5
"""What a word is worth at least that can be the subject of a risk."""

_LETTERS_OF_FEW = 0.1
"""How much letters count where wordings are few."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters and in the order it has them."""
    if text.isascii():
        return tuple(map(intern, text.lower().translate(_APART).split()))  # in half the time
    return tuple(_WORD.findall(normalize("NFKC", text).casefold()))


class Rarity(NamedTuple):
    """How much each word says, by how few wordings hold it."""

    wordings: int
    """How many there are."""
    holders: Counter[str]
    """In how many each word stands."""
    judged: int
    """How many wordings are compared; the others only tell what is rare."""
    known: dict[str, int]
    """Weights that were asked for before."""

    @classmethod
    def of(cls, wordings: Iterable[Iterable[str]], judged: int | None = None) -> Rarity:
        """The rarity of words in wordings, each given as the words in it; all forms of a word are one.

        `judged` is how many of them are compared, all where it is not given.
        """
        return cls.of_counted(zip(wordings, repeat(1)), judged)

    @classmethod
    def of_counted(cls, wordings: Iterable[tuple[Iterable[str], int]], judged: int | None = None) -> Rarity:
        """The rarity of words in wordings of which each is given once, with how many say the same."""
        counted = [(frozenset(map(stem, words)), times) for words, times in wordings]
        number = sum(times for _, times in counted)
        holders = Counter(chain.from_iterable(chain.from_iterable(repeat(*one) for one in counted)))
        return cls(max(number, _FEWEST), holders, number if judged is None else judged, {})

    @property
    def few(self) -> bool:
        """Whether so few wordings are compared that what public bodies commonly say decides with rarity."""
        return self.judged < _ENOUGH

    def weight(self, word: str) -> int:
        """How much a word says, given as its stem, in thousandths."""
        if word not in self.known:
            holders = max(self.holders[word], self.wordings // 3 if word in GRAMMAR else 0)
            told = worth(word) if self.few else 1
            self.known[word] = round(_UNIT * told * math.log(1 + self.wordings / (1 + holders)))
        return self.known[word]


class Part:
    """One text, ready to be compared."""

    def __init__(self, words: tuple[str, ...], rarity: Rarity) -> None:
        """The text of these words, as they follow each other; `rarity` is what each of them says."""
        self.words = words
        self.rarity = rarity

    @cached_property
    def weights(self) -> dict[str, int]:
        """What each different word of it says, by its stem."""
        return {word: self.rarity.weight(word) for word in map(stem, self.words)}

    @cached_property
    def weight(self) -> int:
        """What they say together."""
        return sum(self.weights.values())

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every three letters in a row."""
        text = f"  {' '.join(self.words)} "
        return frozenset({text[i : i + 3] for i in range(len(text) - 2)})

    def rarest(self, most: int) -> tuple[str, ...]:
        """So many of the stems of its words, the rarest first."""
        return tuple(sorted(self.weights, key=lambda word: (-self.weights[word], word))[:most])

    def tells(self, number: int) -> bool:
        """Whether it counts, as the part of that number: the first one always does."""
        return number == 0 or (len(self.words) >= _LEAST_WORDS and len(self.weights) >= _LEAST_WORDS)

    def likeness(self, other: Part, by_words: float | None = None) -> float:
        """From 0, nothing in common, to 1, the same words in the same order; `by_words` where that is known already."""
        if not self.words or not other.words:
            return 0.0
        if self.words == other.words:
            return 1.0
        by_words = self.by_words(other) if by_words is None else by_words
        if by_words < _TOO_LITTLE:
            return by_words
        by_letters = 2 * len(self.letters & other.letters) / (len(self.letters) + len(other.letters))
        letters = _LETTERS_OF_FEW if self.rarity.few else 0.5
        return min((1 - letters) * by_words + letters * by_letters, 0.99)

    def in_place(self, other: Part) -> bool:
        """Whether both open with the same words up to a preposition, and then name another subject in one place."""
        start = _agreeing(self.words, other.words)
        if not PREPOSITIONS & set(self.words[1:start]):
            return False
        mine, theirs = self.words[start:], other.words[start:]
        end = _agreeing(mine[::-1], theirs[::-1])
        replaced = (set(map(stem, part[: len(part) - end])) for part in (mine, theirs))
        one, two = replaced
        return not one & two - GRAMMAR and all(any(worth(w) >= _SUBJECT for w in part) for part in (one, two))

    def by_words(self, other: Part) -> float:
        """From 0 to 1, by the different words alone."""
        shared = sum(self.weights[word] for word in self.weights.keys() & other.weights.keys())
        if not self.rarity.few:
            return 2 * shared / ((self.weight + other.weight) or 1)
        least, most = sorted((self.weight - shared, other.weight - shared))
        aside = _IN_PLACE if self.in_place(other) else _ASIDE
        return shared / ((shared + aside * (_LEAST_OTHER * least + (1 - _LEAST_OTHER) * most)) or 1)


def least_agreement(likeness: float) -> float:
    """Two actions, judged as few, are so alike only where their words agree at least so far: letters add no more."""
    letters = _OWN_WEIGHT * _LETTERS_OF_FEW
    return (likeness - letters) / (1 - letters)


def least_shared(agreed: float) -> tuple[float, float]:
    """What two texts of few share at least, to agree so far: so much of the one that says less, and of the other.

    It is `Part.by_words` solved for what is shared.
    """
    aside = agreed * _ASIDE
    share = aside / (1 - agreed + aside)
    return share * _LEAST_OTHER, share * (1 - _LEAST_OTHER)


def _agreeing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words two texts begin with in common, whatever their forms."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if stem(a) != stem(b)), min(len(one), len(other)))


class Wording:
    """What a risk or an action says, in parts: a risk's title and the texts below it; an action's own words."""

    def __init__(self, parts: tuple[Part, ...]) -> None:
        """The wording of parts, each in its own place, an empty one where nothing is stated; the first is a name."""
        self.parts = parts

    @classmethod
    def of(cls, texts: Iterable[tuple[str, ...]], rarity: Rarity) -> Wording:
        """The wording whose parts hold these words."""
        return cls(tuple(Part(found, rarity) for found in texts))

    @cached_property
    def whole(self) -> Part:
        """All parts that tell something, as one."""
        first, *others = (part for number, part in enumerate(self.parts) if part.tells(number))
        if not others:
            return first
        return Part(tuple(word for part in (first, *others) for word in part.words), first.rarity)

    @cached_property
    def text(self) -> tuple[tuple[str, ...], ...]:
        """What two wordings share that are equal."""
        return tuple(part.words for part in self.parts)

    def likeness(self, other: Wording) -> float:
        """From 0 to 1, which only equal wordings reach.

        The part that agrees best counts most, and all the text together for the rest: an equal title with a new
        description is alike, and so is an equal description under a new title.
        """
        if self.text == other.text:
            return 1.0
        whole = self.whole.by_words(other.whole)
        if self.whole is self.parts[0] and other.whole is other.parts[0]:
            best = self.whole.likeness(other.whole, whole)
        else:
            pairs = enumerate(zip(self.parts, other.parts, strict=True))
            best = max(mine.likeness(theirs) for n, (mine, theirs) in pairs if mine.tells(n) and theirs.tells(n))
        return min(_OWN_WEIGHT * max(best, whole) + (1 - _OWN_WEIGHT) * whole, 0.99)

    def holds(self, other: Wording) -> bool:
        """Whether all that one of the two names tells stands in the other: nothing stands in its place."""
        one, two = ({word for word in w.parts[0].weights if worth(word) >= _SUBJECT} for w in (self, other))
        return bool(one & two) and (one <= two or two <= one) and any(worth(word) == 1 for word in one & two)

    def agreeing(self, other: Wording) -> int:
        """How many words agree; grammar is counted only where there are no others."""
        agree = self.whole.weights.keys() & other.whole.weights.keys()
        return len(agree - GRAMMAR) or len(agree)

    def shared(self, other: Wording, most: int) -> tuple[str, ...]:
        """The words that agree, as this one spells them, the rarest first; grammar only where there are no others."""
        agree = self.whole.weights.keys() & other.whole.weights.keys()
        found = [word for word in self.whole.rarest(len(self.whole.weights)) if word in agree]
        telling = [word for word in found if word not in GRAMMAR][:most] or found[:most]
        written = {stem(word): word for word in reversed(self.whole.words)}
        return tuple(written[word] for word in telling)
