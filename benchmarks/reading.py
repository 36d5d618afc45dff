"""How well documents are read, form by form: rows exact, rows wrong and silent, questions asked.

    python benchmarks/reading.py [--seed 1] [--each 2] [--libreoffice]

Documents of known truth are made by `documents.py`: two to eight columns, with and without lines, points, merged cells,
and rows that break over pages. What is measured is the readers' tables: a header that is repeated is dropped, a row
broken by a page is joined where its first cells are empty or it starts in lower case, and a merged first column is
filled down; no more is done than any pipeline does. A row is exact when every cell is equal, points and paragraphs
included, but for white space. A row is wrong and silent when it is not exact and no question or note was asked.
"""

# A benchmark prints, and runs LibreOffice on purpose.
# ruff: noqa: S603, T201

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import documents
from attrs import frozen
from documents import Truth

from riskreg.intake.grid import Document, GridRow
from riskreg.intake.read_excel import read_excel
from riskreg.intake.read_pdf import read_pdf
from riskreg.intake.read_word import read_word

Row = tuple[str, ...]


@frozen
class Score:
    """What the documents of one form came to."""

    documents: int
    rows: int
    exact: int
    silent: int
    questions: int


def main() -> None:
    """Make the documents, read them, print a line for each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--libreoffice", action="store_true", help="also PDFs that LibreOffice makes of the Word files")
    args = parser.parse_args()
    truths = documents.truths(args.seed, args.each)
    print("| form | documents | rows | exact | wrong and silent | questions |")
    print("|---|---|---|---|---|---|")
    ruled, bare = [t for t in truths if t.lines], [t for t in truths if not t.lines]
    say("Word", [(t, read_word("a.docx", documents.as_docx(t))) for t in truths])
    say("Excel", [(t, read_excel("a.xlsx", documents.as_xlsx(t))) for t in truths])
    for name, some in (("with lines", ruled), ("without lines", bare)):
        say(f"PDF by reportlab, {name}", [(t, read_pdf("a.pdf", documents.as_pdf(t))) for t in some])
    if args.libreoffice:
        for name, some in (("with lines", ruled), ("without lines", bare)):
            say(f"PDF by LibreOffice, {name}", [(t, read_pdf("a.pdf", p)) for t, p in by_libreoffice(some)])


def say(form: str, read: Sequence[tuple[Truth, Document]]) -> None:
    """Print what the documents of one form came to."""
    scores = [score(truth, document) for truth, document in read]
    total = [sum(getattr(s, field) for s in scores) for field in ("documents", "rows", "exact", "silent", "questions")]
    print(f"| {form} | {' | '.join(map(str, total))} |")


def score(truth: Truth, document: Document) -> Score:
    """One document's score."""
    found = joined(truth, [row for grid in document.grids for row in grid.rows])
    want = [plain(row) for row in truth.rows]
    exact = sum(row in found for row in want)
    questions = sum(len(grid.doubts) for grid in document.grids)
    return Score(1, len(want), exact, 0 if questions else len(want) - exact, questions)


def plain(row: Sequence[str]) -> Row:
    """A row with its white space made even."""
    return tuple("\n".join(" ".join(line.split()) for line in cell.split("\n")) for cell in row)


def joined(truth: Truth, rows: Sequence[GridRow]) -> list[Row]:
    """The rows without repeated headers, those broken by a page joined, a merged first column filled down."""
    found: list[list[str]] = []
    page = 0
    for row in rows:
        cells = list(plain(row.cells))
        if tuple(cells) == truth.header:
            continue
        broken = found and row.page != page and goes_on(truth, found[-1], cells)
        page = row.page
        if broken:
            found[-1] = [together(a, b) for a, b in zip(found[-1], cells, strict=True)]
            continue
        if truth.merged and not cells[0] and found:
            cells[0] = found[-1][0]
        found.append(cells)
    return [tuple(row) for row in found]


def goes_on(truth: Truth, above: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row that begins a page goes on from the row above: no id, or words in lower case, or no risk."""
    if "Ref" in truth.header:
        return not cells[0]
    risk = cells[truth.header.index("Risk")]
    return not risk or risk[0].islower() or not above[truth.header.index("Risk")].endswith(".")


def together(above: str, below: str) -> str:
    """Two halves of a cell: a point begins a line, other words go on."""
    if not above or not below:
        return above or below
    if below.startswith("* "):
        return f"{above}\n{below}"
    return above + ("" if above.endswith("-") else " ") + below


def by_libreoffice(truths: Sequence[Truth]) -> list[tuple[Truth, bytes]]:
    """The PDFs that LibreOffice makes of the Word files."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("LibreOffice is not installed here")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, truth in enumerate(truths):
            (folder / f"{number}.docx").write_bytes(documents.as_docx(truth))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", place]
        subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=600)
        return [(truth, (folder / f"{number}.pdf").read_bytes()) for number, truth in enumerate(truths)]


if __name__ == "__main__":
    main()
