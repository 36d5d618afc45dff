"""The file of the next register: what it starts from, what it is called, and whether its date has room."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from riskreg.errors import NotPossible
from riskreg.model.dates import FORMS, PartialDate, Precision
from riskreg.model.register import Register
from riskreg.store.edit import Original, says
from riskreg.store.edit_desk import Desk
from riskreg.store.find import Found
from riskreg.store.safe import Draft
from riskreg.store.shelf import SUFFIX
from riskreg.store.start import next_register, next_text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def begun(desk: Desk, source: Found | None, date: str, *, drop_finished: bool) -> tuple[Draft, Register, Register]:
    """The new file, the register it starts from, and what it says; `source` is None for the latest of the folder.

    Raises NotPossible where the date is none, is taken, or lies before the register to start from.
    """
    on = given_date(date)
    stem = str(on).replace("/", "-")
    name, path = desk.shelf.name(stem), desk.shelf.path / f"{stem}{SUFFIX}"
    if path.exists() or path.is_symlink():
        raise NotPossible(
            f"{name} is there already", "edit it, or choose another date; a register is never overwritten"
        )
    series = desk.valid()
    text, was = _start(series, source, name)
    _refuse_order(on, was)
    _refuse_overlap(on, series)
    register = next_register(was, on, drop_finished=drop_finished)
    after = next_text(text, was, on, drop_finished=drop_finished)
    return Draft(name, path, None, after.encode(), says(register, name)), was, register


def _start(series: Sequence[tuple[Original, Register]], source: Found | None, name: str) -> tuple[str, Register]:
    """The text to start from, and what it says."""
    if source is not None:
        return source.reading.text.original, source.reading.valid()
    if not series:
        raise NotPossible(
            f"{name} has no register to start from", "write the first one by hand, or name one with --from"
        )
    original, register = series[-1]
    return original.text, register


def given_date(text: str) -> PartialDate:
    """The date that a person has typed. Raises NotPossible where it is none."""
    try:
        return PartialDate.of_day(dt.date.fromisoformat(text)) if _DAY.fullmatch(text) else PartialDate.of_text(text)
    except ValueError:
        raise NotPossible(f'"{text}" is no date', f"write a day as 2022-11-16, or {FORMS}") from None


def _refuse_order(date: PartialDate, was: Register) -> None:
    if not was.date.before(date):
        raise NotPossible(
            f"{date} is not after {was.date}, the date of the register to start from{_covered(was.date)}",
            "give a later date, or start from an earlier register with --from",
        )


def _covered(date: PartialDate) -> str:
    """`, which covers all days of 2026`; nothing for a single day."""
    return "" if date.precision is Precision.DAY else f", which covers all days of {date}"


def _refuse_overlap(date: PartialDate, series: Sequence[tuple[Original, Register]]) -> None:
    for original, register in series:
        if register.date.overlaps(date):
            raise NotPossible(
                f"{date} overlaps {register.date}, the date of {original.name}{_covered(register.date)}",
                "give each register of a series a date of its own",
            )
