"""A matrix as plain text: a line between all its cells, and no heading wider than its words."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.tables.as_text import NARROWEST, around, text
from riskreg.tables.cells import on_one_line, shown
from riskreg.tables.table import Table
from riskreg.tables.wrap import Want, fold, share_out, want

_LEGIBLE = 6
"""Where columns cannot have so much each, no grid is set."""

_LABEL = 12
"""About how much width the labels of the likelihood take."""

_BORDER = 3
"""The line and the spaces round a column."""


def matrix_text(table: Table, width: int) -> str:
    """The table with lines between its cells; as lists where the columns would be too narrow."""
    width = max(width, NARROWEST)
    if room_for_ids(len(table.columns) - 1, width) < _LEGIBLE:
        return text(table, width)
    cells = [[on_one_line(c.title) for c in table.columns], *([shown(cell) for cell in row] for row in table.rows)]
    widths = share_out(_wants(cells), width - _BORDER * len(table.columns) - 1)
    return around(table, _ruled([[fold(c, w) for c, w in zip(row, widths, strict=True)] for row in cells]), width)


def room_for_ids(impacts: int, width: int) -> int:
    """How many characters a cell of a matrix with so many impacts has room for."""
    return (max(width, NARROWEST) - _LABEL - 1 - _BORDER * (impacts + 1)) // max(impacts, 1)


def _wants(cells: Sequence[Sequence[str]]) -> list[Want]:
    """What each column could use; the impacts share alike, so that the matrix looks like one."""
    label, *impacts = (want(column) for column in zip(*cells, strict=True))
    natural = max((w.natural for w in impacts), default=0)
    least = max((_longest_word(column) for column in list(zip(*cells, strict=True))[1:]), default=0)
    return [
        Want(label.natural, _longest_word([row[0] for row in cells]), 1),
        *(Want(natural, least, 1) for _ in impacts),
    ]


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _ruled(rows: Sequence[Sequence[Sequence[str]]]) -> str:
    from tabulate import tabulate

    # Not as headings: tabulate would widen each by two.
    joined = [["\n".join(cell) for cell in row] for row in rows]
    lines = tabulate(joined, tablefmt="grid", disable_numparse=True, preserve_whitespace=True).split("\n")
    below_headings = 1 + max(len(cell) for cell in rows[0])
    lines[below_headings] = lines[below_headings].replace("-", "=")
    return "\n".join(lines)
