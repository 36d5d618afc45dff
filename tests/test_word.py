"""Word papers: a block goes under its bookmark in the style of the house, and no byte outside it changes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from word_files import (
    COLUMNS,
    DECLARATION,
    DETAIL,
    HEADING,
    NUMBER,
    PLACE,
    RISK,
    ROOT,
    ROWS,
    SECTION,
    W,
    added,
    archive,
    block,
    body,
    document,
    filled,
    main_part,
    mark,
    outside,
    paragraph,
    parts,
    records,
)

from riskreg.comparison.words import Span, SpanKind
from riskreg.papers.word import read_word
from riskreg.tables.block import Block
from riskreg.tables.marked import Marked
from riskreg.tables.table import Column, Table

BEFORE, AFTER = paragraph("Before"), paragraph("After &amp; all")
OTHER = block([(1, "Another risk", "words")], caption="Other")


def opened(data: bytes) -> Document:
    """The document as an independent reader sees it."""
    return docx.Document(io.BytesIO(data))


def of_word(*, styled: str = "Light Grid Accent 1", table: bool = True) -> bytes:
    """A paper as python-docx makes it from Word's own template."""
    paper = docx.Document()
    paper.add_heading("Corporate risks", 0)
    paper.add_paragraph("[[riskreg:changes]]")
    paper.add_paragraph("After it.")
    if table:
        made = paper.add_table(2, 2, style=styled)
        made.cell(0, 0).text = "A"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def element(main: bytes, name: str) -> list[str]:
    """All elements of that name, as they are typed."""
    return re.findall(rf"<w:{name}\b.*?</w:{name}>", main.decode(), re.DOTALL)


# Bytes


@pytest.mark.parametrize("paper", [document(BEFORE, PLACE, AFTER), of_word()], ids=["raw", "word"])
def test_every_other_part_stays_byte_for_byte(paper: bytes) -> None:
    """Local headers, data, descriptors, extra fields, order and directory of all other parts are those of before."""
    first = added(paper, block())
    second = filled(first, OTHER)
    assert records(paper) == records(first) == records(second)
    assert list(records(paper)) == list(records(second))
    assert zipfile.ZipFile(io.BytesIO(second)).comment == zipfile.ZipFile(io.BytesIO(paper)).comment
    assert main_part(first) != main_part(second)


def test_the_xml_before_and_after_the_bookmark_stays_byte_for_byte() -> None:
    """A first block takes the place of one paragraph, a refreshed one that of the old; not a byte besides."""
    paper = document(BEFORE, PLACE, AFTER)
    before, after = main_part(paper).split(PLACE.encode())
    first = added(paper, block())
    assert outside(main_part(first), "changes") == (before, after)
    assert outside(main_part(filled(first, OTHER)), "changes") == (before, after)


@pytest.mark.parametrize("paper", [document(BEFORE, PLACE, AFTER), of_word(), of_word(table=False)])
def test_a_second_run_writes_the_same_bytes(paper: bytes) -> None:
    """Refreshing with the same block changes nothing; going there and back leads back."""
    first = added(paper, block())
    assert filled(first, block()) == first
    second = filled(first, OTHER)
    assert filled(second, OTHER) == second
    assert main_part(filled(second, block())) == main_part(first)


OTHERWISE = (
    ROOT.replace("xmlns:w=", "xmlns:x=").replace("<w:", "<x:"),
    f'<document xmlns="{W}" xmlns:x="{W}">',
)


@pytest.mark.parametrize("root", OTHERWISE)
def test_other_prefixes_are_understood_and_kept(root: str) -> None:
    """A document may call the namespace of Word as it likes."""
    tag = "x:" if root.startswith("<x:") else ""
    text = f"<{tag}p><{tag}r><{tag}t>[[riskreg:changes]]</{tag}t></{tag}r></{tag}p><{tag}p/>"
    end = root[1:].split(maxsplit=1)[0]
    main = f"{root}<{tag}body>{text}</{tag}body></{end}>".replace(" w14:", " y:").replace('"w14"', '""')
    first = added(archive(parts(main.encode())), block())
    assert b"<x:tbl>" in main_part(first)
    assert filled(first, block()) == first
    assert mark(filled(first, OTHER)).lines != mark(first).lines


