"""Which reader a document needs: by what it holds, and by its name where that does not say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import PurePath

from attrs import evolve

from riskreg.intake.decoded import decoded
from riskreg.intake.file_kind import expect, kind_of
from riskreg.intake.grid import Document
from riskreg.intake.limits import MOST_CELLS, MOST_TABLES, too_much

_READERS = {
    "PDF": "read_pdf",
    "Word": "read_word",
    "Excel": "read_excel",
    "HTML": "read_html",
    "Markdown": "read_markdown",
    "CSV": "read_csv",
    "text": "read_text",
}
"""The reader of each form: a function in a file, both of this name."""

_KINDS = {
    "PDF": "a PDF", "Word": "a Word document", "Excel": "a workbook", "HTML": "a web page", "Markdown": "Markdown",
    "CSV": "CSV", "text": "plain text",
}  # fmt: skip
"""Each form, as people say it."""

_TEXTS = ("HTML", "Markdown", "CSV", "text")
"""The forms whose bytes are text, in some encoding."""

_OF_KIND = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "ods": "Excel", "xls": "Excel", "html": "HTML", "text": "text",
}  # fmt: skip
"""The form of each kind of file that is read."""

_SUFFIXES = {
    ".pdf": "PDF", ".docx": "Word", ".docm": "Word", ".xlsx": "Excel", ".xlsm": "Excel", ".xls": "Excel",
    ".ods": "Excel", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".md": "Markdown", ".markdown": "Markdown",
    ".csv": "CSV", ".tsv": "CSV", ".txt": "text", ".text": "text",
}  # fmt: skip


Pages = Callable[[int, int], None]
"""Told how many pages are read, and how many there are."""


def read_document(name: str, data: bytes, encoding: str | None = None, pages: Pages | None = None) -> Document:
    """The tables of a document, by the reader for its form; a name that promises another form is told of.

    `pages` is told how far the reading of a PDF is; the other forms are read at once.

    Raises UnreadableFile where it is no document that riskreg reads, and MissingExtra where a library is missing.
    """
    form, promised = form_of(name, data), _promised(name)
    document = _reader(form, encoding, pages)(name, data)
    if sum(len(row.cells) for grid in document.grids for row in grid.rows) > MOST_CELLS:
        raise too_much(name, f"more than {MOST_CELLS:,} cells")
    if len(document.grids) > MOST_TABLES:
        raise too_much(name, f"more than {MOST_TABLES:,} tables")
    if promised and promised != form:
        note = (
            f"{name} is named like a document of the kind {promised}, holds {_KINDS[form]}, and was read as what it is"
        )
        document = evolve(document, notes=(note, *document.notes))
    return document


def form_of(name: str, data: bytes) -> str:
    """The form of a document, a key of the readers. Raises UnreadableFile where no reader reads it."""
    kind, promised = kind_of(data), _promised(name)
    # Text says too little of itself: its name tells Markdown and CSV; and a text in another encoding may hold NUL.
    if kind in ("text", "binary", "xml") and promised in _TEXTS:
        return promised
    if kind not in _OF_KIND:
        expect(name, data, *_OF_KIND)
    return _OF_KIND.get(kind, "text")


def _reader(form: str, encoding: str | None, pages: Pages | None) -> Callable[[str, bytes], Document]:
    function = _READERS[form]
    read: Callable[..., Document] = getattr(import_module(f"riskreg.intake.{function}"), function)
    if form == "PDF":
        return partial(read, pages=pages)
    return partial(read, encoding=encoding) if form in _TEXTS else read


def _promised(name: str) -> str:
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "")


def whole_text(name: str, data: bytes, document: Document | None = None) -> str:
    """All text of a document, tables included; `document` saves reading it again. Raises as `read_document` does."""
    if form_of(name, data) in ("text", "Markdown", "CSV"):
        return decoded(name, data, long_lines=True)[0]
    document = document or read_document(name, data)
    cells = (cell for grid in document.grids for row in grid.rows for cell in row.cells)
    return "\n".join((document.text, *cells))
