"""The rows of a table without lines: where one ends, told by lines drawn across, by white, and by the room left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import define, field, frozen

from riskreg.intake.cell_text import is_point
from riskreg.intake.pdf_columns import Columns
from riskreg.intake.pdf_made_rows import Cells, made_rows
from riskreg.intake.pdf_text import Line, ended_early, leading

_WIDE = 0.25
"""How much more white, by the height of a letter, stands above a row than between the lines of a cell."""
_BLANK = 1.7
"""From how many times the usual step on a column has ended, and begins again."""

_SINGLE = 1.9
_CLOSE = 1.2
_APART = 1.25
"""From how many times the usual step on a line stands apart from the one above it."""
_EVEN = 1.15
"""How much the widest step from line to line may exceed the narrowest where the lines stand evenly."""
_GUTTER = 3.0
"""The widest white, by the height of a letter, that is believed to part two columns that are full."""
_SURE = 3
"""So many places where a line might have begun in small letters, and none does, are enough to be sure."""

_VALUE = re.compile(r"[A-Z]{0,4}[ .-]?\d{1,3}")
"""A score or a reference: one below another is another row's."""


@frozen
class Rows:
    """What the lines of a table came to."""

    texts: tuple[tuple[str, ...], ...]
    """The text of each cell."""
    asked: tuple[tuple[str, ...], ...]
    """Of each row what is not sure: boundaries, by the words that they stand before, and ends of actions."""


def rows_of(columns: Columns, lines: Sequence[Line], rules: Sequence[float]) -> Rows:
    """Part the lines below a header into rows; `rules` are the heights of lines drawn across the table."""
    cells = [columns.cells(line) for line in lines]
    usual = _usual(columns, lines, cells) if lines else 0.0
    texts: list[tuple[str, ...]] = []
    asked: list[tuple[str, ...]] = []
    start = 0
    for at in [*_banners(columns, lines, usual), len(lines)]:
        parter = _Parter(columns, lines[start:at], cells[start:at], usual)
        bounds = parter.bounds(rules)
        made = made_rows(columns, [parter.cells[a:b] for a, b in bounds])
        texts += (row for row, _ in made)
        asked += ((*parter.doubts_of(a, b), *doubts) for (a, b), (_, doubts) in zip(bounds, made, strict=True))
        if at < len(lines):
            texts.append((lines[at].text, *[""] * (len(columns.lefts) - 1)))
            asked.append(())
        start = at + 1
    return Rows(tuple(texts), tuple(asked))


def _banners(columns: Columns, lines: Sequence[Line], usual: float) -> list[int]:
    """The lines that stand over the rows below them; one within a column only with white above it."""
    found = []
    for i, line in enumerate(lines):
        apart = i == 0 or columns.crossed(line) or line.bottom - lines[i - 1].bottom > _APART * usual
        if apart and columns.banner(line, lines[i + 1] if i + 1 < len(lines) else None):
            found.append(i)
    return found


def _by_rules(lines: Sequence[Line], rules: Sequence[float]) -> list[int]:
    """Rows between lines that are drawn across: only where there are such lines between the words."""
    starts = [0]
    for i, (before, line) in enumerate(pairwise(lines), 1):
        if any(before.bottom - 2 <= rule <= line.top + 2 for rule in rules):
            starts.append(i)
    return starts if len(starts) > 1 else []


def _usual(columns: Columns, lines: Sequence[Line], cells: Sequence[Cells]) -> float:
    """The usual step from line to line within a cell; so wide a one that all rows are single lines is not believed."""
    steps = [leading([Line(row[c]) for row in cells if row[c]]) for c in range(len(columns.lefts))]
    height = max(line.height for line in lines)
    step = min((step for step in steps if step), default=0.0)
    return step if step < _SINGLE * height else _CLOSE * height


