"""Word papers: a block's heading is one level below the last heading above it that is the paper's own."""

from __future__ import annotations

import io
import re

import docx
import pytest
from word_files import HEADING, added, archive, block, body, filled, main_part, paragraph, parts

PLACE = "[[riskreg:{}]]"


def paper(*above: tuple[str, int], names: tuple[str, ...] = ("changes",)) -> bytes:
    """A paper as python-docx makes it, with headings of those levels above its places."""
    made = docx.Document()
    for words, level in above:
        made.add_heading(words, level)
    for name in names:
        made.add_paragraph(PLACE.format(name))
    made.add_paragraph("After")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def style(data: bytes, words: str = HEADING) -> str:
    """The name of the style of the paragraph that says these words."""
    found = next(p for p in docx.Document(io.BytesIO(data)).paragraphs if p.text == words)
    assert found.style is not None
    return str(found.style.name)


@pytest.mark.parametrize("level", range(1, 9))
def test_a_heading_is_one_level_below_the_last_above_it(level: int) -> None:
    """Whatever that is; headings before it, and empty ones, do not count."""
    data = added(paper(("Report", 0), ("Deeper", 6), ("Risks", level), (" ", 3)), block())
    assert style(data) == f"Heading {level + 1}"


def test_ends_of_the_scale() -> None:
    """Below a title stands level 1, below level 9 another of level 9, and without any heading above level 2."""
    assert style(added(paper(("Report", 0)), block())) == "Heading 1"
    assert style(added(paper(("Deepest", 9)), block())) == "Heading 9"
    assert style(added(paper(), block())) == "Heading 2"


def test_headings_of_other_blocks_do_not_count() -> None:
    """Two blocks one after another have headings of one level."""
    first = added(paper(("Risks", 2), names=("changes", "risks")), block())
    both = added(first, block(heading="Second"), "risks", PLACE.format("risks"))
    assert style(both) == style(both, "Second") == "Heading 3"


def test_a_level_that_a_person_gave_stays() -> None:
    """A refresh keeps the style of the heading that stands there."""
    data = added(paper(("Risks", 1)), block())
    main = main_part(data)
    assert main.count(b'"Heading2"') == 1
    made = docx.Document(io.BytesIO(data))
    next(p for p in made.paragraphs if p.text == HEADING).style = made.styles["Heading 4"]
    out = io.BytesIO()
    made.save(out)
    assert style(filled(out.getvalue(), block([(1, "New", "x")]))) == "Heading 4"


STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'


def of_styles(styles: str, above: str) -> str:
    """The id of the heading's style, or its outline level, in a document with these styles."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    place = "<w:p><w:r><w:t>[[riskreg:changes]]</w:t></w:r></w:p>"
    typed = f'<w:styles xmlns:w="{space}">{styles}</w:styles>'.encode()
    main = main_part(added(archive(parts(body(above, place, paragraph("After")), word__styles_dot_xml=typed)), block()))
    found = re.search(
        rb'<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr><w:r>(?:<w:rPr>.{0,40}</w:rPr>)?<w:t xml:space="preserve">Changes since',
        main,
    )
    assert found is not None
    named = re.search(rb'<w:(?:pStyle|outlineLvl) w:val="(\w+)"', found[1])
    assert named is not None
    return named[1].decode()


def headed(properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>Risks</w:t></w:r></w:p>"


def test_the_levels_that_the_document_defines() -> None:
    """The style is one that the document has; without any, the paragraph itself says its level."""
    two = STYLE.format("U1", "heading 1", "") + STYLE.format("U2", "heading 2", "")
    assert of_styles(two, headed('<w:pStyle w:val="U2"/>')) == "U2"
    assert of_styles(two, headed('<w:pStyle w:val="U1"/>')) == "U2"
    assert of_styles("", headed('<w:outlineLvl w:val="2"/>')) == "3"


def test_a_style_of_ones_own_has_the_level_of_what_it_is_based_on_or_of_its_outline() -> None:
    """Councils name their heading styles as they like."""
    levels = "".join(STYLE.format(f"U{n}", f"heading {n}", "") for n in range(1, 6))
    based = STYLE.format("Own", "Committee heading", '<w:basedOn w:val="U3"/>')
    outline = STYLE.format("Own", "Committee heading", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>')
    assert of_styles(levels + based, headed('<w:pStyle w:val="Own"/>')) == "U4"
    assert of_styles(levels + outline, headed('<w:pStyle w:val="Own"/>')) == "U5"
