"""A table's header, and how a faulty one may be read all the same."""

from __future__ import annotations

import re

from riskreg.store.toml import wording
from riskreg.store.toml.lexemes import (
    BARE_KEY,
    KEY_CHARACTER,
    TYPOGRAPHIC,
    Key,
    blank_end,
    control_fault,
    line_end,
    read_key,
)
from riskreg.store.toml.limits import MAX_DEPTH
from riskreg.store.toml.parts import Fault, Kind, Part, Says, Statement

_COMMENT_OR_END = re.compile(r"[ \t]*(?:#|\n|\Z)")
_WORDS = rf"{BARE_KEY}(?:[ \t]++{BARE_KEY})*+"
_SPACED = re.compile(rf"\[[ \t]*({_WORDS}(?:[ \t]*\.[ \t]*{_WORDS})*+)[ \t]*\](?=[ \t]*(?:#|\n|\Z))")
_EMPTY = re.compile(r"\[[ \t]*\]|\[\[[ \t]*\]\]|\[[^\"'\n]*?(?:\.[ \t]*\.|[\[][ \t]*\.|\.[ \t]*\])")
_BETWEEN_WORDS = re.compile(rf"(?<={KEY_CHARACTER})([ \t]+)(?={KEY_CHARACTER})")


def read_header(text: str, pos: int) -> Statement:
    """The header that begins here."""
    double = text.startswith("[[", pos)
    key = read_key(text, blank_end(text, pos + 1 + double))
    closing = "]]" if double else "]"
    close = blank_end(text, key.end)
    if key.broken or not text.startswith(closing, close):
        return _unreadable(text, pos, key, double=double)
    if len(key.parts) > MAX_DEPTH:
        return _faulty(text, pos, wording.TOO_DEEP)
    end = close + len(closing)
    kind = Kind.ARRAY if double else Kind.TABLE
    faults, mended = _after(text, pos, end)
    return Statement(kind, pos, line_end(text, pos), key.parts, faults=tuple(faults), mended=mended)


def header_end(text: str, statement: Statement) -> int:
    """The offset behind the closing bracket of a header without faults."""
    closing = "]]" if statement.kind is Kind.ARRAY else "]"
    return text.index(closing, statement.parts[-1].end) + len(closing)


def _after(text: str, pos: int, end: int) -> tuple[list[Fault], str]:
    """What stands behind a header, and the header without it."""
    limit = line_end(text, pos)
    if _COMMENT_OR_END.match(text, end):
        return control_fault(text, end, limit), text[pos:end]
    return [Fault(wording.AFTER_HEADER, pos, end)], text[pos:end]


def _unreadable(text: str, pos: int, key: Key, *, double: bool) -> Statement:
    """A header that is not closed, or not well formed; what it was meant to be, where that is plain."""
    close = blank_end(text, key.end)
    if not key.broken and len(key.parts) <= MAX_DEPTH:
        if _COMMENT_OR_END.match(text, close):
            return _plain(text, pos, key.parts, wording.NO_BRACKET, double=double)
        if double and text.startswith("]", close) and _COMMENT_OR_END.match(text, close + 1):
            return _plain(text, pos, key.parts, wording.ONE_BRACKET, double=True)
    if match := _SPACED.match(text, pos):
        return _hyphened(text, pos, match)
    return _faulty(text, pos, _says(text, pos, key))


def _plain(text: str, pos: int, parts: tuple[Part, ...], says: Says, *, double: bool) -> Statement:
    """A header of which only a bracket is missing: read with one pair of brackets, in its columns."""
    end = line_end(text, pos)
    mended = " " * double + "[" + text[pos + 1 + double : parts[-1].end] + "]"
    return Statement(Kind.TABLE, pos, end, parts, faults=(Fault(says, pos, parts[-1].end),), mended=mended)


def _hyphened(text: str, pos: int, match: re.Match[str]) -> Statement:
    """A header with spaces in its names, read with hyphens in their place."""
    mended = _BETWEEN_WORDS.sub(lambda m: "-" * len(m[1]), match[0])
    key = read_key(mended, blank_end(mended, 1))
    parts = tuple(Part(p.name, p.start + pos, p.end + pos) for p in key.parts)
    fault = Fault(wording.SPACED_HEADER, pos, match.end())
    return Statement(Kind.TABLE, pos, line_end(text, pos), parts, faults=(fault,), mended=mended)


def _says(text: str, pos: int, key: Key) -> Says:
    if text.startswith(tuple(TYPOGRAPHIC), key.end):
        return wording.TYPOGRAPHIC
    return wording.EMPTY_HEADER if _EMPTY.match(text, pos) else wording.BAD_HEADER


def _faulty(text: str, pos: int, says: Says) -> Statement:
    end = line_end(text, pos)
    return Statement(Kind.TABLE, pos, end, faults=(Fault(says, pos, end),))
