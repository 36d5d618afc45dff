"""Text of a document made plain: without what a terminal would obey, white space settled, look-alike letters folded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category, normalize

from riskreg.printable import is_hostile

BULLET = "* "
"""How the points of a list begin in a cell."""

MARKS = "•◦▪■●○‣⁃·–—➢➤✓❖\uf0b7\uf0a7\u2219"
"""What points of lists begin with in documents."""

_POINT = re.compile(rf"^\s*(?:[{MARKS}]|[*-](?=\s)|o(?=\s\s))\s*")
_INLINE_POINT = re.compile("[ \t]*[•◦▪●‣\uf0b7\uf0a7][ \t]*")
_SPACES = re.compile(r"[^\S\n]+")
_NOT_WORDS = re.compile(r"[\W_]+")

_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУаеѕіјкмнорстхуԁԛԝҺΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ",
    "ABESIJKMHOPCTXYaesijkmhopctxydqwhABEZHIKMNOPTYXaikvoptux",
)
"""Cyrillic and Greek letters that look like Latin ones: real tables hold them in their headings."""


def cleaned(cell: str) -> str:
    """A cell's text without what a register may not hold: single blanks, no empty lines, points beginning with `* `."""
    if cell.isascii() and cell.isalnum():
        return cell
    text = cell.replace("\r\n", "\n").translate({0x0D: "\n", 0x0B: "\n", 0x0C: "\n", 0x2028: "\n", 0x2029: "\n"})
    text = "".join(c for c in text if c in "\n\t" or not (is_hostile(c) or category(c) == "Cf" or c == "\ufffe"))
    text = _INLINE_POINT.sub(f"\n{BULLET}", text)
    lines = (_POINT.sub(BULLET, _SPACES.sub(" ", line).strip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip(" *"))


def latin(text: str) -> str:
    """The text with Latin letters for those of other alphabets that look like them."""
    return normalize("NFKC", text).translate(_LOOK_ALIKE)


def folded(text: str) -> str:
    """A heading for comparison: small Latin letters and digits, single blanks, nothing else."""
    flat = latin(text).casefold()
    return _NOT_WORDS.sub(" ", flat).strip()


def paragraphs(text: str) -> str:
    """The text with a line that begins in small letters put behind the line above: it was only broken there."""
    return re.sub(r"\n(?=[a-z(])", " ", text)


def weight(text: str) -> int:
    """How many characters a text has, white space and the marks of its points left out."""
    return len(re.sub(r"\s|^\* ", "", text, flags=re.MULTILINE))


def quoted(text: str, most: int = 60) -> str:
    """The first words of a text in quotes, on one line, for messages."""
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"}"'


def joined(parts: Iterable[str]) -> str:
    """Wrapped lines as one text; a point of a list begins a line, and a hyphen at a line's end joins."""
    text = ""
    for part in (cleaned(p) for p in parts if p):
        if not text or part.startswith("* "):
            text = f"{text}\n{part}".strip()
        elif text.endswith("-") and part[:1].islower():
            text += part
        else:
            text = f"{text} {part}"
    return text
