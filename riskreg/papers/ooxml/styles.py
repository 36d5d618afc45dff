"""The styles of a document by the names that Word gives them, whatever their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from riskreg.papers.ooxml.scan import Element, Part

_LOWEST = 9
_LONGEST_CHAIN = 20


@frozen
class Styles:
    """Which styles there are."""

    ids: Mapping[tuple[str, str], str]
    """The id of each, by its kind (`paragraph`, `table`) and its name in small letters."""
    headings: frozenset[str] = frozenset()
    """The ids of those that make a paragraph a heading."""
    default_table: str | None = None
    """The id of the style that tables have which name none."""
    default_paragraph: str | None = None
    """The id of the style that paragraphs have which name none."""
    size: str | None = None
    """The size of letters, in half points, where no style states one; as it is typed."""
    elements: Mapping[str, Element] = field(factory=dict)
    """What defines each style, by its id."""

    def id(self, kind: str, name: str) -> str | None:
        """The id of the style of that kind and name."""
        return self.ids.get((kind, name))

    def chain(self, id: str) -> Iterator[Element]:
        """A style, the one that it is based on, and so on."""
        for _ in range(_LONGEST_CHAIN):
            style = self.elements.get(id)
            if style is None:
                return
            yield style
            id = style.value("w:basedOn") or ""

    def heading(self, level: int) -> str | None:
        """The id of the style for a heading of that level: else the next one above that there is, else one below."""
        levels = (*range(min(level, _LOWEST), 0, -1), *range(level + 1, _LOWEST + 1))
        return next((id for n in levels if (id := self.id("paragraph", f"heading {n}"))), None)

    def sets_headings_apart(self, id: str) -> bool:
        """Whether a table style says how the first row looks."""
        own = (c for style in self.chain(id) for c in style.children if c.name == "w:tblStylePr")
        first = (c for c in own if c.attributes.get("w:type") == "firstRow")
        return any(
            looks is not None and looks.children for c in first for looks in (c.child("w:rPr"), c.child("w:tcPr"))
        )

    def level(self, id: str) -> int | None:
        """The level of the headings that a style makes; of a title it is 0; none where it makes no headings."""
        for style in self.chain(id):
            own = style.child("w:pPr")
            outline = own.value("w:outlineLvl") if own is not None else None
            if outline is not None and outline.isdecimal() and len(outline) == 1:
                return int(outline) + 1 if int(outline) < _LOWEST else None
            name, _, number = _name(style).partition(" ")
            if name == "heading" and number.isdecimal() and len(number) == 1 and number != "0":
                return int(number)
            if (name, number) == ("title", ""):
                return 0
        return None


def styles_of(part: Part | None) -> Styles:
    """The styles that a styles part defines; none where the document has no such part."""
    if part is None:
        return Styles({})
    found = [s for s in part.root.children if s.name == "w:style" and s.attributes.get("w:styleId")]
    ids = {(s.attributes.get("w:type", ""), _name(s)): s.attributes["w:styleId"] for s in reversed(found)}
    by_id = {s.attributes["w:styleId"]: s for s in found if s.attributes.get("w:type") == "paragraph"}
    return Styles(
        ids,
        frozenset(id for id in by_id if _makes_heading(id, by_id)),
        _default(found, "table"),
        _default(found, "paragraph"),
        _default_size(part.root),
        {s.attributes["w:styleId"]: s for s in reversed(found)},
    )


def _default(styles: list[Element], kind: str) -> str | None:
    own = (s.attributes["w:styleId"] for s in styles if s.attributes.get("w:type") == kind and _is_default(s))
    return next(own, None)


def _default_size(root: Element) -> str | None:
    element: Element | None = root
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        element = element.child(name) if element is not None else None
    return element.value("w:sz") if element is not None else None


def _name(style: Element) -> str:
    return (style.value("w:name") or style.attributes["w:styleId"]).casefold()


def _is_default(style: Element) -> bool:
    return style.attributes.get("w:default") in ("1", "true", "on")


def _makes_heading(id: str, styles: Mapping[str, Element]) -> bool:
    """Whether a style, or one that it is based on, is a heading or has a level of the outline."""
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(id)
        if style is None:
            return False
        own = style.child("w:pPr")
        level = own.value("w:outlineLvl") if own is not None else None
        if _name(style).startswith("heading") or _name(style) == "title" or (level is not None and level != "9"):
            return True
        id = style.value("w:basedOn") or ""
    return False
