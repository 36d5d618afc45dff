"""A paper that went through LibreOffice, as .docx or as OpenDocument, is refreshed as before."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from word_files import COLUMNS, PLACE, ROWS, added, block, document, filled, main_part, mark, outside, paragraph

from riskreg.papers.word import read_word
from riskreg.tables.block import Block
from riskreg.tables.table import Table

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.xdist_group("libreoffice"),
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]

OTHER_TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
BLOCKS = {
    "whole": block(),
    "without footnotes": Block(Table("Changes", COLUMNS, ROWS, ("It held 2.",)), "Heading"),
    "caption and table": Block(Table("Changes", COLUMNS, ROWS)),
    "table": Block(Table("", COLUMNS, ROWS)),
}
SURROUNDINGS = {
    "text": (paragraph("Before"), paragraph("After")),
    "nothing": ("", ""),
    "tables": (OTHER_TABLE, OTHER_TABLE + "<w:p/>"),
    "control": (
        paragraph("Before") + "<w:sdt><w:sdtPr/><w:sdtContent>",
        "</w:sdtContent></w:sdt>" + paragraph("After"),
    ),
}


def converted(files: Sequence[Path], kind: str, out: Path) -> list[Path]:
    """The files in another format, or in their own, as LibreOffice writes them."""
    profile = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    words = [OFFICE or "soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    return [out / f"{file.stem}.{kind}" for file in files]


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every block in every surrounding, before and after two trips."""
    folder = tmp_path_factory.mktemp("trips")
    files = []
    for around, (before, after) in SURROUNDINGS.items():
        for name, made in BLOCKS.items():
            data = added(document(before, PLACE, after), made)
            files.append(folder / f"{around} {name}.docx")
            files[-1].write_bytes(data)
    converted(converted(files, "odt", folder / "between"), "docx", folder / "odt")
    converted(files, "docx", folder / "docx")
    return folder


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("trip", ["docx", "odt"])
def test_a_trip_through_libreoffice_loses_no_mark(trips: Path, trip: str, around: str, name: str) -> None:
    """The mark is found, its digest holds, a refresh replaces the one table, and a second refresh changes nothing."""
    data = (trips / trip / f"{around} {name}.docx").read_bytes()
    assert mark(data).stated == mark(data).actual
    tables = main_part(data).count(b"<w:tbl>")
    again = filled(data, block([(1, "Another", "risk")]))
    assert main_part(again).count(b"<w:tbl>") == tables
    assert main_part(again).count(b"riskreg_changes__") == 1
    before, after = outside(main_part(again), "changes")
    assert main_part(data).startswith(before)
    assert main_part(data).endswith(after)
    assert filled(again, block([(1, "Another", "risk")])) == again
    assert b"w:tblCaption" in main_part(again)


@pytest.mark.parametrize("trip", ["docx", "odt"])
def test_house_style_survives_the_trip(trips: Path, trip: str) -> None:
    """Borders, heading and width of the table are after the refresh what LibreOffice made of them."""
    data = (trips / trip / "text whole.docx").read_bytes()
    made = main_part(filled(data, block())).decode()
    assert made.count("<w:tblHeader/>") == 1
    assert "Heading2" in made or "berschrift2" in made
    assert "<w:tcBorders>" in made or "<w:tblBorders>" in made or "Tabellenraster" in made


def test_an_edit_made_in_libreoffice_is_seen(tmp_path: Path) -> None:
    """An edit on the way is an edit, not a damaged mark."""
    data = added(document(PLACE, paragraph("After")), block())
    changed = main_part(data).replace(b"Staff leave", b"Staff stay!")
    file = tmp_path / "paper.docx"
    file.write_bytes(read_word("p.docx", data).document.package.replaced("word/document.xml", changed))  # type: ignore[attr-defined]
    back = converted([file], "docx", tmp_path / "back")[0].read_bytes()
    assert mark(back).stated == mark(data).stated
    assert mark(back).stated != mark(back).actual
    assert main_part(filled(back, block())).count(b"<w:tbl>") == 1
