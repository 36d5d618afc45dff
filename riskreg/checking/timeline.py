"""Which registers come before which, as far as their dates tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from riskreg.model.register import Register
from riskreg.store.fault import Fault
from riskreg.store.series import Entry, Series, has_date


@frozen
class Timeline:
    """The registers of a series that have a date, oldest first."""

    entries: tuple[Entry, ...]
    """Those with a record and a date."""
    certain: bool
    """Whether every register of the series is among them."""

    @classmethod
    def of(cls, series: Series) -> Timeline:
        """The timeline of a series."""
        dated = tuple(e for e in series.entries if has_date(e.reading))
        return cls(dated, len(dated) == len(series.entries) and not series.unreadable_registers)

    def earlier(self, entry: Entry) -> tuple[Entry, ...]:
        """The registers that lie wholly before another."""
        return tuple(e for e in self.entries if register(e).date.before(register(entry).date))

    def overlaps(self) -> Iterator[tuple[Entry, Fault]]:
        """Registers that may be of the same date as one before them."""
        longest: Entry | None = None
        for entry in self.entries:
            date = register(entry).date
            if longest is not None and register(longest).date.overlaps(date):
                other = register(longest).date
                clash = "is the date" if date == other else f"overlaps {other}, the date"
                message = f"{date} {clash} of {longest.reading.text.file}"
                hint = "give each register of a folder a date of its own"
                yield entry, Fault(("register", "date"), "E304", message, hint)
            if longest is None or date.last > register(longest).date.last:
                longest = entry

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The refs of registers that overlap another, so that none can be said to precede the other."""
        pairs = ((a, b) for a in self.entries for b in self.entries if a is not b)
        return frozenset(a.ref for a, b in pairs if register(a).date.overlaps(register(b).date))

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of each register's risks, by ref."""
        return {e.ref: frozenset(r.id for r in register(e).risks) for e in self.entries}


def register(entry: Entry) -> Register:
    """The record of a register of which there is one."""
    if entry.reading.record is None:
        raise ValueError(entry.ref)
    return entry.reading.record
