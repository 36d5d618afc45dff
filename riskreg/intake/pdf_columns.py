"""The columns of a table without lines: where white runs down between the words below two cells of the header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from riskreg.intake.pdf_header import cells_of, risk_cell
from riskreg.intake.pdf_text import Line, Word

_RUN = 0.7
"""Words that stand nearer to each other than this share of their height belong together."""
_OVER = 3.0
"""How far a run of words must reach over a column's edge, on both sides, to be no cell of it."""
_BANNER = 8
"""The most words of a banner."""
_CLOSE = 2.0
"""The most white, by the height of a letter, between a banner and the row below it."""


@frozen
class Columns:
    """Where the columns of a table stand."""

    lefts: tuple[float, ...]
    """Where each begins."""
    rights: tuple[float, ...]
    """Where the longest line of each ends."""
    main: int = 0
    """The column of the risks: no row begins without words in it."""
    roles: tuple[str | None, ...] = ()
    """What each holds, as its heading says; empty where that is not known."""

    def role(self, column: int) -> str | None:
        """What a column holds."""
        return self.roles[column] if column < len(self.roles) else None

    def cells(self, line: Line) -> list[tuple[Word, ...]]:
        """The words of a line, by column."""
        cells: list[list[Word]] = [[] for _ in self.lefts]
        for word in line.words:
            cells[self._column(word)].append(word)
        return [tuple(cell) for cell in cells]

    def crossed(self, line: Line) -> bool:
        """Whether words of the line run over the edge between two columns, as those of a paragraph do."""
        return any(
            run[0].x0 < left - _OVER and run[-1].x1 > left + _OVER
            for run in cells_of(line, _RUN)
            for left in self.lefts[1:]
        )

    def alone(self, line: Line) -> bool:
        """Whether a line has words in the first column only."""
        return not any(self.cells(line)[1:])

    def beside(self, line: Line) -> bool:
        """Whether a line has words in the risk's column and in another, and none over the edge between two."""
        cells = self.cells(line)
        return bool(cells[self.main]) and sum(map(bool, cells)) > 1 and not self.crossed(line)

    def banner(self, line: Line, below: Line | None) -> bool:
        """Whether a line is a banner, as `Financial risks`: a few words over several columns, with a row close below.

        One that fits in the first column is known only where that is not the risk's.
        """
        if below is None or not self.beside(below) or below.top - line.bottom > _CLOSE * line.height:
            return False
        over = self.crossed(line) or (self.main > 0 and self.alone(line))
        few = len(line.words) <= _BANNER and len(cells_of(line)) == 1 and line.text[-1] not in ".,;"
        return over and few and not line.text[:1].islower()

    def _column(self, word: Word) -> int:
        return max((i for i, left in enumerate(self.lefts) if word.x0 >= left - 0.5), default=0)


def columns_of(header: Line, below: Sequence[Line]) -> Columns:
    """The columns that a header and the lines below it stand in."""
    cells = cells_of(header)
    runs = [(run[0].x0, run[-1].x1) for line in below for run in cells_of(line, _RUN)]
    lefts = [min([cells[0][0].x0, *(a for a, _ in runs)])]
    lefts += [_edge(left[-1].x1, right[0].x0, runs) for left, right in pairwise(cells)]
    ends = [*lefts[1:], float("inf")]
    rights = [
        max([cell[-1].x1, *(b for a, b in runs if left - 0.5 <= a and b <= end)])
        for cell, left, end in zip(cells, lefts, ends, strict=True)
    ]
    return Columns(tuple(lefts), tuple(rights), risk_cell(header))


def _edge(start: float, end: float, runs: Sequence[tuple[float, float]]) -> float:
    """The right end of the widest white strip between two header cells that the fewest runs of words cross."""
    steps = [start + i for i in range(max(1, int(end - start)))] + [end - 0.1]
    crossings = [sum(a < x < b for a, b in runs) for x in steps]
    fewest = min(crossings)
    best, length, run = len(steps) - 1, 0, 0
    for i, crossing in enumerate(crossings):
        run = run + 1 if crossing == fewest else 0
        if run and run >= length:
            best, length = i, run
    return steps[best]
