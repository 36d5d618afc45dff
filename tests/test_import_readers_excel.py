"""What a sheet shows is what is read: blank rows, struck-out text, ids by their number format, and what is not read."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from riskreg.intake.excel_sheets import read_sheets
from riskreg.intake.grid import Document, Grid

HEAD = ("Ref", "Risk", "Mitigation", "Owner", "Status")
ONE = ("SR1", "Budget gap", "Monthly monitoring", "Director", "Open")
BARE = ("SR2", "Flood of the depot", "Sandbags held", "Head of Roads", "")
THREE = ("SR3", "Theft from stores", "Locks changed", "Head of Parks", "Open")
BLANK = ("",) * 5


def sheet(rows: Sequence[Sequence[str]]) -> Document:
    """A workbook of one sheet of texts, read."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("R")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                page.write_string(number, column, text)
    book.close()
    return read_sheets("r.xlsx", out.getvalue())


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


@pytest.mark.parametrize("empty", range(5))
def test_a_blank_cell_below_a_blank_row_ends_no_register(empty: int) -> None:
    """Risks below blank rows stay in their table, whichever of their cells is blank."""
    bare = tuple("" if column == empty else text for column, text in enumerate(THREE))
    (grid,) = sheet([HEAD, ONE, BLANK, bare, BLANK, BARE, BLANK, THREE]).grids
    assert cells(grid) == [HEAD, ONE, bare, BARE, THREE]


def test_headings_below_a_blank_row_begin_a_table() -> None:
    """Another risk table and a scale are tables of their own, a title between them included."""
    other = ("Risk", "Likelihood", "Impact", "Owner")
    scale = ("Likelihood", "Description")
    rows = [HEAD, ONE, BLANK, other, ("Fire", "2", "3", "Head of Estates"), BLANK, ("Scale",), scale, ("1", "Rare")]
    found = sheet(rows).grids
    assert [grid.rows[0].cells for grid in found] == [HEAD, other, scale]
    assert found[2].heading == "Scale"


def test_headings_that_riskreg_does_not_know_are_a_question() -> None:
    """A row that may begin a table of another kind stays, and is asked about."""
    (grid,) = sheet([HEAD, ONE, BLANK, ("Version", "Date", "Author"), ("One", "May", "Clerk")]).grids
    assert grid.doubts == (
        "sheet R: row 4 stands below a blank row and looks like the headings of another table: is it a risk?",
    )


def book(strike: Sequence[int] = (), formats: Sequence[tuple[float, str]] = (), *, extras: bool = False) -> Document:
    """A register whose rows of these numbers are struck out, all but the reference; or with numbers for references."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet("R")
    line = made.add_format({"font_strikeout": True})
    page.write_row(0, 0, HEAD)
    for number, row in enumerate((ONE, BARE, THREE), start=1):
        for column, text in enumerate(row):
            page.write(number, column, text, line if number in strike and column else None)
    for number, (value, code) in enumerate(formats, start=1):
        page.write_number(number, 0, value, made.add_format({"num_format": code}))
    if extras:
        page.write_rich_string(1, 1, "Budget ", line, "surplus ", "gap")
        page.write_comment(2, 2, "Gone")
        page.insert_textbox(6, 1, "Draft scores")
    made.close()
    return read_sheets("r.xlsx", out.getvalue())


def test_a_struck_row_is_left_out_with_its_reason() -> None:
    """A row that is struck out, its reference apart, is no risk, and stands with the rows that are left out."""
    (grid,) = book(strike=[2]).grids
    assert cells(grid) == [HEAD, ONE, THREE]
    assert [(row.place, row.cells, row.doubts) for row in grid.hidden] == [
        ("row 3", BARE, ("the document strikes this row out",))
    ]


def test_struck_words_comments_and_text_boxes_are_told() -> None:
    """A struck run is left out of its cell with its words; what stands beside the cells is counted."""
    document = book(extras=True)
    assert document.grids[0].rows[1].cells[1] == "Budget gap"
    assert document.notes == (
        'sheet R: 1 piece of struck-out text left out: "B2 surplus"',
        "sheet R: 1 comment is not read, at cell C3",
        'sheet R: 1 text box is not read: "Draft scores"',
    )


def test_references_are_read_as_the_sheet_shows_them() -> None:
    """Decimals, noughts and letters of a number format are part of a reference; other formats are told."""
    document = book(formats=[(1.1, "0.00"), (7, '"CR"000'), (3, "# ?/?")])
    assert [row.cells[0] for row in document.grids[0].rows[1:]] == ["1.10", "CR007", "3"]
    assert document.notes == (
        'sheet R: column A shows its numbers as "# ?/?", which riskreg does not follow: check them',
    )
