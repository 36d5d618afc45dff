"""The look of a first block: the document's own styles, and the table style that its tables use most."""

from __future__ import annotations

from collections import Counter
from xml.sax.saxutils import quoteattr

from attrs import evolve

from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.level import WITHOUT
from riskreg.papers.ooxml.looks import CellLook, House, Look, TableLook
from riskreg.papers.ooxml.properties import Properties
from riskreg.papers.ooxml.scan import Element, Part
from riskreg.papers.ooxml.sizes import lettering
from riskreg.papers.ooxml.standing import Reader, own_style
from riskreg.papers.ooxml.styles import Styles

_A4_WIDTH, _INCH = 11906, 1440
_NARROWEST = 1440
_BELOW_TABLE = 80
"""The space above a footnote, in twentieths of a point."""

_BORDER_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_OF_ITS_PLACE = ("w:tblpPr", "w:tblOverlap", "w:tblW", "w:tblInd", "w:jc", "w:tblLayout", "w:tblCaption")


def first_house(part: Part, styles: Styles, at: int, paragraph: Element | None = None, level: int = WITHOUT) -> House:
    """The look of a first block at that byte, in the place of that paragraph, with a heading of that level."""
    lead, table = _lead(part, styles, paragraph), _table(part, styles)
    bullet = styles.id("paragraph", "list bullet") or ""
    return House(
        heading=_heading(part, styles, level),
        lead=lead,
        caption=_caption(part, styles, lead),
        table=table,
        note=_note(part, lead),
        width=_text_width(part.root, at),
        bullet=bullet,
        letters=lettering(table, styles, bullet),
    )


def _lead(part: Part, styles: Styles, paragraph: Element | None) -> Look:
    """The look of the paragraph that made room, but for what only marked the place: highlighting, numbers, headings."""
    if paragraph is None or own_style(paragraph.child("w:pPr")) in styles.headings:
        return Look()
    look = Reader(part, styles).look(paragraph)
    return Look(
        look.paragraph.only("w:pStyle", "w:spacing", "w:ind", "w:jc", "w:contextualSpacing"),
        look.run.without("w:highlight", "w:shd", "w:color", "w:b", "w:bCs", "w:i", "w:iCs", "w:u"),
    )


def _note(part: Part, lead: Look) -> Look:
    """Notes stand close together, for there may be one for each risk, and a little apart from the table."""
    if lead.paragraph.has("w:spacing"):
        return lead
    w, space = part.prefix, _BELOW_TABLE
    return evolve(
        lead, paragraph=lead.paragraph.put("w:spacing", f'<{w}spacing {w}before="{space}" {w}after="{space}"/>')
    )


def _heading(part: Part, styles: Styles, level: int) -> Look:
    w, style = part.prefix, styles.heading(level)
    own = Properties("w:pPr").put("w:keepNext", f"<{w}keepNext/>")
    if style is not None:
        return Look(own.put("w:pStyle", _style(w, "pStyle", style)))
    bold = Properties("w:rPr").put("w:b", f"<{w}b/>")
    return Look(own.put("w:outlineLvl", f'<{w}outlineLvl {w}val="{min(level, 9) - 1}"/>'), bold)


def _caption(part: Part, styles: Styles, lead: Look) -> Look:
    w, style = part.prefix, styles.id("paragraph", "caption")
    if style is not None:
        return Look(Properties("w:pPr").put("w:pStyle", _style(w, "pStyle", style)))
    return evolve(lead, run=lead.run.put("w:b", f"<{w}b/>"))


def _table(part: Part, styles: Styles) -> TableLook:
    w = part.prefix
    tables = [t for t in part.root.all() if t.name == "w:tbl" and len(text.rows(t)) > 1]
    used = Counter(_table_style(t) or styles.default_table for t in tables)
    style = used.most_common(1)[0][0] if used else None
    model = next((t for t in tables if (_table_style(t) or styles.default_table) == style and _has_head(t)), None)
    look = _after(Reader(part, styles).table(model)) if model is not None else None
    if style in (None, styles.default_table):
        style = None if model is not None else styles.id("table", "table grid")
    look = look or _unseen(part, styles, style)
    own = look.table if style is None else look.table.put("w:tblStyle", _style(w, "tblStyle", style))
    if style is None and not own.has("w:tblBorders") and not look.head[0].cell.has("w:tcBorders"):
        own = own.put("w:tblBorders", _borders(w))
    if not own.has("w:tblLook"):
        flags = f'firstRow="1" {w}lastRow="0" {w}firstColumn="0" {w}lastColumn="0" {w}noHBand="0" {w}noVBand="1"'
        own = own.put("w:tblLook", f'<{w}tblLook {w}val="0420" {w}{flags}/>')
    return evolve(look, table=own)


def _unseen(part: Part, styles: Styles, style: str | None) -> TableLook:
    """The look where no table shows one: the headings are bold, unless the table's style sets them apart."""
    if style is not None and styles.sets_headings_apart(style):
        return TableLook()
    w = part.prefix
    bold = Properties("w:rPr").put("w:b", f"<{w}b/>").put("w:bCs", f"<{w}bCs/>")
    return TableLook(head=(CellLook(text=Look(run=bold)),))


def _after(model: TableLook) -> TableLook:
    """The look of a table that stands elsewhere, but for its size, its place and what its columns are about."""
    head, body = model.head[0], model.body[0]
    return TableLook(
        table=model.table.without(*_OF_ITS_PLACE, "w:tblDescription"),
        head=(_cell(head, "w:tcBorders", "w:shd", "w:tcMar", "w:vAlign"),),
        body=(_cell(body, "w:tcBorders", "w:tcMar"),),
    )


def _cell(look: CellLook, *kept: str) -> CellLook:
    plain = Look(look.text.paragraph.without("w:numPr", "w:jc", "w:ind"), look.text.run)
    return CellLook(look.cell.only(*kept), plain)


def _has_head(table: Element) -> bool:
    """Whether the first row of a table looks like a heading: it repeats, or is shaded."""
    first = text.rows(table)[0]
    own = first.child("w:trPr")
    cells = [c.child("w:tcPr") for c in text.cells(first)]
    return (own is not None and own.child("w:tblHeader") is not None) or all(c and c.child("w:shd") for c in cells)


def _table_style(table: Element) -> str | None:
    own = table.child("w:tblPr")
    return own.value("w:tblStyle") if own is not None else None


def _style(w: str, tag: str, id: str) -> str:
    return f"<{w}{tag} {w}val={quoteattr(id)}/>"


def _borders(w: str) -> str:
    sides = (f'<{w}{side} {w}val="single" {w}sz="4" {w}space="0" {w}color="auto"/>' for side in _BORDER_SIDES)
    return f"<{w}tblBorders>{''.join(sides)}</{w}tblBorders>"


def _text_width(root: Element, at: int) -> int:
    """How wide the text is in the section that a byte stands in: a section is described where it ends."""
    section = next((e for e in root.all() if e.name == "w:sectPr" and e.start > at), None)
    size = section.child("w:pgSz") if section is not None else None
    margins = section.child("w:pgMar") if section is not None else None
    width = _twips(size, "w:w", _A4_WIDTH) - _twips(margins, "w:left", _INCH) - _twips(margins, "w:right", _INCH)
    return max(width, _NARROWEST)


def _twips(element: Element | None, name: str, default: int) -> int:
    stated = element.attributes.get(name, "") if element is not None else ""
    return int(stated) if stated.isdecimal() and len(stated) < 6 else default
