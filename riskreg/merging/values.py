"""A value as it is typed: its text, and in a list or an inline table the parts, each with its comments."""

from __future__ import annotations

import re

from attrs import field, frozen

from riskreg.store.rows import Row
from riskreg.store.toml.parts import Item

_COMMENT = re.compile(r"#[^\n\r]*")


@frozen
class Value:
    """A value as it stands in a text."""

    text: str
    """Its text."""
    parts: tuple[Part, ...] = field(default=(), eq=False)
    """What a list or inline table holds directly, in the order of the text."""
    opening: str = field(default="", eq=False)
    """The comment behind the opening bracket of a list."""
    closing: tuple[str, ...] = field(default=(), eq=False)
    """The comments before its closing bracket."""

    @classmethod
    def of(cls, text: str, row: Row, item: Item) -> Value:
        """The value of an item of a row."""
        typed = text[item.start : item.end]
        if typed[:1] not in ("[", "{"):
            return cls(typed)
        children = row.children(item)
        opening, before = "", item.start + 1
        parts: list[Part] = []
        for child in children:
            first = child.parts[0].start if child.parts else child.start
            beside, above = _between(text[before:first])
            opening = _put_beside(parts, beside, opening)
            key = text[first : child.start]
            names = tuple(p.name for p in child.parts)
            parts.append(Part(names, key, cls.of(text, row, child), above))
            before = child.end
        beside, closing = _between(text[before : item.end - 1])
        opening = _put_beside(parts, beside, opening)
        return cls(typed, tuple(parts), opening, closing)

    @property
    def has_comment(self) -> bool:
        """Whether a comment stands within it."""
        own = bool(self.opening or self.closing)
        return own or any(p.above or p.beside or p.value.has_comment for p in self.parts)


@frozen
class Part:
    """An item of a list, or a key of an inline table with its value."""

    names: tuple[str, ...]
    """Its key; none for an item of a list."""
    key: str
    """Its key with the equals sign, as it is typed."""
    value: Value
    """Its value."""
    above: tuple[str, ...] = ()
    """The comments above it."""
    beside: str = ""
    """The comment behind it."""


def _between(gap: str) -> tuple[str, tuple[str, ...]]:
    """The comment behind what stands before a gap, and those above what stands behind it."""
    beside, above = "", []
    for match in _COMMENT.finditer(gap):
        if "\n" in gap[: match.start()]:
            above.append(match[0].rstrip())
        else:
            beside = match[0].rstrip()
    return beside, tuple(above)


def _put_beside(parts: list[Part], comment: str, opening: str) -> str:
    """Give a comment to the last part; where there is none yet, it is the one behind the opening bracket."""
    if not parts:
        return comment or opening
    if comment:
        last = parts[-1]
        parts[-1] = Part(last.names, last.key, last.value, last.above, comment)
    return opening
