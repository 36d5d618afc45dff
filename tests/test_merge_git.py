"""The merge driver in real repositories: merge, rebase, cherry-pick, stash and others; and when it fails."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GIT_FREE, git

PROGRAM = f"{shlex.quote(sys.executable)} -c 'from riskreg.cli.main import main; main()'"
DRIVER = (
    "{program} git merge-driver %O %A %B %L %P; case $? in 0) exit 0;; 10) exit 1;; "
    "*) exec git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B;; esac"
)
FILE = "registers/2022.toml"

BASE = """[register]
title = "Corporate risks"
date = "2022"


[risk.turnover]
title = "Staff leave"
owner = "Director of People"
category = "People"


[risk.flood]
title = "Flooding of the depot"
"""
OURS = BASE.replace("Staff leave", "Staff go")
THEIRS = BASE.replace("Director of People", "Director of Staff")
BOTH = OURS.replace("Director of People", "Director of Staff")
OTHER = BASE.replace("Staff leave", "Staff stay")


def tried(folder: Path, *words: str) -> int:
    """The exit code of git, which may fail."""
    return subprocess.run(["git", *words], cwd=folder, env=GIT_FREE, capture_output=True, check=False).returncode


def commit(folder: Path, text: str, name: str = FILE) -> None:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "An edit")


def held(folder: Path, name: str = FILE) -> str:
    return (folder / name).read_text(encoding="utf-8")


def state(folder: Path) -> str:
    return git(folder, "status", "--porcelain")


def repository(folder: Path, program: str = PROGRAM) -> Path:
    """A repository whose registers are merged by the driver, as somebody sets it up by hand."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "merge.riskreg.name", "registers by record")
    git(folder, "config", "merge.riskreg.driver", DRIVER.format(program=program))
    (folder / ".gitattributes").write_text("*.toml merge=riskreg\n")
    return folder


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two branches: main has our edit, other has theirs; plain git finds them in conflict."""
    folder = repository(tmp_path / "repo")
    commit(folder, BASE)
    git(folder, "checkout", "-qb", "other")
    commit(folder, THEIRS)
    git(folder, "checkout", "-q", "main")
    commit(folder, OURS)
    return folder


def test_git_alone_would_be_in_conflict(repo: Path) -> None:
    """The edits of these tests touch lines side by side, which git's own merge cannot join."""
    git(repo, "config", "--unset", "merge.riskreg.driver")
    assert tried(repo, "merge", "other")


def test_merge(repo: Path) -> None:
    """Two edits of one risk are merged, and the work tree is clean."""
    assert tried(repo, "merge", "-q", "--no-edit", "other") == 0
    assert held(repo) == BOTH
    assert state(repo) == ""


def test_rebase(repo: Path) -> None:
    """A branch is rebased over an edit of the same risk."""
    git(repo, "checkout", "-q", "other")
    assert tried(repo, "rebase", "-q", "main") == 0
    assert held(repo) == BOTH


def test_cherry_pick(repo: Path) -> None:
    """A commit is picked onto an edit of the same risk."""
    assert tried(repo, "cherry-pick", "other") == 0
    assert held(repo) == BOTH


def test_revert(repo: Path) -> None:
    """An edit is taken back although the same risk was edited since."""
    git(repo, "merge", "-q", "--no-edit", "other")
    assert tried(repo, "revert", "--no-edit", "-m", "1", "HEAD") == 0
    assert held(repo) == OURS


def test_stash_pop(repo: Path) -> None:
    """What was put aside comes back although the same risk was edited meanwhile."""
    git(repo, "checkout", "-q", "other")
    (repo / FILE).write_text(THEIRS.replace("People", "Staffing"))
    git(repo, "stash", "-q")
    commit(repo, THEIRS.replace("Staff leave", "Staff go"))
    assert tried(repo, "stash", "pop", "-q") == 0
    assert held(repo) == BOTH.replace("People", "Staffing")


def test_worktree(repo: Path, tmp_path: Path) -> None:
    """A linked work tree merges as the first one does."""
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "third", "main")
    assert tried(tmp_path / "linked", "merge", "-q", "--no-edit", "other") == 0
    assert held(tmp_path / "linked") == BOTH


