"""What git's diff and log show of a file: its fields, those of both sides in a conflict, or else the file as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from riskreg.merging.fields import lines
from riskreg.merging.sides import both_sides
from riskreg.printable import printable
from riskreg.store.data import plain_data
from riskreg.store.raw import MAX_SIZE, read_bytes

_SIZE = 7
"""How many signs a marker has in a file that people are to mend."""


def converted(file: Path) -> str:
    """The fields of a file, one a line; a file that is not TOML, or is very large, as it is.

    In a conflict, what is in dispute is told of either side.

    Raises UnreadableFile where there is no such file to read.
    """
    data = read_bytes(file, file.name, file.stat().st_size if file.is_file() else MAX_SIZE)
    try:
        told = None if len(data) > MAX_SIZE else _told(data)
    except RecursionError:
        told = None
    return as_it_is(data) if not told else "".join(f"{line}\n" for line in told)


def _told(data: bytes) -> list[str] | None:
    """The lines of a file; None where neither it nor both sides of its conflicts are TOML."""
    found = plain_data(data)
    if found is not None:
        return [*lines(found)]
    if not all(sign * _SIZE in data for sign in (b"<", b"=", b">")):
        return None
    ours, theirs = (plain_data(side) for side in both_sides(data, _SIZE))
    return None if ours is None or theirs is None else [*_in_conflict(ours, theirs)]


def _in_conflict(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    """What both sides say once, and what only one says with its side before it."""
    mine, other = [*lines(ours)], [*lines(theirs)]
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from mine[a1:a2]
        else:
            yield from (f"<<<<<<< ours {line}" for line in mine[a1:a2])
            yield from (f">>>>>>> theirs {line}" for line in other[b1:b2])


def as_it_is(data: bytes) -> str:
    """A file's own text; only what a terminal would obey is written out."""
    text = data.decode("utf-8", errors="backslashreplace").replace("\r\n", "\n")
    return printable(text, keep="\n\t")
