"""A register by the name that people give it: `-`, a path, a stem, a date; and where the registers are."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from conftest import Run, folder_of, register

from riskreg.errors import AmbiguousRef, NoRegistersFolder, NoSuchRegister, NotAFolder, RiskregError, UnreadableFile
from riskreg.store.find import Finder, find, registers_folder

SERIES = {
    "a-spring": register("2021-03-15"),
    "b-autumn": register('"2021-09"'),
    "c-quarter": register('"2022-Q4"'),
    "d-year": register('"2023"'),
    "e-financial": register('"2024/25"'),
    "f-ten": register("2025-10-01"),
    "no-date": register("20"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with registers in it."""
    monkeypatch.delenv("RISKREG_REGISTERS", raising=False)
    folder_of(tmp_path, SERIES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("ref", "stem"),
    [
        ("a-spring", "a-spring"),
        ("2021", "b-autumn"),
        ("2021-03", "a-spring"),
        ("2021-03-15", "a-spring"),
        ("2021-09", "b-autumn"),
        ("2022", "c-quarter"),
        ("2022-Q4", "c-quarter"),
        ("2023", "d-year"),
        ("2024", "e-financial"),
        ("2025-10", "f-ten"),
    ],
)
def test_stems_and_dates(ref: str, stem: str, place: Path) -> None:
    """A stem names its file; the beginning of a date names the latest register whose date begins so."""
    found = Finder().locate(ref)
    assert found.stem == stem
    assert found.ref == ref
    assert found.reading.text.file == f"registers/{stem}.toml"


@pytest.mark.parametrize("ref", ["20", "202", "2021-0", "2021-1", "2021-03-1", "2025-1", "2022-Q", "2022-4", "2021-"])
def test_only_whole_parts_of_a_date_count(ref: str, place: Path) -> None:
    """`2025-1` is not the beginning of October 2025, and `20` is not this century."""
    with pytest.raises(NoSuchRegister):
        Finder().locate(ref)


@pytest.mark.parametrize(
    "ref", ["", " ", "..", "spring", "A-SPRING", "a-spring ", "registers", "*", "٢٠٢١", "2021-03-15T00", "~"]
)
def test_what_names_nothing_is_refused_with_what_there_is(ref: str, place: Path) -> None:
    """The refusal lists the registers there are."""
    with pytest.raises(NoSuchRegister) as refused:
        Finder().locate(ref)
    assert "in registers/; there are: a-spring, b-autumn, c-quarter, d-year, e-financial, f-ten, no-date" in str(
        refused.value
    )


def test_what_was_probably_meant_is_said(place: Path) -> None:
    """A misspelled name is answered with the nearest one."""
    with pytest.raises(NoSuchRegister, match='did you mean "b-autumn"'):
        Finder().locate("b-autum")


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """Where there are no registers, that is what is said."""
    with pytest.raises(NoSuchRegister, match="there are none"):
        find("2022", folder_of(tmp_path, {}))


def test_hidden_and_other_files_are_no_registers(tmp_path: Path) -> None:
    """Temporary files of editors, and files of other kinds, are passed over."""
    folder = folder_of(tmp_path, {"2022": register(), ".2022.x1.tmp": "", ".hidden": register()})
    (folder / "2022.toml~").write_text("")
    (folder / "notes.txt").write_text("")
    assert Finder(folder).shelf().stems() == ("2022",)


def test_stem_and_date_that_disagree_are_both_named(tmp_path: Path) -> None:
    """Where a name is one register's stem and another's date, nothing is guessed."""
    folder = folder_of(tmp_path, {"2021": register('"2021-03"'), "2021-late": register('"2021-09"')})
    with pytest.raises(AmbiguousRef) as refused:
        find("2021", folder)
    assert "registers/2021.toml" in str(refused.value)
    assert "registers/2021-late.toml" in str(refused.value)
    assert find("2021-03", folder).date.first.month == 3


def test_a_stem_that_looks_like_another_date(tmp_path: Path) -> None:
    """A file called by a date that is not its own is ambiguous only where another register has that date."""
    folder = folder_of(tmp_path, {"2021": register('"2022"')})
    assert find("2021", folder).date.first.year == 2022
    assert find("2022", folder).date.first.year == 2022


def test_a_register_with_faults_is_still_found_by_its_date(tmp_path: Path) -> None:
    """A fault elsewhere in the file does not hide it; using it is refused with the fault."""
    folder = folder_of(tmp_path, {"x": register('"2021"', rest="owner = 5\n")})
    assert Finder(folder).locate("2021").stem == "x"
    with pytest.raises(RiskregError, match=r"registers/x\.toml:8:9: E201"):
        find("2021", folder)


def test_a_path_needs_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds a separator or ends in .toml is a path, and messages call it as it was named."""
    (tmp_path / "x.toml").write_text(register())
    monkeypatch.chdir(tmp_path)
    for ref in ("x.toml", "./x.toml", str(tmp_path / "x.toml")):
        assert Finder().locate(ref).reading.text.file == ref
    with pytest.raises(UnreadableFile, match=r"^y\.toml: there is no such file$"):
        Finder().locate("y.toml")
    with pytest.raises(UnreadableFile, match="is a folder"):
        Finder().locate("./")


def test_a_file_with_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that is there is never taken for a revision."""
    (tmp_path / "a:b.toml").write_text(register())
    monkeypatch.chdir(tmp_path)
    assert find("a:b.toml").title == "Corporate risks"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is what comes in, whatever the folder holds."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(register().encode())))
    assert find("-").title == "Corporate risks"


def test_the_folder_is_the_nearest_upwards(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From anywhere within a project, its registers are found; the nearest folder wins."""
    deep = place / "papers" / "2022"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert registers_folder() == place / "registers"
    nearer = folder_of(place / "papers", {})
    assert registers_folder() == nearer
    monkeypatch.chdir(nearer)
    assert registers_folder() == nearer


def test_the_folder_that_is_named_wins(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--registers` comes before `$RISKREG_REGISTERS`, and that before the nearest folder."""
    one, two = folder_of(place, {}, "one"), folder_of(place, {}, "two")
    monkeypatch.setenv("RISKREG_REGISTERS", str(one))
    assert registers_folder() == one
    assert registers_folder(two) == two
    monkeypatch.setenv("RISKREG_REGISTERS", "")
    assert registers_folder() == place / "registers"


def test_a_folder_that_is_not_there_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads nowhere is never passed over in silence."""
    with pytest.raises(NotAFolder, match="none is not a folder"):
        registers_folder("none")
    monkeypatch.setenv("RISKREG_REGISTERS", "registers/a-spring.toml")
    with pytest.raises(NotAFolder):
        registers_folder()


def test_without_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder is found, it is said how to name one."""
    monkeypatch.delenv("RISKREG_REGISTERS", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "is_dir", lambda self: False)
    with pytest.raises(NoRegistersFolder, match="--registers DIR"):
        registers_folder()


def test_the_option_stands_before_the_command_or_after(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both places of `--registers` mean the same, and the later one counts."""
    folder = str(folder_of(tmp_path, {"2022": register()}, "elsewhere"))
    monkeypatch.chdir(tmp_path)
    before, after = run("--registers", folder, "list"), run("list", "--registers", folder)
    assert before.code == after.code == 0
    assert before.out == after.out
    assert run("--registers", "none", "list", "--registers", folder).code == 0
    assert run("--registers", folder, "list", "--registers", "none").code == 2
