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
