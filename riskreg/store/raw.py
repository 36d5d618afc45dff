"""A file's bytes become text, or a clear word of why not.

Only ordinary files of a bounded size are opened, so that a pipe, a device or a giant stops nothing; and what is not
UTF-8, or holds characters that a terminal would obey, is said with its place.
"""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from riskreg.errors import UnreadableFile
from riskreg.finding import Spot
from riskreg.printable import first_hostile, is_hostile, printable

MAX_SIZE = 16 * 1024 * 1024
"""The largest file that is read, in bytes, unless `--max-size` says otherwise."""

REPLACED = "\ufffd"
"""What stands for bytes that are not UTF-8."""


class Blemish(NamedTuple):
    """Bytes or characters that have no place in a text file."""

    spot: Spot
    """Where."""
    code: str
    """E001 or E002."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""


def read_bytes(path: Path, name: str, max_size: int = MAX_SIZE) -> bytes:
    """The bytes of an ordinary file of at most `max_size` bytes.

    `name` is the file as messages call it. Raises UnreadableFile for anything else, without waiting for a pipe.
    """
    try:
        _refuse_unless_ordinary(path.stat(), name, max_size)
        with open(path, "rb", opener=without_waiting) as file:
            _refuse_unless_ordinary(os.fstat(file.fileno()), name, max_size)
            data = file.read(max_size + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(name, _reason(error)) from error
    if len(data) > max_size:
        raise too_large(name, max_size)
    return data


def decode(data: bytes) -> tuple[str, tuple[Blemish, ...]]:
    """The text of a file without its byte order mark, and what is wrong with its bytes and characters.

    What could not be decoded stands as `REPLACED`, so that the rest can still be read; a file in UTF-16, or one that is
    no text, gives no text at all.
    """
    while data.startswith(BOM_UTF8):  # a tool may have put a second one before the first
        data = data.removeprefix(BOM_UTF8)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data[:2]:
        return "", (_not_utf8(1, 1, "the file is in UTF-16"),)
    not_utf8: tuple[Blemish, ...] = ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if 0 in data:
            return "", (
                Blemish(Spot(1, 1), "E001", "this is no text file, expected TOML in UTF-8", "name another file"),
            )
        line, column = _place(data[: error.start].decode("utf-8"))
        text = data.decode("utf-8", errors="replace")
        not_utf8 = (_not_utf8(line, column, f"byte 0x{data[error.start]:02x} is not UTF-8"),)
    return text, (*not_utf8, *_hostile_ones(text))


def without_hostile(text: str) -> str:
    """The text with a question mark for each hostile character, so that nothing else moves."""
    if not first_hostile(text):
        return text
    return "\n".join(
        "".join("?" if is_hostile(c) else c for c in line.removesuffix("\r")) + ("\r" if line.endswith("\r") else "")
        for line in text.split("\n")
    )


def is_blemished(text: str) -> bool:
    """Whether a stretch of a text holds what `decode` told of already."""
    return any(c == REPLACED or is_hostile(c) for c in text)


def _hostile_ones(text: str) -> Iterator[Blemish]:
    """The first hostile character of each line."""
    if not first_hostile(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        body = line.removesuffix("\r")
        column = next((column for column, character in enumerate(body) if is_hostile(character)), None)
        if column is not None:
            yield _hostile(number, column + 1, body[column])


def _hostile(line: int, column: int, character: str) -> Blemish:
    message = f"found the control character {printable(character)}, expected readable text"
    return Blemish(Spot(line, column), "E002", message, "delete it; many editors do not show it")


def _not_utf8(line: int, column: int, what: str) -> Blemish:
    return Blemish(Spot(line, column), "E001", f"{what}, expected UTF-8", "save the file as UTF-8 in your editor")


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def without_waiting(path: str, flags: int) -> int:
    """What opens a file for `open`: a pipe without a writer would hold it for ever otherwise."""
    # Windows has neither the pipes nor the flag.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_unless_ordinary(status: os.stat_result, name: str, max_size: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile(name, "is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(name, "is not an ordinary file")
    if status.st_size > max_size:
        raise too_large(name, max_size)


def too_large(name: str, max_size: int) -> UnreadableFile:
    """The refusal of a file over the limit."""
    return UnreadableFile(
        name, f"is larger than {max_size:,} bytes", "raise the limit with --max-size if it is meant to be"
    )


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "may not be read"
    return (error.strerror if isinstance(error, OSError) else str(error)) or "cannot be read"
