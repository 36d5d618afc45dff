"""The level of a first block's heading: one below the last heading above it that belongs to no block."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.papers.ooxml import text
from riskreg.papers.ooxml.places import Place
from riskreg.papers.ooxml.scan import Element
from riskreg.papers.ooxml.styles import Styles

WITHOUT = 2
"""The level where no heading stands above."""


def level_at(root: Element, styles: Styles, at: int, aside: Sequence[Place]) -> int:
    """The level at that byte; headings within these places, which riskreg writes, do not count."""
    body = root.child("w:body")
    above = (p for p in text.blocks(body.children if body else ()) if p.name == "w:p" and p.end <= at)
    own = (p for p in above if not any(place.begin <= p.start < place.stop for place in aside))
    levels = [level for p in own if text.text_of(p) and (level := _level(p, styles)) is not None]
    return levels[-1] + 1 if levels else WITHOUT


def _level(paragraph: Element, styles: Styles) -> int | None:
    """The level of a paragraph that is a heading: its own, else that of its style; of a title it is 0."""
    own = paragraph.child("w:pPr")
    if own is None:
        return None
    stated = own.value("w:outlineLvl")
    if stated is not None and stated.isdecimal() and len(stated) == 1:
        return int(stated) + 1 if stated != "9" else None
    return styles.level(own.value("w:pStyle") or styles.default_paragraph or "")
