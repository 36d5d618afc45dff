"""The tables of an HTML page: cells that span rows and columns put in their places, text block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_CELLS, MOST_TABLES, WIDEST, too_much
from riskreg.intake.plain import cleaned

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr ol p pre section table tr ul".split()
)
_SILENT = frozenset(["script", "style", "template", "head", "title", "noscript"])
_STRUCK = frozenset(["del", "s", "strike"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "caption"])
_HIDDEN = re.compile(r"(?i)\bdisplay\s*:\s*none|\bvisibility\s*:\s*(?:hidden|collapse)")
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
    return Document(tuple(_grids(name, root)), (*notes, *_unshown(root)), _text(root, within_tables=False))


def _depth(root: Any) -> int:
    deepest, level = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _grids(name: str, root: Any) -> Iterator[Grid]:
    heading, number, cells = "", 0, 0
    for element in root.iter():
        if element.tag in _HEADINGS:
            heading = _text(element).replace("\n", " ")
        elif element.tag == "table":
            number += 1
            rows, hidden = _rows(name, element)
            cells += sum(len(row.cells) for row in (*rows, *hidden))
            if number > MOST_TABLES or cells > MOST_CELLS:
                raise too_much(name, f"more than {MOST_TABLES:,} tables or {MOST_CELLS:,} cells")
            caption = next((_text(c).replace("\n", " ") for c in element if c.tag == "caption"), "")
            yield Grid(rows, f"table {number}", caption or heading, hidden=hidden)


def _rows(name: str, table: Any) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
    """The rows that the page shows, and those that it hides."""
    every = tuple(_placed(name, table))
    return tuple(row for row, hidden in every if not hidden), tuple(row for row, hidden in every if hidden)


def _is_hidden(element: Any) -> bool:
    """Whether the page hides an element or what holds it, as far as the element itself says."""
    held = (element, *element.iterancestors())
    return any(map(_hides, held))


def _hides(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or _HIDDEN.search(str(element.get("style", ""))) is not None


def _unshown(root: Any) -> tuple[str, ...]:
    """A note of the pieces of text within tables that are struck out or hidden, rows apart."""
    within = (e for table in root.iter("table") for e in table.iter() if e.tag not in ("tr", "tbody", "thead", "table"))
    found = {e for e in within if (e.tag in _STRUCK or _hides(e)) and _all_text(e)}
    if not found:
        return ()
    return (f"{len(found)} piece{'s'[: len(found) > 1]} of struck-out or hidden text in tables left out",)


def _all_text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _placed(name: str, table: Any) -> Iterator[tuple[GridRow, bool]]:
    """Rows with every cell in its place; one that spans rows stands in each of them, as its author meant.

    With each, whether the page hides it.
    """
    below: dict[int, tuple[int, str]] = {}  # by column: so many rows more hold this text
    own = (tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table)
    for number, tr in enumerate(own, start=1):
        row: dict[int, str] = {c: text for c, (_, text) in below.items()}
        below = {c: (left - 1, text) for c, (left, text) in below.items() if left > 1}
        column = 0
        doubts = []
        for cell in (c for c in tr if c.tag in ("td", "th")):
            while column in row:
                column += 1
            wide, high = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", MOST_CELLS)
            if column + wide > WIDEST:
                raise too_much(name, f"a table of more than {WIDEST} columns")
            text = cleaned(_text(cell, within_tables=False))
            if cell.find(".//table") is not None:
                doubts.append(f"row {number}: a cell holds a table of its own, which is listed as another table")
            for place in range(column, column + wide):
                row[place] = text if place == column else ""
                if high > 1:
                    below[place] = (high - 1, row[place])
            column += wide
        if row:
            cells = tuple(row.get(c, "") for c in range(max(row) + 1))
            yield GridRow(cells, f"row {number}", doubts=tuple(doubts)), _is_hidden(tr)


def _span(cell: Any, which: str, most: int) -> int:
    value = str(cell.get(which, "1")).strip()
    if not (value.isascii() and value.isdigit()) or len(value) > 6:
        return 1
    return min(max(int(value), 1), most)


def _text(element: Any, *, within_tables: bool = True) -> str:
    """The text below an element, each block on lines of its own, points of lists marked."""
    parts: list[str] = []
    _gather(element, parts, within_tables=within_tables, outermost=True)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n".join(line for line in lines if line)


def _gather(element: Any, parts: list[str], *, within_tables: bool, outermost: bool = False) -> None:
    tag = element.tag
    skipped = (
        tag in _SILENT or tag in _STRUCK or _hides(element) or (tag == "table" and not within_tables and not outermost)
    )
    block = tag in _BLOCKS or tag in ("li", "td", "th")
    if block and not outermost:
        parts.append("\0* " if tag == "li" else "\0")
    if not skipped:
        parts.append(element.text or "")
        for child in element:
            _gather(child, parts, within_tables=within_tables)
            parts.append(child.tail or "")
    if block and not outermost:
        parts.append("\0")
