"""The registers that a view needs, found by their REFs and read."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.errors import NoRegisterInRange, NotPossible, WrongOrder
from riskreg.model.dates import PartialDate
from riskreg.model.material import Material, Stated
from riskreg.model.settings import LATEST, PREVIOUS, NamedTable, ViewKind
from riskreg.store.companions import beside, companions
from riskreg.store.find import Finder, Found
from riskreg.store.series import Entry, has_date


def gather(finder: Finder, table: NamedTable) -> Material:
    """What a view is built from.

    Raises what `Finder.locate` does, WrongOrder where the earlier register is dated after the later one, and
    InvalidRegister where a register that is needed has faults.
    """
    two = table.view is ViewKind.COMPARE or (table.view is ViewKind.MATRIX and (table.earlier or table.later))
    if two:
        later = located(finder, table.later or LATEST)
        return pair(finder, _earlier(finder, table.earlier or PREVIOUS, later), later, table.view)
    if table.view is ViewKind.HISTORY:
        return series(finder, table.since, table.until)
    return single(finder, located(finder, table.register or LATEST))


def located(finder: Finder, ref: str) -> Found:
    """What a REF of a named table means: as on the command line, and `latest`, the last register by date."""
    return finder.locate(ref) if ref != LATEST else _found(_dated(finder)[-1], finder)


def pair(finder: Finder, earlier: Found, later: Found, command: str = "compare") -> Material:
    """Two registers, and those of their folder that carry the lineage from one to the other."""
    before, after = earlier.reading.valid(), later.reading.valid()
    if after.date.before(before.date):
        raise WrongOrder(earlier.ref, str(before.date), later.ref, str(after.date), command)
    others = companions(finder, earlier, later)
    return Material(
        earlier=Stated(earlier.ref, before),
        later=Stated(later.ref, after),
        series=tuple(Stated("", register) for register in others.registers),
        beside=beside(finder, earlier, later),
        left_out=others.left_out,
    )


def single(finder: Finder, found: Found) -> Material:
    """One register, and those of its folder before it, where the last of them is sound."""
    register = found.reading.valid()
    before = _before(finder, found)
    return Material(
        earlier=before[-1] if before else None,
        later=Stated(found.ref, register),
        series=before,
        beside=beside(finder, found),
    )


def _before(finder: Finder, found: Found) -> tuple[Stated, ...]:
    """The sound registers before one; none where it stands alone, or the last of them is not sound."""
    register = found.reading.valid()
    if found.shelf is None or not finder.holds_a_series(found.shelf):
        return ()
    dated = [e for e in finder.series(found.shelf).entries if has_date(e.reading)]
    before = [e for e in dated if e.reading.record and e.reading.record.date.before(register.date)]
    if not before or before[-1].reading.findings:
        return ()
    return tuple(Stated(e.ref, e.reading.valid()) for e in before if not e.reading.findings)


def series(finder: Finder, since: PartialDate | None = None, until: PartialDate | None = None) -> Material:
    """All registers of the folder that are dated up to `until`.

    Those with faults that are dated before `since` are left out, and named; within the range they are refused.
    """
    for error in finder.series().unreadable_registers:
        raise error
    entries = finder.series().entries
    reached = [e for e in entries if not ((date := date_of(e)) and until and until.before(date))]
    faulty = [e for e in reached if e.reading.findings]
    for entry in faulty:
        if not ((date := date_of(entry)) and since and date.before(since)):
            entry.reading.valid()
    sound = tuple(Stated(e.ref, e.reading.valid()) for e in reached if e not in faulty)
    if not [s for s in sound if not (since and s.register.date.before(since))]:
        raise NoRegisterInRange([f"{e.ref} ({date_of(e) or 'no date'})" for e in entries])
    folder = tuple(e.reading.record for e in entries if e.reading.record)
    return Material(series=sound, beside=(folder,), left_out=tuple(e.reading.text.file for e in faulty))


def date_of(entry: Entry) -> PartialDate | None:
    """The date of a register; None where it cannot be made out."""
    return entry.reading.record.date if entry.reading.record and has_date(entry.reading) else None


def _earlier(finder: Finder, ref: str, later: Found) -> Found:
    """The earlier of two registers; `previous` is the last one that is dated before the later."""
    if ref != PREVIOUS:
        return located(finder, ref)
    date = later.reading.valid().date
    before = [e for e in _dated(finder) if (own := date_of(e)) and own.before(date)]
    if not before:
        why = f"there is no register before {later.ref} ({date}) to compare it with"
        raise NotPossible(why, "record an earlier one, or name the two with earlier and later")
    return _found(before[-1], finder)


def _dated(finder: Finder) -> list[Entry]:
    dated = list(_with_date(finder))
    if not dated:
        raise NotPossible("there are no registers with a date yet", "start one with: riskreg new DATE")
    return dated


def _with_date(finder: Finder) -> Iterator[Entry]:
    return (entry for entry in finder.series().entries if date_of(entry))


def _found(entry: Entry, finder: Finder) -> Found:
    return Found(entry.ref, entry.reading, finder.shelf(), entry.ref)
