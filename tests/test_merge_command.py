"""The commands `git merge` and `git merge-driver`: what they print, write and refuse, and their exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import FILES, GIT_FREE, Run, process

CASES = FILES / "merge"


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8", newline="")


HEAD = '[register]\ntitle = "Risks"\ndate = "2022"\n\n\n'
RISK = '[risk.a]\ntitle = "Staff leave"\nowner = "Director"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def case(name: str) -> list[str]:
    return [str(CASES / name / f"{side}.toml") for side in ("base", "ours", "theirs")]


def test_a_clean_merge_is_printed(run: Run) -> None:
    """Without conflicts the merged text goes to standard output, nothing else is said, and the exit code is 0."""
    done = run("git", "merge", *case("touching-lines"))
    assert (done.code, done.err) == (0, "")
    assert done.out == (CASES / "touching-lines" / "merged.toml").read_text(encoding="utf-8")


def test_conflicts_are_told_with_both_values(run: Run) -> None:
    """Each conflict is named with its address and what both sides say, and the exit code is 1."""
    done = run("git", "merge", *case("two-values"))
    assert done.code == 1
    assert done.out == (CASES / "two-values" / "merged.toml").read_text(encoding="utf-8")
    assert 'risk.flood.owner: ours has "Head of Estates", theirs has "Head of Roads"' in done.err
    assert "1 conflict;" in done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("deleted-and-edited", "risk.flood: ours deletes it, theirs changes mitigation.pumps.action"),
        ("same-id-two-risks", 'risk.waste: ours adds "Waste contract ends", theirs adds "Waste lorries are old"'),
        ("field-deleted-and-edited", 'risk.flood.owner: ours deletes it, theirs has "Head of Estates"'),
        ("renamed-and-deleted", "risk.depot: ours changes id, theirs deletes it"),
        ("two-scores", "risk.turnover.score.current.likelihood: ours has 3, theirs has 1"),
    ],
)
def test_each_kind_of_conflict_has_its_words(run: Run, name: str, said: str) -> None:
    """A conflict says what each side did to the field or record."""
    assert f"riskreg: conflict: {said}\n" in run("git", "merge", *case(name)).err


def test_the_result_can_go_into_a_file_that_is_there(run: Run, here: Path) -> None:
    """With -o the merged text is written whole, over the file of a side if asked for; nothing is left over."""
    put(here, base=HEAD + RISK, ours=HEAD + RISK.replace("leave", "go"), theirs=HEAD + RISK.replace("Dir", "Vice-dir"))
    done = run("git", "merge", "base.toml", "ours.toml", "theirs.toml", "-o", "ours.toml")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (here / "ours.toml").read_text() == HEAD + RISK.replace("leave", "go").replace("Dir", "Vice-dir")
    assert sorted(p.name for p in here.iterdir()) == ["base.toml", "ours.toml", "theirs.toml"]


def test_labels_and_the_size_of_markers(run: Run) -> None:
    """Markers are as long and called as it was asked for; a label stays on one line."""
    done = run(
        "git", "merge", *case("two-values"), "--marker-size", "9", "--labels", "mine", "old", "the\nother\x1b[31m"
    )
    assert "<<<<<<<<< mine\n" in done.out
    assert "\n=========\n" in done.out
    assert ">>>>>>>>> the other\\x1b[31m\n" in done.out
    assert "mine has" in done.err


def test_a_file_that_is_no_toml_is_refused_with_its_place(run: Run, here: Path) -> None:
    """A text that cannot be read is never merged: its file, line and column are told, and nothing is written."""
    put(here, base=HEAD, ours=HEAD + "[risk.a]\ntitle = Staff\n", theirs=HEAD + RISK)
    done = run("git", "merge", "base.toml", "ours.toml", "theirs.toml", "-o", "new.toml")
    assert done.code == 2
    assert done.err.startswith("riskreg: ours.toml:7:9: ")
    assert not (here / "new.toml").exists()


@pytest.mark.parametrize(
    "data", [b"\xff\xfe[\x00", b'title = "\xe9"', HEAD.encode() + b'x = "\x1b[31m"', b"<<<<<<< a\n", b"\x00\x01"]
)
def test_hostile_bytes_are_refused(run: Run, here: Path, data: bytes) -> None:
    """Bytes that are no register are refused in one line without a control character; nothing is merged."""
    put(here, base=HEAD, theirs=HEAD + RISK)
    (here / "ours.toml").write_bytes(data)
    done = run("git", "merge", "base.toml", "ours.toml", "theirs.toml")
    assert done.code == 2
    assert done.out == ""
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1


def test_values_reach_the_terminal_without_control_characters(run: Run, here: Path) -> None:
    """What a conflict tells is safe to print, and short, whatever the texts hold."""
    put(here, base=HEAD + RISK)
    put(
        here, ours=HEAD + RISK.replace("Director", "\\u001b[31m" + "x" * 5000), theirs=HEAD + RISK.replace("Dir", "Vir")
    )
    done = run("git", "merge", "base.toml", "ours.toml", "theirs.toml")
    assert done.code == 1
    assert "\x1b" not in done.err
    assert len(done.err) < 500


def test_values_of_an_exempt_risk_are_not_told(run: Run, here: Path) -> None:
    """A conflict in a risk that is exempt from publication is told without its values."""
    exempt = RISK + "exempt = true\n"
    put(here, base=HEAD + exempt, ours=HEAD + exempt.replace("Director", "A"), theirs=HEAD + exempt.replace("Dir", "B"))
    done = run("git", "merge", "base.toml", "ours.toml", "theirs.toml")
    assert done.code == 1
    assert "risk.a.owner" in done.err
    assert '"A"' not in done.err


def test_the_empty_file_of_the_system_stands_for_none(run: Run, here: Path) -> None:
    """Where both sides added the file, /dev/null can be named as the base."""
    put(here, ours=HEAD + RISK, theirs=HEAD + RISK + '\n\n[risk.b]\ntitle = "Floods"\n')
    done = run("git", "merge", os.devnull, "ours.toml", "theirs.toml")
    assert (done.code, done.out) == (0, (here / "theirs.toml").read_text())


def test_the_driver_writes_only_the_file_it_is_given(here: Path) -> None:
    """The driver writes %A and nothing else: 0 where all is merged, 10 with conflicts, and says nothing on stdout."""
    put(here, base=HEAD + RISK, ours=HEAD + RISK.replace("leave", "go"), theirs=HEAD + RISK.replace("Dir", "Vir"))
    place = here / "registers.toml"
    place.write_text("not touched")
    words = ("git", "merge-driver", "base.toml", "ours.toml", "theirs.toml", "7", place.name)
    done = process(*words, cwd=here)
    assert (done.code, done.out, done.err) == (0, b"", b"")
    assert (here / "ours.toml").read_text() == HEAD + RISK.replace("leave", "go").replace("Dir", "Vir")
    put(here, theirs=HEAD + RISK.replace("Dir", "Other"), ours=HEAD + RISK.replace("Dir", "Vir"))
    done = process(*words, cwd=here)
    assert done.code == 10
    assert b'risk.a.owner: ours has "Virector", theirs has "Otherector"' in done.err
    assert "<<<<<<< ours\n" in (here / "ours.toml").read_text()
    assert place.read_text() == "not touched"


def test_the_driver_declines_what_it_cannot_merge(here: Path) -> None:
    """With a text that is no TOML the driver changes nothing and leaves with a code that is neither 0 nor 10."""
    put(here, base=HEAD + RISK, ours="title = \n", theirs=HEAD)
    done = process("git", "merge-driver", "base.toml", "ours.toml", "theirs.toml", "7", "registers/2022.toml", cwd=here)
    assert done.code == 2
    assert b"registers/2022.toml (ours):1:" in done.err
    assert (here / "ours.toml").read_text() == "title = \n"


def test_the_driver_is_not_listed(run: Run) -> None:
    """What only git calls stands in no list of commands."""
    assert "merge-driver" not in run("git", "--help").out
    assert "merge" in run("git", "--help").out


def test_a_reader_that_has_gone_is_no_fault(here: Path) -> None:
    """Where nobody reads the merged text to its end, nothing is said about that, and the exit code is what it was."""
    put(here, base=HEAD, ours=HEAD + RISK, theirs=HEAD + "# " + "x" * 300_000 + "\n" + RISK)
    script = (
        f"{sys.executable} -c 'from riskreg.cli.main import main; main()' git merge base.toml ours.toml theirs.toml"
    )
    done = subprocess.run(
        ["bash", "-c", f"{script} | head -c 10; exit ${{PIPESTATUS[0]}}"],
        cwd=here,
        env=GIT_FREE,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[register]", b"")
