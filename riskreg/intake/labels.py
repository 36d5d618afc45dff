"""Names for what a report does not name: a short title cut from a sentence, a readable id, never two alike."""

from __future__ import annotations

import re
from collections.abc import Container
from unicodedata import normalize

from riskreg.comparison.likeness import words
from riskreg.intake.plain import latin

MOST_WORDS = 12
"""So many words a title has at most."""

_FEWEST = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n(?![a-z])")
_BREAK = re.compile(
    r"(?i)\s*[;:–—]\s+|\s+-\s+|\s+(?=(?:because|which|leading to|resulting in|due to|caused by|as a result|so that|"
    r"through|where|when|and the (?:impact|effect|risk)|in the context|thereby|if)\b)"
)
_COMMA = re.compile(r",\s+(?!(?:\S+\s+){0,3}(?:and|or)\b)")
_FEWEST_BEFORE_A_COMMA = 6
_EMPTY = re.compile(r"(?i)^(?:(?:there is (?:a|the) )?risk (?:of|that|to|from) |the |an? |to )+")
_LITTLE = frozenset(
    (
        "a across an and are as at be been being by can could demonstrated does due for from has have if in "
        "including into is it its made make may might more of on or our risk risks s should such than "
        "that the their there these they this to upon various very was we were what when which while will with "
        "within would"
    ).split()
)
_LONGEST_ID = 40
_LEAST_TELLING = 2
_ARTICLES = frozenset("a an the of to in on and or is are be".split())
_NOUNS = frozenset("anomaly apply assembly early elderly family fly italy july monopoly rely reply supply".split())


def title_of(text: str) -> str:
    """A label of at most twelve words from the beginning of a risk, cut where a thought ends if one does; … if not."""
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0].removeprefix("* ").strip().rstrip(".;:,")
    found = first.split()
    if len(found) <= MOST_WORDS:
        return " ".join(found)
    cuts = [*_cuts(_BREAK, first, _FEWEST), *_cuts(_COMMA, first, _FEWEST_BEFORE_A_COMMA)]
    if cuts:
        return " ".join(first[: max(cuts)].split()).rstrip(",;:")
    kept = found[:MOST_WORDS]
    while kept[-1].casefold().strip(",") in _LITTLE and len(kept) > _FEWEST:
        kept.pop()
    return f"{' '.join(kept).rstrip(',')} …"


def _cuts(pattern: re.Pattern[str], text: str, fewest: int) -> list[int]:
    """Where a thought ends behind so many words, and no more than a label has."""
    return [m.start() for m in pattern.finditer(text) if fewest <= len(text[: m.start()].split()) <= MOST_WORDS]


def id_of(text: str, taken: Container[str], *, most: int = 3) -> str:
    """A short readable id from the words that say most, one that is not taken: `staff-turnover`, `staff-turnover-2`."""
    stem = _stem(text, most)
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _tells(word: str) -> bool:
    """Whether a word says something of its own: no small word, no letter alone, no adverb."""
    return word not in _LITTLE and (len(word) > 1 or word.isdigit()) and (not word.endswith("ly") or word in _NOUNS)


def _stem(text: str, most: int) -> str:
    plain = normalize("NFKD", latin(_EMPTY.sub("", text))).encode("ascii", "ignore").decode()
    every = list(words(plain))
    found = [w for w in every if _tells(w)]
    if sum(not w.isdigit() for w in found) < _LEAST_TELLING:  # "see risk 4" says more than "see 4"
        found = [w for w in every if w not in _ARTICLES] or every
    while found[:1] and found[0][:1].isdigit() and any(w[:1].isalpha() for w in found):
        found.append(found.pop(0))
    kept: list[str] = []
    for word in dict.fromkeys(found):
        if len(kept) == most or len("-".join((*kept, word))) > _LONGEST_ID:
            break
        kept.append(word)
    return "-".join(kept) or (found[0][:_LONGEST_ID] if found else "item")
