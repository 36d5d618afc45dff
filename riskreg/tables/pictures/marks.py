"""The risks on a matrix: filled discs where they stand, hollow ones where they stood, arrows from then to now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from riskreg.model.score import Stage
from riskreg.tables.contrast import ink_on
from riskreg.tables.matrix import Drawing
from riskreg.tables.pictures.grid import SLOT, Grid
from riskreg.tables.pictures.legend import RADIUS, number_disc
from riskreg.tables.pictures.lettering import fitted
from riskreg.tables.pictures.shapes import Arrow, Shape, Spot, Words
from riskreg.tables.standing import Point, point

_BEND = 0.12
"""How far an arrow leaves the straight line, in parts of its length: two that go there and back do not cover."""


@frozen
class Mark:
    """A risk in a cell."""

    number: int
    place: Point
    towards: Point | None = None
    """Where the risk stands now, of a mark for where it stood then."""
    hollow: bool = False
    """Whether it stood here then, and does not now."""


def marks_of(drawing: Drawing, stage: Stage, numbers: Mapping[str, int]) -> tuple[Mark, ...]:
    """Those that stand there by number, then those that stood there."""
    now, then = [], []
    for risk in drawing.risks:
        if (place := point(risk, stage)) is not None:
            now.append(Mark(numbers[risk.id], place))
            origins = drawing.found[risk.id].origins if risk.id in drawing.found else ()
            then += [Mark(numbers[risk.id], origin, place, hollow=True) for origin in origins]
    left = [(risk, point(risk, stage)) for risk in drawing.gone]
    gone = [Mark(numbers[risk.id], place, hollow=True) for risk, place in left if place]
    return *sorted(now, key=lambda mark: mark.number), *then, *gone


def crowd(marks: Sequence[Mark]) -> int:
    """How many stand in the fullest cell."""
    return max((len(marks_there) for marks_there in _by_place(marks).values()), default=0)


def shapes_of(marks: Sequence[Mark], grid: Grid) -> Iterator[Shape]:
    """The marks with the arrows below them; where a cell is full, the rest are counted."""
    spots: dict[Mark, Spot] = {}
    counted: list[Shape] = []
    for place, here in _by_place(marks).items():
        shown, gaps = here, max(grid.room - len(here), 0)
        if len(here) > grid.room:
            cut = max(grid.room - min(2, grid.across), 0)
            shown = here[:cut]
            counted.append(_rest(len(here) - cut, grid, place))
        # What stands there begins at the top, what stood there ends at the bottom.
        spots |= {mark: grid.slot(place, n + (gaps if mark.hollow else 0)) for n, mark in enumerate(shown)}
    now = {mark.number: spot for mark, spot in spots.items() if not mark.hollow}
    for mark, spot in spots.items():
        if mark.towards and mark.number in now:
            yield _arrow(spot, now[mark.number])
    for mark, spot in spots.items():
        yield from number_disc(spot, mark.number, grid.ground(mark.place), hollow=mark.hollow)
    yield from counted


def _rest(number: int, grid: Grid, place: Point) -> Words:
    """`+7 more`, in the last room of a cell."""
    last = grid.slot(place, grid.room - 1)
    text, shift = (f"+{number} more", SLOT / 2) if grid.across > 1 else (f"+{number}", 0.0)
    size = fitted(text, (6.5, 6.0, 5.5, 5.0), (2 if shift else 1) * SLOT / 1.12) or 4.5  # bold type is wider
    return Words(last[0] - shift, last[1], text, size, ink_on(grid.ground(place)), "center", bold=True)


def _by_place(marks: Sequence[Mark]) -> dict[Point, list[Mark]]:
    found: dict[Point, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.place, []).append(mark)
    return found


def _arrow(start: Spot, end: Spot) -> Arrow:
    """From the edge of one disc to the edge of the other, a little bent."""
    across, down = end[0] - start[0], end[1] - start[1]
    bend = (start[0] + end[0]) / 2 + down * _BEND, (start[1] + end[1]) / 2 - across * _BEND
    return Arrow(_towards(start, bend, RADIUS), bend, _towards(end, bend, RADIUS + 1))


def _towards(spot: Spot, other: Spot, way: float) -> Spot:
    across, down = other[0] - spot[0], other[1] - spot[1]
    length = (across * across + down * down) ** 0.5
    return spot[0] + across / length * way, spot[1] + down / length * way
