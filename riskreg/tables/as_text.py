"""A table as plain text for a terminal, never wider than it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from riskreg.tables.cells import on_one_line, parts, shown
from riskreg.tables.marked import Marked
from riskreg.tables.paint import painted
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wrap import BULLET, Want, fold, share_out, want

NARROWEST = 40
"""No table is made narrower than this."""

_LEGIBLE = 12
"""Where columns cannot have so much each, or what their longest words need, the table is not set as one."""

_INDENT = "  "
_HEADING_SPACE = 2
"""tabulate makes every column so much wider than its heading."""

_Texts = list[list[str]]


def text(table: Table, width: int, *, colour: bool = False) -> str:
    """The caption, the lead, the table and its notes; rows become lists of fields where the columns do not fit.

    With `colour`, marked words below the heading of a stacked row are coloured as well.
    """
    width = max(width, NARROWEST)
    if table.stacked and len(table.columns) > 1:
        return around(table, "\n\n".join(_paragraph(row, width, colour) for row in table.rows), width)
    cells = [[shown(cell) for cell in row] for row in table.rows]
    room = width - 2 * (len(table.columns) - 1)
    wants = _wants(table.columns, cells)
    if sum(min(w.least, _LEGIBLE) for w in wants) > room:
        return around(table, _lists(table.columns, cells, width), width)
    return around(table, _grid(table.columns, cells, share_out(wants, room), "simple"), width)


def grid(table: Table, form: str, width: int) -> str:
    """The table in one of tabulate's plain-text forms, as wide as `width` where its columns allow."""
    cells = [[shown(cell) for cell in row] for row in table.rows]
    # A border and a space on both sides of each column, and the border at the end.
    room = max(width, NARROWEST) - 3 * len(table.columns) - 1
    least = 1 + _HEADING_SPACE
    wants = _wants(table.columns, cells)
    return _grid(table.columns, cells, share_out(wants, max(room, least * len(wants))), form)


def around(table: Table, body: str, width: int) -> str:
    """A table's body between its caption and lead and its notes, as plain text."""
    above, below = ("\n".join(_lines(texts, width)) for texts in (table.lead, table.notes))
    return parts("\n".join(_lines([table.caption], width)), above, body, below)


def _lines(texts: Sequence[str], width: int) -> list[str]:
    return [line for t in texts for line in fold(on_one_line(t), width)]


def _wants(columns: Sequence[Column], cells: _Texts) -> list[Want]:
    wants = []
    for i, column in enumerate(columns):
        heading, body = want([on_one_line(column.title)]), want([row[i] for row in cells])
        natural = max(heading.natural + _HEADING_SPACE, body.natural)
        wants.append(Want(natural, max(heading.least + _HEADING_SPACE, body.least), body.weight))
    return wants


def _grid(columns: Sequence[Column], cells: _Texts, widths: Sequence[int], form: str) -> str:
    from tabulate import tabulate

    rows = [["\n".join(fold(cell, w)) for cell, w in zip(row, widths, strict=True)] for row in cells]
    headings = [
        "\n".join(fold(on_one_line(c.title), max(w - _HEADING_SPACE, 1))) for c, w in zip(columns, widths, strict=True)
    ]
    if not form.endswith("grid"):
        rows = _spaced(rows)
    return tabulate(
        rows,
        headings,
        tablefmt=form,
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=[c.align for c in columns],
    )


def _spaced(rows: _Texts) -> _Texts:
    """The rows, those of several lines set apart by an empty row."""
    spaced = rows[:1]
    for above, row in pairwise(rows):
        if any("\n" in cell for cell in above + row):
            # tabulate would drop a row of cells without any line.
            spaced.append([" "] * len(row))
        spaced.append(row)
    return spaced


def _paragraph(row: Row, width: int, colour: bool) -> str:
    """A row as a heading of its first cells, and its last cell indented below."""
    *head, body = row
    heading = fold(": ".join(text.replace("\n", "; ") for text in map(shown, head) if text), width)
    said = shown(body)
    below = fold(said, width - len(_INDENT)) if said else []
    if colour and isinstance(body, Marked):
        below = painted(below, body)
    return "\n".join((*heading, *(f"{_INDENT}{line}".rstrip() for line in below)))


def _lists(columns: Sequence[Column], cells: _Texts, width: int) -> str:
    """Each row as the list of what it states, one field below another."""
    return "\n\n".join("\n".join(_fields(columns, row, width)) for row in cells)


def _fields(columns: Sequence[Column], row: Sequence[str], width: int) -> list[str]:
    fields = [_field(on_one_line(c.title), cell, width) for c, cell in zip(columns, row, strict=True) if cell]
    return fields or ["None recorded"]


def _field(title: str, cell: str, width: int) -> str:
    """`Title: what is stated`, its further lines indented; a list begins on a line of its own."""
    several = "\n" in cell or cell.startswith(BULLET)
    lines = fold(f"{title}:\n{cell}" if several else f"{title}: {cell}", width - len(_INDENT))
    return f"\n{_INDENT}".join(lines)
