"""Reports of known truth, made up: a risk table in each form of document, and what a reader should find in it.

The words are the project's own; the same seed gives the same documents. `reading.py` measures with them.
"""

# Randomness here keeps no secrets, and words are easier to read in prose.
# ruff: noqa: S311, PLC0415, E501

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from attrs import frozen

SUBJECTS = """social workers leave|the budget is overspent|a supplier fails|homes are flooded|records are lost
the inspection finds weaknesses|school places run short|roads decay|the pension fund loses value|fraud goes unseen
a cyber attack stops services|partners withdraw|the election is disrupted|demand for care grows|grants end early
buildings are unsafe|the new system is late|data is shared wrongly|energy costs rise|morale falls""".replace(
    "\n", "|"
).split("|")
CAUSES = """because pay lags behind that of neighbouring councils|because plans were made before prices rose
because checks were left to one team|owing to a shortage of qualified staff|because the contract has no break clause
because assets were not surveyed for ten years|owing to rules that changed in mid-year""".replace("\n", "|").split("|")
RESULTS = """so that children wait longer for help|and savings are not made|and the council is in breach of its duties
and residents lose trust|so that agency costs rise further|and the programme has to start again""".replace(
    "\n", "|"
).split("|")
ACTIONS = """A recruitment campaign runs in each quarter|The board reviews the forecast every month
Long-term contracts are let in smaller lots|A multi-agency panel meets weekly|Backups are tested twice a year
An academy trains newly qualified staff|Internal audit follows up all findings|Managers sign off each case file
A reserve of £2.5m is set aside|Cross-cutting savings are tracked by one office|The plan is rehearsed with partners
Surveys of all sites are under way|A permanent offer on pay was agreed with the unions|Suppliers report quarterly""".replace(
    "\n", "|"
).split("|")
OWNERS = ["Director of Finance", "Head of Property", "Assistant Director, Children", "Chief Digital Officer"]
THEMES = ["People", "Money", "Places", "Systems"]

HEADERS = {
    2: ["Risk", "Mitigating action (in place or planned)"],
    3: ["Theme", "Risk", "Mitigating actions"],
    4: ["Ref", "Risk", "Controls", "Owner"],
    5: ["Ref", "Risk", "Likelihood", "Impact", "Mitigation"],
    6: ["Ref", "Risk", "Likelihood", "Impact", "Mitigation", "Owner"],
    7: ["Ref", "Risk", "Likelihood", "Impact", "Score", "Mitigation", "Owner"],
    8: ["Ref", "Risk", "Category", "Likelihood", "Impact", "Score", "Mitigation", "Owner"],
}
WIDTHS = {
    "Risk": 34, "Mitigating action (in place or planned)": 46, "Mitigating actions": 46, "Controls": 42, "Mitigation": 42,
    "Theme": 14, "Ref": 10, "Owner": 18, "Likelihood": 17, "Impact": 13, "Score": 12, "Category": 16,
}  # fmt: skip


@frozen
class Truth:
    """A risk table as its author meant it."""

    name: str
    """What is special about it."""
    header: tuple[str, ...]
    """Its columns."""
    rows: tuple[tuple[str, ...], ...]
    """Its cells; points on lines of their own with `* `, a cell that is merged downwards in each of its rows."""
    merged: bool = False
    """Whether equal neighbours in the first column are one cell."""
    lines: bool = True
    """Whether lines stand around the cells."""

    def widths(self) -> list[float]:
        """The share of the page's width that each column has."""
        whole = sum(WIDTHS[h] for h in self.header)
        return [WIDTHS[h] / whole for h in self.header]


def truths(seed: int = 1, each: int = 2) -> list[Truth]:
    """Tables of two to eight columns, with and without points, merged cells and lines."""
    random = Random(seed)
    made = []
    for columns in HEADERS:
        for points in (False, True):
            for lines in (True, False):
                made += [_truth(random, columns, points=points, lines=lines) for _ in range(each)]
    return made


def _truth(random: Random, columns: int, *, points: bool, lines: bool) -> Truth:
    header = tuple(HEADERS[columns])
    themes = sorted(random.choices(range(len(THEMES)), k=14))
    rows = tuple(_row(random, header, i, THEMES[t], points=points) for i, t in enumerate(themes, 1))
    name = f"{columns} columns{', points' * points}{', merged' * (columns == 3)}{'' if lines else ', no lines'}"
    return Truth(name, header, rows, columns == 3, lines)


def _row(random: Random, header: Sequence[str], number: int, theme: str, *, points: bool) -> tuple[str, ...]:
    likelihood, impact = random.randint(1, 5), random.randint(1, 5)
    subject = random.choice(SUBJECTS)
    risk = f"{subject[0].upper()}{subject[1:]} {random.choice(CAUSES)} {random.choice(RESULTS)}."
    actions = random.sample(ACTIONS, random.randint(1, 4))
    text = "\n".join(f"* {a}" for a in actions) if points else ". ".join(actions) + "."
    known = {
        "Ref": f"R{number}", "Risk": risk, "Theme": theme, "Category": theme, "Likelihood": str(likelihood),
        "Impact": str(impact), "Score": str(likelihood * impact), "Owner": random.choice(OWNERS),
    }  # fmt: skip
    return tuple(known.get(h, text) for h in header)


