"""Which reader a document needs: by what it holds, and by its name where that does not say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import PurePath

from attrs import evolve

from riskreg.errors import UnreadableFile
from riskreg.intake.grid import Document

_READERS = {
    "PDF": "read_pdf",
    "Word": "read_word",
    "Excel": "read_excel",
    "HTML": "read_html",
    "Markdown": "read_markdown",
    "CSV": "read_csv",
    "text": "read_text",
}
"""The reader of each kind: a function in a file, both of this name."""

TEXT_KINDS = ("HTML", "Markdown", "CSV", "text")
"""The kinds whose bytes are text, in some encoding."""

_SUFFIXES = {
    ".pdf": "PDF", ".docx": "Word", ".docm": "Word", ".xlsx": "Excel", ".xlsm": "Excel", ".xls": "Excel",
    ".ods": "Excel", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".md": "Markdown", ".markdown": "Markdown",
    ".csv": "CSV", ".tsv": "CSV", ".txt": "text", ".text": "text", "": "text",
}  # fmt: skip

_REFUSED = (
    (b"{\\rtf", "is a rich text file (RTF)", "save it as a Word document (.docx) and give that"),
    (b"\x89PNG", "is a picture", "riskreg reads no pictures; give the document itself"),
    (b"\xff\xd8\xff", "is a picture", "riskreg reads no pictures; give the document itself"),
    (b"GIF8", "is a picture", "riskreg reads no pictures; give the document itself"),
    (b"\x1f\x8b", "is a compressed file (gzip)", "unpack it and give the document in it"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The tables of a document, by the reader for its kind; a name that promises another kind is told of.

    Raises UnreadableFile where it is no document that riskreg reads, and MissingExtra where a library is missing.
    """
    kind, promised = kind_of(name, data), _promised(name)
    document = _reader(kind, encoding)(name, data)
    if promised and promised != kind:
        note = f"{name} is named like a document of the kind {promised}, and was read as what it is: {kind}"
        document = evolve(document, notes=(note, *document.notes))
    return document


def kind_of(name: str, data: bytes) -> str:
    """The kind of a document, a key of the readers. Raises UnreadableFile where no reader reads it."""
    if not data.strip():
        raise UnreadableFile(name, "is empty", "name the report")
    for mark, what, advice in _REFUSED:
        if data.startswith(mark):
            raise UnreadableFile(name, what, advice)
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith(b"PK"):
        return _zipped(name, data)
    if data.startswith(_OLD_OFFICE):
        return _old_office(name)
    return _of_text(name, data)


def _reader(kind: str, encoding: str | None) -> Callable[[str, bytes], Document]:
    function = _READERS[kind]
    read: Callable[..., Document] = getattr(import_module(f"riskreg.intake.{function}"), function)
    return partial(read, encoding=encoding) if kind in TEXT_KINDS else read


def _promised(name: str) -> str:
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "")


def _of_text(name: str, data: bytes) -> str:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    promised = _promised(name)
    # A promise of binary content is not kept: a report saved as text under its old name.
    return promised if promised in TEXT_KINDS else "text"


def _zipped(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise UnreadableFile(name, "is a damaged Word or Excel file, or no document", "fetch it again") from None
    if any(n.startswith("word/") for n in names):
        return "Word"
    if any(n.startswith("xl/") for n in names):
        return "Excel"
    if "content.xml" in names:
        if _promised(name) == "Excel":
            return "Excel"
        raise UnreadableFile(name, "is an OpenDocument file", "save it as .docx or .xlsx and give that")
    raise UnreadableFile(name, "is a ZIP file and no document", "unpack it and give the report in it")


def _old_office(name: str) -> str:
    if _promised(name) == "Excel":
        return "Excel"
    raise UnreadableFile(
        name,
        "is a document of an Office before 2007, or one that a password protects",
        "open it, save it as .docx or .xlsx without a password, and give that",
    )
