"""`compare` with revisions works anywhere in a repository: below its top, in linked worktrees, with HEAD anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import GIT_FREE, Run, folder_of, git, register


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which the title of 2022 changed four times; the registers lie below its top."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, GIT_FREE[name])
    home = tmp_path / "home"
    home.mkdir()
    git(home, "init", "--quiet", "--initial-branch=main")
    for number in range(5):
        text = register().replace("Staff leave", f"Staff leave, version {number}")
        folder_of(home / "risk work", {"2022": text})
        git(home, "add", ".")
        git(home, "commit", "--quiet", f"--message={number}")
    git(home, "branch", "older", "HEAD~1")
    (home / "risk work" / "papers" / "deep").mkdir(parents=True)
    monkeypatch.chdir(home / "risk work")
    return home


def changed(run: Run, earlier: str, later: str = "2022") -> tuple[str, str]:
    """The versions that the titles told of have."""
    done = run("compare", earlier, later)
    assert (done.code, done.err) == (0, "")
    words = " ".join(done.out.replace("[-", "").replace("-]", " ").replace("{+", "").replace("+}", " ").split())
    numbers = [part[0] for part in words.split("version ")[1:]]
    return min(numbers), max(numbers)


@pytest.mark.parametrize("place", ["risk work", "risk work/registers", "risk work/papers/deep"])
def test_from_every_folder(place: str, repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """HEAD~3:2022 and older:2022 mean the same from the folder of registers, beside it and below that."""
    monkeypatch.chdir(repository / place)
    assert changed(run, "HEAD~3:2022")[0] == "1"
    assert "version 3" in run("show", "older:2022").out
    assert "version 1" in run("show", "HEAD~3:2022").out
    assert "version 4" in run("show", "2022").out


def test_in_a_linked_worktree(repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a linked worktree HEAD is its own, and branches are everybody's."""
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"), "older")
    monkeypatch.chdir(tmp_path / "tree" / "risk work")
    assert "version 3" in run("show", "HEAD:2022").out
    assert "version 4" in run("show", "main:2022").out
    assert run("compare", "main:2022", "2022", "--exit-code").code == 1


def test_a_worktree_of_a_bare_repository(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worktree that belongs to a bare repository is as good as any; in the bare one itself there is no folder."""
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "--quiet", str(tmp_path / "tree"), "older")
    monkeypatch.chdir(tmp_path / "tree" / "risk work")
    assert run("compare", "main:2022", "2022", "--exit-code").code == 1
    monkeypatch.chdir(tmp_path / "bare.git")
    done = run("compare", "main:2022", "older:2022")
    assert done.code == 2
    assert "no registers/ folder" in done.err
    paths = (f"{revision}:risk work/registers/2022.toml" for revision in ("older", "main"))
    assert run("compare", *paths, "--exit-code").code == 1


def test_a_detached_head_and_a_shallow_clone(
    repository: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HEAD may stand anywhere; what a clone has not fetched is no revision there."""
    git(repository, "checkout", "--quiet", "--detach", "HEAD~2")
    assert changed(run, "HEAD~1:2022", "main:2022") == ("1", "4")
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", f"file://{repository}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow" / "risk work")
    assert run("compare", "HEAD:2022", "2022", "--exit-code").code == 0
    assert '"HEAD~3" is not a revision that git knows' in run("compare", "HEAD~3:2022", "2022").err


def test_in_the_middle_of_a_merge(repository: Path, run: Run) -> None:
    """While a conflict stands in the file, both sides can still be compared."""
    git(repository, "checkout", "--quiet", "-b", "side", "older")
    path = repository / "risk work" / "registers" / "2022.toml"
    path.write_text(path.read_text().replace("version 3", "version 9"))
    git(repository, "commit", "--quiet", "--all", "--message=side")
    path.write_text("<<<<<<< ours\n")
    assert changed(run, "main:2022", "side:2022") == ("4", "9")
    assert run("compare", "HEAD:2022", "2022").code == 2
