"""Direction of travel at all three stages: an arrow with its word, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import FIVE, FOUR, points, register, risk
from conftest import Run, folder_of
from hypothesis import given
from hypothesis import strategies as st

import riskreg
from riskreg.comparison.change import Direction, Pair, Withheld
from riskreg.comparison.travel import travel
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Score, Stage
from riskreg.tables.register import register_table
from riskreg.tables.risk import risk_sheet
from riskreg.tables.table import choose
from riskreg.tables.travel import field_travel, travel_words

STAGES = [str(stage) for stage in Stage]
SCORES = (
    st.none() | st.builds(points, st.integers(1, 5), st.integers(1, 5)) | st.builds(Score, score=st.integers(1, 25))
)
RATED = SCORES | st.sampled_from(["Green", "Amber", "Red"]).map(lambda name: Score(rating=name))


def pair(was: Risk, now: Risk, matrices: tuple[Matrix | None, Matrix | None] = (FIVE, FIVE)) -> Pair:
    """The one pair of two registers that hold a risk each."""
    earlier, later = register("2021", was, matrix=matrices[0]), register("2022", now, matrix=matrices[1])
    return riskreg.compare(earlier, later).changes[0].pairs[0]


def _scored(stages: dict[str, Any]) -> Risk:
    return risk("a", **stages)


def words(was: Score | None, now: Score | None, before: Matrix | None = FIVE, after: Matrix | None = FIVE) -> list[str]:
    """What is said of the current score."""
    return [travel_words(t) for t in pair(risk("a", current=was), risk("a", current=now), (before, after)).travels]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (points(4, 4), points(5, 4), "↑ up"),
        (points(4, 3), points(3, 4), "↔ same"),
        (points(4, 4), points(4, 3), "↓ down"),
        (Score(rating="Amber"), Score(rating="Red"), "↑ up"),
        (points(4, 4), Score(rating="Red"), "withheld: points at one date, a rating alone at the other"),
        (None, points(4, 4), "withheld: not scored before"),
        (points(4, 4), None, "withheld: no longer scored"),
    ],
)
def test_travel_is_an_arrow_with_a_word_or_a_reason(was: Score | None, now: Score | None, said: str) -> None:
    """Never an arrow alone, and never silence where a score is stated."""
    assert words(was, now) == [said]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (FIVE, FOUR, "withheld: the matrix changed"),
        (FIVE, None, "withheld: only one of the registers has a matrix"),
        (None, FIVE, "withheld: only one of the registers has a matrix"),
        (None, None, "withheld: no matrix says on what scale"),
    ],
)
def test_no_arrow_is_drawn_across_matrices(before: Matrix | None, after: Matrix | None, said: str) -> None:
    """A number on another scale is another number."""
    assert words(Score(score=12), Score(score=9), before, after) == [said]


def test_a_risk_that_was_never_scored_has_nothing_to_say() -> None:
    """Not even that something is withheld."""
    assert pair(risk("a"), risk("a")).travels == ()


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_travels_by_itself(stage: str) -> None:
    """Inherent, current and target are told apart; the pair's own direction stays that of the current score."""
    was, now = (_scored({stage: score}) for score in (points(4, 4), points(2, 2)))
    found = pair(was, now)
    assert [(t.stage, t.direction) for t in found.travels] == [(stage, Direction.DOWN)]
    assert found.direction is (Direction.DOWN if stage == "current" else None)
    others = [f"score.{s}" for s in STAGES if s != stage]
    assert field_travel(f"score.{stage}", found) == " (↓ down)"
    assert [field_travel(field, found) for field in (*others, "title")] == ["", "", ""]


def test_a_withheld_direction_follows_the_field_it_is_about() -> None:
    """The line of a score says why it has no arrow."""
    found = pair(risk("a", current=points(4, 4)), risk("a", current=points(2, 2)), (FIVE, FOUR))
    assert field_travel("score.current", found) == " (direction withheld: the matrix changed)"


@given(was=RATED, now=RATED)
def test_there_is_a_direction_or_a_reason_and_never_both(was: Score | None, now: Score | None) -> None:
    """Whatever two scores are, exactly one of the two is said."""
    before, after = register("2021", matrix=FIVE), register("2022", matrix=FIVE)
    found = travel(Stage.CURRENT, was, now, before, after)
    assert (found.direction is None) != (found.why is None)


@given(was=RATED, now=RATED)
def test_the_way_back_is_the_other_way(was: Score | None, now: Score | None) -> None:
    """What rose one way fell the other, and what cannot be said cannot be said either way."""
    before, after = register("2021", matrix=FIVE), register("2022", matrix=FIVE)
    there, back = travel(Stage.TARGET, was, now, before, after), travel(Stage.TARGET, now, was, after, before)
    other = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.SAME: Direction.SAME, None: None}
    assert other[there.direction] is back.direction
    swapped = {Withheld.NOT_BEFORE: Withheld.NOT_NOW, Withheld.NOT_NOW: Withheld.NOT_BEFORE}
    if was is not now and there.why and not (was is None and now is None):
        assert swapped.get(there.why, there.why) is back.why


