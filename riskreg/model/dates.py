"""A date as far as it is known: a day, a month, a quarter or a year, each with its first and last day.

Reports often print no day. Nothing is made up: `2022-11` stays a month, and order and overdue-ness follow from the
first and the last day that it may mean.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import Enum
from typing import Self

from attrs import frozen


class Precision(Enum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"


FORMS = '"2022-11", "2022-Q4", "2022" or "2022/23"'
"""The forms of a date without a day, for messages."""

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_YEAR = re.compile(r"([0-9]{4})")
_FINANCIAL_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")


@frozen
class PartialDate:
    """A date known to the day, the month, the calendar quarter, the year or the financial year."""

    first: date
    """The first day it may mean."""
    last: date
    """The last day it may mean; for a day, the same day."""
    precision: Precision
    """How much of it is known, and so how it is written."""

    @classmethod
    def of_day(cls, day: date) -> Self:
        """A date known to the day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def of_text(cls, text: str) -> Self:
        """A date without a day: `2022-11`, `2022-Q4`, `2022`, or `2022/23` (1 April 2022 to 31 March 2023).

        Raises ValueError where the text is none of these, or names no real month or year.
        """
        if match := _MONTH.fullmatch(text):
            year, month = int(match[1]), int(match[2])
            return cls._months(year, month, month, Precision.MONTH)
        if match := _QUARTER.fullmatch(text):
            start = int(match[2]) * 3 - 2
            return cls._months(int(match[1]), start, start + 2, Precision.QUARTER)
        if match := _YEAR.fullmatch(text):
            return cls._months(int(match[1]), 1, 12, Precision.YEAR)
        if (match := _FINANCIAL_YEAR.fullmatch(text)) and int(match[2]) == (int(match[1]) + 1) % 100:
            year = int(match[1])
            return cls(date(year, 4, 1), date(year + 1, 3, 31), Precision.FINANCIAL_YEAR)
        raise ValueError(text)

    @classmethod
    def _months(cls, year: int, start: int, end: int, precision: Precision) -> Self:
        if not 1 <= end <= 12:
            raise ValueError(end)
        return cls(date(year, start, 1), date(year, end, monthrange(year, end)[1]), precision)

    def before(self, other: PartialDate) -> bool:
        """Whether the whole of this date lies before the whole of the other."""
        return self.last < other.first

    def overlaps(self, other: PartialDate) -> bool:
        """Whether both may mean the same day."""
        return not self.before(other) and not other.before(self)

    def __str__(self) -> str:
        """As a register file writes it, without quotes."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return self.first.isoformat()[:7]
            case Precision.QUARTER:
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return f"{self.first.year:04}"
            case Precision.FINANCIAL_YEAR:
                return f"{self.first.year:04}/{self.last.year % 100:02}"
