"""Word documents read: every table with the heading above it, and the text outside tables.

An own reader on lxml, because the libraries lose tables in content controls and the text of tracked insertions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from riskreg.intake.cell_text import plain
from riskreg.intake.container import open_package
from riskreg.intake.file_kind import expect
from riskreg.intake.grid import Document, Grid
from riskreg.intake.word_lists import lists_of
from riskreg.intake.word_table import cells_of, grid_of
from riskreg.intake.word_text import Reading, blocks
from riskreg.intake.word_tree import is_on, tag, text_boxes, through

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = r".*\.(rels|xml)$"
_LONGEST_HEADING = 200


def read_word(name: str, data: bytes) -> Document:
    """Read a .docx file as if all its tracked changes were accepted.

    Raises UnreadableFile where it is no Word document, is locked, broken or hostile; MissingExtra where lxml is absent.
    """
    expect(name, data, "docx")
    package = open_package(name, data, _PARTS)
    main = package.main()
    numbering, styles = (package.beside(main, ending) for ending in ("/numbering", "/styles"))
    lists = lists_of(
        package.root(styles) if package.has(styles) else None,
        package.root(numbering) if package.has(numbering) else None,
    )
    walk = _Walk(Reading(name, lists))
    root = package.root(main)
    walk.reading.left_out["chunk"] = sum(tag(e) == "altChunk" for e in root.iter())
    for body in root:
        walk.read(body)
    return Document(tuple(walk.grids), walk.reading.notes(), "\n".join(filter(None, walk.lines)))


@define
class _Walk:
    """A way through the document from top to bottom."""

    reading: Reading
    """What is read, and counted."""
    grids: list[Grid] = field(factory=list)
    """The tables so far."""
    lines: list[str] = field(factory=list)
    """The text outside tables so far."""
    heading: str = ""
    """The nearest heading so far."""

    def read(self, element: _Element) -> None:
        """Read the paragraphs and tables of a body or of a text box."""
        for block in blocks(element):
            if tag(block) == "tbl":
                self.table(block)
            else:
                self.paragraph(block)

    def paragraph(self, element: _Element) -> None:
        """Read a paragraph that stands in no table; tables in its text boxes are tables of the document."""
        label, text = self.reading.lists.label(element), plain(self.reading.inline(element))
        line = f"{label.strip()} {text}".strip() if text else ""
        self.lines.append(line)
        if line and len(line) < _LONGEST_HEADING and (self.reading.lists.heading(element) or _is_bold(element)):
            self.heading = " ".join(line.split())
        for box in text_boxes(element):
            self.read(box)

    def table(self, element: _Element) -> None:
        """Read a table, then those inside its cells as tables of their own: pages are laid out that way."""
        self.grids.append(grid_of(self.reading, element, len(self.grids) + 1, self.heading))
        for inner in _inside(element):
            self.table(inner)


def _inside(table: _Element) -> Iterator[_Element]:
    """The tables in a table's cells that are tables themselves: of two rows and two columns at least."""
    for row in (r for r in through(table) if tag(r) == "tr"):
        for cell in cells_of(row):
            for inner in (b for b in blocks(cell) if tag(b) == "tbl"):
                rows = [r for r in through(inner) if tag(r) == "tr"]
                if len(rows) > 1 and max(len(cells_of(r)) for r in rows) > 1:
                    yield inner


def _is_bold(paragraph: _Element) -> bool:
    """Whether all runs of a paragraph are bold: a heading of those who use no styles."""
    runs = [r for r in through(paragraph) if tag(r) == "r" and any(tag(t) == "t" for t in r)]
    return bool(runs) and all(is_on(run, "rPr", "b") for run in runs)
