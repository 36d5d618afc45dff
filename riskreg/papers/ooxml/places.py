"""Where the blocks of a document stand: bookmarks that cover whole paragraphs and tables, and what makes one unusable.

riskreg writes a bookmark round a block, between paragraphs. Word and LibreOffice move its start into the first
paragraph or cell, and its end into the last one or to the beginning of the paragraph after; all that is understood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from riskreg.errors import NotPossible
from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.scan import Element

_OURS = re.compile(r"riskreg_", re.IGNORECASE)
_NAME = re.compile(r"riskreg_(?P<name>[a-z][a-z0-9_]{0,20}?)(__(?P<digest>[0-9a-f]{8}))?")
_CONTAINERS = frozenset({"w:body", "w:sdtContent", "w:customXml"})
_BLOCKS = frozenset({"w:p", "w:tbl", "w:sdt", "w:customXml"})
RANGE_MARKS = frozenset(f"w:{kind}{side}" for kind in ("bookmark", "commentRange", "perm") for side in ("Start", "End"))
"""What begins in one place and ends in another, without holding anything."""
_HARMLESS = RANGE_MARKS | {"w:proofErr"}
_FAR = 40
"""How many paragraphs above a bookmark may belong to its block."""
_TRACKED = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel", "w:cellMerge"})


@frozen
class Bookmark:
    """A bookmark of riskreg's."""

    start: Element
    """Its start tag."""
    end: Element
    """Its end tag."""
    ids: frozenset[str]
    """Its id; where it begins several times, all its ids."""
    spare: tuple[Element, ...] = ()
    """Its tags besides these two, where it begins several times."""


@frozen
class Place:
    """A stretch of whole paragraphs and tables that riskreg writes anew."""

    name: str
    """The named table that stands there."""
    stated: str
    """The digest in the bookmark's name; empty where a person made the bookmark, or there is none yet."""
    container: Element
    """The body, or the content of a content control, that the stretch stands in."""
    covered: tuple[Element, ...]
    """The paragraphs and tables, and what stands between them."""
    bookmark: Bookmark | None = None
    """Its bookmark; none where a first block is to be put."""

    @property
    def begin(self) -> int:
        """The first byte of the stretch."""
        first = self.covered[0].start
        return min(first, self.bookmark.start.start) if self.bookmark else first

    @property
    def stop(self) -> int:
        """The byte after the stretch: at most behind the end tag, never within a paragraph that follows."""
        last, end = self.covered[-1].end, self.bookmark.end if self.bookmark else None
        return end.end if end is not None and end.start >= last and end in self.container.children else last


def bookmark_name(name: str, digest: str) -> str:
    """What the bookmark of a block is called; Word allows 40 characters."""
    return f"riskreg_{name}__{digest}"


def places(root: Element, file: str) -> tuple[Place, ...]:
    """The places of all blocks, in the order of the document.

    Raises NotPossible where a bookmark is half gone, doubled, stands within another one, in a cell, in the middle of a
    paragraph, or where changes are tracked.
    """
    everything = tuple(root.all())
    starts = [e for e in everything if e.name == "w:bookmarkStart" and _OURS.match(e.attributes.get("w:name", ""))]
    called = dict.fromkeys(start.attributes["w:name"] for start in starts)
    groups = [[s for s in starts if s.attributes["w:name"] == name] for name in called]
    found = sorted((_place(root, group, everything, file) for group in groups), key=lambda p: p.begin)
    for name, n in Counter(p.name for p in found).items():
        if n > 1:
            raise _refused(file, name, f"is there {n} times", "delete all but one of these bookmarks")
    for one, other in pairwise(found):
        if other.begin < one.stop:
            raise _refused(file, other.name, f"overlaps with that of {one.name}", "delete one of the two bookmarks")
    return tuple(found)


def _place(root: Element, starts: Sequence[Element], everything: Sequence[Element], file: str) -> Place:
    """The place of the bookmark that begins there.

    LibreOffice 7.4 writes the start of a bookmark that reaches over a table several times, the last time in its last
    paragraph, and not with as many ends; Word then drops the doubles. So one that begins more often than it ends
    reaches from the first to the last; and one that does not cover what its digest states begins where that begins.
    A bookmark round a table that begins the document shrinks to its last cell.
    """
    called = starts[0].attributes["w:name"]
    match = _NAME.fullmatch(called)
    if match is None:
        why = f'{file}: the bookmark "{called}" is not named as riskreg names them (riskreg_NAME)'
        raise NotPossible(why, "rename or delete it in Word (Insert, Bookmark)")
    name, digest = match["name"], match["digest"] or ""
    ends = [_end(start, everything, name, file) for start in starts]
    end = ends[-1]
    if end is None or end.start < starts[-1].end:
        raise _refused(file, name, "has no end", "delete this bookmark")
    ids = frozenset(s.attributes.get("w:id", "") for s in starts)
    spare = tuple(e for e in (*starts[1:], *ends[:-1]) if e is not None)
    whole = _stretch(root, (name, digest), Bookmark(starts[0], end, ids, spare), file)
    if len(starts) > 1 and all(ends) and text.digest(whole.covered) != digest:
        raise _refused(file, name, f"is there {len(starts)} times", "delete all but one of these bookmarks")
    place = _recovered(whole)
    _sound(root.path(place.container), place.covered, name, file)
    return place


