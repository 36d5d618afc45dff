"""What stands where a file is to be written: nothing or an ordinary file, of which no more is read than is compared."""

from __future__ import annotations

import os
import stat
from enum import Enum, auto
from pathlib import Path

from riskreg.errors import UnwritableFile
from riskreg.store.raw import without_waiting

Mark = tuple[int, ...]
"""What tells one file, and one state of it, from another."""


class Stands(Enum):
    """What a draft may find in its place without having read it."""

    ANYTHING = auto()
    """Any ordinary file, or none: what stands there gives way. An equal file is left untouched."""


def status_of(path: Path, name: str) -> os.stat_result | None:
    """The mode and owner to keep; None where there is no file yet.

    Raises UnwritableFile where no file may take the place of what is there; `name` is what messages call it.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise UnwritableFile(name, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise UnwritableFile(name, "it is not an ordinary file")
    if status.st_nlink > 1:
        raise UnwritableFile(name, "it has several names (hard links)", "put a copy of it in its place, then try again")
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise UnwritableFile(name, "it is read-only", "allow writing to it, then try again")
    return status


def mark(status: os.stat_result) -> Mark:
    """The mark of a file that is there."""
    return status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns


def holds(path: Path, data: bytes) -> bool:
    """Whether an ordinary file is there and holds just these bytes."""
    try:
        with open(path, "rb", opener=without_waiting) as file:
            status = os.fstat(file.fileno())
            alike = stat.S_ISREG(status.st_mode) and status.st_size == len(data)
            return alike and file.read(len(data) + 1) == data
    except FileNotFoundError:
        return False
