"""What the scanner hands on: statements, their keys and values with their places, and faults."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from attrs import define, frozen

from riskreg.finding import Path


class Says(NamedTuple):
    """What is said about a fault, wherever it stands."""

    code: str
    """What kind of fault."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""


@frozen
class Fault:
    """What is wrong with one stretch of the text."""

    says: Says
    """What is said about it."""
    start: int
    """The offset of its first character."""
    end: int
    """The offset behind its last character."""
    path: Path = ()
    """The value it is about, seen from the table that its statement stands in."""


@frozen
class Part:
    """One part of a dotted key."""

    name: str
    """The key as it is meant, without quotes and escapes."""
    start: int
    """The offset of its first character, a quote included."""
    end: int
    """The offset behind its last character."""


@frozen
class Item:
    """One value of a statement, whatever holds it."""

    path: Path
    """Seen from the table that the statement stands in."""
    parts: tuple[Part, ...]
    """The key parts directly before it; none for an item of an array."""
    start: int
    """The offset of its first character."""
    end: int
    """The offset behind its last character."""


@define
class Open:
    """An array or inline table whose end has not come yet."""

    item: int
    """Which of the items it is."""
    start: int
    """The offset of its bracket."""
    path: Path
    """Seen from the table that the statement stands in."""
    is_array: bool
    """Whether it is an array."""
    count: int = 0
    """How many values it holds so far."""
    ready: bool = True
    """Whether a value may come: nothing did yet, or a comma stands before it."""
    comma: int = -1
    """Where the last comma stands."""
    broken: bool = False
    """Whether it is an inline table that runs over a line end."""


class Kind(Enum):
    """What a statement is."""

    PAIR = "key = value"
    TABLE = "[table]"
    ARRAY = "[[table]]"
    COMMENT = "a comment that is faulty"
    STRAY = "none of these"


@frozen
class Statement:
    """A header, or a key with its value, which may run over several lines."""

    kind: Kind
    """What it is."""
    start: int
    """The offset of its first character."""
    end: int
    """The offset of the line end behind it."""
    parts: tuple[Part, ...] = ()
    """The parts of its key; none where they cannot be told."""
    items: tuple[Item, ...] = ()
    """Its value, and the values in that, in the order of the text."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with it, in the order of the text."""
    mended: str = ""
    """How a faulty header may be read all the same; empty for everything else."""
    endless: bool = False
    """Whether nothing tells where it ends, so that it takes the rest of the text with it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its key, as it is meant."""
        return tuple(p.name for p in self.parts)
