"""Values as reports print them: dates, numbers of a scale, the words that registers know."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from riskreg.model.dates import PartialDate

Word = TypeVar("Word", bound=StrEnum)

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+{_MONTH},?[\s-]+([0-9]{{4}}|[0-9]{{2}})")
_MONTH_ONLY = re.compile(rf"(?:by |end(?: of)? |from )*{_MONTH}[\s,-]+'?([0-9]{{4}}|[0-9]{{2}})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")
_MONTH_AND_DAY = re.compile(rf"(?:by |end(?: of)? |from )*{_MONTH}[\s,-]+([0-3]?[0-9])(?:st|nd|rd|th)?")
_QUARTER = re.compile(
    r"(?:(calendar|financial) )?(?:q|qtr\.? ?|quarter )([1-4])[ ,-]+(?:of )?(20[0-9]{2})(?:[/-]((?:20)?[0-9]{2}))?"
    r"(?: \((calendar|financial)(?: year)?\))?"
)
_LATEST = 2069
"""A year of two digits is none after this one: which century it is in is asked."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_NUMBER = re.compile(r"[LIPS]?\s?([0-9]{1,4})(?:\.0+)?(?:\s*[-–:(=/].*|\s+[A-Za-z].*)?", re.IGNORECASE)
_TRAILING = re.compile(r"[A-Za-z ]+[\s(:=-]+([0-9]{1,3})\)?")

_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NO_SCORE = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:\s*(?:[-–]|to)\s*[0-9]+(?:\.[0-9]+)?)?\s*(?:%|per ?cent\b)|\b(?:19|20)[0-9]{2}\b"
)
_QUARTERS = ("January to March", "April to June", "July to September", "October to December")

LONG_DATE = re.compile(rf"\b(?:{_DAY.pattern}|{_ISO.pattern})\b", re.IGNORECASE)
"""A day within other words."""


def date_in(text: str) -> PartialDate | None:
    """The date that a cell holds and nothing else: a day, a month, a year; None where it is none, or not clearly one.

    Days come first, as in Britain: 03/04/2024 is in April.
    """
    flat = " ".join(text.casefold().split()).strip(" .")
    try:
        return None if doubted_date(text) else _day_in(flat) or _longer_in(flat)
    except ValueError:
        return None


def _day_in(flat: str) -> PartialDate | None:
    if match := _ISO.fullmatch(flat):
        return PartialDate.of_day(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _SLASHED.fullmatch(flat):
        return PartialDate.of_day(date(_year(match[3]), int(match[2]), int(match[1])))
    if match := _DAY.fullmatch(flat):
        return PartialDate.of_day(date(_year(match[3]), _month(match[2]), int(match[1])))
    return None


def _longer_in(flat: str) -> PartialDate:
    if match := _MONTH_ONLY.fullmatch(flat):
        return PartialDate.of_text(f"{_year(match[2]):04}-{_month(match[1]):02}")
    if match := _QUARTER.fullmatch(flat):  # one that is not plainly a calendar's is doubted before
        return PartialDate.of_text(f"{match[3]}-Q{match[2]}")
    return PartialDate.of_text(flat.upper())


def doubted_date(text: str) -> str:
    """What to ask of a date that may mean one of two; empty where it means one, or is none."""
    flat = " ".join(text.casefold().split()).strip(" .")
    if (match := _MONTH_AND_DAY.fullmatch(flat)) and 1 <= int(match[2]) <= 31:
        if len(match[2]) == 1:
            return f"in which year is it the {match[2]} of the month?"
        return f"is {int(match[2])} the day, or the year {2000 + int(match[2])}?"
    for pattern in (_SLASHED, _DAY, _MONTH_ONLY):
        match = pattern.fullmatch(flat)
        if match and len(match.groups()[-1]) == 2 and _year(match.groups()[-1]) > _LATEST:
            return f"which year is {match.groups()[-1]}?"
    if _SLASHED.fullmatch(flat) and not _exists(flat):
        return "there is no such day; which one is it?"
    if (match := _QUARTER.fullmatch(flat)) and "calendar" not in (match[1], match[5]):
        return _which_quarter(int(match[2]), int(match[3]), plain=not (match[4] or match[1] or match[5]))
    return ""


def _exists(flat: str) -> bool:
    try:
        return _day_in(flat) is not None
    except ValueError:
        return False


def _which_quarter(quarter: int, year: int, *, plain: bool) -> str:
    """A quarter of a financial year that begins in April, as the calendar has it, and which year if it is not said."""
    last = quarter == 4
    financial = f"{_QUARTERS[0 if last else quarter]} {year + last} ({year + last}-Q{1 if last else quarter + 1})"
    if plain:
        return f"is it {_QUARTERS[quarter - 1]} {year} ({year}-Q{quarter}), or of the financial year, {financial}?"
    return f"is it {financial}? A register counts quarters by the calendar"


def several_numbers(text: str) -> bool:
    """Whether a cell of a score holds more than one number, per cent and years apart: `12 (8)`, `3-4`, `5 (was 12)`."""
    return len(_ANY_NUMBER.findall(_NO_SCORE.sub(" ", text))) > 1


def number_in(text: str) -> int | None:
    """The number that a cell of a score holds: `4`, `4.0`, `L4`, `4 - Likely`, `Amber (12)`; None where it has none."""
    flat = " ".join(text.split())
    if several_numbers(flat):
        return None
    match = _NUMBER.fullmatch(flat) or _TRAILING.fullmatch(flat)
    return int(match[1]) if match else None


def word_in(words: type[Word], text: str) -> Word | None:
    """The word of a register that a cell holds, exactly that and nothing else but for capitals."""
    flat = " ".join(text.casefold().split()).strip(" .")
    return next((word for word in words if word == flat), None)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1