# In `show`

THEN = register(
    "2021",
    risk("a", current=points(4, 4), target=points(2, 4)),
    risk("b", current=points(3, 3)),
    risk("c", current=points(1, 1)),
    risk("secret", current=points(5, 5), exempt=True),
    matrix=FIVE,
)
NOW = register(
    "2022",
    risk("a", current=points(3, 4), target=points(2, 4)),
    risk("d", current=points(3, 3), supersedes=["b", "c"]),
    risk("secret", current=points(1, 1)),
    risk("new", current=points(1, 1)),
    matrix=FIVE,
)
SINCE = riskreg.compare(THEN, NOW)


def test_show_tells_where_each_current_score_went() -> None:
    """Of a merged risk, from each that went into it; of a new one nothing; of what was exempt nothing either."""
    table = register_table(NOW, "2022", since=SINCE)
    assert [c.title for c in choose(table, ["direction"]).columns] == ["Direction of travel since 2021"]
    cells = [row[0] for row in choose(table, ["direction"]).rows]
    assert cells == ["↓ down", "↔ same, from b\n↑ up, from c", None, None]
    assert "direction" in [c.key for c in choose(table).columns]


def test_show_of_one_risk_tells_where_each_score_came_from() -> None:
    """Each stage has a line of its own below the score."""
    facts = {row[0]: row[1] for row in risk_sheet(NOW, NOW.risks[0], "2022", since=SINCE).rows}
    assert facts["Current score"] == "L3 × I4 = 12 Amber\n↓ down since 2021, from L4 × I4 = 16 Red"
    assert facts["Target score"] == "L2 × I4 = 8 Amber\n↔ same since 2021, from L2 × I4 = 8 Amber"
    merged = {row[0]: row[1] for row in risk_sheet(NOW, NOW.risks[1], "2022", since=SINCE).rows}
    assert merged["Current score"] == (
        "L3 × I3 = 9 Amber\n↔ same since 2021, from L3 × I3 = 9 Amber (b)\n↑ up since 2021, from L1 × I1 = 1 Green (c)"
    )


def test_what_a_risk_was_while_exempt_is_not_told() -> None:
    """Its score of that time was not published, and stays so."""
    (row,) = [row for row in risk_sheet(NOW, NOW.risk("secret"), "2022", since=SINCE).rows if row[0] == "Current score"]
    assert row[1] == "L1 × I1 = 1 Green"


MATRIX = """
[matrix]
likelihood = ["1", "2", "3", "4", "5"]
impact = ["1", "2", "3", "4", "5"]
bands = [{ name = "Green", from = 1 }, { name = "Amber", from = 8 }]
"""


def scored(year: int, likelihood: int) -> str:
    return (
        f'[register]\ntitle = "Risks"\ndate = "{year}"\n{MATRIX}\n[risk.a]\ntitle = "A"\n'
        f"score.current = {{ likelihood = {likelihood}, impact = 3 }}\n"
    )


def test_show_looks_at_the_preceding_register_of_the_series(tmp_path: Path, run: Run) -> None:
    """Not at the first, nor at a later one; the first register of all has no direction."""
    folder = folder_of(tmp_path, {str(year): scored(year, n) for year, n in ((2020, 5), (2021, 2), (2022, 3))})
    out = run("--registers", str(folder), "show", "2022", "--columns", "id,direction").out
    assert "Direction of travel since 2021" in out
    assert "↑ up" in out
    assert "direction" not in run("--registers", str(folder), "show", "2020").out.lower()


def test_a_faulty_preceding_register_keeps_nobody_from_seeing_this_one(tmp_path: Path, run: Run) -> None:
    """There is no direction then, rather than one since an older register that seems the preceding one."""
    broken = scored(2021, 2) + 'titel = "x"\n'
    folder = folder_of(tmp_path, {"2020": scored(2020, 5), "2021": broken, "2022": scored(2022, 3)})
    done = run("--registers", str(folder), "show", "2022")
    assert done.code == 0
    assert "Direction" not in done.out


def test_a_register_outside_a_series_has_no_direction(tmp_path: Path, run: Run) -> None:
    """Files that lie beside it may be anything."""
    folder = folder_of(tmp_path, {"2021": scored(2021, 2), "2022": scored(2022, 3)}, "elsewhere")
    assert "Direction" not in run("show", str(folder / "2022.toml")).out
