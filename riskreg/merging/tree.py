"""A register's text as a tree of its parts, each with the lines that it is typed in: nothing of the text is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, field, frozen

from riskreg.finding import Path
from riskreg.merging.values import Value
from riskreg.store.rows import Row, rows
from riskreg.store.toml.lexemes import line_end

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
    sections: tuple[Section, ...]
    """Its tables, in the order of the text."""

    def lines(self) -> Lines:
        """All its lines."""
        return tuple(line for section in self.sections for line in section.lines())


@frozen
class Document:
    """A text as a whole."""

    top: Lines
    """Comments at its top that belong to nothing below."""
    records: tuple[Record, ...]
    """What it holds, in its order."""
    end: Lines
    """What stands behind the last of them."""
    torn: Path | None = field(default=None)
    """A record whose parts do not stand together; None where all do."""


def document(text: str) -> Document:
    """The tree of a text that the parser has accepted, with LF line ends and without the last of them."""
    listed = list(rows(text))
    gaps = list(_gaps(text, listed))
    top, first = _top(gaps[0], listed)
    gaps[0] = first
    sections = _sections(text, listed, gaps)
    records = tuple(Record(path, tuple(group)) for path, group in groupby(sections, lambda s: record_path(s.path)))
    paths = [r.path for r in records]
    torn = next((path for n, path in enumerate(paths) if path in paths[:n]), None) if len({*paths}) < len(paths) else None
    return Document(top, records, gaps[-1], torn)


def record_path(path: Path) -> Path:
    """The path of the record that a table belongs to."""
    return path[:2] if path[:1] in (("risk",), ("removed",)) else path[:1]


def _gaps(text: str, listed: Sequence[Row]) -> Iterator[Lines]:
    """The lines before each row, and those behind the last."""
    at = 0
    for row in listed:
        yield tuple(text[at : row.first - 1].split("\n")) if row.first > at else ()
        at = line_end(text, row.end) + 1
    yield tuple(text[at:].split("\n")) if at <= len(text) and text else ()


def _top(gap: Lines, listed: Sequence[Row]) -> tuple[Lines, Lines]:
    """The lines at the top of the text, and those that touch its first header."""
    if not listed or not listed[0].is_header:
        return (), gap
    touching = next((n for n, line in enumerate(reversed(gap)) if not line.strip()), len(gap))
    return gap[: len(gap) - touching], gap[len(gap) - touching :]


def _sections(text: str, listed: Sequence[Row], gaps: Sequence[Lines]) -> Iterator[Section]:
    section = Section((), (), "")
    entries: list[Entry] = []
    for row, gap in zip(listed, gaps, strict=False):
        if not row.is_header:
            entries.append(_entry(text, row, gap))
            continue
        tail, lead = _parted(gap) if entries or section.header else ((), gap)
        if entries or section.header:
            yield evolve(section, entries=tuple(entries), tail=tail)
        beside = text[row.value_end : line_end(text, row.end)]
        section, entries = Section(row.path, lead, text[row.first : row.value_end], beside), []
    if entries or section.header:
        yield evolve(section, entries=tuple(entries))


def _parted(gap: Lines) -> tuple[Lines, Lines]:
    """The comments that touch the row before, and what belongs to the header behind."""
    cut = next((n for n, line in enumerate(gap) if not line.strip()), 0)
    return gap[:cut], gap[cut:]


def _entry(text: str, row: Row, lead: Lines) -> Entry:
    value = row.items[0]
    end = line_end(text, row.end)
    return Entry(row.path, lead, text[row.first : value.start], Value.of(text, row, value), text[value.end : end])
