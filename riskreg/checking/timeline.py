"""Which registers come before which, as far as their dates tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from attrs import frozen

from riskreg.comparison.risk_links import RiskNode, reused
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef
from riskreg.store.fault import Fault
from riskreg.store.series import Entry, Series, has_date

Name = TypeVar("Name", str, MitigationRef)


@frozen
class Timeline:
    """The registers of a series that have a date, oldest first.

    What is known of those before each is worked out once for all of them: a series may have a thousand.
    """

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
        before = self.entries[: self._numbers[entry.ref]]
        return before if not self.clashing else tuple(e for e in before if self._precedes(e, entry))

    def _precedes(self, one: Entry, other: Entry) -> bool:
        return register(one).date.before(register(other).date)

    def whole_before(self, entry: Entry) -> bool:
        """Whether every register of the series has a date, and none that lies before this one may lack anything."""
        return self.certain and not _is_before(self._first_incomplete, entry)

    @cached_property
    def _first_incomplete(self) -> date | None:
        """The earliest day by which a register was over that may lack something."""
        return min((register(e).date.last for e in self.entries if e.reading.incomplete), default=None)

    def had(self, id: str, entry: Entry) -> bool:
        """Whether a register that lies before this one has a risk of that id."""
        return _is_before(self._first_ids.get(id), entry)

    @cached_property
    def _first_ids(self) -> dict[str, date]:
        return self._first(lambda found: (risk.id for risk in found.risks))

    def had_action(self, ref: MitigationRef, entry: Entry) -> bool:
        """Whether a register that lies before this one has that mitigation."""
        return _is_before(self._first_actions.get(ref), entry)

    @cached_property
    def _first_actions(self) -> dict[MitigationRef, date]:
        return self._first(lambda found: (MitigationRef(r.id, m.id) for r in found.risks for m in r.mitigations))

    def _first(self, names: Callable[[Register], Iterable[Name]]) -> dict[Name, date]:
        """By name, the earliest day by which a register that has it was over."""
        latest_first = sorted(map(register, self.entries), key=lambda found: found.date.last, reverse=True)
        return {name: found.date.last for found in latest_first for name in names(found)}

    def reused(self, entry: Entry) -> dict[str, tuple[Entry, str]]:
        """By the id of each risk whose id was another's, taken over before: the register that says so, and the heir."""
        if self.clashing:
            earlier = self.earlier(entry)
            return _reused_in((*earlier, entry), reused([*map(register, earlier), register(entry)]), len(earlier))
        return self._reused.get(self._numbers[entry.ref], {})

    @cached_property
    def _reused(self) -> dict[int, dict[str, tuple[Entry, str]]]:
        """By the number of each register; what comes after one changes nothing of it, as links lead back only."""
        found = reused([register(e) for e in self.entries])
        return {number: _reused_in(self.entries, found, number) for number in {number for number, _ in found}}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {e.ref: number for number, e in enumerate(self.entries)}

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
        found: set[str] = set()
        last: date | None = None
        for entry, following in pairwise((*self.entries, None)):
            if entry and last and register(entry).date.first <= last:
                found.add(entry.ref)
            if entry and following and register(following).date.first <= register(entry).date.last:
                found.add(entry.ref)
            if entry:
                last = max(filter(None, (last, register(entry).date.last)))
        return frozenset(found)

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of each register's risks, by ref."""
        return {e.ref: frozenset(r.id for r in register(e).risks) for e in self.entries}


def register(entry: Entry) -> Register:
    """The record of a register of which there is one."""
    if entry.reading.record is None:
        raise ValueError(entry.ref)
    return entry.reading.record


def _is_before(day: date | None, entry: Entry) -> bool:
    return day is not None and day < register(entry).date.first


def _reused_in(
    entries: tuple[Entry, ...], found: dict[RiskNode, RiskNode], number: int
) -> dict[str, tuple[Entry, str]]:
    """What `reused` found in one register."""
    return {id: (entries[at], heir) for (n, id), (at, heir) in found.items() if n == number}
