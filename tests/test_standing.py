"""What stands where an output is to go: whatever it is, no command waits for it, and none reads it to its end."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen
from conftest import folder_of, register
from forked import files_of_at_most, forked

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@frozen
class Output:
    """A command that writes a file."""

    words: tuple[str, ...]
    """What is typed."""
    file: str
    """What it writes."""


PARQUET = Output(("export", "--all", "--to", "parquet", "--output", "pd"), "pd/risks.parquet")

OUTPUTS = {
    "show": Output(("show", "2022", "--output", "x.md"), "x.md"),
    "export": Output(("export", "2022", "--output", "x.html"), "x.html"),
    "parquet": PARQUET,
    "merge": Output(("git", "merge", *(3 * ("registers/2022.toml",)), "--output", "x.toml"), "x.toml"),
    "import": Output(("import", "report.csv", "--date", "2024", "--output", "x.toml"), "x.toml"),
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder_of(tmp_path, {"2022": register()})
    (tmp_path / "report.csv").write_text("Risk,Mitigating action\nStorms close the harbour,Raise the quay\n")
    (tmp_path / "pd").mkdir()
    return tmp_path


def _little_memory() -> None:
    """Enough for every library, and soon used up by what has no end."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _pipe_behind_a_link(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("stands", [_pipe, _pipe_behind_a_link, _endless], ids=lambda make: make.__name__)
@pytest.mark.parametrize("command", OUTPUTS)
def test_what_is_no_ordinary_file_is_refused(command: str, stands: Callable[[Path], None], here: Path) -> None:
    """A pipe is not waited for, a device is not read, and both are still there afterwards."""
    output = OUTPUTS[command]
    stands(here / output.file)
    before = sorted(here.rglob("*"))
    done = forked(*output.words, cwd=here, arrange=_little_memory)
    assert (done.code, done.out) == (2, b"")
    said = done.err.decode()
    assert said.endswith(f"could not write {output.file}: it is not an ordinary file; nothing was changed\n")
    assert said.count("\n") == 1
    assert sorted(here.rglob("*")) == before


@pytest.mark.parametrize("command", ["show", "parquet", "merge"])
def test_a_large_file_is_replaced_without_being_read(command: str, here: Path) -> None:
    """What an output replaces may be of any size: as much of it is read as is compared, and no more."""
    output = OUTPUTS[command]
    with (here / output.file).open("wb") as file:
        file.truncate(8 << 30)  # holes, no bytes: it takes no room on the disk
    (here / "x.toml").rename(here / "x.txt") if output.file == "x.toml" else None
    words = tuple("x.txt" if word == "x.toml" else word for word in output.words)
    done = forked(*words, cwd=here, arrange=_little_memory)
    assert (done.code, b"Traceback" in done.err) == (0, False), done.err
    assert 0 < (here / output.file.replace("x.toml", "x.txt")).stat().st_size < 1 << 20


@pytest.mark.parametrize("command", ["show", "parquet", "merge"])
def test_an_equal_file_is_not_written(command: str, here: Path) -> None:
    """Where the file says so already, it keeps its time."""
    output = OUTPUTS[command]
    assert forked(*output.words, cwd=here).code == 0
    os.utime(here / output.file, (1, 1))
    assert forked(*output.words, cwd=here).code == 0
    assert (here / output.file).stat().st_mtime == 1


def test_a_folder_in_the_place_of_a_member_is_named(here: Path) -> None:
    """Of files written together, the one at fault is told, and none is written."""
    (here / PARQUET.file).mkdir()
    done = forked(*PARQUET.words, cwd=here)
    assert (done.code, done.out) == (2, b"")
    assert done.err == b"riskreg: could not write pd/risks.parquet: it is a folder; nothing was changed\n"
    assert [path.name for path in (here / "pd").iterdir()] == ["risks.parquet"]


@pytest.mark.parametrize("there", [False, True], ids=["made by this run", "there before"])
def test_a_folder_that_was_made_for_nothing_goes_again(there: bool, here: Path) -> None:
    """That nothing was changed is true of the folder too: one that this run made is taken away, any other stays."""
    if not there:
        (here / "pd").rmdir()
    done = forked(*PARQUET.words, cwd=here, arrange=files_of_at_most(300))
    assert done.code == 2
    assert b"nothing was changed" in done.err
    assert (here / "pd").exists() is there


@pytest.mark.parametrize("command", ["show", "export", "parquet", "merge", "import"])
def test_a_folder_that_is_not_there_is_named_with_the_next_step(command: str, here: Path) -> None:
    """Into a folder that is missing nothing is written, and it is said what to do."""
    words = [f"none/{word}" if word in ("pd", "x.md", "x.html", "x.toml") else word for word in OUTPUTS[command].words]
    done = forked(*words, cwd=here)
    assert (done.code, done.out) == (2, b"")
    assert done.err.decode().endswith(
        f"could not write {words[-1]}: there is no folder none; nothing was changed; make it, or name another place\n"
    )
    assert not (here / "none").exists()
