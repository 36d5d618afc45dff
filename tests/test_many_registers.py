"""A series may hold a thousand registers: what is worked out once for all of them is what each gives by itself."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from attrs import evolve
from builders import register, risk
from conftest import Run
from hypothesis import given
from strategies import series

import riskreg
from riskreg.checking import check as checking
from riskreg.checking.timeline import Timeline
from riskreg.checking.timeline import register as record
from riskreg.cli.progress import watched
from riskreg.comparison.compare import compare
from riskreg.comparison.history import history
from riskreg.comparison.risk_links import reused
from riskreg.finding import Finding
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef
from riskreg.store.reading import Reading, Text
from riskreg.store.series import Entry, Series
from riskreg.store.shelf import DiskShelf


@given(series())
def test_year_by_year_is_what_compare_says(registers: tuple[Register, ...]) -> None:
    """The history of a whole series tells of each register what it gives when compared with the one before alone."""
    found = history(registers)
    for number in range(1, len(found.registers)):
        earlier, later = found.registers[number - 1 : number + 1]
        alone = compare(earlier, later, found.registers[:number])
        assert found.comparison(number) == evolve(alone, exempt=found.exempt)


@given(series())
def test_a_part_of_the_grid_is_cut_out_of_the_whole(registers: tuple[Register, ...]) -> None:
    """What is shown since a date is what the whole history shows from then on."""
    whole = history(registers)
    for first in range(len(whole.registers)):
        part = history(registers, since=whole.registers[first].date)
        start = part.first
        for line in part.lines_shown():
            before, after = whole.cells(line)[start + 1 :], part.cells(line)[1:]
            assert [cell and cell.risk for cell in after] == [cell and cell.risk for cell in before]
            assert [cell and cell.taken_up for cell in after] == [cell and cell.taken_up for cell in before]


def _timeline(registers: tuple[Register, ...]) -> Timeline:
    text = Text("x.toml", "", "")
    entries = (Entry(f"r{n}", Reading(text, found, (), incomplete=n == 1)) for n, found in enumerate(registers))
    dated = sorted(entries, key=lambda e: (record(e).date.first, record(e).date.last))
    return Timeline(tuple(dated), certain=True)


def _holds(timeline: Timeline) -> None:
    """The definitions, word by word, over all pairs of registers."""
    for entry in timeline.entries:
        before = [e for e in timeline.entries if record(e).date.before(record(entry).date)]
        others = [e for e in timeline.entries if e is not entry]
        assert list(timeline.earlier(entry)) == before
        assert timeline.whole_before(entry) is not any(e.reading.incomplete for e in before)
        assert (entry.ref in timeline.clashing) is any(record(e).date.overlaps(record(entry).date) for e in others)
        for id in ("a", "b", "c"):
            assert timeline.had(id, entry) is any(id in timeline.ids[e.ref] for e in before)
        for ref in {
            MitigationRef(r.id, m.id) for e in timeline.entries for r in record(e).risks for m in r.mitigations
        }:
            known = {MitigationRef(r.id, m.id) for e in before for r in record(e).risks for m in r.mitigations}
            assert timeline.had_action(ref, entry) is (ref in known)
        found = reused([*map(record, before), record(entry)])
        now = {id: (before[at], heir) for (n, id), (at, heir) in found.items() if n == len(before)}
        assert timeline.reused(entry) == now


@given(series())
def test_what_lies_before_a_register_is_known(registers: tuple[Register, ...]) -> None:
    """Worked out once for a series, and still what each register's own look back gives."""
    _holds(_timeline(registers))


def test_overlapping_dates_are_looked_back_from_each() -> None:
    """A year that overlaps its months lies before none of them."""
    a, b = risk("a"), risk("b", supersedes=["a"])
    dates = ("2021", "2021-03", "2021-06", "2021-06", "2022", "2021/22", "2023")
    _holds(_timeline(tuple(register(date, a if n % 2 else b) for n, date in enumerate(dates))))


def _written(folder: Path, number: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        found = register(f"{2000 + n // 12}-{n % 12 + 1:02}", risk("a"))
        (folder / f"r{n:03}.toml").write_text(riskreg.dumps(found), encoding="utf-8")
    return folder


def test_the_grid_of_many_registers_fits_a_screen(run: Run, tmp_path: Path) -> None:
    """Of more than 24, plain text shows the latest and says how to see all; other forms, and --since, show all."""
    folder = str(_written(tmp_path / "registers", 30))
    shown = run("history", "--registers", folder)
    assert "What became of every risk, 2000-07 to 2002-06" in shown.out
    assert "latest 24 of 30 registers" in shown.err
    assert "--since 2000-01 " in shown.err
    whole = run("history", "--registers", folder, "--since", "2000-01")
    assert "2000-01 to 2002-06" in whole.out
    assert not whole.err
    assert run("history", "--registers", folder, "--format", "csv").out.count("r0") == 30
    assert not run("history", "a", "--registers", folder).err


def test_each_file_of_a_folder_is_read_once(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names every file, as pre-commit does, has the folder read and checked once, not once for each."""
    folder = _written(tmp_path / "registers", 6)
    read: list[str] = []
    checks: list[Series] = []
    real, alone = DiskShelf.read, checking.check

    def reading(shelf: DiskShelf, stem: str) -> bytes:
        read.append(stem)
        return real(shelf, stem)

    def counted(series: Series) -> tuple[Finding, ...]:
        checks.append(series)
        return alone(series)

    monkeypatch.setattr(DiskShelf, "read", reading)
    monkeypatch.setattr(checking, "check", counted)
    assert run("check", *sorted(map(str, folder.glob("*.toml")))).code == 0
    assert sorted(read) == [f"r{n:03}" for n in range(6)]
    assert len(checks) == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the items passes where nobody looks; where somebody does, the bar ends at the full number."""
    for screen, said in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", screen)
        assert list(watched([1, 2, 3], "Counting")) == [1, 2, 3]
        assert ("Counting" in screen.getvalue() and "100%" in screen.getvalue()) is said
