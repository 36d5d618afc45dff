"""A table as a fragment of HTML that can be read aloud: a caption, scoped headings, no empty cell."""

from __future__ import annotations

from html import escape

from riskreg.comparison.words import SpanKind
from riskreg.tables.cells import shown
from riskreg.tables.marked import Marked
from riskreg.tables.table import Cell, Column, Row, Table

_EMPTY = "None recorded"
_OPEN = {SpanKind.KEPT: "", SpanKind.REMOVED: "<del>", SpanKind.ADDED: "<ins>"}
_CLOSE = {SpanKind.KEPT: "", SpanKind.REMOVED: "</del>", SpanKind.ADDED: "</ins>"}


def html(table: Table) -> str:
    """The lead, the table and its notes; no page around them."""
    return "\n".join([*map(_paragraph, table.lead), *_table(table), *map(_paragraph, table.notes)]) + "\n"


def _table(table: Table) -> list[str]:
    headings = "".join(f'<th scope="col"{_style(c)}>{cell_html(c.title)}</th>' for c in table.columns)
    caption = [f"<caption>{cell_html(table.caption)}</caption>"]
    head = ["<thead>", f"<tr>{headings}</tr>", "</thead>"]
    body = ["<tbody>", *(_row(table.columns, row) for row in table.rows), "</tbody>"]
    return ["<table>", *caption, *head, *body, "</table>"]


def _row(columns: tuple[Column, ...], row: Row) -> str:
    first, *rest = zip(columns, row, strict=True)
    heading = f'<th scope="row"{_style(first[0])}>{cell_html(first[1])}</th>'
    return f"<tr>{heading}{''.join(f'<td{_style(column)}>{cell_html(cell)}</td>' for column, cell in rest)}</tr>"


def _style(column: Column) -> str:
    return ' style="text-align: right"' if column.align == "right" else ""


def cell_html(cell: Cell) -> str:
    """What stands in a cell: marks as `ins` and `del`, line breaks kept, words where it holds nothing."""
    if isinstance(cell, Marked):
        return "".join(f"{_OPEN[s.kind]}{_escaped(shown(s.text))}{_CLOSE[s.kind]}" for s in cell.spans)
    text = shown(cell)
    return _escaped(text) if text.strip() else _EMPTY


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _paragraph(text: str) -> str:
    return f"<p>{cell_html(text)}</p>"
