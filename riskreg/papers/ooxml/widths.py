"""How wide the columns of a new table are: long words are not broken, long texts get room."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.papers.ooxml.spoken import cell_lines
from riskreg.tables.table import Cell, Table

_MOST, _LEAST = 48, 5


def widths(table: Table, total: int) -> tuple[int, ...]:
    """The widths of the columns, which sum up to the total."""
    columns = [[c.title, *(row[i] for row in table.rows)] for i, c in enumerate(table.columns)]
    weights = [_weight(cells) for cells in columns]
    shares = [total * weight // sum(weights) for weight in weights]
    shares[-1] += total - sum(shares)
    return tuple(shares)


def _weight(cells: Sequence[Cell]) -> int:
    """The width that a column asks for, in letters: its longest word at least, its usual text at most."""
    texts = ["".join(w.text for w in line) for cell in cells for line in cell_lines(cell)]
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    usual = sum(map(len, texts)) // len(texts)
    return max(_LEAST, min(_MOST, max(longest + 2, usual)))
