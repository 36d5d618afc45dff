"""The marks of a paper of text: found line by line, and refused where they do not make pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, field, frozen

from riskreg.errors import NotPossible
from riskreg.papers.dialects import Dialect

MOST_FAULTS = 20
"""How many faults of one paper are told: nobody reads more at a time."""


@frozen
class Span:
    """One marked block: the lines from its begin to its end, counted from 0."""

    name: str
    """The named table that stands there."""
    digest: str
    """What its begin mark states; empty where it states none."""
    begin: int
    """The line of the begin mark."""
    end: int
    """The line of the end mark."""


def spans(name: str, lines: Sequence[str], dialect: Dialect) -> tuple[Span, ...]:
    """The marked blocks of a paper, in its order. Raises NotPossible with what is wrong with its marks."""
    finder = _Finder(dialect)
    hidden = set(dialect.hidden(lines))
    for number, line in enumerate(lines):
        if number not in hidden:
            finder.look(number, line)
    finder.close()
    if finder.faults:
        told, more = finder.faults[:MOST_FAULTS], len(finder.faults) - MOST_FAULTS
        told += [f"and {more:,} more"] if more > 0 else []
        raise NotPossible(f"{name}: {'; '.join(told)}", "nothing was changed: mend the marks, then try again")
    return tuple(finder.found)


@define
class _Finder:
    """The marks so far."""

    dialect: Dialect
    found: list[Span] = field(factory=list)
    first: dict[str, int] = field(factory=dict)
    """Where the first block of each name begins."""
    faults: list[str] = field(factory=list)
    opened: tuple[str, str, int] | None = None

    def look(self, number: int, line: str) -> None:
        """Take the next line."""
        mark = self.dialect.mark.fullmatch(line)
        if mark is None:
            if self.dialect.almost.search(self.dialect.code.sub("", line)):
                self._fault(number, f"looks like a mark and is none: write {self._example()} on a line of its own")
        elif mark["what"] == "begin":
            self._begin(number, mark["name"], mark["digest"] or "")
        else:
            self._end(number, mark["name"])

    def close(self) -> None:
        """The paper has come to its end."""
        if self.opened:
            name, _, number = self.opened
            self._fault(number, f"riskreg:begin {name} has no riskreg:end {name} below it")

    def _begin(self, number: int, name: str, digest: str) -> None:
        if self.opened:
            outer, _, line = self.opened
            self._fault(
                number, f"riskreg:begin {name} stands before the end of {outer}, which begins in line {line + 1}"
            )
            return
        if name in self.first:
            begin = self.first[name]
            self._fault(number, f"{name} stands in the paper already, from line {begin + 1}; keep one of the two")
        self.opened = (name, digest, number)

    def _end(self, number: int, name: str) -> None:
        if self.opened is None:
            self._fault(number, f"riskreg:end {name} has no riskreg:begin {name} above it")
            return
        opened, digest, begin = self.opened
        if opened != name:
            self._fault(number, f"riskreg:end {name} stands where {opened}, begun in line {begin + 1}, should end")
            return
        self.found.append(Span(name, digest, begin, number))
        self.first.setdefault(name, begin)
        self.opened = None

    def _fault(self, number: int, what: str) -> None:
        self.faults.append(f"line {number + 1}: {what}")

    def _example(self) -> str:
        return f"{self.dialect.comment[0]}riskreg:begin NAME{self.dialect.comment[1]}"


def inside(found: Sequence[Span]) -> Iterator[int]:
    """The numbers of all lines of the blocks, their marks included."""
    for span in found:
        yield from range(span.begin, span.end + 1)
