"""Dates as people write them: the advice, when it is followed, leads to the date that was written, and to no fault."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskreg
from riskreg.model.dates import PartialDate

REGISTER = '[register]\ntitle = "Risks"\ndate = {}\n'
DAYS = ("{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}", "{0.day} {0:%B} {0.year}", "{0:%d %b %Y}")
MORE_DAYS = ("{0:%Y/%m/%d}", "{0.year}-{0.month}-{0.day:02}", "{0.day}th {0:%B} {0.year}", "{0:%d-%b-%Y}")
MONTHS = ("{0:%B} {0.year}", "{0:%b} {0.year}", "{0:%B}, {0.year}", "{0:%m/%Y}", "{0.month}-{0.year}", "{0:%Y/%m}")
YEARS = st.dates(date(1990, 1, 1), date(2089, 12, 31))


def followed(written: str) -> PartialDate:
    """The date of a register once the advice of its one fault has been followed."""
    with pytest.raises(riskreg.InvalidRegister) as refused:
        riskreg.loads(REGISTER.format(written))
    (finding,) = refused.value.findings
    better = finding.hint.removeprefix("write ").removesuffix(" without quotes").split(" for the ")[0]
    return riskreg.loads(REGISTER.format(better)).date


@given(YEARS, st.sampled_from((*DAYS, *MORE_DAYS)), st.booleans())
def test_a_day_is_understood(day: date, form: str, quoted: bool) -> None:
    """However it is written, with quotes or without; the day first, as councils write."""
    written = form.format(day)
    if not quoted and written == day.isoformat():
        return
    assert followed(f'"{written}"' if quoted else written) == PartialDate.of_day(day)


@given(YEARS, st.sampled_from(MONTHS), st.booleans())
def test_a_month_is_understood(day: date, form: str, quoted: bool) -> None:
    """However it is written, unless its numbers can as well be the two years of a financial year."""
    written = form.format(day)
    if form == "{0:%Y/%m}" and day.month == (day.year + 1) % 100:
        return
    assert followed(f'"{written}"' if quoted else written) == PartialDate.of_text(f"{day:%Y-%m}")


@pytest.mark.parametrize(
    "written", ["30 February 2022", "32/01/2022", "13/13/2022", "0 May 2022", "Mai 2022", "M 2022"]
)
@pytest.mark.parametrize("mark", ['"', ""])
def test_no_date_is_made_up(written: str, mark: str) -> None:
    """What is no date gets no proposal of its own, only the forms that there are."""
    with pytest.raises(riskreg.InvalidRegister) as refused:
        riskreg.loads(REGISTER.format(f"{mark}{written}{mark}"))
    (finding,) = refused.value.findings
    assert finding.hint.startswith(("write it as 2022-11-16", "write 2022-11-16"))
