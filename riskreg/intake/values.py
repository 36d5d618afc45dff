"""Values as reports print them: dates, numbers of a scale, the words that registers know."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from riskreg.model.dates import PartialDate

Word = TypeVar("Word", bound=StrEnum)

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+{_MONTH},?[\s-]+([0-9]{{4}}|[0-9]{{2}})")
_MONTH_ONLY = re.compile(rf"(?:by |end(?: of)? |from )*{_MONTH}[\s,-]+'?([0-9]{{4}}|[0-9]{{2}})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ t]00:00(?::00(?:\.0+)?)?)?")
_NUMBER = re.compile(r"[LIPS]?\s?([0-9]{1,4})(?:\.0+)?(?:\s*[-–:(=/].*|\s+[A-Za-z].*)?", re.IGNORECASE)
_TRAILING = re.compile(r"[A-Za-z ]+[\s(:=-]+([0-9]{1,3})\)?")

LONG_DATE = re.compile(rf"\b(?:{_DAY.pattern}|{_ISO.pattern})\b", re.IGNORECASE)
"""A day within other words."""


def date_in(text: str) -> PartialDate | None:
    """The date that a cell holds and nothing else: a day, a month, a year; None where it is none, or not clearly one.

    Days come first, as in Britain: 03/04/2024 is in April.
    """
    flat = " ".join(text.casefold().split()).strip(" .")
    try:
        if match := _ISO.fullmatch(flat):
            return PartialDate.of_day(date(int(match[1]), int(match[2]), int(match[3])))
        if match := _SLASHED.fullmatch(flat):
            return PartialDate.of_day(date(_year(match[3]), int(match[2]), int(match[1])))
        if match := _DAY.fullmatch(flat):
            return PartialDate.of_day(date(_year(match[3]), _month(match[2]), int(match[1])))
        if match := _MONTH_ONLY.fullmatch(flat):
            return PartialDate.of_text(f"{_year(match[2]):04}-{_month(match[1]):02}")
        return PartialDate.of_text(flat.upper())
    except ValueError:
        return None


def number_in(text: str) -> int | None:
    """The number that a cell of a score holds: `4`, `4.0`, `L4`, `4 - Likely`, `Amber (12)`; None where it has none."""
    flat = " ".join(text.split())
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