def test_a_prefix_known_only_below_is_declared() -> None:
    """Where the whole document has no prefix, the block brings its own."""
    main = f'<document xmlns="{W}"><body><p><r><t>[[riskreg:changes]]</t></r></p><p/></body></document>'
    first = added(archive(parts(main.encode())), block())
    assert mark(first).lines[0] == HEADING
    second = filled(first, OTHER)
    assert filled(second, OTHER) == second


@pytest.mark.parametrize("declaration", ["", "\ufeff", "\ufeff" + DECLARATION, '<?xml version="1.0"?>\n<!-- > " -->'])
def test_declarations_byte_order_marks_and_comments_do_not_shift_the_places(declaration: str) -> None:
    """Places are counted in bytes, from the first one."""
    paper = document(paragraph("£ – \U0001f600"), PLACE, AFTER, declaration=declaration)
    before, after = main_part(paper).split(PLACE.encode())
    assert outside(main_part(filled(added(paper, block()), OTHER)), "changes") == (before, after)


def test_a_paper_may_hold_several_blocks() -> None:
    """Each has its own bookmark with an id of its own; one is refreshed and the other stays."""
    place = PLACE.replace("changes", "all_risks")
    both = added(added(document(PLACE, BEFORE, place), block()), OTHER, "all_risks", "[[riskreg:all_risks]]")
    assert [m.name for m in read_word("p.docx", both).marks] == ["changes", "all_risks"]
    ids = re.findall(rb'<w:bookmarkStart w:id="(\d+)"', main_part(both))
    assert len(set(ids)) == 2
    refreshed = filled(both, OTHER)
    assert mark(refreshed, "all_risks") == mark(both, "all_risks")
    assert read_word("p.docx", both).filled({"changes": OTHER, "all_risks": OTHER}) == filled(
        refreshed, OTHER, "all_risks"
    )


# What the block says


def test_an_independent_reader_sees_heading_sentence_table_and_footnote() -> None:
    """What was meant is what another program reads."""
    paper = opened(added(of_word(), block()))
    texts = [p.text for p in paper.paragraphs]
    assert texts[1:5] == [HEADING, "It held 2 risks.", "Changes", "Not all shown."]
    cells = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert cells[0] == ["Score", "Risk", "What changed"]
    assert cells[1:] == [["16", "Staff leave", "Academy\nSupplement"], ["7", "Money runs out", "None recorded"]]
    assert [p.style.name for p in paper.paragraphs[1:4] if p.style] == ["Heading 1", "Normal", "Caption"]
    assert {p.style.name for p in paper.tables[0].cell(1, 2).paragraphs if p.style} == {"List Bullet"}


