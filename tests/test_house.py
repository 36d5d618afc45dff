"""Dates in the form that a council prints, and records that carry it."""

from __future__ import annotations

import pytest
from builders import register as made
from builders import when
from hypothesis import given
from strategies import Given, pairs

from riskreg.comparison.compare import compare
from riskreg.model.settings import DateForm
from riskreg.tables.house import date_text, dressed


@pytest.mark.parametrize(
    ("date", "long", "short", "iso"),
    [
        ("2022-11-16", "16 November 2022", "16/11/2022", "2022-11-16"),
        ("2022-03-09", "9 March 2022", "09/03/2022", "2022-03-09"),
        ("2022-11", "November 2022", "11/2022", "2022-11"),
        ("2022-Q4", "October to December 2022", "Q4 2022", "2022-Q4"),
        ("2022", "2022", "2022", "2022"),
        ("2022/23", "2022/23", "2022/23", "2022/23"),
    ],
)
def test_each_date_in_each_form(date: str, long: str, short: str, iso: str) -> None:
    """A date is printed as far as it is known, in the form that was asked for."""
    forms = (DateForm.LONG, DateForm.SHORT, DateForm.ISO)
    assert tuple(date_text(when(date), form) for form in forms) == (long, short, iso)


@given(pairs())
def test_the_form_of_dates_changes_no_comparison(given: Given) -> None:
    """What became of each risk does not hang on how dates are printed."""
    earlier, later, series = given
    plain = compare(earlier, later, series)
    printed = compare(*dressed((earlier, later, series), DateForm.LONG))
    assert [(c.kind, [p.later.id for p in c.pairs]) for c in plain.changes] == [
        (c.kind, [p.later.id for p in c.pairs]) for c in printed.changes
    ]
    assert plain.balance() == printed.balance()


def test_the_files_form_leaves_the_record_alone() -> None:
    """Without a form of dates, nothing is made anew."""
    register = made("2022-11-16")
    assert dressed(register, None) is register
    assert dressed(register, DateForm.ISO) is register