def test_a_file_that_one_side_renamed(repo: Path) -> None:
    """An edit arrives at a register whose file has another name on the other side, however odd."""
    name = "registers/the $(touch x) 'new' one.toml"
    git(repo, "mv", FILE, name)
    git(repo, "commit", "-qm", "Another name")
    assert tried(repo, "merge", "-q", "--no-edit", "other") == 0
    assert held(repo, name) == BOTH
    assert not (repo / "x").exists()


def test_both_sides_added_the_file(tmp_path: Path) -> None:
    """A register that both sides added with the same risks, and one with one more, holds them all once."""
    folder = repository(tmp_path / "repo")
    commit(folder, "", "readme")
    git(folder, "checkout", "-qb", "other")
    commit(folder, BASE + '\n\n[risk.cyber]\ntitle = "Attack on the systems"\n')
    git(folder, "checkout", "-q", "main")
    commit(folder, BASE)
    assert tried(folder, "merge", "-q", "--no-edit", "other") == 0
    assert held(folder) == BASE + '\n\n[risk.cyber]\ntitle = "Attack on the systems"\n'


def test_a_contradiction_is_left_to_a_person(repo: Path) -> None:
    """Two values of one field are a conflict for git, with markers round that line alone; mended, it is committed."""
    git(repo, "checkout", "-qb", "third", "main~1")
    commit(repo, OTHER.replace("Director of People", "Director of Staff"))
    assert tried(repo, "merge", "main") == 1
    assert state(repo) == f"UU {FILE}\n"
    marked = '<<<<<<< ours\ntitle = "Staff stay"\n=======\ntitle = "Staff go"\n>>>>>>> theirs\n'
    assert held(repo) == OTHER.replace("Director of People", "Director of Staff").replace(
        'title = "Staff stay"\n', marked
    )
    assert not [p.name for p in repo.iterdir() if p.name.startswith((".riskreg", ".merge"))]
    (repo / FILE).write_text(BOTH)
    git(repo, "commit", "-qam", "Merged")


FAILING = {
    "missing": "/nowhere/riskreg",
    "crashing": f"{shlex.quote(sys.executable)} -c 'raise ValueError'",
    "leaving with 1": "sh -c 'exit 1'",
    "killed": "sh -c 'kill -9 $$'",
}
_KILLED_AT = (
    "import os, signal\n"
    "import {module} as m\n"
    "def killed(*a, **k):\n"
    "    os.kill(os.getpid(), signal.SIGKILL)\n"
    "m.{name} = killed\n"
    "from riskreg.cli.main import main\n"
    "main()"
)
STEPS = [
    ("riskreg.store.raw", "read_bytes"),
    ("riskreg.merging.merge", "merge_texts"),
    ("riskreg.merging.merge", "woven"),
    ("riskreg.store.safe", "_staged"),
    ("riskreg.store.safe", "_put"),
    ("os", "fsync"),
]


def git_alone(repo: Path) -> str:
    """What git's own merge of the same branches leaves, with the labels of the driver."""
    texts = {"ours": OURS, "base": BASE, "theirs": THEIRS}
    for name, text in texts.items():
        (repo.parent / name).write_text(text)
    words = ["git", "merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs", "ours", "base", "theirs"]
    return subprocess.run(words, cwd=repo.parent, env=GIT_FREE, capture_output=True, check=False, text=True).stdout


@pytest.mark.parametrize("program", FAILING.values(), ids=FAILING)
def test_a_driver_that_fails_leaves_the_conflict_of_git(repo: Path, program: str) -> None:
    """With a driver that is missing, crashes or is killed, both sides stand in git's ordinary conflict."""
    git(repo, "config", "merge.riskreg.driver", DRIVER.format(program=program))
    assert tried(repo, "merge", "other") == 1
    assert held(repo) == git_alone(repo)
    assert "Director of Staff" in held(repo)
    assert state(repo) == f"UU {FILE}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_driver_killed_at_any_step_leaves_the_conflict_of_git(repo: Path, module: str, name: str) -> None:
    """Killed while it reads, merges or writes, the driver leaves git's ordinary conflict with both sides."""
    script = repo.parent / "killed.py"
    script.write_text(_KILLED_AT.format(module=module, name=name))
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}"
    git(repo, "config", "merge.riskreg.driver", DRIVER.format(program=program))
    assert tried(repo, "merge", "other") == 1
    assert held(repo) == git_alone(repo)
    assert "<<<<<<< ours" in held(repo)


