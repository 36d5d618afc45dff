"""Tables with lines whose outer lines are missing: a header above the first line, rows below the last, taken in."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from riskreg.intake.pdf_columns import Columns
from riskreg.intake.pdf_header import cells_of, is_header
from riskreg.intake.pdf_page import PageContent, RuledTable
from riskreg.intake.pdf_rows import rows_of
from riskreg.intake.pdf_text import Line, lines_of

_NEAR = 1.5
"""The most white, by the height of a letter, between a table and the words that belong to it."""
_BESIDE = 1.0
"""How far, in points, words of a table may stand over its edges."""


def with_open_ends(page: PageContent) -> PageContent:
    """The page, words in the columns of a table close above and below its lines taken into it."""
    tables, taken = [], set()
    for table in page.tables:
        lines = lines_of(tuple(word for word in page.words if word not in taken))
        above, below = _above(table, lines), _below(table, lines)
        taken |= {word for line in (*above, *below) for word in line.words}
        tables.append(_grown(table, above, below))
    return evolve(page, words=tuple(w for w in page.words if w not in taken), tables=tuple(tables)) if taken else page


def _grown(table: RuledTable, above: Sequence[Line], below: Sequence[Line]) -> RuledTable:
    columns = _columns(table)
    rows = (*rows_of(columns, above, []).texts, *table.rows, *rows_of(columns, below, []).texts)
    asked = [
        f'does "{" ".join(line.text.split()[:6])}", just below the table, belong to its last row?' for line in below[:1]
    ]
    top, bottom = (
        min([table.box[1], *(line.top for line in above)]),
        max([table.box[3], *(line.bottom for line in below)]),
    )
    return evolve(table, rows=rows, box=(table.box[0], top, table.box[2], bottom), doubts=(*table.doubts, *asked))


def _columns(table: RuledTable) -> Columns:
    return Columns(table.lefts, (*table.lefts[1:], table.box[2]))


def _above(table: RuledTable, lines: Sequence[Line]) -> list[Line]:
    """The header that stands above the first line of a table."""
    over = [line for line in lines if line.bottom <= table.box[1] + 1][-1:]
    return [
        line
        for line in over
        if table.box[1] - line.bottom < _NEAR * line.height and is_header(line) and _fits(table, line)
    ]


def _below(table: RuledTable, lines: Sequence[Line]) -> list[Line]:
    """The lines that stand below the last line of a table in its columns."""
    found: list[Line] = []
    bottom = table.box[3]
    for line in (line for line in lines if line.top >= table.box[3] - 1):
        first = not found and (len(cells_of(line)) < 2 or is_header(line))
        if first or line.top - bottom >= _NEAR * line.height or not _fits(table, line):
            break
        found.append(line)
        bottom = line.bottom
    return found


def _fits(table: RuledTable, line: Line) -> bool:
    inside = line.x0 >= table.box[0] - _BESIDE and line.x1 <= table.box[2] + _BESIDE
    return inside and not _columns(table).crossed(line)
