"""A REF that leads nowhere by a slip is answered with the register that was probably meant, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, folder_of, register


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with registers named by dates, by a financial year and by a word; and another folder."""
    registers = {
        "2025-09": register("2025-09-10"),
        "2025-11": register("2025-11-26"),
        "2022-23": register('"2022/23"'),
        "spring": register("2024-04-01"),
    }
    folder_of(tmp_path / "work", registers)
    folder_of(tmp_path / "work", {"2020": register('"2020"')}, "old")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.mark.parametrize(
    ("ref", "meant"),
    [
        ("registers/2025-09", "2025-09"),
        ("./registers/2025-09", "2025-09"),
        ("2025-09.toml", "2025-09"),
        ("./2025-09.toml", "2025-09"),
        ("nowhere/2025-09.toml", "2025-09"),
        ("old/2025-09.toml", "2025-09"),
        ("registers/spring", "spring"),
        ("spring.toml", "spring"),
        ("registers/2025-09-10", "2025-09-10"),
        ("registers/2025-09.toml.toml", "2025-09"),
        ("old/2020", "old/2020.toml"),
        ("09/2025", "2025-09"),
        ("9/2025", "2025-09"),
        ("2025/09", "2025-09"),
        ("2025/9", "2025-09"),
        ("2025/09/10", "2025-09-10"),
        ("10/09/2025", "2025-09-10"),
        ("10/9/2025", "2025-09-10"),
        ("26/11/2025", "2025-11-26"),
        ("2022/23", "2022-23"),
    ],
)
def test_a_path_that_leads_nowhere_has_its_register_named(ref: str, meant: str, place: Path, run: Run) -> None:
    """The folder, the ending or the date the other way round stood in the way; what is named does exist."""
    done = run("compare", ref, "2025-11")
    assert (done.code, done.out) == (2, "")
    assert done.err == f'riskreg: {ref}: there is no such file; did you mean "{meant}"?\n'
    assert run("show", meant).code == 0


@pytest.mark.parametrize(
    ("ref", "meant"),
    [("09-2025", "2025-09"), ("10.09.2025", "2025-09-10"), ("10-09-2025", "2025-09-10"), ("11.2025", "2025-11")],
)
def test_so_has_a_date_the_other_way_round(ref: str, meant: str, place: Path, run: Run) -> None:
    """Whatever parts the day from the month."""
    done = run("show", ref)
    assert done.code == 2
    assert done.err.endswith(f'; did you mean "{meant}"?\n')
    assert f'no register "{ref}" in registers/; there are: 2022-23' in done.err


@pytest.mark.parametrize(
    "ref",
    [
        "08/2025", "13/2025", "2025/13", "00/2025", "09/10/2025", "31/02/2025", "registers/2019", "2019.toml",
        "nowhere/x", "/", "//", "../x.toml", "a/.toml", ".toml", "/2025/09/10/11", "x/" * 3000, "٠٩/٢٠٢٥", "1/2/3",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_suggested(ref: str, place: Path, run: Run) -> None:
    """No guess is better than one that leads nowhere."""
    done = run("compare", ref, "2025-11")
    assert (done.code, done.out) == (2, "")
    assert "did you mean" not in done.err


def test_no_folder_of_registers_is_no_fault_of_its_own(
    place: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one, only the file beside can be named."""
    monkeypatch.chdir(tmp_path)
    assert run("show", "09/2025").err == "riskreg: 09/2025: there is no such file\n"
    said = 'riskreg: work/old/2020: there is no such file; did you mean "work/old/2020.toml"?\n'
    assert run("show", "work/old/2020").err == said
    assert run("--registers", "none", "show", "work/old/2020").err == said


def test_check_gives_the_same_hint(place: Path, run: Run) -> None:
    """As the hint of its finding."""
    done = run("check", "registers/2025-09")
    assert done.code == 2
    assert 'E003 there is no such file; did you mean "2025-09"?' in done.out


@pytest.mark.parametrize("name", ["2026-06.toml.txt", "2026-06.TOML"])
def test_a_register_that_is_not_read_for_its_name_is_what_was_meant(name: str, place: Path, run: Run) -> None:
    """Whoever asks for what stands there under a slip of a name is told of the slip, and of no other register."""
    (place / "registers" / name).write_text(register("2026-06-10"))
    for ref in ("2026-06", "registers/2026-06", "registers/2026-06.toml", "06/2026"):
        done = run("show", ref)
        assert done.code == 2
        assert done.err.endswith(f"; {name} is not read for its name: rename it to 2026-06.toml\n")
        assert "did you mean" not in done.err
