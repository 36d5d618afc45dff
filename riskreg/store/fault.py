"""A fault of a document before its place in the text is known: which value, and what is wrong with it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from riskreg.finding import Path


class At(Enum):
    """Which part of an entry a fault is about."""

    VALUE = "value"
    KEY = "key"
    HEADER = "header"
    """The `[table]` line."""


class Fault(NamedTuple):
    """What is wrong with one value of a document."""

    path: Path
    """The value it is about; for a key that is missing, where it should stand."""
    code: str
    """What kind of fault."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""
    at: At = At.VALUE
    """Whether the value, its key or its table header is pointed at."""

    def within(self, *start: str | int) -> bool:
        """Whether it is about the value at this path or something in it."""
        return self.path[: len(start)] == start


class Misfit(ValueError):
    """Raised while structuring a value that is not what its field holds."""

    def __init__(self, code: str, message: str, hint: str = "", at: At = At.VALUE) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.at = code, message, hint, at
