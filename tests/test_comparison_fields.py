"""Which fields of a risk that goes on differ, and how; and the direction of travel of its score."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from builders import BANDS, FIVE, FOUR, points, register, risk, when

import riskreg
from riskreg.comparison.change import Direction, FieldChange, Pair
from riskreg.model.evidence import Assurance, Evidence
from riskreg.model.risk import Response, Risk
from riskreg.model.score import Band, Matrix, Score

SAYS: dict[str, tuple[Any, Any]] = {
    "number": ("CRR1", "CRR2"),
    "wording": ("Staff go", "Staff leave"),
    "description": ("Pay", "Pay and housing"),
    "cause": ("Pay", "Housing"),
    "event": ("They go", "They leave"),
    "consequence": ("Delay", "Long delay"),
    "category": ("People", "Money"),
    "objective": ("Safe children", "Good schools"),
    "owner": ("Head of Care", "Director of Care"),
    "manager": ("Team Manager", "Service Manager"),
    "response": (Response.TREAT, Response.TOLERATE),
    "appetite": ("Amber", "Green"),
    "raised": (when("2020"), when("2020-05")),
    "note": ("Said", "Said again"),
    "assurance": ((Assurance("Ofsted", "Good"),), (Assurance("Ofsted", "Better"),)),
}
"""For each field that may be absent, what it said and what it says."""


def pair(was: Risk, now: Risk, matrices: tuple[Matrix | None, Matrix | None] = (FIVE, FIVE)) -> Pair:
    """The one pair of two registers that hold a risk each."""
    earlier, later = register("2021", was, matrix=matrices[0]), register("2022", now, matrix=matrices[1])
    return riskreg.compare(earlier, later).changes[0].pairs[0]


def _scored(stages: dict[str, Any]) -> Risk:
    return risk("a", **stages)


def told(was: Risk, now: Risk) -> list[tuple[str, str]]:
    """The fields that differ, each with how."""
    return [(f.field, str(f.kind)) for f in pair(was, now).fields]


@pytest.mark.parametrize("field", SAYS)
def test_a_field_is_changed_first_stated_or_no_longer_stated(field: str) -> None:
    """A value that was not there before is told apart from one that changed, for every field that may be absent."""
    was, now = SAYS[field]
    assert told(risk("a", **{field: was}), risk("a", **{field: now})) == [(field, "changed")]
    assert told(risk("a"), risk("a", **{field: now})) == [(field, "first stated")]
    assert told(risk("a", **{field: was}), risk("a")) == [(field, "no longer stated")]
    assert told(risk("a", **{field: was}), risk("a", **{field: was})) == []


@pytest.mark.parametrize("stage", ["inherent", "current", "target"])
def test_each_stage_of_the_score_is_a_field(stage: str) -> None:
    """Scores are told by their stage, under the key that a register file has."""
    was, now = ({stage: score} for score in (points(4, 4), points(4, 3)))
    fields = pair(_scored(was), _scored(now)).fields
    assert [(f.field, f.earlier, f.later) for f in fields] == [
        (f"score.{stage}", "L4 × I4 = 16 Red", "L4 × I3 = 12 Amber")
    ]


def test_a_target_moved_to_another_date_is_a_changed_target() -> None:
    """By when a target is to be reached belongs to the target."""
    was, now = Score(2, 4, by=when("2023")), Score(2, 4, by=when("2024"))
    (field,) = pair(risk("a", target=was), risk("a", target=now)).fields
    assert (field.earlier, field.later) == ("L2 × I4 = 8 Amber by 2023", "L2 × I4 = 8 Amber by 2024")


def test_every_field_of_a_risk_is_compared_or_left_out_for_a_reason() -> None:
    """A field that the model gains later must not be forgotten here."""
    by_nature = {"id", "place", "evidence", "supersedes", "reviewed", "mitigations"}
    told_elsewhere = {"title", "exempt", "score"}
    assert {f.name for f in attrs.fields(Risk)} == set(SAYS) | by_nature | told_elsewhere


@pytest.mark.parametrize("owner", [None, "Director"])
def test_the_same_score_may_be_another_rating(owner: str | None) -> None:
    """Where the bands have changed, that is told, whether anything else of the risk has changed or not."""
    score, lower = points(5, 3), Matrix(FIVE.likelihood, FIVE.impact, (*BANDS[:2], Band("Red", 16)))
    found = pair(risk("a", current=score), risk("a", current=score, owner=owner), (FIVE, lower)).fields
    rated = ("score.current", "L5 × I3 = 15 Red", "L5 × I3 = 15 Amber")
    assert [(f.field, f.earlier, f.later) for f in found] == [*([("owner", None, owner)] if owner else []), rated]


def test_a_rating_that_stands_alone_is_told_once() -> None:
    """By its name; a number without likelihood and impact has the rating that its matrix gives it."""
    for was, now, words in (
        (Score(rating="Red"), Score(rating="Amber"), ("Red", "Amber")),
        (Score(score=9), Score(score=16), ("9 Amber", "16 Red")),
    ):
        (field,) = pair(risk("a", current=was), risk("a", current=now)).fields
        assert (field.earlier, field.later) == words


def test_where_a_report_states_a_risk_is_no_change_of_the_risk() -> None:
    """Place, evidence, lineage and the day of review differ from report to report by their nature."""
    was = risk("a", place="8.1", evidence=(Evidence("2020", "1"),), reviewed=when("2021-05-01"))
    assert told(was, risk("a", place="10", evidence=(Evidence("2022", "6"),), supersedes=["gone"])) == []


def test_a_risk_made_exempt_says_so_to_who_may_see_it() -> None:
    """Being exempt is first stated, not changed from no to yes."""
    assert told(risk("a"), risk("a", exempt=True)) == [("exempt", "first stated")]
    assert told(risk("a", exempt=True), risk("a")) == [("exempt", "no longer stated")]
    assert [(f.earlier, f.later) for f in pair(risk("a"), risk("a", exempt=True)).fields] == [(None, "yes")]


def test_what_was_confirmed_is_told_with_who_confirmed_it() -> None:
    """Each statement once, as a reader would write it; the place is the report's."""
    was = (Assurance("Ofsted", "Good", "8.1"),)
    (field,) = pair(risk("a", assurance=was), risk("a", assurance=(*was, Assurance("DfE", "Fair")))).fields
    assert (field.earlier, field.later) == ("Ofsted: Good", "Ofsted: Good; DfE: Fair")
    assert told(risk("a", assurance=was), risk("a", assurance=(Assurance("Ofsted", "Good", "9"),))) == []


