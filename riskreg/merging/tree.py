"""A register's text as a tree of its parts, each with the lines it is typed in: nothing of the text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import evolve, frozen

from riskreg.finding import Path
from riskreg.merging.values import Value
from riskreg.store.rows import Row, rows
from riskreg.store.toml.lexemes import line_end

_HEADER = re.compile(r"\[((?:register|matrix|risk|removed)(?:\.[A-Za-z0-9_-]+)*)\][ \t]*(?:#.*)?\r?")
_LONG = ('"""', "'''")

Lines = tuple[str, ...]
"""Lines without their line ends."""


@frozen
class Entry:
    """A key with its value, and the lines above it."""

    path: Path
    """The path of its value."""
    lead: Lines
    """Comments and empty lines above it."""
    head: str
    """Its line up to the value."""
    value: Value
    """The value."""
    tail: str
    """What stands behind the value on its line."""

    @property
    def body(self) -> str:
        """The lines of the key and its value."""
        return f"{self.head}{self.value.text}{self.tail}"

    def lines(self) -> Lines:
        """All its lines."""
        return (*self.lead, *self.body.split("\n"))


@frozen
class Section:
    """A header with the entries below it; what stands before the first header has none."""

    path: Path
    """The path of the table."""
    lead: Lines
    """Comments and empty lines above it."""
    header: str
    """The header with its brackets; empty for what stands before the first one."""
    beside: str = ""
    """What stands behind it on its line."""
    entries: tuple[Entry, ...] = ()
    """The keys below it."""
    tail: Lines = ()
    """Comments that touch its last line from below."""

    def lines(self) -> Lines:
        """All its lines."""
        inner = tuple(line for entry in self.entries for line in entry.lines())
        return (*self.lead, *((self.header + self.beside,) if self.header else ()), *inner, *self.tail)


@frozen
class Record:
    """A risk with its mitigations, a removal, the heading, the matrix."""

    path: Path
    """The path of its table."""
    typed: Lines
    """All its lines."""

    def lines(self) -> Lines:
        """All its lines."""
        return self.typed

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its tables, in the order of the text."""
        text = "\n".join(self.typed)
        listed = list(rows(text))
        *gaps, end = _gaps(text, listed)
        *before, last = _sections(text, listed, gaps)
        return (*before, evolve(last, tail=end))


@frozen
class Document:
    """A text as a whole."""

    top: Lines
    """Comments at its top that belong to nothing below."""
    records: tuple[Record, ...]
    """What it holds, in its order."""
    end: Lines
    """What stands behind the last of them."""


def document(text: str) -> Document:
    """The tree of a text that the parser has accepted, with LF line ends and without the last of them."""
    lines = tuple(text.split("\n")) if text else ()
    headers = _headers(lines)
    listed = headers if headers is not None else _headers_read(text)
    first, last = listed[0][0] if listed else len(lines), _loose(lines, len(lines))
    is_keyed = _loose(lines, first) > 0
    cuts: list[tuple[int, Path]] = [(0, ())] if is_keyed else []
    for at, path in listed:
        if not cuts or cuts[-1][1] != path:
            cuts.append((_lead(lines, at, is_first=not cuts), path))
    ends = [*(at for at, _ in cuts[1:]), last]
    made = (Record(path, lines[at:end]) for (at, path), end in zip(cuts, ends, strict=True)) if cuts else ()
    return Document(lines[: cuts[0][0]] if cuts else (), tuple(made), lines[last:] if cuts else lines)


def record_path(path: Path) -> Path:
    """The path of the record that a table belongs to."""
    return path[:2] if path[:1] in (("risk",), ("removed",)) else path[:1]


def _headers(lines: Lines) -> list[tuple[int, Path]] | None:
    """Each header's line and record; None where a line might be one, or be text of several lines that looks like it.

    Much faster than to read all statements, of most of which nothing more need be known.
    """
    found: list[tuple[int, Path]] = []
    quotes = [0, 0]
    for number, line in enumerate(lines):
        if line.lstrip().startswith("["):
            match = _HEADER.fullmatch(line)
            if not match or any(count % 2 for count in quotes):
                return None
            found.append((number, record_path(tuple(match[1].split(".")))))
        elif _LONG[0] in line or _LONG[1] in line:
            quotes = [count + line.count(mark) for count, mark in zip(quotes, _LONG, strict=True)]
    return found


def _headers_read(text: str) -> list[tuple[int, Path]]:
    return [(text.count("\n", 0, row.first), record_path(row.path)) for row in rows(text) if row.is_header]


def _loose(lines: Lines, end: int) -> int:
    """Where the comments and empty lines begin that reach up to a line."""
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        if any(mark in lines[end - 1] for mark in _LONG):
            break  # it may be the last line of a text
        end -= 1
    return end


def _lead(lines: Lines, header: int, *, is_first: bool) -> int:
    """The line from which on comments and empty lines belong to a header."""
    start = _loose(lines, header)
    gap = lines[start:header]
    if is_first:
        return header - next((n for n, line in enumerate(reversed(gap)) if not line.strip()), len(gap))
    return start + len(_parted(gap)[0])


def _gaps(text: str, listed: Sequence[Row]) -> Iterator[Lines]:
    """The lines before each row, and those behind the last."""
    at = 0
    for row in listed:
        yield tuple(text[at : row.first - 1].split("\n")) if row.first > at else ()
        at = line_end(text, row.end) + 1
    yield tuple(text[at:].split("\n")) if at <= len(text) else ()


def _sections(text: str, listed: Sequence[Row], gaps: Sequence[Lines]) -> Iterator[Section]:
    section = Section((), (), "")
    entries: list[Entry] = []
    for row, gap in zip(listed, gaps, strict=True):
        if not row.is_header:
            entries.append(_entry(text, row, gap))
            continue
        tail, lead = _parted(gap) if entries or section.header else ((), gap)
        if entries or section.header:
            yield evolve(section, entries=tuple(entries), tail=tail)
        beside = text[row.value_end : line_end(text, row.end)]
        section, entries = Section(row.path, lead, text[row.first : row.value_end], beside), []
    yield evolve(section, entries=tuple(entries))


def _parted(gap: Lines) -> tuple[Lines, Lines]:
    """The comments that touch the row before, and what belongs to the header behind."""
    cut = next((n for n, line in enumerate(gap) if not line.strip()), 0)
    return gap[:cut], gap[cut:]


def _entry(text: str, row: Row, lead: Lines) -> Entry:
    value = row.items[0]
    end = line_end(text, row.end)
    return Entry(row.path, lead, text[row.first : value.start], Value.of(text, row, value), text[value.end : end])
