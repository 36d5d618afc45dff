"""A table: titled columns, rows of cells and the sentences around them; its columns chosen, its rows put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from attrs import evolve, frozen

from riskreg.errors import UnknownWord
from riskreg.tables.marked import Marked

Align = Literal["left", "right"]

Cell = str | Marked | int | None
"""Text, which may hold several lines and marks; a number; or nothing."""

Row = tuple[Cell, ...]

_DIGITS = re.compile("([0-9]+)")

_Part = tuple[int, int, str]


class Column(NamedTuple):
    """One column of a table."""

    key: str
    """What it is called on the command line and in CSV and JSON; a file's own key where there is one."""
    title: str
    """What people read above it."""
    align: Align = "left"
    """Numbers stand to the right."""
    sort_after: str = ""
    """A sign after which sorting begins: with `=`, `L4 × I4 = 16` is sorted by 16. Empty: by the whole cell."""


@frozen
class Table:
    """Columns, rows, and what is said around them."""

    caption: str
    """What the table is about."""
    columns: tuple[Column, ...]
    """All columns that there are, those included that are only shown when asked for."""
    rows: tuple[Row, ...]
    """Each as long as `columns`."""
    lead: tuple[str, ...] = ()
    """Sentences above the table."""
    notes: tuple[str, ...] = ()
    """Lines below the table."""
    default_columns: tuple[str, ...] = ()
    """Keys of the columns that are shown where none are chosen; empty: all."""
    stacked: bool = False
    """Whether plain text sets each row as a paragraph, the first cells its heading and the last below it."""


def choose(table: Table, keys: Sequence[str] = ()) -> Table:
    """The table with the columns of these keys, in this order; without keys, with its default columns.

    Raises UnknownWord where it has no such column.
    """
    wanted = keys or table.default_columns or [c.key for c in table.columns]
    places = [_place(table, key) for key in dict.fromkeys(wanted)]
    columns = tuple(table.columns[p] for p in places)
    rows = tuple(tuple(row[p] for p in places) for row in table.rows)
    # Columns of one's own choice need their headings, which a paragraph has not.
    return evolve(table, columns=columns, rows=rows, default_columns=(), stacked=table.stacked and not keys)


def order(table: Table, key: str) -> Table:
    """The table with its rows sorted by the column of that key, `-KEY` for the other way round; rows that tie stay put.

    Numbers come before text, digits within text count as numbers, and rows without a value come last both ways.
    Raises UnknownWord where it has no such column.
    """
    return evolve(table, rows=tuple(table.rows[number] for number in ranked(table, key)))


def ranked(table: Table, key: str) -> tuple[int, ...]:
    """The numbers of the rows in the order that `order` puts them in."""
    place = _place(table, key.removeprefix("-"))
    after = table.columns[place].sort_after
    cells = [row[place] for row in table.rows]
    stated = [(_rank(cell, after), number) for number, cell in enumerate(cells) if cell is not None]
    stated.sort(key=lambda pair: pair[0], reverse=key.startswith("-"))
    silent = (number for number, cell in enumerate(cells) if cell is None)
    return *(number for _, number in stated), *silent


def _place(table: Table, key: str) -> int:
    known = [c.key for c in table.columns]
    if key not in known:
        raise UnknownWord("column", key, known)
    return known.index(key)


def _rank(cell: str | Marked | int, after: str) -> tuple[int, int, tuple[_Part, ...]]:
    if isinstance(cell, int):
        return 0, cell, ()
    text = str(cell).rpartition(after)[2].strip() if after else str(cell)
    return 1, 0, tuple(_part(p) for p in _DIGITS.split(text.casefold()) if p)


def _part(part: str) -> _Part:
    if not _DIGITS.fullmatch(part):
        return 1, 0, part
    # Not int(): Python refuses to read a number of more than 4,300 digits.
    digits = part.lstrip("0")
    return 0, len(digits), digits
