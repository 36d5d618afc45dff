"""`check` of a folder: one without registers is never called sound, and a file that is almost a register is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run, folder_of, register


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose `registers/` holds one register; `empty/` holds none."""
    folder_of(tmp_path / "work", {"2021": register('"2021"')})
    folder_of(tmp_path / "work", {}, "empty")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


# A folder without registers


@pytest.mark.parametrize(
    ("named", "from_", "meant"),
    [
        (".", ".", 'did you mean "registers"?'),
        ("../work", ".", 'did you mean "../work/registers"?'),
        ("empty", ".", 'did you mean "registers"?'),
        ("..", ".", 'did you mean "registers"?'),
        ("..", "registers", 'did you mean "../registers"?'),
        ("../empty", "empty", 'did you mean "../registers"?'),
    ],
)
def test_a_named_folder_without_registers_is_refused(
    named: str, from_: str, meant: str, place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that looks into the wrong folder fails, and is told which was probably meant."""
    monkeypatch.chdir(place / from_)
    for words in (("--strict",), (), ("--format", "json"), ("--as-of", "2025-11-30")):
        done = run("--registers", named, "check", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"riskreg: {named} holds no registers; {meant}\n"
    monkeypatch.setenv("RISKREG_REGISTERS", named)
    assert run("check").err == f"riskreg: {named} holds no registers; {meant}\n"


def test_where_no_folder_holds_registers_none_is_guessed(place: Path, run: Run) -> None:
    """A folder that is as empty is no help."""
    (place / "registers" / "2021.toml").unlink()
    for named in (".", "empty", "registers"):
        done = run("--registers", named, "check")
        assert done.code == 2
        assert done.err == f"riskreg: {named} holds no registers; name the folder that does\n"


def test_outside_a_project_none_is_guessed(
    place: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no folder of registers stands at or above the working folder, there is none to name."""
    monkeypatch.chdir(tmp_path)
    assert run("--registers", "work/empty", "check").err == (
        "riskreg: work/empty holds no registers; name the folder that does\n"
    )
    assert 'did you mean "work/registers"?' in run("--registers", "work", "check").err


def test_a_folder_that_holds_what_cannot_be_read_is_not_empty(place: Path, run: Run) -> None:
    """What is wrong with the file is told, not that there is none."""
    (place / "empty" / "2021.toml").mkdir()
    done = run("--registers", "empty", "check")
    assert (done.code, done.err) == (2, "")
    assert "empty/2021.toml:1:1: E003 is a folder, not a file" in done.out


def test_a_project_that_begins_has_no_registers_yet(place: Path, run: Run) -> None:
    """The folder that is found by itself may be empty; what is said then is no praise."""
    (place / "registers" / "2021.toml").unlink()
    done = run("check", "--strict")
    assert (done.code, done.out, done.err) == (0, "There are no registers yet: nothing was checked.\n", "")
    assert run("check", "--format", "github").out == done.out
    assert json.loads(run("check", "--format", "json").out) == {
        "version": 1, "findings": [], "errors": 0, "warnings": 0
    }  # fmt: skip


def test_cards_without_registers_are_checked(place: Path, run: Run) -> None:
    """Cards and settings may come first: they are counted, and it is said that no register was looked at."""
    (place / "registers" / "2021.toml").unlink()
    (place / "riskreg.toml").write_text('dates = "iso"\n')
    done = run("check")
    assert (done.code, done.out) == (0, "No faults in 1 file.\n")
    assert done.err == "riskreg: there are no registers yet\n"


# Files that are almost registers


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("2026-06.toml.txt", "2026-06.toml"),
        ("2026-06.TOML", "2026-06.toml"),
        ("2026-06.Toml", "2026-06.toml"),
        ("2026-06.TOML.TXT", "2026-06.toml"),
        ("June 2026.toml.txt", "June 2026.toml"),
    ],
)
def test_a_file_that_is_almost_a_register_is_told(name: str, to: str, place: Path, run: Run) -> None:
    """A register that was saved under a slip of a name is not left out in silence."""
    (place / "registers" / name).write_text("not read")
    done = run("check")
    assert done.code == 0
    assert f"registers/{name}:1:1: W405 is not read, as its name does not end in .toml; rename it to {to}\n" in done.out
    assert done.out.endswith("\n1 warning in 1 file.\n")
    assert run("check", "--strict").code == 1
    assert run("check", "--strict", "2021").code == 0


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "2026-06.txt", ".2026-06.toml.txt", ".2026-06.toml.swp", "2026-06.toml~", "2026-06.toml.bak",
        "2026-06.toml.orig", "#2026-06.toml#", "toml", "toml.txt", "2026-06.toml.txt.bak", "2026-06.toml.md",
    ],
)  # fmt: skip
def test_other_files_are_no_matter(name: str, place: Path, run: Run) -> None:
    """What editors leave beside a register, and notes of one's own, are nobody's fault."""
    (place / "registers" / name).write_text("not read")
    assert run("check", "--strict").out == "No faults in 1 file.\n"


def test_a_folder_with_such_a_name_is_no_register(place: Path, run: Run) -> None:
    """Only a file can be one."""
    (place / "registers" / "old.toml.txt").mkdir()
    assert run("check", "--strict").code == 0


def test_nobody_is_told_to_write_over_a_register(place: Path, run: Run) -> None:
    """Where the right name is taken, renaming would cost the register that has it."""
    (place / "registers" / "2021.toml.txt").write_text("not read")
    out = run("check").out
    assert "rename" not in out
    assert "W405 is not read, as its name does not end in .toml; 2021.toml is there too: " in out
    assert "move this file elsewhere" in out


def test_a_card_of_such_a_name_is_told(place: Path, run: Run) -> None:
    """Cards go by the same rule as registers."""
    folder_of(place, {}, "seeds")
    (place / "seeds" / "2021.toml.txt").write_text("not read")
    assert "seeds/2021.toml.txt:1:1: W405 " in run("check").out


def test_where_it_is_all_there_is(place: Path, run: Run) -> None:
    """A folder whose only register is not read holds none, and the way out is said."""
    (place / "registers" / "2021.toml").rename(place / "registers" / "2021.toml.txt")
    done = run("check")
    assert done.code == 0
    assert done.out.endswith("; rename it to 2021.toml\n1 warning; no file was read.\n")
    refused = run("--registers", "registers", "check")
    assert refused.code == 2
    assert refused.err == "riskreg: registers holds no registers; rename 2021.toml.txt to 2021.toml\n"
