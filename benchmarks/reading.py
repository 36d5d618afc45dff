"""How well reports are read, form by form, by the whole import: rows exact, rows wrong and silent, questions asked.

    python benchmarks/reading.py [--seed 1] [--each 1] [--libreoffice] [--pdftotext] [--wrong]

Documents of known truth are made by `documents.py`: two to eight columns, with and without lines, points, merged cells,
and rows that break over pages. What is measured is what `riskreg import` reads before it drafts: the table found, its
columns understood, its rows put together. A row is exact when every cell is equal, points and paragraphs included, but
for white space. A row is wrong and silent when it is not exact and its document asked no question.
"""

# A benchmark prints, and runs LibreOffice on purpose.
# ruff: noqa: S311, T201

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import documents
import texts
from attrs import frozen
from documents import Truth

from riskreg.errors import RiskregError
from riskreg.intake.risk_rows import risk_rows
from riskreg.intake.rows import RiskRow, RiskRows

Row = tuple[str, ...]

FORMS = (
    ("Word", "docx", documents.as_docx),
    ("Excel", "xlsx", documents.as_xlsx),
    ("Markdown", "md", documents.as_markdown),
    ("HTML", "html", documents.as_html),
    ("CSV", "csv", documents.as_csv),
)
"""Each form that is written directly: its name, its ending, and what makes it."""


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
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--libreoffice", action="store_true", help="also PDFs that LibreOffice makes of the Word files")
    parser.add_argument("--pdftotext", action="store_true", help="also the texts that pdftotext makes of PDFs")
    parser.add_argument("--wrong", action="store_true", help="print each row that is wrong and silent")
    args = parser.parse_args()
    truths = documents.truths(args.seed, args.each)
    print("| form | documents | rows | exact | wrong and silent | questions |")
    print("|---|---|---|---|---|---|")
    for form, ending, make in FORMS:
        say(form, [score(t, f"report.{ending}", make(t), args.wrong) for t in truths])
    say_pdfs("reportlab", [(t, documents.as_pdf(t)) for t in truths], args.wrong)
    if args.pdftotext:
        say_texts(args.seed, truths, args.wrong)
    if args.libreoffice:
        say_pdfs("LibreOffice", by_libreoffice(truths), args.wrong)


def say_pdfs(maker: str, made: Sequence[tuple[Truth, bytes]], wrong: bool) -> None:
    """Print what PDFs came to, those with lines first."""
    for words, lines in (("with lines", True), ("without lines", False)):
        scores = [score(t, "report.pdf", data, wrong) for t, data in made if t.lines is lines]
        say(f"PDF by {maker}, {words}", scores)


def say_texts(seed: int, truths: Sequence[Truth], wrong: bool) -> None:
    """Print what texts came to: those of the same PDFs, and those of reports that vary in what is round the table."""
    same = [(t, texts.as_text(documents.as_pdf(t), layout=True)) for t in truths]
    varied = texts.reports(seed, 84)
    others = [(r.truth, texts.as_text(r.pdf, layout=True)) for r in varied]
    random = Random(seed)
    two = [(r.truth, texts.cell_by_cell(r.truth, random)) for r in varied if len(r.truth.header) == 2]
    for form, made in (("as above", same), ("of varied reports", others)):
        say(f"pdftotext -layout, {form}", [score(t, "report.txt", data, wrong) for t, data in made])
    say("text, cell after cell", [score(t, "report.txt", data, wrong) for t, data in two])


def say(form: str, scores: Sequence[Score]) -> None:
    """Print what the documents of one form came to."""
    total = [sum(getattr(s, field) for s in scores) for field in ("documents", "rows", "exact", "silent", "questions")]
    print(f"| {form} | {' | '.join(map(str, total))} |", flush=True)


def score(truth: Truth, name: str, data: bytes, wrong: bool) -> Score:
    """One document's score."""
    try:
        read = risk_rows(name, data)
    except RiskregError as refused:
        print(f"{truth.name}: {refused}")
        return Score(1, len(truth.rows), 0, 0, 1)
    found = [cells(read, row) for row in read.rows]
    want = [plain(row) for row in truth.rows]
    lost = [row for row in want if row not in found]
    if wrong and not read.asked:
        for row in lost:
            print(f"{name}, {truth.name}: {row}")
        for row in [r for r in found if r not in want]:
            print(f"   read {row}")
    silent = 0 if read.asked else max(len(lost), len(found) - len(want))
    return Score(1, len(want), len(want) - len(lost), silent, len(read.asked))


def cells(read: RiskRows, row: RiskRow) -> Row:
    """The cells of a risk in the order of the document's columns, whatever they were understood to be."""
    others = dict(row.others)
    known = (
        row.cell(column.role) if column.role else others.get(column.title or f"column {column.place + 1}", "")
        for column in read.header.columns
    )
    return plain(tuple(known))


def plain(row: Sequence[str]) -> Row:
    """A row with its white space made even."""
    return tuple("\n".join(" ".join(line.split()) for line in cell.split("\n")) for cell in row)


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
