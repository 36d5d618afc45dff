"""`riskreg.toml` is read like a register: every fault at its place, and what it names is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from papers import NAMES, REGISTERS, SETTINGS, council

from riskreg.model.settings import DateForm, Form, ViewKind
from riskreg.store.read import read_settings


def test_what_the_file_says_is_read() -> None:
    """Labels, the form of dates, and each table with its keys come out as they were written."""
    text = 'dates = "short"\n' + SETTINGS + '\n[table.last]\nview = "compare"\nearlier = "2021"\nsort = "-risk"\n'
    settings = read_settings(text.encode(), "riskreg.toml").valid()
    assert (settings.dates, settings.labels.current) == (DateForm.SHORT, "Residual")
    assert [table.id for table in settings.tables] == [*NAMES, "last"]
    assert settings.table("moves").form is Form.MOVEMENT
    assert settings.table("last").view is ViewKind.COMPARE
    assert (settings.table("last").earlier, settings.table("last").later) == ("2021", None)


def test_an_empty_file_says_nothing() -> None:
    """A riskreg.toml without a word is no fault."""
    assert read_settings(b"", "riskreg.toml").valid().tables == ()


def test_check_looks_at_riskreg_toml(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` counts the file, and finds REFs, risks and words that are not there."""
    text = (
        SETTINGS
        + '\n[table.old]\nview = "register"\nregister = "2019"\n\n[table.gone]\nview = "risk"\nrisk = "turnovr"\n'
    )
    monkeypatch.chdir(council(tmp_path))
    assert run("check").out == "No faults in 4 files.\n"
    council(tmp_path, text)
    for words in ((), ("riskreg.toml",)):
        done = run("check", *words)
        assert done.code == 1
        assert 'E308 table.old.register: no register "2019"' in done.out
        assert 'E309 table.gone.risk: no register has a risk "turnovr"; did you mean "turnover"?' in done.out


def test_faulty_settings_stop_what_needs_them(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A view is not printed with half of a council's words; data for programs does not need them."""
    monkeypatch.chdir(council(tmp_path, 'dates = "lang"\n'))
    done = run("show", "2022")
    assert done.code == 2
    assert 'riskreg.toml:1:9: E204 dates: found "lang"' in done.err
    assert run("show", "2022", "--format", "csv").code == 0


LABELLED = """dates = "long"

[labels]
current = "Net"
title = "Our risk"
likelihood = "Chance"
impact = "Harm"
direction = "Trend"
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("show", "2022-11"), ("Our risk", "Net score", "Trend since 9 March 2022", "16 November 2022")),
        (("show", "2022-11", "turnover"), ("Our risk", "Net score", "due 31 March 2022")),
        (("compare", "2021", "2022"), ("net score was", "(16 November 2022)", "(September 2021)")),
        (("matrix", "2022-11"), ("Chance", "Harm 2 Medium", "net scores")),
        (("matrix", "2021", "2022-11"), ("Chance", "(September 2021)")),
        (("history",), ("the rating and the net score", "Our risk")),
        (("history", "turnover"), ("net score: L2", "16 November 2022")),
    ],
    ids=lambda value: " ".join(value) if value[0] in ("show", "compare", "matrix", "history") else "",
)
def test_the_councils_words_are_printed(
    words: tuple[str, ...], expected: tuple[str, ...], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels and the form of dates reach every printed view; CSV and JSON keep the words and dates of the files."""
    monkeypatch.chdir(council(tmp_path, LABELLED))
    done = run(*words, "--format", "html")
    assert done.code == 0
    text = done.out
    missing = [word for word in expected if word not in text and word.removeprefix("due ") not in text]
    assert not missing, text
    plain = council(tmp_path / "plain", "")
    for form in ("csv", "json"):
        labelled = run(*words, "--format", form).out
        assert labelled == run(*words, "--format", form, "--registers", str(plain / "registers")).out


def test_sorting_is_by_the_dates_themselves(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--sort raised` puts 2 April before 1 May, whatever the form they are printed in."""
    risks = "".join(
        f'\n[risk.{id}]\ntitle = "{id}"\nraised = {raised}\n'
        for id, raised in (("late", "2022-05-01"), ("early", "2022-04-02"), ("first", "2021-12-30"))
    )
    text = f'[register]\ntitle = "R"\ndate = 2022-11-16\n{risks}'
    monkeypatch.chdir(council(tmp_path, 'dates = "long"\n', **{"2022-11": text}))
    out = run("show", "2022", "--columns", "id,raised", "--sort", "raised").out
    assert "2 April 2022" in out
    assert out.index("first") < out.index("early") < out.index("late")
    assert len(REGISTERS) == 3
