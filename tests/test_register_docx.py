"""A whole register as a Word document: complete, accessible, the same bytes every time, and silent on exempt risks."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import conftest
import docx
from attrs import evolve
from builders import FIVE, mitigation, points, register, removal, risk
from conftest import Run
from hypothesis import given
from strategies import registers

from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.papers.register_docx import register_document
from riskreg.papers.word import read_word

ACADEMY = mitigation("academy", "Start an academy", status="in place", supersedes=["secret.lid", "teacup.lid"])
RISKS = register(
    "2022-11-16",
    risk("turnover", ACADEMY, current=points(4, 4), place="5.1"),
    risk("secret", mitigation("hush", "Say nothing of Operation Teapot"), exempt=True, title="Teapot is hidden"),
    risk("money", supersedes=["teacup", "cash"], evidence=(Evidence("2021", "para 3"),)),
    removed=[removal("teacup", note="It was a storm"), removal("open")],
    matrix=FIVE,
    title="Risks & <hopes>",
    source="2022-11",
)


def texts(data: bytes) -> str:
    """Every byte of every part, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


def test_an_independent_reader_finds_everything_in_order() -> None:
    """Title, summary, the table of all risks, each risk under its own heading, sources."""
    paper = docx.Document(io.BytesIO(register_document(RISKS, "2022", hidden_ids=frozenset({"teacup"}))))
    headed = [(p.style.name, p.text) for p in paper.paragraphs if p.style and p.style.name != "Normal"]
    assert headed == [
        ("Title", "Risks & <hopes>, 2022-11-16"),
        ("Heading 1", "Summary"),
        ("Heading 1", "All risks"),
        ("Caption", "Risks & <hopes>, 2022-11-16 (register 2022)"),
        ("Heading 1", "Each risk"),
        ("Heading 2", "The risk turnover"),
        ("Heading 3", "Mitigating actions: The risk turnover"),
        ("Heading 2", "The risk money"),
        ("Heading 1", "Sources"),
        ("Caption", "Where each statement stands"),
    ]
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    assert cells[0][1] == ["turnover", "The risk turnover", "L4 × I4 = 16 Red"]
    assert ["Current score", "L4 × I4 = 16 Red"] in cells[1]
    assert cells[2] == [["Id", "Action", "Status"], ["academy", "Start an academy", "in place"]]
    assert cells[4][1:] == [["2022-11", "5.1", "The risk turnover"], ["2021", "para 3", "The risk money"]]
    assert paper.core_properties.title == "Risks & <hopes>, 2022-11-16"
    assert (paper.core_properties.language, paper.core_properties.author) == ("en-GB", "")


def test_tables_are_described_and_their_headings_repeat() -> None:
    """Each table has a caption, a description and a header row that repeats; no cell is empty or merged."""
    data = register_document(RISKS, "2022")
    main = texts(data)
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", main)
    assert len(tables) == 5
    for table in tables:
        assert re.search(r'<w:tblCaption w:val="[^"]+"/><w:tblDescription w:val="[^"]+"/>', table)
        assert table.count("<w:tblHeader/>") == 1
        assert table.count("<w:cantSplit/>") == table.count("<w:tr>")
        assert not re.search("gridSpan|vMerge", table)
        assert all(re.search("<w:t [^>]*>[^<]", cell) for cell in re.findall("<w:tc>.*?</w:tc>", table))
    assert '<w:lang w:val="en-GB"' in main


def test_nothing_tells_of_exempt_risks_but_their_number() -> None:
    """Neither they nor their actions, nor what became of earlier ones, is in any byte of any part."""
    said = texts(register_document(RISKS, "2022", hidden_ids=frozenset({"teacup"})))
    assert not re.search("teapot|secret|[.]lid|hush|teacup|storm", said, re.IGNORECASE)
    assert "EXEMPT" not in said
    assert "1 exempt risk not shown." in said
    assert "1 removal of exempt risks not shown." in said
    assert "2 risks with 1 mitigating action" in said
    assert "cash" in said


def test_exempt_risks_that_are_asked_for_mark_title_and_header() -> None:
    """With `include_exempt` they are there, and every page says so."""
    data = register_document(RISKS, "2022", include_exempt=True, hidden_ids=frozenset({"teacup"}))
    paper = docx.Document(io.BytesIO(data))
    assert paper.core_properties.title == "EXEMPT: Risks & <hopes>, 2022-11-16"
    assert paper.sections[0].header.paragraphs[0].text == "EXEMPT from publication"
    assert "EXEMPT: Teapot is hidden" in [p.text for p in paper.paragraphs]
    assert "teacup" in texts(data)


def test_a_register_without_risks_says_so() -> None:
    """An empty register is a document too."""
    said = [p.text for p in docx.Document(io.BytesIO(register_document(register("2022"), "2022"))).paragraphs]
    assert "The register states no risks." in said


@given(given=registers())
def test_any_register_becomes_a_sound_document(given: Register) -> None:
    """The bytes are the same every time, a Word paper can be read from them, and every shown title is in it."""
    data = register_document(given, "x")
    assert data == register_document(given, "x")
    assert read_word("x.docx", data).marks == ()
    bare = evolve(given, risks=tuple(r for r in given.risks if not r.exempt))
    paper = docx.Document(io.BytesIO(register_document(bare, "x")))
    assert sum(1 for p in paper.paragraphs if p.style and p.style.name == "Heading 2") == len(bare.risks)


def test_the_export_is_written_for_people(tmp_path: Path, run: Run) -> None:
    """Risks that were left out are named by their last titles, and dates are printed as the council prints them."""
    first = conftest.register('"2021-03"', rest='[risk.flood]\ntitle = "Rivers rise"\n')
    second = conftest.register('"2021-09"', rest='[risk.flood]\ntitle = "Rivers flood the town"\n')
    third = conftest.register("2022-11-16", rest='raised = 2020-01-31\n[removed.flood]\nreason = "closed"\n')
    folder = conftest.folder_of(tmp_path, {"2021-03": first, "2021-09": second, "2022": third})
    printed = {"": "16 November 2022", 'dates = "short"\n': "16/11/2022", 'dates = "iso"\n': "2022-11-16"}
    for settings, date in printed.items():
        (tmp_path / "riskreg.toml").write_text(settings, encoding="utf-8")
        file = tmp_path / f"{len(settings)}.docx"
        assert run("--registers", str(folder), "export", "2022", "--output", str(file)).code == 0
        said = [p.text for p in docx.Document(str(file)).paragraphs]
        assert said[0] == f"Corporate risks, {date}"
        assert "Removed: Rivers flood the town — closed" in said
