"""Places that a register cites, such as `8.1, row 8`, `para 3` or words, and whether a document has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from riskreg.comparison.likeness import words
from riskreg.comparison.stems import GRAMMAR, stem
from riskreg.intake.lines import numbered

_ROWS = re.compile(r"(?i)\brows?\s+([0-9]{1,4})(?:\s*(?:-|–|to|and|&)\s*([0-9]{1,4}))?")
_PARAGRAPH = re.compile(
    r"(?i)^(?:at\s+)?(?:paras?\b\.?|paragraphs?|sections?|§+)?\s*"
    r"([0-9]{1,3}(?:\.[0-9]{1,3})*)(?:\s*(?:-|–|to)\s*([0-9]{1,3}(?:\.[0-9]{1,3})*))?\.?$"
)
_NOT_TOLD = re.compile(r"(?i)^(?:pages?|pp?\.|lines?|slides?|sheets?|columns?|tables?|figures?|footnotes?)\s*[0-9A-Z]")
_PARTS = re.compile(r"\s*[,;]\s*|\s+and\s+(?=[0-9§])")
_ALONE = re.compile(r"^([0-9]{1,3}(?:\.[0-9]{1,3})+)[.)]?$")
_AROUND = " \t#*>|_•-–"


@frozen
class Place:
    """A place that a register cites, taken apart."""

    rows: tuple[int, ...]
    """Rows of the risk table."""
    paragraphs: tuple[str, ...]
    """Numbers of paragraphs or sections."""
    words: tuple[str, ...]
    """Words that tell the place."""
    untold: tuple[str, ...]
    """Parts that no text can be asked for, such as pages."""

    @classmethod
    def of_text(cls, text: str) -> Place:
        """Take a place apart; every text is one."""
        rows = tuple(row for m in _ROWS.finditer(text) for row in _range(m[1], m[2]))
        paragraphs: list[str] = []
        told: list[str] = []
        untold: list[str] = []
        for part in filter(None, _PARTS.split(_ROWS.sub(" ", text).strip())):
            match = _PARAGRAPH.match(part)
            if match:
                paragraphs += filter(None, match.groups())
            elif _NOT_TOLD.match(part):
                untold.append(part)
            else:
                told += words(part)
        return cls(rows, tuple(paragraphs), tuple(w for w in told if stem(w) not in GRAMMAR), tuple(untold))


def _range(first: str, last: str | None) -> range:
    """All rows from the first to the last; both where they are far apart or the wrong way round."""
    start, end = int(first), int(last or first)
    return range(start, min(end, start + 200) + 1) if end >= start else range(start, start + 1)


@frozen
class Text:
    """The text of a document, to be asked for places."""

    text: str = field(repr=False)
    """All of it, tables included."""

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers that its paragraphs and headings begin with."""
        return frozenset(_numbers(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(map(stem, words(self.text)))

    def lacks(self, place: Place) -> Iterator[str]:
        """What of a place the text does not have, as people say it; of rows it knows nothing."""
        lost = [n for n in place.paragraphs if n not in self.numbers]
        if lost:
            yield f"no paragraph {' or '.join(lost)}"
        unsaid = [w for w in place.words if stem(w) not in self.stems]
        if unsaid:
            yield f"not the words {', '.join(dict.fromkeys(unsaid))}"


def _numbers(text: str) -> Iterator[str]:
    for raw in text.split("\n"):
        line = raw.strip(_AROUND).replace("**", "")
        found = numbered(line)
        alone = _ALONE.match(line)
        if found:
            yield found[0]
        elif alone:
            yield alone[1]