def _stretch(root: Element, called: tuple[str, str], bookmark: Bookmark, file: str) -> Place:
    """What stands between the two tags of a bookmark of that name and digest."""
    name, digest = called
    way, back = root.path(bookmark.start), root.path(bookmark.end)
    common = [a for a, b in zip(way, back, strict=False) if a is b]
    outer = _containers(common)
    table = next((e for e in common[len(outer) :] if e.name == "w:tbl"), None)
    if digest and table is not None and text.digest((table,)) == digest:
        return Place(name, digest, outer[-1], (table,), bookmark)
    _reaches_out(common, name, file)
    first, last = way[len(outer)], back[len(outer)]
    covered = _covered(outer[-1], (bookmark.start, first), (bookmark.end, last), name, file)
    return Place(name, digest, outer[-1], covered, bookmark)


def _recovered(place: Place) -> Place:
    """The place, with as much of what stands above it as its digest takes in."""
    if not place.stated or text.digest(place.covered) == place.stated:
        return place
    children = place.container.children
    at = children.index(place.covered[0])
    for begin in range(at - 1, max(-1, at - _FAR), -1):
        above = children[begin:at]
        if any(c.name not in _BLOCKS | _HARMLESS for c in above):
            break
        if text.digest((*above, *place.covered)) == place.stated:
            return evolve(place, covered=(*above, *place.covered))
    return place


def _end(start: Element, everything: Iterable[Element], name: str, file: str) -> Element | None:
    """The one end of a bookmark; ids tie the two."""
    same = [e for e in everything if e.attributes.get("w:id") == start.attributes.get("w:id")]
    starts = [e for e in same if e.name == "w:bookmarkStart"]
    ends = [e for e in same if e.name == "w:bookmarkEnd"]
    if len(starts) != 1 or len(ends) > 1:
        raise _refused(file, name, "shares its id with another bookmark", "open the paper in Word and save it")
    return ends[0] if ends else None


def _containers(common: list[Element]) -> list[Element]:
    """The elements from the document down to what holds the whole stretch."""
    cut = next((i for i, e in enumerate(common) if e.name in ("w:p", "w:tbl")), len(common))
    while cut and common[cut - 1].name not in _CONTAINERS:
        cut -= 1
    return common[:cut]


def _reaches_out(common: list[Element], name: str, file: str) -> None:
    """Raises NotPossible where a bookmark lies within one cell or box, or outside of the text."""
    names = {e.name for e in common}
    if {"w:tc", "w:txbxContent"} & names:
        raise _refused(file, name, "stands within one cell or text box", "put it outside of tables and boxes")
    if not _CONTAINERS & names:
        raise _refused(file, name, "stands outside of the text", "delete this bookmark")


_Mark = tuple[Element, Element]


def _covered(container: Element, begin: _Mark, finish: _Mark, name: str, file: str) -> tuple[Element, ...]:
    """The children of the container between the bookmark's tags. Raises NotPossible where one is covered by half."""
    (start, first), (end, last) = begin, finish
    children = container.children
    one, other = children.index(first), children.index(last)
    if start is first:
        one += 1
    elif first.name not in ("w:p", "w:tbl") or says(first, before=start.start):
        raise _refused(file, name, "begins in the middle of a paragraph", _WHOLE)
    if end is last or (first is not last and not says(last, before=end.start) and not _closes(children, one, other)):
        other -= 1
    elif last.name not in ("w:p", "w:tbl") or says(last, after=end.end):
        raise _refused(file, name, "ends in the middle of a paragraph", _WHOLE)
    covered = children[one : other + 1]
    while covered and covered[-1].name in _HARMLESS:
        covered = covered[:-1]
    if not any(c.name in _BLOCKS for c in covered):
        raise _refused(file, name, "covers nothing", "delete this bookmark")
    return covered


def _closes(children: Sequence[Element], first: int, last: int) -> bool:
    """Whether the last is the empty paragraph that riskreg puts behind a table which it begins with a paragraph."""
    above = [c for c in children[first:last] if c.name in _BLOCKS]
    return bool(above) and above[0].name == "w:p" and above[-1].name == "w:tbl" and not says(children[last])


_WHOLE = "let the bookmark cover whole paragraphs and tables, and nothing else"


def says(element: Element, *, before: int | None = None, after: int = 0) -> bool:
    """Whether an element says something before one byte, or after another."""
    stop = element.end if before is None else before
    return any(after <= e.start < stop and text.shows(e) for e in element.all())


def _sound(outer: Iterable[Element], covered: Sequence[Element], name: str, file: str) -> None:
    """Raises NotPossible where the stretch cannot be replaced without loss."""
    inner = [e for c in covered for e in c.all()]
    if any(is_tracked(e) for e in (*outer, *inner)):
        raise _refused(file, name, "has tracked changes", "accept or reject them in Word first")
    if any(e.name == "w:sectPr" for e in inner):
        raise _refused(file, name, "holds a section break", "move the break out of the block")
    fields = Counter(e.attributes.get("w:fldCharType") for e in inner if e.name == "w:fldChar")
    if fields["begin"] != fields["end"]:
        raise _refused(file, name, "begins or ends within a field", "move the bookmark, or turn the field into text")
    strange = next((c for c in covered if c.name not in _BLOCKS | _HARMLESS), None)
    if strange is not None:
        raise _refused(file, name, "holds what riskreg does not know", "delete all of the block but a paragraph")


def is_tracked(element: Element) -> bool:
    """Whether an element belongs to a change that waits for somebody's yes or no."""
    return element.name in _TRACKED or element.name.endswith("PrChange")


def _refused(file: str, name: str, fault: str, advice: str) -> NotPossible:
    return NotPossible(f"{file}: the bookmark of {name} {fault}", f"{advice} (in Word: Insert, Bookmark)")
