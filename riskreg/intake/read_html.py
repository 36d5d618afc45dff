"""The tables of an HTML page: cells that span rows and columns put in their places, text block by block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.html_text import Left, hides, strikes, text_of
from riskreg.intake.limits import MOST_CELLS, MOST_TABLES, WIDEST, too_much
from riskreg.intake.plain import cleaned
from riskreg.intake.struck import STRUCK_ROW, is_struck_row

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_TOO_DEEP = "Excessive depth"
_DEEPEST = 250


def read_html(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The tables of an HTML page. A table within a cell is a table of its own, and its cell says so.

    Raises MissingExtra, or UnreadableFile where the page is no text, is empty, or is nested deeper than any page.
    """
    try:
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError:
        raise MissingExtra("import", "reading HTML") from None
    text, notes = decoded(name, data, encoding, long_lines=True)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        # libxml2 would obey a declaration of another encoding; the bytes are UTF-8 by now.
        root: Any = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise UnreadableFile(name, "is no HTML page, or an empty one", "open it in a browser and look") from None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log) or _depth(root) > _DEEPEST:
        raise UnreadableFile(name, "is nested deeper than any page", "give the document as it was published")
    left = Left()
    grids = tuple(_grids(name, root, left))
    return Document(grids, (*notes, *left.notes()), text_of(root, within_tables=False))


def _depth(root: Any) -> int:
    deepest, level = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _grids(name: str, root: Any, left: Left) -> Iterator[Grid]:
    heading, number, cells = "", 0, 0
    for element in root.iter():
        if element.tag in _HEADINGS:
            heading = text_of(element).replace("\n", " ")
        elif element.tag == "table":
            number += 1
            rows, hidden = _rows(name, element, left)
            cells += sum(len(row.cells) for row in (*rows, *hidden))
            if number > MOST_TABLES or cells > MOST_CELLS:
                raise too_much(name, f"more than {MOST_TABLES:,} tables or {MOST_CELLS:,} cells")
            caption = next((text_of(c).replace("\n", " ") for c in element if c.tag == "caption"), "")
            yield Grid(rows, f"table {number}", caption or heading, hidden=hidden)


def _rows(name: str, table: Any, left: Left) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
    """The rows that the page shows, and those that it hides or strikes out."""
    every = tuple(_placed(name, table, left))
    return tuple(row for row, unshown in every if not unshown), tuple(row for row, unshown in every if unshown)


def _is_hidden(element: Any) -> bool:
    """Whether the page hides an element or what holds it, as far as the element itself says."""
    return any(map(hides, (element, *element.iterancestors())))


def _placed(name: str, table: Any, left: Left) -> Iterator[tuple[GridRow, bool]]:
    """Rows with every cell in its place; one that spans rows stands in each of them, as its author meant.

    With each, whether the page hides it or strikes it out.
    """
    below: dict[int, tuple[int, str]] = {}  # by column: so many rows more hold this text
    group = None
    for number, tr in enumerate((tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table), start=1):
        if tr.getparent() is not group:  # no cell reaches out of its part of the table
            group, below = tr.getparent(), {}
        before = len(left.struck)
        row: dict[int, str] = {c: text for c, (_, text) in below.items()}
        every = dict(row)
        below = {c: (rest - 1, text) for c, (rest, text) in below.items() if rest > 1}
        column = 0
        for cell in (c for c in tr if c.tag in ("td", "th")):
            while column in row:
                column += 1
            wide, high = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", MOST_CELLS)
            if column + wide > WIDEST:
                raise too_much(name, f"a table of more than {WIDEST} columns")
            text = cleaned(text_of(cell, within_tables=False, left=left))
            for place in range(column, column + wide):
                row[place] = every[place] = text if place == column else ""
                if high > 1:
                    below[place] = (high - 1, row[place])
            every[column] = cleaned(text_of(cell, within_tables=False, with_struck=True))
            column += wide
        if row:
            live = GridRow(_in_order(row), f"row {number}", doubts=_doubts(tr, number))
            unshown = _unshown(tr, live, _in_order(every))
            if unshown is not None:
                del left.struck[before:]
            yield unshown or live, unshown is not None


def _doubts(tr: Any, number: int) -> tuple[str, ...]:
    nested = sum(cell.find(".//table") is not None for cell in tr if cell.tag in ("td", "th"))
    return (f"row {number}: a cell holds a table of its own, which is listed as another table",) * nested


def _in_order(row: dict[int, str]) -> tuple[str, ...]:
    return tuple(row.get(c, "") for c in range(max(row) + 1))


def _unshown(tr: Any, live: GridRow, every: tuple[str, ...]) -> GridRow | None:
    """A row that the page hides or strikes out, with all its words, and why; None where it shows the row."""
    if _is_hidden(tr):
        return GridRow(every, live.place)
    if any(map(strikes, (tr, *tr.iterancestors()))) or is_struck_row(every, live.cells):
        return GridRow(every, live.place, doubts=(STRUCK_ROW,))
    return None


def _span(cell: Any, which: str, most: int) -> int:
    """Over how many columns or rows a cell stands; no rows at all means all that are left in its part of the table."""
    value = str(cell.get(which, "1")).strip()
    if not (value.isascii() and value.isdigit()) or len(value) > 6:
        return 1
    if which == "rowspan" and int(value) == 0:
        return most
    return min(max(int(value), 1), most)
