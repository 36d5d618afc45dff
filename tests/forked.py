"""The program run in a copy of this process, so that a fault can be put in at one moment of it, in little time."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from conftest import GIT_FREE, Finished

Fault = Callable[[], None]
"""What somebody does, or what happens to the process."""

PATIENCE = 60
"""After so many seconds a copy that still runs is ended: a test of what must not wait fails then, and is not held."""

WRITES = ("tempfile.mkstemp", "os.chmod", "os.rename", "os.link", "os.remove", "fcntl.flock")
"""The steps of writing a file, as the interpreter tells of them."""


def forked(*words: str, cwd: Path, arrange: Fault = lambda: None) -> Finished:
    """Run the real command line in a copy of this process, in which `arrange` was called first."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = _ended(_copy(words, cwd, arrange, out.fileno(), err.fileno()))
        out.seek(0)
        err.seek(0)
        return Finished(code, out.read(), err.read())


def at_once(commands: Iterable[tuple[str, ...]], cwd: Path) -> list[int]:
    """Run each command line in a copy of this process, all at the same time; how each ended."""
    with tempfile.TemporaryFile() as said:
        running = [_copy(words, cwd, lambda: None, said.fileno(), said.fileno()) for words in commands]
        return [_ended(child) for child in running]


def _copy(words: tuple[str, ...], cwd: Path, arrange: Fault, out: int, err: int) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the copy only runs the program, and ends
        child = os.fork()
    if child == 0:
        try:
            _run(words, cwd, arrange, out, err)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(99)
    return child


def _ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(words: tuple[str, ...], cwd: Path, arrange: Fault, out: int, err: int) -> None:
    from riskreg.cli.main import main

    signal.alarm(PATIENCE)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(GIT_FREE)
    sys.argv = ["riskreg", *words]
    arrange()
    sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115
    try:
        main()
    except SystemExit as left:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(left.code if isinstance(left.code, int) else 98)


def killed_at(step: int) -> Fault:
    """A kill at one step of writing."""
    left = step

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal left
        left -= event in WRITES
        if left < 0 and event in WRITES:  # and not at the kill itself, of which the interpreter tells as well
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def meanwhile(when: str, what: Fault) -> Fault:
    """What somebody does just before the first step of that name."""
    done = False

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal done
        if event == when and not done:
            done = True
            what()

    return lambda: sys.addaudithook(hook)


def files_of_at_most(size: int) -> Fault:
    """A system that lets no file grow beyond a size."""

    def limit() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit
