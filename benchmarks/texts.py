"""Texts that pdftotext makes of reports of known truth: as -layout keeps the columns, and cell after cell.

The reports vary in what stands around the table, in how its cells are set and in how its pages begin and end. The words
are those of `documents.py`; the same seed gives the same reports. `reading.py --pdftotext` measures with them.
"""

# Randomness here keeps no secrets; poppler is run on purpose; words are easier to read in prose.
# ruff: noqa: S311, PLC0415, E501

from __future__ import annotations

import html
import io
import shutil
import subprocess
from collections.abc import Sequence
from random import Random
from typing import Any

from attrs import frozen
from documents import ACTIONS, CAUSES, OWNERS, RESULTS, SUBJECTS, Truth

COLUMNS = (
    ("Risk", "Mitigating action"),
    ("Risk", "Mitigating action (in place or planned)"),
    ("Risk", "Mitigating action", "Owner"),
    ("Ref", "Risk", "Controls", "Owner"),
    ("Ref", "Risk", "Likelihood", "Impact", "Mitigation"),
)
WIDTHS = {
    "Risk": 34, "Mitigating action (in place or planned)": 46, "Mitigating action": 46, "Controls": 42,
    "Mitigation": 42, "Ref": 8, "Owner": 20, "Likelihood": 15, "Impact": 12,
}  # fmt: skip
AFTER = ("paragraph", "numbered", "paragraphs numbered", "title", "table", "nothing", "bullets")
BEFORE = ("paragraph", "numbered", "bare")
FOOTERS = ("", "page", "words", "of")
CELLS = ("short", "sentence", "sentences", "no stop", "points", "lines")
PROSE = (
    "The committee is asked to note that the fund will be reviewed next year and that all costs are met from reserves.",
    "Members have asked that a further report comes to them in the spring. It will say what the changes of this year have cost, and who bears them.",
    "No decision in this report changes the policies of the council.",
)


@frozen
class Look:
    """How a report is set."""

    columns: tuple[str, ...]
    before: str
    after: str
    footer: str
    cells: str
    padding: int
    size: int
    indent: int
    ruled: bool
    rows: int
    share: float
    """Of the width of two columns, what the first one has."""


@frozen
class Report:
    """A report as PDF, and what its table says."""

    truth: Truth
    pdf: bytes


def reports(seed: int, number: int) -> list[Report]:
    """So many reports, each in a look of its own."""
    random = Random(seed)
    return [_report(random, _look(random, n), n) for n in range(number)]


def _look(random: Random, number: int) -> Look:
    return Look(
        columns=COLUMNS[number % len(COLUMNS)],
        before=random.choice(BEFORE),
        after=AFTER[number % len(AFTER)],
        footer=random.choice(FOOTERS),
        cells=CELLS[number % len(CELLS)],
        padding=random.choice((0, 1, 3, 8)),
        size=random.choice((9, 10, 11)),
        indent=random.choice((0, 0, 30)),
        ruled=random.random() < 0.4,
        rows=random.choice((3, 5, 8, 16)),
        share=random.choice((0.3, 0.4, 0.45, 0.55)),
    )


def _report(random: Random, look: Look, number: int) -> Report:
    subjects = random.sample(SUBJECTS, look.rows)
    rows = tuple(_row(random, look, n, subject) for n, subject in enumerate(subjects, 1))
    name = f"{number}: {len(look.columns)} columns, {look.cells}, padding {look.padding}, {look.after} after, footer {look.footer or 'none'}, {look.rows} rows, share {look.share}"
    return Report(Truth(name, look.columns, rows), _pdf(look, rows))


def _row(random: Random, look: Look, number: int, subject: str) -> tuple[str, ...]:
    risk = f"{subject[0].upper()}{subject[1:]}"
    if look.cells != "short":
        risk += f" {random.choice(CAUSES)}" + (f" {random.choice(RESULTS)}" if random.random() < 0.5 else "")
    stop = "" if look.cells in ("short", "no stop", "lines") else "."
    known = {
        "Ref": f"R{number}", "Risk": risk + stop, "Owner": random.choice(OWNERS),
        "Likelihood": str(random.randint(1, 5)), "Impact": str(random.randint(1, 5)),
    }  # fmt: skip
    return tuple(known.get(h) or _action(random, look.cells) for h in look.columns)


