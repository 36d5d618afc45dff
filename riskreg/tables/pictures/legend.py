"""Lists in a picture: what each number stands for, in columns of the same length, and lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from riskreg.tables.contrast import WHITE, ink_on
from riskreg.tables.pictures.lettering import runs_left, width, wrapped
from riskreg.tables.pictures.shapes import Disc, Shape, Spot, Words

RADIUS = 6.6
"""Of the disc that stands for a risk."""

SIZE = 7.0
"""Of the type: at the width of a page of A4 it is read without effort."""

LEADING = 9.2
_GAP = 2.8
_INDENT = 19.0
_BETWEEN = 10.0
_MOST_LINES = 3


@frozen
class Entry:
    """What a number stands for."""

    number: int
    title: str
    remark: str = ""
    """What became of it."""
    hollow: bool = False
    """Whether it stood there then, and does not now."""


def number_disc(spot: Spot, number: int, ground: str, *, hollow: bool) -> Iterator[Shape]:
    """A risk on a colour: a filled disc with its number; a hollow one for where it stood then."""
    x, y = spot
    ink = ink_on(ground)
    ground = ground if hollow else ink_on(ink)
    yield Disc(x, y, RADIUS, ground if hollow else ink, ink)
    size = 7.0 if number < 100 else 5.4
    yield Words(x, y, str(number), size, ink if hollow else ground, "center", bold=True)


def columns(
    entries: Sequence[Entry], x: float, y: float, across: float, number: int
) -> tuple[tuple[Shape, ...], float]:
    """The entries in so many columns from the upper left corner, and where the longest column ends."""
    room = (across - _BETWEEN * (number - 1)) / number
    blocks = [(entry, _lines(entry, room - _INDENT)) for entry in entries]
    share = sum(_height(lines) for _, lines in blocks) / number
    shapes: list[Shape] = []
    column, down, ends = 0, 0.0, [0.0]
    for entry, lines in blocks:
        if column + 1 < number and down and down + _height(lines) / 2 > share:
            column, down = column + 1, 0.0
        shapes += _entry(entry, lines, x + column * (room + _BETWEEN), y + down)
        down += _height(lines)
        ends.append(down)
    return tuple(shapes), y + max(ends)


def paragraphs(
    texts: Iterable[str], x: float, y: float, across: float, size: float = SIZE
) -> tuple[tuple[Shape, ...], float]:
    """Each text wrapped to the width, one below the other, and where they end."""
    shapes: list[Shape] = []
    for text in texts:
        for line in wrapped(text, size, across):
            shapes.append(Words(x, y + LEADING / 2, line, size))
            y += LEADING * size / SIZE
        y += 1.5
    return tuple(shapes), y


def _lines(entry: Entry, room: float) -> list[str]:
    """The title, and behind it what became of the risk, on a line of its own where it does not fit.

    Likewise where the title is written from right to left, which would turn round what stands behind it.
    """
    title = wrapped(entry.title, SIZE, room, _MOST_LINES)
    together = f"{title[-1]} – {entry.remark}"
    if not entry.remark or (width(together, SIZE) <= room and not runs_left(entry.title)):
        return [*title[:-1], together] if entry.remark else title
    return [*title, *wrapped(entry.remark, SIZE, room, _MOST_LINES)]


def _height(lines: Sequence[str]) -> float:
    return max(len(lines) * LEADING, 2 * RADIUS) + _GAP


def _entry(entry: Entry, lines: Sequence[str], x: float, y: float) -> Iterator[Shape]:
    yield from number_disc((x + RADIUS + 1, y + RADIUS), entry.number, WHITE, hollow=entry.hollow)
    top = y + max(RADIUS - len(lines) * LEADING / 2, 0)
    for count, line in enumerate(lines):
        yield Words(x + _INDENT, top + (count + 0.5) * LEADING, line, SIZE)
