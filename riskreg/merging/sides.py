"""A text with conflict markers as either side would have it."""

from __future__ import annotations

import re
from itertools import count

MARKER_SIZE = 40
"""Markers so long that hardly a line of a register is taken for one."""

_SIGNS = re.compile(rb"<+|\|+|=+|>+")

_SWITCH = {b"<": "ours", b"|": "base", b"=": "theirs", b">": ""}


def marker_size(*texts: bytes) -> int:
    """How many signs a marker needs to be no line of these texts, as one that is drawn under a heading."""
    taken = {len(signs) for text in texts for signs in _SIGNS.findall(text)}
    return next(size for size in count(MARKER_SIZE) if size not in taken)


def both_sides(text: bytes, size: int = MARKER_SIZE) -> tuple[bytes, bytes]:
    """The text as ours would have it, and as theirs; its markers have just so many signs."""
    return _side(text, "ours", size), _side(text, "theirs", size)


def _side(text: bytes, wanted: str, size: int) -> bytes:
    kept, now = [], ""
    for line in text.splitlines(keepends=True):
        mark = line[:1]
        if mark in _SWITCH and line.startswith(mark * size) and line[size : size + 1] != mark:
            now = _SWITCH[mark]
        elif now in ("", wanted):
            kept.append(line)
    return b"".join(kept)
