"""The text of a cell made plain: no control characters, ordinary spaces, and one mark for all kinds of bullets."""

from __future__ import annotations

import re

from riskreg.printable import is_hostile

BULLETS = "•●○◦▪■□▫◆◇➢➤►▶‣⁃∙·❖✓✔\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06e\uf06c"
"""Marks that begin a point; those of the private use area are the Symbol and Wingdings bullets of Word."""

_BULLET = re.compile(rf"[{BULLETS}]\s*(?=\S)|(?:[-–—*]|o)\s+(?=\S)|\(cid:\d+\)\s*(?=\S)")
_DROPPED = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_BREAKS = re.compile(r"\r\n?|[\v\f\u2028\u2029\x85]")


def plain(text: str) -> str:
    """The text without control and invisible characters, its spaces collapsed, its blank lines left out."""
    text = _BREAKS.sub("\n", text).translate(_DROPPED)
    text = "".join(c for c in text if not is_hostile(c))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def is_point(line: str) -> bool:
    """Whether a line begins with a bullet."""
    return _BULLET.match(line) is not None


def marked(text: str) -> str:
    """Plain text, with `* ` for the bullet that a line begins with."""
    return "\n".join(_BULLET.sub("* ", line, count=1) if is_point(line) else line for line in plain(text).split("\n"))
