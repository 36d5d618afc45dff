"""The risks of a register beside the rows of its document's table: which row is whose, and what does not agree."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from attrs import evolve
from builders import mitigation, risk

from riskreg.intake.matched import odd_ones, rows_named
from riskreg.intake.rows import RiskRow
from riskreg.model.evidence import Assurance, Evidence
from riskreg.model.risk import Risk

QUAY = "Storms close the harbour and undermine the quay"
PILOTS = "Pilots retire faster than trainees qualify"
FERRY = "The ferry operator withdraws from winter sailings"


def rows(*texts: str, table: str = "8", **roles: str) -> tuple[RiskRow, ...]:
    """The rows of a table, each with what it says of a risk; all with these other cells."""
    cells = enumerate(texts, start=1)
    return tuple(RiskRow(n, ({"risk": text, **roles},), f"{table}, row {n}", f"row {n}") for n, text in cells)


def told(risks: list[Risk], table: tuple[RiskRow, ...]) -> list[tuple[str, str]]:
    """Whom each finding is about, with its action, and what it says."""
    found = odd_ones(risks, table)
    return [(".".join(filter(None, (o.risk.id if o.risk else "", o.action))), o.what) for o in found]


def at(place: str, title: str = "", **rest: Any) -> Risk:
    """A risk that names a row, and has its words unless it is given others."""
    words = dict(zip("123", (QUAY, PILOTS, FERRY), strict=True))
    return risk(f"at-{place}", place=f"8, row {place}", title=title or words[place[0]], **rest)


# Which rows a place names


def test_a_row_is_counted_through_all_tables_or_within_the_table_that_is_named() -> None:
    """What a draft writes names one row; a row's bare number counts on from table to table."""
    both = (*rows("a", "b", table="table 1"), *rows("c", "d", table="table 2"))
    assert rows_named("table 2, row 1", both) == (3,)
    assert rows_named("table 2, rows 1 and 2", both) == (3, 4)
    assert rows_named("table 1, row 1-2", both) == (1, 2)
    assert rows_named("8.1, rows 2 to 4", both) == (2, 3, 4)
    assert rows_named("row 4", both) == (4,)
    assert rows_named("4.2", both) == ()


def test_a_row_that_a_table_has_not_is_no_row_of_the_next_table() -> None:
    """It is beyond the last, so that it is told."""
    both = (*rows("a", "b", table="table 1"), *rows("c", "d", table="table 2"))
    assert rows_named("table 1, row 3", both) == (5,)
    assert rows_named("table 1, row 2-3", both) == (2, 5)


@pytest.mark.parametrize("place", ["8, row 0", "8, row 4", "8, rows 3 and 4"])
def test_a_row_that_is_not_there_is_told(place: str) -> None:
    """With the place as the register has it, and how many rows there are."""
    lost = risk("lost", place=place, title=FERRY)
    found = told([at("1"), at("2"), lost], rows(QUAY, PILOTS, FERRY))
    assert found[0] == ("lost", f'place says "{place}", and the table has 3 rows')


# Risks that name their rows


def test_one_risk_may_stand_for_several_rows_and_say_only_one_of_them() -> None:
    """As it is where a report gives one risk two rows: the row that it says most of counts, whichever that is."""
    for title in (QUAY, PILOTS):
        assert told([at("1-2", title), at("3")], rows(QUAY, PILOTS, FERRY)) == []


def test_words_of_another_row_are_told_only_where_that_row_is_said_clearly_better() -> None:
    """A risk that says both rows alike is believed in its place; one that says the other alone is not."""
    table = rows(QUAY, PILOTS, FERRY)
    assert told([at("1", f"{QUAY}. {PILOTS}"), at("2"), at("3")], table) == []
    assert told([at("1", PILOTS), at("2"), at("3")], table) == [
        ("at-1", 'place says "8, row 1", and its words are those of row 2')
    ]


def test_a_risk_that_says_nothing_of_its_row_or_of_any_is_told_with_how_the_row_begins() -> None:
    """There is no row to point at, so the reader sees which one was named."""
    [(whom, what)] = told([at("2-3", "Comets"), at("1"), at("2"), at("3")], rows(QUAY, PILOTS, FERRY))[:1]
    assert whom == "at-2-3"
    assert what.startswith('place says "8, row 2-3", and hardly a word of it stands there, which begins "Pilots')


def test_of_two_risks_for_one_row_the_one_that_says_most_of_it_has_it() -> None:
    """In whichever order the register has them."""
    full, half = risk("full", place="8, row 1", title=QUAY), risk("half", place="8, row 1", title="Storms at the quay")
    for both in permutations((full, half)):
        assert told([*both, at("2")], rows(QUAY, PILOTS)) == [("half", "row 1 has another risk already")]


def test_a_row_without_a_risk_is_told_with_how_it_begins() -> None:
    """Each of them, in the order of the table."""
    found = told([at("2")], rows(QUAY, PILOTS, FERRY))
    assert [(whom, what[:26]) for whom, what in found] == [
        ("", 'row 1, which begins "Storm'),
        ("", 'row 3, which begins "The f'),
    ]
    assert all(what.endswith(", has no risk") for _, what in found)


