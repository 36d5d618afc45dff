"""Tables in the text that `pdftotext -layout` makes, which keeps columns where they stood: read by their gutters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from riskreg.intake.columns import named_columns
from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.lines import Line, ends_table, heading_before, section_of
from riskreg.intake.plain import folded, joined, quoted

_GUTTER = re.compile(r"\S+(?: \S+)*")
_SAMPLE = 400
_SURE = 2.0
_SLACK = 0.14

Parts = tuple[str, ...]


@frozen
class _Split:
    """One line in its columns."""

    line: Line
    parts: Parts
    """Its text in each column; empty where it has none."""


@frozen
class _Page:
    """The lines of a table on one page."""

    splits: tuple[_Split, ...]
    """Each in its columns."""
    widths: tuple[int, ...]
    """How many characters each column holds: to the next one, or as the longest line of the last."""


def layout_tables(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The tables below lines that hold the headings of a risk table, two blanks or more between them."""
    return tuple(_grids(lines))


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    at = 0
    while at < len(lines):
        starts = headings(lines[at].text)
        if not starts:
            at += 1
            continue
        end = _end(lines, at, starts)
        yield _grid(lines, at, end)
        at = end


def headings(text: str) -> tuple[int, ...]:
    """Where the headings of a risk table begin on a line; nothing where it is none."""
    cells = list(_GUTTER.finditer(text.expandtabs())) if "  " in text.strip() and "\t" not in text else []
    if len(cells) < 2 or not named_columns([c.group() for c in cells]):
        return ()
    return tuple(c.start() for c in cells)


def _end(lines: Sequence[Line], start: int, starts: tuple[int, ...]) -> int:
    """Behind the last line of the table that begins with the headings at `start`."""
    section = section_of(lines[:start])
    header = folded(lines[start].text)
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if ends_table(line.text, section) and not _is_split(line.text, starts):
            return at
        if headings(line.text) and folded(line.text) != header:
            return at
        if line.after_blank and _crosses(lines[at : at + 3], starts):
            return at
    return len(lines)


def _is_split(text: str, starts: tuple[int, ...]) -> bool:
    return all(text[:start].endswith("  ") for start in starts[1:2]) and len(text) > starts[1]


def _crosses(lines: Sequence[Line], starts: tuple[int, ...]) -> bool:
    """Whether prose begins here: lines that leave no gutter before any column."""
    return all(
        len(line.text) > starts[1] + 4 and not any("  " in line.text[max(0, s - 3) : s + 1] for s in starts[1:])
        for line in lines
    )


def _grid(lines: Sequence[Line], start: int, end: int) -> Grid:
    header = lines[start]
    rows: list[GridRow] = [GridRow(_parts(header.text, headings(header.text)), f"line {header.number}", header.page)]
    for page in _pages(lines[start:end], folded(header.text)):
        rows.extend(_rows(page))
    place = f"lines {header.number}-{lines[end - 1].number}"
    return Grid(tuple(rows), place, heading_before(lines[:start]))


def _pages(lines: Sequence[Line], header: str) -> Iterator[_Page]:
    """The body page by page, each line split at the gutters of its page: headings repeated may stand elsewhere."""
    starts: tuple[int, ...] = ()
    page: list[Line] = []
    for line in lines:
        repeated = folded(line.text) == header
        if page and (repeated or line.page != page[-1].page):
            yield _split(page, starts)
            page = []
        if repeated:
            starts = headings(line.text) or starts
        else:
            page.append(line)
    if page:
        yield _split(page, starts)


def _split(lines: Sequence[Line], starts: tuple[int, ...]) -> _Page:
    cuts = [0, *(_gutter(lines, left, right) for left, right in pairwise(starts))]
    splits = tuple(_Split(line, _parts(line.text, tuple(cuts))) for line in lines)
    longest = (max(len(s.parts[c]) for s in splits) for c in range(len(cuts)))
    room = (*(b - a - 3 for a, b in pairwise(cuts)), 0)
    return _Page(splits, tuple(map(max, zip(longest, room, strict=True))))


def _gutter(lines: Sequence[Line], left: int, right: int) -> int:
    """Where the column that should begin at `right` does begin: where fewest lines run across, nearest to there."""
    some = lines[:_SAMPLE]

    def crossing(at: int) -> int:
        return sum(line.text[at - 1 : at + 1].strip() != "" and line.text[at - 1 : at] != " " for line in some)

    nearby = [at for at in range(left + 2, right + 9) if at > 0]
    return min(nearby, key=lambda at: (crossing(at), abs(at - right)), default=right)


def _parts(text: str, cuts: tuple[int, ...]) -> Parts:
    text = text.expandtabs()
    ends = (*cuts[1:], len(text) + 1)
    return tuple(text[a:b].strip() for a, b in zip(cuts, ends, strict=True))


def _rows(page: _Page) -> Iterator[GridRow]:
    row: list[_Split] = []
    doubts: list[str] = []
    for split in page.splits:
        evidence = _evidence(row, split, page.widths)
        if row and evidence > 0:
            yield _row(row, doubts)
            row, doubts = [], []
        if (row and 0 < abs(evidence) < _SURE) or (not row and evidence and abs(evidence) < _SURE):
            begins = "begins a row" if evidence > 0 else "goes on with the row above"
            doubts.append(f"line {split.line.number}: {quoted(split.line.text)} {begins}; is that so?")
        row.append(split)
    if row:
        yield _row(row, doubts)


def _evidence(row: Sequence[_Split], split: _Split, widths: Sequence[int]) -> float:
    """How strongly a line begins a new row; it does above 0, and can only where two columns hold text."""
    if not row or sum(bool(p) for p in split.parts) < 2 or not split.parts[_key(row, split)]:
        return -9.0
    before = row[-1].parts
    total = 1.0 if split.line.after_blank else -0.5
    for column, part in enumerate(split.parts):
        last = next((s.parts[column] for s in reversed(row) if s.parts[column]), "")
        if part and last:
            total += _column(before[column], last, part, widths[column])
    return total


def _key(row: Sequence[_Split], split: _Split) -> int:
    """The column that every row fills: the first that this row has filled."""
    return next((c for c, part in enumerate(row[0].parts) if part), 0)


def _column(before: str, last: str, part: str, width: int) -> float:
    """What one column says: its text had ended before, the next word would have fitted, a sentence begins."""
    said = 0.0
    if not before:
        said += 3.0
    else:
        spare = width - (len(before) + 1 + len(part.split(maxsplit=1)[0]))
        said += 3.5 if spare > _SLACK * width else -1.5 if spare < 0 else -0.3
    said += -3.0 if part[:1].islower() else 0.7
    if last.endswith((",", "-", "–")):
        said -= 2.0
    return said + (0.5 if last.endswith(".") else 0.0)


def _row(splits: Sequence[_Split], doubts: Sequence[str]) -> GridRow:
    cells = tuple(joined(s.parts[c] for s in splits) for c in range(len(splits[0].parts)))
    first, last = splits[0].line, splits[-1].line
    place = f"line {first.number}" if first is last else f"lines {first.number}-{last.number}"
    return GridRow(cells, place, first.page, tuple(doubts))
