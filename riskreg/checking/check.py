"""Every fault of a series: of each file by itself, and across registers and cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from attrs import evolve, frozen

from riskreg.checking.ahead import ahead
from riskreg.checking.asof import Overdue, latest, overdue
from riskreg.checking.lineage import lineage_faults
from riskreg.checking.named import named_faults
from riskreg.checking.sources import source_faults
from riskreg.checking.timeline import Timeline
from riskreg.errors import NotPossible, UnreadableFile
from riskreg.finding import Finding
from riskreg.store.find import FOLDER, Finder, Found
from riskreg.store.raw import read_bytes
from riskreg.store.read import read_card, read_settings
from riskreg.store.reading import in_order
from riskreg.store.series import CARDS, Entry, Series, has_date
from riskreg.store.settings import is_settings
from riskreg.store.shelf import SUFFIX, DiskShelf, Shelf
from riskreg.store.strays import strays

_UNREADABLE = "E003"
_NOT_READ = "W405"

_Checked = Callable[[Series], tuple[Finding, ...]]


def check(series: Series | str | Path) -> tuple[Finding, ...]:
    """All findings of a series' registers and cards, ordered by file and line; a path is that of its folder."""
    series = series if isinstance(series, Series) else Series.of_folder(series)
    alone = [f for e in series.entries for f in e.reading.findings]
    alone += [f for reading in series.cards.values() for f in reading.findings]
    alone += series.settings.findings if series.settings else ()
    return in_order((*map(_unreadable, series.unreadable), *_strays(series), *alone, *_across(series)))


def refuse_errors(series: Series, command: str) -> None:
    """Refuse a series that `check` finds an error in, for whoever needs all of it; `command` shows them all.

    Raises UnreadableFile, and NotPossible with the place of the first error and how many more there are.
    """
    for unreadable in series.unreadable:
        raise unreadable
    errors = [f for f in check(series) if f.severity == "error"]
    if errors:
        first, more = evolve(errors[0], hint=""), len(errors) - 1
        others = f", and there {'is 1 more error' if more == 1 else f'are {more} more errors'}" if more else ""
        raise NotPossible(f"{first}{others}", f"nothing was written; to see how to mend it, run: {command}")


def _unreadable(error: UnreadableFile) -> Finding:
    return Finding(error.file, 1, 1, _UNREADABLE, "", error.reason, error.advice or "name a file that can be read")


def _strays(series: Series) -> Iterator[Finding]:
    """Files that somebody may think are checked with the others."""
    folders: tuple[Shelf | None, ...] = (series.shelf, series.shelf.beside(CARDS))
    for shelf in filter(None, folders):
        folder = shelf.name("").removesuffix(SUFFIX)
        for stray in strays(shelf):
            message = f"is not read, as its name does not end in {SUFFIX}"
            yield Finding(f"{folder}{stray.name}", 1, 1, _NOT_READ, "", message, stray.advice)


def _across(series: Series) -> Iterator[Finding]:
    timeline = Timeline.of(series)
    for entry, fault in timeline.overlaps():
        yield entry.reading.text.finding(fault)
    for entry in series.entries:
        yield from ahead(entry.reading)
        yield from _of_entry(entry, timeline, series)
    if series.settings and series.settings.record:
        yield from map(series.settings.text.finding, named_faults(series.settings.record, series))


def _of_entry(entry: Entry, timeline: Timeline, series: Series) -> Iterator[Finding]:
    if entry.reading.record is None:
        return
    text = entry.reading.text
    if has_date(entry.reading):
        for fault in lineage_faults(entry, timeline):
            # An unaccounted risk has no place of its own: it is said at the head, which is not at fault.
            if fault.code == "W401":
                yield evolve(text.finding_at(("register",), fault), excerpt="")
            else:
                yield text.finding(fault)
    if series.has_cards:
        yield from map(text.finding, source_faults(entry, series.cards))


@frozen
class Result:
    """What a check of named files, or of everything, came to."""

    findings: tuple[Finding, ...]
    """Ordered by file and line."""
    files: int
    """How many files were looked at."""
    notes: tuple[str, ...] = ()
    """What was not checked, and why."""

    @property
    def unreadable(self) -> bool:
        """Whether a file could not be read at all."""
        return any(f.code == _UNREADABLE for f in self.findings)


def check_everything(series: Series, as_of: date | None = None) -> Result:
    """All registers of a series and all its cards; with `as_of`, what is overdue on that day in the latest of then."""
    files = len(series.entries) + len(series.cards) + (series.settings is not None)
    files += len(series.unreadable)
    notes = () if series.shelf.stems() or not files else ("there are no registers yet",)
    result = Result(check(series), files, notes)
    if as_of is None:
        return result
    entry = latest(series, as_of)
    if entry is None:
        note = f"no register is dated {as_of} or before: nothing can be overdue then"
        return evolve(result, notes=(*notes, note))
    return _with(result, overdue(entry.reading, as_of))


def check_refs(finder: Finder, refs: Iterable[str], as_of: date | None = None) -> Result:
    """The registers that these REFs name, each within the series of its folder; with `as_of`, also what is overdue."""
    # Whoever names every file of a folder, as pre-commit does, has the folder checked once.
    once = cache(check)
    results = [_check_ref(finder, ref, as_of, once) for ref in dict.fromkeys(refs)]
    return Result(
        in_order(f for r in results for f in r.findings),
        sum(r.files for r in results),
        tuple(note for r in results for note in r.notes),
    )


def _is_card(ref: str) -> bool:
    """Whether a path leads into a folder of cards."""
    return ref.endswith(SUFFIX) and Path(ref).resolve().parent.name == CARDS


def _check_ref(finder: Finder, ref: str, as_of: date | None, checked: _Checked) -> Result:
    try:
        if is_settings(ref):
            return Result(_of_settings(finder, ref), 1)
        if _is_card(ref):
            return Result(read_card(read_bytes(Path(ref), ref, finder.max_size), ref).findings, 1)
        found = finder.locate(ref)
    except UnreadableFile as error:
        return Result((_unreadable(error),), 1)
    result = _in_its_series(finder, found, checked)
    return _with(result, overdue(found.reading, as_of)) if as_of else result


def _of_settings(finder: Finder, ref: str) -> tuple[Finding, ...]:
    """The faults of a `riskreg.toml`; its tables are held against the registers beside it, where there are any."""
    path = Path(ref)
    reading = read_settings(read_bytes(path, ref, finder.max_size), ref)
    folder = path.resolve().parent / FOLDER
    if reading.record is None or not folder.is_dir():
        return reading.findings
    series = finder.series(DiskShelf(folder, finder.max_size))
    return in_order((*reading.findings, *map(reading.text.finding, named_faults(reading.record, series))))


def _in_its_series(finder: Finder, found: Found, checked: _Checked) -> Result:
    if found.shelf is None or not finder.holds_a_series(found.shelf):
        note = f"{found.ref} was checked by itself; lineage and cards are checked in a folder named {FOLDER}/"
        return Result(in_order((*found.reading.findings, *ahead(found.reading))), 1, (note,))
    file = found.reading.text.file
    return Result(tuple(f for f in checked(finder.series(found.shelf)) if f.file == file), 1)


def _with(result: Result, more: Overdue) -> Result:
    return evolve(result, findings=in_order((*result.findings, *more.findings)), notes=(*result.notes, *more.notes))