def test_a_file_that_cannot_be_read_is_merged_by_lines(repo: Path) -> None:
    """A register that is no TOML on one side is merged as git merges any text, and its place is told."""
    git(repo, "checkout", "-q", "other")
    commit(repo, THEIRS + "title =\n")
    git(repo, "checkout", "-q", "main")
    done = subprocess.run(
        ["git", "merge", "other"], cwd=repo, env=GIT_FREE, capture_output=True, check=False, text=True
    )
    assert done.returncode == 1
    assert f"{FILE} (theirs):14:" in done.stdout + done.stderr
    assert "title =\n" in held(repo)
    assert "Staff go" in held(repo)


def crosswise(folder: Path, ours: str, theirs: str) -> Path:
    """Two branches that merged each other, both settling the title as theirs had it, and then went on as given."""
    repo = repository(folder)
    commit(repo, BASE)
    git(repo, "checkout", "-qb", "other")
    commit(repo, OTHER)
    git(repo, "checkout", "-q", "main")
    commit(repo, OURS)
    first = git(repo, "rev-parse", "main").strip()
    assert tried(repo, "merge", "other")
    commit(repo, OTHER)
    git(repo, "checkout", "-q", "other")
    assert tried(repo, "merge", first)
    commit(repo, OTHER)
    commit(repo, theirs)
    git(repo, "checkout", "-q", "main")
    commit(repo, ours)
    return repo


FLOOD = '\n\n[risk.flood]\ntitle = "Flooding of the depot"\n'


def test_branches_merged_crosswise(tmp_path: Path) -> None:
    """What was in dispute in the common beginning, and is settled alike, asks nothing; deleted is deleted."""
    moved = OTHER.replace(FLOOD, "").replace('"2022"\n', '"2022"\n' + FLOOD)
    repo = crosswise(tmp_path / "repo", OTHER.replace(FLOOD, ""), moved.replace("category", 'manager = "M"\ncategory'))
    assert tried(repo, "merge", "-q", "--no-edit", "other") == 0
    assert "risk.flood" not in held(repo)
    assert 'title = "Staff stay"\nowner = "Director of People"\nmanager = "M"\n' in held(repo)


def test_branches_merged_crosswise_and_settled_otherwise(tmp_path: Path) -> None:
    """What each side settled in another way is in dispute again, although one of them has what the beginning had."""
    repo = crosswise(tmp_path / "repo", OTHER.replace("stay", "go"), OTHER.replace(FLOOD, ""))
    assert tried(repo, "merge", "-q", "--no-edit", "other")
    assert '<<<<<<< ours\ntitle = "Staff go"\n=======\ntitle = "Staff stay"\n>>>>>>> theirs\n' in held(repo)
    assert "risk.flood" not in held(repo)


def test_a_diff_during_a_conflict_shows_fields(repo: Path) -> None:
    """What is in dispute is one line for each side, with its address; what is agreed on is not told as changed."""
    git(repo, "config", "diff.riskreg.textconv", f"{PROGRAM} git textconv")
    (repo / ".gitattributes").write_text("*.toml merge=riskreg diff=riskreg\n")
    git(repo, "branch", "-f", "third", "other")
    commit(repo, OURS.replace("Director of People", "Head of People"))
    assert tried(repo, "merge", "third")
    shown = git(repo, "diff")
    assert "++<<<<<<< ours risk.turnover.owner: Head of People\n" in shown
    assert "++>>>>>>> theirs risk.turnover.owner: Director of Staff\n" in shown
    assert "category" not in [line[2:10] for line in shown.splitlines() if line[:2].strip()]
    assert "[risk" not in shown
