"""PDFs: tables with and without lines, over pages, with points and turned headers; and PDFs that would do harm."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from office import PNG, Placed, pdf, raw_pdf, zeros
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake import child
from riskreg.intake.grid import Document, Grid
from riskreg.intake.pdf_document import read_pages
from riskreg.intake.read_pdf import read_pdf


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def read(data: bytes) -> Document:
    return read_pages(data, lambda done, total: None)


def column(x: float, y: float, *lines: str) -> list[Placed]:
    """Lines below each other, 12 points apart."""
    return [(x, y + 12 * i, line) for i, line in enumerate(lines)]


HEADER = [(60.0, 112.0, "**Risk"), (260.0, 112.0, "**Mitigating action")]
FIRST = [
    *column(60, 132, "Experienced staff leave faster", "than they can be replaced."),
    *column(260, 132, "An academy trains newly qualified staff.", "Cross-", "cutting work is shared."),
]
SECOND = [*column(60, 176, "Homes are flooded."), *column(260, 176, "• Walls are raised", "• Warnings are sent")]
TRUTH = [
    ("Risk", "Mitigating action"),
    (
        "Experienced staff leave faster than they can be replaced.",
        "An academy trains newly qualified staff. Cross-cutting work is shared.",
    ),
    ("Homes are flooded.", "* Walls are raised\n* Warnings are sent"),
]
LINES = ([50.0, 250.0, 450.0], [100.0, 119.0, 165.0, 200.0])
ABOVE = [
    (50.0, 60.0, "**10. Risk implications"),
    (50.0, 80.0, "What might go wrong, and what is done about it."),
]
BELOW = [(50.0, 240.0, "Nothing else in this report needs the committee's attention, and it is asked to note it.")]


def test_a_table_with_lines() -> None:
    """A ruled table gives its cells, with the heading above it, its page, and the text outside."""
    document = read_pdf("report.pdf", pdf([*ABOVE, *HEADER, *FIRST, *SECOND, *BELOW], ruled=[LINES]))
    (grid,) = document.grids
    assert cells(grid) == TRUTH
    assert grid.heading == "10. Risk implications"
    assert {(row.place, row.page) for row in grid.rows} == {("page 1", 1)}
    assert document.text.splitlines() == [ABOVE[0][2][2:], ABOVE[1][2], BELOW[0][2]]


def test_a_table_without_lines() -> None:
    """Without lines, columns are told by the white between them, rows by the white above them."""
    (grid,) = read(pdf([*ABOVE, *HEADER, *FIRST, *SECOND, *BELOW])).grids
    assert cells(grid) == TRUTH


def test_rows_without_white_between_them() -> None:
    """Where no white stands between rows, a row begins where a column that had ended begins again."""
    second = [(x, y - 8, text) for x, y, text in SECOND]
    (grid,) = read(pdf([*HEADER, *FIRST, *second, *BELOW])).grids
    assert cells(grid) == TRUTH


def test_lines_across_alone_part_the_rows() -> None:
    """Lines drawn under each row, with none between the columns, say where rows end."""
    second = [(x, y - 8, text) for x, y, text in SECOND]
    (grid,) = read(pdf([*HEADER, *FIRST, *second], ruled=[([50.0, 500.0], [100, 116, 158.5, 190])])).grids
    assert cells(grid) == TRUTH


def test_a_table_that_goes_on_over_pages_is_one() -> None:
    """A table that ends a page and begins the next in the same columns is one, and each row says its page."""
    top = [(x, y - 60, text) for x, y, text in SECOND]
    ruled = (LINES[0], [100.0, 119.0, 165.0]), (LINES[0], [105.0, 140.0])
    footers = [[(60.0, 800.0, f"Council papers, page {n}")] for n in (1, 2)]
    pages = [*HEADER, *FIRST, *footers[0]], [*top, *footers[1]]
    for data in (pdf(*pages, ruled=ruled), pdf(*pages)):
        (grid,) = read(data).grids
        assert cells(grid) == TRUTH
        assert [row.page for row in grid.rows] == [1, 1, 2]
        assert "Council papers" not in read(data).text


def test_a_header_repeated_without_a_line_below_it() -> None:
    """Where a page repeats the header and no line parts it from the half row below, the two are told apart."""
    header = [(60.0, 112.0, "**Risk"), (260.0, 112.0, "**Mitigating action")]
    below = [*column(60, 124, "than they can be replaced."), *column(260, 124, "in every year.")]
    whole = [LINES[0], [100.0, 119.0, 165.0]], [LINES[0], [100.0, 130.0]]
    data = pdf([*HEADER, *FIRST], [*header, *below], ruled=[(a, b) for a, b in whole])
    (grid,) = read(data).grids
    assert cells(grid) == [*TRUTH[:2], TRUTH[0], ("than they can be replaced.", "in every year.")]


def test_words_under_an_open_end_are_asked_about() -> None:
    """Words that stand in the columns below the last line of a table are not lost in silence."""
    loose = [(60.0, 214.0, "A supplier fails"), (260.0, 214.0, "Contracts are let in lots")]
    (grid,) = read(pdf([*HEADER, *FIRST, *SECOND, *loose], ruled=[LINES])).grids
    assert cells(grid) == [*TRUTH, ("A supplier fails", "Contracts are let in lots")]
    assert grid.doubts == (
        'page 1: does "A supplier fails Contracts are let", just below the table, belong to its last row?',
    )


def test_merged_cells() -> None:
    """A cell over rows stands in each of them, one over columns in the first."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    for x1, y1, x2, y2 in [
        (50, 700, 450, 700), (50, 680, 450, 680), (150, 660, 450, 660), (50, 640, 450, 640), (50, 620, 450, 620),
        (50, 700, 50, 620), (450, 700, 450, 620), (150, 700, 150, 640), (300, 700, 300, 640),
    ]:  # fmt: skip
        canvas.line(x1, y1, x2, y2)
    texts = [(55, 686, "Theme"), (155, 686, "Risk"), (305, 686, "Control"), (55, 666, "Money"), (155, 666, "a")]
    for x, y, text in [*texts, (305, 666, "b"), (155, 646, "c"), (305, 646, "d"), (55, 626, "Places")]:
        canvas.drawString(x, y, text)
    canvas.save()
    (grid,) = read(out.getvalue()).grids
    rows = [("Theme", "Risk", "Control"), ("Money", "a", "b"), ("Money", "c", "d"), ("Places", "", "")]
    assert cells(grid) == rows


