"""A Word table as a grid: each cell in its columns, merged cells filled, tables in cells told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskreg.errors import UnreadableFile
from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.word_text import Reading
from riskreg.intake.word_tree import attribute, child, is_on, tag, through

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDEST = 500
_MOST_CELLS = 200_000


def grid_of(reading: Reading, table: _Element, number: int, heading: str) -> Grid:
    """One table as a grid. Raises UnreadableFile where merged cells claim more columns than any table has."""
    rows: list[GridRow] = []
    hidden: list[GridRow] = []
    doubts: list[str] = []
    above: list[str] = []
    for order, row in enumerate((r for r in through(table) if tag(r) == "tr"), 1):
        if child(row, "trPr", "del") is not None:
            reading.left_out["deletion"] += 1
        elif is_on(row, "trPr", "hidden"):
            reading.left_out["hidden"] += 1
            hidden.append(GridRow(tuple(_cells(reading, row, above)), f"table {number}, row {order}"))
        else:
            above = _cells(reading, row, above)
            if len(above) > _WIDEST:
                raise _too_large(reading, f"table {number}, row {order}")
            rows.append(GridRow(tuple(above), f"table {number}, row {order}"))
            doubts += _doubts(row, f"table {number}, row {order}")
    width = max((len(row.cells) for row in rows), default=0)
    if width * len(rows) > _MOST_CELLS:
        raise _too_large(reading, f"table {number}")
    return Grid(tuple(_widened(row, width) for row in rows), f"table {number}", heading, tuple(doubts), tuple(hidden))


def cells_of(row: _Element) -> list[_Element]:
    """The cells of a row, as they stand in the file."""
    return [cell for cell in through(row) if tag(cell) == "tc"]


def _widened(row: GridRow, width: int) -> GridRow:
    return GridRow((*row.cells, *("",) * (width - len(row.cells))), row.place)


def _cells(reading: Reading, row: _Element, above: list[str]) -> list[str]:
    """Texts of a row, one for each column.

    A cell over several columns stands in the first; one that goes on from the row above has that row's text.
    """
    texts = [""] * _number(child(row, "trPr", "gridBefore"), 0)
    for cell in cells_of(row):
        text = reading.paragraphs(cell)
        merge = child(cell, "tcPr", "vMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        if goes_on and not text and len(texts) < len(above):
            text = above[len(texts)]
        texts += [text, *[""] * (_number(child(cell, "tcPr", "gridSpan"), 1) - 1)]
    return texts


def _too_large(reading: Reading, place: str) -> UnreadableFile:
    reason = f"{place}: it claims more cells than any risk table has"
    return UnreadableFile(reading.file, reason, "copy the risk table into a new document and import that")


def _number(element: _Element | None, absent: int) -> int:
    value = attribute(element, "val")
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else absent


def _doubts(row: _Element, place: str) -> list[str]:
    nested = any(tag(inner) == "tbl" for cell in cells_of(row) for inner in cell.iter())
    pictured = any(tag(inner) in {"blip", "imagedata"} for inner in row.iter())
    return [
        *([f"{place}: a table stands inside a cell; its text is kept as lines: check them"] if nested else []),
        *([f"{place}: a picture stands in a cell; does it say something, such as a rating?"] if pictured else []),
    ]
