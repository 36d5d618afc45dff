"""`check --as-of DATE`: what is overdue on a day, at its exact place, and nothing that depends on today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import FILES, Run, folder_of, register

from riskreg.checking.asof import A_YEAR, latest, overdue
from riskreg.checking.check import check, check_everything
from riskreg.store.read import read_register
from riskreg.store.series import Series

PLACE = FILES / "asof"
DAYS = sorted(PLACE.glob("*.txt"))
SERIES = Series.of_folder(PLACE / "registers")


def codes(text: str, day: str) -> list[tuple[str, str]]:
    """The warnings of one register on a day, each with what it is about."""
    found = overdue(read_register(text.encode(), "r.toml"), date.fromisoformat(day))
    return [(f.code, f.address) for f in found.findings]


@pytest.mark.parametrize("expected", DAYS, ids=lambda file: file.stem)
def test_what_is_overdue_on_a_day_is_told_at_its_place(
    expected: Path, run: Run, expect: Callable[[Path, str], None]
) -> None:
    """Targets, actions, reviews and appetites of the latest register of that day, each under its own carets."""
    done = run("check", "--registers", str(PLACE / "registers"), "--as-of", expected.stem)
    expect(expected, done.out)
    assert done.code == 0


def test_every_kind_of_warning_is_earned() -> None:
    """The files of this test try all four codes."""
    assert {f.code for f in check_everything(SERIES, date(2025, 11, 29)).findings} == {"W501", "W502", "W503", "W504"}


def test_nothing_is_overdue_unless_a_day_is_named(run: Run) -> None:
    """Without --as-of the answer is the same on every day, and says nothing of dates."""
    done = run("check", "--registers", str(PLACE / "registers"))
    assert (done.code, done.out) == (0, "No faults in 2 files.\n")
    assert check(SERIES) == ()


def test_what_is_overdue_is_a_warning(run: Run) -> None:
    """Only --strict makes the program answer no."""
    words = ("check", "--registers", str(PLACE / "registers"), "--as-of", "2025-11-29")
    assert run(*words).code == 0
    assert run(*words, "--strict").code == 1


def test_the_register_that_was_judged_is_named(run: Run) -> None:
    """On the side, since it follows from the day."""
    done = run("check", "--registers", str(PLACE / "registers"), "--as-of", "2025-11-29")
    assert done.err == "riskreg: what is overdue on 2025-11-29 was looked for in registers/2025-11.toml\n"


@pytest.mark.parametrize(
    ("day", "ref"),
    [((2025, 11, 26), "2025-11"), ((2025, 11, 25), "2024-06"), ((2024, 6, 1), "2024-06"), ((2024, 5, 31), None)],
)
def test_the_latest_register_not_dated_after_the_day_is_judged(day: tuple[int, int, int], ref: str | None) -> None:
    """One of the same day counts; one of a month counts from its first day."""
    entry = latest(SERIES, date(*day))
    assert (entry.ref if entry else None) == ref


def test_a_day_before_all_registers_is_answered(run: Run) -> None:
    """Nothing can be overdue where there was nothing, and that is said."""
    done = run("check", "--registers", str(PLACE / "registers"), "--as-of", "2019")
    assert (done.code, done.out) == (0, "No faults in 2 files.\n")
    assert "no register is dated 2019-12-31 or before" in done.err


def test_registers_that_are_named_are_judged_whatever_their_date(run: Run) -> None:
    """With REFs it is those that are asked about, not the latest."""
    done = run("check", "--registers", str(PLACE / "registers"), "--as-of", "2025-11-29", "2024-06")
    assert "registers/2024-06.toml:6:1: W503 risk.flood" in done.out
    assert "2025-11.toml" not in done.out


def test_a_register_from_standard_input_is_judged(run: Run) -> None:
    """A register without a series has dates all the same."""
    text = register(rest='reviewed = "2019"\n').encode()
    done = run("check", "--as-of", "2022-01-01", "-", stdin=text)
    assert "W503 risk.turnover.reviewed" in done.out


def test_a_month_means_its_last_day(run: Run) -> None:
    """Whoever asks for November means its end."""
    folder = str(PLACE / "registers")
    (month, day) = (run("check", "--registers", folder, "--as-of", d).out for d in ("2025-11", "2025-11-30"))
    assert month == day


@pytest.mark.parametrize("word", ["30/11/2025", "2025-13", "2025-02-30", "today", "2025-W48-7", "20251130", ""])
def test_what_is_no_date_is_refused(word: str, run: Run) -> None:
    """The refusal shows how a date is written."""
    done = run("check", "--registers", str(PLACE / "registers"), "--as-of", word)
    assert done.code == 2
    assert "write it as 2025-11-30" in done.err


def test_a_register_with_faults_is_not_judged(tmp_path: Path, run: Run) -> None:
    """A misspelled status must not make an action overdue: the fault is told, and that nothing else was looked for."""
    action = '\n[risk.turnover.mitigation]\npay = { status = "complet", action = "Pay", due = "2020" }\n'
    folder = folder_of(tmp_path, {"2022": register(rest=action)})
    done = run("check", "--registers", str(folder), "--as-of", "2023-01-01")
    assert "E204" in done.out
    assert "W5" not in done.out
    assert "2022.toml has faults: mend them first, then look for what is overdue" in done.err


def test_a_review_is_missed_on_the_day_after_a_year() -> None:
    """365 days are a year, 366 are more."""
    text = register(rest="reviewed = 2023-03-01\n")
    assert A_YEAR == 365
    assert codes(text, "2024-02-29") == []
    assert codes(text, "2024-03-01") == [("W503", "risk.turnover.reviewed")]


@pytest.mark.parametrize("due", ["2022-11-16", '"2022-11"', '"2022-Q4"', '"2022"', '"2022/23"'])
def test_an_action_is_overdue_when_the_last_day_of_its_date_has_passed(due: str) -> None:
    """A quarter is not missed on its first day, nor on its last."""
    text = register("2022-09-01", rest=f'\n[risk.turnover.mitigation]\npay = {{ action = "Pay", due = {due} }}\n')
    record = read_register(text.encode(), "r.toml").record
    assert record
    last = record.risks[0].mitigations[0].due
    assert last
    assert codes(text, last.last.isoformat()) == []
    after = date.fromordinal(last.last.toordinal() + 1).isoformat()
    assert codes(text, after) == [("W502", "risk.turnover.mitigation.pay.due")]


MATRIX = """
[matrix]
likelihood = ["1", "2", "3", "4", "5"]
impact = ["1", "2", "3", "4", "5"]
bands = [{ name = "Green", from = 1 }, { name = "Amber", from = 8 }, { name = "Red", from = 15 }]
"""


@pytest.mark.parametrize(
    ("current", "target", "missed"),
    [
        ("likelihood = 3, impact = 3", "likelihood = 2, impact = 4", True),
        ("likelihood = 2, impact = 4", "likelihood = 2, impact = 4", False),
        ("likelihood = 1, impact = 1", "likelihood = 2, impact = 4", False),
        ("score = 9", "likelihood = 2, impact = 4", True),
        ('rating = "Red"', 'rating = "Amber"', True),
        ('rating = "Amber"', 'rating = "Amber"', False),
        ('rating = "Red"', "likelihood = 2, impact = 4", True),
        ('rating = "Amber"', "likelihood = 2, impact = 4", False),
        ("score = 20", 'rating = "Amber"', True),
    ],
)
def test_a_target_is_missed_where_the_current_score_is_above_it(current: str, target: str, missed: bool) -> None:
    """By points where both have them, else by bands; what cannot be told apart is not held against anybody."""
    scores = f'score.current = {{ {current} }}\nscore.target = {{ {target}, by = "2021" }}\n'
    found = codes(register("2022-01-01", rest=scores) + MATRIX, "2022-02-01")
    assert found == ([("W501", "risk.turnover.score.target.by")] if missed else [])


@pytest.mark.parametrize(
    ("current", "appetite", "above"),
    [
        ("likelihood = 3, impact = 5", "Amber", True),
        ("likelihood = 2, impact = 4", "Amber", False),
        ("likelihood = 1, impact = 4", "Amber", False),
        ("score = 15", "Amber", True),
        ('rating = "Red"', "Amber", True),
        ('rating = "Amber"', "Amber", False),
    ],
)
def test_a_rating_is_above_appetite_by_its_band(current: str, appetite: str, above: bool) -> None:
    """The appetite is the highest band that the body will bear: that band itself is borne."""
    rest = f'appetite = "{appetite}"\nscore.current = {{ {current} }}\n'
    found = codes(register("2022-01-01", rest=rest) + MATRIX, "2022-02-01")
    assert found == ([("W504", "risk.turnover.appetite")] if above else [])


@pytest.mark.parametrize("code", ["W501", "W502", "W503", "W504"])
def test_each_warning_is_explained(code: str, run: Run) -> None:
    """--explain says that it is only looked for when asked."""
    assert "(warning)" in run("check", "--explain", code).out
    assert "--as-of DATE" in run("check", "--explain", code).out


def test_a_target_is_missed_when_the_last_day_of_its_date_has_passed() -> None:
    """A quarter gives until its end."""
    text = register("2022-09-01", rest='score.current = { score = 16 }\nscore.target = { score = 8, by = "2022-Q4" }\n')
    assert codes(text, "2022-12-31") == []
    assert codes(text, "2023-01-01") == [("W501", "risk.turnover.score.target.by")]
