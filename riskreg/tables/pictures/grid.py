"""The grid of a matrix on the page: cells in the colours of their bands, each with its band's name, and the scales."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from attrs import frozen

from riskreg.errors import NotPossible
from riskreg.model.score import Matrix
from riskreg.tables.contrast import WHITE, ink_on
from riskreg.tables.matrix import LONGEST_SCALE as IN_A_TABLE
from riskreg.tables.matrix import band_letters
from riskreg.tables.pictures.lettering import fitted, width, wrapped
from riskreg.tables.pictures.shapes import Box, Shape, Spot, Words
from riskreg.tables.standing import Point

SLOT = 14.6
"""The room that one risk takes."""

MOST = 15
"""For so many risks every cell has room; where more stand in one, the rest are counted."""

LONGEST_SCALE = 10
"""Cells of a longer scale would have no room for a risk."""

_STRIP = 12.0
_GUTTER = 1.5
_LABELS = 62.0
_AXIS = 12.0
_SMALL = 6.5
_FEWEST_ROWS, _MOST_ROWS = 2, 5


@frozen
class Grid:
    """Where the cells of one matrix are."""

    matrix: Matrix
    colours: Mapping[int, str]
    """The colour of each band, by its threshold."""
    x: float
    y: float
    width: float
    """With the labels of the likelihood, which stand to the left."""
    crowd: int
    """How many risks stand in the fullest cell."""

    @property
    def cell_width(self) -> float:
        """How wide a cell is."""
        return (self.width - _LABELS - _AXIS) / len(self.matrix.impact)

    @property
    def across(self) -> int:
        """How many risks a cell has room for side by side."""
        return max(int((self.cell_width - 2 * _GUTTER) / SLOT), 1)

    @property
    def rows(self) -> int:
        """How many rows of risks a cell has room for."""
        return min(max(ceil(min(self.crowd, MOST) / self.across), _FEWEST_ROWS), _MOST_ROWS)

    @property
    def room(self) -> int:
        """How many risks a cell has room for."""
        return self.across * self.rows

    @property
    def cell_height(self) -> float:
        """How high a cell is: no slit where cells are wide."""
        return max(_STRIP + self.rows * SLOT + 2 * _GUTTER, min(self.cell_width * 0.5, 80))

    @property
    def foot(self) -> float:
        """Where the cells end, and the labels of the impact begin."""
        return self.y + len(self.matrix.likelihood) * self.cell_height

    @property
    def bottom(self) -> float:
        """Where the grid ends, its labels below included."""
        lines = max(len(_label_lines(n, t, self.cell_width - 2, 2)) for n, t in enumerate(self.matrix.impact, 1))
        return self.foot + 4 + lines * 8 + 12

    def corner(self, place: Point) -> Spot:
        """The upper left corner of a cell; the highest likelihood is on top."""
        likelihood, impact = place
        down = (len(self.matrix.likelihood) - likelihood) * self.cell_height
        return self.x + _LABELS + _AXIS + (impact - 1) * self.cell_width, self.y + down

    def slot(self, place: Point, number: int) -> Spot:
        """The middle of the room for the risk of that number in a cell, counted from 0."""
        x, y = self.corner(place)
        down, across = divmod(number, self.across)
        aside = (self.cell_width - self.across * SLOT) / 2
        return x + aside + (across + 0.5) * SLOT, y + _STRIP + _GUTTER + (down + 0.5) * SLOT

    def ground(self, place: Point) -> str:
        """The colour of a cell; white below the first band."""
        band = self.matrix.band(place[0] * place[1])
        return self.colours[band.from_] if band else WHITE

    def shapes(self) -> Iterator[Shape]:
        """The cells with the names of their bands, and the labels of both scales."""
        for likelihood in range(1, len(self.matrix.likelihood) + 1):
            for impact in range(1, len(self.matrix.impact) + 1):
                yield from self._cell((likelihood, impact))
        yield from self._likelihoods()
        yield from self._impacts()

    def _cell(self, place: Point) -> Iterator[Shape]:
        """Its band to the left and its score to the right, so that nothing rests on colour."""
        (x, y), ground, score = self.corner(place), self.ground(place), str(place[0] * place[1])
        yield Box(x, y, self.cell_width, self.cell_height, ground, WHITE, 2 * _GUTTER)
        ink, right = ink_on(ground), self.cell_width - 4
        yield Words(x + right, y + 8, score, _SMALL, ink, "right")
        if band := self.matrix.band(place[0] * place[1]):
            room = right - width(score, _SMALL) - 7
            letter = band_letters(self.matrix)[band.from_]
            name = next((name for name in (band.name, letter) if fitted(name, (_SMALL,), room)), None)
            text = wrapped(name or letter, _SMALL, max(room, 6), 1)[0]
            yield Words(x + 4, y + 8, text, _SMALL, ink, bold=True)

    def _likelihoods(self) -> Iterator[Shape]:
        middle = self.y + len(self.matrix.likelihood) * self.cell_height / 2
        yield Words(self.x + 5, middle, "Likelihood", 8, align="center", bold=True, upright=True)
        for number, label in enumerate(self.matrix.likelihood, 1):
            centre = self.corner((number, 1))[1] + self.cell_height / 2
            lines = _label_lines(number, label, _LABELS - 4, 3)
            yield from _label(lines, self.x + _AXIS + _LABELS / 2 - 1, centre - len(lines) * 4)

    def _impacts(self) -> Iterator[Shape]:
        for number, label in enumerate(self.matrix.impact, 1):
            centre = self.corner((1, number))[0] + self.cell_width / 2
            yield from _label(_label_lines(number, label, self.cell_width - 2, 2), centre, self.foot + 4)
        middle = self.x + _AXIS + _LABELS + len(self.matrix.impact) * self.cell_width / 2
        yield Words(middle, self.bottom - 5, "Impact", 8, align="center", bold=True)


def require_room(matrix: Matrix, ref: str) -> None:
    """Raises NotPossible where a scale is too long for a picture that can be read."""
    longest = max(len(matrix.likelihood), len(matrix.impact))
    if longest > LONGEST_SCALE:
        raise NotPossible(
            f"the matrix of {ref} has a scale of {longest} steps, and a picture that can be read has at most "
            f"{LONGEST_SCALE}",
            f"see it as a table: riskreg matrix {ref} --format html"
            if longest <= IN_A_TABLE
            else f"list the scores instead: riskreg show {ref}",
        )


def _label(lines: Iterable[str], x: float, y: float) -> Iterator[Words]:
    """A step of a scale, from its upper edge."""
    for count, line in enumerate(lines):
        yield Words(x, y + 4 + count * 8, line, _SMALL, align="center")


def _label_lines(number: int, text: str, room: float, most: int) -> list[str]:
    """The step with its number, where its label is not just that."""
    return wrapped(text if text == str(number) else f"{number} {text}", _SMALL, room, most)
