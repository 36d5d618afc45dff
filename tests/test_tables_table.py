"""Columns are chosen and rows put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.errors import UnknownWord
from riskreg.tables.table import Cell, Column, Table, choose, order

TABLE = Table(
    "Risks",
    (Column("id", "Id"), Column("title", "Risk"), Column("score", "Score", sort_after="=")),
    (("r10", "Flood", "L2 × I5 = 10 Amber"), ("r9", "Fire", None), ("r1", "flood", "L4 × I4 = 16 Red")),
    default_columns=("id", "title"),
)


def column_of(cells: list[Cell]) -> Table:
    return Table("", (Column("x", "X"), Column("at", "At")), tuple((cell, at) for at, cell in enumerate(cells)))


def cells_in_order(cells: list[Cell], key: str = "x") -> list[Cell]:
    return [row[0] for row in order(column_of(cells), key).rows]


def test_chosen_columns_stand_in_the_order_asked_for() -> None:
    """The reader decides which columns there are, and where."""
    chosen = choose(TABLE, ["title", "id"])
    assert [c.key for c in chosen.columns] == ["title", "id"]
    assert chosen.rows[0] == ("Flood", "r10")


def test_without_a_choice_there_are_the_default_columns() -> None:
    """A view shows what most readers need, and only that."""
    assert [c.key for c in choose(TABLE).columns] == ["id", "title"]


def test_a_choice_may_name_a_column_that_is_not_shown_by_default() -> None:
    """Whatever a view knows can be had."""
    assert choose(TABLE, ["score"]).rows[1] == (None,)


def test_a_choice_is_final() -> None:
    """Choosing again without keys keeps what was chosen before."""
    chosen = choose(TABLE, ["score"])
    assert choose(chosen) == chosen


def test_a_column_named_twice_stands_once() -> None:
    """No column is doubled, so no key of a JSON row is written twice."""
    assert [c.key for c in choose(TABLE, ["id", "title", "id"]).columns] == ["id", "title"]


@pytest.mark.parametrize("refused", [lambda: choose(TABLE, ["titel"]), lambda: order(TABLE, "-titel")])
def test_an_unknown_column_is_refused_with_the_known_ones(refused: Callable[[], Table]) -> None:
    """A slip is answered with what was probably meant, and with all there is."""
    with pytest.raises(UnknownWord) as refusal:
        refused()
    assert str(refusal.value) == 'no column "titel"; did you mean "title"? there are: id, title, score'


def test_numbers_come_before_text_and_nothing_comes_last() -> None:
    """A column that mixes numbers, words and gaps still has one order."""
    assert cells_in_order(["b", None, 10, "a", 9, -1]) == [-1, 9, 10, "a", "b", None]


def test_the_other_way_round_nothing_still_comes_last() -> None:
    """Rows without a value never push those with one aside."""
    assert cells_in_order(["a", None, 9, "b"], "-x") == ["b", "a", 9, None]


def test_digits_in_text_count_as_numbers() -> None:
    """R2 comes before R10, whatever the leading zeros and the case of letters."""
    assert cells_in_order(["R10", "r2", "R001", "R9a", "R9"]) == ["R001", "r2", "R9", "R9a", "R10"]


def test_a_score_is_sorted_by_its_product() -> None:
    """L4 × I4 = 16 is more than L2 × I5 = 10 and more than a bare 9; a rating alone comes after all numbers."""
    table = Table("", TABLE.columns[2:], (("Red",), ("L4 × I4 = 16 Red",), ("L2 × I5 = 10 Amber",), ("9",)))
    assert [row[0] for row in order(table, "score").rows] == ["9", "L2 × I5 = 10 Amber", "L4 × I4 = 16 Red", "Red"]


@pytest.mark.parametrize("key", ["x", "-x"])
def test_rows_that_tie_stay_where_they_were(key: str) -> None:
    """Sorting is stable both ways, so the file's order shows through."""
    assert [row[1] for row in order(column_of(["b", "a", "b", "a"]), key).rows] == (
        [1, 3, 0, 2] if key == "x" else [0, 2, 1, 3]
    )


def test_a_number_of_five_thousand_digits_can_be_sorted() -> None:
    """What Python refuses to read as a number is no reason to stop."""
    assert cells_in_order(["9" * 5000, "1" + "0" * 5000, "8" * 5000])[-1] == "1" + "0" * 5000


@given(st.lists(st.one_of(st.none(), st.integers(), st.text())), st.sampled_from(["x", "-x"]))
def test_sorting_loses_no_row_and_is_done_once(cells: list[Cell], key: str) -> None:
    """The same rows come out, and sorting them again changes nothing."""
    table = column_of(cells)
    once = order(table, key)
    assert Counter(once.rows) == Counter(table.rows)
    assert order(once, key) == once
