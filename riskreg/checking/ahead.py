"""Dates of what had happened by the day of the register, and that lie more than a year after it: a slip of the year."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.finding import Finding, Path
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Risk, Status
from riskreg.store.fault import Fault
from riskreg.store.reading import Reading
from riskreg.store.series import has_date

_YEAR = 366
"""What lies ahead by fewer days may be meant: a report is written before its date, and an action begins soon."""


def ahead(reading: Reading[Register]) -> tuple[Finding, ...]:
    """Every date of a register that says what has happened, and lies more than a year after the register's own."""
    if reading.record is None or not has_date(reading):
        return ()
    return tuple(map(reading.text.finding, _faults(reading.record)))


def _faults(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for path, date, hint in _dates(risk):
            if date and (date.first - register.date.last).days > _YEAR:
                found = f"{date} is more than a year later than the register's date, {register.date}"
                yield Fault(path, "W505", found, hint)


def _dates(risk: Risk) -> Iterator[tuple[Path, PartialDate | None, str]]:
    """Each date that is to be past, with what to do where it is not; an action may be planned to begin later."""
    yield ("risk", risk.id, "raised"), risk.raised, "mend one of the two"
    yield ("risk", risk.id, "reviewed"), risk.reviewed, "mend one of the two"
    for action in risk.mitigations:
        if action.status is not Status.PLANNED:
            path = ("risk", risk.id, "mitigation", action.id, "since")
            yield path, action.since, 'mend one of the two, or, if it is yet to begin, say status = "planned"'
