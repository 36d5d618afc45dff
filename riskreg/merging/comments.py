"""The comments of a text, found in one quick pass."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'{3}(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|(#[^\n\r]*)",
    re.DOTALL,
)


def comments(text: str) -> list[str]:
    """The comments of a text that the parser has accepted, in its order."""
    if "#" not in text:
        return []
    return [match[1].rstrip() for match in _PIECE.finditer(text) if match[1]]
