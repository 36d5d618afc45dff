"""The example paper says what the registers say today, and is one that a committee can be given."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from conftest import Run
from docx.table import Table
from PIL import Image

from riskreg import load

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[1]
PAPERS = ("docs/example-paper.docx", "docs/example-paper.md")
REGISTERS = ("registers/2021.toml", "registers/2022.toml")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the papers and of what they are made from, as the working folder."""
    for name in (*PAPERS, *REGISTERS, "riskreg.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tables() -> list[Table]:
    return list(docx.Document(str(ROOT / PAPERS[0])).tables)


def rows(table: Table) -> Iterator[list[str]]:
    return ([cell.text for cell in row.cells] for row in table.rows)


def test_the_papers_are_fresh(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they show is what the registers of the project say."""
    monkeypatch.chdir(ROOT)
    done = run("embed", *PAPERS, "--check")
    assert (done.code, done.err) == (0, "")
    assert done.out == "".join(f"{paper}: up to date\n" for paper in PAPERS)


def test_a_change_in_a_register_makes_them_stale(copy: Path, run: Run) -> None:
    """Where a register says something else, the check fails, and a refresh puts it right."""
    text = (copy / REGISTERS[1]).read_text(encoding="utf-8")
    changed = text.replace('action = "Staff conferences"', 'action = "Conferences for staff"')
    assert changed != text
    (copy / REGISTERS[1]).write_text(changed, encoding="utf-8")
    done = run("embed", *PAPERS, "--check")
    assert done.code == 1
    for paper in PAPERS:
        assert f"{paper}: register " in done.out
        assert f"{paper}: changes_in_full " in done.out
        assert f"{paper}: changes " not in done.out
    assert run("embed", *PAPERS).code == 0
    assert run("embed", *PAPERS, "--check").code == 0
    assert "Conferences for staff" in (copy / PAPERS[1]).read_text(encoding="utf-8")


def test_both_papers_say_the_same() -> None:
    """The one in Markdown has every paragraph of the one in Word, outside the tables."""
    markdown = " ".join((ROOT / PAPERS[1]).read_text(encoding="utf-8").split())
    for paragraph in docx.Document(str(ROOT / PAPERS[0])).paragraphs:
        text = re.sub(r"^(To|Council|Registers|Status)\t", r"**\1:** ", paragraph.text).replace("\t", " ")
        assert text.removeprefix("[1]") in markdown, text


def test_the_tables_can_be_read_aloud() -> None:
    """A row of headings that repeats, whole rows, a name for each table, and no empty cell."""
    found = tables()
    assert len(found) == 4
    for table in found:
        first, *others = table._tbl.tr_lst
        assert first.xpath("./w:trPr/w:tblHeader")
        assert not [row for row in others if row.xpath("./w:trPr/w:tblHeader")]
        assert not [row for row in (first, *others) if not row.xpath("./w:trPr/w:cantSplit")]
        assert table._tbl.xpath("./w:tblPr/w:tblCaption")
        assert not [cells for cells in rows(table) if not all(map(str.strip, cells))]


def test_no_id_is_told() -> None:
    """Risks and actions stand under their words: no id that could not be one of them is in a table."""
    text = "\n".join("\n".join(cells) for table in tables() for cells in rows(table))
    registers = [load(ROOT / name) for name in REGISTERS]
    ids = {id for r in registers for risk in r.risks for id in (risk.id, *(m.id for m in risk.mitigations))}
    assert not [id for id in ids if "-" in id and re.search(rf"(?<![\w-]){id}(?![\w-])", text) and id not in WORDS]


WORDS = {"self-evaluation", "problem-solving"}
"""Ids that are words of the language too."""


def test_the_paper_has_page_numbers_and_a_language() -> None:
    """Each page says which it is, and a program that reads aloud knows in which language."""
    with zipfile.ZipFile(ROOT / PAPERS[0]) as archive:
        footer = archive.read("word/footer1.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", footer) == ["PAGE", "NUMPAGES"]
    assert 'w:lang w:val="en-GB"' in styles


def test_the_matrix_is_that_of_the_example_series(run: Run, tmp_path: Path) -> None:
    """The picture in the Word paper says in words what the command says today, and has a text for who cannot see it."""
    example = str(ROOT / "docs" / "example" / "registers")
    fresh = tmp_path / "matrix.png"
    assert run("--registers", example, "matrix", "2025-09", "2025-11", "--output", str(fresh)).code == 0
    with zipfile.ZipFile(ROOT / PAPERS[0]) as archive:
        (name,) = [n for n in archive.namelist() if n.startswith("word/media/")]
        with Image.open(io.BytesIO(archive.read(name))) as shown, Image.open(fresh) as drawn:
            assert shown.info["Description"] == drawn.info["Description"]
        assert 'descr="A matrix of 5 steps' in archive.read("word/document.xml").decode()
