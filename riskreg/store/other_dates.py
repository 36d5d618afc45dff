"""Dates as people write them elsewhere: which date of a register each was meant to be, to copy from a hint."""

from __future__ import annotations

import re
from datetime import date

from riskreg.model.dates import FORMS, PartialDate

ANY_FORM = f"write 2022-11-16, or {FORMS}"
"""What to do where nobody can tell which date was meant."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = "(?P<day>[0-9]{1,2})"
_YEAR = "(?P<year>[0-9]{4})"
_ORDERS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY} ?(?:st|nd|rd|th)? ?[ -](?:of )?{_MONTH},? ?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_MONTH},? ?[ -]{_YEAR}",
        # Day first, as councils write.
        rf"{_DAY}(?P<by>[/.-])(?P<month>[0-9]{{1,2}})(?P=by){_YEAR}",
        rf"{_YEAR}(?P<by>[/.-])(?P<month>[0-9]{{1,2}})(?P=by){_DAY}",
        rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}",
        rf"{_YEAR}[/.-](?P<month>[0-9]{{1,2}})",
    )
)
_YEARS = re.compile("([0-9]{4})[-/]([0-9]{2})?([0-9]{2})")
_QUARTER = re.compile("[Qq]([1-4])[ ,/-]*([0-9]{4})|([0-9]{4})[ ,/-]*[Qq]([1-4])")
_NUMBERS = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,4}[/.-][0-9]{1,4}")


def meant(text: str) -> str:
    """The date that a text was meant to be, as a register writes it; empty where that is not plain.

    A day stands without quotes, all else in quotes, and is followed by what it was taken for, where that is a guess.
    """
    flat = " ".join(text.split())
    if (years := _YEARS.fullmatch(flat)) and (int(years[1]) + 1) % 100 == int(years[3]):
        return f'"{years[1]}/{years[3]}" for the financial year'
    if quarter := _QUARTER.fullmatch(flat):
        written = f'"{quarter[2] or quarter[3]}-Q{quarter[1] or quarter[4]}"'
        return f"{written}, if the calendar quarter is meant"
    return next((_written(match.groupdict()) for form in _ORDERS if (match := form.fullmatch(flat))), "")


def is_like_a_date(text: str) -> bool:
    """Whether a text is three numbers with the signs of a date between them, though it may be none."""
    return _NUMBERS.fullmatch(text) is not None


def _written(parts: dict[str, str | None]) -> str:
    """The day or month of these parts; empty where there is none such."""
    year, month = int(parts["year"] or 0), _month(parts["month"] or "")
    try:
        if day := parts.get("day"):
            return date(year, month, int(day)).isoformat()
        return f'"{PartialDate.of_text(f"{year:04}-{month:02}")}"'
    except ValueError:
        return ""


def _month(name: str) -> int:
    """The number of a month by its name, the first three letters at least, or by its number; 0 where it is none."""
    if name.isdigit():
        return int(name)
    found = name.lower().replace("sept", "sep") if len(name) == 4 else name.lower()
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(found)), 0)