# Risks that name no row


def test_the_surest_takes_its_row_and_the_next_what_is_left() -> None:
    """In any order of the register, and never a row that another risk names."""
    both = risk("both", title=f"{QUAY} while {PILOTS[:20]}")
    sure = risk("sure", title=PILOTS)
    for two in permutations((both, sure)):
        assert told([*two, at("3")], rows(QUAY, PILOTS, FERRY)) == []
    assert told([at("1"), risk("again", title=QUAY), at("2")], rows(QUAY, PILOTS)) == [
        ("again", "no row of the risk table is worded like it")
    ]


def test_a_risk_takes_one_row_alone() -> None:
    """Rows of the same words each want a risk of their own."""
    (found,) = told([risk("one", title=QUAY)], rows(QUAY, QUAY))
    assert found[1].startswith("row 2, which begins")


SAID: list[dict[str, Any]] = [
    *({field: QUAY} for field in ("title", "wording", "description", "cause", "event", "consequence", "note")),
    *({field: QUAY} for field in ("number", "category", "objective", "owner", "manager")),
    {"assurance": (Assurance(QUAY, "-"),)},
    {"assurance": (Assurance("-", QUAY),)},
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: next(iter(said)))
def test_whatever_a_risk_says_may_tell_its_row(said: dict[str, Any]) -> None:
    """Its title may be a label of two words; where the rest stands is the register's choice."""
    assert told([risk("a", **{"title": "Comets", **said})], rows(QUAY)) == []
    assert told([risk("a", **{"title": "Comets", **said})], rows("Storms")) == []


@pytest.mark.parametrize("field", ["action", "note", "owner"])
def test_what_is_done_may_tell_the_row_too(field: str) -> None:
    """Its words, who does it, and what is noted of it."""
    act = mitigation("m", place="9.1", **{field: QUAY})
    assert told([risk("a", act, title="Comets")], rows(QUAY)) == []


def test_words_of_columns_that_riskreg_has_no_place_for_count() -> None:
    """A document may say what the risk is under any heading."""
    (plain,) = rows("R1")
    assert told([risk("a", title=QUAY)], (plain,)) != []
    assert told([risk("a", title=QUAY)], (evolve(plain, others=(("Narrative", QUAY),)),)) == []


def test_a_row_without_words_is_nobodys() -> None:
    """It wants a risk, and takes none from the others."""
    (found,) = told([risk("a", title=QUAY)], rows("–", QUAY))
    assert found == ("", 'row 1, which begins "–", has no risk')


def test_words_that_every_row_has_tell_none() -> None:
    """Those of few rows count more, and `of` and `the` not at all."""
    table = rows(*(f"Review of the {name} by the board" for name in ("lantern", "anchor", "rudder", "keel", "mast")))
    (found, *_) = told([risk("a", title="Review of the comets by the sky")], table)
    assert found == ("a", "no row of the risk table is worded like it")
    assert ("a", "no row of the risk table is worded like it") not in told([risk("a", title="The anchor")], table)


# Actions


def test_an_action_that_its_rows_do_not_say_is_told() -> None:
    """With the row, or all the rows, that its risk stands for."""
    table = rows(QUAY, PILOTS, mitigation="Raise the quay wall")
    raised = mitigation("wall", "Raise the quay wall")
    look = mitigation("look", "Watch the sky for comets")
    one, two = evolve(at("1"), mitigations=(raised, look)), evolve(at("2"), mitigations=(raised,))
    assert told([one, two], table) == [("at-1.look", "hardly a word of this action stands in row 1")]
    assert told([evolve(at("1-2"), mitigations=(raised, look))], table) == [
        ("at-1-2.look", "hardly a word of this action stands in row 1 and 2")
    ]


def test_an_action_may_stand_in_any_of_the_rows() -> None:
    """In the first word of the second row as well as in the last of the first."""
    acts = [mitigation(word, word.capitalize()) for word in ("storms", "quay", "pilots", "qualify")]
    assert told([evolve(at("1-2"), mitigations=tuple(acts))], rows(QUAY, PILOTS)) == []


def test_an_action_from_elsewhere_is_not_sought_in_the_row() -> None:
    """Its own place, or its evidence, says where it is stated."""
    text = "Watch the sky for comets"
    for act in (mitigation("m", text, place="9.1"), mitigation("m", text, evidence=(Evidence("letter", "2"),))):
        assert told([evolve(at("1"), mitigations=(act,))], rows(QUAY)) == []


def test_an_action_of_the_row_that_the_risk_does_not_say_is_told_once() -> None:
    """With its row and its words; a risk that is told for its place already is not told for its actions as well."""
    table = rows(QUAY, PILOTS, mitigation="Buy two tugs from Rotterdam")
    assert told([at("1"), evolve(at("2"), mitigations=(mitigation("t", "Buy tugs"),))], table) == [
        ("at-1", 'row 1 has the action "Buy two tugs from Rotterdam", and no action here says it')
    ]
    (alone,) = told([at("1", "Comets")], table[:1])
    assert alone[1].startswith('place says "8, row 1", and hardly a word of it stands there')
