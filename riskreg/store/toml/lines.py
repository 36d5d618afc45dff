"""From a place counted in characters to a line and a column."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from attrs import frozen

from riskreg.finding import Spot


@frozen
class Lines:
    """The lines of a text; a carriage return before a line end belongs to it."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def number(self, offset: int) -> int:
        """The line that holds a character, counted from 1."""
        return bisect_right(self.starts, offset)

    def spot(self, start: int, end: int) -> Spot:
        """The stretch between two offsets; of a stretch over several lines, what stands on the first."""
        line = self.number(start)
        first = self.starts[line - 1]
        stop = self.starts[line] - 1 if line < len(self.starts) else len(self.text)
        width = len(self.text[start : min(end, stop)].rstrip())
        return Spot(line, start - first + 1, max(1, width))


def blanked(text: str) -> str:
    """Spaces for everything but the line ends, so that lines and columns of what remains stay as they are."""
    return "\n".join(" " * len(line) for line in text.split("\n"))
