"""A table of a page: a caption, scoped headings, links and tones in its cells, and a form for narrow screens.

There each row stands as a block. What the cells are is then told to those who hear the page by roles of their own, and
to those who see it by the heading before each cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from attrs import field, frozen

from riskreg.tables.as_html import cell_html
from riskreg.tables.cells import on_one_line
from riskreg.tables.table import Cell, Column, Row, Table, choose

Place = tuple[int, int]
"""A cell by its row and column, each counted from 0."""


@frozen
class Dress:
    """What the cells of a table have besides their text."""

    links: Mapping[Place, str] = field(factory=dict)
    """Where a cell leads."""
    tones: Mapping[Place, str] = field(factory=dict)
    """The class of a cell."""


def page_table(table: Table, dress: Dress | None = None) -> str:
    """The table's default columns, with what is said above and below; `dress` counts these columns alone."""
    table = choose(table)
    said = [f"<p>{cell_html(text)}</p>" for text in table.lead]
    return "\n".join((*said, *_lines(table, dress or Dress()), *(f"<p>{cell_html(text)}</p>" for text in table.notes)))


def _lines(table: Table, dress: Dress) -> list[str]:
    kind = "pair" if len(table.columns) == 2 else "wide"
    rows = (_row(index, table.columns, row, dress) for index, row in enumerate(table.rows))
    return [
        f'<table class="{kind}" role="table">',
        f"<caption>{cell_html(table.caption)}</caption>",
        f'<thead role="rowgroup"><tr role="row">{"".join(map(_heading, table.columns))}</tr></thead>',
        '<tbody role="rowgroup">',
        *rows,
        "</tbody>",
        "</table>",
    ]


def _heading(column: Column) -> str:
    number = ' class="number"' if column.align == "right" else ""
    return f'<th scope="col" role="columnheader"{number}>{cell_html(column.title)}</th>'


def _row(index: int, columns: tuple[Column, ...], row: Row, dress: Dress) -> str:
    cells = (_cell((index, n), c, cell, dress) for n, (c, cell) in enumerate(zip(columns, row, strict=True)))
    return f'<tr role="row">{"".join(cells)}</tr>'


def _cell(place: Place, column: Column, cell: Cell, dress: Dress) -> str:
    tag, about = ("td", 'role="cell"') if place[1] else ("th", 'scope="row" role="rowheader"')
    classes = " ".join(filter(None, ("number" if column.align == "right" else "", dress.tones.get(place))))
    dressed = f' class="{classes}"' if classes else ""
    text = cell_html(cell)
    if place in dress.links:
        text = f'<a href="{escape(dress.links[place])}">{text}</a>'
    return f'<{tag} {about}{dressed} data-label="{escape(on_one_line(column.title))}">{text}</{tag}>'
