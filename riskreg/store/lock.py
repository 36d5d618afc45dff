"""A lock on folders, held from reading a file to replacing it, so that two runs of riskreg lose no edit.

It is the system's own lock on the open folder: no file is left behind, and a killed run lets go of it. Windows has no
such lock, and some network disks have none; there the writer's comparison of bytes is the only guard.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from riskreg.errors import NotPossible

PREFIX, SUFFIX = ".riskreg-", ".tmp"
"""How the names of temporary files begin and end: hidden, and no register's name."""

PATIENCE = 10.0
"""How many seconds another run is waited for."""

_PAUSE = 0.02
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}


@contextlib.contextmanager
def locked(folders: Iterable[Path], name: str) -> Iterator[None]:
    """Hold the lock on folders; `name` is what is to be written there, for messages.

    Temporary files that a killed run left are removed. Raises NotPossible where another run does not let go in time.
    """
    with contextlib.ExitStack() as stack:
        # In one order for all, so that no two runs wait for each other.
        for folder in sorted({folder.resolve() for folder in folders}):
            if stack.enter_context(_lock(folder, name)):
                _remove_litter(folder)
        yield


@contextlib.contextmanager
def _lock(folder: Path, name: str) -> Iterator[bool]:
    """Whether the folder is locked; not so where the system has no such lock."""
    if not hasattr(os, "O_DIRECTORY"):
        yield False
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _wait(handle, folder, name)
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path, name: str) -> bool:
    import fcntl  # noqa: PLC0415 (Windows has no such module)

    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _TAKEN:
                return False  # a network disk without locks
            if time.monotonic() >= end:
                why = f"could not write {name}: another riskreg is writing in {folder.name}/"
                raise NotPossible(why, "nothing was changed; try again when it is done") from None
            time.sleep(_PAUSE)
        else:
            return True


def _remove_litter(folder: Path) -> None:
    """Under the lock nobody else is writing: what has such a name is left over."""
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError):
            path.unlink()
