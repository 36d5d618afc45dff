"""`check` in Python: across registers and cards, and no false alarm where something could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FILES, folder_of, git, register

import riskreg
from riskreg.checking.check import check, check_everything, check_refs
from riskreg.model.risk import Status
from riskreg.store.find import Finder
from riskreg.store.series import Series

NEXT = register('"2022"', rest='supersedes = ["morale"]\n') + '\n[removed.vacancies]\nreason = "closed"\n'


def codes(place: Path) -> list[str]:
    return [f.code for f in check(Series.of_folder(place / "registers"))]


def test_the_public_check_is_this_one() -> None:
    """`riskreg.check(series)` gives the findings, ordered by file and line."""
    found = riskreg.check(riskreg.Series.of_folder(FILES / "series" / "E303-removed-but-was-not-there" / "registers"))
    assert [(f.file, f.line, f.code, f.severity) for f in found] == [
        ("registers/2022.toml", line, "E303", "error") for line in (14, 18, 22)
    ]


def test_lineage_is_checked_against_whole_registers(tmp_path: Path) -> None:
    """What no register has is told."""
    folder_of(tmp_path, {"2021": register('"2021"'), "2022": NEXT})
    assert codes(tmp_path) == ["E301", "E303"]


@pytest.mark.parametrize(
    "earlier",
    [
        register('"2021"') + '\n[risk."low morale"]\ntitle = "Morale"\n',
        register('"2021"') + '\n[risk.morale.mitigation]\nstaff = { action = "Staff" }\n',
        register('"2021"') + '\n[risk.1.2]\ntitle = "Morale"\n',
        register('"2021"') + '\n[riks.morale]\ntitle = "Morale"\n',
        register('"2021"') + '\n[risk.]\ntitle = "Morale"\n',
        register('"2021"') + "\n<<<<<<< a\n=======\n>>>>>>> b\n",
        register('"2021"') + '\nnote = """never closed\n[risk.morale]\ntitle = "Morale"\n',
        register('"2021"') + '\n[[risk]]\ntitle = "Morale"\n',
        register("2021"),
        register('"2021"').replace("date", "dat"),
        register('"2021"').replace("[register]", "[regster]"),
        "",
        "\ufffd\x00",
    ],
    ids=lambda text: text.rpartition("turnover")[2][:40],
)
def test_an_earlier_register_that_is_not_whole_raises_no_false_alarm(earlier: str, tmp_path: Path) -> None:
    """Where something of an earlier register could not be read, nothing is said to be missing from it."""
    folder_of(tmp_path, {"2021": earlier, "2022": NEXT})
    found = check(Series.of_folder(tmp_path / "registers"))
    assert found
    assert {f.file for f in found} == {"registers/2021.toml"}


def test_an_earlier_register_that_cannot_be_read_raises_no_false_alarm(tmp_path: Path) -> None:
    """Nor where a file could not be opened at all, which is the one finding then."""
    folder = folder_of(tmp_path, {"2022": NEXT})
    (folder / "2021.toml").mkdir()
    result = check_everything(Series.of_folder(folder))
    assert [(f.file, f.code, f.message) for f in result.findings] == [
        ("registers/2021.toml", "E003", "is a folder, not a file")
    ]
    assert result.unreadable


@pytest.mark.parametrize("fault", ["owner = 5\n", "raised = 2021-09\n", 'titel = "x"\n', 'response = "Treat"\n'])
def test_a_later_register_is_still_judged(fault: str, tmp_path: Path) -> None:
    """A fault that hides no risk keeps nobody from learning what vanished."""
    earlier = register('"2021"') + '\n[risk.morale]\ntitle = "Morale"\n'
    folder_of(tmp_path, {"2021": earlier, "2022": register('"2022"', rest=fault)})
    expected = {"owner = 5\n", 'response = "Treat"\n'}
    assert ("W401" in codes(tmp_path)) is (fault in expected)


def test_a_risk_that_is_carried_superseded_or_removed_is_accounted_for(tmp_path: Path) -> None:
    """Only what is none of the three is a warning."""
    earlier = register('"2021"') + "".join(f'\n[risk.{id}]\ntitle = "{id}"\n' for id in ("a", "b", "c"))
    later = register('"2022"', rest='supersedes = ["a"]\n') + '\n[removed.b]\nreason = "closed"\n'
    folder_of(tmp_path, {"2021": earlier, "2022": later})
    found = check(Series.of_folder(tmp_path / "registers"))
    assert [(f.code, f.address, f.line) for f in found] == [("W401", "removed.c", 1)]


