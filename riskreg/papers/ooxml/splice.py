"""One block written in its place: the bytes that stand there, and those that come instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.document import Document
from riskreg.papers.ooxml.first import first_house
from riskreg.papers.ooxml.level import level_at
from riskreg.papers.ooxml.looks import House
from riskreg.papers.ooxml.pen import Pen, separated
from riskreg.papers.ooxml.places import Bookmark, Place, bookmark_name, says
from riskreg.papers.ooxml.scan import STRICT, WORD, Element, Part, scanned
from riskreg.papers.ooxml.standing import Reader
from riskreg.papers.ooxml.strays import Strays, strays
from riskreg.tables.block import Block

_OPENING = re.compile(r"<[\w.-]+:(p|tbl|bookmarkStart|bookmarkEnd)\b")


@frozen
class Splice:
    """A stretch of the main part, and what is to stand there."""

    begin: int
    """Its first byte."""
    stop: int
    """The byte after it."""
    xml: bytes
    """What comes instead."""


def splice(document: Document, place: Place, bookmark: Bookmark, block: Block, aside: Sequence[Place]) -> Splice:
    """A block in a place that has its bookmark; the tags stay where they are as far as that can be.

    `aside` are the places of all blocks: their headings are none of the paper.
    """
    body = written(document, place, block, _standing(document, place, block, aside))
    marks, part = strays(place, document.part), document.part
    opening, closing = bookmark.start, bookmark.end
    start, end = _tags(document, place.name, body, closing.attributes["w:id"])
    before = _between(part, place.covered[0].start, opening.start)
    after = _between(part, closing.end, place.covered[-1].end)
    within = closing.start < place.stop
    if not body.startswith(before) or says(place.covered[0], before=opening.start):
        before = ""
    if not body.endswith(after) or says(place.covered[-1], after=closing.end) or len(before) + len(after) > len(body):
        after = ""
    middle = body[len(before) : len(body) - len(after)]
    xml = f"{before}{start}{marks.ended}{middle}{marks.begun}{end if within else ''}{after}"
    return Splice(place.begin, place.stop, xml.encode("utf-8"))


def leftovers(place: Place, bookmark: Bookmark) -> list[Splice]:
    """What takes away those tags of a bookmark that begins several times which stand behind its block."""
    return [Splice(tag.start, tag.end, b"") for tag in bookmark.spare if tag.start >= place.stop]


def first_splice(document: Document, place: Place, block: Block, aside: Sequence[Place]) -> Splice:
    """A first block, with a new bookmark, in the place of a paragraph; a section that ends there still does."""
    paragraph = place.covered[0]
    house = first_house(document.part, document.styles, place.begin, paragraph, _level(document, place, aside))
    body = written(document, place, block, house, first=True)
    marks = strays(place, document.part)
    start, end = _tags(document, place.name, body, str(_free_id(document.part.root)))
    # LibreOffice loses a bookmark that begins right below a table.
    above = _known(document.part, f"<{document.part.prefix}p/>") if _touches(place) else ""
    xml = f"{above}{start}{marks.ended}{body}{marks.begun}{end}{_behind(document.part, place, body)}"
    return Splice(place.begin, place.stop, xml.encode("utf-8"))


def written(document: Document, place: Place, block: Block, house: House, *, first: bool = False) -> str:
    """The XML of a block in a place, without its bookmark; a first one is kept off the table above by its writer."""
    part = document.part
    pieces = Pen(part.prefix, part.strict).block(block, house, strays(place, part))
    return "".join(_known(part, p) for p in separated(pieces, part.prefix, touching=not first and _touches(place)))


def _touches(place: Place) -> bool:
    """Whether a table stands right above a place."""
    above = list(text.blocks(s for s in place.container.children if s.end <= place.begin))
    return bool(above) and above[-1].name == "w:tbl"


def said(document: Document, place: Place | None, block: Block) -> tuple[str, ...]:
    """The lines that a block will say in that place, or in a new one."""
    if place is None:
        house = first_house(document.part, document.styles, 0)
        pieces = Pen(document.part.prefix, document.part.strict).block(block, house, Strays())
        return text.lines(_fragment(document, "".join(_known(document.part, p) for p in pieces)))
    body = written(document, place, block, _standing(document, place, block, ()))
    return text.lines(_fragment(document, body))


def spliced(data: bytes, splices: Sequence[Splice]) -> bytes:
    """The bytes with each stretch replaced; they do not overlap."""
    kept, at = [], 0
    for one in sorted(splices, key=lambda s: s.begin):
        kept += [data[at : one.begin], one.xml]
        at = one.stop
    return b"".join((*kept, data[at:]))


def _level(document: Document, place: Place, aside: Sequence[Place]) -> int:
    return level_at(document.part.root, document.styles, place.begin, aside)


def _standing(document: Document, place: Place, block: Block, aside: Sequence[Place]) -> House:
    part = document.part
    blocks = list(text.blocks(place.covered))
    alone = blocks[0] if len(blocks) == 1 and blocks[0].name == "w:p" else None
    default = first_house(part, document.styles, place.begin, alone, _level(document, place, aside))
    if not any(text.text_of(b) for b in blocks):
        return default
    house = Reader(part, document.styles).house(place.covered, block, default)
    return house if part.declared else evolve(house, first_tag="")


def _tags(document: Document, name: str, body: str, id: str) -> tuple[str, str]:
    """The start and the end tag of a bookmark round a body."""
    w = document.part.prefix
    called = bookmark_name(name, text.digest(_fragment(document, body)))
    tags = f'<{w}bookmarkStart {w}id="{id}" {w}name="{called}"/>', f'<{w}bookmarkEnd {w}id="{id}"/>'
    return _known(document.part, tags[0]), _known(document.part, tags[1])


def _fragment(document: Document, xml: str) -> tuple[Element, ...]:
    """The elements of a piece of XML that stands in the main part."""
    root, data = document.part.root, document.part.data
    opening, closing = data[root.start : root.inner], data[root.inner_end : root.end]
    return scanned(opening + xml.encode("utf-8") + closing, document.main, document.file).root.children


def _known(part: Part, piece: str) -> str:
    """A piece whose prefix is declared in it, where the part as a whole does not."""
    if part.declared:
        return piece
    namespace = STRICT if part.strict else WORD
    return _OPENING.sub(lambda m: f'{m[0]} xmlns:{part.prefix[:-1]}="{namespace}"', piece, count=1)


def _between(part: Part, begin: int, stop: int) -> str:
    return part.data[begin:stop].decode("utf-8") if begin < stop else ""


def _free_id(root: Element) -> int:
    """A number that no bookmark, comment or change bears."""
    used = {int(id) for e in root.all() if (id := e.attributes.get("w:id", "")).isdecimal() and len(id) < 11}
    highest = max(used, default=0) + 1
    return highest if highest < 2**31 else next(n for n in range(len(used) + 1) if n not in used)


def _behind(part: Part, place: Place, body: str) -> str:
    """An empty paragraph behind a first block, where it is needed.

    It ends the section that the replaced paragraph ended; it keeps two tables apart; and it stands at the end of the
    document, where LibreOffice loses the end of a bookmark that no paragraph follows.
    """
    w, own = part.prefix, place.covered[0].child("w:pPr")
    section = own.child("w:sectPr") if own is not None else None
    if section is not None:
        return _known(part, f"<{w}p><{w}pPr>{part.raw(section)}</{w}pPr></{w}p>")
    below = next(text.blocks(s for s in place.container.children if s.start >= place.stop), None)
    needed = below is None or (below.name == "w:tbl" and body.endswith(f"</{w}tbl>"))
    return _known(part, f"<{w}p/>") if needed else ""
