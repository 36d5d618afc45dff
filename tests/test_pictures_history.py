"""The picture of a history: every risk at every date, in letters and words, within the page and readable."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from builders import FIVE, FOUR, points, register, removal, risk
from hypothesis import given
from pictured import ground, words_of
from strategies import pairs

import riskreg
from riskreg.comparison.history import history
from riskreg.errors import NotPossible
from riskreg.model.score import Score
from riskreg.tables.contrast import ENOUGH, contrast
from riskreg.tables.pictures.history import MOST_DATES, MOST_RISKS, history_picture
from riskreg.tables.pictures.lettering import width
from riskreg.tables.pictures.shapes import Box, Picture, Words


def drawn(*registers: riskreg.Register, **view: Any) -> Picture:
    """The picture of a series."""
    return history_picture(history(registers), **view)


def assert_legible(picture: Picture) -> None:
    """Every word has contrast, has a size that can be read, and stands within the page."""
    for words in words_of(picture):
        wide = width(words.text, words.size, bold=words.bold)
        left = words.x - {"left": 0.0, "center": wide / 2, "right": wide}[words.align]
        assert contrast(words.colour, ground(picture, words)) >= ENOUGH, words
        assert left >= 0, words
        assert left + wide <= picture.width, words
        assert 0 <= words.y <= picture.height
        assert words.size >= 4.8


def row(picture: Picture, title: str) -> list[str]:
    """What stands in the cells of a row, from left to right; the boxes that hold them tell which."""
    at = next(w for w in words_of(picture) if w.text == title)
    boxes = [s for s in picture.shapes if isinstance(s, Box) and s.fill and s.y < at.y < s.y + s.height and s.width > 9]
    inside = [[w for w in words_of(picture) if _holds(box, w)] for box in sorted(boxes, key=lambda b: b.x)]
    return [" ".join(w.text for w in words) for words in inside]


def _holds(box: Box, words: Words) -> bool:
    return box.x < words.x < box.x + box.width and box.y < words.y < box.y + box.height


SERIES = (
    register(
        "2020",
        risk("staff", current=points(3, 4)),
        risk("roof", current=points(2, 3)),
        risk("cash", current=points(5, 5)),
        risk("heat"),
        matrix=FIVE,
    ),
    register(
        "2021",
        risk("staff", current=points(4, 4)),
        risk("roof", current=Score(rating="Amber")),
        risk("heat", current=points(1, 1)),
        removed=[removal("cash", "de-escalated")],
        matrix=FIVE,
    ),
    register("2022", risk("staff", current=points(4, 4)), risk("heat"), removed=[removal("roof")], matrix=FOUR),
)


def test_each_cell_says_what_its_colour_says() -> None:
    """Letter and number; an arrow where the score moved; a sign without a score; words for how a risk left."""
    picture = drawn(*SERIES)
    assert row(picture, "The risk staff") == ["A 12", "R 16 ↑", "R 16"]
    assert row(picture, "The risk roof") == ["G 6", "A", "closed [2]"]
    assert row(picture, "The risk cash") == ["R 25", "de-escalated [1]"]
    assert row(picture, "The risk heat") == ["●", "G 1", "●"]
    assert_legible(picture)


def test_a_changed_matrix_is_marked() -> None:
    """A line stands where it changed, and no arrow goes over it."""
    picture = drawn(*SERIES)
    lines = [s for s in picture.shapes if isinstance(s, Box) and 1 < s.width < 2]
    assert len(lines) == 1
    assert not [s for s in drawn(*SERIES[:2]).shapes if isinstance(s, Box) and 1 < s.width < 2]
    assert any("The matrix changed in 2022" in w.text for w in words_of(picture))


def test_the_words_say_all_of_it() -> None:
    """Who does not see the picture is told every cell and every note."""
    said = drawn(*SERIES).words
    assert "The risk staff: 2020 A 12; 2021 R 16 ↑; 2022 R 16." in said
    assert any(line.startswith("[1] ") and "de-escalated" in line for line in said)


def test_notes_stand_below_where_they_fit() -> None:
    """A short history has its notes in the picture; a long one says where they are."""
    assert any(w.text.startswith("[1] ") for w in words_of(drawn(*SERIES)))
    many = [risk(f"r{n}", title=f"A risk of a title of some length {n}", current=points(3, 3)) for n in range(50)]
    gone = [removal(f"r{n}", note="It is told at some length why this is so. " * 4) for n in range(25)]
    long = drawn(register("2020", *many, matrix=FIVE), register("2021", *many[25:], removed=gone, matrix=FIVE))
    assert not any(w.text.startswith("[1] ") for w in words_of(long))
    assert any("[1] to [25] are in the words" in w.text for w in words_of(long))
    assert sum(line.startswith("[") for line in long.words) == 25
    assert_legible(long)


@pytest.mark.parametrize("dates", [1, 2, 8, 9, MOST_DATES])
def test_forty_risks_on_many_dates(dates: int) -> None:
    """Everything finds its room, from one date to as many as a lying page holds."""
    risks = [
        risk(f"r{n}", title="This risk with a title that is long " * 2, current=points(1 + n % 5, 4)) for n in range(40)
    ]
    picture = drawn(*(register(str(2000 + n), *risks, matrix=FIVE) for n in range(dates)))
    assert picture.width == (482 if dates <= 8 else 740)
    assert sum(w.text[:2] in {"G ", "A ", "R "} for w in words_of(picture)) == 40 * dates
    assert_legible(picture)


def test_what_nobody_could_read_is_refused() -> None:
    """Too many risks or registers are refused, with what to do instead."""
    risks = [risk(f"r{n}", current=points(2, 2)) for n in range(MOST_RISKS + 1)]
    with pytest.raises(NotPossible, match=r"55 risks are too many .* --since and --until"):
        drawn(register("2020", *risks, matrix=FIVE))
    assert_legible(drawn(register("2020", *risks[1:], matrix=FIVE)))
    with pytest.raises(NotPossible, match=r"19 registers are too many"):
        drawn(*(register(str(2000 + n), risks[0], matrix=FIVE) for n in range(MOST_DATES + 1)))


def test_exempt_risks_are_in_no_word() -> None:
    """Exempt in one register, left out of all, with the arrow that would tell its score."""
    secret = risk("secret", title="Hush hush", exempt=True, current=points(5, 5))
    heir = risk("heir", supersedes=["secret"], current=points(1, 1))
    then = evolve(SERIES[0], risks=(*SERIES[0].risks, secret))
    picture = drawn(then, evolve(SERIES[1], risks=(*SERIES[1].risks, heir)))
    assert "ush hush" not in repr(picture)
    assert "1 exempt risk not shown." in picture.words
    shown = drawn(then, SERIES[1], include_exempt=True)
    assert shown.title.startswith("EXEMPT: ")
    assert any(w.text.startswith("EXEMPT: Hush hush") for w in words_of(shown))


def test_no_arrow_tells_the_score_of_an_exempt_risk() -> None:
    """A risk that was split from an exempt one has no direction of travel."""
    secret = risk("secret", exempt=True, current=points(5, 5))
    part, rest = (risk(id, supersedes=["secret"], current=points(1, 1)) for id in ("part", "rest"))
    then, now = register("2020", secret, matrix=FIVE), register("2021", part, rest, matrix=FIVE)
    assert row(drawn(then, now), "The risk part") == ["G 1 [1]"]
    heir = risk("heir", supersedes=["secret"], current=points(1, 1))
    late = risk("late", supersedes=["secret"], current=points(2, 2))
    middle, last = register("2021", heir, matrix=FIVE), register("2022", heir, late, matrix=FIVE)
    assert "↓" not in repr(drawn(then, middle, last).words)


@given(pairs())
def test_any_series(found: tuple[riskreg.Register, riskreg.Register, tuple[riskreg.Register, ...]]) -> None:
    """Whatever registers hold, their history can be drawn and read."""
    assert_legible(drawn(*found[2]) if found[2] else drawn(found[0]))
