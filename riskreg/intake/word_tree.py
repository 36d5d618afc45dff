"""The elements of a Word document, walked as a reader of the page would: wrappers stepped through, deletions not seen.

Names are compared without their namespace, so that the strict and the ordinary form of the format read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
)
"""Elements that only hold others: content controls, tracked insertions, links, fields."""


def tag(element: _Element) -> str:
    """The element's name without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: _Element | None, name: str) -> str:
    """An attribute's value whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first child of that name, or the child of that child."""
    for name in path:
        element = None if element is None else next((c for c in element if tag(c) == name), None)
    return element


def is_on(element: _Element | None, *path: str) -> bool:
    """Whether a switch is there and not switched off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in {"0", "false", "off", "none"}


def through(element: _Element) -> Iterator[_Element]:
    """The element's children, those inside wrappers in their place; of two versions of one thing, the newer."""
    for inner in element:
        name = tag(inner)
        if name in WRAPPERS:
            yield from through(inner)
        elif name == "AlternateContent":
            chosen = child(inner, "Choice")
            yield from through(chosen if chosen is not None else inner)
        elif name == "Fallback":
            yield from through(inner)
        elif name:
            yield inner


def text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """What the text boxes anchored in a paragraph hold, each once."""
    for inner in through(paragraph):
        name = tag(inner)
        if name == "txbxContent":
            yield inner
        elif name not in {"p", "tbl"}:
            yield from text_boxes(inner)
