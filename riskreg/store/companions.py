"""The registers that stand beside two that are compared: they carry the lineage over the years between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskreg.errors import InvalidRegister, NoRegistersFolder, NotAFolder
from riskreg.model.register import Register
from riskreg.store.find import Finder, Found
from riskreg.store.series import Entry, Series, has_date
from riskreg.store.shelf import DiskShelf, Shelf

_BETWEEN = "it is dated between the two, and what became of each risk is followed through it"


class Companions(NamedTuple):
    """The registers of the folder that both come from."""

    registers: tuple[Register, ...]
    """The sound ones dated before the later of the two."""
    left_out: tuple[str, ...]
    """Files that could not be used, so that an older risk may not be known again."""


def companions(finder: Finder, earlier: Found, later: Found) -> Companions:
    """The other registers of the folder that both come from; none where they come from different folders.

    Raises InvalidRegister where one that is dated between the two has faults, since lineage cannot be followed past it.
    Where the folder is not one of registers, files with faults may be anything, and are just left out.
    """
    shelf = _common(earlier.shelf, later.shelf)
    if shelf is None:
        return Companions((), ())
    series = finder.series(shelf)
    others = [e for e in series.entries if _may_matter(e, later)]
    between = [e for e in others if e.reading.findings and _is_between(e, earlier, later)]
    sound = tuple(e.reading.record for e in others if e.reading.record and not e.reading.findings)
    if not finder.holds_a_series(shelf):
        return Companions(sound, tuple(e.reading.text.file for e in between))
    if between:
        raise InvalidRegister(between[0].reading.findings, _BETWEEN)
    return Companions(sound, _names(others, series))


def beside(finder: Finder, *found: Found) -> tuple[tuple[Register, ...], ...]:
    """For each folder that these come from, its registers and these: what is exempt in any of them is so in all.

    Of a folder at a revision of git, its registers as they are now say so too. What comes from standard input stands
    beside the registers of the folder of registers, where there is one.
    """
    shelves = dict.fromkeys(shelf for f in found for shelf in _shelves(finder, f))
    given = [f.reading.record for f in found if f.reading.record]
    folders = [[e.reading.record for e in finder.series(s).entries if e.reading.record] for s in shelves]
    return tuple((*records, *(r for r in given if r not in records)) for records in folders or [[]])


def _shelves(finder: Finder, found: Found) -> Iterator[Shelf]:
    """The folders whose registers say what is exempt in one that was found."""
    shelf = found.shelf or _folder(finder)
    if shelf is None:
        return
    yield shelf
    if not isinstance(shelf, DiskShelf) and shelf.path.is_dir():
        yield DiskShelf(shelf.path, finder.max_size)


def _folder(finder: Finder) -> DiskShelf | None:
    """The folder of registers, where there is one."""
    try:
        return finder.shelf()
    except (NoRegistersFolder, NotAFolder):
        return None


def _common(earlier: Shelf | None, later: Shelf | None) -> Shelf | None:
    """The folder that both come from. Of one folder at two revisions, or now and then, the later one's state counts."""
    if earlier is None or later is None or earlier.path.resolve() != later.path.resolve():
        return None
    return later if isinstance(later, DiskShelf) or not isinstance(earlier, DiskShelf) else earlier


def _may_matter(entry: Entry, later: Found) -> bool:
    record, end = entry.reading.record, later.reading.record
    if record is None or end is None or not has_date(entry.reading):
        return _is_register(entry)
    return record.date.before(end.date)


def _is_register(entry: Entry) -> bool:
    """Whether a file of the folder means to be a register at all."""
    return not any(f.address == "register" for f in entry.reading.findings)


def _is_between(entry: Entry, earlier: Found, later: Found) -> bool:
    start, record, end = earlier.reading.record, entry.reading.record, later.reading.record
    if start is None or record is None or end is None or not has_date(entry.reading):
        return False
    return start.date.before(record.date) and record.date.before(end.date)


def _names(others: list[Entry], series: Series) -> tuple[str, ...]:
    faulty = (e.reading.text.file for e in others if e.reading.findings)
    return (*faulty, *(error.file for error in series.unreadable_registers))
