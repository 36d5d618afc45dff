"""`export --to csv`, `xlsx` and `json` hold all that a register holds, and what is read back is the same register."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest
from builders import FIVE, mitigation, points, register, removal, risk
from conftest import Run, process
from hypothesis import assume, given
from jsonschema import Draft202012Validator
from strategies import registers

import riskreg
from riskreg.errors import NotPossible
from riskreg.intake.exported import is_export, register_of
from riskreg.model.evidence import Assurance, Cost
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.store.plain import plain, restored
from riskreg.tables.as_csv import with_guard, without_guard
from riskreg.tables.export_csv import register_csv
from riskreg.tables.export_json import register_json
from riskreg.tables.export_xlsx import MOST, register_xlsx
from riskreg.tables.published import published

ROOT = Path(__file__).parents[1]
SERIES = [ROOT / "registers", ROOT / "docs" / "example" / "registers"]
REAL = [path for folder in SERIES for path in sorted(folder.glob("*.toml"))]


def as_csv(found: Register) -> bytes:
    return register_csv(published(found, include_exempt=True)).encode()


def as_xlsx(found: Register) -> bytes:
    return register_xlsx(published(found, include_exempt=True))


def as_json(found: Register) -> dict[str, Any]:
    data = json.loads(register_json(published(found, include_exempt=True)))
    assert isinstance(data, dict)
    return data


@given(registers())
def test_csv_is_lossless(found: Register) -> None:
    """Whatever a register holds, its CSV file gives the same register back."""
    data = as_csv(found)
    assert is_export("x.csv", data)
    assert register_of("x.csv", data) == found


@given(registers())
def test_a_workbook_is_lossless(found: Register) -> None:
    """Whatever a register holds, its workbook gives the same register back."""
    assume(not {"\ufffe", "\uffff"} & set(riskreg.dumps(found)))
    data = as_xlsx(found)
    assert is_export("x.xlsx", data)
    assert register_of("x.xlsx", data) == found


@given(registers())
def test_plain_data_are_lossless(found: Register) -> None:
    """A register as plain data gives the same register back, by the rules of a file."""
    assert restored(plain(found)) == found


@pytest.mark.no_cover
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_registers_come_back(path: Path) -> None:
    """The registers that the project ships come back from every form, down to the text of their files."""
    found = riskreg.load(path)
    for name, data in (("x.csv", as_csv(found)), ("x.xlsx", as_xlsx(found))):
        assert riskreg.dumps(register_of(name, data)) == riskreg.dumps(found)


UNKIND = [
    "1e5",
    "007",
    "1.10",
    "-5",
    "'-5",
    "'",
    "''",
    "'x",
    "=1+1",
    "'=1+1",
    " =1",
    "\u00a0=1",
    "+44",
    "@SUM(1)",
    "\t=1",
    "-5+cmd",
    '=HYPERLINK("http://x.example")',
    "http://x.example",
    "mailto:x@x.example",
    "internal:Risks!A1",
    "{=1}",
    " leading",
    "trailing ",
    "one\n\n two\n",
    "2022-11-16",
    "TRUE",
    "#N/A",
    "<r>x</r>",
    "<r><t>a</t></r>",
    "_x0041_",
    "_x000D_",
    "<script>alert(1)</script>",
    "&amp; &lt;",
    'a "quoted" word',
    "a;b,c\td|e",
    "£ é 文 \U0001f600",
    "x" * MOST,
]


@pytest.mark.parametrize("text", UNKIND, ids=lambda text: repr(text[:12]))
def test_text_stays_text(text: str) -> None:
    """Text that looks like a number, a date, a formula, a link or markup is the same text when it comes back."""
    found = register("2021", risk("a", mitigation("m", text, note=text), note=text, assurance=(Assurance("B", text),)))
    assert register_of("x.csv", as_csv(found)) == found
    assert register_of("x.xlsx", as_xlsx(found)) == found


@pytest.mark.parametrize("text", UNKIND, ids=lambda text: repr(text[:12]))
def test_no_cell_is_run(text: str) -> None:
    """No form has a formula or a link, and no CSV cell begins with a sign that a spreadsheet runs."""
    found = register("2021", risk("a", description=text, category=text.strip().replace("\n", " ").replace("\t", " ")))
    with zipfile.ZipFile(io.BytesIO(as_xlsx(found))) as book:
        parts = b"".join(book.read(part) for part in book.namelist())
    assert b"<f>" not in parts
    assert b"<hyperlink" not in parts
    assert b"relationships/hyperlink" not in parts
    for row in csv.reader(io.StringIO(as_csv(found).decode("utf-8-sig"), newline="")):
        assert not [cell for cell in row if re.match(r"[\s]*[=+@\t]", cell)]


@given(registers())
def test_the_guard_comes_off(found: Register) -> None:
    """The apostrophe that guards a cell comes off again, and only that one."""
    for record in found.risks:
        for text in filter(None, (record.title, record.note, record.wording)):
            for unkind in (text, f"={text}", f"'={text}", f"''{text}", f"-{text}", f"' -{text}"):
                assert without_guard(with_guard(unkind)) == unkind


def test_numbers_are_numbers() -> None:
    """What is a number in the register is one in the workbook, text is never one, and a long number is kept whole."""
    from python_calamine import CalamineWorkbook

    costs = (Cost(-3_000_000, "2021"), Cost(1_234_567_890_123_456_789))
    found = register("2021", risk("a", mitigation("m", "1", cost=costs), number="7", current=points(4, 5)), matrix=FIVE)
    data = as_xlsx(found)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    risks = dict(zip(*book.get_sheet_by_name("Risks").to_python(), strict=True))
    assert risks["Number"] == "7"
    assert (risks["Current likelihood"], risks["Current impact"]) == (4.0, 5.0)
    assert [row[2] for row in book.get_sheet_by_name("Costs").to_python()[1:]] == [-3e6, "1234567890123456789"]
    assert register_of("x.xlsx", data) == found


def test_a_workbook_is_fit_for_use() -> None:
    """Each sheet has its headings frozen and repeated in print; one with rows is a table; none is hidden."""
    found = register(
        "2021",
        risk("a", mitigation("m", cost=(Cost(1),)), assurance=(Assurance("Ofsted", "Well"),)),
        removed=[removal("b")],
        matrix=FIVE,
    )
    with zipfile.ZipFile(io.BytesIO(as_xlsx(found))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    names = ["Register", "Matrix", "Risks", "Mitigations", "Costs", "Assurance", "Removed"]
    assert re.findall(r'<sheet name="(\w+)"', parts["xl/workbook.xml"]) == names
    assert "hidden" not in parts["xl/workbook.xml"].replace('hidden="0"', "")
    assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == len(names)
    sheets = [parts[f"xl/worksheets/sheet{n}.xml"] for n in range(1, len(names) + 1)]
    assert all('state="frozen"' in sheet for sheet in sheets)
    assert all("<tablePart " in sheet for sheet in sheets)
    assert '"treat,tolerate,transfer,terminate"' in sheets[2]


def test_too_long_for_a_cell() -> None:
    """A text that no cell of Excel can hold is refused, with what it is; CSV takes it."""
    found = register("2021", risk("a", mitigation("m", "x" * (MOST + 1))))
    with pytest.raises(NotPossible, match=r"mitigation a m: action has 32,768 characters.*--to csv"):
        as_xlsx(found)
    assert register_of("x.csv", as_csv(found)) == found
    # Excel counts a character beyond the first 65,536 as two.
    with pytest.raises(NotPossible, match="risk a: note has 40,000"):
        as_xlsx(register("2021", risk("a", note="\U0001f600" * 20_000)))


def test_a_code_that_is_no_character() -> None:
    """What XML cannot hold is refused rather than changed."""
    with pytest.raises(NotPossible, match="risk a: note holds a code that stands for no character"):
        as_xlsx(register("2021", risk("a", note="x\uffff")))


def test_very_long_text_in_csv() -> None:
    """A field longer than the csv library takes by itself is read, and the library is left as it was."""
    before = csv.field_size_limit()
    found = register("2021", risk("a", note="x" * 200_000))
    assert register_of("x.csv", as_csv(found)) == found
    assert csv.field_size_limit() == before


def test_the_csv_of_a_spreadsheet() -> None:
    """The first column says what a row is, the first row what a column is, and Excel is told that it is UTF-8."""
    found = register("2021", risk("a", mitigation("m", "Recruit: £5"), title="Staff leave"), title="Corporate risks")
    data = as_csv(found)
    assert data.startswith(b"\xef\xbb\xbfrecord,risk,mitigation,id,title,action,status,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["record"], row["risk"], row["id"], row["title"], row["action"]) for row in rows] == [
        ("register", "", "", "Corporate risks", ""),
        ("risk", "", "a", "Staff leave", ""),
        ("mitigation", "a", "m", "", "Recruit: £5"),
    ]


@pytest.mark.parametrize("form", ["csv", "json", "html", "xlsx"])
def test_same_bytes_every_time(form: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs of the program, in two processes, time zones and places, write the same bytes."""
    words = ("--registers", str(ROOT / "registers"), "export", "2022", "--output", f"out.{form}")
    monkeypatch.chdir(tmp_path)
    assert run(*words).code == 0
    (tmp_path / "other").mkdir()
    assert process(*words, cwd=tmp_path / "other", env={"TZ": "UTC-14"}).code == 0
    made = (tmp_path / f"out.{form}").read_bytes()
    assert made == (tmp_path / "other" / f"out.{form}").read_bytes()
    assert str(dt.datetime.now(dt.UTC).year).encode() not in made