def test_assurance_in_another_order_is_the_same_assurance() -> None:
    """The order of a list says nothing; only a statement that is new or gone does."""
    one, two = Assurance("Ofsted", "Good"), Assurance("DfE", "Fair")
    assert told(risk("a", assurance=(one, two)), risk("a", assurance=(two, one))) == []
    assert told(risk("a", assurance=(one, one)), risk("a", assurance=(one, two))) == [("assurance", "changed")]


def test_a_changed_field_gives_both_texts() -> None:
    """What it said and what it says now, as a reader would write it."""
    (field,) = pair(risk("a", raised=when("2021")), risk("a", raised=when("2022-05"))).fields
    assert (field.field, field.earlier, field.later) == ("raised", "2021", "2022-05")
    assert isinstance(field, FieldChange)


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        (points(4, 4), points(5, 4), Direction.UP),
        (points(4, 4), points(4, 3), Direction.DOWN),
        (points(4, 3), points(3, 4), Direction.SAME),
        (points(4, 4), Score(score=16), Direction.SAME),
        (Score(score=9), points(2, 4), Direction.DOWN),
        (Score(rating="Green"), Score(rating="Red"), Direction.UP),
        (Score(rating="Amber"), Score(rating="Amber"), Direction.SAME),
        (points(4, 4), Score(rating="Red"), None),
        (points(4, 4), None, None),
        (None, points(4, 4), None),
    ],
)
def test_direction_of_travel_is_that_of_the_current_score(
    was: Score | None, now: Score | None, direction: Direction
) -> None:
    """Points with points, ratings with ratings; what cannot be compared has no direction."""
    assert pair(risk("a", current=was), risk("a", current=now)).direction is direction


def test_only_the_current_score_travels() -> None:
    """A target that is lowered is no movement of the risk."""
    assert pair(risk("a", target=points(4, 4)), risk("a", target=points(1, 1))).direction is None


RENAMED = Matrix(("i", "ii", "iii", "iv", "v"), FIVE.impact, tuple(Band(f"Band {b.from_}", b.from_) for b in BANDS))
WIDER = Matrix(FIVE.likelihood, FIVE.impact, (*BANDS[:2], Band("Red", 16)))


@pytest.mark.parametrize(
    ("matrices", "direction"),
    [
        ((FIVE, FOUR), None),
        ((FIVE, WIDER), None),
        ((FIVE, None), None),
        ((None, FIVE), None),
        ((None, None), None),
        ((FIVE, RENAMED), Direction.DOWN),
    ],
)
def test_direction_is_withheld_where_the_matrix_changed(
    matrices: tuple[Matrix | None, Matrix | None], direction: Direction | None
) -> None:
    """Other scale lengths or band thresholds make scores incomparable; other words for the same scale do not."""
    was, now = risk("a", current=Score(score=12)), risk("a", current=Score(score=9))
    assert pair(was, now, matrices).direction is direction
