"""The rows of a table in `pdftotext -layout` text: which lines begin one, and where a cell's paragraphs end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from riskreg.intake.cell_lines import (
    OWNER,
    OWNERS,
    SLACK,
    Column,
    begins_anew,
    cell_of,
    column_of,
    own_action,
    room,
    stops,
)
from riskreg.intake.columns import ACTIONS
from riskreg.intake.grid import GridRow
from riskreg.intake.layout_columns import Split
from riskreg.intake.plain import cleaned, quoted

_SURE = 2.0
_NEVER = -9.0
_BANNER = 8
"""The most words of a banner."""
_SPAN = ("category", "objective")
_REFERENCE = re.compile(r"[A-Za-z]{0,5}[-./ ]?[0-9]{1,4}(?:[-./][0-9]{1,3})?[.)]?")
"""What is whole on one line: a reference or a number."""


@frozen
class Shape:
    """What the columns of a table on one page are like."""

    columns: tuple[Column, ...]
    """Each; a line of it holds as many characters as its longest."""
    risk: int
    """The column of the risks."""
    actions: frozenset[int]
    """Those of the actions."""
    refs: frozenset[int]
    """Those of references: no row is without one where others have one."""
    spans: frozenset[int]
    """Those of themes, whose cells may stand beside several rows."""
    facts: tuple[tuple[int, str], ...]
    """Those of owners and dates, each with its meaning."""
    parted: bool
    """Whether empty lines stand between rows and nowhere else."""


def shape_of(splits: Sequence[Split], roles: Sequence[str | None]) -> Shape:
    """What the columns of these lines are like, which hold what `roles` say."""
    places = range(len(roles))
    risk = roles.index("risk") if "risk" in roles else 0
    held = [[s.parts[c] for s in splits if s.parts[c]] for c in places]
    columns = tuple(column_of(parts, max(map(len, parts), default=0)) for parts in held)
    blocks = [s for s in splits[1:] if s.line.after_blank]
    parted = len(blocks) > 1 and all(s.apart and s.parts[risk] and not s.parts[risk][:1].islower() for s in blocks)
    facts = tuple((place, role) for place, role in enumerate(roles) if role in OWNERS or role == "due")
    actions, refs, spans = _places(roles, *ACTIONS), _places(roles, "ref"), _places(roles, *_SPAN)
    return Shape(columns, risk, actions, refs, spans, facts, parted)


def _places(roles: Sequence[str | None], *words: str) -> frozenset[int]:
    return frozenset(place for place, role in enumerate(roles) if role in words)


def rows(splits: Sequence[Split], shape: Shape) -> Iterator[GridRow]:
    """The lines of one page put together as rows, each with what was not sure."""
    row: list[Split] = []
    doubts: list[str] = []
    for one, below in zip(splits, [*splits[1:], None], strict=True):
        if _is_banner(one, below, shape):
            yield from [_row(row, doubts, shape)] if row else []
            yield GridRow(
                (one.line.text.strip(), *[""] * (len(one.parts) - 1)), f"line {one.line.number}", one.line.page
            )
            row, doubts = [], []
            continue
        evidence = _evidence(row, one, shape)
        if row and evidence > 0:
            yield _row(row, doubts, shape)
            row, doubts = [], []
        doubts += _doubts(row, one, evidence, shape)
        row.append(one)
    if row:
        yield _row(row, doubts, shape)


def _is_banner(one: Split, below: Split | None, shape: Shape) -> bool:
    """Whether a line stands over the rows below it: a few words from the column of references on, a row below them."""
    text = one.line.text.strip()
    over = one.runs_on and not one.apart and any(one.parts[ref] for ref in shape.refs)
    few = len(text.split()) <= _BANNER and "  " not in text and text[-1] not in ".,;:" and text[:1].isupper()
    named = _REFERENCE.fullmatch(text.split()[0]) is not None
    return over and few and not named and below is not None and any(below.parts[ref] for ref in shape.refs)


def _doubts(row: Sequence[Split], one: Split, evidence: float, shape: Shape) -> Iterator[str]:
    where = f"line {one.line.number}: {quoted(one.line.text)}"
    if one.runs_on:
        yield f"line {one.line.number}: its columns touch; was it parted rightly: {_parted(one)}?"
    for gap in one.gaps:
        yield f"line {one.line.number}: {quoted(gap)} has a gap and was read as one cell; is it?"
    if 0 < abs(evidence) < _SURE:
        yield f"{where} {'begins a row' if evidence > 0 else 'goes on with the row above'}; is that so?"
    elif row and evidence == _NEVER and _may_begin(row, one, shape):
        yield f"{where} was read as more of the row above; is it a row of its own?"


def _parted(one: Split) -> str:
    return " and ".join(quoted(part) for part in one.parts if part)


def _may_begin(row: Sequence[Split], one: Split, shape: Shape) -> bool:
    """Whether a line without other columns may be a row, or a heading over rows: its column's text had ended."""
    key = _key(row, shape)
    part = one.parts[key]
    if not part or part[:1].islower() or part.startswith("* "):
        return False
    last = _last(row, key)
    if one.line.after_blank or not row[-1].parts[key] or stops(last):
        return True
    return room(last, part, shape.columns[key].width) > SLACK * shape.columns[key].width


