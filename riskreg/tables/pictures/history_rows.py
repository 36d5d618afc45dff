"""What the cells of a history's picture say: a rating with its colour and score, or the word for how a risk left."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from riskreg.comparison.change import Direction
from riskreg.comparison.history import Cell
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.travel import current
from riskreg.tables.history import Grid, has_part, is_exempt
from riskreg.tables.history_words import state
from riskreg.tables.pictures.lettering import plain
from riskreg.tables.travel import ARROWS

_MOVED = (Direction.UP, Direction.DOWN)


@frozen
class Stated:
    """One cell."""

    text: str
    """`VH 20 ↑`, `●`, `closed`."""
    colour: str | None
    """That of the band; None where there is none."""
    left: bool = False
    """Whether it says how a risk left, or was taken up."""
    note: int | None = None
    """The number of its footnote."""


@frozen
class Row:
    """One risk over all dates."""

    title: str
    cells: tuple[Stated | None, ...]
    """None where a register lacks the risk."""


def rows_of(grid: Grid, colours: Mapping[int, Mapping[int, str]]) -> tuple[Row, ...]:
    """A row for each line that may be shown; `colours` are those of each register's bands, by their thresholds."""
    return tuple(_row(line, grid, colours) for line in grid.lines())


def _row(line: RiskLine, grid: Grid, colours: Mapping[int, Mapping[int, str]]) -> Row:
    history = grid.history
    exempt = "EXEMPT: " if is_exempt(line, history) else ""
    cells = zip(history.shown, history.cells(line), strict=True)
    found = tuple(_stated(n, cell, grid, colours[n]) if cell else None for n, cell in cells)
    return Row(plain(f"{exempt}{history.risks[line.last].title}"), found)


def _stated(register: int, cell: Cell, grid: Grid, colours: Mapping[int, str]) -> Stated:
    matrix = grid.history.registers[register].matrix
    note = grid.numbers.get(id(cell.event))
    text = plain(state(cell, matrix))
    if cell.risk is None:
        return Stated(text, None, left=True, note=note)
    score = cell.risk.score.current
    band = matrix.rating(score) if matrix and score else None
    arrow = "" if cell.event and has_part(cell.event, grid.hidden) else _arrow(cell)
    return Stated(f"{text}{arrow}", colours[band.from_] if band else None, note=note)


def _arrow(cell: Cell) -> str:
    """` ↑` or ` ↓` where one risk goes on and its score moved; only within one matrix can that be said."""
    pairs = cell.change.pairs if cell.change else ()
    direction = current(pairs[0].travels) if len(pairs) == 1 else None
    return f" {ARROWS[direction][0]}" if direction in _MOVED else ""


def moved(rows: tuple[Row, ...]) -> bool:
    """Whether any cell has an arrow."""
    return any(c and c.text.endswith((" ↑", " ↓")) for row in rows for c in row.cells)


def history_words(rows: tuple[Row, ...], dates: tuple[str, ...]) -> tuple[str, ...]:
    """Each row in a sentence: `Staff leave: Feb 2024 R 12; May 2024 R 16 ↑`."""
    return tuple(f"{row.title}: {'; '.join(_cells(row, dates))}." for row in rows)


def _cells(row: Row, dates: tuple[str, ...]) -> list[str]:
    said = zip(dates, row.cells, strict=True)
    return [f"{date} {cell.text}{f' [{cell.note}]' if cell.note else ''}" for date, cell in said if cell]
