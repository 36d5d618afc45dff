"""Marks of others that begin, end or stand within a block: kept when it is written anew, so that none is cut in half.

A comment, a permission or a bookmark (Word's own for the table of contents) that lies wholly in the block comes to
stand round its first paragraph; one that reaches over the edge begins or ends at the edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from riskreg.papers.ooxml.places import RANGE_MARKS, Place
from riskreg.papers.ooxml.scan import Element, Part

_OF_COLUMNS = re.compile(r"\s[\w.-]*:?col(First|Last)=(\"[^\"]*\"|'[^']*')")


@frozen
class Strays:
    """The marks as they are typed, by where they go."""

    ended: str = ""
    """Ends of what begins before the block."""
    before: str = ""
    """What goes before the words of the first paragraph."""
    after: str = ""
    """What goes behind them."""
    begun: str = ""
    """Beginnings of what ends after the block."""


def strays(place: Place, part: Part) -> Strays:
    """The marks of others in a place."""
    inside = [e for e in _elements(place) if place.begin <= e.start < place.stop]
    marks = [e for e in inside if e.name in RANGE_MARKS and not _is_own(e, place)]
    sides = {(_kind(m), m.attributes.get("w:id"), _is_start(m)) for m in marks}
    paired = [m for m in marks if (_kind(m), m.attributes.get("w:id"), not _is_start(m)) in sides]
    alone = [m for m in marks if m not in paired]
    remarks = [e for e in inside if e.name == "w:r" and e.child("w:commentReference")]
    return Strays(
        ended=_typed(part, [m for m in alone if not _is_start(m)]),
        before=_typed(part, [m for m in paired if _is_start(m)]),
        after=_typed(part, [*(m for m in paired if not _is_start(m)), *remarks]),
        begun=_typed(part, [m for m in alone if _is_start(m)]),
    )


def _is_own(mark: Element, place: Place) -> bool:
    own = place.bookmark.ids if place.bookmark else ()
    return mark.name.startswith("w:bookmark") and mark.attributes.get("w:id") in own


def _elements(place: Place) -> list[Element]:
    near = [c for c in place.container.children if c.end > place.begin and c.start < place.stop]
    return [e for c in near for e in c.all()]


def _is_start(mark: Element) -> bool:
    return mark.name.endswith("Start")


def _kind(mark: Element) -> str:
    return mark.name.removesuffix("Start").removesuffix("End")


def _typed(part: Part, elements: Sequence[Element]) -> str:
    return "".join(_OF_COLUMNS.sub("", part.raw(e)) if e.name in RANGE_MARKS else part.raw(e) for e in elements)
