"""How much room a text takes on paper: the size of its letters, how wide each is, and the margins of a cell."""

from __future__ import annotations

import unicodedata

from attrs import frozen

UNSTATED = 24
"""Half points: the size where a document states none, on the safe side."""

MARGIN = 115
"""Of one side of a cell where nothing is stated, in twentieths of a point (ECMA-376 part 1, 17.4.42)."""

_BORDERS = 40

_GENEROUS, _BOLD = 1.06, 1.08
"""Fonts are wider than Arial, or narrower, by about this; and bold letters than others."""

_THOUSANDTHS = {
    **dict.fromkeys("'ijl|", 230),
    **dict.fromkeys(" !,./:;\\fIt[]", 280),
    **dict.fromkeys('-()r`{}"', 350),
    **dict.fromkeys("*cksvxyzJ^", 500),
    **dict.fromkeys("abdeghnopqu0123456789?_L$#£€", 560),
    **dict.fromkeys("+<=>~FTZ", 610),
    **dict.fromkeys("&ABEKPSVXY", 670),
    **dict.fromkeys("CDHNRUw", 725),
    **dict.fromkeys("GOQ", 780),
    **dict.fromkeys("mM", 835),
    **dict.fromkeys("%W@", 1000),
}
"""How wide letters are in a font like Arial, in thousandths of its size."""
_OTHER, _WIDE = 650, 1000


@frozen
class Lettering:
    """How the text of a table is set."""

    size: int = UNSTATED
    """The size of its font in half points."""
    margins: int = 2 * MARGIN
    """Of a cell, left and right together, in twentieths of a point."""

    def room(self, text: str, *, bold: bool = False) -> int:
        """How wide a text is on one line, in twentieths of a point; rather too much than too little."""
        thousandths = sum(_letter(c) for c in unicodedata.normalize("NFD", text))
        return round(thousandths * self.size * 10 / 1000 * _GENEROUS * (_BOLD if bold else 1))

    @property
    def around(self) -> int:
        """What a cell needs besides its text."""
        return self.margins + _BORDERS


UNKNOWN = Lettering()
"""Where a document states nothing."""


def _letter(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return _THOUSANDTHS.get(c) or (_WIDE if unicodedata.east_asian_width(c) in "WF" else _OTHER)
