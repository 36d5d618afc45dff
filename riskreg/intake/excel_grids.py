"""The rows of a sheet made into tables: split where a new header stands below a blank row, titles taken off the top."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from riskreg.intake.columns import role_of
from riskreg.intake.grid import Grid, GridRow

_LONGEST_HEADER = 40
_FIRST_ROWS = 12


@frozen
class SheetRow:
    """One row of a sheet."""

    number: int
    """Its number, as the sheet shows it."""
    cells: tuple[str, ...]
    """The text of each cell that is not hidden."""
    why: str = ""
    """Why it is left out, where the sheet does not simply hide it."""

    def filled(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(i for i, cell in enumerate(self.cells) if cell)


def grids_of(
    place: str, rows: Sequence[SheetRow], doubts: Mapping[int, Sequence[str]], hidden: Sequence[SheetRow] = ()
) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """The tables of a sheet, and the lines that stand alone above them; a hidden row belongs to the table above it."""
    grids, lines, heading = [], [], ""
    blocks, asked = _blocks(rows)
    doubts = {n: (*doubts.get(n, ()), *([f"row {n} {asked[n]}"] if n in asked else ())) for n in {*doubts, *asked}}
    for block in blocks:
        titles, table = _titled(block)
        lines += [next(filter(None, row.cells)) for row in titles]
        if titles:
            heading = " ".join(lines[-1].split())
        if table:
            grids.append((table[0].number, _grid(place, heading, table, doubts)))
    # Each reaches to where the next begins; a sheet in which nothing stands has none.
    ends = [start for start, _ in grids[1:]] + [math.inf] * bool(grids)
    found = (
        evolve(grid, hidden=tuple(_hidden(hidden, start, end))) for (start, grid), end in zip(grids, ends, strict=True)
    )
    return tuple(found), tuple(lines)


def _hidden(rows: Sequence[SheetRow], start: int, end: float) -> Iterator[GridRow]:
    left = (row for row in rows if start < row.number < end)
    return (GridRow(row.cells, f"row {row.number}", doubts=(row.why,) if row.why else ()) for row in left)


def _grid(place: str, heading: str, table: Sequence[SheetRow], doubts: Mapping[int, Sequence[str]]) -> Grid:
    """A table without the columns that are blank to its left and right."""
    filled = [column for row in table for column in row.filled()]
    first, last = min(filled), max(filled) + 1
    return Grid(
        tuple(GridRow(row.cells[first:last], f"row {row.number}") for row in table),
        place,
        heading,
        tuple(f"{place}: {doubt}" for row in table for doubt in doubts.get(row.number, ())),
    )


def _blocks(rows: Sequence[SheetRow]) -> tuple[list[list[SheetRow]], dict[int, str]]:
    """The rows in which something stands, split where a new table begins below a blank row; and what is not sure."""
    blocks: list[list[SheetRow]] = []
    asked: dict[int, str] = {}
    blank = True
    for at, row in enumerate(rows):
        if not row.filled():
            blank = True
            continue
        below = rows[at + 1] if at + 1 < len(rows) else SheetRow(row.number + 1, ())
        if not blocks or (blank and _begins_another(row, below, blocks[-1])):
            blocks.append([])
        elif blank and _looks_like_another(row, blocks[-1]):
            asked[row.number] = "stands below a blank row and looks like the headings of another table: is it a risk?"
        blocks[-1].append(row)
        blank = False
    return blocks, asked


def _begins_another(row: SheetRow, below: SheetRow, block: Sequence[SheetRow]) -> bool:
    """Whether a row below a blank one is the header of a table of its own, or comes after lines that are no table.

    A register often has blank rows between its risks, and cells in which nothing stands. So below the headings of a
    risk table only such headings begin another, or a row over columns that it has not, with a row like it below.
    """
    if len(max(block, key=lambda r: len(r.filled())).filled()) < 2:
        return True
    if _is_header(row):
        return True
    if len(row.filled()) == 1:  # a title between two tables; above the same headings again it is a banner
        return _is_header(below) and below.cells != _header(block).cells
    if not _looks(row):
        return False
    header = _header(block)
    if not _is_header(header):
        return row.filled() != header.filled() or row.cells == header.cells
    return not set(row.filled()) <= set(header.filled()) and below.filled() == row.filled()


def _header(block: Sequence[SheetRow]) -> SheetRow:
    """The row of a block that has the most words of headings; of equals, the first with more than one cell."""
    wide = [row for row in block[:_FIRST_ROWS] if len(row.filled()) > 1] or list(block)
    return max(wide, key=lambda row: len(_known(row)))


def _is_header(row: SheetRow) -> bool:
    """Whether half of a row's cells are headings of a risk table, or of the scales that stand below one."""
    return _looks(row) and len(_known(row)) * 2 >= len(row.filled())


def _known(row: SheetRow) -> list[str]:
    return [role for cell in row.cells if len(cell) <= _LONGEST_HEADER and (role := role_of(cell))]


def _looks(row: SheetRow) -> bool:
    """Whether a row's cells are as short as headings, and none is a number or a sentence."""
    texts = [row.cells[i] for i in row.filled()]
    return len(texts) > 1 and all(len(t) <= _LONGEST_HEADER and t[-1] not in ".;" and not _number(t) for t in texts)


def _looks_like_another(row: SheetRow, block: Sequence[SheetRow]) -> bool:
    """Whether a row that stays in a table may be the headings of one that riskreg does not know: few, short, no id."""
    few = len(row.filled()) * 3 < len(_header(block).filled()) * 2
    short = all(len(row.cells[i].split()) < 3 and not any(map(str.isdigit, row.cells[i])) for i in row.filled())
    return _looks(row) and (few or short)


def _number(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _titled(block: Sequence[SheetRow]) -> tuple[Sequence[SheetRow], Sequence[SheetRow]]:
    """The lines above a table, and the table: a line alone at the left edge is a title, not a group of columns."""
    left = min(column for row in block for column in row.filled())
    start = next((i for i, row in enumerate(block) if row.filled() != (left,)), len(block))
    rest = block[start:]
    return (block[:start], rest) if start < len(block) else (block, ())
