"""The hooks for pre-commit, as another repository uses them from a clean clone of this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import GIT_FREE, folder_of, git, register

from riskreg.cli.main import riskreg

pytest.importorskip("pre_commit")

ROOT = Path(__file__).parents[1]
FAULTY = register(rest="owner = 5\n")
CONFIG = """repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - {{ id: {hook}, language: system{more} }}
"""


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the hooks in it, as they are now."""
    place = tmp_path_factory.mktemp("source")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", place)
    git(place, "init", "--quiet")
    git(place, "add", ".")
    git(place, "commit", "--quiet", "--message=hooks")
    return place


def hooked(
    source: Path, place: Path, hook: str, texts: dict[str, str], more: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run one hook over the registers of a new repository.

    The program is the one under test, by `language: system`: to install it apart would need a network.
    """
    folder_of(place, texts)
    revision = git(source, "rev-parse", "HEAD").strip()
    (place / ".pre-commit-config.yaml").write_text(
        CONFIG.format(source=source.as_posix(), revision=revision, hook=hook, more=more)
    )
    git(place, "init", "--quiet")
    git(place, "add", ".")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--verbose", "--color=never"],
        cwd=place,
        env={**GIT_FREE, "PATH": path, "PRE_COMMIT_HOME": str(place / ".git" / "store")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check(source: Path, tmp_path: Path) -> None:
    """The hook passes over good registers, and names each fault of bad ones."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    done = hooked(source, good, "riskreg-check", {"2022": register()})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No faults in 1 file." in done.stdout
    done = hooked(source, bad, "riskreg-check", {"2022": FAULTY})
    assert done.returncode == 1
    assert "registers/2022.toml:8:9: E201" in done.stdout


def test_fmt(source: Path, tmp_path: Path) -> None:
    """The hook puts a register in the canonical layout, and fails where it had to."""
    loose, neat = tmp_path / "loose", tmp_path / "neat"
    done = hooked(source, loose, "riskreg-fmt", {"2022": register().replace("\n\n\n", "\n")})
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (loose / "registers" / "2022.toml").read_text() == register()
    assert hooked(source, neat, "riskreg-fmt", {"2022": register()}).returncode == 0


@pytest.mark.skipif("embed" not in riskreg.commands, reason="this riskreg has no command embed")
def test_embed_check(source: Path, tmp_path: Path) -> None:
    """The hook looks at the papers that are named."""
    (tmp_path / "paper.md").write_text("# No tables here\n")
    done = hooked(source, tmp_path, "riskreg-embed-check", {"2022": register()}, ", args: [nowhere.md]")
    assert done.returncode == 1
    assert "nowhere.md" in done.stdout


def test_other_files_are_left_alone(source: Path, tmp_path: Path) -> None:
    """Without a register in the commit, no hook runs."""
    (tmp_path / "notes.toml").write_text("x = 1\n")
    for hook in ("riskreg-check", "riskreg-fmt"):
        shutil.rmtree(tmp_path / ".git", ignore_errors=True)
        assert "no files to check" in hooked(source, tmp_path, hook, {}).stdout