# JSON

SCHEMA = json.loads((ROOT / "docs" / "register.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)


def problems(data: object) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in VALID.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    """It is valid by the rules of its own dialect."""
    Draft202012Validator.check_schema(SCHEMA)


@given(registers())
def test_json_is_what_the_schema_says(found: Register) -> None:
    """Whatever a register holds, its JSON is valid, and says all of it."""
    data = as_json(found)
    assert problems(data) == []
    assert restored(from_json(data)) == found


DATES = {"date", "by", "since", "due", "raised", "reviewed"}


def from_json(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a register file, from its JSON."""
    document: dict[str, Any] = {key: data[key] for key in ("register", "matrix") if key in data}
    for item in data["risks"]:
        if item["mitigations"]:
            item["mitigation"] = _keyed(item["mitigations"])
        del item["mitigations"]
    document |= {key: _keyed(data[name]) for key, name in (("risk", "risks"), ("removed", "removed")) if data[name]}
    return {key: _dated(value) for key, value in document.items()}


def _keyed(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {item.pop("id"): item for item in items}


def _dated(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _dated(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    is_day = key in DATES and isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
    return dt.date.fromisoformat(value) if is_day else value


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("register", "date"), "soon"),
        (("risks", 0, "response"), "treet"),
        (("risks", 0, "colour"), "red"),
        (("risks", 0, "id"), "a b"),
        (("removed", 0, "reason"), "gone"),
        (("risks", 0, "mitigations", 0, "cost"), [{"amount": 1.5}]),
        (("risks", 0, "evidence"), ["2021"]),
    ],
    ids=str,
)
def test_the_schema_lets_nothing_else_pass(place: tuple[Any, ...], wrong: object) -> None:
    """A value that is not what its key holds does not pass."""
    data = as_json(register("2021", risk("a", mitigation("m")), removed=[removal("b")]))
    assert problems(data) == []
    holder: Any = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = wrong
    assert len(problems(data)) == 1


@pytest.mark.parametrize(
    ("record", "schema"),
    [
        (Register, SCHEMA["properties"]["register"]),
        (Risk, SCHEMA["$defs"]["risk"]),
        (Mitigation, SCHEMA["$defs"]["mitigation"]),
        (Removal, SCHEMA["properties"]["removed"]["items"]),
        (Cost, SCHEMA["$defs"]["mitigation"]["properties"]["cost"]["items"]),
    ],
)
def test_the_schema_describes_every_field(record: type[attrs.AttrsInstance], schema: dict[str, Any]) -> None:
    """Each field of a record has its key in the schema, with a sentence on it."""
    apart = {"risks", "removed", "matrix"} if record is Register else set()
    keys = {a.name.replace("_", "-") for a in attrs.fields(record)} - apart
    assert set(schema["properties"]) == keys
    assert all("description" in entry for entry in schema["properties"].values())


# The command


def test_the_form_comes_from_the_ending(run: Run, tmp_path: Path) -> None:
    """Where no form is named, the ending of the file names it."""
    at = ("--registers", str(ROOT / "registers"))
    for ending, start in ((".csv", b"\xef\xbb\xbfrecord"), (".json", b"{"), (".htm", b"<!DOCTYPE"), (".XLSX", b"PK")):
        file = tmp_path / f"out{ending}"
        assert run(*at, "export", "2022", "-o", str(file)).code == 0
        assert file.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "2022"), "no form was named; add --to html, --to xlsx, --to csv, --to json or --to docx"),
        (("export", "2022", "-o", "x.doc"), "x.doc is called a document of another kind than .docx, which this"),
        (("export", "2022", "-o", "x.txt"), "the ending of x.txt names no form; add --to html"),
        (("export", "2022", "--to", "xlsx"), "xlsx is no text for a screen; add --output FILE.xlsx"),
        (("export", "2022", "--to", "docx"), "docx is no text for a screen; add --output FILE.docx"),
        (("export", "1999", "--to", "csv"), 'no register "1999"'),
    ],
)
def test_what_export_refuses(run: Run, words: tuple[str, ...], said: str) -> None:
    """What cannot be exported is refused with what to type, and exit code 2."""
    done = run("--registers", str(ROOT / "registers"), *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_text_goes_to_the_screen(run: Run) -> None:
    """Without a file, text forms are printed."""
    done = run("--registers", str(ROOT / "registers"), "export", "2022", "--to", "json")
    assert done.code == 0
    assert problems(json.loads(done.out)) == []


def test_a_workbook_through_a_pipe(tmp_path: Path) -> None:
    """With `-` for the file a workbook goes to the standard output, byte for byte."""
    at = ("--registers", str(ROOT / "registers"), "export", "2022", "--to", "xlsx", "--output")
    piped = process(*at, "-", cwd=tmp_path)
    assert (piped.code, piped.err) == (0, b"")
    assert process(*at, "x.xlsx", cwd=tmp_path).code == 0
    assert piped.out == (tmp_path / "x.xlsx").read_bytes()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_without_the_library_text_forms_work(form: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook needs its library and says which; nothing else does."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    at = ("--registers", str(ROOT / "registers"), "export", "2022", "--output")
    done = run(*at, "x.xlsx")
    assert (done.code, done.out) == (2, "")
    assert 'pip install ".[excel]"' in done.err
    assert run(*at, "-", "--to", form).code == 0


def test_one_form_is_named_and_not_two(run: Run, tmp_path: Path) -> None:
    """A page is not written into what is called a workbook, and what stood there stays."""
    file = tmp_path / "risks.xlsx"
    file.write_bytes(b"mine")
    done = run("export", "2022", "--to", "html", "--output", str(file))
    assert done.code == 2
    assert "name two forms" in done.err
    assert file.read_bytes() == b"mine"
