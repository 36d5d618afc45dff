"""The house style of a block as values: the properties that its paragraphs, rows and cells are given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from riskreg.papers.ooxml.lettering import UNKNOWN, Lettering
from riskreg.papers.ooxml.properties import Properties
from riskreg.tables.table import Column

PARAGRAPH, RUN = Properties("w:pPr"), Properties("w:rPr")
CELL, ROW, TABLE = Properties("w:tcPr"), Properties("w:trPr"), Properties("w:tblPr")
"""No properties of each kind."""


@frozen
class Look:
    """How a paragraph looks."""

    paragraph: Properties = PARAGRAPH
    """Its properties."""
    run: Properties = RUN
    """Those of its text."""


PLAIN = Look()
"""As the document's defaults have it."""


@frozen
class CellLook:
    """How the cells of a column look."""

    cell: Properties = CELL
    """Their own properties."""
    text: Look = PLAIN
    """Their paragraphs."""


ANY_CELL = CellLook()
"""As the table's style has it."""


@frozen
class TableLook:
    """How a table looks."""

    table: Properties = TABLE
    """Its own properties."""
    widths: tuple[int, ...] = ()
    """Of its columns, in twentieths of a point; empty: not known."""
    titles: tuple[str, ...] = ()
    """What its header row says."""
    head_row: Properties = ROW
    """The properties of its header row."""
    head: tuple[CellLook, ...] = (ANY_CELL,)
    """The cells of its header row, at least one."""
    body_row: Properties = ROW
    """The properties of every other row."""
    body: tuple[CellLook, ...] = (ANY_CELL,)
    """The cells of these rows, as many as those of the header row."""


@frozen
class House:
    """How a block looks."""

    heading: Look
    """Its heading."""
    lead: Look
    """The sentences above the table."""
    caption: Look
    """The table's visible caption."""
    table: TableLook
    """The table."""
    note: Look
    """The lines below the table."""
    width: int
    """How wide the text is, in twentieths of a point."""
    bullet: str = ""
    """The id of the style for the items of a list; empty: a sign stands before them."""
    letters: Lettering = UNKNOWN
    """How the text of the table is set."""
    first_tag: str = ""
    """The start tag of the paragraph that stood first, as it is typed."""


def fitted(look: TableLook, columns: Sequence[Column]) -> TableLook:
    """The look for these columns: one by one where there are as many, else by what they say or how they stand."""
    if len(look.body) == len(columns):
        return look
    sources = [_source(look, column) for column in columns]
    total = sum(look.widths)
    return evolve(
        look,
        widths=(total,) if total else (),
        head=tuple(_free(look.head[s]) for s in sources),
        body=tuple(_free(look.body[s]) for s in sources),
    )


def is_right(look: Look) -> bool:
    """Whether the text stands to the right."""
    return re.search("[\"'](right|end)[\"']", look.paragraph.get("w:jc") or "") is not None


def _source(look: TableLook, column: Column) -> int:
    """The column whose look a new one takes: of the same heading, else of the same alignment, else the last."""
    if column.title in look.titles:
        return look.titles.index(column.title)
    alike = (i for i, cell in enumerate(look.body) if is_right(cell.text) == (column.align == "right"))
    return next(alike, len(look.body) - 1)


def _free(look: CellLook) -> CellLook:
    return evolve(look, cell=look.cell.without("w:tcW"))
