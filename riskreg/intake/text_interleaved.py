"""A two-column table in text that a PDF gave cell by cell: risk, action, risk, action, each wrapped over lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from riskreg.errors import NotPossible
from riskreg.intake.cell_lines import Column, cell_of, column_of
from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.lines import Line, ends_table, heading_before, numbered, section_of
from riskreg.intake.plain import folded, quoted
from riskreg.intake.segments import ACTION, RISK, RISK_GOES_ON, Reading, cut

TOO_ALIKE = 0.85
"""Columns whose widths are nearer than this are not told apart: half of such tables would be read wrongly."""
ALIKE = 0.65
"""Above this, every row is put to the person."""
_FEW = 10
"""From fewer lines than this, the widths of the columns are hardly more than a guess."""
_SURE = 4.0
"""A boundary that costs less to move is a question."""
_SENSELESS = 1.6
"""A reading that costs more a line is of text in another order."""
_MOST_LINES = 3_000

_HEADER = re.compile(
    r"(?i)^\W*((?:key |main |principal |potential |identified )?"
    r"risks?(?: areas?| descriptions?| identified| events?|/issue)?)"
    r"[\s/|:]+((?:(?:examples?|summary|list) of |key |current |existing |proposed |planned )*"
    r"(?:mitigat\w+|controls?|management actions?|actions?\b).*)$"
)


def interleaved_tables(name: str, lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The two-column table below a line such as `Risk Mitigating action`; none where no such line stands.

    Raises NotPossible where the columns are too alike in width, or the cells come in another order.
    """
    start = next((i for i, line in enumerate(lines) if heading(line.text)), None)
    if start is None:
        return ()
    read = _body(lines, start)
    if not 2 <= len(read.lines) <= _MOST_LINES:
        return ()
    reading = cut(read.lines, read.breaks)
    _refuse_hopeless(name, lines[start], read.lines, reading)
    return (_grid(lines[start], lines[:start], read, reading),)


@frozen
class _Body:
    """The lines of a table below its headings."""

    lines: tuple[Line, ...]
    """Without repeated headings."""
    breaks: frozenset[int]
    """The numbers of the lines that begin a page."""
    end: str
    """What ends the table; empty: the text does."""


def _body(lines: Sequence[Line], start: int) -> _Body:
    section, header = section_of(lines[:start]), folded(lines[start].text)
    body: list[Line] = []
    breaks: set[int] = set()
    broken = False
    for line in lines[start + 1 :]:
        if folded(line.text) == header:
            broken = True
        elif ends_table(line.text, section):
            return _Body(tuple(body), frozenset(breaks), f"line {line.number}")
        else:
            if broken or (body and line.page != body[-1].page):
                breaks.add(line.number)
            broken = False
            body.append(line)
    return _Body(tuple(body), frozenset(breaks), "")


def heading(text: str) -> tuple[str, str] | None:
    """The two headings that a line holds; None where it is none of a two-column risk table."""
    match = _HEADER.match(" ".join(text.split()))
    if not match or len(text) > 110 or numbered(text) or text.rstrip().endswith((".", ",", ";")) or "\t" in text:
        return None
    return match[1], match[2]


def _refuse_hopeless(name: str, header: Line, body: Sequence[Line], reading: Reading) -> None:
    where = f"the table below line {header.number} of {name}"
    advice = "give the PDF or the Word file itself, or the text that pdftotext -layout makes of the PDF"
    if reading.cost > _SENSELESS * len(body):
        raise NotPossible(f"{where} cannot be put together: its cells do not come row by row", advice)
    narrow, wide = reading.widths
    if narrow > TOO_ALIKE * wide:
        raise NotPossible(
            f"{where} cannot be told apart: its columns are {narrow} and {wide} characters wide, which is too alike",
            advice,
        )


def _grid(header: Line, above: Sequence[Line], read: _Body, reading: Reading) -> Grid:
    body, breaks, end = read.lines, read.breaks, read.end
    titles = heading(header.text) or ("Risk", "Mitigation")
    first = GridRow(titles, f"line {header.number}", header.page)
    rows = tuple(_rows(body, reading, breaks))
    place = f"lines {header.number}-{body[-1].number}"
    return Grid((first, *rows), place, heading_before(above), tuple(_whole(reading, place, end, len(body))))


def _whole(reading: Reading, place: str, end: str, lines: int) -> Iterator[str]:
    narrow, wide = reading.widths
    if lines < _FEW:
        yield f"{place}: {lines} lines are too few to tell how wide the columns are; compare every row with the report"
    if narrow > ALIKE * wide:
        yield (
            f"{place}: the columns are {narrow} and {wide} characters wide, rather alike; "
            "compare every row with the report"
        )
    if not end:
        yield f"{place}: no heading ends the table, so it was read to the end of the text; does it go so far?"


def _rows(body: Sequence[Line], reading: Reading, breaks: frozenset[int]) -> Iterator[GridRow]:
    start = 0
    columns = tuple(_column(body, reading, cell) for cell in (RISK, ACTION))
    for i in range(1, len(body) + 1):
        if i == len(body) or (reading.states[i] == RISK and reading.states[i - 1] != RISK):
            yield _row(body, reading, columns, breaks, range(start, i))
            start = i


def _column(body: Sequence[Line], reading: Reading, cell: int) -> Column:
    read = zip(body, reading.states, strict=True)
    lines = [line.text.strip() for line, state in read if (state == ACTION) == (cell == ACTION)]
    return column_of(lines, reading.widths[cell])


def _row(
    body: Sequence[Line], reading: Reading, columns: Sequence[Column], breaks: frozenset[int], lines: range
) -> GridRow:
    doubts = [
        _question(body[i], body[i + 1], cut_here=reading.states[i] != reading.states[i + 1])
        for i in lines
        if i < len(reading.doubts) and reading.doubts[i] < _SURE
    ]
    doubts += [
        f"line {body[i].number}: {quoted(body[i].text)} was read as the rest of the risk, behind a page break; is it?"
        for i in lines
        if reading.states[i] == RISK_GOES_ON and reading.states[i - 1] != RISK_GOES_ON
    ]
    risk, of_risk = _cell([body[i] for i in lines if reading.states[i] != ACTION], columns[RISK], "risk")
    action, of_action = _cell([body[i] for i in lines if reading.states[i] == ACTION], columns[ACTION], "action")
    first, last = body[lines[0]], body[lines[-1]]
    over = any(body[i].number in breaks for i in lines[1:])
    place = f"lines {first.number}-{last.number}{', over a page break' if over else ''}"
    return GridRow((risk, action), place, first.page, (*doubts, *of_risk, *of_action))


def _cell(lines: Sequence[Line], column: Column, what: str) -> tuple[str, tuple[str, ...]]:
    return cell_of([(line.number, line.text.strip()) for line in lines], column, what)


def _question(before: Line, after: Line, *, cut_here: bool) -> str:
    what = "ends a cell" if cut_here else "goes on in the next line"
    ends, begins = quoted(before.text[-30:].strip()), quoted(after.text.strip(), 30)
    return f"lines {before.number}-{after.number}: it is not sure that {ends} {what}, before {begins}"
