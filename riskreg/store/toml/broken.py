"""What is wrong with a line, or a pair of an inline table, that does not begin with `key =`."""

from __future__ import annotations

import re

from riskreg.store.toml import wording
from riskreg.store.toml.lexemes import BARE_KEY, DOTTED, TYPOGRAPHIC, Key, blank_end, control_fault
from riskreg.store.toml.parts import Fault, Says

_SPACED = re.compile(rf"{BARE_KEY}(?:[ \t]++{BARE_KEY})++[ \t]*=")
_OPENINGS = ('"', "'", "[", "{")
_LOST_OPENING = re.compile(rf"({DOTTED}\]\]?)[ \t]*(?:#.*)?")


def broken_pair(text: str, pos: int, end: int, key: Key) -> Fault:
    """What is wrong with the stretch from `pos` to `end`, of which `key` could be read."""
    end = pos + max(1, len(text[pos:end].rstrip()))
    if controls := control_fault(text, pos, end):
        return controls[0]
    says = _by_first(text[pos]) or _by_rest(text, pos, end, key)
    return Fault(says, pos, end, tuple(p.name for p in key.parts) if _is_sure(text, key, says) else ())


def _is_sure(text: str, key: Key, says: Says) -> bool:
    """Whether the words before the fault are a key, and not some text."""
    after = blank_end(text, key.end)
    return says is wording.COLON or (says is wording.NO_EQUALS and text.startswith(_OPENINGS, after))


def _by_first(char: str) -> Says | None:
    if char in TYPOGRAPHIC:
        return wording.TYPOGRAPHIC
    if char == "=":
        return wording.NO_KEY
    return wording.STRAY_BRACKET if char in "]})" else None


def _by_rest(text: str, pos: int, end: int, key: Key) -> Says:
    after = blank_end(text, key.end)
    if text.startswith(":", after):
        return wording.COLON
    if _SPACED.match(text, pos, end):
        return wording.SPACED_KEY
    if key.broken and text.startswith(('"', "'"), key.end):
        return wording.UNCLOSED_KEY
    if text.startswith(".", key.end) or (key.broken and key.parts):
        return wording.EMPTY_PART
    is_key = not key.broken and text.startswith(_OPENINGS, after)
    return wording.NO_EQUALS if is_key or "=" not in text[pos:end] else wording.BAD_KEY


def lost_opening(text: str, pos: int, end: int) -> Fault | None:
    """The fault of a line that is a table's header but for the bracket it should begin with."""
    match = _LOST_OPENING.fullmatch(text, pos, end)
    return Fault(wording.NO_OPENING, pos, match.end(1)) if match else None