def as_docx(truth: Truth) -> bytes:
    """A Word document, by python-docx."""
    import docx

    document = docx.Document()
    document.add_heading("Report on risk", 1)
    document.add_paragraph("This report tells the committee what might go wrong, and what is done about it.")
    document.add_heading("10. Risk implications", 2)
    table = document.add_table(1, len(truth.header), style="Table Grid" if truth.lines else None)
    for cell, text in zip(table.rows[0].cells, truth.header, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(text).bold = True
    for row in truth.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _paragraphs(cell, text)
    if len(truth.header) > 5:
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
    table.autofit = False
    for column, share in zip(table.columns, truth.widths(), strict=True):
        column.width = int(share * (6.0 if len(truth.header) < 6 else 8.5) * 914400)
        for cell in column.cells:
            cell.width = column.width
    if truth.merged:
        _merge_docx(table, truth)
    document.add_heading("11. Equality duty", 2)
    document.add_paragraph("There are no implications of this kind that the committee should be aware of at present.")
    return _saved(document.save)


def _paragraphs(cell: Any, text: str) -> None:
    for i, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.text = line.removeprefix("* ")
        paragraph.style = "List Bullet" if line.startswith("* ") else "Normal"


def _merge_docx(table: Any, truth: Truth) -> None:
    for first, last in spans(truth):
        for row in range(first + 1, last + 1):
            table.cell(row + 1, 0).text = ""
        if last > first:
            table.cell(first + 1, 0).merge(table.cell(last + 1, 0)).text = truth.rows[first][0]


def spans(truth: Truth) -> list[tuple[int, int]]:
    """First and last row of each run of equal cells in the first column."""
    found: list[tuple[int, int]] = []
    for i, row in enumerate(truth.rows):
        if found and truth.rows[found[-1][0]][0] == row[0]:
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def _saved(save: Callable[[Any], Any]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def as_xlsx(truth: Truth) -> bytes:
    """A workbook, by XlsxWriter, with a title above the table."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Risks")
    sheet.write(0, 0, "Corporate risk register")
    for r, row in enumerate([truth.header, *truth.rows], 2):
        for c, text in enumerate(row):
            if text.isdigit():
                sheet.write_number(r, c, int(text))
            else:
                sheet.write_string(r, c, text.replace("* ", "• "))
    if truth.merged:
        for first, last in (s for s in spans(truth) if s[1] > s[0]):
            sheet.merge_range(first + 3, 0, last + 3, 0, truth.rows[first][0])
    book.close()
    return out.getvalue()


def as_markdown(truth: Truth) -> bytes:
    """A Markdown page with a pipe table."""
    rows = ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in (truth.header, *truth.rows)]
    rows.insert(1, "|---" * len(truth.header) + "|")
    return ("# Report on risk\n\nWhat might go wrong.\n\n" + "\n".join(rows) + "\n\nThe end.\n").encode()


def as_html(truth: Truth) -> bytes:
    """A web page; points are a list, merged cells span rows."""
    first_of = {first: last - first + 1 for first, last in spans(truth)} if truth.merged else {}
    lines = ["<!DOCTYPE html><html><body><h1>Report on risk</h1><table>"]
    lines.append("<tr>" + "".join(f"<th>{html.escape(h)}" for h in truth.header) + "</tr>")
    for i, row in enumerate(truth.rows):
        cells = [f"<td>{_html(cell)}</td>" for cell in row]
        if truth.merged:
            cells[:1] = [f'<td rowspan="{first_of[i]}">{_html(row[0])}</td>'] if i in first_of else []
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return ("\n".join([*lines, "</table><p>The end.</p></body></html>"])).encode()


def _html(text: str) -> str:
    if not text.startswith("* "):
        return html.escape(text)
    return "<ul>" + "".join(f"<li>{html.escape(line[2:])}</li>" for line in text.split("\n")) + "</ul>"


def as_csv(truth: Truth) -> bytes:
    """A CSV file as Excel writes it."""
    out = io.StringIO()
    csv.writer(out).writerows([truth.header, *truth.rows])
    return out.getvalue().encode("utf-8-sig")


def as_pdf(truth: Truth) -> bytes:
    """A PDF by reportlab: header repeated, rows broken over pages, page numbers in the footer."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    styles = getSampleStyleSheet()
    body = [[_flow(text, styles["BodyText"]) for text in row] for row in truth.rows]
    head = [Paragraph(f"<b>{html.escape(h)}</b>", styles["BodyText"]) for h in truth.header]
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if truth.lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    table = Table(
        [head, *body],
        [share * (480 if len(truth.header) < 6 else 720) for share in truth.widths()],
        repeatRows=1,
        splitInRow=1,
        style=TableStyle(style),
    )
    story = [
        Paragraph("10. Risk implications", styles["Heading2"]),
        Paragraph("What might go wrong, and what the council has done or will do about it, is told below in full.", styles["BodyText"]),
        table,
        Paragraph("11. Equality duty", styles["Heading2"]),
        Paragraph("There are no implications of this kind that the committee should be aware of at present. " * 2, styles["BodyText"]),
    ]  # fmt: skip
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4 if len(truth.header) < 6 else landscape(A4), invariant=1).build(
        story, onFirstPage=_footer, onLaterPages=_footer
    )
    return out.getvalue()


def _flow(text: str, style: Any) -> list[Any]:
    from reportlab.platypus import Paragraph

    if not text.startswith("* "):
        return [Paragraph(html.escape(text), style)]
    return [Paragraph(html.escape(line[2:]), style, bulletText="•") for line in text.split("\n")]


def _footer(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 40, f"Example Council, audit committee - page {document.page}")