def _action(random: Random, cells: str) -> str:
    if cells in ("short", "sentence"):
        return random.choice(ACTIONS) + ("." if cells == "sentence" else "")
    some = random.sample(ACTIONS, random.randint(1, 3))
    if cells == "no stop":
        return some[0] + "".join(f", and {a[0].lower()}{a[1:]}" for a in some[1:])
    if cells == "points":
        return "\n".join(f"* {a}" for a in some)
    return "\n".join(some) if cells == "lines" else ". ".join(some) + "."


def _pdf(look: Look, rows: Sequence[Sequence[str]]) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    body = ParagraphStyle(
        "body", getSampleStyleSheet()["BodyText"], fontSize=look.size, leading=look.size + 2, spaceBefore=0
    )
    wide = len(look.columns) > 3
    room = (700 if wide else 460) - look.indent

    def cell(text: str, bold: bool = False) -> list[Any]:
        lines = text.split("\n")
        return [
            Paragraph(
                f"<b>{html.escape(p)}</b>" if bold else html.escape(p.removeprefix("* ")),
                body,
                bulletText="•" if p[:2] == "* " else None,
            )
            for p in lines
        ]

    widths = [WIDTHS[h] for h in look.columns]
    if len(widths) == 2:
        widths = [int(100 * look.share), int(100 * (1 - look.share))]
    pad = look.padding
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
    ]
    style += [("GRID", (0, 0), (-1, -1), 0.5, "black")] * look.ruled
    table = Table(
        [[cell(h, bold=True) for h in look.columns], *([cell(c) for c in row] for row in rows)],
        [room * w / sum(widths) for w in widths],
        repeatRows=1, splitInRow=1, style=TableStyle(style), hAlign="LEFT" if not look.indent else "CENTER",
    )  # fmt: skip
    say = [Paragraph(p, body) for p in PROSE]
    heads = {"numbered": "4. Risk implications", "paragraph": "Risk implications", "bare": ""}
    before = [Paragraph(f"<b>{heads[look.before]}</b>", body), say[1]] if look.before != "bare" else []
    after: list[Any] = {
        "paragraph": [say[0]],
        "numbered": [Paragraph("<b>5. Conclusion</b>", body), say[0], say[1]],
        "paragraphs numbered": [Paragraph(f"5.{n} {p}", body) for n, p in enumerate(PROSE, 1)],
        "title": [Paragraph("<b>Conclusion</b>", body), *say],
        "table": [say[1], Spacer(1, 12), Table([[Paragraph(c, body) for c in r] for r in (("Year", "Budget", "Spent"), ("2023", "£12,000", "£11,500"), ("2024", "£13,000", "£12,750"))], hAlign="LEFT")],
        "bullets": [Paragraph("Members are asked to:", body), *(Paragraph(p, body, bulletText="•") for p in PROSE)],
        "nothing": [],
    }[look.after]  # fmt: skip
    story = [
        Paragraph("Report of the Director, 14 March 2024", body),
        Spacer(1, 16),
        *before,
        Spacer(1, 8),
        table,
        Spacer(1, 12),
        *after,
    ]

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        text = {
            "": "",
            "page": f"Page {document.page}",
            "words": f"Example Council, audit committee - page {document.page}",
            "of": f"Page {document.page} of 9",
        }
        canvas.drawString(72, 40, text[look.footer])

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A4) if wide else A4, invariant=1).build(
        story, onFirstPage=foot, onLaterPages=foot
    )
    return out.getvalue()


def as_text(pdf: bytes, *, layout: bool) -> bytes:
    """What pdftotext makes of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        raise SystemExit("pdftotext, of poppler, is not installed here")
    command = [program, *(["-layout"] * layout), "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=60).stdout


def cell_by_cell(truth: Truth, random: Random) -> bytes:
    """Two columns as some programs give them, whatever poppler would do: cell after cell, wrapped at widths drawn."""
    import textwrap

    narrow = random.choice((22, 26, 30, 36))
    widths = (narrow, int(narrow * random.choice((1.3, 1.6, 2.0, 2.4))))
    lines = [
        "7 Money",
        "",
        "7.1 The budget is met.",
        "",
        "8 Risks",
        "",
        "8.1 The risks are these:",
        "",
        " ".join(truth.header),
        "",
    ]
    for row in truth.rows:
        for text, width in zip(row, widths, strict=True):
            for part in text.split("\n"):
                lines += textwrap.wrap(part, width, break_on_hyphens=False)
            lines.append("")
    return "\n".join([*lines, "9 Other matters", "", "9.1 There are none.", ""]).encode()
