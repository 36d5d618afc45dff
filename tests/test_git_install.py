"""`git install`, `uninstall`, `status`: git uses riskreg, says where it does not, and is put back to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GIT_FREE, Run, folder_of, git, process, register
from hypothesis import given
from hypothesis import strategies as st

from riskreg.errors import NotPossible
from riskreg.store.git_block import block_lines, pattern_of, with_block, without_block
from riskreg.store.git_drivers import DRIVER, TEXTCONV, named_program, settings

BEGIN = b"# >>> riskreg git install"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one register, committed; git without anybody's settings."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "RISKREG_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name, value in GIT_FREE.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    home = tmp_path / "the council's $files"
    folder_of(home, {"2022": register(rest='owner = "Treasurer"\n\n\n[risk.other]\ntitle = "Other"\n')})
    git(home, "init", "--quiet", "--initial-branch=main")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "--message=one")
    monkeypatch.chdir(home)
    return home


def attributes(home: Path) -> Path:
    return home / ".gitattributes"


def stand_in(place: Path, body: str, name: str = "riskreg") -> Path:
    """A program of that name, in a folder whose name the shell would trip over."""
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


# Installing and the way back


def test_install_and_uninstall(repository: Path, run: Run) -> None:
    """After install git uses riskreg; after uninstall everything is as it was, to the byte."""
    before = (repository / ".git" / "config").read_bytes()
    assert run("git", "status").code == 1
    assert run("git", "install").code == 0
    assert attributes(repository).read_text().splitlines()[1:3] == [
        "registers/*.toml merge=riskreg diff=riskreg text eol=lf",
        "seeds/*.toml diff=riskreg text eol=lf",
    ]
    done = run("git", "status")
    assert (done.code, done.out.count("installed")) == (0, 4)
    assert run("git", "uninstall").code == 0
    assert not attributes(repository).exists()
    assert (repository / ".git" / "config").read_bytes() == before
    assert run("git", "status").code == 1


def test_installing_twice_changes_nothing(repository: Path, run: Run) -> None:
    """A second install finds everything done, and writes no file."""
    run("git", "install")
    files = (attributes(repository), repository / ".git" / "config")
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert run("git", "install").out == "git uses riskreg already: nothing to change\n"
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


def test_looking_first(repository: Path, run: Run) -> None:
    """--dry-run says what would be written, and writes nothing."""
    config = (repository / ".git" / "config").read_bytes()
    done = run("git", "install", "--dry-run")
    assert "+registers/*.toml merge=riskreg" in done.out
    assert f"git config --local --replace-all {DRIVER} " in done.out
    assert not attributes(repository).exists()
    assert (repository / ".git" / "config").read_bytes() == config
    run("git", "install")
    done = run("git", "uninstall", "--dry-run")
    assert "-registers/*.toml merge=riskreg" in done.out
    assert f"git config --local --unset-all {DRIVER}\n" in done.out
    assert run("git", "status").code == 0


def test_uninstalling_where_nothing_is(repository: Path, run: Run) -> None:
    """Uninstall without install says so and changes nothing."""
    attributes(repository).write_bytes(b"*.csv text")
    assert run("git", "uninstall").out == "nothing of riskreg is installed here: nothing to change\n"
    assert attributes(repository).read_bytes() == b"*.csv text"


OWN = st.lists(
    st.sampled_from([b"*.csv text", b"# a note", b"", b"*.toml -text", b"caf\xe9.txt binary", b"\xef\xbb\xbf*.md text"])
)
WANTED = ("registers/*.toml merge=riskreg", "seeds/*.toml diff=riskreg")


@given(OWN, st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_whatever_the_file_held_is_held_again(lines: list[bytes], end: bytes, ends: bool) -> None:
    """Whatever the lines, their ends and the last one without an end: they stay, and come back to the byte."""
    before = end.join(lines) + (end if ends else b"")
    during = with_block(before, WANTED)
    assert during.startswith(before)
    assert block_lines(during) == WANTED
    assert with_block(during, WANTED) == during
    assert without_block(during) == before
    assert (b"\r\n" in during) == (b"\r\n" in before)


@given(OWN)
def test_what_was_written_below_the_block_stays(lines: list[bytes]) -> None:
    """Lines added before and after the block by hand are kept when it goes, none joined to another."""
    more = b"".join(line + b"\n" for line in lines) + b"*.docx binary\n"
    assert without_block(with_block(b"*.csv text", WANTED) + more) == b"*.csv text\n" + more
    assert without_block(more + with_block(None, WANTED)) == more


def test_a_file_that_was_not_there_goes() -> None:
    """A file that install began is removed, one that was empty stays empty."""
    assert without_block(with_block(None, WANTED)) is None
    assert without_block(with_block(b"", WANTED)) == b""


def test_several_folders_share_the_block() -> None:
    """A second folder of registers adds its line; a line for the same files is brought up to date."""
    both = with_block(with_block(None, WANTED), ["more/*.toml merge=riskreg"])
    assert block_lines(both) == (*WANTED, "more/*.toml merge=riskreg")
    assert block_lines(with_block(both, ["more/*.toml diff=riskreg"])) == (*WANTED, "more/*.toml diff=riskreg")


@pytest.mark.parametrize(
    "broken",
    [
        with_block(None, WANTED).replace(b"# <<< riskreg git install <<<\n", b""),
        with_block(None, WANTED).partition(b"\n")[2],
        with_block(None, WANTED) * 2,
    ],
)
def test_a_broken_block_is_not_touched(broken: bytes, repository: Path, run: Run) -> None:
    """Where the marks do not pair, nothing is guessed: it is said what to do, and no byte changes."""
    attributes(repository).write_bytes(broken)
    for command in ("install", "uninstall"):
        done = run("git", command)
        assert done.code == 2
        assert "delete what is left of it by hand" in done.err
        assert attributes(repository).read_bytes() == broken
    with pytest.raises(NotPossible):
        block_lines(broken)


# Where and what


@pytest.mark.parametrize(
    "name", ["registers", "more registers", "a*b [1]?", "øst", '"quoted"', "#hash", "!not", "a\\b"]
)
def test_folders_of_any_name(name: str, repository: Path, run: Run) -> None:
    """Whatever the folder of registers is called, git finds the attributes of its files, and of no others."""
    folder_of(repository / "deep down", {"2022": register()}, name)
    done = run("--registers", f"deep down/{name}", "git", "install")
    assert done.code == 0, done.err
    assert run("--registers", f"deep down/{name}", "git", "status").code == 0
    assert "unspecified" in git(repository, "check-attr", "merge", "--", "other/2022.toml")


def test_the_top_itself_may_hold_the_registers() -> None:
    """Registers that lie at the top of a repository are meant, and not those of every folder."""
    assert pattern_of("") == "/*.toml"


def test_from_a_folder_below_and_without_registers_yet(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Install works from any folder of the repository, and before the first register is there."""
    monkeypatch.chdir(repository / "registers")
    assert run("git", "install").code == 0
    assert attributes(repository).exists()
    run("git", "uninstall")
    shutil.rmtree(repository / "registers")
    monkeypatch.chdir(repository)
    assert run("git", "install").code == 0
    assert b"\nregisters/*.toml " in attributes(repository).read_bytes()


