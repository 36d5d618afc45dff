"""PDFs read: tables with lines first, then tables by the places of their words."""

from __future__ import annotations

from riskreg.intake.child import Pages, in_child
from riskreg.intake.file_kind import expect
from riskreg.intake.grid import Document


def read_pdf(name: str, data: bytes, pages: Pages | None = None) -> Document:
    """Read the tables and the text of a PDF; `pages(done, total)` is told how far it is.

    Raises UnreadableFile where it is no PDF, is locked, broken, a scan, or takes more time or memory than any report
    needs; MissingExtra where pdfplumber is absent.
    """
    expect(name, data, "pdf")
    return in_child("pdf", name, data, pages)
