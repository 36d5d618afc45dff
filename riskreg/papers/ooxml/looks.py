"""The house style of a block as values: the properties that its paragraphs, rows and cells are given."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from riskreg.papers.ooxml.properties import Properties
from riskreg.tables.table import Column


@frozen
class Look:
    """How a paragraph looks."""

    paragraph: Properties = Properties("w:pPr")
    """Its properties."""
    run: Properties = Properties("w:rPr")
    """Those of its text."""


@frozen
class CellLook:
    """How the cells of a column look."""

    cell: Properties = Properties("w:tcPr")
    """Their own properties."""
    text: Look = Look()
    """Their paragraphs."""


@frozen
class TableLook:
    """How a table looks."""

    table: Properties = Properties("w:tblPr")
    """Its own properties."""
    widths: tuple[int, ...] = ()
    """Of its columns, in twentieths of a point; empty: not known."""
    titles: tuple[str, ...] = ()
    """What its header row says."""
    head_row: Properties = Properties("w:trPr")
    """The properties of its header row."""
    head: tuple[CellLook, ...] = (CellLook(),)
    """The cells of its header row, at least one."""
    body_row: Properties = Properties("w:trPr")
    """The properties of every other row."""
    body: tuple[CellLook, ...] = (CellLook(),)
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
    first_tag: str = ""
    """The start tag of the paragraph that stood first, as it is typed."""


def fitted(look: TableLook, columns: Sequence[Column]) -> TableLook:
    """The look for these columns: column by column where there are as many, else by what they say or where they stand."""
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
    raw = look.paragraph.get("w:jc") or ""
    return '"right"' in raw or '"end"' in raw


def _source(look: TableLook, column: Column) -> int:
    """The column whose look a new one takes: of the same heading, else of the same alignment, else the last."""
    if column.title in look.titles:
        return look.titles.index(column.title)
    alike = (i for i, cell in enumerate(look.body) if is_right(cell.text) == (column.align == "right"))
    return next(alike, len(look.body) - 1)


def _free(look: CellLook) -> CellLook:
    return evolve(look, cell=look.cell.without("w:tcW"))