HOSTILE = (
    "a|b",
    "<script>alert(1)</script>",
    '=HYPERLINK("x")',
    "100% & ]]> <!-- -->",
    "<w:bookmarkEnd/>",
    "riskreg_changes__00000000",
    "[[riskreg:changes]]",
    "\u05d0\u05d1 right to left",
    "e\u0301 composed",
    "  spaces   within  ",
    "HYPERLINK \\l x",
    "{ TOC \\o }",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    """What a cell, heading, caption or note says is never markup, a field or a mark."""
    table = Table(text, (Column("c", text),), ((text,),), (text,), (text,))
    first = added(document(PLACE, AFTER), Block(table, text))
    assert filled(first, Block(table, text)) == first
    assert opened(of_word()) is not None
    assert mark(first).lines.count(" ".join(text.replace("e\u0301", "é").split())) == 5
    assert not re.search(rb"<w:(instrText|fldSimple|hyperlink)", main_part(first))


def test_control_characters_are_left_out() -> None:
    """XML forbids them, and readers may obey them."""
    text = "a\x00b\x1b[31m\x9b\u202e\ud800\uffff\u2066c\td\re"
    made = Block(Table(text, (Column("c", text),), ((text,),)), text)
    first = added(document(PLACE, AFTER), made)
    assert mark(first).lines == ("ab[31mc d e", "ab[31mc d e", "ab[31mc d e")
    assert mark(first).lines == read_word("p.docx", first).lines("changes", made)


def test_marked_words_are_struck_out_and_bold() -> None:
    """Removed words are struck out, added ones bold, the others neither."""
    spans = (Span(SpanKind.KEPT, "The "), Span(SpanKind.REMOVED, "old"), Span(SpanKind.ADDED, "new\nline"))
    made = block([(1, Marked(spans), "x")])
    first = added(of_word(), made)
    runs = [r for p in opened(first).tables[0].cell(1, 1).paragraphs for r in p.runs]
    assert [(r.text, r.font.strike, r.bold) for r in runs] == [
        ("The ", None, None),
        ("old", True, None),
        ("new", None, True),
        ("line", None, True),
    ]
    assert filled(first, made) == first


@pytest.mark.parametrize("kind", [SpanKind.REMOVED, SpanKind.ADDED])
def test_marks_do_not_become_the_style_of_the_column(kind: SpanKind) -> None:
    """Where every word of a column was marked, the words that come after are not."""
    first = added(of_word(), block([(1, Marked((Span(kind, "gone"),)), "x")]))
    again = filled(first, block([(1, Marked((Span(SpanKind.KEPT, "here"),)), "x")]))
    run = opened(again).tables[0].cell(1, 1).paragraphs[0].runs[0]
    assert (run.font.strike, run.bold) == (None, None)


def test_rows_repeat_stay_whole_and_are_described() -> None:
    """The header row repeats, no row breaks, the table has a caption and a description for those who do not see it."""
    main = main_part(added(of_word(), block()))
    rows = element(main, "tr")[:3]
    assert ["<w:tblHeader/>" in row for row in rows] == [True, False, False]
    assert all("<w:cantSplit/>" in row for row in rows)
    assert b'<w:tblCaption w:val="Changes"/>' in main
    assert b'<w:tblDescription w:val="3 columns: Score, Risk, What changed. 2 rows below the headings."/>' in main
    assert not re.search(rb"gridSpan|vMerge", main)


def test_a_table_without_rows_says_so() -> None:
    """A table is never a header row alone."""
    first = added(of_word(), block([]))
    assert [c.text for c in opened(first).tables[0].rows[1].cells] == ["None recorded"] * 3


# House style


def test_a_first_table_takes_the_style_that_the_document_uses_most() -> None:
    """It is the table style of its tables; without tables, Table Grid; without styles, plain lines."""
    assert b'<w:tblStyle w:val="LightGrid-Accent1"/>' in element_of_block(added(of_word(), block()))
    assert b'<w:tblStyle w:val="TableGrid"/>' in element_of_block(added(of_word(table=False), block()))
    assert b'<w:tblStyle w:val="Tabellenraster"/>' in element_of_block(added(document(PLACE, AFTER), block()))
    bare = parts(body(PLACE, AFTER), word__styles_dot_xml=f'<w:styles xmlns:w="{W}"/>'.encode())
    made = element_of_block(added(archive(bare), block()))
    assert b"<w:tblBorders>" in made
    assert b"<w:outlineLvl" in made


def element_of_block(data: bytes) -> bytes:
    main = main_part(data)
    before, after = outside(main, "changes")
    return main[len(before) : len(main) - len(after)]


HOUSE = {
    '<w:tblStyle w:val="Tabellenraster"/>': '<w:tblStyle w:val="Council"/>',
    "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>": '<w:trPr><w:trHeight w:val="600"/></w:trPr>',
    '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">16': '<w:p><w:pPr><w:spacing w:after="7"/>'
    '</w:pPr><w:r><w:rPr><w:color w:val="123456"/></w:rPr><w:t>16',
    '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">Score': "<w:r><w:rPr><w:caps/></w:rPr><w:t>Score",
    "It held 2 risks.": "It  held 2\n risks.",
    '<w:pStyle w:val="berschrift2"/><w:keepNext/>': '<w:pStyle w:val="berschrift2"/><w:jc w:val="center"/>',
}


def test_a_column_that_says_much_is_wide() -> None:
    """The columns fill the width, a word is not broken, and the lists of actions get the most room."""
    actions = "\n".join(f"\u2022 Action number {n} against the risk (in place)" for n in range(20))
    columns = (Column("risk", "Risk"), Column("number", "Number", "right"), Column("actions", "Mitigating actions"))
    made = added(of_word(), block([("Experienced staff leave for other councils", 3, actions)], columns))
    grid = [int(n) for n in re.findall(rb'<w:gridCol w:w="([0-9]+)"/>', element_of_block(made))]
    assert grid[2] > sum(grid) // 2
    assert grid[0] > grid[1] > len("Number") * 160
    assert sum(grid) == 12240 - 2 * 1800


def test_footnotes_do_not_stick_to_the_table() -> None:
    """A first block's footnotes have some space above them, unless the place itself says how much."""
    plain = PLACE.replace(' w14:paraId="0A0B0C0D"', "")
    spaced = plain.replace("<w:p>", '<w:p><w:pPr><w:spacing w:before="200"/></w:pPr>', 1)
    for place, space in ((plain, "80"), (spaced, "200")):
        last = element(main_part(added(document(place, AFTER), block())), "p")[-2]
        assert "Not all shown." in last
        assert f'<w:spacing w:before="{space}"' in last


def styled_by_hand(data: bytes) -> bytes:
    """A block whose looks somebody has changed, and not a word of it."""
    main = main_part(data).decode()
    for old, new in HOUSE.items():
        assert old in main, old
        main = main.replace(old, new)
    return archive(parts(main.encode()))


def bold_headings(data: bytes) -> list[bool]:
    """Whether each heading of the first table is typed in bold, and whether any cell below is."""
    head, *below = opened(data).tables[0].rows
    typed = [[bool(r.bold) for c in row.cells for p in c.paragraphs for r in p.runs] for row in (head, *below)]
    return [*typed[0], any(any(row) for row in typed[1:])]


def test_headings_are_bold_where_the_style_of_the_table_does_not_set_them_apart() -> None:
    """Table Grid and plain lines give the first row no look of its own; other styles do, and so does a person."""
    assert bold_headings(added(of_word(table=False), block())) == [True, True, True, False]
    plain = added(document(PLACE, AFTER), block())
    assert bold_headings(plain) == [True, True, True, False]
    assert bold_headings(filled(plain, OTHER)) == [True, True, True, False]
    light = filled(archive(parts(re.sub(rb"<w:b/>|<w:bCs/>", b"", main_part(plain)))), OTHER)
    assert bold_headings(light) == [False, False, False, False]


def test_headings_are_left_to_a_style_that_sets_them_apart() -> None:
    """A style of the document that the table is to have, though no table with it has headings."""
    paper = opened(of_word())
    first, styled = paper.tables[0], paper.styles["Light Grid Accent 1"]
    first.style = paper.styles["Table Grid"]
    assert bold_headings(added(saved(paper), block())) == [True, True, True, False]
    first.style = styled
    assert bold_headings(added(saved(paper), block())) == [False, False, False, False]


def saved(paper: Document) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_notes_stand_close_together_unless_the_paragraph_says_how() -> None:
    """A matrix has a note for each risk: they do not fill pages with empty space."""
    note = re.compile(rb"<w:p>((?:(?!</w:p>).)*)Not all shown")
    told = PLACE.replace("<w:r>", '<w:pPr><w:spacing w:line="360"/></w:pPr><w:r>', 1)
    close, own = (
        note.findall(main_part(added(document(BEFORE, place, AFTER), block())))[-1] for place in (PLACE, told)
    )
    assert b'w:after="80"' in close
    assert b'<w:spacing w:line="360"/>' in own


def test_what_was_styled_by_hand_stays_so() -> None:
    """Properties of table, rows, cells, paragraphs and text are those that stand there; looks are not an edit."""
    paper = styled_by_hand(added(document(BEFORE, PLACE, AFTER), block()))
    assert mark(paper).stated == mark(paper).actual
    made = element_of_block(filled(paper, block([(3, "Third", "c"), (4, "Fourth", "d")]))).decode()
    assert '<w:tblStyle w:val="Council"/>' in made
    assert '<w:trHeight w:val="600"/><w:cantSplit/><w:tblHeader/>' in made
    assert made.count('<w:spacing w:after="7"/><w:jc w:val="right"/>') == 2
    assert made.count('<w:color w:val="123456"/>') == 2
    assert '<w:rPr><w:caps/></w:rPr><w:t xml:space="preserve">Score' in made
    assert '<w:pStyle w:val="berschrift2"/><w:jc w:val="center"/>' in made


def test_one_cell_coloured_by_hand_does_not_colour_its_column() -> None:
    """Shading is house style only where the whole column has it."""
    first = added(document(PLACE, AFTER), block())
    shade = '<w:shd w:val="clear" w:fill="FF0000"/>'
    cell = re.compile(r"(<w:tcPr><w:tcW[^>]*/>)(?=</w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">(Staff leave|Money))")
    one = cell.sub(rf"\1{shade}", main_part(first).decode(), count=1)
    every = cell.sub(rf"\1{shade}", main_part(first).decode())
    assert shade not in main_part(filled(archive(parts(one.encode())), OTHER)).decode()
    assert shade in main_part(filled(archive(parts(every.encode())), OTHER)).decode()


def test_other_columns_take_the_looks_of_those_that_are_alike() -> None:
    """More or fewer columns share the width that there was; numbers stay to the right and text to the left."""
    first = added(of_word(), block())
    fewer = opened(filled(first, block([("b", 5)], [RISK, NUMBER]))).tables[0]
    more = opened(
        filled(first, block([(1, "b", "c", "d", 5)], [*COLUMNS, Column("x", "X"), Column("y", "Y", "right")]))
    )
    width = sum(int(column.width or 0) for column in opened(first).tables[0].columns)
    assert sum(int(column.width or 0) for column in fewer.columns) == width
    assert sum(int(column.width or 0) for column in more.tables[0].columns) == width
    sides = [cell.paragraphs[0].alignment for cell in more.tables[0].rows[1].cells]
    assert [str(side) for side in sides] == ["RIGHT (2)", "None", "None", "None", "RIGHT (2)"]


def test_a_column_in_the_place_of_numbers_stands_to_the_left() -> None:
    """Text stands to the left wherever numbers stood."""
    first = added(of_word(), block())
    made = filled(first, block([("a", "b", 3)], [RISK, DETAIL, NUMBER]))
    assert [str(c.paragraphs[0].alignment) for c in opened(made).tables[0].rows[1].cells] == [
        "LEFT (0)",
        "None",
        "RIGHT (2)",
    ]
    assert filled(made, block([("a", "b", 3)], [RISK, DETAIL, NUMBER])) == made


# Edits by hand


def edited(data: bytes, old: str, new: str) -> bytes:
    main = main_part(data).decode()
    assert old in main
    return archive(parts(main.replace(old, new).encode()))


def test_an_edit_by_hand_is_seen_and_told() -> None:
    """The digest that the mark states is no longer that of what stands there, and the lines show the difference."""
    paper = edited(added(document(PLACE, AFTER), block()), "Staff leave", "Staff stay")
    found = mark(paper)
    assert found.stated != found.actual
    meant = read_word("p.docx", paper).lines("changes", block())
    assert set(meant) - set(found.lines) == {"16 | Staff leave | • Academy • Supplement"}
    assert set(found.lines) - set(meant) == {"16 | Staff stay | • Academy • Supplement"}
    again = filled(paper, block())
    assert mark(again).stated == mark(again).actual


PICTURE = "</w:t></w:r><w:r><w:drawing/></w:r><w:r><w:t>"


@pytest.mark.parametrize(("old", "new"), [("Money", PICTURE + "Money"), ("16", "61"), ("Not all shown.", "All shown.")])
def test_every_kind_of_edit_is_seen(old: str, new: str) -> None:
    """Pictures, numbers and footnotes count."""
    paper = edited(added(document(PLACE, AFTER), block()), old, new)
    assert mark(paper).stated != mark(paper).actual


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FILLIN "{}"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_an_empty_field_round_a_text_is_no_edit_and_a_question_is() -> None:
    """LibreOffice leaves one where a content control was; one that asks something was put there by a person."""
    first = added(document(PLACE, AFTER), block())
    run = re.search(rf'<w:r><w:t xml:space="preserve">{HEADING}</w:t></w:r>', main_part(first).decode())
    assert run is not None
    empty = edited(first, run[0], FIELD.format("", run[0]))
    assert mark(empty) == mark(first)
    assert b"FILLIN" not in main_part(filled(empty, block()))
    asking = edited(first, run[0], FIELD.format("Which?", run[0]))
    assert mark(asking).stated != mark(asking).actual


def test_white_space_breaks_and_composition_are_no_edit() -> None:
    """What Word and LibreOffice write anew does not count as somebody's hand."""
    first = added(document(PLACE, AFTER), block([(1, "caf\u00e9 au lait", "x")]))
    paper = edited(first, "caf\u00e9 au", "cafe\u0301</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:br/><w:t> \u00a0au")
    assert mark(paper).stated == mark(paper).actual


# Where the bookmark may stand


def moved(data: bytes, *, start: str = "", end: str = "") -> bytes:
    """The bookmark's tags taken out and put behind the first of one piece of XML, before the last of another."""
    main = main_part(data).decode()
    opening, closing = re.findall(r"<w:bookmark(?:Start|End)\b[^>]*/>", main)
    if start:
        main = main.replace(opening, "").replace(start, start + opening, 1)
    if end:
        head, tail = main.replace(closing, "").rsplit(end, 1)
        main = head + closing + end + tail
    return archive(parts(main.encode()))


def test_a_bookmark_within_first_and_last_paragraph_stays_there() -> None:
    """As Word writes it: behind the properties of the first paragraph, and before the end of the last one."""
    first = added(document(BEFORE, PLACE, AFTER), block())
    paper = moved(first, start='<w:pStyle w:val="berschrift2"/><w:keepNext/></w:pPr>', end="</w:p>" + AFTER)
    assert mark(paper) == mark(first)
    assert outside(main_part(filled(paper, OTHER)), "changes") == outside(main_part(paper), "changes")
    assert filled(paper, block()) == paper


def test_an_end_in_the_paragraph_after_stays_there() -> None:
    """As Word writes it when the mark reaches over the end of a paragraph."""
    first = added(document(BEFORE, PLACE, AFTER), block())
    paper = moved(first, end=AFTER[AFTER.index("<w:r>") :])
    assert mark(paper) == mark(first)
    assert outside(main_part(filled(paper, OTHER)), "changes") == outside(main_part(paper), "changes")


def test_a_bookmark_that_begins_in_the_first_cell_covers_the_table() -> None:
    """As LibreOffice leaves it; the whole table is the block."""
    made = Block(Table("Only", COLUMNS, ROWS))
    alone = Block(Table("", COLUMNS, ROWS))
    first = added(document(BEFORE, PLACE, AFTER), alone)
    paper = moved(first, start='<w:jc w:val="right"/></w:pPr>', end="</w:p></w:tc></w:tr></w:tbl>")
    assert mark(paper) == mark(first)
    again = filled(paper, made)
    assert main_part(again).count(b"<w:tbl>") == 1
    before, after = outside(main_part(again), "changes")
    assert before == outside(main_part(first), "changes")[0]
    assert after == outside(main_part(paper), "changes")[1].removeprefix(b"</w:p></w:tc></w:tr></w:tbl>")
    assert filled(again, made) == again


def test_starts_that_libreoffice_doubles_are_one_bookmark() -> None:
    """LibreOffice 7.4 begins a bookmark anew in its last paragraph, with another id; nothing of the block is lost."""
    first = added(document(BEFORE, PLACE, AFTER), block())
    main = main_part(first).decode()
    start = re.findall(r"<w:bookmarkStart[^>]*/>", main)[0]
    last = '<w:r><w:t xml:space="preserve">Not all'
    twice = main.replace(last, start.replace('w:id="1"', 'w:id="9"') + last)
    twice = twice.replace('<w:bookmarkEnd w:id="1"/>', '<w:bookmarkEnd w:id="9"/>')
    kept = twice.replace(start, "")
    for text in (twice, kept):
        paper = archive(parts(text.encode()))
        assert mark(paper) == mark(first)
        again = main_part(filled(paper, block()))
        assert again.count(b"riskreg_changes__") == 1
        assert again.count(b"<w:tbl>") == 1
        assert again.replace(b'w:id="9"', b'w:id="1"') == main_part(first)


def test_a_bookmark_made_by_hand_is_a_place() -> None:
    """An officer may mark an empty paragraph, or one with words, with a bookmark named riskreg_NAME."""
    tags = '<w:bookmarkStart w:id="7" w:name="riskreg_changes"/>{}<w:bookmarkEnd w:id="7"/>'
    empty = document(BEFORE, f"<w:p>{tags.format('')}</w:p>", AFTER)
    assert mark(empty).stated == mark(empty).actual
    words = document(BEFORE, f"<w:p>{tags.format('<w:r><w:t>Table here</w:t></w:r>')}</w:p>", AFTER)
    assert mark(words).stated == ""
    for paper in (empty, words):
        again = filled(paper, block())
        assert mark(again).lines[0] == HEADING
        assert filled(again, block()) == again


# Marks of others


def test_marks_of_others_keep_both_halves() -> None:
    """Word's bookmark for the table of contents, and a comment, stand round the heading; others end at the edge."""
    first = added(document(BEFORE, PLACE, AFTER), block())
    main = main_part(first).decode()
    toc = '<w:bookmarkStart w:id="20" w:name="_Toc1"/>'
    note = '<w:commentRangeStart w:id="0"/>'
    reference = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    main = main.replace(f'<w:r><w:t xml:space="preserve">{HEADING}', f'{toc}<w:r><w:t xml:space="preserve">{HEADING}')
    main = main.replace(f"{HEADING}</w:t></w:r>", f'{HEADING}</w:t></w:r><w:bookmarkEnd w:id="20"/>')
    main = main.replace('<w:r><w:t xml:space="preserve">Staff', f'{note}<w:r><w:t xml:space="preserve">Staff')
    main = main.replace("Staff leave</w:t></w:r>", f"Staff leave</w:t></w:r>{reference}")
    main = main.replace("<w:r><w:t>Before", '<w:permStart w:id="5"/><w:r><w:t>Before')
    main = main.replace("It held 2 risks.</w:t></w:r>", 'It held 2 risks.</w:t></w:r><w:permEnd w:id="5"/>')
    paper = archive(parts(main.encode()))
    assert mark(paper) == mark(first)
    again = filled(paper, OTHER)
    made = main_part(again).decode()
    for tag in (toc, '<w:bookmarkEnd w:id="20"/>', note, reference, '<w:permStart w:id="5"/>', '<w:permEnd w:id="5"/>'):
        assert made.count(tag) == 1, tag
    assert made.index(toc) < made.index(HEADING) < made.index('<w:bookmarkEnd w:id="20"/>') < made.index("<w:tbl>")
    assert filled(again, OTHER) == again


def test_a_section_that_ends_at_the_place_still_ends_there() -> None:
    """A landscape section that the marked paragraph ended is ended by an empty one behind the block."""
    landscape = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="838" w:right="1000"/></w:sectPr>'
    place = PLACE.replace("<w:r>", f"<w:pPr>{landscape}</w:pPr><w:r>", 1)
    first = main_part(added(document(BEFORE, place, AFTER), block())).decode()
    assert first.count(landscape) == 1
    assert first.index("<w:bookmarkEnd") < first.index(landscape) < first.index("After")
    assert sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', first))) == 15000


def test_tables_do_not_touch() -> None:
    """Word would join two tables that stand one below the other, and LibreOffice lose a mark that begins behind one."""
    other = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    made = Block(Table("", COLUMNS, ROWS))
    first = added(document(other, PLACE, other), made)
    assert not re.search(rb"</w:tbl>(<w:bookmark[^>]*/>)*<w:tbl>", main_part(first))
    assert filled(first, made) == first


def test_a_block_at_the_end_is_followed_by_a_paragraph() -> None:
    """Word needs a paragraph after a last table, and LibreOffice one after a bookmark."""
    main = main_part(added(document(PLACE), Block(Table("", COLUMNS, ROWS))))
    assert re.search(rb'<w:bookmarkEnd w:id="1"/><w:p/>' + SECTION.encode(), main)


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and filling take bytes and give bytes."""
    monkeypatch.chdir(tmp_path)
    filled(added(document(PLACE), block()), OTHER)
    assert not list(tmp_path.iterdir())
