"""The comments of a register's text, each with what it stands beside."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from riskreg.finding import Path

Block = tuple[str, ...]
"""Comment lines; an empty one parts paragraphs."""


@frozen
class Remarks:
    """Comments by the path of the entry, header or list item that they stand beside."""

    top: Block = ()
    """At the top of the file, before anything else."""
    end: Block = ()
    """At its end; an empty line first where one parts it from what stands before."""
    above: dict[Path, Block] = field(factory=dict)
    """On the lines above."""
    beside: dict[Path, str] = field(factory=dict)
    """On the same line, behind it."""
    opening: dict[Path, str] = field(factory=dict)
    """Behind the opening bracket of a list."""
    tail: dict[Path, Block] = field(factory=dict)
    """Behind the last entry of a table, or the last item of a list."""

    @cached_property
    def _inner(self) -> frozenset[Path]:
        found = {path[:n] for path in (*self.above, *self.beside) for n in range(len(path))}
        found |= {path[:n] for path in (*self.opening, *self.tail) for n in range(len(path) + 1)}
        return frozenset(found)

    def within(self, path: Path) -> bool:
        """Whether a comment stands inside what a path leads to."""
        return path in self._inner

    def texts(self) -> list[str]:
        """All comments, sorted."""
        return sorted(self._texts())

    def _texts(self) -> Iterator[str]:
        for block in (self.top, self.end, *self.above.values(), *self.tail.values()):
            yield from filter(None, block)
        yield from (*self.beside.values(), *self.opening.values())


NONE = Remarks()
"""No comments."""


def paragraphs(lines: Block) -> Block:
    """Comment lines with single empty lines between paragraphs, and one at the end where there was any."""
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return tuple(out)


def solid(lines: Block) -> Block:
    """Comment lines without empty ones."""
    return tuple(filter(None, lines))
