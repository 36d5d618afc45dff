"""The value of a cell: what its column holds, made of what a spreadsheet may have turned it into, or refused.

A spreadsheet turns dates into dates of its own and whole numbers into fractions; both are taken back. Where it may have
lost something on the way, as the last digit of 1.10, the cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from riskreg.model.dates import PartialDate
from riskreg.store.fault import Misfit
from riskreg.store.values import described
from riskreg.tables.records import Entry, Holds

Raw = str | int | float | bool | date | datetime | time | timedelta
"""What a reader finds in a cell."""

Value = str | int | bool | date | list[str]
"""What a register's data hold there."""

_WHOLE = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,4000})(\.0+)?")
_BRITISH = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_A_DATE = "a date: 2022-11-16, 2022-11, 2022-Q4, 2022 or 2022/23"
_AS_TEXT = "format the cell as Text, then type it again"


def value_of(entry: Entry, raw: Raw) -> Value:
    """The value of a cell of a column. Raises Misfit where it is not what the column holds."""
    return _READERS[entry.holds](entry, raw)


def _text(entry: Entry, raw: Raw) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Misfit("", f"found {described(raw)}, expected text", _AS_TEXT)
    if isinstance(raw, float) and not raw.is_integer():
        lost = "a spreadsheet drops the zeros at its end"
        raise Misfit("", f"found {described(raw)}, expected text", f"{_AS_TEXT}: {lost}")
    text = str(int(raw)) if isinstance(raw, int | float) else raw.replace("\r\n", "\n")
    return next((word for word in entry.words if word == text.strip().casefold()), text)


def _list(entry: Entry, raw: Raw) -> list[str]:
    return [line.strip() for line in _text(entry, raw).split("\n") if line.strip()]


def _integer(_: Entry, raw: Raw) -> int:
    if isinstance(raw, float) and raw.is_integer():
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        return int(raw.strip().partition(".")[0].replace(",", ""))
    raise Misfit("", f"found {described(raw)}, expected a whole number", "write digits alone, such as 4")


def _flag(_: Entry, raw: Raw) -> bool:
    words = {"yes": True, "true": True, "1": True, "1.0": True, "no": False, "false": False, "0": False, "0.0": False}
    found = words.get(str(raw).strip().casefold())
    if found is None:
        raise Misfit("", f"found {described(raw)}, expected yes, or an empty cell", "write yes, or empty the cell")
    return found


def _date(_: Entry, raw: Raw) -> str | date:
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise Misfit("", f"found {described(raw)}, expected {_A_DATE}", f"write {raw.date()}")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Misfit("", f"found {described(raw)}, expected {_A_DATE}", "write the date")
    text = raw.strip() if isinstance(raw, str) else str(raw).removesuffix(".0")
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else str(PartialDate.of_text(text))
    except ValueError:
        raise Misfit("", f"found {described(raw)}, expected {_A_DATE}", _meant(text)) from None


def _meant(text: str) -> str:
    """How a date written the British way is written here."""
    if not (found := _BRITISH.fullmatch(text)):
        return "write it in one of these ways"
    try:
        return f"write {date(int(found[3]), int(found[2]), int(found[1]))}, if the day comes first"
    except ValueError:
        return "write it in one of these ways"


_READERS: dict[Holds, Callable[[Entry, Raw], Value]] = {
    Holds.LINE: _text,
    Holds.PROSE: _text,
    Holds.INTEGER: _integer,
    Holds.DATE: _date,
    Holds.FLAG: _flag,
    Holds.LIST: _list,
}
