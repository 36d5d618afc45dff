"""The picture of a matrix: every risk where it stands, every band named, everything within the page and readable."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from attrs import evolve
from builders import FIVE, FOUR, points, register, removal, risk
from hypothesis import given
from pictured import ground, words_of
from strategies import pairs

import riskreg
from riskreg.errors import NothingToPlace, NotPossible
from riskreg.model.score import Band, Matrix, Score, Stage
from riskreg.tables.contrast import BLACK, ENOUGH, WHITE, contrast
from riskreg.tables.matrix import View, drawing, drawings
from riskreg.tables.pictures.legend import Entry, columns
from riskreg.tables.pictures.lettering import width
from riskreg.tables.pictures.matrix import MOST_RISKS, matrix_picture
from riskreg.tables.pictures.shapes import Arrow, Box, Disc, Picture, Words

CURRENT = Stage.CURRENT


def one(of: riskreg.Register, **view: Any) -> Picture:
    """The picture of one register."""
    return matrix_picture((drawing(of, str(of.date), View(**view)),), view.get("stage", CURRENT))


def two(then: riskreg.Register, now: riskreg.Register, **view: Any) -> Picture:
    """The picture of two."""
    found = drawings(riskreg.compare(then, now), str(then.date), str(now.date), View(**view))
    return matrix_picture(found, view.get("stage", CURRENT))


def discs(picture: Picture) -> list[tuple[Disc, str]]:
    """Each numbered disc on the matrix and in the list, with its number."""
    words = {(w.x, w.y): w.text for w in words_of(picture)}
    found = [(s, words[s.x, s.y]) for s in picture.shapes if isinstance(s, Disc) and (s.x, s.y) in words]
    assert found
    return found


def cells(picture: Picture) -> list[Box]:
    """The cells of the matrix."""
    return [s for s in picture.shapes if isinstance(s, Box) and s.fill and s.edge == WHITE]


def standing(picture: Picture) -> dict[str, list[str]]:
    """By the score that a cell prints, the numbers in it; hollow ones in brackets."""
    found: dict[str, list[str]] = {}
    for cell in cells(picture):
        inside = [w for w in words_of(picture) if _holds(cell, w.x, w.y)]
        score = next(w.text for w in inside if w.align == "right")
        here = [(d, n) for d, n in discs(picture) if _holds(cell, d.x, d.y)]
        found.setdefault(score, []).extend(n if d.fill in (BLACK, WHITE) else f"({n})" for d, n in here)
    return {score: numbers for score, numbers in found.items() if numbers}


def _holds(cell: Box, x: float, y: float) -> bool:
    return cell.x < x < cell.x + cell.width and cell.y < y < cell.y + cell.height


def left(words: Words) -> float:
    wide = width(words.text, words.size, bold=words.bold)
    return words.x - {"left": 0.0, "center": wide / 2, "right": wide}[words.align]


def assert_legible(picture: Picture) -> None:
    """Every word has contrast, stands within the page, and discs do not lie over one another."""
    for words in words_of(picture):
        assert contrast(words.colour, ground(picture, words)) >= ENOUGH, words
        assert 0 <= words.y <= picture.height
        if not words.upright:
            assert left(words) >= 0
            assert left(words) + width(words.text, words.size, bold=words.bold) <= picture.width, words
    placed = [s for s in picture.shapes if isinstance(s, Disc)]
    for a, b in combinations(placed, 2):
        assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 >= (a.radius + b.radius) ** 2 - 1e-6


THEN = register(
    "2021",
    risk("staff", current=points(4, 4)),
    risk("roof", current=points(2, 3)),
    risk("flood", current=points(5, 5)),
    matrix=FIVE,
)
NOW = register(
    "2022",
    risk("staff", current=points(2, 4)),
    risk("roof", current=points(2, 3)),
    risk("pay", current=points(3, 3)),
    risk("cyber", current=Score(rating="Red")),
    removed=[removal("flood")],
    matrix=FIVE,
)


def test_each_risk_stands_in_its_cell() -> None:
    """A risk's number is in the cell of its likelihood and impact."""
    assert standing(one(NOW)) == {"8": ["1"], "6": ["2"], "9": ["3"]}


def test_then_and_now() -> None:
    """Hollow where a risk stood, filled where it stands; an arrow for what moved; what left is listed."""
    picture = two(THEN, NOW)
    assert standing(picture) == {"16": ["(1)"], "8": ["1"], "6": ["2"], "9": ["3"], "25": ["(4)"]}
    said = " ".join(w.text for w in words_of(picture))
    assert "↓ down, from L4 × I4" in said
    assert "new" in said
    assert "not in 2022" in said
    assert "Not placed, since a number or a rating alone is stated: cyber (Red)." in said
    where = {number: disc for disc, number in discs(picture) if disc.fill != disc.edge}
    moves = [s for s in picture.shapes if isinstance(s, Arrow) and s.start[1] > 60]
    assert len(moves) == 1
    assert abs(moves[0].start[0] - where["1"].x) < 10


def test_high_likelihood_is_above_and_high_impact_to_the_right() -> None:
    """The cell of the highest score is the upper right one."""
    found = cells(one(NOW))
    corner = max(found, key=lambda c: c.x - c.y)
    assert {w.text for w in words_of(one(NOW)) if _holds(corner, w.x, w.y)} == {"Red", "25"}
    assert len(found) == 25


