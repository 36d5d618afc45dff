"""Registers as git has them: REV:REF in real repositories, and nothing run that a revision's name smuggles in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import GIT_FREE, Run, folder_of, git, process, register

from riskreg.errors import GitFailed, NotARevision, RiskregError, UnreadableFile
from riskreg.store.find import Finder, find


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of two commits: 2022 was renamed in words, and 2020 was deleted."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "RISKREG_"))]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, GIT_FREE[name])
    home = tmp_path / "home"
    folder = folder_of(home, {"2020": register('"2020"', "Old"), "2022": register('"2022"', "First")})
    git(home, "init", "--quiet", "--initial-branch=main")
    git(home, "add", ".")
    git(home, "commit", "--quiet", "--message=one")
    (folder / "2020.toml").unlink()
    (folder / "2022.toml").write_text(register('"2022"', "Second"))
    git(home, "commit", "--quiet", "--all", "--message=two")
    git(home, "branch", "review/with/slash", "HEAD~1")
    git(home, "tag", "--annotate", "v1", "--message=one", "HEAD~1")
    (folder / "2022.toml").write_text(register('"2022"', "Third"))
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize(
    ("ref", "title"),
    [
        ("2022", "Third"),
        ("HEAD:2022", "Second"),
        ("main:2022", "Second"),
        ("HEAD~1:2022", "First"),
        ("HEAD^:2022", "First"),
        ("v1:2022", "First"),
        ("review/with/slash:2022", "First"),
        ("HEAD~1:registers/2022.toml", "First"),
        ("HEAD~1:./registers/2022.toml", "First"),
        ("HEAD~1:2020", "Old"),
        ("v1:registers/2020.toml", "Old"),
        ("@{0}:2022", "Second"),
    ],
)
def test_a_register_as_it_was(ref: str, title: str, repository: Path) -> None:
    """A REF after a revision is looked for in the folder as that commit has it, deleted registers too."""
    assert find(ref).title == title


def test_messages_name_the_revision(repository: Path) -> None:
    """A fault of an old version is told with the revision before the file."""
    (repository / "registers" / "2022.toml").write_text(register(rest="owner = 5\n"))
    git(repository, "commit", "--quiet", "--all", "--message=three")
    with pytest.raises(RiskregError, match=r"^HEAD:registers/2022\.toml:8:9: E201"):
        find("HEAD:2022")


def test_what_was_not_there_then(repository: Path) -> None:
    """A register that a commit does not have is refused with those it has."""
    with pytest.raises(RiskregError, match=r'no register "2020" in HEAD:registers/; there are: 2022'):
        find("HEAD:2020")
    with pytest.raises(UnreadableFile, match=r"HEAD:registers/2020\.toml: was not there at that revision"):
        find("HEAD:registers/2020.toml")
    with pytest.raises(UnreadableFile, match=r"HEAD:elsewhere/2020\.toml: was not there at that revision"):
        find("HEAD:elsewhere/2020.toml")
    with pytest.raises(UnreadableFile, match=r"is no \.toml file"):
        find("HEAD:registers/2020")


def test_a_folder_that_is_gone_is_still_in_git(repository: Path) -> None:
    """The folder of an old register need not be on disk any more."""
    git(repository, "mv", "registers", "moved")
    git(repository, "commit", "--quiet", "--message=move")
    assert find("HEAD~1:registers/2022.toml").risks == find("HEAD:moved/2022.toml").risks


def test_the_limit_counts_for_old_versions_too(repository: Path) -> None:
    """`--max-size` holds for what git keeps."""
    with pytest.raises(UnreadableFile, match="larger than 10 bytes"):
        Finder(max_size=10).locate("HEAD:registers/2022.toml")


HOSTILE = [
    "",
    "-h",
    "--help",
    "--output=made",
    "--upload-pack=touch made;",
    "--exec=touch made",
    "HEAD..main",
    "main...HEAD",
    "^HEAD",
    "HEAD\nmain",
    "HEAD main",
    "$(touch made)",
    "`touch made`",
    "HEAD; touch made",
    "HEAD\x00",
    "HEAD\x1b[31m",
    "nowhere",
    "0" * 40,
    "HEAD~99",
    "--no-index",
    "--all",
    "HEAD^{tree}",
]


def test_hostile_revisions_do_nothing(repository: Path, run: Run) -> None:
    """What is no commit is refused in one message, and no file appears."""
    before = {p for p in repository.rglob("*") if ".git" not in p.parts}
    for revision in HOSTILE:
        for inner in ("2022", "registers/2022.toml"):
            done = run("show", "--", f"{revision}:{inner}")
            assert done.code == 2, revision
            assert done.out == ""
            assert "is not a revision that git knows" in done.err
            assert "\x1b" not in done.err
    assert {p for p in repository.rglob("*") if ".git" not in p.parts} == before


def test_a_revision_that_names_a_file_is_none(repository: Path) -> None:
    """A blob or a tree is no commit, even where git knows it."""
    blob = git(repository, "rev-parse", "HEAD:registers/2022.toml").strip()
    with pytest.raises(NotARevision):
        find(f"{blob}:2022")


def test_a_link_or_folder_in_git_is_no_register(repository: Path) -> None:
    """Only ordinary files of a commit are read; a link in it is never followed."""
    (repository / "registers" / "2023.toml").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=link")
    with pytest.raises(UnreadableFile, match="was not there"):
        find("HEAD:registers/2023.toml")


def test_within_a_hook_of_another_repository(repository: Path, tmp_path: Path) -> None:
    """Git's own variables, as a hook inherits them, lead nowhere else."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    inherited = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / "index")}
    done = process("show", "HEAD:2022", cwd=repository, env=inherited)
    assert done.code == 0
    assert b"Second" in done.out


def test_without_git(repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git is not installed, that is said; what needs no git still works."""
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitFailed, match="it is not installed, or not on the PATH"):
        find("HEAD:2022")
    assert run("show", "HEAD:2022").code == 2
    assert run("show", "2022").code == 0


def test_outside_a_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no repository, that is said."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(folder_of(tmp_path, {"2022": register()}).parent)
    done = run("show", "HEAD:2022")
    assert done.code == 2
    assert "git could not find a repository at registers/: not a git repository" in done.err


def test_a_repository_without_commits(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first commit, HEAD is no revision."""
    monkeypatch.chdir(folder_of(tmp_path, {"2022": register()}).parent)
    git(tmp_path, "init", "--quiet")
    done = run("show", "HEAD:2022")
    assert done.code == 2
    assert '"HEAD" is not a revision' in done.err


def test_old_and_new_are_compared_and_checked(repository: Path, run: Run) -> None:
    """A revision stands wherever a REF may."""
    assert run("compare", "HEAD:2022", "2022", "--exit-code").code in (0, 1)
    assert run("check", "HEAD:2022", "HEAD~1:2020").code == 0
    assert "2 files" in run("check", "HEAD:2022", "HEAD~1:2020").out


def test_names_with_spaces_and_other_scripts(repository: Path) -> None:
    """A folder and a file may be called anything that git takes."""
    folder = folder_of(repository, {"spring – 春 2022": register('"2022-03"', "Spring")}, "more registers")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message=more")
    assert find("HEAD:spring – 春 2022", folder).title == "Spring"
    assert find("HEAD:2022", folder).title == "Spring"
    assert find("HEAD:more registers/spring – 春 2022.toml").title == "Spring"
