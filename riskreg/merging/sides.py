"""A text with conflict markers as either side would have it."""

from __future__ import annotations

MARKER_SIZE = 40
"""Markers so long that no line of a register is taken for one."""

_SWITCH = {b"<": "ours", b"|": "base", b"=": "theirs", b">": ""}


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
