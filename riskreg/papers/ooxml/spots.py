"""The one paragraph of a document that says a text and nothing else: where a first block is put."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.errors import NotPossible
from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.places import Place, is_tracked
from riskreg.papers.ooxml.scan import Element

_MOVE = "put it into a paragraph of its own in the running text"


def spot(root: Element, at: str, name: str, taken: Sequence[Place], file: str) -> Place:
    """The place of the paragraph that says `at`, typed in however many pieces.

    Raises NotPossible where no paragraph does, or several do, or it stands where no table can.
    """
    wanted = text.plain(at)
    if not wanted:
        raise NotPossible(f"{file}: the text to look for is empty", "name it: --at '[[riskreg:changes]]'")
    paragraphs = [e for e in root.all() if e.name == "w:p"]
    found = [p for p in paragraphs if text.text_of(p) == wanted]
    if len(found) != 1:
        raise _not_one(file, at, len(found), [p for p in paragraphs if wanted in text.text_of(p)])
    paragraph, way = found[0], root.path(found[0])
    _usable(paragraph, way, at, file)
    place = Place(name, "", way[-2], (paragraph,))
    inside = next((t for t in taken if t.begin <= place.begin < t.stop), None)
    if inside is not None:
        raise NotPossible(f'{file}: "{at}" stands within the block of {inside.name}', "put it outside of that block")
    return place


def _not_one(file: str, at: str, found: int, near: Sequence[Element]) -> NotPossible:
    if found:
        return NotPossible(f'{file}: {found} paragraphs say "{at}"', "leave it in one of them")
    if near:
        return NotPossible(f'{file}: "{at}" stands among other words', _MOVE)
    advice = "type these words into a paragraph of their own, where the table is to go, save the paper, and try again"
    return NotPossible(f'{file}: no paragraph says "{at}"', advice)


def _usable(paragraph: Element, way: Sequence[Element], at: str, file: str) -> None:
    names = [e.name for e in way[:-1]]
    said = f'{file}: "{at}" stands'
    if "w:tc" in names:
        raise NotPossible(f"{said} in a table; a table within a table is hard to read aloud", _MOVE)
    if names[-1] not in ("w:body", "w:sdtContent", "w:customXml") or "w:txbxContent" in names:
        raise NotPossible(f"{said} in a text box, or in what holds no tables", _MOVE)
    if any(is_tracked(e) for e in (*way, *paragraph.all())):
        raise NotPossible(f"{said} in tracked changes", "accept or reject them in Word first")
    own = [e.child("w:sdtPr") for e in way if e.name == "w:sdt"]
    if any(o is not None and (o.child("w:text") or o.child("w:dataBinding") or o.child("w:lock")) for o in own):
        raise NotPossible(f"{said} in a content control that is locked, or holds plain text alone", _MOVE)
    kinds = [e.attributes.get("w:fldCharType") for e in paragraph.all() if e.name == "w:fldChar"]
    if kinds.count("begin") != kinds.count("end"):
        raise NotPossible(f"{said} where a field begins or ends", _MOVE)