def test_in_a_linked_worktree(repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A linked worktree has the attributes of its own, and the settings of all."""
    other = tmp_path / "other tree"
    git(repository, "worktree", "add", "--quiet", "-b", "other", str(other))
    monkeypatch.chdir(other)
    assert run("git", "install").code == 0
    assert run("git", "status").code == 0
    assert attributes(other).exists()
    assert not attributes(repository).exists()


def test_where_there_is_no_work_tree(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a repository, and in a bare one, install says so and writes nothing."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(folder_of(tmp_path, {"2022": register()}).parent)
    assert "git could not find a repository" in run("git", "install").err
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    folder_of(tmp_path / "bare.git", {})
    monkeypatch.chdir(tmp_path / "bare.git")
    done = run("git", "install")
    assert done.code == 2
    assert done.err.startswith("riskreg: git could not find")
    assert not attributes(tmp_path / "bare.git").exists()


def test_for_one_user(repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--global works in every repository of the user, leaves line ends to each, and goes without a trace."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = An Officer\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert run("git", "install", "--global").code == 0
    assert run("git", "status").code == 0
    assert not attributes(repository).exists()
    written = (tmp_path / "settings" / "git" / "attributes").read_text()
    assert "**/registers/*.toml merge=riskreg diff=riskreg\n" in written
    assert run("git", "uninstall", "--global").code == 0
    assert config.read_text() == "[user]\n\tname = An Officer\n"
    assert not (tmp_path / "settings" / "git" / "attributes").exists()


def test_the_users_own_attributes_file(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that core.attributesFile names is the one that is written."""
    named = tmp_path / "my attributes"
    named.write_bytes(b"*.csv text")
    config = tmp_path / "gitconfig"
    git(tmp_path, "config", "--file", str(config), "core.attributesFile", str(named))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert run("git", "install", "--global").code == 0
    assert named.read_bytes().startswith(b"*.csv text\n" + BEGIN)
    assert run("git", "uninstall", "--global").code == 0
    assert named.read_bytes() == b"*.csv text"


def test_settings_that_cannot_be_written(repository: Path, run: Run) -> None:
    """Where git refuses to write, its reason is told, and the attributes are not written either."""
    (repository / ".git" / "config.lock").touch()
    done = run("git", "install")
    assert done.code == 2
    assert done.err.startswith("riskreg: git could not change its settings")
    assert not attributes(repository).exists()


# Status


def test_a_program_that_moved(repository: Path, run: Run) -> None:
    """A driver that names a program that is gone, or another one, is told as stale; install mends it."""
    run("git", "install")
    for program, word in (("/nowhere/risk reg", "not there any more"), (sys.executable, "not what this riskreg")):
        for key, value in settings(program).items():
            git(repository, "config", key, value)
        done = run("git", "status")
        assert done.code == 1
        assert done.out.count("stale") == 2
        assert word in done.out
    run("git", "install")
    assert run("git", "status").code == 0


def test_attributes_that_are_overridden(repository: Path, run: Run) -> None:
    """What git itself would do counts: a later line anywhere is told with the register that it is about."""
    folder_of(repository, {"2023": register('"2023"')})
    run("git", "install")
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("registers/2022.toml merge=union -diff\n")
    done = run("git", "status")
    assert done.code == 1
    assert "merge attribute of registers/2022.toml: overridden: it is union" in done.out
    assert "diff attribute of registers/2022.toml: overridden: it is unset" in done.out
    assert "merge attribute of registers/2023.toml: installed" in done.out


# What git does then


ODD = ["plain", "with space", "it's", 'dou"ble', "$HOME", "a;b", "%A%%", "ünï"]


@pytest.mark.skipif(sys.platform == "win32", reason="such names are not possible there")
@pytest.mark.parametrize("name", ODD)
def test_a_program_under_any_name_is_called(name: str, repository: Path, tmp_path: Path) -> None:
    """Whatever characters the path of the program has, git's shell calls it, for diff and for merge."""
    program = stand_in(tmp_path / name, 'echo "$@" >> "$(dirname "$0")/called"; exit 10')
    for key, value in settings(str(program)).items():
        git(repository, "config", key, value)
        if key in (DRIVER, TEXTCONV):
            assert named_program(value) == str(program)
    attributes(repository).write_text("registers/*.toml merge=riskreg diff=riskreg\n")
    diverge(repository)
    git(repository, "diff", "HEAD~1")
    done = subprocess.run(["git", "merge", "side"], cwd=repository, env=GIT_FREE, capture_output=True, check=False)
    assert done.returncode == 1
    called = (program.parent / "called").read_text()
    assert "git textconv -- " in called
    assert "git merge-driver .merge_file_" in called
    assert "7 registers/2022.toml" in called


def diverge(repository: Path, other: str = "Director", line: str = "title") -> None:
    """A branch `side` that changes the owner, and a commit on main that changes another line of the same risk."""
    path = repository / "registers" / "2022.toml"
    text = path.read_text()
    git(repository, "checkout", "--quiet", "-b", "side")
    path.write_text(text.replace("Treasurer", other))
    git(repository, "commit", "--quiet", "--all", "--message=side")
    git(repository, "checkout", "--quiet", "main")
    path.write_text(text.replace('"Treasurer"', '"Clerk"') if line == "owner" else text.replace("Other", "Another"))
    git(repository, "commit", "--quiet", "--all", "--message=main")


BROKEN = {"missing": None, "failing": "exit 1", "a trace": "exit 3", "killed": "kill -9 $$", "no Python": "exit 127"}


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("how", BROKEN)
def test_without_riskreg_git_goes_on(how: str, repository: Path, tmp_path: Path) -> None:
    """With the program gone or broken, diff and log show the plain text, and a merge has both sides in it."""
    program = tmp_path / "gone" / "riskreg"
    if body := BROKEN[how]:
        stand_in(program.parent, body)
    for key, value in settings(str(program)).items():
        git(repository, "config", key, value)
    attributes(repository).write_text("registers/*.toml merge=riskreg diff=riskreg\n")
    diverge(repository, line="owner")
    assert '+owner = "Clerk"' in git(repository, "diff", "HEAD~1")
    assert '+owner = "Clerk"' in git(repository, "log", "-p")
    done = subprocess.run(["git", "merge", "side"], cwd=repository, env=GIT_FREE, capture_output=True, check=False)
    assert done.returncode == 1
    merged = (repository / "registers" / "2022.toml").read_text()
    assert merged.count("<<<<<<< ours") == merged.count(">>>>>>> theirs") == 1
    assert '"Clerk"' in merged
    assert '"Director"' in merged
    assert "UU registers/2022.toml" in git(repository, "status", "--short")


def test_diff_and_log_show_fields(repository: Path, run: Run) -> None:
    """Diff and log of git show the fields that changed and nothing of what only moved."""
    run("git", "install")
    path = repository / "registers" / "2022.toml"
    head, one, other = path.read_text().split("\n\n\n")
    path.write_text("\n\n\n".join((head, other.rstrip("\n"), one.replace("Treasurer", "Director"))) + "\n")
    changed = [line for line in git(repository, "diff").splitlines() if line.startswith(("+r", "-r"))]
    assert changed == ["-risk.turnover.owner: Treasurer", "+risk.turnover.owner: Director"]
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=two")
    assert "+risk.turnover.owner: Director" in git(repository, "log", "-p", "-1")
    path.write_text("\n\n\n".join((head, one.replace("Treasurer", "Director"), other)))
    assert not [line for line in git(repository, "diff").splitlines() if line.startswith(("+r", "-r"))]


def test_diff_of_what_is_no_register(repository: Path, run: Run) -> None:
    """A register that is not TOML any more is shown as it is, without an identity or a cache."""
    run("git", "install")
    (repository / "registers" / "2022.toml").write_text("[register\n\x1b]0;x\x07\n")
    out = git(repository, "-c", "user.useConfigOnly=true", "diff")
    assert "+[register\n" in out
    assert "\x1b" not in out


def test_within_a_hook_of_another_repository(repository: Path, tmp_path: Path) -> None:
    """Git's own variables, as a hook inherits them, lead to no other repository."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    before = (other / ".git" / "config").read_bytes()
    inherited = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other)}
    assert process("git", "install", cwd=repository, env=inherited).code == 0
    assert (other / ".git" / "config").read_bytes() == before
    assert attributes(repository).exists()


@pytest.mark.parametrize("command", ["install", "uninstall", "status", "textconv", "verify-merge"])
def test_help(command: str, run: Run) -> None:
    """Every command has a sentence and an example, within 80 columns."""
    out = run("git", command, "--help").out
    assert f"Usage: riskreg git {command} " in out
    assert f"    riskreg git {command}" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("words", [["install"], ["status"], ["uninstall"], ["verify-merge"]])
def test_a_repository_within_another(
    words: list[str], repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Registers of the repository around this one are not touched unless they are named; both are told."""
    inner = repository / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    monkeypatch.chdir(inner)
    done = run("git", *words)
    assert done.code == 2
    assert 'you are in the repository "inner", and the registers found (../registers) lie outside it' in done.err
    assert f'in the repository "{repository.name}"' in done.err
    assert not (repository / ".gitattributes").exists()
    assert run("git", *words, "--registers", "../registers").code != 2


def test_an_uninstall_that_is_not_committed_is_told(repository: Path, run: Run) -> None:
    """Git goes by the attributes it last held until their deletion is committed: status says so, and the way back."""
    run("git", "install")
    git(repository, "add", ".gitattributes")
    git(repository, "commit", "--quiet", "--message=attributes")
    run("git", "uninstall")
    told = run("git", "status")
    assert told.code == 1
    assert told.out.count("until the deletion of .gitattributes is committed") == 2
    assert "installed" not in told.out
    git(repository, "restore", ".gitattributes")
    assert run("git", "status").out.count(": installed") == 2
    attributes(repository).unlink()
    git(repository, "commit", "--quiet", "--all", "--message=gone")
    assert run("git", "status").out.count("missing; run: riskreg git install") == 4
