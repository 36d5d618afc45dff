"""The three texts of a merge, and whatever is made of each: as it was, as our side has it, as their side has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from riskreg.comparison.threeway import MISSING
from riskreg.finding import Path

T = TypeVar("T")
U = TypeVar("U")


class Three(NamedTuple, Generic[T]):
    """One thing on all three sides."""

    base: T
    """As both sides began with it."""
    ours: T
    """As our side has it."""
    theirs: T
    """As their side has it."""

    def each(self, made: Callable[[T], U]) -> Three[U]:
        """The same made of all three."""
        return Three(made(self.base), made(self.ours), made(self.theirs))

    def led(self) -> T:
        """What the side that changed it has; ours where both did."""
        return self.theirs if self.ours == self.base else self.ours


def value_at(data: Any, path: Path) -> Any:
    """What the data of a file holds at a path; MISSING where it holds nothing there."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return MISSING
    return data
