"""Workbooks that would exhaust the machine, or end the program, are refused before the library sees them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import register, risk
from conftest import Run

from riskreg.errors import UnreadableFile
from riskreg.intake.container import LARGEST_PART
from riskreg.intake.exported import register_of
from riskreg.intake.workbook_guard import safe_workbook
from riskreg.tables.export_xlsx import register_xlsx
from riskreg.tables.published import published

FOUND = register("2021", risk("a", title="Staff leave"))
GOOD = register_xlsx(published(FOUND))
RISKS = "xl/worksheets/sheet3.xml"


def with_parts(changed: Mapping[str, bytes]) -> bytes:
    """The good workbook with some of its parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in dict.fromkeys((*good.namelist(), *changed)):
            made.writestr(name, changed[name] if name in changed else good.read(name))
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        return good.read(name)


def cell(reference: str) -> bytes:
    """The sheet of risks with one more cell."""
    row = "".join(c for c in reference if c.isdigit())
    more = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return part(RISKS).replace(b"</sheetData>", more.encode())


STRINGS = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
LONG = STRINGS + b"<si><t>" + b"".join(b"%d " % n for n in range(300_000)) + b"</t></si></sst>"
MANY = part(RISKS).replace(
    b"</sheetData>",
    b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(9, 109)) + b"</sheetData>",
)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

ERROR = b'<row r="9"><c r="C9" t="e"><v>#N/A</v></c></row></sheetData>'

REFUSED = {
    "error": ({RISKS: part(RISKS).replace(b"</sheetData>", ERROR)}, "cell C9 of sheet3 holds an error"),
    "far cell": ({RISKS: cell("XFD1048576")}, "reaches to cell XFD1048576: 16,384 columns"),
    "far column": ({RISKS: cell("ZZ2")}, "reaches to cell ZZ2: 702 columns"),
    "far row": ({RISKS: cell("Z90000")}, "3,060,000 cells"),
    "no place": ({RISKS: cell("1")}, "is no sound workbook"),
    "doctype": ({RISKS: ENTITY}, "DOCTYPE"),
    "no XML": ({RISKS: b"<a><b></a>"}, "sheet sheet3 is broken"),
    "bomb": ({"xl/media/x.png": b"\0" * (LARGEST_PART + 1)}, "unpacks to 50 MiB"),
    "repeated text": ({"xl/sharedStrings.xml": LONG, RISKS: MANY}, "repeats more text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_workbooks_are_refused(case: str) -> None:
    """Each is refused with one clear message."""
    changed, said = REFUSED[case]
    with pytest.raises(UnreadableFile) as refused:
        register_of("x.xlsx", with_parts(changed)) if case != "bomb" else safe_workbook(with_parts(changed), "x.xlsx")
    assert said in str(refused.value)
    assert str(refused.value).startswith("x.xlsx: ")


def test_the_good_one_passes() -> None:
    """What the cases above are made of is not refused, and cells that are only formatted do not count."""
    formatted = part(RISKS).replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    assert register_of("x.xlsx", GOOD) == FOUND
    assert register_of("x.xlsx", with_parts({RISKS: formatted})) == FOUND


def test_a_size_that_lies() -> None:
    """A part that unpacks to more than its zip file says is cut off and refused, not unpacked."""
    data = bytearray(with_parts({"xl/media/x.bin": b"\0" * 1_000_000}))
    size = (1_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match="it is cut short or broken"):
        safe_workbook(bytes(data), "x.xlsx")


@pytest.mark.parametrize("cut", [10, 100, 3000, len(GOOD) - 30])
def test_a_broken_file_is_refused(cut: int, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that ends too early is refused by the program with one message and exit code 2."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.xlsx").write_bytes(GOOD[:cut])
    done = run("import", "x.xlsx")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("riskreg: x.xlsx: ")
    assert done.err.count("\n") == 1


def test_parts_twice() -> None:
    """A zip file that holds a part twice may mean two things, and is refused."""
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr(RISKS, b"<x/>")
    with pytest.raises(UnreadableFile, match="two parts of one name"):
        safe_workbook(out.getvalue(), "x.xlsx")
