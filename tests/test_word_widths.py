"""Word papers: the columns of a first table hold their words whole while the page has room for them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from word_files import added, archive, body, main_part, parts

from riskreg.papers.ooxml.lettering import Lettering
from riskreg.papers.ooxml.widths import widths
from riskreg.tables.block import Block
from riskreg.tables.table import Column, Table

COLUMNS = (
    Column("number", "Number"),
    Column("risk", "Risk"),
    Column("owner", "Lead officer"),
    Column("earlier", "September 2025", "right"),
    Column("later", "November 2025", "right"),
    Column("change", "Changed"),
)
WORDS = "The council cannot recruit and keep enough qualified staff to run its services through the winter"
ROWS = tuple((n, WORDS, "Director of Regeneration", 16, 20, "Changed") for n in range(1, 9))
TABLE = Table("Changes", COLUMNS, ROWS)


def paper(*, landscape: bool, points: int, margin: int = 72) -> bytes:
    """A paper as python-docx makes it, its text in that size."""
    made = docx.Document()
    made.styles["Normal"].font.size = Pt(points)
    made.styles["Normal"].font.name = "Arial"
    section = made.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin = section.right_margin = Pt(margin)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Pt(842), Pt(595)
    made.add_paragraph("[[riskreg:changes]]")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def grid(data: bytes) -> list[int]:
    """The widths of the columns of the one table."""
    return [int(n) for n in re.findall(rb'<w:gridCol w:w="(\d+)"', main_part(data))]


def test_widths_follow_the_size_of_the_text() -> None:
    """Larger letters need more room: the columns of short words are wider, those of long texts narrower."""
    small, large = (grid(added(paper(landscape=True, points=n), Block(TABLE))) for n in (9, 14))
    assert abs(sum(small) - sum(large)) <= 1
    assert all(large[i] > small[i] for i in (0, 3, 4, 5))
    assert large[1] < small[1]


@pytest.mark.parametrize("where", ["docDefaults", "table", "normal", "based on"])
def test_the_size_is_found_wherever_it_is_stated(where: str) -> None:
    """Styles inherit: the table's, the paragraph's, the one it is based on, and the document's defaults."""

    def styled(size: int) -> list[int]:
        run = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
        plain, base = ('<w:basedOn w:val="Base"/>' if where == "based on" else "", run if where == "based on" else "")
        styles = (
            '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:docDefaults><w:rPrDefault>{run if where == 'docDefaults' else ''}</w:rPrDefault></w:docDefaults>"
            f'<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/>{base}</w:style>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
            f"{plain}{run if where == 'normal' else ''}</w:style>"
            '<w:style w:type="table" w:styleId="G"><w:name w:val="Table Grid"/>'
            f"{run if where == 'table' else ''}</w:style></w:styles>"
        )
        place = "<w:p><w:r><w:t>[[riskreg:changes]]</w:t></w:r></w:p>"
        return grid(added(archive(parts(body(place), word__styles_dot_xml=styles.encode())), Block(TABLE)))

    assert styled(32)[0] > styled(16)[0]


def test_where_there_is_room_words_have_some_to_spare() -> None:
    """Another font than the one that was reckoned with may be a fifth wider; long texts get what is left."""
    letters, columns = Lettering(22), (Column("a", "Negligible"), Column("b", "Impact"), Column("c", "Text"))
    table = Table("", columns, (("x", "y", "words " * 50),))
    first, second, third = widths(table, 12000, letters)
    assert first >= 1.2 * letters.room("Negligible", bold=True) + letters.margins
    assert second >= 1.2 * letters.room("Impact", bold=True) + letters.margins
    assert third > first + second


def test_a_very_long_word_gives_way_before_short_ones() -> None:
    """Where the page is too narrow for all words, the room is taken from the column that needs most."""
    letters, columns = Lettering(24), (Column("a", "Number"), Column("b", "Changed"), Column("c", "Web page"))
    table = Table("", columns, ((1, "Changed", "https://council.example/" + "risk-free" * 20 + "a" * 200),))
    number, changed, page = found = widths(table, 5000, letters)
    assert sum(found) == 5000
    assert number >= letters.room("Number") + letters.margins
    assert changed >= letters.room("Changed") + letters.margins
    assert page > changed


def test_words_of_headings_come_before_long_words_below() -> None:
    """A heading stands on every page, so its words are the last to be broken."""
    letters = Lettering(24)
    columns = (Column("a", "Consequences"), Column("b", "Id"), Column("c", "Id"))
    table = Table("", columns, (("x", "Telecommunications", "Telecommunications"),))
    total = letters.room("Consequences", bold=True) + letters.room("Telecommunications") + 1000
    assert widths(table, total, letters)[0] >= letters.room("Consequences", bold=True) + letters.margins


@pytest.mark.parametrize("count", [1, 6, 30])
@pytest.mark.parametrize("total", [1440, 9026, 15000])
def test_the_widths_fill_the_page_and_none_is_nothing(total: int, count: int) -> None:
    """However many columns, on however narrow a page."""
    columns = tuple(Column(f"c{i}", "Heading" * (i % 3)) for i in range(count))
    found = widths(Table("", columns, (("word " * 9,) * count,)), total, Lettering())
    assert sum(found) == total
    assert min(found) > 0


OFFICE, READER = shutil.which("soffice"), shutil.which("pdftotext")


@pytest.mark.libreoffice
@pytest.mark.skipif(OFFICE is None or READER is None, reason="soffice or pdftotext is not installed")
@pytest.mark.parametrize(("landscape", "points", "margin"), [(False, 12, 57), (True, 12, 72), (False, 10, 72)])
def test_no_short_word_breaks_on_the_page(tmp_path: Path, landscape: bool, points: int, margin: int) -> None:
    """Laid out by LibreOffice, every word of the headings stands whole, as often as the page repeats it."""
    file = tmp_path / "paper.docx"
    file.write_bytes(added(paper(landscape=landscape, points=points, margin=margin), Block(TABLE)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [OFFICE or "", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    told = subprocess.run([READER or "", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True, text=True)
    found = told.stdout.split()
    for word in " ".join(c.title for c in COLUMNS).split():
        assert word in found
    assert found.count("Changed") >= len(ROWS) + 1
    assert found.count("Regeneration") == len(ROWS)