@define
class _Parter:
    """Lines that no rule parts."""

    columns: Columns
    lines: Sequence[Line]
    cells: list[Cells]
    usual: float
    doubts: list[int] = field(factory=list)
    """The lines of which it is not sure whether they begin a row."""

    def bounds(self, rules: Sequence[float]) -> list[tuple[int, int]]:
        """The rows, each from its first line to before the next row's."""
        if not self.lines:
            return []
        starts = _by_rules(self.lines, rules) or self.by_lines() or self.by_gaps() or self.by_words()
        return list(zip(starts, [*starts[1:], len(self.lines)], strict=True))

    def doubts_of(self, start: int, end: int) -> list[str]:
        """What to ask of the boundaries within and at the head of a row."""
        at = dict.fromkeys(line for line in self.doubts if start <= line < end)
        return [f'does a new row begin at "{_start(self.lines[line])}"?' for line in at]

    def by_lines(self) -> list[int]:
        """A row a line, where the lines stand evenly, each names a risk, and none looks like the rest of another."""
        if not self.even() or not all(cells[self.columns.main] for cells in self.cells):
            return []
        speaking = [c for c in range(len(self.columns.lefts)) if self.speaks(c)]
        if any(self.wraps(c) for c in speaking) or 2 * sum(map(self.both, range(len(self.lines)))) <= len(self.lines):
            return []
        chances = sum(bool(cells[c]) for cells in self.cells[1:] for c in speaking)
        if not chances and not self.roomy(self.columns.main):
            return []
        starts = list(range(len(self.lines)))
        if not chances or (chances < _SURE and not self.stepped()):
            self.doubts += starts[1:]
        return starts

    def even(self) -> bool:
        """Whether all lines stand equally far apart."""
        steps = [line.bottom - before.bottom for before, line in pairwise(self.lines)]
        return bool(steps) and max(steps) <= _EVEN * min(steps)

    def stepped(self) -> bool:
        """Whether the lines stand further apart than those of a paragraph mostly do."""
        return all(b.bottom - a.bottom > _BLANK * min(a.height, b.height) for a, b in pairwise(self.lines))

    def speaks(self, column: int) -> bool:
        """Whether small letters at the beginning of a line say that it goes on: a column may have nothing else."""
        texts = [Line(cells[column]).text for cells in self.cells if cells[column]]
        letters = [text for text in texts if text[:1].isalpha()]
        return bool(letters) and not texts[0][:1].islower() and not all(text.isupper() for text in letters)

    def wraps(self, column: int) -> bool:
        """Whether a line of a column begins in small letters, as the rest of the line above does."""
        return any(cells[column] and _goes_on(cells[column][0].text) for cells in self.cells[1:])

    def roomy(self, column: int) -> bool:
        """Whether no line of a column comes near the next: its lines end because their writer ended them."""
        after = self.columns.lefts[column + 1 : column + 2]
        return bool(after) and after[0] - self.columns.rights[column] > _GUTTER * self.lines[0].height

    def right(self, column: int) -> float:
        """Where the lines of a column end at the latest."""
        if self.roomy(column) and not (self.speaks(column) and self.wraps(column)):
            return self.columns.lefts[column + 1] - _GUTTER * self.lines[0].height
        return self.columns.rights[column]

    def by_gaps(self) -> list[int]:
        """Rows by the white above them, where all rows have it: no column begins again without such white."""
        wide = [i for i in range(1, len(self.lines)) if self.is_wide(i)]
        if not wide:
            return []
        blocks = [0, *wide]
        for start, end in zip(blocks, [*wide, len(self.lines)], strict=True):
            if any(self.begins_again(start, i) for i in range(start + 1, end)):
                return []
        parted = [start for start in blocks if start == 0 or self.full(start, blocks)]
        self.doubts += [
            i
            for i in blocks
            if i not in parted and self.cells[i][self.columns.main] and not _goes_on(self.lines[i].words[0].text)
        ]
        return parted

    def is_wide(self, line: int) -> bool:
        """Whether white runs across the whole table above a line, and more than between lines of a cell."""
        height = self.lines[line].height
        bottom = max(above.bottom for above in self.lines[max(0, line - 8) : line])
        return self.lines[line].top - bottom > max(self.usual - height, 0) + _WIDE * height

    def full(self, start: int, blocks: list[int]) -> bool:
        """Whether a block of lines has words in the risk's column and in another: else it is a paragraph of the row."""
        end = min((b for b in blocks if b > start), default=len(self.lines))
        filled = [any(cells[c] for cells in self.cells[start:end]) for c in range(len(self.columns.lefts))]
        return filled[self.columns.main] and sum(filled) > 1

    def by_words(self) -> list[int]:
        """Rows by what stands on the lines: a column that had ended begins again, or the words would have fitted."""
        starts = [0]
        for i in range(1, len(self.lines)):
            if self.begins_again(starts[-1], i) or self.votes(i) > 0:
                starts.append(i)
            elif self.both(i) and self.doubtful(i):
                self.doubts.append(i)
                starts += [i] * self.fresh(i)
        return starts

    def begins_again(self, start: int, line: int) -> bool:
        """Whether a column goes on, within a row that began at `start`, below room for a line or more."""
        for column in range(len(self.columns.lefts)):
            above = self.above(line, column)
            if self.cells[line][column] and above is not None and above >= start:
                step = self.lines[line].bottom - self.lines[above].bottom
                if step > _BLANK * self.usual:
                    return True
        return False

    def above(self, line: int, column: int) -> int | None:
        """The line above that has words in a column."""
        return next((i for i in range(line - 1, -1, -1) if self.cells[i][column]), None)

    def votes(self, line: int) -> int:
        """For and against a row beginning on a line with words in the risk's and in another column."""
        return sum(self.vote(line, c) for c in range(len(self.columns.lefts))) if self.both(line) else -1

    def both(self, line: int) -> bool:
        """Whether a line has words in the first column and in another."""
        return bool(self.cells[line][self.columns.main]) and sum(map(bool, self.cells[line])) > 1

    def fresh(self, line: int) -> bool:
        """Whether a sentence ended and another begins in every column: in the middle of a row, that is chance."""
        begun = [(a, c) for c, cell in enumerate(self.cells[line]) if cell and (a := self.above(line, c)) is not None]
        return len(begun) > 1 and all(
            self.cells[line][c][0].text[:1].isupper() and self.cells[above][c][-1].text.endswith((".", "!", "?"))
            for above, c in begun
        )

    def doubtful(self, line: int) -> bool:
        """Whether a line that is taken for the rest of a row has no sign of it but that its words fit nowhere else."""
        cells = [cell for c, cell in enumerate(self.cells[line]) if cell and self.above(line, c) is not None]
        return self.votes(line) == 0 or not any(
            _goes_on(cell[0].text) or is_point(cell[0].text + " x") for cell in cells
        )

    def vote(self, line: int, column: int) -> int:
        """For (1) or against (-1, -2) a row beginning here, by one column: would its first word have fitted above?"""
        above, here = self.above(line, column), self.cells[line][column]
        if not here or above is None:
            return 0
        before = Line(self.cells[above][column])
        if _VALUE.fullmatch(Line(here).text) and _VALUE.fullmatch(before.text):
            return 2
        if here[0].text[:1].islower() and self.speaks(column):
            return -2
        return 1 if ended_early(before, here[0], self.right(column)) else -1


def _goes_on(word: str) -> bool:
    return word[:1].islower() and not is_point(f"{word} x")


def _start(line: Line) -> str:
    return " ".join(line.text.split()[:6])
