"""The house style that stands in a document: read off the paragraphs and the table of a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.looks import CellLook, House, Look, TableLook
from riskreg.papers.ooxml.properties import Properties, properties
from riskreg.papers.ooxml.scan import Element, Part
from riskreg.papers.ooxml.sizes import lettering
from riskreg.papers.ooxml.styles import Styles
from riskreg.tables.block import Block

_OFF = frozenset({"0", "false", "off"})
_NEVER = ("w:sectPr", "w:cnfStyle", "w:divId", "w:framePr")
_NO_RUN = ("w:strike", "w:dstrike", "w:highlight", "w:vanish")
_NO_CELL = ("w:cnfStyle", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcFitText")
_NO_ROW = ("w:cnfStyle", "w:divId", "w:gridBefore", "w:gridAfter", "w:wBefore", "w:wAfter")


@frozen
class Reader:
    """Reads looks off elements."""

    part: Part
    """The document."""
    styles: Styles
    """Its styles."""

    def house(self, covered: Sequence[Element], block: Block, default: House) -> House:
        """The look of the block that these elements are, for what it is to hold; the default where nothing stands."""
        blocks = list(text.blocks(covered))
        at = next((i for i, b in enumerate(blocks) if b.name == "w:tbl"), len(blocks))
        above = [b for b in blocks[:at] if text.text_of(b)]
        below = [b for b in blocks[at + 1 :] if b.name == "w:p" and text.text_of(b)]
        headings = [p for p in above if self._is_heading(p) or (p is above[0] and _is(p, block.heading))]
        plain = [p for p in above if p not in headings]
        captions = plain[-1:] if at < len(blocks) and plain and self._is_caption(plain[-1], block) else []
        table = self.table(blocks[at]) if at < len(blocks) else default.table
        leads = [p for p in plain if p not in captions]
        lead = self.look((leads or below)[0]) if leads or below else default.lead
        return evolve(
            default,
            heading=self.look(headings[0]) if headings else default.heading,
            lead=lead,
            caption=self.look(captions[0]) if captions else default.caption,
            table=table,
            letters=lettering(table, self.styles, default.bullet),
            note=self.look(below[0]) if below else lead,
            first_tag=self._start_tag(blocks[0]) if blocks[0].name == "w:p" else "",
        )

    def look(self, paragraph: Element) -> Look:
        """How a paragraph looks: its properties and those of its first text that is not struck out."""
        own = properties("w:pPr", paragraph, self.part).without(*_NEVER)
        return Look(own, self._run([paragraph]))

    def table(self, table: Element) -> TableLook:
        """How a table looks: its header row, and its first other row as an example for all others."""
        rows = text.rows(table)
        heads = [r for r in rows if is_on(properties("w:trPr", r, self.part), "w:tblHeader")] or rows[:1]
        bodies = [r for r in rows if r not in heads] or heads
        grid = table.child("w:tblGrid")
        widths = tuple(_number(c.attributes.get("w:w")) for c in grid.children) if grid else ()
        count = max([len(widths), *(len(_by_column(r)) for r in rows)], default=1)
        head = _padded(_by_column(heads[0]) if heads else [], count)
        bottom = [_padded(_by_column(r), count) for r in bodies]
        return TableLook(
            properties("w:tblPr", table, self.part),
            widths if len(widths) == count and all(widths) else (),
            tuple(text.cell_text(cell) if cell else "" for cell in head),
            self._row(heads[:1]),
            tuple(self._cells([cell]) for cell in head),
            self._row(bodies[:1]).without("w:tblHeader"),
            tuple(self._cells([row[i] for row in bottom]) for i in range(count)),
        )

    def _row(self, rows: Sequence[Element]) -> Properties:
        own = properties("w:trPr", rows[0] if rows else None, self.part).without(*_NO_ROW)
        height = own.get("w:trHeight") or ""
        return own.without("w:trHeight") if "exact" in height else own

    def _cells(self, column: Sequence[Element | None]) -> CellLook:
        """The look of the first of these cells; its shading only where all have it: one alone was coloured by hand."""
        cells = [cell for cell in column if cell is not None]
        every = [properties("w:tcPr", cell, self.part) for cell in cells]
        own = (every[0] if every else Properties("w:tcPr")).without(*_NO_CELL)
        if any(p.get("w:shd") != own.get("w:shd") for p in every):
            own = own.without("w:shd")
        paragraphs = [p for cell in cells for p in text.blocks(cell.children) if p.name == "w:p"]
        looks = (properties("w:pPr", p, self.part) for p in paragraphs)
        plain = next((p for p in looks if not self._is_item(p)), Properties("w:pPr"))
        return CellLook(own, Look(plain.without(*_NEVER, "w:pageBreakBefore"), self._run(paragraphs)))

    def _run(self, paragraphs: Sequence[Element]) -> Properties:
        """The properties of the first run that is neither struck out nor, where another is not, bold."""
        runs = [properties("w:rPr", run, self.part) for p in paragraphs for run in _runs(p)]
        kept = [r for r in runs if not is_on(r, "w:strike") and not is_on(r, "w:dstrike")] or runs
        light = (r for r in kept if not is_on(r, "w:b"))
        return next(light, kept[0] if kept else Properties("w:rPr")).without(*_NO_RUN)

    def _is_heading(self, paragraph: Element) -> bool:
        own = paragraph.child("w:pPr")
        return own is not None and (own.child("w:outlineLvl") is not None or own_style(own) in self.styles.headings)

    def _is_caption(self, paragraph: Element, block: Block) -> bool:
        """Whether a paragraph just above a table is its caption, where the block is to have one."""
        if not shows_caption(block):
            return False
        own = properties("w:pPr", paragraph, self.part)
        style = own_style(paragraph.child("w:pPr"))
        named = style is not None and style == self.styles.id("paragraph", "caption")
        return named or is_on(own, "w:keepNext") or _is(paragraph, block.table.caption)

    def _is_item(self, own: Properties) -> bool:
        item = self.styles.id("paragraph", "list bullet")
        return own.has("w:numPr") or (item is not None and f'"{item}"' in (own.get("w:pStyle") or ""))

    def _start_tag(self, paragraph: Element) -> str:
        tag = self.part.data[paragraph.start : paragraph.inner].decode("utf-8")
        return tag[:-2].rstrip() + ">" if tag.endswith("/>") else tag


def shows_caption(block: Block) -> bool:
    """Whether the caption is to be seen above the table: where it says something that the heading does not."""
    caption = text.plain(block.table.caption)
    return bool(caption) and caption != text.plain(block.heading)


def own_style(own: Element | None) -> str | None:
    """The id of the style that properties name."""
    return own.value("w:pStyle") if own is not None else None


def _is(paragraph: Element, words: str) -> bool:
    return text.text_of(paragraph) == text.plain(words) != ""


def is_on(own: Properties, name: str) -> bool:
    """Whether a property that is on or off is on."""
    raw = own.get(name)
    return raw is not None and not any(f'"{word}"' in raw or f"'{word}'" in raw for word in _OFF)


def _runs(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph that hold text; not those of links, which look like links."""
    for child in paragraph.children:
        if child.name == "w:r" and text.raw_text(child).strip():
            yield child
        elif child.name not in ("w:hyperlink", "w:r", "w:pPr"):
            yield from _runs(child)


def _by_column(row: Element) -> list[Element]:
    """The cells of a row, one that spans several columns as often."""
    found = []
    for cell in text.cells(row):
        own = cell.child("w:tcPr")
        found += [cell] * max(1, min(63, _number(own.value("w:gridSpan") if own else None)))
    return found


def _padded(cells: Sequence[Element], count: int) -> list[Element | None]:
    return [*cells[:count], *[None] * (count - len(cells))]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0