@pytest.mark.parametrize("angle", [90, -90])
def test_turned_header_text_is_read_forwards(angle: int) -> None:
    """Header words that are turned to stand upright are read the way a person reads them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800), invariant=1)
    canvas.grid([50, 200, 230, 260], [700, 620, 600])
    canvas.drawString(55, 650, "Risk")
    for x, text in ((218, "Likelihood"), (248, "Impact score")):
        canvas.saveState()
        canvas.translate(x if angle > 0 else x - 8, 625 if angle > 0 else 695)
        canvas.rotate(angle)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    for x, text in ((55, "Flood"), (210, "4"), (240, "5")):
        canvas.drawString(x, 606, text)
    canvas.save()
    (grid,) = read(out.getvalue()).grids
    assert cells(grid) == [("Risk", "Likelihood", "Impact score"), ("Flood", "4", "5")]


@pytest.mark.parametrize("columns", range(2, 9))
def test_many_columns_without_lines(columns: int) -> None:
    """Two to eight columns are told apart without lines."""
    names = ["Risk", "Controls", "Likelihood", "Impact", "Score", "Owner", "Status", "Target"][:columns]
    body = [[f"{name.lower()}{r}" for name in names] for r in range(4)]
    texts = [(40 + 65.0 * c, 100 + 20.0 * r, t) for r, line in enumerate([names, *body]) for c, t in enumerate(line)]
    (grid,) = read(pdf(texts)).grids
    assert cells(grid) == [tuple(line) for line in [names, *body]]


def test_progress_is_told() -> None:
    """Who waits is told how many pages are done, and of how many."""
    told: list[tuple[int, int]] = []
    read_pdf("report.pdf", pdf(*[[(72, 72, "Text")]] * 3), lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.libreoffice
@pytest.mark.parametrize("style", ["Table Grid", "Normal Table"], ids=["lines", "no lines"])
def test_a_word_table_printed_by_libreoffice(tmp_path: Path, style: str) -> None:
    """A table that an office program prints is read with its points, with lines and without."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here")
    document = docx.Document()
    table = document.add_table(1, 2, style=style)
    for place, text in zip(table.rows[0].cells, TRUTH[0], strict=True):
        place.text = text
    for texts in TRUTH[1:]:
        for place, text in zip(table.add_row().cells, texts, strict=True):
            place.text = ""
            for i, line in enumerate(text.split("\n")):
                paragraph = place.paragraphs[0] if i == 0 else place.add_paragraph()
                paragraph.text, paragraph.style = line.removeprefix("* "), "List Bullet" if "* " in line else "Normal"
    document.save(str(tmp_path / "report.docx"))
    command = [program, f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "report.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=300)
    (grid,) = read_pdf("report.pdf", (tmp_path / "report.pdf").read_bytes()).grids
    assert cells(grid) == TRUTH


def picture() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(PNG)), 10, 10, 500, 700)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([(72, 72, "a")], password="secret"), "it is locked with a password; open it with its password"),  # noqa: S106
        (picture(), "its pages hold pictures and no text (a scan); ask for the Word document"),
        (pdf([(72, 72, "a")])[:400], "it is cut short or broken; fetch the file again"),
        (b"%PDF-1.7\n" + bytes(300), "it is cut short or broken; fetch the file again"),
        (pdf([]), "no text could be read on any of its pages; open it"),
    ],
    ids=["password", "scan", "cut short", "no PDF behind its name", "blank"],
)
def test_what_cannot_be_read_is_told(data: bytes, said: str) -> None:
    """Each way in which a PDF cannot be read has its own message."""
    with pytest.raises(UnreadableFile) as refused:
        read_pdf("report.pdf", data)
    assert str(refused.value).startswith(f"report.pdf: {said}")


