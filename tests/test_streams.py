"""Where nobody reads the output, or the disk behind it is full, the exit code is what the table of exit codes says."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import GIT_FREE, Finished, folder_of, register
from forked import forked

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")

OUT, ERR = 1, 2
FULL = b"riskreg: could not write standard output: No space left on device; nothing was changed\n"
SHOWN = [
    ("--version",), ("--help",), ("check", "--help"), ("git", "merge", "--help"), ("list",),
    ("compare", "2021", "2022", "--format", "json"), ("schema", "register"), ("check", "--explain", "E101"),
]  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder_of(tmp_path, {"2021": register('"2021"'), "2022": register(title="Risks of the council")})
    return tmp_path


def _full(*streams: int) -> Callable[[], None]:
    """A full disk behind streams."""

    def arrange() -> None:
        for stream in streams:
            os.dup2(os.open("/dev/full", os.O_WRONLY), stream)

    return arrange


def _gone(*streams: int) -> Callable[[], None]:
    """A reader of streams that has gone."""

    def arrange() -> None:
        reading, writing = os.pipe()
        os.close(reading)
        for stream in streams:
            os.dup2(writing, stream)

    return arrange


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_what_cannot_be_printed_was_not_done(words: tuple[str, ...], here: Path) -> None:
    """On a full disk every command says the same, help and version too, and the exit code is 2."""
    done = forked(*words, cwd=here, arrange=_full(OUT))
    assert (done.code, done.err) == (2, FULL)


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_a_reader_that_has_gone_changes_no_exit_code(words: tuple[str, ...], here: Path) -> None:
    """`| head` ends in silence; all was well, and the exit code is 0."""
    assert forked(*words, cwd=here, arrange=_gone(OUT)) == Finished(0, b"", b"")


def test_the_answer_is_given_to_a_reader_that_has_gone(here: Path) -> None:
    """What was found stands in the exit code, though nobody read it to the end."""
    words = ("compare", "2021", "2022", "--exit-code")
    (here / "registers" / "2022.toml").write_text(register(rest='owner = "Director"\n'))
    assert forked(*words, cwd=here).code == 1
    assert forked(*words, cwd=here, arrange=_gone(OUT)) == Finished(1, b"", b"")


@pytest.mark.parametrize("lost", [_full, _gone], ids=["full", "gone"])
def test_messages_that_nobody_hears_change_no_exit_code(lost: Callable[..., Callable[[], None]], here: Path) -> None:
    """What was done is done, what was refused is refused, and a fault is a fault, told or not."""
    for words, code in (
        (("compare", "2021", "2022", "--output", "o.txt"), 0),
        (("nosuch",), 2),
        (("list", "--nosuch"), 2),
        (("show", "2030"), 2),
        (("check", "--explain", "E999"), 2),
        (("git", "merge", "registers/2021.toml", "registers/2022.toml", "both.toml", "--output", "merged"), 1),
    ):
        (here / "both.toml").write_text(register('"2023"', title="Risks of others"))
        done = forked(*words, cwd=here, arrange=lost(ERR))
        assert (done.code, done.err) == (code, b""), words
        assert forked(*words, cwd=here, arrange=lost(OUT, ERR)).code == code, words
    assert (here / "o.txt").read_text().startswith("What changed")
    assert "<<<<<<<" in (here / "merged").read_text()


@pytest.mark.parametrize(("raised", "code"), [(KeyboardInterrupt, 130), (ZeroDivisionError, 3)])
def test_the_end_of_a_run_that_nobody_hears_of(
    raised: type[BaseException], code: int, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped is 130 and a fault is 3, though neither can be said, nor a trace be kept."""

    def stopped(*_: object) -> None:
        raise raised

    monkeypatch.setattr("riskreg.checking.check.check_everything", stopped)

    def nowhere() -> None:
        tempfile.tempdir = str(here / "none")

    done = forked("check", cwd=here, arrange=nowhere)
    assert done.code == code
    assert b"Traceback" not in done.err
    assert code == 130 or b"the trace could not be kept: No such file or directory" in done.err
    assert forked("check", cwd=here, arrange=_full(OUT, ERR)).code == code


@pytest.mark.parametrize("encoding", ["", "ascii"])
def test_streams_of_every_kind(encoding: str, here: Path) -> None:
    """So it is in a process of its own, whatever its encoding, and whether or not Python holds its output back."""
    program = [
        sys.executable,
        *(["-u"] if encoding else []),
        "-c",
        "from riskreg.cli.main import main; main()",
        "--help",
    ]
    env = GIT_FREE | ({"PYTHONIOENCODING": encoding} if encoding else {})
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(program, cwd=here, env=env, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (2, FULL)
        done = subprocess.run(program, cwd=here, env=env, stdout=subprocess.PIPE, stderr=full, check=False)
        assert done.returncode == 0
        done = subprocess.run(program, cwd=here, env=env, stdout=full, stderr=full, check=False)
        assert done.returncode == 2
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(program, cwd=here, env=env, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
