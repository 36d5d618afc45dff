"""Folders of good and bad files: drop in a file, get a test.

A bad file stands beside the exact findings that it must earn, and no others; `pytest --update-files` writes them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import FILES

from riskreg.checking.check import check_everything
from riskreg.codes import CODES
from riskreg.finding import Finding
from riskreg.store.read import read_card, read_register, read_settings
from riskreg.store.series import Series
from riskreg.store.write import dumps
from riskreg.tables.findings import as_text

Expect = Callable[[Path, str], None]

GOOD = sorted((FILES / "good").glob("*.toml"))
BAD = sorted((FILES / "bad").glob("*.toml"))
BAD_CARDS = sorted((FILES / "bad-cards").glob("*.toml"))
BAD_SETTINGS = sorted((FILES / "bad-settings").glob("*.toml"))
SERIES = sorted(f for f in (FILES / "series").iterdir() if f.is_dir())


def name(path: Path) -> str:
    return path.stem


@cache
def findings_of(path: Path) -> tuple[Finding, ...]:
    """The findings of any of the bad files or series."""
    if path.is_dir():
        return check_everything(Series.of_folder(path / "registers")).findings
    data = path.read_bytes()
    if path in BAD_SETTINGS:
        return read_settings(data, path.name).findings
    return (read_card(data, path.name) if path in BAD_CARDS else read_register(data, path.name)).findings


def code_in(path: Path) -> str:
    """The code that a file's name promises; empty where it holds assorted faults, or none."""
    word = path.stem.partition("-")[0]
    return word if word in CODES else ""


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_files_have_no_faults(path: Path) -> None:
    """Whatever is legal is read without a finding, and holds the same when it is written anew."""
    reading = read_register(path.read_bytes(), path.name)
    assert reading.findings == ()
    assert read_register(dumps(reading.valid()).encode(), "again").valid() == reading.valid()


@pytest.mark.parametrize("path", BAD + BAD_CARDS + BAD_SETTINGS, ids=name)
def test_bad_files_earn_their_findings_and_no_others(path: Path, expect: Expect) -> None:
    """Every fault is told once, at its place, in these words."""
    expect(path.with_suffix(".txt"), as_text(findings_of(path), 1))


@pytest.mark.parametrize("path", SERIES, ids=name)
def test_series_earn_their_findings_and_no_others(path: Path, expect: Expect) -> None:
    """Every fault across registers and cards is told once, at its place, in these words."""
    result = check_everything(Series.of_folder(path / "registers"))
    expect(path / "expected.txt", as_text(result.findings, result.files))


@pytest.mark.parametrize("path", [p for p in [*BAD, *BAD_CARDS, *BAD_SETTINGS, *SERIES] if code_in(p)], ids=name)
def test_a_file_named_for_a_code_earns_it(path: Path) -> None:
    """The name of a file says what is wrong with it; in a series other things may follow from that."""
    codes = {f.code for f in findings_of(path)}
    assert code_in(path) in codes
    assert path.is_dir() or codes == {code_in(path)}


def every_finding() -> Iterator[Finding]:
    for path in (*BAD, *BAD_CARDS, *BAD_SETTINGS, *SERIES):
        yield from findings_of(path)


def test_every_code_is_earned_and_no_other() -> None:
    """Each code that is explained can be earned, and each that is earned is explained."""
    # What cannot be read is no file that could stand here; tests/test_hostile.py makes such places. What is overdue on
    # some day has a folder and a test of its own: tests/test_asof.py.
    elsewhere = {"E003", "W501", "W502", "W503", "W504"}
    assert {f.code for f in every_finding()} | elsewhere == set(CODES)


def test_every_finding_says_what_to_do() -> None:
    """A finding has a message and a hint, which do not repeat each other, and stands on a line of its file."""
    for finding in every_finding():
        assert finding.message
        assert finding.hint
        assert finding.hint not in finding.message
        assert finding.line >= 1
        assert 1 <= finding.column <= len(finding.excerpt) + 1
        assert finding.width >= 1


def test_every_expected_text_has_its_file() -> None:
    """No text is left behind by a file that was renamed."""
    texts = {p.with_suffix(".toml") for p in FILES.glob("bad*/*.txt")}
    assert texts == {*BAD, *BAD_CARDS, *BAD_SETTINGS}
