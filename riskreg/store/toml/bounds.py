"""Where an unquoted value ends, and where the next pair begins behind one that is faulty."""

from __future__ import annotations

import re

from riskreg.store.toml.lexemes import BARE_KEY, DOTTED, TYPOGRAPHIC, TYPOGRAPHIC_END, line_end, match_end

_TO_COMMENT = re.compile(r"[^#\n]*")
_TO_DELIMITER = re.compile(r"[^,\]}#\n]*")
_NEXT_PAIR = re.compile(rf"[}}\n]|,(?=[ \t]*{DOTTED}[ \t]*=)")
# A pair with no comma before it.
_FURTHER_PAIR = re.compile(rf"(?<![ \t])[ \t]++(?={DOTTED}[ \t]*+=)")
# 3,000,000 in an inline table, where `,000` would begin the next pair.
_THOUSANDS = re.compile(rf"(?:,[0-9]{{3}})+(?!{BARE_KEY})(?![ \t]*[=.])")


def token_end(text: str, pos: int, *, inside: bool) -> int:
    """Where an unquoted value ends: at the comment or line end, in an array or inline table at its delimiters too."""
    if text.startswith(tuple(TYPOGRAPHIC), pos):
        return _typographic_end(text, pos, inside=inside)
    end = match_end(_TO_DELIMITER if inside else _TO_COMMENT, text, pos)
    if inside and (pair := _FURTHER_PAIR.search(text, pos, end)):
        end = pair.start()
    return pos + len(text[pos:end].rstrip(" \t"))


def _typographic_end(text: str, pos: int, *, inside: bool) -> int:
    limit = line_end(text, pos)
    end = TYPOGRAPHIC_END.search(text, pos + 1, limit)
    return end.start() + 1 if end else match_end(_TO_DELIMITER if inside else _TO_COMMENT, text, pos)


def thousands_end(text: str, pos: int) -> int:
    """Where a number with commas ends, of which the first digits end at `pos`."""
    return match_end(_THOUSANDS, text, pos)


def next_pair(text: str, pos: int) -> int:
    """Where the next pair of an inline table may begin: at a comma, the closing brace, the line end."""
    found = _NEXT_PAIR.search(text, pos)
    return found.start() if found else len(text)
