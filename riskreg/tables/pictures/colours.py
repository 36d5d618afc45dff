"""The colours of bands: those that the matrix gives, else a choice that can be told apart by those who confuse colours.

An everyday word (green, yellow, amber, orange, red, black …), given as the colour or found in the band's name, is
painted in a tone chosen here; any other name of CSS, and any value, is taken as it is. Bands without either run from
pale yellow to dark red. Red is dark, and green pale and bluish, so that they stay apart for those who confuse the two.
No band rests on its colour: each cell names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskreg.errors import NotPossible
from riskreg.model.score import Band, Matrix
from riskreg.spelling import did_you_mean

_NAMED = {
    "green": "#a8ddb5",
    "yellow": "#ffed6f",
    "amber": "#fdae3d",
    "orange": "#f0803c",
    "red": "#b5182b",
    "black": "#1a1a1a",
    "blue": "#9ecae1",
    "purple": "#54278f",
    "grey": "#bdbdbd",
    "gray": "#bdbdbd",
    "white": "#ffffff",
}
_RAMP = ((255, 244, 190), (254, 201, 92), (240, 128, 60), (176, 18, 43))
"""From the lowest band to the highest, where their names are no colours."""

_HEX = re.compile("#([0-9a-f]{3}|[0-9a-f]{6})")


def colours_of(matrix: Matrix) -> dict[int, str]:
    """The colour of each band as `#rrggbb`, by its threshold. Raises NotPossible where one that is given is none."""
    names = [_named(band) for band in matrix.bands]
    # One ramp or one set of names: bands of which only some are called by a colour get the ramp.
    usual = [name or "" for name in names] if all(names) and len(set(names)) == len(names) else _ramp(len(names))
    return {b.from_: _given(b) if b.colour else tone for b, tone in zip(matrix.bands, usual, strict=True)}


def _named(band: Band) -> str | None:
    """The tone for the colour in a band's name: `Amber`, `Red (severe)`; None where there is none, or are several."""
    found = {_NAMED[word] for word in re.findall("[a-z]+", band.name.casefold()) if word in _NAMED}
    return found.pop() if len(found) == 1 else None


def _ramp(bands: int) -> Sequence[str]:
    return [_tone(number / (bands - 1) if bands > 1 else 0.0) for number in range(bands)]


def _tone(part: float) -> str:
    """The tone at a part of the ramp, from 0 to 1."""
    place = part * (len(_RAMP) - 1)
    start = min(int(place), len(_RAMP) - 2)
    pairs = zip(_RAMP[start], _RAMP[start + 1], strict=True)
    mixed = (round(low + (high - low) * (place - start)) for low, high in pairs)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _given(band: Band) -> str:
    """A colour as CSS writes it: `#fa0`, `#ffaa00`, `orange`."""
    from matplotlib.colors import CSS4_COLORS

    word = (band.colour or "").strip().casefold()
    if word in _NAMED:
        return _NAMED[word]
    if match := _HEX.fullmatch(word):
        return word if len(match[1]) == 6 else "#" + "".join(c * 2 for c in match[1])
    if word in CSS4_COLORS:
        return str(CSS4_COLORS[word]).lower()
    raise NotPossible(
        f'the band "{band.name}" has the colour "{band.colour}", which is none that a picture can be painted in',
        did_you_mean(word, tuple(CSS4_COLORS)) or "write a name of CSS such as orange, or a value such as #f0803c",
    )
