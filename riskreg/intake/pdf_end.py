"""The end of a table without lines: which of the last lines, in its first column alone, are words that follow it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskreg.intake.pdf_columns import Columns
from riskreg.intake.pdf_text import Line, ended_early, leading

HEADING = re.compile(r"(\d+(\.\d+)*\.?|[A-Z]\.|Appendix\s\w+)\s+[A-Z]")
"""How a numbered heading begins."""

_APART = 1.25
"""From how many times the usual step on a line stands apart from the one above it."""
_OTHER_SIZE = 0.1
"""The share by which letters are larger or smaller than those of the table, to be no words of it."""
_INDENT = 2.0
"""How far to the left of a table's words, in points, the words of a paragraph begin."""
_FOOT = 0.85
"""The share of a page's height below which a table may go on at the next page."""


def end_of_table(
    columns: Columns, lines: Sequence[Line], table: tuple[int, int, int], height: float
) -> tuple[int, list[str]]:
    """Where a table ends, and what to ask of that; `table`: its header, its first line below, and where it may end.

    The last lines in the first column alone may be a long cell's, or a heading and a paragraph that follow the table.
    Another size, weight or indent, or a number as of a heading, says that they follow it; white above them, that they
    may.
    """
    header, first, stop = table
    last = next((i for i in range(stop - 1, first - 1, -1) if not columns.alone(lines[i])), stop)
    for i in range(last + 1, stop):
        if _follows(lines, header, first, i):
            return i, []
        if _apart(columns, lines, first, i):
            asked = [f'does "{_start(lines[i])}", just below the table, belong to its last row?']
            # At the foot of a page the table may go on, and the words are kept in it.
            at_foot = stop == len(lines) and lines[stop - 1].bottom > _FOOT * height
            return (stop if at_foot or not _white(columns, lines, first, i) else i), asked
    return stop, []


def _follows(lines: Sequence[Line], header: int, first: int, at: int) -> bool:
    """Whether a line is not set as the table's are."""
    line, usual = lines[at], lines[first]
    size = abs(line.height - usual.height) > _OTHER_SIZE * usual.height
    numbered = HEADING.match(line.text) is not None and not any(HEADING.match(above.text) for above in lines[first:at])
    outside = line.x0 < min(lines[header].x0, usual.x0) - _INDENT
    return size or numbered or outside or (line.bold and not usual.bold)


def _apart(columns: Columns, lines: Sequence[Line], first: int, at: int) -> bool:
    """Whether a line may begin a paragraph: white above it, or room left there, and a capital."""
    before, line = lines[at - 1], lines[at]
    if _white(columns, lines, first, at):
        return True
    ended = bool(columns.cells(before)[0]) and ended_early(
        Line(columns.cells(before)[0]), line.words[0], columns.rights[0]
    )
    return ended and line.text[:1].isupper()


def _white(columns: Columns, lines: Sequence[Line], first: int, at: int) -> bool:
    own = [Line(cells) for cells in (columns.cells(line)[0] for line in lines[first:at]) if cells]
    usual = leading(own) or 1.2 * lines[at].height
    above = own[-1].bottom if own else lines[at - 1].bottom
    return lines[at].bottom - max(above, lines[at - 1].bottom) > _APART * usual


def _start(line: Line) -> str:
    return " ".join(line.text.split()[:6])
