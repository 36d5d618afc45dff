"""What a file contains never reaches a terminal as a control sequence: text made safe to print.

The rule is `str.isprintable`, which keeps accents, £, emoji and every script, and refuses control characters,
line separators and the characters that turn the reading direction round.
"""

from __future__ import annotations

import re
from functools import cache

_HOSTILE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for the tab and the line break
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the reading direction round
    "\ud800-\udfff]"  # halves of characters
)


@cache
def _hostile() -> re.Pattern[str]:
    """The pattern, compiled when a text first needs it: most hold nothing that is not printable."""
    return re.compile(_HOSTILE)


def is_hostile(character: str) -> bool:
    """Whether a character has no place in a register's text: a control, a surrogate, or a change of direction."""
    return _hostile().match(character) is not None


def first_hostile(text: str) -> str:
    """The first hostile character of a text; empty where there is none."""
    if text.replace("\n", "").isprintable():  # a third of the time that the pattern takes for a large file
        return ""
    found = _hostile().search(text)
    return found[0] if found else ""


def printable(text: str, keep: str = "") -> str:
    r"""The text with every character that a terminal might obey written out, as `\x1b` or `\u202e`.

    Characters in `keep` (such as a line break) stay as they are.
    """
    if text.isprintable() or (keep and text.replace(keep, "").isprintable()):
        return text
    return "".join(c if c.isprintable() or c in keep else _written_out(c) for c in text)


def _written_out(character: str) -> str:
    if character in " \u00a0\u2007\u202f\u3000":
        return character
    return character.encode("unicode_escape").decode("ascii")
