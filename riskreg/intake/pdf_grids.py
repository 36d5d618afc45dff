"""Tables of pages put in order, each with the heading above it; those that go on over pages joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from attrs import evolve, frozen

from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.pdf_cells import with_paragraphs
from riskreg.intake.pdf_header import mended
from riskreg.intake.pdf_open import with_open_ends
from riskreg.intake.pdf_page import PageContent, RuledTable
from riskreg.intake.pdf_positions import FoundTable, tables_by_position
from riskreg.intake.pdf_text import Line, lines_of

_ALIKE = 3.0
"""How far apart, in points, the edges of one table may stand on two pages."""
_NUMBERED = re.compile(r"(\d+(\.\d+)*\.?|[A-Z]\.|Appendix\s\w+:?)\s+[A-Z]")
_LONGEST_HEADING = 14
_HEADER_ROWS = 2


@frozen
class PlacedTable:
    """A table on one page, or over several once it is joined."""

    grid: Grid
    """Its rows."""
    lefts: tuple[float, ...]
    """Where its columns begin."""
    right: float
    """Where its last column ends."""
    top: float
    """Where it begins on its page."""
    first: bool
    """Whether nothing stands above it on its page."""
    last: bool
    """Whether nothing stands below it on its last page."""


def grids_of(pages: Sequence[PageContent]) -> tuple[tuple[Grid, ...], str]:
    """The tables of all pages, and the text outside them."""
    placed: list[PlacedTable] = []
    text: list[str] = []
    roles: Sequence[str | None] = ()
    heading, going, size = "", None, _usual_size(pages)
    for page in map(with_open_ends, pages):
        lines = lines_of(page.words)
        found = tables_by_position(page, lines, going)
        going = found[-1].columns if found and found[-1].open else None
        taken = {id(line) for table in found for line in table.lines}
        rest = [line for line in lines if id(line) not in taken]
        ruled = []
        for table in page.tables:
            own, asked, roles = with_paragraphs(table, roles)
            ruled.append(_placed(page, rest, own, (), asked))
        tables = [
            *ruled,
            *(_placed(page, rest, _as_ruled(t), t.doubts, t.asked) for t in found),
        ]
        for found_here in sorted(tables, key=lambda t: t.top):
            heading = _heading([line for line in rest if line.top < found_here.top], size) or heading
            _add(placed, evolve(found_here, grid=evolve(found_here.grid, heading=heading)))
        heading = _heading(rest, size) or heading
        text += [line.text for line in rest]
    return tuple(table.grid for table in placed), "\n".join(text)


def _as_ruled(table: FoundTable) -> RuledTable:
    box = (min(line.x0 for line in table.lines), table.lines[0].top, table.columns.rights[-1], table.lines[-1].bottom)
    return RuledTable(table.rows, table.columns.lefts, box)


def _placed(
    page: PageContent,
    rest: Sequence[Line],
    table: RuledTable,
    doubts: Sequence[str] = (),
    asked: Sequence[tuple[str, ...]] = (),
) -> PlacedTable:
    """A table where it stands among the other lines and tables of its page."""
    place = f"page {page.number}"
    texts = [tuple(map(mended, row)) if i < _HEADER_ROWS else tuple(row) for i, row in enumerate(table.rows)]
    said = [tuple(f"{place}: {doubt}" for doubt in row) for row in asked] or [()] * len(texts)
    made = tuple(GridRow(row, place, page.number, own) for row, own in zip(texts, said, strict=True))
    box = table.box
    above = any(line.bottom <= box[1] + 1 for line in rest) or any(t.box[3] <= box[1] + 1 for t in page.tables)
    below = any(line.top >= box[3] - 1 for line in rest) or any(t.box[1] >= box[3] - 1 for t in page.tables)
    told = tuple(f"{place}: {doubt}" for doubt in (*doubts, *table.doubts))
    return PlacedTable(Grid(made, place, "", told), table.lefts, box[2], box[1], not above, not below)


def _add(placed: list[PlacedTable], table: PlacedTable) -> None:
    """Put a table behind the others, or onto the last of them where that one goes on in it."""
    if placed and (joined := _joined(placed[-1], table)) is not None:
        placed[-1] = joined
    else:
        placed.append(table)


def _joined(before: PlacedTable, table: PlacedTable) -> PlacedTable | None:
    """One table of two, where the first ends its page, the second begins the next, and their columns stand alike."""
    table = _unglued(before, table)
    next_page = table.grid.rows[0].page == before.grid.rows[-1].page + 1
    if not (next_page and before.last and table.first):
        return None
    if table.grid.rows[0].cells == before.grid.rows[0].cells:
        lefts: tuple[float, ...] | None = before.lefts
    else:
        alike = abs(before.right - table.right) <= _ALIKE * 3
        lefts = _union(before.lefts, table.lefts) if alike else None
    if lefts is None:
        return None
    rows = (*_spread(before, lefts), *_spread(table, lefts))
    grid = evolve(before.grid, rows=rows, doubts=(*before.grid.doubts, *table.grid.doubts))
    return evolve(before, grid=grid, lefts=lefts, last=table.last)


def _unglued(before: PlacedTable, table: PlacedTable) -> PlacedTable:
    """The table with its repeated header parted from the half row below it, where no line stands between the two."""
    header, first = before.grid.rows[0].cells, table.grid.rows[0]
    parts = [
        cell == name or cell.startswith((f"{name}\n", f"{name} "))
        for cell, name in zip(first.cells, header, strict=False)
    ]
    if first.cells == header or len(first.cells) != len(header) or not all(parts):
        return table
    rest = tuple(cell[len(name) :].lstrip() for cell, name in zip(first.cells, header, strict=True))
    rows = (evolve(first, cells=header), evolve(first, cells=rest), *table.grid.rows[1:])
    return evolve(table, grid=evolve(table.grid, rows=rows))


def _union(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...] | None:
    """The columns of both, where those of one are all columns of the other: merged cells hide edges on some pages."""
    more, fewer = (a, b) if len(a) >= len(b) else (b, a)
    return more if all(any(abs(x - y) <= _ALIKE for y in more) for x in fewer) and len(fewer) > 1 else None


def _spread(table: PlacedTable, lefts: tuple[float, ...]) -> list[GridRow]:
    """The rows of a table in the columns of the joined one."""
    if len(table.lefts) == len(lefts):
        return list(table.grid.rows)
    at = [min(range(len(lefts)), key=lambda i, x=x: abs(lefts[i] - x)) for x in table.lefts]  # type: ignore[misc]
    rows = []
    for row in table.grid.rows:
        cells = [""] * len(lefts)
        for column, cell in zip(at, row.cells, strict=True):
            cells[column] = cell
        rows.append(evolve(row, cells=tuple(cells)))
    return rows


def _usual_size(pages: Sequence[PageContent]) -> float:
    heights = [word.height for page in pages for word in page.words]
    return median(heights) if heights else 0.0


def _heading(lines: Sequence[Line], size: float) -> str:
    """The last heading among lines: few words, no full stop, and numbered, bold or larger than the rest."""
    for line in reversed(lines):
        text = line.text
        short = len(text.split()) <= _LONGEST_HEADING and not text.endswith((".", ",", ";"))
        marked = line.bold or line.height > 1.15 * size
        if text and short and (marked or (_NUMBERED.match(text) and line.words[0].text[:1].isdigit())):
            return text
    return ""
