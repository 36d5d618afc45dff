"""Contrast as WCAG computes it, and colours of bands that stay apart for every reader."""

from __future__ import annotations

from itertools import combinations

import pytest
from builders import FIVE
from hypothesis import given
from hypothesis import strategies as st

from riskreg.errors import NotPossible
from riskreg.model.score import Band, Matrix
from riskreg.tables.contrast import BLACK, ENOUGH, WHITE, contrast, ink_on, luminance
from riskreg.tables.pictures.colours import colours_of

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails on white, and the one that just passes
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_known_values(one: str, other: str, ratio: float) -> None:
    """The ratios are those that every checker of contrast gives."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_luminance_of_the_primaries() -> None:
    """Red, green and blue weigh what the definition says."""
    assert [round(luminance(c), 4) for c in ("#ff0000", "#00ff00", "#0000ff")] == [0.2126, 0.7152, 0.0722]


@given(COLOURS)
def test_black_or_white_can_be_read_on_every_colour(ground: str) -> None:
    """Whatever colour a council gives a band, the ink on it reaches 4.5:1."""
    assert contrast(ink_on(ground), ground) >= ENOUGH


@given(COLOURS, COLOURS)
def test_contrast_has_no_direction(one: str, other: str) -> None:
    """It does not matter which colour is the ink."""
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0000001


def test_the_ink_is_the_better_one() -> None:
    """Dark grounds get white, pale ones black."""
    assert ink_on("#b5182b") == WHITE
    assert ink_on("#ffed6f") == BLACK


# The colours of bands


def bands(*names: str, **colours: str) -> Matrix:
    """A matrix with these bands; `Red="#f00"` gives one a colour."""
    return Matrix(
        FIVE.likelihood,
        FIVE.impact,
        tuple(Band(name, 1 + 4 * n, colour=colours.get(name)) for n, name in enumerate(names)),
    )


@pytest.mark.parametrize(
    ("written", "painted"),
    [("#FA0", "#ffaa00"), ("#0b3d2e", "#0b3d2e"), ("SteelBlue", "#4682b4"), (" khaki ", "#f0e68c")],
)
def test_a_colour_that_is_given_is_painted(written: str, painted: str) -> None:
    """Values and names of CSS are taken as they are."""
    assert colours_of(bands("Green", "Red", Red=written))[5] == painted


def test_an_everyday_word_is_a_tone_that_can_be_told_apart() -> None:
    """`red` and `green` are not the pure ones; `amber`, which CSS lacks, is known."""
    given_ = colours_of(bands("One", "Two", "Three", One="green", Two="amber", Three="red"))
    assert given_ == colours_of(bands("Green", "Amber", "Red"))
    assert "#ff0000" not in given_.values()


@pytest.mark.parametrize(
    ("written", "advice"), [("orenge", 'did you mean "orange"?'), ("url(x)", "a value such as #f0803c"), ("#ff00", "#")]
)
def test_what_is_no_colour_is_refused(written: str, advice: str) -> None:
    """The message names the band, what it has, and what to write."""
    with pytest.raises(NotPossible) as refused:
        colours_of(bands("Green", "Red", Red=written))
    assert f'the band "Red" has the colour "{written}"' in str(refused.value)
    assert advice in str(refused.value)


# How those see who confuse colours (Machado, Oliveira and Fernandes 2009, severity 1.0)

SIGHT = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def linear(colour: str) -> list[float]:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """A colour as it is seen, in CIELAB."""
    seen = [min(max(sum(m * c for m, c in zip(row, linear(colour), strict=True)), 0.0), 1.0) for row in SIGHT[sight]]
    parts = [sum(m * c for m, c in zip(row, seen, strict=True)) for row in TO_XYZ]
    x, y, z = (part / white for part, white in zip(parts, (0.95047, 1.0, 1.08883), strict=True))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


NAMED = [
    ("Green", "Amber", "Red"),
    ("Green", "Yellow", "Amber", "Red"),
    ("Green", "Yellow", "Orange", "Red"),
    ("Green", "Amber", "Red", "Black"),
    ("Low", "High"),
    ("Low", "Medium", "High"),
    ("Low", "Medium", "High", "Very high"),
]


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("names", NAMED, ids=" ".join)
def test_bands_stay_apart_for_every_reader(names: tuple[str, ...], sight: str) -> None:
    """Any two bands differ by far more than the eye needs (2.3), whichever colours it confuses."""
    tones = [lab(colour, sight) for colour in colours_of(bands(*names)).values()]
    for one, other in combinations(tones, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 15


def test_as_many_bands_as_there_may_be_have_colours_of_their_own() -> None:
    """The ramp goes on, however many bands there are."""
    found = colours_of(bands(*(f"Band {n}" for n in range(6))))
    assert len(set(found.values())) == 6
    assert set(colours_of(bands("Only")).values()) == {"#fff4be"}
