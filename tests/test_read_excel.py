"""Workbooks are read as the sheet shows them, and no workbook can end the program that reads it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from office import packed, xlsx, zeros

from riskreg.errors import UnreadableFile
from riskreg.intake.cell_text import BULLETS
from riskreg.intake.excel_sheets import read_sheets
from riskreg.intake.grid import Document, Grid
from riskreg.intake.read_excel import read_excel
from riskreg.intake.readers import read_document
from riskreg.intake.sheet_scan import column_name, place_of

CellValue = str | int | float | dt.date | dt.datetime


def made(rows: Mapping[str, CellValue], merged: Sequence[str] = ()) -> bytes:
    """A workbook by openpyxl: values by their cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Risks"
    for place, value in rows.items():
        sheet[place] = value
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> Document:
    return read_sheets("risks.xlsx", data)


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def test_values_are_read_as_the_sheet_shows_them() -> None:
    """Whole numbers have no point, days are ISO dates, line breaks and bullets stay."""
    rows: dict[str, CellValue] = {
        "B3": "Risk", "C3": "Score", "D3": "Since", "E3": "Open", "B4": "Staff leave\n• pay\n• rent",
        "C4": 16, "E4": True, "D4": dt.date(2022, 11, 16),
        "B5": "Flood", "C5": 2.5, "D5": dt.datetime(2022, 1, 2, 3, 4), "E5": False,
    }  # fmt: skip
    (grid,) = read_excel("risks.xlsx", made(rows)).grids
    assert cells(grid) == [
        ("Risk", "Score", "Since", "Open"),
        ("Staff leave\n* pay\n* rent", "16", "2022-11-16", "TRUE"),
        ("Flood", "2.5", "2022-01-02 03:04:00", "FALSE"),
    ]
    assert [row.place for row in grid.rows] == ["row 3", "row 4", "row 5"]
    assert grid.place == "sheet Risks"


def test_merged_cells_are_filled() -> None:
    """A cell over rows stands in each of them, one over columns in the first."""
    rows: dict[str, CellValue] = {
        "A1": "Theme",
        "B1": "Risk",
        "C1": "Score",
        "A2": "Money",
        "B2": "a",
        "C2": 1,
        "B3": "b",
        "C3": 2,
    }
    rows["D1"] = "x"
    (grid,) = read(made(rows, merged=["A2:A3", "C1:D1"])).grids
    assert cells(grid) == [("Theme", "Risk", "Score"), ("Money", "a", "1"), ("Money", "b", "2")]


def test_a_title_above_and_two_tables_below() -> None:
    """Lines above a table are its heading; a header below a blank row begins a table, a blank row alone does not."""
    rows: dict[str, str | int] = {
        "A1": "Corporate risks",
        "A3": "Risk",
        "B3": "Control",
        "A4": "a",
        "B4": "b.",
        "A6": "c",
        "B6": "d.",
    }
    rows |= {"A8": "Level", "B8": "Word", "C8": "Meaning", "A9": 1, "B9": "Low", "C9": "rare."}
    document = read(made(rows))
    assert [cells(g) for g in document.grids] == [
        [("Risk", "Control"), ("a", "b."), ("c", "d.")],
        [("Level", "Word", "Meaning"), ("1", "Low", "rare.")],
    ]
    assert document.grids[0].heading == "Corporate risks"
    assert document.text == "Corporate risks"


def test_what_is_hidden_is_left_out_and_told() -> None:
    """Hidden sheets, rows and columns are not read, and it is said which."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, hidden = book.add_worksheet("Risks"), book.add_worksheet("Old")
    for r in range(5):
        sheet.write_row(r, 0, ["Risk", "helper", "Control"] if r == 0 else [f"risk {r}", "x", "control"])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    hidden.write(0, 0, "secret")
    hidden.hide()
    book.close()
    document = read(out.getvalue())
    assert cells(document.grids[0]) == [("Risk", "Control"), *((f"risk {r}", "control") for r in (1, 3, 4))]
    assert document.notes == (
        "sheet Old is hidden and left out",
        "sheet Risks: row 3 is hidden and left out",
        "sheet Risks: column B is hidden and left out",
    )


def test_formulas_without_a_result_and_errors_are_doubts() -> None:
    """A formula whose result the file does not keep, and an error in place of a value, are asked about."""
    data = '<row r="1"><c r="A1" t="str"><v>Risk</v></c><c r="B1" t="str"><v>Score</v></c></row>'
    data += '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><f>C2*D2</f></c></row>'
    data += '<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    (grid,) = read(xlsx(data)).grids
    assert grid.doubts == (
        "sheet Risks: cell B2 holds a formula whose result the file does not keep: what is its value?",
        "sheet Risks: cell B3 holds an error instead of a value",
    )


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("XFD1048576", "sheet Risks reaches to cell XFD1048576: 16,384 columns, and 500 are the most that are read"),
        ("SG1", "501 columns, and 500 are the most"),
        ("B100001", "sheet Risks reaches to cell B100001: 200,002 cells, and 200,000 are the most"),
    ],
)
def test_a_far_cell_is_refused(reference: str, said: str) -> None:
    """A cell so far away that the library would end the process is found before the library sees it."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    data = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    assert len(xlsx(data)) < 5000
    with pytest.raises(UnreadableFile) as refused:
        read_excel("risks.xlsx", xlsx(data))
    assert f"risks.xlsx: {said}" in str(refused.value) or said in str(refused.value)
    assert str(refused.value).endswith("copy the risk table into a new workbook and import that")


