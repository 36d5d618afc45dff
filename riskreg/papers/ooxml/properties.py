"""The properties of a paragraph, run, cell, row or table as they are typed; some taken out, some put in their place."""

from __future__ import annotations

from attrs import frozen

from riskreg.papers.ooxml.scan import Element, Part

_ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "w:trPr": "",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}
"""The order that the schema asks for (ECMA-376 part 1, section 17)."""


@frozen
class Properties:
    """An element such as `w:pPr`: its children by name, each as it is typed."""

    name: str
    """`w:pPr`, `w:rPr`, `w:tblPr`, `w:trPr` or `w:tcPr`."""
    items: tuple[tuple[str, str], ...] = ()
    """Its children in their order."""

    def __bool__(self) -> bool:
        return bool(self.items)

    def get(self, name: str) -> str | None:
        """The child of that name as it is typed."""
        return dict(self.items).get(name)

    def has(self, name: str) -> bool:
        """Whether it has a child of that name."""
        return self.get(name) is not None

    def without(self, *names: str) -> Properties:
        """All children but these."""
        return Properties(self.name, tuple(item for item in self.items if item[0] not in names))

    def only(self, *names: str) -> Properties:
        """These children alone."""
        return Properties(self.name, tuple(item for item in self.items if item[0] in names))

    def put(self, name: str, raw: str) -> Properties:
        """With that child: in the place of one of its name, else where the schema has it."""
        if self.has(name):
            return Properties(self.name, tuple((n, raw if n == name else old) for n, old in self.items))
        order = [f"w:{word}" for word in _ORDER[self.name].split()]
        later = set(order[order.index(name) + 1 :]) if name in order else set()
        place = next((i for i, (n, _) in enumerate(self.items) if n in later), len(self.items))
        return Properties(self.name, (*self.items[:place], (name, raw), *self.items[place:]))


def properties(name: str, owner: Element | None, part: Part) -> Properties:
    """The properties that an element has in its child of that name; none where it has no such child."""
    element = owner.child(name) if owner is not None else None
    children = element.children if element is not None else ()
    return Properties(name, tuple((c.name, part.raw(c)) for c in children))
