"""What the grid of a history says in a few words: dates as headings, ratings as letters, and how a risk left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from riskreg.comparison.change import Change
from riskreg.comparison.history import Cell
from riskreg.model.dates import PartialDate, Precision
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.model.score import Band, Matrix
from riskreg.model.settings import Labels
from riskreg.tables.house import PLAIN, spoken

UNSCORED = "●"
"""Stands where a register carries a risk without a current score."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def headings(registers: Sequence[Register]) -> tuple[str, ...]:
    """The dates of registers, as short as they can be told apart: `May 2024`, or `14 May 2024`."""
    short = [_short(register.date) for register in registers]
    seen = Counter(short)
    return tuple(
        text if seen[text] == 1 else _exact(register.date) for text, register in zip(short, registers, strict=True)
    )


def state(cell: Cell, matrix: Matrix | None) -> str:
    """What stands in a cell, without its footnote: `R 16`, `●`, or how the risk left."""
    if cell.risk:
        return _standing(cell.risk, matrix)
    # A risk that had left before, and is taken up now, has not left anew.
    return departure(cell.change) if cell.change and not cell.taken_up else "taken up"


def departure(change: Change) -> str:
    """The word for how a risk left: the reason of a removal, `merged`, `split`, `regrouped`, `unaccounted`."""
    return str(change.reason or change.kind)


def legend(registers: Sequence[Register], labels: Labels = PLAIN) -> Iterator[str]:
    """What the letters mean, and where their meaning changed."""
    names = headings(registers)
    stretches = list(_stretches(registers))
    meanings = ((_meaning(registers[start].matrix), start, end) for start, end in stretches)
    said = [f"{meaning}{_when(names, start, end)}" for meaning, start, end in meanings if meaning]
    if said:
        yield f"Letter and number: the rating and the {spoken('score.current', labels)}. {'; '.join(said)}."
    for start, _ in stretches[1:]:
        before, after = registers[start - 1].matrix, registers[start].matrix
        if before and after and not before.same_scale(after):
            yield f"The matrix changed in {names[start]}: scores before and after it are not to be compared."


def _standing(risk: Risk, matrix: Matrix | None) -> str:
    score = risk.score.current
    if score is None:
        return UNSCORED
    band = matrix.rating(score) if matrix else None
    letter = _letter(band, matrix) if band and matrix else score.rating or ""
    return f"{letter} {score.product() or ''}".strip()


def _letter(band: Band, matrix: Matrix) -> str:
    """The band's letter; its name where another band has the same letter."""
    return band.short() if sum(b.short() == band.short() for b in matrix.bands) == 1 else band.name


def _meaning(matrix: Matrix | None) -> str:
    return ", ".join(f"{_letter(b, matrix)} {b.name}" for b in matrix.bands) if matrix else ""


def _stretches(registers: Sequence[Register]) -> Iterator[tuple[int, int]]:
    """The first and last number of registers, one after the other, whose letters mean the same."""
    start = 0
    for number in range(1, len(registers) + 1):
        if number == len(registers) or not _alike(registers[start].matrix, registers[number].matrix):
            yield start, number - 1
            start = number


def _alike(one: Matrix | None, other: Matrix | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.same_scale(other) and _meaning(one) == _meaning(other)


def _when(names: Sequence[str], start: int, end: int) -> str:
    if start == 0 and end == len(names) - 1:
        return ""
    if start == end:
        return f" in {names[start]}"
    return f" until {names[end]}" if start == 0 else f" from {names[start]}"


def _short(date: PartialDate) -> str:
    if date.precision in (Precision.DAY, Precision.MONTH):
        return f"{_MONTHS[date.first.month - 1]} {date.first.year:04}"
    if date.precision is Precision.QUARTER:
        year, quarter = str(date).split("-")
        return f"{quarter} {year}"
    return str(date)


def _exact(date: PartialDate) -> str:
    return f"{date.first.day} {_short(date)}" if date.precision is Precision.DAY else _short(date)
