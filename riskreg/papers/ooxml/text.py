"""What a stretch of a document says: its lines for people to compare, and the digest that shows whether it was edited.

White space, line breaks and the composition of accents do not count: Word and LibreOffice write them anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from riskreg.papers.ooxml.scan import Element

_SAYS = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": " ",
    "w:cr": " ",
    "w:noBreakHyphen": "\u2011",
    "w:drawing": "[picture]",
    "w:pict": "[picture]",
    "w:object": "[object]",
    "w:sym": "[symbol]",
    "w:footnoteReference": "[footnote]",
    "w:endnoteReference": "[endnote]",
    "oMath": "[formula]",
    "w:instrText": "[field]",
    "w:fldSimple": "[field]",
}
"""What is not text, as far as it shows that somebody has put it there; soft hyphens say nothing."""

_EMPTY_FIELD = re.compile(r'\s*(FILLIN|FORMTEXT)\s*(""\s*)?', re.IGNORECASE)
"""A field that asks for nothing: LibreOffice 7.4 leaves one round the first paragraph of a content control that went
through OpenDocument."""

_SILENT = frozenset({"w:txbxContent", "Fallback", "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:tabs"})
_TRANSPARENT = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "AlternateContent", "Choice", "w:ins"})

Row = Sequence[str]


def raw_text(element: Element) -> str:
    """The text in an element, as it is typed; of a text box nothing."""
    if element.name == "w:t":
        return element.text
    said = "" if _is_empty_field(element) else _SAYS.get(element.name, "")
    if element.name in ("w:drawing", "w:pict", "w:object", "oMath"):
        return said
    return said + "".join(raw_text(child) for child in element.children if child.name not in _SILENT)


def shows(element: Element) -> bool:
    """Whether an element by itself is something to be seen."""
    return bool(element.text) if element.name == "w:t" else element.name in _SAYS and not _is_empty_field(element)


def _is_empty_field(element: Element) -> bool:
    """Whether an element is the instruction of a field that asks for nothing; what stands in the field is text."""
    if element.name == "w:instrText":
        return _EMPTY_FIELD.fullmatch(element.text) is not None
    return element.name == "w:fldSimple" and _EMPTY_FIELD.fullmatch(element.attributes.get("w:instr", "")) is not None


def plain(text: str) -> str:
    """The text with single spaces, composed accents and no soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def text_of(element: Element) -> str:
    """What an element says, on one line."""
    return plain(raw_text(element))


def blocks(elements: Iterable[Element]) -> Iterator[Element]:
    """The paragraphs and tables among these elements, seen through content controls and the like."""
    for element in elements:
        if element.name in ("w:p", "w:tbl"):
            yield element
        elif element.name in _TRANSPARENT:
            yield from blocks(element.children)


def rows(table: Element) -> list[Element]:
    """The rows of a table, seen through content controls round them."""
    return list(_within(table, "w:tr"))


def cells(row: Element) -> list[Element]:
    """The cells of a row, seen through content controls round them."""
    return list(_within(row, "w:tc"))


def _within(element: Element, name: str) -> Iterator[Element]:
    for child in element.children:
        if child.name == name:
            yield child
        elif child.name in _TRANSPARENT:
            yield from _within(child, name)


def cell_text(cell: Element) -> str:
    """What all paragraphs of a cell say, on one line."""
    return plain(" ".join(_cell_parts(cell)))


def _cell_parts(cell: Element) -> Iterator[str]:
    for block in blocks(cell.children):
        if block.name == "w:p":
            yield raw_text(block)
        else:
            yield from (cell_text(inner) for row in rows(block) for inner in cells(row))


def content(elements: Iterable[Element]) -> list[str | list[str]]:
    """What elements say: a text for each paragraph that has one, a list of texts for each row of a table."""
    said: list[str | list[str]] = []
    for block in blocks(elements):
        if block.name == "w:tbl":
            said += [[cell_text(cell) for cell in cells(row)] for row in rows(block)]
        elif text := text_of(block):
            said.append(text)
    return said


def lines(elements: Iterable[Element]) -> tuple[str, ...]:
    """What elements say, as lines that a person can compare."""
    return tuple(said if isinstance(said, str) else " | ".join(said) for said in content(elements))


def digest(elements: Iterable[Element]) -> str:
    """Eight letters that change with what the elements say."""
    said = json.dumps(content(elements), ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", errors="backslashreplace")).hexdigest()[:8]
