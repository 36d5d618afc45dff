"""What stands above every picture: its title, and EXEMPT where it holds what is not to be published."""

from __future__ import annotations

from riskreg.tables.contrast import BLACK, WHITE
from riskreg.tables.pictures.lettering import width, wrapped
from riskreg.tables.pictures.shapes import Box, Shape, Words

_SIZE = 10.0
_LEADING = 13.0
_EXEMPT = "EXEMPT: not for publication"


def heading(title: str, x: float, room: float, *, exempt: bool) -> tuple[tuple[Shape, ...], float]:
    """The shapes, and where they end."""
    shapes: list[Shape] = []
    y = x
    if exempt:
        shapes += [
            Box(x, y, width(_EXEMPT, 8.5, bold=True) + 12, 15, BLACK),
            Words(x + 6, y + 7.5, _EXEMPT, 8.5, WHITE, bold=True),
        ]
        y += 19
    for line in wrapped(title, _SIZE * 1.12, room):  # bold type is wider by about an eighth
        shapes.append(Words(x, y + _LEADING / 2, line, _SIZE, bold=True))
        y += _LEADING
    return tuple(shapes), y + 3