def _evidence(row: Sequence[Split], one: Split, shape: Shape) -> float:
    """How strongly a line begins a new row; it does above 0, and can only where two columns hold text."""
    if not row or not one.parts[_key(row, shape)]:
        return _NEVER
    if one.alone:
        return 1.0 if one.line.after_blank and _may_begin(row, one, shape) else _NEVER
    total = (2.5 if shape.parted else 1.0) if one.line.after_blank else -0.5
    for column, part in enumerate(one.parts):
        last = _last(row, column)
        if part and last:
            total += _column(row[-1].parts[column], last, cleaned(part), shape.columns[column].width)
            if column in (shape.risk, *shape.actions) and begins_anew(last, part):
                total += 1.3
        elif last and row[0].parts[column] and column not in shape.spans:
            total -= 3.0 if column in shape.refs else 1.0
    if one.parts[_key(row, shape)][:1].islower() and row[-1].parts[_key(row, shape)]:
        total -= 3.0
    return total


def _key(row: Sequence[Split], shape: Shape) -> int:
    """The column that every row fills: that of the risk, or the first that this row has filled."""
    if row[0].parts[shape.risk]:
        return shape.risk
    return next((c for c, part in enumerate(row[0].parts) if part), 0)


def _last(row: Sequence[Split], column: int) -> str:
    return next((s.parts[column] for s in reversed(row) if s.parts[column]), "")


def _column(before: str, last: str, part: str, width: int) -> float:
    """What one column says: its text had ended before, the next word would have fitted, a sentence begins."""
    if part.startswith("* ") and before:
        return 0.0  # a point begins a line anyhow
    if _REFERENCE.fullmatch(part) and _REFERENCE.fullmatch(last):
        return 4.0
    said = 0.0
    if not before:
        said += 3.0
    else:
        spare = room(before, part, width)
        said += 3.5 if spare > SLACK * width else -1.5 if spare < 0 else -0.3
    said += -3.0 if part[:1].islower() else 0.7
    if last.endswith((",", "-", "–")):
        said -= 2.0
    return said + (0.5 if last.endswith(".") else 0.0)


def _row(splits: Sequence[Split], doubts: Sequence[str], shape: Shape) -> GridRow:
    asked = list(doubts)
    cells = []
    own = _own_actions(splits, shape)
    owners = {(place, role in OWNERS) for place, role in shape.facts}
    asked += (f"line {n}: {quoted(text)} was read as an action of its own; is it?" for n, text in own.items())
    for at, column in enumerate(shape.columns):
        held = [(s.line.number, s.parts[at]) for s in splits if s.parts[at]]
        what = "action" if at in shape.actions else OWNER if (at, True) in owners else ""
        cell, unsure = cell_of(held, column, what, own if what else ())
        cells.append(cell)
        asked += unsure
    first, last = splits[0].line, splits[-1].line
    if not splits[0].parts[shape.risk] and cells[shape.risk] and splits[0].line.after_blank:
        asked.append(
            f"lines {first.number}-{last.number}: the risk does not begin in the first of these lines; is it one row?"
        )
    place = f"line {first.number}" if first is last else f"lines {first.number}-{last.number}"
    return GridRow(tuple(cells), place, first.page, tuple(asked))


def _own_actions(splits: Sequence[Split], shape: Shape) -> dict[int, str]:
    """The lines that begin an action with an owner or a date of its own, where the risk beside them says nothing."""
    found: dict[int, str] = {}
    for n, one in enumerate(splits[1:], 1):
        if one.parts[shape.risk] or any(one.parts[ref] for ref in shape.refs):
            continue
        above = splits[:n]
        facts = [(role, _last(above, place), one.parts[place]) for place, role in shape.facts]
        for at in shape.actions:
            beside = own_action(_last(above, at) or "-", one.parts[at], facts)
            if beside:
                found[one.line.number] = f"{one.parts[at]} | {beside}"
    return found
