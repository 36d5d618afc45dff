"""A comparison in one sentence, its balance in one line, and the notes below the table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builders import mitigation, register, removal, risk

import riskreg
from riskreg.comparison.change import Comparison
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Risk
from riskreg.tables.comparison import comparison_table
from riskreg.tables.sentence import balance_line, sentence

ALL_KINDS = riskreg.compare(
    register(
        "2021",
        *map(risk, ("same", "different", "renamed", "m1", "m2", "s", "r1", "r2", "shut", "lost", "silent")),
    ),
    register(
        "2022",
        risk("same"),
        risk("different", owner="Head of Care"),
        risk("other", supersedes=["renamed"]),
        risk("m1", supersedes=["m2"]),
        risk("s"),
        risk("s2", supersedes=["s"]),
        risk("r1", supersedes=["r2"]),
        risk("r2", supersedes=["r1"]),
        risk("fresh"),
        risk("old"),
        removed=[removal("shut"), removal("silent", "not reported")],
    ),
    [register("2020", risk("old"))],
)


def said(earlier: Sequence[Risk], later: Sequence[Risk], *removed: Removal) -> str:
    """What the sentence says after the colon."""
    comparison = riskreg.compare(register("2021", *earlier), register("2022", *later, removed=removed))
    return sentence(comparison, "2021", "2022").partition(": ")[2]


def test_the_sentence_has_every_kind() -> None:
    """One sentence says how many risks there are and what became of all of them."""
    assert sentence(ALL_KINDS, "2021", "2022") == (
        "2022 holds 10 risks, 2021 held 11: 1 carried unchanged, 1 carried with changes, 1 continued under another id, "
        "2 merged into 1, 1 split into 2, 2 regrouped into 2, 1 new, 1 returned; "
        "1 closed, 2 left out without a reason given."
    )


def test_the_balance_has_every_step() -> None:
    """From the one number to the other, step by step."""
    assert balance_line(ALL_KINDS) == (
        "Balance: 11 + 1 new + 1 returned + 1 by splits − 1 in merges − 1 removed − 2 left out = 10"
    )


@pytest.mark.parametrize(("later", "said"), [("c d e", "+ 1 regrouped = 3"), ("c", "− 1 in merges = 1")])
def test_the_balance_tells_a_gain_from_a_loss(later: str, said: str) -> None:
    """Where several become several, the number may go either way."""
    made = [risk(id, supersedes=["a", "b"]) for id in later.split()]
    comparison = riskreg.compare(register("2021", risk("a"), risk("b")), register("2022", *made))
    assert balance_line(comparison) == f"Balance: 2 {said}"


def test_one_risk_is_a_risk_and_none_are_risks() -> None:
    """Numbers and nouns agree, and a register without risks is a register."""
    one = riskreg.compare(register("2021"), register("2022", risk("a")))
    none = riskreg.compare(register("2021"), register("2022"))
    assert sentence(one, "then", "now") == "now holds 1 risk, then held 0: 1 new."
    assert sentence(none, "then", "now") == "now holds 0 risks, then held 0."


@pytest.mark.parametrize(
    ("reason", "one", "two"),
    [
        ("closed", "1 closed.", "2 closed."),
        ("de-escalated", "1 de-escalated.", "2 de-escalated."),
        ("escalated", "1 escalated.", "2 escalated."),
        ("transferred", "1 transferred.", "2 transferred."),
        ("became an issue", "1 became an issue.", "2 became issues."),
        ("tolerated", "1 tolerated.", "2 tolerated."),
        ("recorded in error", "1 recorded in error.", "2 recorded in error."),
        ("not reported", "1 left out without a reason given.", "2 left out without a reason given."),
    ],
)
def test_each_reason_has_its_words(reason: str, one: str, two: str) -> None:
    """What left is told by the reason given, and what has none is never made to sound closed."""
    assert said([risk("a")], [], removal("a", reason)) == one
    assert said([risk("a"), risk("b")], [], removal("a", reason), removal("b", reason)) == two


def test_not_reported_and_unaccounted_are_counted_together() -> None:
    """Both were left out without a reason; the table tells them apart."""
    assert said([risk("a"), risk("b")], [], removal("a", "not reported")) == "2 left out without a reason given."


def test_what_stayed_and_what_left_are_set_apart() -> None:
    """A semicolon stands between the two, where there are both."""
    assert said([risk("a"), risk("b")], [risk("a")], removal("b")) == "1 carried unchanged; 1 closed."


# Cautions


def cautions(earlier: Register, later: Register) -> tuple[str, ...]:
    """What is said above the table, after the sentence and the balance."""
    return comparison_table(riskreg.compare(earlier, later), "then", "now").lead[2:]


WITH, WITHOUT = risk("a", mitigation("m")), risk("a")


@pytest.mark.parametrize("examples", [True, False])
def test_where_actions_are_examples_a_missing_one_is_no_proof(examples: bool) -> None:
    """What the later report only gives examples of may go on unmentioned."""
    found = cautions(register("2021", WITH), register("2022", WITHOUT, examples_only=examples))
    assert bool(found) is examples
    assert all("no proof that it was dropped" in note for note in found)


@pytest.mark.parametrize("examples", [True, False])
def test_where_actions_were_examples_an_added_one_may_be_older(examples: bool) -> None:
    """What the earlier report only gave examples of may have gone on unmentioned."""
    found = cautions(register("2021", WITHOUT, examples_only=examples), register("2022", WITH))
    assert bool(found) is examples
    assert all("may be older" in note for note in found)


def test_examples_are_no_matter_where_no_action_came_or_went() -> None:
    """A caution about nothing is not given."""
    assert cautions(register("2021", WITH, examples_only=True), register("2022", WITH, examples_only=True)) == ()
    assert cautions(register("2021", WITHOUT, examples_only=True), register("2022", risk("b", mitigation("m")))) == ()


# The rows


def rows(comparison: Comparison) -> dict[object, tuple[object, ...]]:
    """Each row's other columns by the later or earlier ids it is about."""
    table = comparison_table(comparison, "2021", "2022")
    keys = [c.key for c in table.columns]
    return {row[keys.index("later")] or row[keys.index("earlier")]: row for row in table.rows}


def test_every_change_has_its_row() -> None:
    """A group of risks is one row, in the order of the comparison."""
    assert len(rows(ALL_KINDS)) == len(ALL_KINDS.changes) == len(comparison_table(ALL_KINDS, "2021", "2022").rows)


def test_a_row_says_whether_a_carried_risk_changed() -> None:
    """Changed or unchanged is the first thing a reader asks of a risk that goes on."""
    found = rows(ALL_KINDS)
    assert found["same"][0] == "carried, unchanged"
    assert found["different"][0] == "carried, changed"
    assert found["same"][2] is None


def test_a_removal_is_told_with_its_reason_note_and_destination() -> None:
    """All that the register says of a risk that left stands in its row."""
    gone = removal("a", "transferred", to="the county", note="Agreed in May")
    (row,) = rows(riskreg.compare(register("2021", risk("a")), register("2022", removed=[gone]))).values()
    told = " ".join(map(str, row[:3]))
    for words in ("transferred", "the county", "Agreed in May"):
        assert words in told


def test_an_unaccounted_risk_is_not_told_as_removed() -> None:
    """Its row says that nothing is said."""
    row = rows(ALL_KINDS)["lost"]
    assert row[0] == "unaccounted"
    assert "nothing is said" in str(row[2])