def test_a_changed_matrix_gives_two_side_by_side() -> None:
    """Nothing is drawn as moved, and the same risk has the same number in both."""
    picture = two(THEN, evolve(NOW, matrix=FOUR))
    assert len(cells(picture)) == 25 + 16
    assert not [s for s in picture.shapes if isinstance(s, Arrow)]
    assert standing(picture)["16"] == ["1"]
    assert standing(picture)["8"] == ["1"]
    assert any("The matrix changed" in line for line in picture.words)
    assert_legible(picture)


@pytest.mark.parametrize("number", [15, 16, 40])
def test_a_crowd_in_one_cell(number: int) -> None:
    """Fifteen have room; of more, the rest are counted, and all are in the list."""
    crowd = register("2022", *(risk(f"r{n}", current=points(3, 4)) for n in range(number)), matrix=FIVE)
    picture = one(crowd)
    shown = standing(picture)["12"]
    rest = [w.text for w in words_of(picture) if w.text.endswith("more")]
    assert len(shown) + sum(int(text.strip("+ more")) for text in rest) == number
    assert bool(rest) == (number > 15)
    assert {text for _, text in discs(picture)} == {str(n) for n in range(1, number + 1)}
    assert_legible(picture)


@pytest.mark.parametrize(("likelihoods", "impacts"), [(3, 3), (6, 5), (5, 6), (10, 10), (2, 2), (1, 1)])
def test_scales_of_every_length(likelihoods: int, impacts: int) -> None:
    """Cells and labels find their room, whatever the scales."""
    scale = tuple(f"Step with a rather long label {n}" for n in range(10))
    matrix = Matrix(scale[:likelihoods], scale[:impacts], (Band("Tolerable for now", 1), Band("Intolerable", 3)))
    risks = [risk(f"r{n}", current=points(1 + n % likelihoods, 1 + n % impacts)) for n in range(30)]
    picture = one(register("2022", *risks, matrix=matrix))
    assert len(cells(picture)) == likelihoods * impacts
    assert_legible(picture)


@pytest.mark.parametrize(
    "title", ["x" * 400, "a " * 400, "line\nbreak\ttab", "\u202emirror", "مخاطر", "😀風險", "$x^2$"]
)
def test_titles_of_every_kind(title: str) -> None:
    """A long or strange title stays within its column, and the words have all of it."""
    picture = one(register("2022", risk("a", title=title, current=points(1, 1)), matrix=FIVE))
    assert_legible(picture)
    assert any("a" in line and "L1 × I1 (Green)" in line for line in picture.words)


@given(pairs())
def test_any_two_registers(found: tuple[riskreg.Register, riskreg.Register, tuple[riskreg.Register, ...]]) -> None:
    """Whatever two registers hold, they make a picture that can be read, or are refused in words."""
    then, now, _ = found
    try:
        picture = two(then, now)
    except (NotPossible, NothingToPlace):
        return
    assert_legible(picture)


# Exempt risks


def test_exempt_risks_are_in_no_word() -> None:
    """They are left out and counted; asked for, they are marked, and so is the picture."""
    secret = risk("secret", title="Hush hush", exempt=True, current=points(5, 5))
    then, now = evolve(THEN, risks=(*THEN.risks, secret)), evolve(NOW, risks=(*NOW.risks, secret))
    for picture in (one(now), two(then, now)):
        assert "ush hush" not in repr(picture)
        assert "secret" not in repr(picture)
        assert "1 exempt risk not shown." in picture.words
    shown = one(now, include_exempt=True)
    assert shown.title.startswith("EXEMPT: ")
    assert any(w.text.startswith("EXEMPT") and w.colour == WHITE for w in words_of(shown))
    assert any(w.text == "EXEMPT: Hush hush" for w in words_of(shown))


# What no picture can show


def test_too_many_risks_are_refused() -> None:
    """A picture that nobody could read is refused, with what to do instead."""
    risks = [risk(f"r{n}", current=points(1 + n % 5, 1 + n % 4)) for n in range(MOST_RISKS + 1)]
    with pytest.raises(NotPossible, match=r"61 risks are too many .* riskreg matrix 2022 --format html"):
        one(register("2022", *risks, matrix=FIVE))
    assert_legible(one(register("2022", *risks[:MOST_RISKS], matrix=FIVE)))


def test_too_long_a_scale_is_refused() -> None:
    """Cells without room for a risk are refused."""
    long = Matrix(tuple("abcdefghijk"), ("1",), (Band("Green", 1),))
    with pytest.raises(NotPossible, match="a scale of 11 steps"):
        one(register("2022", risk("a", current=points(1, 1)), matrix=long))


@pytest.mark.parametrize("title", ["\u05e1\u05d9\u05db\u05d5\u05df 12", "\u062e\u0637\u0631"])
def test_a_title_from_right_to_left_turns_nothing_round(title: str) -> None:
    """What became of such a risk stands on a line of its own: no letter of another direction shares it."""
    shapes, _ = columns([Entry(1, title, "up from 4"), Entry(2, "Short", "up from 4")], 0, 0, 400, 1)
    lines = [shape.text for shape in shapes if isinstance(shape, Words)]
    assert lines == ["1", title, "up from 4", "2", "Short – up from 4"]
