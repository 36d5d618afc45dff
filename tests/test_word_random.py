"""Laws of Word papers, over random blocks and random documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_tables_forms import CELLS, TEXTS
from word_files import PLACE, SECTION, added, document, filled, main_part, mark, outside, paragraph, records

from riskreg.comparison.words import Span, SpanKind
from riskreg.papers.ooxml.text import plain
from riskreg.papers.word import read_word
from riskreg.printable import is_hostile
from riskreg.tables.block import Block
from riskreg.tables.marked import Marked
from riskreg.tables.table import Cell, Column, Table

SPANS = st.builds(Span, st.sampled_from(SpanKind), TEXTS)
ANY_CELL = CELLS | st.lists(SPANS, max_size=3).map(lambda spans: Marked(tuple(spans)))
TABLES = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
SURROUNDINGS = st.lists(
    st.sampled_from(
        [
            paragraph("words"),
            "<w:p/>",
            TABLES,
            "\r\n <!-- > -->",
            "<w:p><w:pPr><w:pStyle w:val='berschrift2'/></w:pPr><w:r><w:t>1</w:t></w:r></w:p>",
            f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>",
            '<w:sdt><w:sdtContent><w:p><w:r><w:t xml:space="preserve"> a</w:t></w:r></w:p></w:sdtContent></w:sdt>',
        ]
    ),
    max_size=4,
).map("".join)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    width = draw(st.integers(1, 4))
    columns = [Column(f"c{i}", draw(TEXTS), draw(st.sampled_from(["left", "right"]))) for i in range(width)]
    rows = draw(st.lists(st.tuples(*[ANY_CELL] * width), max_size=3))
    texts = st.lists(TEXTS, max_size=2).map(tuple)
    return Block(Table(draw(TEXTS), tuple(columns), tuple(rows), draw(texts), draw(texts)), draw(TEXTS))


def meant(cell: Cell) -> str:
    """A cell's text without marks and control characters, as it is to be read back."""
    text = "".join(s.text for s in cell.spans) if isinstance(cell, Marked) else "" if cell is None else str(cell)
    for sign in "\r\n\t\x0b\x0c\x85\u2028\u2029":
        text = text.replace(sign, " ")
    text = "".join(c for c in text if not is_hostile(c) and c not in "\ufffe\uffff\ufeff")
    return plain(text) or "None recorded"


@given(first=blocks(), second=blocks(), before=SURROUNDINGS, after=SURROUNDINGS)
def test_bytes_outside_stay_and_a_second_run_changes_nothing(
    first: Block, second: Block, before: str, after: str
) -> None:
    """Whatever the document, only the stretch of the bookmark changes, and equal blocks give equal bytes."""
    paper = document(before, PLACE, after)
    made = added(paper, first)
    again = filled(made, second)
    assert filled(made, first) == made
    assert filled(again, second) == again
    assert records(paper) == records(again)
    assert outside(main_part(made), "changes") == outside(main_part(again), "changes")
    assert mark(again).lines == read_word("p.docx", again).lines("changes", second)


@given(made=blocks())
def test_what_is_read_back_is_what_was_meant(made: Block) -> None:
    """Every row says its cells, in their order, as text and nothing else."""
    unbulleted = [" | ".join(meant(c) for c in row) for row in made.table.rows]
    lines = [line.replace("• ", "") for line in mark(added(document(PLACE), made)).lines]
    headings = " | ".join(meant(c.title) for c in made.table.columns)
    table = [line.replace("• ", "") for line in (headings, *unbulleted)]
    assert any(lines[at : at + len(table)] == table for at in range(len(lines)))
