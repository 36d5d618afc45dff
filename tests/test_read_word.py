"""Word documents are read as a reader of the page sees them: wrappers, tracked changes, lists, merged cells."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import cell, control, par, row, table
from office import docx as word

from riskreg.errors import UnreadableFile
from riskreg.intake.cell_text import BULLETS
from riskreg.intake.grid import Document, Grid
from riskreg.intake.read_word import read_word

LISTS = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
"""


def listed(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def read(body: str, styles: str = "", numbering: str = "") -> Document:
    return read_word("report.docx", word(body, styles=styles, numbering=numbering))


def one(body: str, styles: str = "", numbering: str = "") -> list[tuple[str, ...]]:
    (grid,) = read(body, styles, numbering).grids
    return cells(grid)


@pytest.mark.parametrize(
    "body",
    [
        control(table(row("Risk", "Control"), row("a", "b"))),
        table(control(row("Risk", "Control")), row(control(cell("a")), "b")),
        table(
            row("Risk", cell(control(par("Control")))),
            row(cell(f"<w:p>{control('<w:r><w:t>a</w:t></w:r>')}</w:p>"), "b"),
        ),
        f"<w:customXml>{table(row('Risk', 'Control'), row('a', 'b'))}</w:customXml>",
        f"<w:ins>{table(row('Risk', 'Control'), row('a', 'b'))}</w:ins>",
    ],
    ids=["round the table", "round a row and a cell", "in a cell and in a line", "custom XML", "inserted"],
)
def test_what_stands_in_wrappers_is_read(body: str) -> None:
    """A table, row, cell or word inside a content control or another wrapper is read like any other."""
    assert one(body) == [("Risk", "Control"), ("a", "b")]


def test_tracked_changes_are_read_as_accepted() -> None:
    """Inserted text and rows are read, deleted and moved ones are not, and it is told."""
    changed = (
        "<w:p><w:r><w:t>Staff </w:t></w:r><w:ins><w:r><w:t>may leave</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>left</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
    )
    document = read(table(row("Risk", "Control"), row(cell(changed), "b"), row("x", "y", properties="<w:del/>")))
    assert cells(document.grids[0]) == [("Risk", "Control"), ("Staff may leave", "b")]
    assert document.notes == ("3 tracked deletions left out: the document is read as if all changes were accepted",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    """Where the end of a paragraph is a tracked deletion, what follows goes on in it."""
    joined = par("Staff ", "<w:rPr><w:del/></w:rPr>") + par("leave")
    assert one(table(row(cell(joined), "b")))[0][0].split() in (["Staff", "leave"], ["Staffleave"])


def test_merged_cells() -> None:
    """A cell over columns stands in the first of them, a cell over rows in each of them; left-out columns are blank."""
    body = table(
        row("Ref", "Risk", cell("Score", '<w:gridSpan w:val="2"/>')),
        row(cell("1", '<w:vMerge w:val="restart"/>'), "a", "2", "3"),
        row(cell("<w:p/>", "<w:vMerge/>"), "b", "4", "5"),
        row("c", "6", "7", properties='<w:gridBefore w:val="1"/>'),
    )
    assert one(body) == [("Ref", "Risk", "Score", ""), ("1", "a", "2", "3"), ("1", "b", "4", "5"), ("", "c", "6", "7")]


def test_lists() -> None:
    """Bullets become `* `, whether the paragraph or its style says so; numbers are counted."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Body list"/><w:basedOn w:val="A"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="x"/><w:pPr>{listed(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet 2"/></w:style>'
    )
    content = "".join(
        [
            par("one", listed(1)),
            par("two", '<w:pStyle w:val="B"/>'),
            par("three", '<w:pStyle w:val="LB"/>'),
            par("first", listed(2)),
            par("under", listed(2, 1)),
            par("second", listed(2)),
            par("plain", '<w:pStyle w:val="B"/>' + listed(0)),
        ]
    )
    text = one(table(row(cell(content), cell(par("", listed(2))))), styles, LISTS)
    assert text == [("* one\n* two\n* three\n1. first\na. under\n2. second\nplain", "3.")]


def test_small_things_in_runs() -> None:
    """Breaks, tabs, hyphens and symbols stay what they mean; soft hyphens and field codes go; notes are told."""
    run = (
        "<w:p><w:r><w:t>co\u00adop</w:t><w:softHyphen/><w:tab/><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t><w:br/>"
        '<w:t>next</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="F001"/>'
        '<w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> shown</w:t></w:r></w:p>'
    )
    document = read(table(row(cell(run), "b")))
    assert cells(document.grids[0]) == [("coop multi-agency\nnext✓ shown", "b")]
    assert document.notes == (
        "1 footnote reference left out; footnotes are not read",
        "1 piece of hidden text left out",
        "1 symbol of a symbol font left out, since what it looks like is not known",
    )


def test_text_boxes_are_read_once() -> None:
    """A text box, which Word writes twice for old and new readers, is read once; a table in it is a table."""
    box = f"<w:txbxContent>{table(row('Risk', 'Control'), row('a', 'b'))}{par('Boxed')}</w:txbxContent>"
    drawn = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read(drawn)
    assert [cells(g) for g in document.grids] == [[("Risk", "Control"), ("a", "b")]]
    assert document.text == "Boxed"


def test_a_table_inside_a_cell() -> None:
    """A table that lays out the page hides none: the inner one is read as a table too, and the outer one asks."""
    inner = table(row("Risk", "Control"), row("a", "b"))
    document = read(table(row(cell(inner + "<w:p/>"), "side")))
    outer, found = document.grids
    assert cells(outer) == [("Risk | Control\na | b", "side")]
    assert outer.doubts == ("table 1, row 1: a table stands inside a cell; its text is kept as lines: check them",)
    assert cells(found) == [("Risk", "Control"), ("a", "b")]


def test_the_heading_above_and_the_text_outside() -> None:
    """Each table knows the nearest heading above it, by style, outline or bold type; other text is kept in order."""
    styles = '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Money</w:t></w:r></w:p>"
    grid = table(row("a", "b"))
    document = read(
        par("Risk implications", '<w:pStyle w:val="H2"/>') + par("Text.") + grid + bold + grid, styles, LISTS
    )
    assert [g.heading for g in document.grids] == ["Risk implications", "Money"]
    assert document.text == "Risk implications\nText.\nMoney"
    assert [r.place for g in document.grids for r in g.rows] == ["table 1, row 1", "table 2, row 1"]


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12).filter(
    lambda t: t[0] not in "-–—*o" + BULLETS and not t.isspace()
)


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(TEXT, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_cells_written_are_cells_read(rows: list[list[str]]) -> None:
    """What python-docx writes into the cells of a table is read from them."""
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for line, texts in zip(made.rows, rows, strict=True):
        for place, text in zip(line.cells, texts, strict=True):
            place.text = text
    out = io.BytesIO()
    document.save(out)
    (grid,) = read_word("report.docx", out.getvalue()).grids
    assert cells(grid) == [tuple(line) for line in rows]


def test_a_table_too_wide_is_refused() -> None:
    """Merged cells that claim more columns than any table has are refused, not spread out."""
    wide = row(*[cell("a", '<w:gridSpan w:val="400"/>')] * 3)
    with pytest.raises(UnreadableFile, match=r"report.docx: table 1, row 1: it claims more cells"):
        read(table(wide))
