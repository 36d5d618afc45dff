"""The size of the text in a table, and the margins of its cells, as a document's styles and properties state them."""

from __future__ import annotations

import re

from riskreg.papers.ooxml.lettering import MARGIN, UNSTATED, Lettering
from riskreg.papers.ooxml.looks import TableLook
from riskreg.papers.ooxml.properties import Properties
from riskreg.papers.ooxml.styles import Styles

_LARGEST = 144
"""A size, in half points, beyond which none is believed."""
_WIDEST = 1440
"""A margin, in twentieths of a point, beyond which none is believed."""


def lettering(look: TableLook, styles: Styles, bullet: str = "") -> Lettering:
    """How a table of that look is set; `bullet` is the style of the lists in it, which may be larger than the rest."""
    table = _named(look.table, "w:tblStyle") or styles.default_table or ""
    cells = (*look.head, *look.body)
    sizes = [
        _stated(cell.text.run.get("w:sz")) or _size(_named(cell.text.paragraph, "w:pStyle"), table, styles)
        for cell in cells
    ]
    sizes += [_size(bullet, table, styles)] if bullet else []
    stated = [look.table.get("w:tblCellMar"), *(cell.cell.get("w:tcMar") for cell in cells)]
    typed = [sum(sides.values()) for raw in stated if len(sides := _margins_typed(raw or "")) == 2]
    return Lettering(max(sizes), max(typed, default=_margins(table, styles)))


def _size(paragraph: str | None, table: str, styles: Styles) -> int:
    """What the paragraph's style says, else the table's, else the document's defaults."""
    for style in (*styles.chain(paragraph or styles.default_paragraph or ""), *styles.chain(table)):
        own = style.child("w:rPr")
        if own is not None and (size := _number(own.value("w:sz"))):
            return size
    return _number(styles.size) or UNSTATED


def _margins(table: str, styles: Styles) -> int:
    sides: dict[str, int] = {}
    for style in styles.chain(table):
        own = style.child("w:tblPr")
        stated = own.child("w:tblCellMar") if own is not None else None
        for child in stated.children if stated is not None else ():
            sides.setdefault(_side(child.name), _number(child.attributes.get("w:w"), _WIDEST))
    return sides.get("left", MARGIN) + sides.get("right", MARGIN)


def _side(name: str) -> str:
    bare = name.removeprefix("w:")
    return {"start": "left", "end": "right"}.get(bare, bare)


def _margins_typed(raw: str) -> dict[str, int]:
    """The margins left and right that a piece of XML states."""
    found = re.findall(r"<[\w.-]+:(left|right|start|end)\b([^>]*)>", raw)
    stated = {_side(side): re.search(r"\bw=[\"'](\d{1,5})[\"']", of) for side, of in found}
    return {side: _number(match[1], _WIDEST) for side, match in stated.items() if match}


def _named(own: Properties, name: str) -> str | None:
    found = re.search(r"\bval=[\"']([^\"']*)[\"']", own.get(name) or "")
    return found[1] if found else None


def _stated(raw: str | None) -> int:
    found = re.search(r"\bval=[\"'](\d{1,4})[\"']", raw or "")
    return _number(found[1]) if found else 0


def _number(text: str | None, most: int = _LARGEST) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 5 else 0
