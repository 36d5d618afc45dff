"""Tables in plain text whose cells are parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.lines import Line, heading_before, numbered
from riskreg.intake.plain import cleaned, folded, quoted
from riskreg.intake.tags import without_tags

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"(?=\t|\Z)')
_OPEN = re.compile(r'"[^"]*+(?:""[^"]*+)*+\Z')
_LONGEST_CELL = 60
_REFERENCE = 8


def tabbed_tables(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The tables of a text, each a run of lines with as many tabs; a row like the first begins a new page."""
    return tuple(_grids(tuple(_whole(lines))))


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those put together over which a cell in quotes runs: so spreadsheets write a cell of several lines."""
    at = 0
    while at < len(lines):
        end = _closed(lines, at) if '"' in lines[at].text and _is_open(lines[at].text) else at + 1
        text = "\n".join(line.text for line in lines[at:end])
        if "\t" not in text:
            end, text = at + 1, lines[at].text
        yield evolve(lines[at], text=text)
        at = end


def _closed(lines: Sequence[Line], at: int) -> int:
    """Behind the line in which the quote is closed that a line leaves open; behind that line where none closes it."""
    for end in range(at + 1, min(at + _LONGEST_CELL, len(lines))):
        inside = f'"{lines[end].text}'  # as if the cell began in this line
        if not _OPEN.match(inside) and not _QUOTED.match(inside):
            break
        if not _is_open(inside):
            return end + 1
    return at + 1


def _is_open(text: str) -> bool:
    """Whether the last cell of a line begins with a quote that nothing closes."""
    return _OPEN.match(_split(text)[-1]) is not None


def _split(text: str) -> list[str]:
    """The cells of a line; a tab or a line's end within quotes is part of a cell."""
    cells, at = [], 0
    while True:
        quoted_cell = _QUOTED.match(text, at) or _OPEN.match(text, at)
        end = quoted_cell.end() if quoted_cell else text.find("\t", at)
        end = len(text) if end < 0 else end
        cells.append(text[at:end])
        if end >= len(text):
            return cells
        at = end + 1


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
    cells = _tabs(lines[start].text)
    end = start + 1
    while end < len(lines):
        line = lines[end]
        tabs = _tabs(line.text)
        if tabs == 0 and (line.after_blank or numbered(line.text) or not _goes_on(lines, end, cells)):
            break
        if tabs and tabs != cells and line.after_blank:
            break
        end += 1
    return end


def _goes_on(lines: Sequence[Line], at: int, tabs: int) -> bool:
    """Whether a row of the same table follows soon: the lines between are then the rest of a cell."""
    return any(_tabs(line.text) == tabs for line in lines[at : at + 12])


def _grid(lines: Sequence[Line], place: str, heading: str) -> Grid:
    rows: list[GridRow] = []
    header = folded(lines[0].text)
    page = 1
    for line in lines:
        if "\t" in line.text:
            page += bool(rows) and folded(line.text) == header
            rows.append(GridRow(tuple(map(_cell, _split(line.text))), f"line {line.number}", page))
        else:
            last = rows[-1]
            cells = (*last.cells[:-1], f"{last.cells[-1]}\n{_cell(line.text)}".strip())
            doubt = f"line {line.number}: {quoted(line.text)} was read as the rest of the cell above; is it?"
            rows[-1] = GridRow(cells, last.place, last.page, (*last.doubts, doubt))
    return Grid(tuple(_asked(rows)), f"{place} (lines {lines[0].number}-{lines[-1].number})", heading)


def _asked(rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows; one that has fewer cells than the headings, and no reference where all others have one, is asked about.

    Blank cells at a row's end leave no tabs behind, so fewer cells alone say nothing.
    """
    wide = len(rows[0].cells)
    longest = max((len(row.cells[0]) for row in rows[1:] if len(row.cells) == wide), default=_REFERENCE + 1)
    for row in rows:
        odd = len(row.cells) < wide and longest <= _REFERENCE and 0 < longest < len(row.cells[0])
        asked = f"{row.place}: this row has {len(row.cells)} cells and the headings {wide}; is each below its own?"
        yield evolve(row, doubts=(*row.doubts, asked)) if odd else row


def _tabs(text: str) -> int:
    return len(_split(text)) - 1 if '"' in text else text.count("\t")


def _cell(text: str) -> str:
    text = text.strip()
    if _QUOTED.fullmatch(text):
        text = text[1:-1].replace('""', '"')
    return cleaned(without_tags(text))
