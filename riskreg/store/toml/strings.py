"""Where a string really ends: the guesses that keep one lost quote from spoiling what stands behind it."""

from __future__ import annotations

import re

from attrs import frozen

from riskreg.store.toml import wording
from riskreg.store.toml.lexemes import (
    BARE_KEY,
    DOTTED,
    TYPOGRAPHIC,
    TYPOGRAPHIC_END,
    Quoted,
    blank_end,
    is_header,
    is_pair,
    line_end,
    line_start,
)
from riskreg.store.toml.parts import Says

_CLOSERS = " \t,]}"
_LONG_OPENING = re.compile(rf"[ \t]*{DOTTED}[ \t]*=[ \t]*\Z")
_ENDS = {mark: re.compile(rf"{mark}(?=[ \t]*(?:[,\]}}#\n]|\Z))|\n") for mark in ('"', "'")}
# A line that is meant as a pair, though it may be a faulty one, carries no string on.
_NEW_LINE = re.compile(rf"[\[#\n]|\Z|[ \t]*(?:{BARE_KEY}[ \t]+|[^\"'\n]*[=:][ \t]*)[\"']")


@frozen
class Ending:
    """Where a string ends, as far as that can be told, and what is wrong with its end."""

    end: int
    says: Says | None = None
    """None where it ends as it should."""
    is_guess: bool = False
    """Whether it has no closing quote of its own."""
    is_nowhere: bool = False
    """Whether nothing tells where it ends, so that it takes the rest of the text with it."""


def string_ending(text: str, string: Quoted, *, inside: bool, trusted: bool) -> Ending:
    """Where a string ends that stands `inside` of brackets or not; in a `trusted` text, where it seems to."""
    if string.closed and (trusted or not string.long):
        end = None if trusted else _run_on_end(text, string, inside=inside)
        return Ending(string.end) if end is None else Ending(end, _run_on_says(text, string.start, end))
    if string.long:
        return _long_ending(text, string)
    end = (
        _before_closers(text, string) if inside else _later_end(text, line_end(text, string.start), text[string.start])
    )
    return Ending(end, _unclosed_says(text, string.start, end), is_guess=True)


# A string that is not closed on its line


def _before_closers(text: str, string: Quoted) -> int:
    """The brackets and commas at the end of its line are not of the string."""
    line = text[string.start + 1 : line_end(text, string.start)]
    return string.start + 1 + len(line.rstrip(_CLOSERS))


def _later_end(text: str, end: int, mark: str) -> int:
    """Where a string ends that was written over several lines; the end of the first where none of them closes it."""
    stop = end
    while stop < len(text):
        start, stop = stop + 1, line_end(text, stop + 1)
        if is_pair(text, start) or _NEW_LINE.match(text, blank_end(text, start)):
            break
        if text[start:stop].rstrip().endswith(mark):
            return stop
    return end


def _unclosed_says(text: str, start: int, end: int) -> Says:
    """A word processor may have turned its closing quote."""
    turned = text[start:end].rstrip(_CLOSERS).endswith(tuple(TYPOGRAPHIC))
    return wording.TYPOGRAPHIC if turned else wording.UNCLOSED_STRING


# A string with a quote in the middle of it


def _run_on_end(text: str, string: Quoted, *, inside: bool) -> int | None:
    """Where a string really ends that seems to end at a quote within it; None where it ends where it seems to."""
    mark = text[string.start]
    after = blank_end(text, string.end)
    if after == len(text) or text[after] in ("\n#,]}" if inside else "\n#") or is_pair(text, after):
        return None
    if text[after] == "," and is_pair(text, blank_end(text, after + 1)):
        return None
    if inside and text[after] in "\"'[{" and after > string.end:
        return None
    end = _ENDS[mark].search(text, string.end)
    return end.end() if end and end[0] == mark else None


def _run_on_says(text: str, start: int, end: int) -> Says:
    if TYPOGRAPHIC_END.search(text, start, end):
        return wording.TYPOGRAPHIC
    return wording.QUOTE_INSIDE if text[start] == '"' else wording.APOSTROPHE_INSIDE


# A string of several lines


def _long_ending(text: str, string: Quoted) -> Ending:
    if not string.closed:
        return Ending(len(text), wording.UNCLOSED_LONG, is_guess=True, is_nowhere=True)
    line = _swallowed(text, string)
    return Ending(string.end) if line is None else Ending(line - 1, wording.UNCLOSED_LONG, is_guess=True)


def _swallowed(text: str, string: Quoted) -> int | None:
    """The line at which a string should have ended that took its end from another string.

    Its closing quotes then stand behind a `key =`: they open the next string.
    """
    start = line_start(text, string.end - 3)
    if start <= string.start or not _LONG_OPENING.match(text[start : string.end - 3]):
        return None
    line = line_end(text, string.start) + 1
    while line < start and not (is_pair(text, line) or is_header(text, line)):
        line = line_end(text, line) + 1
    return line
