"""The smallest pieces of TOML: blanks, comments, strings and keys, each from its first character to its end."""

from __future__ import annotations

import re
import tomllib

from attrs import frozen

from riskreg.store.toml import wording
from riskreg.store.toml.limits import MAX_DEPTH
from riskreg.store.toml.parts import Fault, Part

TYPOGRAPHIC = "“”„‟‘’‚‛«»"
"""Quotation marks that word processors put and TOML does not know."""
TYPOGRAPHIC_END = re.compile(rf"[{TYPOGRAPHIC}][ \t]*(?=[,\]}}#\n]|\Z)")
"""One of them where a value may end."""

KEY_CHARACTER = "[A-Za-z0-9_-]"
# Possessive throughout: a hostile line of millions of dots is read once, and nothing is kept to try again.
BARE_KEY = f"{KEY_CHARACTER}++"
DOTTED = rf"{BARE_KEY}(?:[ \t]*+\.[ \t]*+{BARE_KEY})*+"

_BLANK = re.compile(r"[ \t]*")
_MORE_PARTS = re.compile(rf"(?:{BARE_KEY}[ \t]*+\.[ \t]*+)*+")
_BARE = re.compile(BARE_KEY)
_PAIR = re.compile(rf"[ \t]*{DOTTED}[ \t]*=")
# A line that cannot stand in an array: `[true]` could, `[risk.x]` could not.
_HEADER = re.compile(
    rf"[ \t]*\[\[?[ \t]*(?!(?:true|false|inf|nan)[ \t]*\])(?=[A-Za-z]){DOTTED}[ \t]*\]\]?[ \t]*(?:#.*)?(?:\n|\Z)"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_STOPS = {
    '"': re.compile(r'\\.|["\n]'),
    "'": re.compile(r"['\n]"),
    '"""': re.compile(r'\\.|"""'),
    "'''": re.compile("'''"),
}
_HEX4 = "(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
_ESCAPE = re.compile(
    rf'\\(?:[btnfr"\\]|u{_HEX4}|U0000{_HEX4}|U(?:000[1-9a-fA-F]|0010)[0-9a-fA-F]{{4}}|[ \t]*\n)',
)
_NEWER_ESCAPE = re.compile(r"\\(?:e|x[0-9a-fA-F]{2})")


def match_end(pattern: re.Pattern[str], text: str, pos: int) -> int:
    """Where a match that begins here ends; `pos` itself where there is none."""
    match = pattern.match(text, pos)
    return match.end() if match else pos


def blank_end(text: str, pos: int) -> int:
    """The first character that is no space or tab."""
    return match_end(_BLANK, text, pos)


def line_end(text: str, pos: int) -> int:
    """Where the line ends."""
    end = text.find("\n", pos)
    return len(text) if end < 0 else end


def line_start(text: str, pos: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, pos) + 1


def is_pair(text: str, pos: int) -> bool:
    """Whether `key =` stands here; never so in an array."""
    return _PAIR.match(text, pos) is not None


def is_header(text: str, pos: int) -> bool:
    """Whether a line with nothing but a table's header begins here; never so in an array."""
    return _HEADER.match(text, pos) is not None


def control_fault(text: str, start: int, end: int) -> list[Fault]:
    """The first control character of a stretch, as a fault."""
    found = _CONTROL.search(text, start, end)
    return [Fault(wording.CONTROL, found.start(), found.end())] if found else []


@frozen
class Quoted:
    """A string as it stands in the text."""

    start: int
    """The offset of its opening quote."""
    end: int
    """The offset behind its closing quote; where it is not closed, where its line or the text ends."""
    closed: bool
    """Whether it has a closing quote."""
    long: bool
    """Whether it has three quotes and may run over several lines."""
    faults: tuple[Fault, ...]
    """A bad escape, a control character."""


def quoted(text: str, pos: int, *, may_be_long: bool = True) -> Quoted:
    """The string that begins here."""
    mark = text[pos]
    if may_be_long and text.startswith(mark * 3, pos):
        return _long(text, pos, mark)
    close, escapes = _closing(text, pos + 1, mark)
    closed = text.startswith(mark, close)
    faults = _escape_faults(text, escapes) + control_fault(text, pos, close)
    return Quoted(pos, close + closed, closed, long=False, faults=tuple(faults))


def _long(text: str, pos: int, mark: str) -> Quoted:
    close, escapes = _closing(text, pos + 3, mark * 3)
    faults = _escape_faults(text, escapes) + control_fault(text, pos, close)
    if close == len(text):
        return Quoted(pos, close, closed=False, long=True, faults=tuple(faults))
    end = close + 3
    # One or two more quotes belong to the text of the string.
    for _ in range(2):
        end += text.startswith(mark, end)
    return Quoted(pos, end, closed=True, long=True, faults=tuple(faults))


def _closing(text: str, pos: int, mark: str) -> tuple[int, list[int]]:
    """Where the closing quotes stand, or the line end that forbids them, or the text ends; and all escapes before."""
    escapes: list[int] = []
    for match in _STOPS[mark].finditer(text, pos):
        if match[0][0] != "\\":
            return match.start(), escapes
        escapes.append(match.start())
    return len(text), escapes


def _escape_faults(text: str, escapes: list[int]) -> list[Fault]:
    """The first escape that TOML 1.0 does not know, as a fault; a line end is escaped in long strings alone."""
    for at in escapes:
        if not _ESCAPE.match(text, at):
            newer = _NEWER_ESCAPE.match(text, at)
            return [Fault(wording.NEWER_ESCAPE, at, newer.end()) if newer else Fault(wording.BAD_ESCAPE, at, at + 2)]
    return []


@frozen
class Key:
    """A key, dotted or not, as far as it could be read."""

    parts: tuple[Part, ...]
    """Its parts before anything that is wrong."""
    end: int
    """The offset behind it, or of what is wrong."""
    broken: bool
    """Whether a part is missing or malformed."""


def read_key(text: str, pos: int) -> Key:
    """The key that begins here; of a hostile one, one part more than may be."""
    parts: list[Part] = []
    while True:
        part = _part(text, pos)
        if part is None:
            return Key(tuple(parts), pos, broken=True)
        if len(parts) <= MAX_DEPTH:
            parts.append(part)
        dot = blank_end(text, part.end)
        if not text.startswith(".", dot):
            return Key(tuple(parts), part.end, broken=False)
        pos = blank_end(text, dot + 1)
        if len(parts) > MAX_DEPTH:
            pos = match_end(_MORE_PARTS, text, pos)


def _part(text: str, pos: int) -> Part | None:
    end = match_end(_BARE, text, pos)
    if end > pos:
        return Part(text[pos:end], pos, end)
    if not text.startswith(('"', "'"), pos):
        return None
    string = quoted(text, pos, may_be_long=False)
    if not string.closed or string.faults:
        return None
    return Part(_meaning(text[pos : string.end]), pos, string.end)


def _meaning(literal: str) -> str:
    if "\\" not in literal or literal[0] == "'":
        return literal[1:-1]
    return str(tomllib.loads(f"key = {literal}")["key"])
