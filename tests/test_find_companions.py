"""Which registers stand beside two that are compared, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, folder_of, register

from riskreg.errors import InvalidRegister
from riskreg.store.companions import companions
from riskreg.store.find import Finder

SOUND = {f"{year}": register(f'"{year}"') for year in (2019, 2021, 2022, 2023)}
FAULTY = "owner = 5\n"


def beside(place: Path, earlier: str = "2021", later: str = "2023") -> tuple[list[str], tuple[str, ...]]:
    """The dates of the companions of two registers, and the files left out."""
    finder = Finder(place / "registers")
    found = companions(finder, finder.locate(earlier), finder.locate(later))
    return [str(r.date) for r in found.registers], found.left_out


def test_all_that_is_not_later_counts(tmp_path: Path) -> None:
    """Registers of the folder before the later of the two carry the lineage; none is left out."""
    folder_of(tmp_path, SOUND)
    assert beside(tmp_path) == (["2019", "2021", "2022"], ())
    assert beside(tmp_path, later="2022") == (["2019", "2021"], ())


def test_a_faulty_one_between_cannot_be_passed(tmp_path: Path) -> None:
    """Lineage cannot be followed past a register with faults, which are told."""
    folder_of(tmp_path, {**SOUND, "2022": register('"2022"', rest=FAULTY)})
    with pytest.raises(InvalidRegister, match=r"registers/2022\.toml:8:9: E201"):
        beside(tmp_path)
    assert beside(tmp_path, later="2021")[1] == ()


@pytest.mark.parametrize("command", ["compare", "matrix"])
def test_why_the_one_between_matters_is_said(
    command: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who named two registers is told what a third has to do with them."""
    scored = (
        'score.current = { likelihood = 1, impact = 1 }\n\n[matrix]\nlikelihood = ["a", "b"]\nimpact = ["a", "b"]\n'
        'bands = [{ name = "c", from = 1 }]\n'
    )
    years = {year: register(f'"{year}"', rest=scored) for year in ("2021", "2023")}
    folder_of(tmp_path, {**years, "2022": register('"2022"', rest=FAULTY)})
    monkeypatch.chdir(tmp_path)
    done = run(command, "2021", "2023")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        "registers/2022.toml cannot be used: 1 fault; it is dated between the two, and what became of each risk is "
        "followed through it; mend it, then try again"
    )
    assert "between the two" not in run("show", "2022").err


def test_a_faulty_one_before_is_left_out(tmp_path: Path) -> None:
    """An older register with faults is left out, and named; one after both does not matter."""
    late = register('"2024"', rest=FAULTY)
    folder_of(tmp_path, {**SOUND, "2019": register('"2019"', rest=FAULTY), "2024": late})
    assert beside(tmp_path) == (["2021", "2022"], ("registers/2019.toml",))


def test_one_without_a_date_may_be_of_any_time(tmp_path: Path) -> None:
    """A register of which the date cannot be made out is named; a file that means to be no register is not."""
    folder = folder_of(tmp_path, {**SOUND, "2020": register("2020"), "other": 'title = "Settings"\n'})
    (folder / "2018.toml").mkdir()
    assert beside(tmp_path)[1] == ("registers/2020.toml", "registers/2018.toml")


def test_from_different_folders_there_are_none(tmp_path: Path) -> None:
    """Two registers of two folders have no series in common."""
    one, two = folder_of(tmp_path, SOUND, "one"), folder_of(tmp_path, SOUND, "two")
    finder = Finder(one)
    found = companions(finder, finder.locate("2021"), finder.locate(str(two / "2023.toml")))
    assert (found.registers, found.left_out) == ((), ())


def test_what_was_left_out_is_said(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`compare` prints its answer, and on the side what it could not use."""
    folder_of(tmp_path, {**SOUND, "2019": register('"2019"', rest=FAULTY)})
    monkeypatch.chdir(tmp_path)
    done = run("compare", "2021", "2023")
    assert done.code == 0
    assert done.out
    assert done.err == "riskreg: left out of the lineage, as not valid: registers/2019.toml\n"
    assert run("compare", "2023", "2021").code == 2
