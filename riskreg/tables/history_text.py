"""The grid of a history as plain text: eight dates and their risks within 80 columns.

A column is as wide as its ratings need. The word for how a risk left reaches over the blank cells behind it, and a
footnote's number goes below its rating where it does not fit beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from riskreg.tables.as_text import NARROWEST, around, text
from riskreg.tables.cells import on_one_line
from riskreg.tables.table import Table
from riskreg.tables.wrap import fold

_RATING = 6
"""A cell without its footnote that is no longer than this is not broken: `VH 25`."""

_TITLE = 24
"""With less than this for the titles, the dates are set closer; with less than half of it, one below another."""

_WIDE_TITLE = 40
"""With as much as this for the titles, footnotes stand beside their ratings."""

_INDENT = "  "


def grid_text(table: Table, width: int) -> str:
    """The caption, the lead, the grid and its notes; as lists of fields where the dates leave no room for titles."""
    width = max(width, NARROWEST)
    rows = [[on_one_line(cell) for cell in row] for row in table.rows]
    heads = [on_one_line(c.title) for c in table.columns]
    heads = [heads[0], *(_broken(head) for head in heads[1:])]
    needs, gap, room = _shared_out(heads, rows, width)
    if room < _TITLE // 2 or not rows:
        return text(table, width)
    widths = [min(room, max(len(row[0]) for row in (heads, *rows))), *needs]
    lines = [*_set_row(heads, widths, gap), (" " * gap).join("-" * w for w in widths)]
    for row in rows:
        lines += _set_row(row, widths, gap)
    spaced = [line for note in table.notes for line in (("", note) if not note.startswith("[") else (note,))]
    return around(evolve(table, notes=tuple(spaced[1:])), "\n".join(lines), width)


def _broken(heading: str) -> str:
    """A date with its year on a line of its own."""
    return "\n".join(heading.rsplit(" ", 1))


def _shared_out(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[list[int], int, int]:
    """The width of each date, the gap between them, and what is left for titles; as generous as it can be."""
    for whole, gap, least in ((True, 2, _WIDE_TITLE), (False, 2, _TITLE), (False, 1, 0)):
        needs = [_need(heads, rows, column, whole=whole) for column in range(1, len(heads))]
        room = width - sum(needs) - gap * len(needs)
        if room >= least:
            break
    return needs, gap, room


def _need(heads: Sequence[str], rows: Sequence[Sequence[str]], column: int, *, whole: bool) -> int:
    """How wide a column has to be for its heading, its ratings, and the words that nothing blank follows.

    With `whole`, for its cells on one line, footnotes included.
    """
    needs = [len(line) for line in heads[column].split("\n")]
    for row in rows:
        bare = row[column].partition(" [")[0]
        reaches_over = len(bare) > _RATING and _blank_after(row, column)
        if whole and not reaches_over:
            needs.append(len(row[column]))
        elif len(bare) <= _RATING:
            needs.append(len(bare))
        elif not reaches_over:
            needs += [len(word) for word in row[column].split()]
    return max(needs, default=1)


def _blank_after(row: Sequence[str], column: int) -> int:
    """How many cells behind one are blank."""
    following = (n for n, cell in enumerate(row[column + 1 :]) if cell)
    return next(following, len(row) - column - 1)


def _set_row(row: Sequence[str], widths: Sequence[int], gap: int) -> Iterator[str]:
    """A row as lines; the further lines of its title are indented."""
    starts = _starts(widths, gap)
    title = fold(row[0], widths[0])
    if len(title) > 1:
        title = [title[0], *(_INDENT + line for line in fold(" ".join(title[1:]), widths[0] - len(_INDENT)))]
    blocks = [(0, title)]
    for column in range(1, len(row)):
        end = column + _blank_after(row, column)
        blocks.append((starts[column], fold(row[column], starts[end] + widths[end] - starts[column])))
    for number in range(max(len(lines) for _, lines in blocks)):
        yield _set_line([(start, lines[number]) for start, lines in blocks if number < len(lines)])


def _starts(widths: Sequence[int], gap: int) -> list[int]:
    starts = [0]
    for width in widths[:-1]:
        starts.append(starts[-1] + width + gap)
    return starts


def _set_line(pieces: Sequence[tuple[int, str]]) -> str:
    line = ""
    for start, piece in pieces:
        line = line.ljust(start) + piece if piece else line
    return line.rstrip()
