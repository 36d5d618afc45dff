"""A text's statements one by one, each with the full path of its key and of all that it holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from attrs import evolve, frozen

from riskreg.finding import Path
from riskreg.store.toml.declared import Declared
from riskreg.store.toml.headers import header_end
from riskreg.store.toml.lexemes import line_start
from riskreg.store.toml.parts import Item, Kind, Part, Statement
from riskreg.store.toml.statements import Statements


@frozen
class Row:
    """A header, or a key with its value."""

    path: Path
    """The table of a header; what a key's value is of."""
    items: tuple[Item, ...]
    """The value and the values in that, with their full paths; none for a header."""
    parts: tuple[Part, ...]
    """The parts of its key."""
    first: int
    """The offset at which its line begins."""
    start: int
    """The offset of its first character."""
    value_end: int
    """The offset behind its value, or behind the bracket of a header; a comment may follow."""
    end: int
    """The offset of the line end behind it, before a carriage return."""

    @property
    def is_header(self) -> bool:
        """Whether it is the header of a table."""
        return not self.items

    def key_parts(self) -> Iterator[tuple[Path, Part]]:
        """Every part of every key in it, with the path that it leads to."""
        if self.is_header:
            yield from ((tuple(p.name for p in self.parts[: n + 1]), part) for n, part in enumerate(self.parts))
        for item in self.items:
            before = len(item.path) - len(item.parts)
            yield from ((item.path[: before + n + 1], part) for n, part in enumerate(item.parts))

    def children(self, holder: Item) -> list[Item]:
        """What a list or inline table holds directly, in the order of the text."""
        depth = len(holder.path)
        first = bisect_right(self.items, holder.start, key=_start)
        behind = bisect_left(self.items, holder.end, key=_start)
        return [i for i in self.items[first:behind] if len(i.path) == depth + max(1, len(i.parts))]


def _start(item: Item) -> int:
    return item.start


def rows(text: str) -> Iterator[Row]:
    """The statements of a text that the parser has accepted."""
    declared = Declared()
    for statement in Statements(text, trusted=True):
        if statement.kind is Kind.PAIR:
            items = tuple(evolve(i, path=(*declared.here, *i.path)) for i in statement.items)
            declared.add(statement.items)
            yield _row(text, statement, items[0].path, items, items[0].end)
        elif statement.kind in (Kind.TABLE, Kind.ARRAY):
            declared.enter(statement.parts, is_array=statement.kind is Kind.ARRAY)
            yield _row(text, statement, declared.here, (), header_end(text, statement))


def _row(text: str, statement: Statement, path: Path, items: tuple[Item, ...], value_end: int) -> Row:
    end = statement.end - text.endswith("\r", 0, statement.end)
    return Row(path, items, statement.parts, line_start(text, statement.start), statement.start, value_end, end)