def test_formatting_far_away_is_no_cell() -> None:
    """Rows that are only formatted, as many real sheets have to their last row, do no harm."""
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    (grid,) = read(xlsx(data)).grids
    assert cells(grid) == [("1", "2")]


@pytest.mark.parametrize("empty", [1, 3])
def test_sheets_in_which_nothing_stands(empty: int) -> None:
    """As Excel adds them by itself; and one that holds a title alone. The others are read, however many there are."""
    book = openpyxl.Workbook()
    for number in range(empty):
        book.create_sheet(f"Sheet{number + 2}")
    book.create_sheet("Title")["A1"] = "Risks of the council"
    last = book.create_sheet("Risks")
    last.append(["Risk", "Action"])
    last.append(["Storms", "A quay"])
    document = read(saved(book))
    assert [cells(grid) for grid in document.grids] == [[("Risk", "Action"), ("Storms", "A quay")]]
    assert document.text.splitlines()[:1] == ["Risks of the council"]


def test_a_workbook_of_many_parts_is_known_as_one() -> None:
    """However long the list of its parts is: two thousand sheets make it 300 kB."""
    listed = f"<Types>{' ' * 300_000}spreadsheetml.sheet.main</Types>"
    with pytest.raises(UnreadableFile, match=r"risks.xlsx: its part _rels/.rels is missing"):
        read_document("risks.xlsx", packed({"[Content_Types].xml": listed}))


def test_hostile_sheets_are_refused() -> None:
    """DOCTYPE, broken XML and a sheet of gigabytes are refused, each with its reason."""
    with pytest.raises(UnreadableFile, match="defines entities"):
        read_excel("risks.xlsx", xlsx("", prolog='<!DOCTYPE a [<!ENTITY e "x">]>'))
    with pytest.raises(UnreadableFile, match="is broken"):
        read_excel("risks.xlsx", xlsx("<row>"))
    with pytest.raises(UnreadableFile, match="unpacks to 70 MiB"):
        read_excel("risks.xlsx", xlsx(" " * (70 << 20)))


def test_a_workbook_that_the_library_refuses_is_told() -> None:
    """Old and foreign workbooks that are broken are refused by name."""
    ods = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
    with pytest.raises(UnreadableFile, match=r"risks.ods: it cannot be read as a workbook; open it in Excel"):
        read_excel("risks.ods", ods)
    xls = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zeros(1) + "Workbook".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match=r"risks.xls: "):
        read_excel("risks.xls", xls)


VALUE = st.one_of(
    st.integers(-(10**9), 10**9),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=9).filter(
        lambda t: t[0] not in "-–—*o=" + BULLETS and "_x" not in t
    ),
)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(VALUE, min_size=n, max_size=n), min_size=2, max_size=5)))
def test_cells_written_are_cells_read(rows: list[list[int | str]]) -> None:
    """What XlsxWriter writes into the cells of a sheet is read from them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Risks")
    for r, values in enumerate(rows):
        for c, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(r, c, value)
            else:
                sheet.write_string(r, c, value)
    book.close()
    found = [line for grid in read(out.getvalue()).grids for line in cells(grid)]
    assert found == [tuple(map(str, values)) for values in rows]


@given(st.integers(1, 16384), st.integers(1, 1048576))
def test_a_column_has_its_letters(column: int, row: int) -> None:
    """A cell's reference and its place say the same."""
    assert place_of(f"{column_name(column)}{row}") == (row, column)
    assert place_of("nowhere") is None
