"""What tests share: the program run in this process, folders of registers, and git without anybody's settings."""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import HealthCheck, settings

# A build has minutes, and fails for what was changed alone; more is looked at with: pytest --hypothesis-profile=deep
settings.register_profile("deep", max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("project", settings.get_profile("deep"), max_examples=6, derandomize=True)
settings.register_profile("thorough", settings.get_profile("deep"), max_examples=100)
settings.load_profile("project")

FILES = Path(__file__).parent / "files"

GIT_FREE = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "RISKREG_"))} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "An Officer",
    "GIT_AUTHOR_EMAIL": "officer@example.org",
    "GIT_AUTHOR_DATE": "2022-11-16T12:00:00Z",
    "GIT_COMMITTER_NAME": "An Officer",
    "GIT_COMMITTER_EMAIL": "officer@example.org",
    "GIT_COMMITTER_DATE": "2022-11-16T12:00:00Z",
}
"""The environment of a machine on which nobody has set anything."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-files` writes what is found into tests/files, to be read before it is kept."""
    parser.addoption("--update-files", action="store_true", help="write the expected findings of tests/files anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage says which lines the examples reach; laws run the same lines over and over, thrice as slowly."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the one that a file holds."""
    update = request.config.getoption("--update-files")

    def compare(file: Path, found: str) -> None:
        if update:
            file.write_text(found, encoding="utf-8", newline="\n")
        assert found == file.read_bytes().decode("utf-8")

    return compare


@frozen
class Done:
    """What a run of the program came to."""

    code: int
    """Its exit code."""
    out: str
    """What it printed."""
    err: str
    """What it said on the side."""


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program in this process: `run("show", "2022")`."""
    monkeypatch.delenv("RISKREG_REGISTERS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def once(*words: str, stdin: bytes = b"") -> Done:
        from riskreg.cli.main import main

        monkeypatch.setattr(sys, "argv", ["riskreg", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        gc.enable()  # the program needs no search for circles; thousands of tests in one process do
        out, err = capsys.readouterr()
        return Done(left.value.code if isinstance(left.value.code, int) else 0, out, err)

    return once


@frozen
class Finished:
    """What a process came to, in bytes."""

    code: int
    """Its exit code."""
    out: bytes
    """Its standard output."""
    err: bytes
    """Its standard error."""


def process(*words: str | bytes, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Finished:
    """Run the program as a process of its own, where being one is the point."""
    command = [sys.executable, "-c", "from riskreg.cli.main import main; main()", *words]
    environment = {**GIT_FREE, **(env or {})}
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, timeout=60, env=environment)
    return Finished(done.returncode, done.stdout, done.stderr)


def git(folder: Path, *words: str, **more: str) -> str:
    """Run git for a test, with nobody's settings."""
    return subprocess.run(
        ["git", *words], cwd=folder, env={**GIT_FREE, **more}, capture_output=True, check=True, text=True
    ).stdout


def register(date: str = '"2022"', title: str = "Corporate risks", *, rest: str = "") -> str:
    """The text of a register with one risk."""
    return f'[register]\ntitle = "{title}"\ndate = {date}\n\n\n[risk.turnover]\ntitle = "Staff leave"\n{rest}'


def folder_of(place: Path, registers: Mapping[str, str], folder: str = "registers") -> Path:
    """A folder of registers, each text under its stem."""
    made = place / folder
    made.mkdir(parents=True, exist_ok=True)
    for stem, text in registers.items():
        (made / f"{stem}.toml").write_text(text, encoding="utf-8")
    return made
