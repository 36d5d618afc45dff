"""The pages of a PDF made into a document; runs in the child process, which limits what a hostile file may take."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from riskreg.errors import UnreadableFile
from riskreg.intake.grid import Document
from riskreg.intake.pdf_furniture import without_furniture
from riskreg.intake.pdf_glyphs import UNREADABLE
from riskreg.intake.pdf_grids import grids_of
from riskreg.intake.pdf_page import PageContent, content_of

MOST_PAGES = 500
_ENDS = b"%%EOF"
_END_WITHIN = 2048
_FEW = 5

_LOCKED = ("it is locked with a password", "open it with its password, print it to a new PDF, and import that")
_BROKEN = ("it is cut short or broken", "fetch the file again, or ask for another copy")
_BLANK = (
    "no text could be read on any of its pages",
    "open it: if it shows text, print it to a new PDF and import that; if not, ask for another copy",
)
_SCANNED = (
    "its pages hold pictures and no text (a scan)",
    "ask for the Word document that it was printed from, or make its text readable first (OCR), with the scanner's own "
    "program or by: ocrmypdf scan.pdf readable.pdf",
)


def read_pages(data: bytes, pages: Callable[[int, int], None]) -> Document:
    """Read a PDF. Raises UnreadableFile for one that is locked, broken, or holds no text."""
    contents, total = _contents(data, pages)
    if not any(page.words or page.tables for page in contents):
        raise UnreadableFile("", *(_SCANNED if any(p.pictured for p in contents) else _BLANK))
    grids, text = grids_of(without_furniture(contents))
    return Document(grids, _notes(data, contents, total), text)


def _contents(data: bytes, pages: Callable[[int, int], None]) -> tuple[list[PageContent], int]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    contents = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            total = len(pdf.pages)
            for page in pdf.pages[:MOST_PAGES]:
                contents.append(content_of(page))
                page.close()
                pages(page.page_number, min(total, MOST_PAGES))
    except MemoryError:
        raise
    except Exception as broken:
        # Whatever a broken file makes the library stumble over, it is the file that is at fault.
        locked = any(isinstance(e, PDFPasswordIncorrect) for e in (broken, *broken.args, broken.__context__))
        raise UnreadableFile("", *(_LOCKED if locked else _BROKEN)) from broken
    if not total:
        raise UnreadableFile("", *_BROKEN)
    return contents, total


def _notes(data: bytes, contents: Sequence[PageContent], total: int) -> tuple[str, ...]:
    notes = []
    if total > len(contents):
        notes.append(
            f"only the first {len(contents):,} of {total:,} pages were read: save the others as a PDF of their own"
        )
    scanned = [str(page.number) for page in contents if page.pictured]
    if scanned:
        notes.append(f"nothing was read from {_pages(scanned)}: pictures without text, to be made readable first (OCR)")
    blank = [str(page.number) for page in contents if not (page.words or page.tables or page.pictured)]
    if blank:
        notes.append(f"nothing could be read on {_pages(blank)}")
    cut = [str(page.number) for page in contents if page.beyond]
    if cut:
        beyond = sum(page.beyond for page in contents)
        notes.append(f"{_pages(cut)}: {beyond:,} characters were not read: no page of a report has so many")
    unreadable = [str(page.number) for page in contents if page.unreadable]
    if unreadable:
        count = sum(page.unreadable for page in contents)
        notes.append(
            f"{_pages(unreadable)}: the file does not say what {count:,} of its characters are; {UNREADABLE} stands "
            "for each: compare with the printed page"
        )
    if _ENDS not in data[-_END_WITHIN:]:
        notes.append("the file has no end mark: it may be cut short, and pages may be missing")
    return tuple(notes)


def _pages(numbers: Sequence[str]) -> str:
    some = ", ".join(numbers[:_FEW]) + (f" and {len(numbers) - _FEW} more" if len(numbers) > _FEW else "")
    return f"{'page' if len(numbers) == 1 else 'pages'} {some}"
