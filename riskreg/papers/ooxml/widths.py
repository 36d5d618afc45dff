"""How wide the columns of a new table are: long words are not broken, long texts get room."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.papers.ooxml.spoken import cell_lines
from riskreg.tables.table import Cell, Table

_LETTER, _MARGINS = 140, 250
"""About how wide a letter is, and the margins of a cell, in twentieths of a point."""

_LONG_WORD, _LONG_TEXT = 22, 60
"""More letters than these have no claim to more room."""


def widths(table: Table, total: int) -> tuple[int, ...]:
    """The widths of the columns, which sum up to the total."""
    columns = [[c.title, *(row[i] for row in table.rows)] for i, c in enumerate(table.columns)]
    least = [_LETTER * min(_LONG_WORD, _longest(cells)) + _MARGINS for cells in columns]
    wanted = [
        max(n, _LETTER * min(_LONG_TEXT, _usual(cells)) + _MARGINS) for n, cells in zip(least, columns, strict=True)
    ]
    if sum(least) >= total:
        return _shared(total, least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    extra = _shared(total - sum(least), more if sum(more) else least)
    return tuple(need + plus for need, plus in zip(least, extra, strict=True))


def _shared(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The total in shares of these weights, without a remainder."""
    shares = [total * weight // sum(weights) for weight in weights]
    return *shares[:-1], total - sum(shares[:-1])


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["".join(w.text for w in line) for cell in cells for line in cell_lines(cell)]


def _longest(cells: Sequence[Cell]) -> int:
    return max((len(word) for text in _texts(cells) for word in text.replace("-", "- ").split()), default=1)


def _usual(cells: Sequence[Cell]) -> int:
    """Somewhat more than the average length of a line."""
    lengths = [len(text) for text in _texts(cells)]
    return 3 * sum(lengths) // (2 * len(lengths))
