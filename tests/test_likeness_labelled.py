"""Small registers in the words of public bodies: the same risk reworded is found, one that only sounds alike is not."""

from __future__ import annotations

import pytest
from builders import register, risk
from likeness_held_out import HELD_OUT
from likeness_pairs import CASES, OTHER, SAME, Case

import riskreg
from riskreg.comparison.stems import stem


def suggested(case: Case) -> set[tuple[int, int]]:
    """The pairs that are suggested for the titles of a case."""
    was, now = (
        [risk(f"{side}{n}", title=t) for n, t in titles.items()] for side, titles in zip("el", case, strict=True)
    )
    found = riskreg.compare(register("2021", *was), register("2022", *now)).suggestions
    return {(int(s.earlier[1:]), int(s.later[1:])) for s in found}


def figures(cases: tuple[Case, ...]) -> tuple[float, float]:
    """The share of suggestions that are right, and the share of the same risks that were found."""
    found = [(suggested(case), {(n, n) for n in case[0].keys() & case[1].keys()}) for case in cases]
    right = sum(len(pairs & true) for pairs, true in found)
    return right / sum(len(pairs) for pairs, _ in found), right / sum(len(true) for _, true in found)


def test_precision_and_recall() -> None:
    """What docs/compare.md states of small registers."""
    precision, recall = figures(CASES)
    assert len(SAME) + len(OTHER) >= 60
    assert precision >= 0.95
    assert recall >= 0.97


def test_precision_and_recall_on_titles_that_were_never_tuned_on() -> None:
    """What docs/compare.md states of titles that nobody had in view."""
    precision, recall = figures(HELD_OUT)
    assert precision >= 0.95
    assert recall >= 0.7


def test_risks_that_go_on_untouched_do_not_hide_one_that_was_reworded() -> None:
    """How many are left over decides how they are judged, not how many there are."""
    same = [risk(f"c{n}", title=f"Subject{n} thing{n} fails") for n in range(270)]
    was, now = risk("was", title="Leisure centre closure"), risk("now", title="Closure of the leisure centres")
    (alone,) = riskreg.compare(register("2021", was), register("2022", now)).suggestions
    (among,) = riskreg.compare(register("2021", was, *same), register("2022", now, *same)).suggestions
    assert (among.earlier, among.later) == (alone.earlier, alone.later) == ("was", "now")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Delay to the bridge over the canal", "Delay to the repair of the pier"),
        ("Breach of the lobbying code", "Breach of the tendering code"),
    ],
)
def test_another_subject_in_the_same_place_is_another_risk(earlier: str, later: str) -> None:
    """All the words around it may agree."""
    assert not suggested(({1: earlier}, {2: later}))


@pytest.mark.parametrize("later", ["Contamination and clean-up of the old gasworks", "Contamination pressure"])
def test_a_title_that_only_says_more_is_the_same(later: str) -> None:
    """Nothing stands in place of its one word."""
    assert suggested(({1: "Contamination"}, {1: later})) == {(1, 1)}


@pytest.mark.parametrize(
    ("earlier", "later"), [("Loss of key staff", "Loss of key suppliers"), ("Capital programme", "Savings programme")]
)
def test_common_words_alone_suggest_nothing(earlier: str, later: str) -> None:
    """They frame the subject of a risk, and are not it."""
    assert not suggested(({1: earlier}, {1: later}))


@pytest.mark.parametrize(("one", "other"), [("flood", "flooding"), ("plans", "planning"), ("deliver", "delivery")])
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    """An ending is no other word."""
    assert stem(one) == stem(other)
    assert suggested(({1: one}, {1: other})) == {(1, 1)}


@pytest.mark.parametrize("word", ["loss", "bus", "gas", "2021s", "école", "ees", "s"])
def test_what_is_short_or_strange_stays_as_it_is(word: str) -> None:
    """What is cut too short is confused with others."""
    assert stem(word) == word
