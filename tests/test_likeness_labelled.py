"""Small registers in the words of public bodies: the same risk reworded is found, one that only sounds alike is not."""

from __future__ import annotations

import pytest
from builders import register, risk
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


def test_precision_and_recall() -> None:
    """What docs/compare.md states of small registers."""
    found = [(case, suggested(case)) for case in CASES]
    truth = [{(n, n) for n in was.keys() & now.keys()} for was, now in CASES]
    right = sum(len(pairs & true) for (_, pairs), true in zip(found, truth, strict=True))
    assert len(SAME) + len(OTHER) >= 60
    assert right / sum(len(pairs) for _, pairs in found) >= 0.93
    assert right / sum(map(len, truth)) >= 0.97


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
