"""The rows of a sheet made into tables: split where a new header stands below a blank row, titles taken off the top."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from riskreg.intake.grid import Grid, GridRow

_LONGEST_HEADER = 40


@frozen
class SheetRow:
    """One row of a sheet."""

    number: int
    """Its number, as the sheet shows it."""
    cells: tuple[str, ...]
    """The text of each cell that is not hidden."""

    def filled(self) -> tuple[int, ...]:
        """The columns in which something stands."""
        return tuple(i for i, cell in enumerate(self.cells) if cell)


def grids_of(
    place: str, rows: Sequence[SheetRow], doubts: Mapping[int, Sequence[str]], hidden: Sequence[SheetRow] = ()
) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """The tables of a sheet, and the lines that stand alone above them; a hidden row belongs to the table above it."""
    grids, lines, heading = [], [], ""
    for block in _blocks(rows):
        titles, table = _titled(block)
        lines += [next(filter(None, row.cells)) for row in titles]
        if titles:
            heading = " ".join(lines[-1].split())
        if table:
            grids.append((table[0].number, _grid(place, heading, table, doubts)))
    starts = [start for start, _ in grids]
    ends = [*starts[1:], math.inf]
    found = (
        evolve(grid, hidden=tuple(_hidden(hidden, start, end))) for (start, grid), end in zip(grids, ends, strict=True)
    )
    return tuple(found), tuple(lines)


def _hidden(rows: Sequence[SheetRow], start: int, end: float) -> Iterator[GridRow]:
    return (GridRow(row.cells, f"row {row.number}") for row in rows if start < row.number < end)


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


def _blocks(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """The rows in which something stands, split where a new table begins below a blank row."""
    blocks: list[list[SheetRow]] = []
    blank = True
    for row in rows:
        if not row.filled():
            blank = True
            continue
        if not blocks or (blank and _begins_another(row, blocks[-1])):
            blocks.append([])
        blocks[-1].append(row)
        blank = False
    return blocks


def _begins_another(row: SheetRow, block: Sequence[SheetRow]) -> bool:
    """Whether a row below a blank one is the header of a table of its own, or comes after lines that are no table.

    A register often has blank rows between its risks, so only what looks like a header, and stands in other columns
    than the header before, or is the same again, begins a table.
    """
    widest = max(block, key=lambda r: len(r.filled()))
    if len(widest.filled()) < 2:
        return True
    header = next(r for r in block if len(r.filled()) > 1)
    texts = [row.cells[i] for i in row.filled()]
    looks = len(texts) > 1 and all(len(t) <= _LONGEST_HEADER and t[-1] not in ".;" and not _number(t) for t in texts)
    return looks and (row.filled() != header.filled() or row.cells == header.cells)


def _number(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _titled(block: Sequence[SheetRow]) -> tuple[Sequence[SheetRow], Sequence[SheetRow]]:
    """The lines above a table, and the table: a line alone at the left edge is a title, not a group of columns."""
    left = min(column for row in block for column in row.filled())
    start = next((i for i, row in enumerate(block) if row.filled() != (left,)), len(block))
    rest = block[start:]
    return (block[:start], rest) if start < len(block) else (block, ())
