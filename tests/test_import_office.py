"""Word, PDF and Excel through the whole program: a draft that `check` accepts, and one message for what is hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run
from office import cell, docx, packed, par, pdf, row, table, xlsx

from riskreg.store.read import load

TABLE = [
    ("Ref", "Risk", "Mitigating action", "Owner"),
    ("H1", "Storms close the harbour", "Raise the quay", "Harbour Master"),
    ("H2", "Pilots retire too soon", "Train two a year", "Head of Pilotage"),
]


def word() -> bytes:
    """The table in a Word document."""
    return docx(par("4 March 2024") + table(*(row(*cells) for cells in TABLE)))


def workbook() -> bytes:
    """The table in a workbook."""
    rows = (
        f'<row r="{n}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in cells) + "</row>"
        for n, cells in enumerate(TABLE, 1)
    )
    return xlsx("".join(rows))


def paper() -> bytes:
    """The table in a PDF, with lines."""
    xs, ys = (50.0, 90.0, 250.0, 420.0, 560.0), (80.0, 110.0, 140.0, 170.0)
    words = [(xs[c] + 4, ys[r] + 18, text) for r, cells in enumerate(TABLE) for c, text in enumerate(cells)]
    return pdf(words, ruled=[(xs, ys)])


FORMS: dict[str, Callable[[], bytes]] = {"docx": word, "xlsx": workbook, "pdf": paper}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without registers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registers").mkdir()
    return tmp_path


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_of_each_form_passes_check(here: Path, run: Run, form: str) -> None:
    """The risks of the table are drafted with their numbers, actions and owners, and `check` finds no fault in it."""
    (here / f"report.{form}").write_bytes(FORMS[form]())
    done = run("import", f"report.{form}", "--date", "2024-03-04", "--output", "registers/2024-03.toml")
    assert (done.code, done.out) == (0, "")
    assert "2 risks from 2 rows" in done.err
    made = load(here / "registers" / "2024-03.toml")
    assert [(r.number, r.title, r.mitigations[0].action, r.owner) for r in made.risks] == TABLE[1:]
    assert run("check").code == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["report.docx", "report.xlsx", "report.pdf", "report.txt", "report"])
def test_a_document_is_read_as_what_it_is(here: Path, run: Run, form: str, name: str) -> None:
    """The bytes say what a document is, not its name; a name that promises another form is told of."""
    (here / name).write_bytes(FORMS[form]())
    done = run("import", name, "--date", "2024", "--format", "json")
    assert done.code == 0
    assert ("was read as what it is" in done.err) == (not name.endswith(form) and name != "report")


def with_part(data: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip-based file with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    part = parts[path]
    parts[path] = change(part if isinstance(part, bytes) else part.encode())
    return packed(parts)


def locked(data: bytes) -> bytes:
    """A zip of which every part says that it has a password."""
    made = bytearray(data)
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = made.find(sign)
        while place >= 0:
            made[place + at] |= 1
            place = made.find(sign, place + 4)
    return bytes(made)


DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
DOCTYPE = b"<!DOCTYPE x [<!ENTITY a 'b'>]>"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (lambda: with_part(word(), DOCUMENT, lambda p: p + b" " * (51 << 20)), "unpacks to"),
    "bomb.xlsx": (lambda: with_part(workbook(), SHEET, lambda p: p + b" " * (51 << 20)), "unpacks to"),
    "entities.docx": (lambda: with_part(word(), DOCUMENT, lambda p: DOCTYPE + p), "DOCTYPE"),
    "entities.xlsx": (lambda: with_part(workbook(), SHEET, lambda p: DOCTYPE + p), "DOCTYPE"),
    "far.xlsx": (lambda: with_part(workbook(), SHEET, lambda p: p.replace(b"</sheetData>", FAR)), "XFD1048576"),
    "deep.docx": (lambda: docx("<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400), "broken"),
    "locked.docx": (lambda: locked(word()), "locked with a password"),
    "locked.pdf": (lambda: pdf([(72.0, 90.0, "Risk")], password="open sesame"), "locked with a password"),  # noqa: S106
    "scan.pdf": (lambda: pdf([]), "no text"),
    "cut.docx": (lambda: word()[:700], "cut short or broken"),
    "cut.xlsx": (lambda: workbook()[:700], "cut short or broken"),
    "cut.pdf": (lambda: paper()[:500], "cut short or broken"),
    "one.docx": (lambda: docx(table(row(cell("Risk"), cell("Mitigating action")))), "holds no risk table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_one_clear_message(here: Path, run: Run, name: str) -> None:
    """A hostile or broken file is refused in one line with its name, and nothing is drafted."""
    make, said = HOSTILE[name]
    (here / name).write_bytes(make())
    done = run("import", name, "--date", "2024")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"riskreg: {name}")
    assert said in done.err
    assert done.err.count("\n") == 1
