"""A Word table as a grid: each cell in its columns, merged cells filled, tables in cells told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskreg.errors import UnreadableFile
from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.struck import STRUCK_ROW, is_struck_row
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
        place = f"table {number}, row {order}"
        if _is_deleted(row):
            reading.left_out["deletion"] += 1
            continue
        before = len(reading.struck)
        texts, every = _cells(reading, row, above)
        if is_on(row, "trPr", "hidden"):
            reading.left_out["hidden"] += 1
            hidden.append(GridRow(tuple(every), place))
        elif is_struck_row(every, texts):
            del reading.struck[before:]
            hidden.append(GridRow(tuple(every), place, doubts=(STRUCK_ROW,)))
        else:
            above = texts
            if len(above) > _WIDEST:
                raise _too_large(reading, place)
            rows.append(GridRow(tuple(above), place))
            doubts += _doubts(row, place)
    width = max((len(row.cells) for row in rows), default=0)
    if width * len(rows) > _MOST_CELLS:
        raise _too_large(reading, f"table {number}")
    return Grid(tuple(_widened(row, width) for row in rows), f"table {number}", heading, tuple(doubts), tuple(hidden))


def cells_of(row: _Element) -> list[_Element]:
    """The cells of a row, as they stand in the file."""
    return [cell for cell in through(row) if tag(cell) == "tc"]


def _widened(row: GridRow, width: int) -> GridRow:
    return GridRow((*row.cells, *("",) * (width - len(row.cells))), row.place)


def _is_deleted(row: _Element) -> bool:
    """Whether a tracked change deletes a row, or each of its cells."""
    cells = cells_of(row)
    return child(row, "trPr", "del") is not None or (bool(cells) and all(map(_is_deleted_cell, cells)))


def _is_deleted_cell(cell: _Element) -> bool:
    return child(cell, "tcPr", "cellDel") is not None


def _cells(reading: Reading, row: _Element, above: list[str]) -> tuple[list[str], list[str]]:
    """Texts of a row, one for each column; and the same with what is struck out.

    A cell over several columns stands in the first; one that goes on from the row above has that row's text. A cell
    that a tracked change deletes is blank: were those behind it moved up, they would stand below other headings.
    """
    texts = [""] * _number(child(row, "trPr", "gridBefore"), 0)
    every = texts[:]
    for cell in cells_of(row):
        before = len(reading.struck)
        deleted = _is_deleted_cell(cell)
        reading.left_out["deletion"] += deleted
        text = "" if deleted else reading.paragraphs(cell)
        struck = "\n".join(reading.struck[before:])
        merge = child(cell, "tcPr", "vMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        if goes_on and not text and not struck and not deleted and len(texts) < len(above):
            text = above[len(texts)]
        more = [""] * (_number(child(cell, "tcPr", "gridSpan"), 1) - 1)
        texts += [text, *more]
        every += ["\n".join(filter(None, (struck, text))), *more]
    return texts, every


def _too_large(reading: Reading, place: str) -> UnreadableFile:
    reason = f"{place}: it claims more cells than any risk table has"
    return UnreadableFile(reading.file, reason, "copy the risk table into a new document and import that")


def _number(element: _Element | None, absent: int) -> int:
    value = attribute(element, "val")
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() else absent


def _doubts(row: _Element, place: str) -> list[str]:
    nested = any(tag(inner) == "tbl" for cell in cells_of(row) for inner in cell.iter())
    deleted = any(map(_is_deleted_cell, cells_of(row)))
    pictured = any(tag(inner) in {"blip", "imagedata"} for inner in row.iter())
    return [
        *([f"{place}: a table stands inside a cell; its text is kept as lines: check them"] if nested else []),
        *([f"{place}: a tracked change deletes a cell of it; it was left blank: is it meant so?"] if deleted else []),
        *([f"{place}: a picture stands in a cell; does it say something, such as a rating?"] if pictured else []),
    ]
