"""Tables in plain text whose cells are parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.lines import Line, heading_before, numbered
from riskreg.intake.plain import cleaned, folded, quoted
from riskreg.intake.tags import without_tags


def tabbed_tables(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The tables of a text, each a run of lines with as many tabs; a row like the first begins a new page."""
    return tuple(_grids(lines))


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    start = number = 0
    while start < len(lines):
        if "\t" not in lines[start].text.strip():
            start += 1
            continue
        end = _end(lines, start)
        if end - start > 1:
            number += 1
            yield _grid(lines[start:end], f"table {number}", heading_before(lines[:start]))
        start = end


def _end(lines: Sequence[Line], start: int) -> int:
    """Behind the last line of a run; a line without a tab right below a row goes on with its last cell."""
    cells = lines[start].text.count("\t")
    end = start + 1
    while end < len(lines):
        line = lines[end]
        tabs = line.text.strip("\n").count("\t")
        if tabs == 0 and (line.after_blank or numbered(line.text) or not _goes_on(lines, end, cells)):
            break
        if tabs and tabs != cells and line.after_blank:
            break
        end += 1
    return end


def _goes_on(lines: Sequence[Line], at: int, tabs: int) -> bool:
    """Whether a row of the same table follows soon: the lines between are then the rest of a cell."""
    return any(line.text.count("\t") == tabs for line in lines[at : at + 12])


def _grid(lines: Sequence[Line], place: str, heading: str) -> Grid:
    rows: list[GridRow] = []
    header = folded(lines[0].text)
    page = 1
    for line in lines:
        if "\t" in line.text:
            page += bool(rows) and folded(line.text) == header
            rows.append(GridRow(tuple(map(_cell, line.text.split("\t"))), f"line {line.number}", page))
        else:
            last = rows[-1]
            cells = (*last.cells[:-1], f"{last.cells[-1]}\n{_cell(line.text)}".strip())
            doubt = f"line {line.number}: {quoted(line.text)} was read as the rest of the cell above; is it?"
            rows[-1] = GridRow(cells, last.place, last.page, (*last.doubts, doubt))
    return Grid(tuple(rows), f"{place} (lines {lines[0].number}-{lines[-1].number})", heading)


def _cell(text: str) -> str:
    return cleaned(without_tags(text.strip()))
