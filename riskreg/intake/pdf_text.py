"""Words of a PDF with their places, and how they become lines, and lines become paragraphs.

A PDF has no paragraphs: a line ends because the next word did not fit, or because the writer ended it, and only the
room that was left tells which.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from attrs import frozen

from riskreg.intake.cell_text import is_point, marked, plain

_NUMBERED = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S")
_TIGHT = 0.6
"""The share of a line's height by which the bases of two words of one line may differ."""
_LOOSE = 1.45
"""How much further than the usual from line to line a new paragraph stands."""


@frozen
class Word:
    """A word where it stands on its page, in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False

    @property
    def height(self) -> float:
        """Of its letters."""
        return self.bottom - self.top


@frozen
class Line:
    """Words that stand beside each other."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, a space between each."""
        return plain(" ".join(w.text for w in self.words))

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        """The highest of its words."""
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        """The lowest of its words."""
        return max(w.bottom for w in self.words)

    @property
    def height(self) -> float:
        """Of its largest letters."""
        return max(w.height for w in self.words)

    @property
    def bold(self) -> bool:
        """Whether all its words are."""
        return all(w.bold for w in self.words)


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines that words make, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.x0)):
        last = lines[-1] if lines else []
        if last and word.bottom - last[0].bottom < _TIGHT * min(word.height, last[0].height):
            last.append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda w: w.x0))) for line in lines]


def leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next; 0 for fewer than two lines."""
    steps = [b.bottom - a.bottom for a, b in pairwise(lines)]
    return median(sorted(steps)[: max(1, (len(steps) + 1) // 2)]) if steps else 0.0


def paragraphs(lines: Sequence[Line], right: float, parted: Collection[int] | None = None) -> str:
    """The text of lines in one column ending at `right`: wrapped lines joined, points and paragraphs apart.

    `parted` are the lines, counted from 0, that begin a paragraph; where it is None, room and white tell.
    """
    begin = parts_of(lines, right) if parted is None else parted
    text = lines[0].text if lines else ""
    for at, (before, line) in enumerate(pairwise(lines), 1):
        text += _seam(before, line, parted=at in begin) + line.text
    return marked(text)


def parts_of(lines: Sequence[Line], right: float) -> frozenset[int]:
    """Which lines begin a paragraph, as room and white tell."""
    new = (at for at, (before, line) in enumerate(pairwise(lines), 1) if _new(before, line, right))
    return spaced(lines) | frozenset(new)


def spaced(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines stand further from the one above than is usual."""
    usual = leading(lines)
    steps = enumerate((line.bottom - before.bottom for before, line in pairwise(lines)), 1)
    return frozenset(at for at, step in steps if usual and step > _LOOSE * usual)


def ended_early(before: Line, word: Word, right: float) -> bool:
    """Whether the next word would have fitted on the line before, with some room to spare."""
    return room_after(before, word, right) > 0.5 * before.height


def room_after(before: Line, word: Word, right: float) -> float:
    """How much room there would be left with the next word on the line before; below 0: it did not fit."""
    return right - before.x1 - 0.3 * before.height - (word.x1 - word.x0)


def _new(before: Line, line: Line, right: float) -> bool:
    """Whether a line begins a paragraph: a point, or a capital where the line before had room left."""
    if is_point(line.text):
        return True
    early = ended_early(before, line.words[0], right)
    stopped = before.text.endswith((".", ";", ":", "?", "!"))
    if _NUMBERED.match(line.text):
        return early or stopped
    return early and not line.text[:1].islower() and not before.text.endswith((",", "-", "–", "("))


def _seam(before: Line, line: Line, *, parted: bool) -> str:
    """What stands between two lines: a break, a space, or nothing after a hyphen that lower case follows."""
    if parted:
        return "\n"
    return "" if before.text.endswith(("-", "\u2010")) and line.text[:1].islower() else " "
