"""The one safe writer: a file is written whole and at once, or not at all.

The text goes to a temporary file in the same folder, is flushed to the disk and put in the old one's place in one
step. A kill, a full disk or a refusal at any moment leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from riskreg.errors import UnwritableFile

_NEW_FILE = 0o666


def write_text(name: str, text: str) -> None:
    """Write UTF-8 text with LF line ends to the file of that name; an equal file is left untouched.

    A link is followed and kept, and so is the file's mode. Raises UnwritableFile where the place is a folder, a device,
    read-only, or shared by several names.
    """
    data = text.encode("utf-8", errors="backslashreplace")
    try:
        path = Path(name).resolve()
        mode = _mode(path, name)
        if mode is None or path.read_bytes() != data:
            _replace(path, data, mode)
    except OSError as error:
        raise UnwritableFile(name, error.strerror or "the system refused") from error


def _mode(path: Path, name: str) -> int | None:
    """The permissions to keep; None where there is no file yet."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise UnwritableFile(name, "it is a folder")
    if path.suffix == ".toml":
        raise UnwritableFile(name, "it is a TOML file that is there already, and may be a register or a card")
    if not stat.S_ISREG(status.st_mode):
        raise UnwritableFile(name, "it is not an ordinary file")
    if status.st_nlink > 1:
        raise UnwritableFile(name, "it has several names (hard links)")
    if not os.access(path, os.W_OK) or not status.st_mode & stat.S_IWUSR:
        raise UnwritableFile(name, "it is read-only")
    return stat.S_IMODE(status.st_mode)


def _replace(path: Path, data: bytes, mode: int | None) -> None:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode if mode is not None else _NEW_FILE & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _flush_folder(path.parent)


def _umask() -> int:
    """What the process keeps from new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows cannot open a folder; there the replacement is as lasting as the file system makes it.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
