"""The styles of a document by the names that Word gives them, whatever their ids."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from riskreg.papers.ooxml.scan import Element, Part

_HEADINGS = ("heading 2", "heading 1", "heading 3")
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

    def id(self, kind: str, name: str) -> str | None:
        """The id of the style of that kind and name."""
        return self.ids.get((kind, name))

    def heading(self) -> str | None:
        """The id of the style for a heading of a section: the second level, else another one."""
        return next((id for name in _HEADINGS if (id := self.id("paragraph", name))), None)


def styles_of(part: Part | None) -> Styles:
    """The styles that a styles part defines; none where the document has no such part."""
    if part is None:
        return Styles({})
    found = [s for s in part.root.children if s.name == "w:style" and s.attributes.get("w:styleId")]
    ids = {(s.attributes.get("w:type", ""), _name(s)): s.attributes["w:styleId"] for s in reversed(found)}
    default = (s.attributes["w:styleId"] for s in found if s.attributes.get("w:type") == "table" and _is_default(s))
    by_id = {s.attributes["w:styleId"]: s for s in found if s.attributes.get("w:type") == "paragraph"}
    return Styles(ids, frozenset(id for id in by_id if _makes_heading(id, by_id)), next(default, None))


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
