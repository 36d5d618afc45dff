"""How wide words are in a picture, and long ones broken into lines that fit."""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from riskreg.printable import printable
from riskreg.tables.pictures.library import font_file

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_MEASURED_AT = 100
"""The size at which the font is asked for widths; they grow with the size."""

MORE = "…"
"""Ends a text that was cut; the words beside the picture give it whole."""


def plain(text: str) -> str:
    """The text on one line, with nothing in it that no picture can show."""
    return " ".join(printable(text, keep="\n\t").split())


def runs_left(text: str) -> bool:
    """Whether any of it is written from right to left (the bidirectional classes of Unicode's UAX 9)."""
    return any(bidirectional(character) in ("R", "AL", "AN") for character in text)


@cache
def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line in points."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a sign that the font lacks is drawn as a box, and is as wide as one
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 * size / _MEASURED_AT)


def wrapped(text: str, size: float, room: float, most: int = 99) -> list[str]:
    """The text in lines no wider than `room`, and no more than `most` of them; what is cut ends in `…`."""
    lines = [""]
    for word in plain(text).split(" "):
        for piece in _pieces(word, size, room):
            joined = f"{lines[-1]} {piece}".strip()
            if width(joined, size) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], size, room)]


def fitted(text: str, sizes: tuple[float, ...], room: float) -> float | None:
    """The first of these sizes at which a line fits; None where none does."""
    return next((size for size in sizes if width(text, size) <= room), None)


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word, broken wherever it has to be."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(line: str, size: float, room: float) -> str:
    while line and width(line + MORE, size) > room:
        line = line[:-1]
    return line.rstrip(" ,;:") + MORE


@cache
def _font(bold: bool) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(font_file(bold=bold))
    font.set_size(_MEASURED_AT, 72)
    return font
