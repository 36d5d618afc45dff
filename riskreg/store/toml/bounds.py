"""Where something faulty ends: the guesses that keep one slip from spoiling what stands behind it."""

from __future__ import annotations

import re

from riskreg.store.toml import wording
from riskreg.store.toml.lexemes import (
    BARE_KEY,
    DOTTED,
    TYPOGRAPHIC,
    Quoted,
    blank_end,
    is_header,
    is_pair,
    line_end,
    line_start,
    match_end,
)
from riskreg.store.toml.parts import Says

_TO_COMMENT = re.compile(r"[^#\n]*")
_TO_DELIMITER = re.compile(r"[^,\]}#\n]*")
_NEXT_PAIR = re.compile(rf"[}}\n]|,(?=[ \t]*{DOTTED}[ \t]*=)")
# A pair with no comma before it.
_FURTHER_PAIR = re.compile(rf"(?<![ \t])[ \t]++(?={DOTTED}[ \t]*+=)")
# 3,000,000 in an inline table, where `,000` would begin the next pair.
_THOUSANDS = re.compile(rf"(?:,[0-9]{{3}})+(?!{BARE_KEY})(?![ \t]*[=.])")
_CLOSERS = re.compile(r"[ \t,\]}]*\Z")
_LONG_OPENING = re.compile(rf"[ \t]*{DOTTED}[ \t]*=[ \t]*\Z")
_TYPOGRAPHIC_END = re.compile(rf"[{TYPOGRAPHIC}][ \t]*(?=[,\]}}#\n]|\Z)")
_ENDS = {mark: re.compile(rf"{mark}(?=[ \t]*(?:[,\]}}#\n]|\Z))|\n") for mark in ('"', "'")}


def token_end(text: str, pos: int, *, inside: bool) -> int:
    """Where an unquoted value ends: at the comment or line end, in an array or inline table at its delimiters too."""
    if text.startswith(tuple(TYPOGRAPHIC), pos):
        return _typographic_end(text, pos, inside=inside)
    end = match_end(_TO_DELIMITER if inside else _TO_COMMENT, text, pos)
    if inside and (pair := _FURTHER_PAIR.search(text, pos, end + 1)):
        end = pair.start()
    return pos + len(text[pos:end].rstrip(" \t"))


def _typographic_end(text: str, pos: int, *, inside: bool) -> int:
    limit = line_end(text, pos)
    end = _TYPOGRAPHIC_END.search(text, pos + 1, limit)
    return end.start() + 1 if end else max(pos + 1, match_end(_TO_DELIMITER if inside else _TO_COMMENT, text, pos))


def thousands_end(text: str, pos: int) -> int:
    """Where a number with commas ends, of which the first digits end at `pos`."""
    return match_end(_THOUSANDS, text, pos)


def next_pair(text: str, pos: int) -> int:
    """Where the next pair of an inline table may begin: at a comma, the closing brace, the line end."""
    found = _NEXT_PAIR.search(text, pos)
    return found.start() if found else len(text)


def unclosed_end(text: str, string: Quoted, *, inside: bool) -> int:
    """Where a string that is not closed on its line probably ends: before the brackets that close its line."""
    end = line_end(text, string.start)
    if not inside:
        return _later_end(text, end, text[string.start])
    closers = len(text[string.start + 1 : end]) - len(text[string.start + 1 : end].rstrip(" \t,]}"))
    return end - closers


def _later_end(text: str, end: int, mark: str) -> int:
    """Where a string ends that was written over several lines; the end of the first where none of them closes it."""
    stop = end
    while stop < len(text):
        start, stop = stop + 1, line_end(text, stop + 1)
        line = text[start:stop].strip()
        if not line or line[0] in "#[" or is_pair(text, start):
            break
        if line.endswith(mark):
            return stop
    return end


def unclosed_says(text: str, start: int, end: int) -> Says:
    """What to say of a string that is not closed: a word processor may have turned its closing quote."""
    return (
        wording.TYPOGRAPHIC
        if text[start:end].rstrip(" \t,]}").endswith(tuple(TYPOGRAPHIC))
        else wording.UNCLOSED_STRING
    )


def run_on_end(text: str, string: Quoted, *, inside: bool) -> int | None:
    """Where a string really ends that seems to end at a quote within it; None where it ends where it seems to."""
    mark = text[string.start]
    after = blank_end(text, string.end)
    if after == len(text) or text[after] in ("\n#,]}" if inside else "\n#") or is_pair(text, after):
        return None
    if inside and text[after] in "\"'[{" and after > string.end:
        return None
    end = _ENDS[mark].search(text, string.end)
    return end.end() if end and end[0] == mark else None


def run_on_says(text: str, start: int, end: int) -> Says:
    """What to say of a string with a quote in the middle of it."""
    if _TYPOGRAPHIC_END.search(text, start, end):
        return wording.TYPOGRAPHIC
    return wording.QUOTE_INSIDE if text[start] == '"' else wording.APOSTROPHE_INSIDE


def swallowed(text: str, string: Quoted) -> int | None:
    """The line at which a string of several lines should have ended, where it took its end from another string.

    Its closing quotes then stand behind a `key =`: they open the next string.
    """
    opening = string.end - 3
    start = line_start(text, opening)
    if start <= string.start or not _LONG_OPENING.match(text[start:opening]):
        return None
    line = line_end(text, string.start) + 1
    while line < start and not (is_pair(text, line) or is_header(text, line)):
        line = line_end(text, line) + 1
    return line
