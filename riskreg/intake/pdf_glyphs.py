"""Characters of a PDF that its fonts give no meaning: bullets where they begin a line, else told as unreadable.

A font of pictures (Wingdings, Symbol) or one cut down to a few glyphs often does not say which characters they are:
`(cid:127)`, a place of the private use area, or the letter `n` that a black square stands on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from riskreg.intake.cell_text import BULLETS

Char = dict[str, Any]

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What stands for a character without a meaning."""

_PICTURES = re.compile(r"Wingding|Webding|Dingbat|Symbol", re.IGNORECASE)
_NO_MEANING = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_FAR = 0.6
"""How far behind other words, by the size of its letters, a line begins."""
_GAP = 0.12
"""How far from the next letter a bullet stands at least."""

Beside = tuple[Char, float, float]
"""A character, and how far the one before it and the one after it are, by its size."""


def readable(chars: Sequence[Char]) -> tuple[list[Char], int]:
    """The characters, bullets known as such; and how many there are that nobody can read."""
    if not any(map(_odd, chars)):
        return list(chars), 0
    beside = [b for b in _beside(chars) if _odd(b[0])]
    bullets = {id(c) for c, before, after in beside if before > _FAR and after > _GAP}
    marks = {(c["fontname"], c["text"]) for c, _, _ in beside if id(c) in bullets}
    bullets |= {
        id(c) for c, before, after in beside if min(before, after) > _GAP and (c["fontname"], c["text"]) in marks
    }
    lost = {id(c) for c, _, _ in beside if id(c) not in bullets and (_no_meaning(c) or "Symbol" not in c["fontname"])}
    return [{**c, "text": "•"} if id(c) in bullets else {**c, "text": UNREADABLE} if id(c) in lost else c
            for c in chars], len(lost)  # fmt: skip


def _odd(char: Char) -> bool:
    pictured = _PICTURES.search(char["fontname"]) and len(char["text"]) == 1 and not char["text"].isspace()
    return _no_meaning(char) or bool(pictured and char["text"] not in BULLETS)


def _no_meaning(char: Char) -> bool:
    return _NO_MEANING.fullmatch(char["text"]) is not None


def _beside(chars: Sequence[Char]) -> Iterator[Beside]:
    """Every character with the white on both sides of it, on its base line."""
    lines: dict[int, list[Char]] = defaultdict(list)
    for char in chars:
        if not char["text"].isspace():
            lines[round(char["matrix"][5])].append(char)
    for line in lines.values():
        line.sort(key=lambda c: c["x0"])
        for i, char in enumerate(line):
            size = max(char["size"], 1.0)
            before = (char["x0"] - line[i - 1]["x1"]) / size if i else _FAR + 1
            after = (line[i + 1]["x0"] - char["x1"]) / size if i + 1 < len(line) else 0.0
            yield char, before, after