def test_a_bomb_does_no_harm() -> None:
    """A page that unpacks to gigabytes is stopped by the limits of the child, and the answer is a refusal."""
    data = raw_pdf(zeros(1536, b"0 0 m "))
    assert len(data) < 3 << 20
    with pytest.raises(UnreadableFile, match=r"report.pdf: "):
        read_pdf("report.pdf", data)


def test_too_many_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages beyond the most that are read are told, not lost in silence; so are pages without text."""
    from riskreg.intake import pdf_document

    monkeypatch.setattr(pdf_document, "MOST_PAGES", 2)
    document = read(pdf([(72, 72, "a")], [], [(72, 72, "c")]))
    assert document.notes == (
        "only the first 2 of 3 pages were read: save the others as a PDF of their own",
        "nothing could be read on page 2",
    )


def test_a_child_that_takes_too_long_is_stopped() -> None:
    """The clock ends a child that does not answer, and the message says so."""
    with pytest.raises(UnreadableFile, match=r"took longer than 0.01 seconds, and was stopped; save the pages"):
        child.in_child("pdf", "report.pdf", pdf([(72, 72, "a")]), seconds=0.01)


def test_a_child_that_does_not_survive_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ends without an answer, for whatever reason, is one clear message."""
    monkeypatch.setattr(sys, "executable", "/bin/false" if sys.platform != "win32" else "where.exe")
    with pytest.raises(UnreadableFile, match=r"the program that reads this form failed on it"):
        child.in_child("excel", "risks.xlsx", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no process by a signal")
@pytest.mark.parametrize(("name", "limit"), [("ABRT", "more memory"), ("XCPU", "more time of the processor")])
def test_the_limit_that_a_child_met_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, limit: str
) -> None:
    """How a child was ended says which limit it met, and the message says no other."""
    ended = tmp_path / "ended"
    ended.write_text(f"#!/bin/sh\nkill -{name} $$\n")
    ended.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(ended))
    with pytest.raises(UnreadableFile, match=rf"reading it takes {limit} than any report needs"):
        child.in_child("excel", "risks.xlsx", b"")


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the libraries of the extra, the command that installs them is said."""
    monkeypatch.setitem(child.LIBRARIES, "pdf", ("no_such_library",))
    with pytest.raises(MissingExtra, match=r'pip install "\.\[import\]"'):
        read_pdf("report.pdf", pdf([(72, 72, "a")]))


def test_the_end_of_a_row_alone_on_the_next_page() -> None:
    """Where a table without lines leaves only the end of its last row to the next page, that is read, not lost."""
    head = [(72.0, 90.0, "**Risk"), (300.0, 90.0, "**Mitigating action")]
    rows = [
        (x, 110.0 + 12 * i, text)
        for i in range(55)
        for x, text in ((72.0, f"Loss of boat {i} or"), (300.0, f"A boat {i} more is"))
    ]
    rest = [
        (72.0, 60.0, "of its crew."),
        (300.0, 60.0, "bought at once."),
        (72.0, 120.0, "**11. Equality duty"),
        (72.0, 140.0, "There are no implications of this kind that anybody should be aware of at present now."),
    ]
    document = read_pdf("a.pdf", pdf([*head, *rows], rest))
    [grid] = document.grids
    assert "of its crew." in grid.rows[-1].cells[0]
    assert "bought at once." in grid.rows[-1].cells[1]
