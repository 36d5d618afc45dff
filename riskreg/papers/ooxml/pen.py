"""A block as WordprocessingML, in a given look: heading, sentences, caption, table, footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from riskreg.comparison.words import SpanKind
from riskreg.papers.ooxml.looks import CellLook, House, Look, fitted, is_right
from riskreg.papers.ooxml.properties import Properties
from riskreg.papers.ooxml.spoken import Line, Words, cell_lines, escaped, one_line
from riskreg.papers.ooxml.standing import shows_caption
from riskreg.papers.ooxml.strays import Strays
from riskreg.papers.ooxml.widths import widths
from riskreg.tables.block import Block
from riskreg.tables.marked import Marked
from riskreg.tables.table import Column, Row, Table, choose
from riskreg.tables.wording import count
from riskreg.tables.wrap import BULLET

_NO_MARK = ("w:b", "w:bCs", "w:strike", "w:dstrike")


@frozen
class Pen:
    """Writes elements with the prefix that a document gives them."""

    w: str
    """The prefix, with its colon."""
    strict: bool = False
    """Whether the document is of the strict form, which says `end` for `right`."""

    def block(self, block: Block, house: House, strays: Strays) -> list[str]:
        """The paragraphs and the table of a block, one after another."""
        table = choose(block.table)
        pieces = [self.text(block.heading, house.heading)] if one_line(block.heading) else []
        pieces += self.texts(table.lead, house.lead)
        if shows_caption(block):
            keeping = house.caption.paragraph.put("w:keepNext", f"<{self.w}keepNext/>")
            pieces.append(self.text(table.caption, evolve(house.caption, paragraph=keeping)))
        pieces += [self.table(table, house), *self.texts(table.notes, house.note)]
        first = self._with_strays(pieces[0], strays)
        if house.first_tag and first.startswith(f"<{self.w}p>"):
            first = house.first_tag + first[len(f"<{self.w}p>") :]
        return [first, *pieces[1:]]

    def texts(self, texts: Sequence[str], look: Look) -> list[str]:
        """A paragraph for each text that says something."""
        return [self.text(text, look) for text in texts if one_line(text)]

    def text(self, text: str, look: Look) -> str:
        """A paragraph of unmarked text; its line breaks stay breaks."""
        return self.paragraph(cell_lines(text), look)

    def paragraph(self, lines: Sequence[Line], look: Look) -> str:
        """A paragraph of these lines."""
        broken = f"<{self.w}r><{self.w}br/></{self.w}r>".join("".join(self._run(w, look) for w in ln) for ln in lines)
        return f"<{self.w}p>{self.own(look.paragraph)}{broken}</{self.w}p>"

    def table(self, table: Table, house: House) -> str:
        """A table: a row of headings that repeats, rows that stay on one page, no empty and no merged cell."""
        w, look = self.w, fitted(house.table, table.columns)
        given = len(look.widths) == len(table.columns)
        grid = look.widths if given else widths(table, sum(look.widths) or house.width, house.letters)
        wanted = [0 if given else n for n in grid]
        heads = [self._fit(*of) for of in zip(look.head, table.columns, wanted, strict=True)]
        bodies = [self._fit(*of) for of in zip(look.body, table.columns, wanted, strict=True)]
        rows = table.rows or ((None,) * len(table.columns),)
        bodies = [_unmarked(cell) if _is_marked(rows, i) else cell for i, cell in enumerate(bodies)]
        whole = look.body_row.put("w:cantSplit", f"<{w}cantSplit/>")
        first = look.head_row.put("w:cantSplit", f"<{w}cantSplit/>").put("w:tblHeader", f"<{w}tblHeader/>")
        own = look.table if look.widths else look.table.put("w:tblW", f'<{w}tblW {w}w="{sum(grid)}" {w}type="dxa"/>')
        columns = "".join(f'<{w}gridCol {w}w="{n}"/>' for n in grid)
        head = self._row(first, heads, tuple(c.title for c in table.columns), "")
        body = "".join(self._row(whole, bodies, row, house.bullet) for row in rows)
        described = self.own(self._described(own, table))
        return f"<{w}tbl>{described}<{w}tblGrid>{columns}</{w}tblGrid>{head}{body}</{w}tbl>"

    def own(self, own: Properties) -> str:
        """Properties as they are written; nothing where there are none."""
        tag = own.name.replace("w:", self.w)
        return f"<{tag}>{''.join(raw for _, raw in own.items)}</{tag}>" if own else ""

    def _described(self, own: Properties, table: Table) -> Properties:
        """The table's properties with its caption, and with what a reader who does not see it is told of it."""
        w, titles = self.w, ", ".join(one_line(c.title) for c in table.columns)
        described = (
            f"{count(len(table.columns), 'column')}: {titles}. {count(len(table.rows), 'row')} below the headings."
        )
        caption = escaped(one_line(table.caption)) or "Table"
        named = own.put("w:tblCaption", f'<{w}tblCaption {w}val="{caption}"/>')
        return named.put("w:tblDescription", f'<{w}tblDescription {w}val="{escaped(described)}"/>')

    def _fit(self, look: CellLook, column: Column, width: int) -> CellLook:
        """The look of a cell with its column's width, if one is given, and its numbers to the right."""
        w, own, paragraph = self.w, look.cell, look.text.paragraph
        if width:
            own = own.put("w:tcW", f'<{w}tcW {w}w="{width}" {w}type="dxa"/>')
        sides = ("start", "end") if self.strict else ("left", "right")
        if (column.align == "right") != is_right(look.text):
            paragraph = paragraph.put("w:jc", f'<{w}jc {w}val="{sides[column.align == "right"]}"/>')
        return CellLook(own, evolve(look.text, paragraph=paragraph))

    def _row(self, own: Properties, looks: Sequence[CellLook], row: Row, bullet: str) -> str:
        cells = (self._cell(look, cell_lines(cell), bullet) for look, cell in zip(looks, row, strict=True))
        return f"<{self.w}tr>{self.own(own)}{''.join(cells)}</{self.w}tr>"

    def _cell(self, look: CellLook, lines: Sequence[Line], bullet: str) -> str:
        paragraphs = (self._line(line, look.text, bullet) for line in lines)
        return f"<{self.w}tc>{self.own(look.cell)}{''.join(paragraphs)}</{self.w}tc>"

    def _line(self, line: Line, look: Look, bullet: str) -> str:
        """A line of a cell as a paragraph; an item of a list as one, where the document has a style for it."""
        first = line[0]
        if not bullet or first.kind is not SpanKind.KEPT or not first.text.startswith(BULLET):
            return self.paragraph([line], look)
        item = Properties("w:pPr").put("w:pStyle", f'<{self.w}pStyle {self.w}val="{escaped(bullet)}"/>')
        return self.paragraph(
            [(Words(first.kind, first.text.removeprefix(BULLET)), *line[1:])], evolve(look, paragraph=item)
        )

    def _run(self, words: Words, look: Look) -> str:
        if not words.text:
            return ""
        w, own = self.w, look.run
        if words.kind is SpanKind.ADDED:
            own = own.put("w:b", f"<{w}b/>")
        elif words.kind is SpanKind.REMOVED:
            own = own.put("w:strike", f"<{w}strike/>")
        return f'<{w}r>{self.own(own)}<{w}t xml:space="preserve">{escaped(words.text)}</{w}t></{w}r>'

    def _with_strays(self, piece: str, strays: Strays) -> str:
        """The first piece with the marks of others round the text of its first paragraph."""
        if not strays.before and not strays.after:
            return piece
        begin = piece.index(f"<{self.w}p>") + len(f"<{self.w}p>")
        close = f"</{self.w}pPr>"
        if piece.startswith(f"<{self.w}pPr>", begin):
            begin = piece.index(close, begin) + len(close)
        end = piece.index(f"</{self.w}p>", begin)
        return piece[:begin] + strays.before + piece[begin:end] + strays.after + piece[end:]


def _is_marked(rows: Sequence[Row], column: int) -> bool:
    return any(isinstance(row[column], Marked) for row in rows)


def _unmarked(look: CellLook) -> CellLook:
    """The look of a column whose words may be marked: bold and struck out are then marks, not style."""
    return evolve(look, text=evolve(look.text, run=look.text.run.without(*_NO_MARK)))


def separated(pieces: Sequence[str], w: str, *, touching: bool) -> Iterator[str]:
    """The pieces with an empty paragraph where a table begins or ends them, unless the block is a table alone.

    A bookmark that begins in a paragraph and ends in a cell, or the other way round, is lost on the way through
    OpenDocument. `touching`: a table stands right above, which a table would join.
    """
    first, last = (piece.startswith(f"<{w}tbl>") for piece in (pieces[0], pieces[-1]))
    before = first and (touching or not last)
    if before:
        yield f"<{w}p/>"
    yield from pieces
    if last and (before or not first):
        yield f"<{w}p/>"
