"""Lines of `pdftotext -layout` parted into the columns of a table, between words and never within one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from riskreg.intake.lines import Line
from riskreg.intake.plain import MARKS

_CHUNK = re.compile(r"\S+(?: \S+)*")
_MARK = re.compile(rf"(?<!\S)([{MARKS}])( +) (?=\S)")
_SAMPLE = 400
_IN_A_WORD, _BETWEEN_WORDS, _AT_AN_END = 4.0, 1.0, 0.2
_ALIGNED, _FAR = 0.5, 0.01
_ASIDE = 3
"""A column's text may begin so many characters beside its gutter, where a line was too full."""

Cuts = tuple[int, ...]


@frozen
class Split:
    """One line in its columns."""

    line: Line
    """As the text has it."""
    parts: tuple[str, ...]
    """Its text in each column; empty where it has none."""
    apart: bool
    """Whether two columns hold text with a gutter between them: two blanks or more."""
    runs_on: bool
    """Whether its text runs across a gutter, as prose does."""
    indent: int
    """How many blanks stand before its text."""
    gaps: tuple[str, ...]
    """Parts that have a gap within."""

    @property
    def alone(self) -> bool:
        """Whether it has text in one column only."""
        return sum(bool(part) for part in self.parts) == 1


def chunks(text: str) -> tuple[tuple[int, str], ...]:
    """What stands between gutters of two blanks or more, each with where it begins."""
    return tuple((m.start(), m.group()) for m in _CHUNK.finditer(spread(text)))


def spread(text: str) -> str:
    """The text with blanks for tabs, and the mark of a point right before its words, whose place stays."""
    return _MARK.sub(lambda m: f"{m[2]}{m[1]} ", text.expandtabs())


def cuts_of(lines: Sequence[Line], starts: Sequence[int], *, near: bool) -> Cuts:
    """Where the columns below headings that begin at `starts` begin.

    That is where the text of most lines begins and fewest lines run across, and as near to the headings as may be:
    poppler may set these some characters aside, and where `near` is false, they stand on another page. The columns
    are chosen together, from left to right.
    """
    texts = [spread(line.text) for line in _above_prose(lines[:_SAMPLE], starts)]
    apart = [text for text in texts if "  " in text.strip()]
    begins = Counter(at for text in apart for at, _ in chunks(text))
    if not begins:
        return (0, *starts[1:])
    places = sorted({*begins, *starts})
    costs = {at: (sum(_crossing(text, at) for text in apart) - _ALIGNED * begins[at]) / len(apart) for at in places}
    far = _FAR if near else _FAR / 10
    best: dict[int, tuple[float, Cuts]] = {0: (0.0, (0,))}
    for start in starts[1:]:
        best = {
            at: min((cost + costs[at] + far * abs(at - start), (*cuts, at)) for cost, cuts in before)
            for at in places
            if (before := [found for last, found in best.items() if last + 2 <= at])
        }
        if not best:
            return (0, *starts[1:])
    return min(best.values())[1]


def _above_prose(lines: Sequence[Line], starts: Sequence[int]) -> Sequence[Line]:
    """The lines as far as the first that begins a paragraph: below an empty line, long, and without a gutter."""
    for n, line in enumerate(lines):
        text = spread(line.text)
        prose = "  " not in text.strip() and _begins(text) <= starts[0] and len(text) > starts[1] + 4
        if n and line.after_blank and prose:
            return lines[:n]
    return lines


def _begins(text: str) -> int:
    return len(text) - len(text.lstrip())


def _crossing(text: str, at: int) -> float:
    """What it costs that a line has text on both sides of a gutter at `at`."""
    before, first = text[max(0, at - 2) : at].rjust(2), text[at : at + 1].strip()
    if first and before[0] in MARKS and before[1] == " ":
        return _IN_A_WORD
    if before[1] != " ":
        return _IN_A_WORD if first else _AT_AN_END
    return _BETWEEN_WORDS if before[0] != " " and first else 0.0


def split(line: Line, cuts: Cuts) -> Split:
    """A line in its columns."""
    text = spread(line.text)
    places = [0, *(_between_words(text, cut) for cut in cuts[1:])]
    places = [max(places[: n + 1]) for n in range(len(places))]
    parts = tuple(text[a:b].strip() for a, b in zip(places, (*places[1:], len(text) + 1), strict=True))
    gaps = tuple(" ".join(part.split()) for part in parts if "   " in part)
    gutters = [_gap(text, at) for n, at in enumerate(places) if n and parts[n] and any(parts[:n])]
    return Split(line, parts, any(g > 1 for g in gutters), any(g < 2 for g in gutters), _begins(text), gaps)


def _between_words(text: str, cut: int) -> int:
    """Where the column begins in this line: at the cut, or where a word would be torn there, beside it."""
    if not (text[cut - 1 : cut].strip() and text[cut : cut + 1].strip()):
        return cut
    words = [m.start() for m in re.finditer(r"(?<!\S)\S", text)]
    wide = [at for at in words if _gap(text, at) > 1 and abs(at - cut) <= 2 * _ASIDE]
    return min(wide or words, key=lambda at: abs(at - cut))


def _gap(text: str, at: int) -> int:
    """How many blanks stand before the first word from `at` on."""
    start = at + len(text[at:]) - len(text[at:].lstrip())
    return start - len(text[:start].rstrip())
