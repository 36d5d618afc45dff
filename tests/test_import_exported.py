"""`import` of an exported workbook or CSV file that was edited: mended where it is plain, refused by its cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from builders import FIVE, mitigation, points, register, removal, risk, when
from conftest import Run, git

import riskreg
from riskreg.errors import InvalidExport, UnreadableFile
from riskreg.intake.exported import is_export, read_export, register_of
from riskreg.model.evidence import Assurance, Cost, Evidence
from riskreg.model.register import Register
from riskreg.tables.export_csv import register_csv
from riskreg.tables.export_xlsx import register_xlsx
from riskreg.tables.published import published

ROOT = Path(__file__).parents[1]

FOUND = register(
    "2022-11-16",
    risk(
        "a",
        mitigation("m", "Train", status="planned", due="2023-Q1", cost=(Cost(3000, "2021/22"),)),
        mitigation("n", "Hire", since="2021"),
        current=points(4, 4),
        number="7",
        raised=when("2021-09-01"),
        response=None,
    ),
    risk("b", evidence=(Evidence("2021", "5.1"), Evidence("2021", "5.2")), assurance=(Assurance("Ofsted", "Well"),)),
    removed=[removal("gone", "closed")],
    matrix=FIVE,
)

Book = dict[str, list[list[Any]]]


def book_of(found: Register = FOUND) -> Book:
    """The sheets of a register's workbook, as a program would read them."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(register_xlsx(published(found))))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def saved(book: Mapping[str, list[list[Any]]]) -> bytes:
    """A workbook as somebody's spreadsheet program would save it: dates as dates, numbers as numbers."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    made = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    time = made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, rows in book.items():
        sheet = made.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(r, c, value, time)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value)
    made.close()
    return out.getvalue()


def put(book: Book, sheet: str, row: int, column: str, value: Any) -> None:
    """Write into the cell of a row, counted as spreadsheets do, under a heading."""
    book[sheet][row - 1][book[sheet][0].index(column)] = value


def edited(*edits: tuple[str, int, str, Any]) -> bytes:
    book = book_of()
    for edit in edits:
        put(book, *edit)
    return saved(book)


def test_saved_again_by_another_program() -> None:
    """A workbook that another program has saved is the same register."""
    assert register_of("x.xlsx", saved(book_of())) == FOUND


def test_rows_and_columns_in_another_order() -> None:
    """Columns are known by their headings and rows by their ids; blank rows and blank columns are nothing."""
    book = book_of()
    for name, rows in book.items():
        backwards = [["", *reversed(row)] for row in rows]
        book[name] = [[""], backwards[0], [" "], *backwards[1:], ["", ""]]
    book["Mitigations"][3:] = reversed(book["Mitigations"][3:])
    found = register_of("x.xlsx", saved(dict(reversed(book.items()))))
    assert {m.id for m in found.risk("a").mitigations} == {"m", "n"}
    assert (found.risk("b"), found.matrix, found.removed) == (FOUND.risk("b"), FIVE, FOUND.removed)


def test_what_a_spreadsheet_makes_of_values() -> None:
    """Dates of its own, fractions that are whole, capitals and its own true are taken for what was meant."""
    data = edited(
        ("Register", 2, "Date", dt.date(2022, 11, 17)),
        ("Risks", 2, "Number", 8.0),
        ("Risks", 2, "Raised", 2021),
        ("Risks", 2, "Response", "Treat"),
        ("Risks", 3, "Exempt", True),
        ("Mitigations", 2, "Due", dt.datetime(2023, 3, 31)),
        ("Mitigations", 3, "Since", "2021-09-01"),
        ("Costs", 2, "Amount", "£3,500".removeprefix("£")),
    )
    found = register_of("x.xlsx", data)
    a = found.risk("a")
    assert (str(found.date), a.number, str(a.raised), a.response) == ("2022-11-17", "8", "2021", "treat")
    assert found.risk("b").exempt
    assert (str(a.mitigation("m").due), str(a.mitigation("n").since)) == ("2023-03-31", "2021-09-01")
    assert a.mitigation("m").cost == (Cost(3500, "2021/22"),)


WRONG = [
    (("Risks", 2, "Response", "treet"), 'Risks!M2: risk.a.response: found "treet", expected one of "treat"'),
    (("Risks", 2, "Raised", "16/11/2022"), "write 2022-11-16, if the day comes first"),
    (("Risks", 2, "Raised", "31/31/2022"), 'found "31/31/2022", expected a date'),
    (("Risks", 2, "Raised", dt.datetime(2022, 1, 1, 9, 30)), "found 2022-01-01 09:30:00, a date with a time"),
    (("Risks", 2, "Number", 1.1), "found the number 1.1, expected text; format the cell as Text"),
    (("Risks", 2, "Number", dt.date(2022, 1, 2)), "found 2022-01-02, expected text"),
    (("Risks", 2, "Current likelihood", 4.5), "found the number 4.5, expected a whole number"),
    (("Risks", 2, "Current likelihood", "four"), 'found "four", expected a whole number'),
    (("Risks", 2, "Current likelihood", 9), "Risks!S2: risk.a.score.current.likelihood:"),
    (("Risks", 2, "Current likelihood", ""), "risk.a.score.current"),
    (("Risks", 3, "Exempt", "perhaps"), 'found "perhaps", expected yes, or an empty cell'),
    (("Risks", 3, "Title", ""), "Risks!B3: risk.b.title: the cell is empty, expected what the title is; fill it in"),
    (("Risks", 3, "Id", ""), "Risks!A3: the cell is empty, expected an id"),
    (("Risks", 3, "Id", "a"), 'Risks!A3: the id "a" stands in Risks!A2 already'),
    (("Risks", 3, "Id", "two words"), 'found the id "two words"'),
    (("Risks", 3, "Evidence", "2021: 5.1\nnothing"), 'Risks!AG3: risk.b.evidence[2]: found "nothing"'),
    (("Risks", 3, "Note", "\x1b[31mred"), "found the control character"),
    (("Mitigations", 2, "Risk", "aa"), 'Mitigations!A2: found "aa", which is no risk of this register'),
    (("Mitigations", 2, "Status", "in plaice"), 'did you mean "in place"'),
    (("Costs", 2, "Mitigation", ""), "Costs!B2: the cell is empty, expected the id of a mitigation"),
    (("Costs", 2, "Amount", ""), "Costs!C2: risk.a.mitigation.m.cost[1].amount: the cell is empty"),
    (("Assurance", 2, "Finding", ""), "Assurance!C2: risk.b.assurance[1].finding: the cell is empty"),
    (("Removed", 2, "Id", "b"), "Removed!A2: removed.b: the risk is removed here and carried as [risk.b]"),
    (("Removed", 2, "Reason", ""), "Removed!B2: removed.gone.reason: the cell is empty"),
    (("Matrix", 2, "Position", 7), "Matrix!B2: found the number 7, expected 1; count the labels from 1"),
    (("Matrix", 2, "Scale", "chance"), "Matrix!A2: expected which scale the row is of"),
    (("Matrix", 12, "Position", 2), "Matrix!B12: matrix.bands[1].from: the first band begins at 2"),
    (("Register", 2, "Date", ""), "Register!B2: register.date: the cell is empty"),
    (("Register", 2, "Examples only", "x"), 'found "x", expected yes'),
    (("Risks", 1, "Response", "Respons"), 'Risks!M1: the heading "Respons" is not known here; did you mean "response"'),
    (("Risks", 1, "Category", "Cause"), 'the heading "Cause" stands twice'),
]


@pytest.mark.parametrize(("edit", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_cell_is_named(edit: tuple[str, int, str, Any], said: str) -> None:
    """A value that a register file would not take is refused with its sheet, its cell and what was expected."""
    with pytest.raises(InvalidExport) as refused:
        register_of("x.xlsx", edited(edit))
    assert said in str(refused.value)
    assert all(line.startswith("x.xlsx") for line in str(refused.value).splitlines())


def test_all_faults_at_once() -> None:
    """Every fault of every sheet is told in one go, each once."""
    data = edited(
        ("Risks", 2, "Response", "treet"),
        ("Risks", 3, "Title", ""),
        ("Mitigations", 3, "Since", "soon"),
        ("Removed", 2, "Reason", "gone"),
    )
    with pytest.raises(InvalidExport) as refused:
        register_of("x.xlsx", data)
    assert [fault.cell for fault in refused.value.faults] == ["Mitigations!F3", "Risks!M2", "Risks!B3", "Removed!B2"]
    assert str(refused.value).endswith("x.xlsx cannot be used: 4 faults; mend it, then try again")


def test_columns_and_sheets_of_ones_own() -> None:
    """What an officer added beside the export is left aside, and told."""
    book = book_of()
    book["Risks"] = [[*row, "Our remarks" if not n else "see me"] for n, row in enumerate(book["Risks"])]
    book["Notes"] = [["anything"]]
    found = read_export("x.xlsx", saved(book))
    assert found.register == FOUND
    assert found.notes == (
        'not read, as it is no part of an export: the column "Our remarks" (Risks!AI1)',
        "not read, as it is no part of an export: the sheet Notes",
    )


@pytest.mark.parametrize("sheet", ["Matrix", "Costs", "Assurance", "Removed"])
def test_a_sheet_that_was_deleted(sheet: str) -> None:
    """A sheet that is missing is not taken for one without rows."""
    book = book_of()
    del book[sheet]
    with pytest.raises(InvalidExport, match=f"the sheet {sheet} is missing; put it back"):
        register_of("x.xlsx", saved(book))


@pytest.mark.parametrize("sheet", ["Register", "Risks", "Mitigations"])
def test_a_workbook_of_something_else(sheet: str) -> None:
    """A workbook without the sheets of an export is none."""
    book = book_of()
    del book[sheet]
    data = saved(book)
    assert not is_export("x.xlsx", data)
    with pytest.raises(UnreadableFile, match="no spreadsheet or CSV file that riskreg exported"):
        register_of("x.xlsx", data)


def test_a_sheet_emptied_to_the_last_cell() -> None:
    """A sheet without headings is told."""
    book = book_of()
    book["Costs"] = []
    with pytest.raises(InvalidExport, match="Costs: the sheet has no headings; put back its first row"):
        register_of("x.xlsx", saved(book))


# CSV


def csv_rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(register_csv(published(FOUND)).removeprefix("\ufeff"), newline="")))


def csv_saved(rows: list[list[str]], **form: Any) -> bytes:
    out = io.StringIO()
    csv.writer(out, **form).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("form", [{}, {"delimiter": ";"}, {"delimiter": "\t"}, {"quoting": csv.QUOTE_ALL}], ids=str)
def test_csv_saved_by_other_programs(form: dict[str, Any]) -> None:
    """CSV with other line ends, signs between the fields and quotes, without the mark at its start, is the same."""
    assert register_of("x.csv", csv_saved(csv_rows(), **form)) == FOUND


def csv_with(change: Callable[[list[list[str]]], None]) -> bytes:
    rows = csv_rows()
    change(rows)
    return csv_saved(rows)


def test_a_wrong_cell_of_csv_is_named() -> None:
    """The row, as a spreadsheet counts it, and the column are told."""

    def change(rows: list[list[str]]) -> None:
        at = next(n for n, row in enumerate(rows) if row[0] == "risk")
        rows[at][rows[0].index("raised")] = "01/09/2021"
        rows[at + 1][0] = "mitigaton"

    with pytest.raises(InvalidExport) as refused:
        register_of("x.csv", csv_with(change))
    said = str(refused.value)
    assert 'x.csv: row 16, column raised: risk.a.raised: found "01/09/2021", expected a date' in said
    assert 'x.csv: row 17, column record: found "mitigaton", expected what kind of row it is; did you mean' in said


def test_a_number_that_no_register_can_hold() -> None:
    """A cost of twenty digits is refused with its cell, not written into a file that could not be read again."""

    def change(rows: list[list[str]]) -> None:
        at = next(n for n, row in enumerate(rows) if row[0] == "cost")
        rows[at][rows[0].index("amount")] = "9" * 20

    with pytest.raises(InvalidExport, match=r"column amount: .*found a number of more than 64 bits"):
        register_of("x.csv", csv_with(change))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'record,risk,mitigation,id,title\nrisk,,,"a', "is no sound CSV file"),
        ("record,risk,mitigation,id,title\nrisk,,,a,caf\xe9".encode("latin-1"), 'is not UTF-8; save it as "CSV UTF-8'),
        (b"Risk,Mitigating action\nStaff leave,Train\n", "no spreadsheet or CSV file that riskreg exported"),
        (b"", "no spreadsheet or CSV file that riskreg exported"),
        (b"\x00\x01\x02", "no spreadsheet or CSV file that riskreg exported"),
    ],
)
def test_what_is_no_export(data: bytes, said: str) -> None:
    """A file that is no export, or is broken, is refused with what to do."""
    with pytest.raises(UnreadableFile, match=r"^x[.]csv: ") as refused:
        register_of("x.csv", data)
    assert said in str(refused.value)


def test_csv_without_a_register() -> None:
    """The headings alone are no register."""
    with pytest.raises(InvalidExport, match="the row that tells title and date is missing"):
        register_of("x.csv", csv_saved(csv_rows()[:1]))


# The command


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    file = tmp_path / "risks.xlsx"
    file.write_bytes(register_xlsx(published(FOUND)))
    return file


def test_import_prints_a_register(run: Run, workbook: Path) -> None:
    """Without a file to write, the register is printed in the canonical layout."""
    done = run("import", str(workbook))
    assert done.code == 0
    assert done.err == "riskreg: read from an export of riskreg: 2 risks and 2 mitigations\n"
    assert riskreg.loads(done.out) == FOUND


def test_import_writes_a_new_register(run: Run, workbook: Path) -> None:
    """The register is written, once; what is there already is never overwritten."""
    target = workbook.parent / "2022-11.toml"
    done = run("import", str(workbook), "--output", str(target))
    assert (done.code, done.out) == (0, "")
    read = "riskreg: read from an export of riskreg: 2 risks and 2 mitigations\n"
    assert done.err == f"riskreg: {target}: written\n{read}"
    assert riskreg.load(target) == FOUND
    before = target.read_bytes()
    again = run("import", str(workbook), "--output", str(target))
    assert (again.code, again.out) == (2, "")
    assert "is there already" in again.err
    assert target.read_bytes() == before


@pytest.mark.parametrize("option", [("--date", "2024"), ("--title", "x"), ("--table", "1"), ("--columns", "risk=1")])
def test_import_of_an_export_takes_no_options_of_a_report(run: Run, workbook: Path, option: tuple[str, str]) -> None:
    """An option that cannot apply to an export is refused by its name, never passed over."""
    done = run("import", str(workbook), *option)
    assert (done.code, done.out) == (2, "")
    assert option[0] in done.err


def test_import_into_a_folder_that_is_not_there(run: Run, workbook: Path) -> None:
    """Where the register cannot be written, that is said."""
    done = run("import", str(workbook), "--output", str(workbook.parent / "no" / "x.toml"))
    assert (done.code, done.out) == (2, "")
    assert "could not write" in done.err


def test_import_of_faults_writes_nothing(run: Run, tmp_path: Path) -> None:
    """A workbook with faults is refused with all of them, and no register is written."""
    file = tmp_path / "risks.xlsx"
    file.write_bytes(edited(("Risks", 2, "Response", "treet")))
    done = run("import", str(file), "--output", str(tmp_path / "x.toml"))
    assert (done.code, done.out) == (2, "")
    assert "Risks!M2: risk.a.response" in done.err
    assert not (tmp_path / "x.toml").exists()


def test_there_and_back(run: Run, tmp_path: Path) -> None:
    """A register that ships with the project goes out to a workbook and comes back to its own text."""
    folder = ROOT / "docs" / "example" / "registers"
    book = tmp_path / "x.xlsx"
    assert run("--registers", str(folder), "export", "2025-11", "-o", str(book)).code == 0
    done = run("import", str(book))
    assert done.out == (folder / "2025-11.toml").read_text(encoding="utf-8")


def test_import_without_the_library(run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library that reads workbooks is missing, it is named."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    done = run("import", str(workbook))
    assert done.code == 2
    assert 'pip install ".[excel]"' in done.err


def test_an_edited_export_becomes_the_register(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/export.md tells it: brought back, checked and put in the old one's place, git shows the edit alone."""
    root = Path(__file__).parents[1]
    shutil.copytree(root / "registers", tmp_path / "registers")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    monkeypatch.chdir(tmp_path)
    shutil.copy(root / "docs" / "example-edited.csv", "2022.csv")
    assert run("import", "2022.csv", "--output", "returned.toml").code == 0
    assert run("check", "returned.toml").code == 0
    Path("returned.toml").replace("registers/2022.toml")
    assert run("check").code == 0
    lines = git(tmp_path, "diff", "--unified=0", "registers/2022.toml").splitlines()
    edits = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert edits == ['-status = "planned"', '+status = "complete"']
