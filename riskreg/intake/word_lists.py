"""The marks of list paragraphs in Word: bullets and numbers, which the text itself does not hold.

Which mark a paragraph has is said by its own `numPr`, or by its style's, or only by the style's name (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from riskreg.intake.word_tree import attribute, child, is_on, tag

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST_STYLE = 20


@frozen
class Level:
    """One level of a list."""

    form: str
    """`bullet`, `decimal`, `lowerLetter` …"""
    label: str
    """How its number is printed: `%1.%2.`"""
    start: int
    """Its first number."""


@define
class Lists:
    """The lists of a document, and how far each has counted."""

    styles: dict[str, _Element]
    """The paragraph and character styles, by id."""
    levels: dict[tuple[str, int], Level]
    """Each level of each list."""
    counted: dict[tuple[str, int], int] = field(factory=dict)
    """The last number given out."""

    def label(self, paragraph: _Element) -> str:
        """The mark of a paragraph: `* `, a printed number such as `2.1`, or nothing. It counts: ask once, in order."""
        number, depth = self._place(paragraph)
        if not number or number == "0":
            return "" if number else self._by_style_name(paragraph)
        level = self.levels.get((number, depth))
        if level is None or level.form in {"bullet", "none"}:
            return "" if level is not None and level.form == "none" else "* "
        self.counted[number, depth] = self.counted.get((number, depth), level.start - 1) + 1
        for key in [k for k in self.counted if k[0] == number and k[1] > depth]:
            del self.counted[key]
        return re.sub(r"%([1-9])", lambda m: self._printed(number, int(m[1]) - 1), level.label)

    def hidden_style(self, style: str) -> bool:
        """Whether a style hides its text."""
        return any(is_on(element, "rPr", "vanish") for element in self._chain(style))

    def struck_style(self, style: str) -> bool:
        """Whether a style strikes its text out."""
        chain = self._chain(style)
        return any(is_on(element, "rPr", kind) for element in chain for kind in ("strike", "dstrike"))

    def heading(self, paragraph: _Element) -> bool:
        """Whether a paragraph is a heading, by its outline level or its style."""
        properties = child(paragraph, "pPr")
        chain = self._chain(attribute(child(properties, "pStyle"), "val"))
        outline = child(properties, "outlineLvl")
        for level in (outline, *(child(style, "pPr", "outlineLvl") for style in chain)):
            if level is not None:
                return attribute(level, "val") != "9"
        names = (attribute(child(style, "name"), "val").lower() for style in chain)
        return any(name.startswith("heading") or name in {"title", "subtitle"} for name in names)

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """The list and the level of a paragraph."""
        properties = child(paragraph, "pPr")
        number, depth = "", ""
        chain = self._chain(attribute(child(properties, "pStyle"), "val"))
        for numbering in (child(properties, "numPr"), *(child(style, "pPr", "numPr") for style in chain)):
            number = number or attribute(child(numbering, "numId"), "val")
            depth = depth or attribute(child(numbering, "ilvl"), "val")
        return number, int(depth) if depth.isdigit() else 0

    def _chain(self, style: str) -> list[_Element]:
        """A style and those that it is based on."""
        chain: list[_Element] = []
        while style in self.styles and len(chain) < _DEEPEST_STYLE:
            chain.append(self.styles[style])
            style = attribute(child(self.styles[style], "basedOn"), "val")
        return chain

    def _by_style_name(self, paragraph: _Element) -> str:
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        name = (attribute(child(self.styles.get(style), "name"), "val") or style).lower().replace(" ", "")
        return "* " if "listbullet" in name or name == "bullet" else "1." if "listnumber" in name else ""

    def _printed(self, number: str, depth: int) -> str:
        level = self.levels.get((number, depth), Level("decimal", "", 1))
        return _in_form(self.counted.get((number, depth), level.start), level.form)


def lists_of(styles: _Element | None, numbering: _Element | None) -> Lists:
    """The lists that a document's styles and numbering parts define."""
    found = {attribute(s, "styleId"): s for s in ([] if styles is None else styles) if tag(s) == "style"}
    return Lists(found, {} if numbering is None else _levels(numbering))


def _levels(numbering: _Element) -> dict[tuple[str, int], Level]:
    abstract = {attribute(a, "abstractNumId"): _levels_in(a) for a in numbering if tag(a) == "abstractNum"}
    levels: dict[tuple[str, int], Level] = {}
    for number in (n for n in numbering if tag(n) == "num"):
        own = dict(abstract.get(attribute(child(number, "abstractNumId"), "val"), {}))
        for override in (o for o in number if tag(o) == "lvlOverride"):
            own |= _levels_in(override)
        levels |= {(attribute(number, "numId"), depth): level for depth, level in own.items()}
    return levels


def _levels_in(element: _Element) -> dict[int, Level]:
    levels = {}
    for level in (e for e in element if tag(e) == "lvl"):
        start, depth = (attribute(child(level, "start"), "val"), attribute(level, "ilvl"))
        levels[int(depth) if depth.isdigit() else 0] = Level(
            attribute(child(level, "numFmt"), "val") or "decimal",
            attribute(child(level, "lvlText"), "val"),
            int(start) if start.isdigit() else 1,
        )
    return levels


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _in_form(number: int, form: str) -> str:
    if form.endswith("Letter") and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman") and 0 < number < 4000:
        text, left = "", number
        for value, letters in (*_ROMAN, *_ROMAN_SMALL):
            text, left = text + letters * (left // value), left % value
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text