def test_only_the_preceding_register_is_accounted_for(tmp_path: Path) -> None:
    """What vanished a register earlier was a matter of that time."""
    folder_of(
        tmp_path,
        {
            "2020": register('"2020"') + '\n[risk.morale]\ntitle = "Morale"\n',
            "2021": register('"2021"'),
            "2022": register('"2022"'),
        },
    )
    assert [(f.file, f.code) for f in check(Series.of_folder(tmp_path / "registers"))] == [
        ("registers/2021.toml", "W401")
    ]


def test_a_register_by_itself_is_told_of_dates_after_its_own(tmp_path: Path) -> None:
    """A review in a far year, which would never be overdue, is told wherever the file lies, and is no error."""
    path = tmp_path / "draft.toml"
    path.write_text(register('"2021"', rest="reviewed = 2062-01-01\n"), encoding="utf-8")
    result = check_refs(Finder(), [str(path)])
    assert [(f.code, f.address, f.severity) for f in result.findings] == [("W505", "risk.turnover.reviewed", "warning")]
    assert riskreg.load(path).risk("turnover").reviewed is not None


@pytest.mark.parametrize("status", [None, *Status])
def test_only_what_is_planned_may_begin_after_the_register(status: Status | None, tmp_path: Path) -> None:
    """A report may name the start of an action that is planned; any other status says that it has begun."""
    said = f'status = "{status}", ' if status else ""
    action = f'\n[risk.turnover.mitigation]\na = {{ {said}action = "Academy", since = 2023-02-01 }}\n'
    folder_of(tmp_path, {"2021": register('"2021"', rest=action)})
    assert codes(tmp_path) == ([] if status is Status.PLANNED else ["W505"])


def test_a_risk_that_returns_needs_no_words(tmp_path: Path) -> None:
    """A risk that an older register had may come back under its id."""
    away = register('"2021"').replace("turnover", "morale") + '\n[removed.turnover]\nreason = "closed"\n'
    back = register('"2022"') + '\n[risk.morale]\ntitle = "Morale"\n'
    folder_of(tmp_path, {"2020": register('"2020"'), "2021": away, "2022": back})
    assert codes(tmp_path) == []


def test_a_register_beside_others_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path within a folder of registers is checked in its series, and told by the name it was given."""
    folder_of(tmp_path, {"2021": register('"2021"') + '\n[risk.a]\ntitle = "a"\n', "2022": register('"2022"')})
    monkeypatch.chdir(tmp_path / "registers")
    result = check_refs(Finder(), ["./2022.toml"])
    assert [(f.file, f.code) for f in result.findings] == [("./2022.toml", "W401")]
    assert (result.files, result.notes) == (1, ())


def test_a_named_folder_of_another_name_holds_a_series(tmp_path: Path) -> None:
    """`--registers` makes a series of any folder."""
    text = {"2021": register('"2021"') + '\n[risk.a]\ntitle = "a"\n', "2022": register('"2022"')}
    folder = folder_of(tmp_path, text, "risks")
    assert [f.code for f in check_refs(Finder(folder), ["2022"]).findings] == ["W401"]
    by_path = check_refs(Finder(), [str(folder / "2022.toml")])
    assert by_path.findings == ()
    assert len(by_path.notes) == 1


def test_registers_at_a_revision_are_checked_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lineage and cards are those of the same revision, whatever the folder holds now."""
    series = FILES / "series" / "E305-no-such-source"
    for name in ("registers", "seeds"):
        (tmp_path / name).mkdir()
        for file in (series / name).iterdir():
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message=one")
    (tmp_path / "registers" / "2022.toml").write_text(register())
    monkeypatch.chdir(tmp_path)
    result = check_refs(Finder(), ["HEAD:2022", "2022"])
    assert [(f.file, f.code) for f in result.findings] == [("HEAD:registers/2022.toml", "E305")]
    assert result.files == 2


def test_faults_of_cards_are_told_with_those_of_registers(tmp_path: Path) -> None:
    """A card is checked like a register, and a faulty one is held against none."""
    folder_of(tmp_path, {"2022": register(rest='evidence = ["2022: 1"]\n').replace("date", 'source = "2022"\ndate')})
    folder_of(tmp_path, {"2022": 'title = "x"\n'}, "seeds")
    found = check(Series.of_folder(tmp_path / "registers"))
    assert {f.file for f in found} == {"seeds/2022.toml"}
    assert {f.code for f in found} == {"E203"}
