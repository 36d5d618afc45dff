"""How well text can be read on a colour, as WCAG 2.2 computes it, and the ink that can be read there.

Of black and white one always reaches 4.5:1: where black falls below, the luminance of the ground is under 0.175, and
white has 4.67:1 or more. So no colour that a council gives its bands has to be refused or changed.
"""

from __future__ import annotations

BLACK = "#000000"
WHITE = "#ffffff"

ENOUGH = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3, level AA)."""


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`: 0 for black, 1 for white (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: from 1 for equal ones to 21 for black on white, whichever comes first."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """Black or white, whichever can be read better on a colour."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, ground))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
