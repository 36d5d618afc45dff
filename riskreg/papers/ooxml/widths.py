"""How wide the columns of a new table are: long words are not broken, long texts get room."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from riskreg.papers.ooxml.spoken import cell_lines
from riskreg.tables.table import Cell, Table

_LETTER, _MARGINS = 140, 250
"""About how wide a letter is, and the margins of a cell, in twentieths of a point."""

_BOLD_LETTER = 160
"""About how wide a letter of a heading is."""

_LONG_WORD = 22
"""A word of more letters than this has no claim to more room."""


def widths(table: Table, total: int) -> tuple[int, ...]:
    """The widths of the columns, which sum up to the total.

    Each column has room for its longest word. What is left goes to the columns whose fullest cell holds most: by the
    root of its letters, since a cell of four times the text is twice as wide and twice as high.
    """
    columns = [[row[i] for row in table.rows] for i in range(len(table.columns))]
    least = [
        max(_room(_BOLD_LETTER, [c.title]), _room(_LETTER, cells))
        for c, cells in zip(table.columns, columns, strict=True)
    ]
    if sum(least) >= total:
        return _shared(total, least)
    fair = _shared(total, [_fullest([c.title, *cells]) for c, cells in zip(table.columns, columns, strict=True)])
    more = [max(0, share - need) for share, need in zip(fair, least, strict=True)]
    extra = _shared(total - sum(least), more if sum(more) else least)
    return tuple(need + plus for need, plus in zip(least, extra, strict=True))


def _room(letter: int, cells: Sequence[Cell]) -> int:
    return letter * min(_LONG_WORD, _longest(cells)) + _MARGINS


def _shared(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The total in shares of these weights, without a remainder."""
    shares = [total * weight // sum(weights) for weight in weights]
    return *shares[:-1], total - sum(shares[:-1])


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["".join(w.text for w in line) for cell in cells for line in cell_lines(cell)]


def _longest(cells: Sequence[Cell]) -> int:
    return max((len(word) for text in _texts(cells) for word in text.replace("-", "- ").split()), default=1)


def _fullest(cells: Sequence[Cell]) -> int:
    return isqrt(10_000 * max(1, *(len("".join(_texts([cell]))) for cell in cells)))
