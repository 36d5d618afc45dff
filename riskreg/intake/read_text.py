"""The tables of a plain text: parted by tabs, written in Markdown, or made from the pages of a PDF in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from riskreg.errors import UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid
from riskreg.intake.limits import MOST_CELLS, MOST_LINES, MOST_TABLES, too_much
from riskreg.intake.lines import Line, lines_of, without_furniture
from riskreg.intake.plain import quoted
from riskreg.intake.read_markdown import markdown_tables
from riskreg.intake.struck import struck_note
from riskreg.intake.text_interleaved import heading, interleaved_tables
from riskreg.intake.text_layout import headings, layout_tables
from riskreg.intake.text_tabbed import tabbed_tables


def read_text(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The tables of a text file.

    Raises UnreadableFile where it is none, NotPossible where its only table cannot be put together, and MissingExtra
    where it is Markdown and the library for that is missing.
    """
    text, notes = decoded(name, data, encoding)
    if not text.strip():
        raise UnreadableFile(name, "is empty", "was the PDF scanned? Then its pages are pictures, and hold no text")
    every = lines_of(text)
    lines = without_furniture(every, _is_heading)
    notes = (*notes, *_dropped(every, lines))
    if len(lines) > MOST_LINES:
        raise too_much(name, f"{len(lines):,} lines")
    struck: list[str] = []
    found = [*tabbed_tables(lines), *markdown_tables(name, text, struck), *layout_tables(lines)]
    # The last way is tried only where the others found nothing: its cells have no mark but their order.
    grids = found or list(interleaved_tables(name, lines))
    if len(grids) > MOST_TABLES or sum(len(row.cells) for grid in grids for row in grid.rows) > MOST_CELLS:
        raise too_much(name, f"more than {MOST_TABLES:,} tables or {MOST_CELLS:,} cells")
    return Document(tuple(_numbered(grids)), (*notes, *struck_note("in tables, ", struck)), _head(lines))


def _dropped(every: Sequence[Line], kept: Sequence[Line]) -> Iterator[str]:
    """What was taken for running heads and page numbers, each text once."""
    stay = {line.number for line in kept}
    texts = dict.fromkeys(line.text.strip() for line in every if line.number not in stay)
    heads = [quoted(text) for text in texts if any(c.isalpha() for c in text)]
    if heads:
        more = f" and {len(heads) - 6} more" if len(heads) > 6 else ""
        yield f"taken for running heads of pages, and left out: {', '.join(heads[:6])}{more}"


def _is_heading(text: str) -> bool:
    return "\t" in text or heading(text) is not None or bool(headings(text))


def _numbered(grids: Sequence[Grid]) -> Iterator[Grid]:
    for number, grid in enumerate(grids, start=1):
        lines = grid.place.partition("lines ")[2].rstrip(")")
        yield evolve(grid, place=f"table {number}" + (f" (lines {lines})" if lines else ""))


def _head(lines: Sequence[Line]) -> str:
    """The text as far as a document's date and title may stand in it."""
    return "\n".join(line.text for line in lines[:200])
