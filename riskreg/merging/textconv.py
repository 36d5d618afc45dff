"""What git's diff and log show of a file: its fields, or where it is not TOML the file as it is."""

from __future__ import annotations

from pathlib import Path

from riskreg.merging.fields import lines
from riskreg.printable import printable
from riskreg.store.data import plain_data
from riskreg.store.raw import MAX_SIZE, read_bytes


def converted(file: Path) -> str:
    """The fields of a file, one a line; a file that is not TOML, or is very large, as it is.

    Raises UnreadableFile where there is no such file to read.
    """
    data = read_bytes(file, file.name, file.stat().st_size if file.is_file() else MAX_SIZE)
    found = plain_data(data) if len(data) <= MAX_SIZE else None
    if found is None:
        return as_it_is(data)
    try:
        return "".join(f"{line}\n" for line in lines(found))
    except RecursionError:
        return as_it_is(data)


def as_it_is(data: bytes) -> str:
    """A file's own text; only what a terminal would obey is written out."""
    text = data.decode("utf-8", errors="backslashreplace").replace("\r\n", "\n")
    return printable(text, keep="\n\t")
