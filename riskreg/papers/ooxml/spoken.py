"""Cells and sentences as the lines and words that go into a Word document: nothing in them is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from attrs import frozen

from riskreg.comparison.words import SpanKind
from riskreg.printable import is_hostile
from riskreg.tables.marked import Marked
from riskreg.tables.table import Cell

EMPTY = "None recorded"
"""What an empty cell says: one that says nothing is read aloud as nothing."""

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@frozen
class Words:
    """Words of one fate, on one line."""

    kind: SpanKind
    """What became of them."""
    text: str
    """The words."""


Line = tuple[Words, ...]


def cell_lines(cell: Cell) -> tuple[Line, ...]:
    """The lines of a cell that say something; one that says so where none does."""
    found = tuple(line for line in _lines(cell) if "".join(w.text for w in line).strip())
    return found or ((Words(SpanKind.KEPT, EMPTY),),)


def one_line(text: str) -> str:
    """The text without line breaks and control characters."""
    return " ".join(clean(_BREAK.sub(" ", text)).split())


def clean(text: str) -> str:
    """The text without what XML forbids and what would turn the reading direction round; a space for a tab."""
    spaced = text.replace("\t", " ")
    return "".join(c for c in spaced if not is_hostile(c) and c not in "\ufffe\uffff\ufeff")


def escaped(text: str) -> str:
    """The text as it stands between tags or in an attribute."""
    return escape(clean(text), {'"': "&quot;"})


def _lines(cell: Cell) -> Iterator[Line]:
    spans = [(s.kind, s.text) for s in cell.spans] if isinstance(cell, Marked) else [(SpanKind.KEPT, _plain(cell))]
    line: list[Words] = []
    for kind, said in spans:
        first, *more = (clean(part) for part in _BREAK.split(said))
        line += [Words(kind, first)] if first else []
        for part in more:
            yield tuple(line)
            line = [Words(kind, part)] if part else []
    yield tuple(line)


def _plain(cell: str | int | Marked | None) -> str:
    return "" if cell is None else str(cell)
