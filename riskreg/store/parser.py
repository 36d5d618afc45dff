"""The parser that judges what a text holds: the standard library's; where `riskreg[fast]` is installed, one in Rust.

Both read TOML 1.0 and nothing newer. Whatever the faster one refuses is judged again by the standard library's, so that
one of the two alone decides what is no TOML, and at which line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

_MOST_OPEN = 100
"""The faster parser ends the whole process where a value is nested some thousand times; ours never is so deep."""

_LONGEST = 500
"""So does it where ten thousand signs follow each other; outside quotes, no line of ours has so many characters."""

_KEY = re.compile(r"[ \t]*[A-Za-z0-9_.-]+[ \t]*=")
_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(""")?|'''
    r"'''(?:[^']|'(?!''))*+(''')?|"
    r""""(?:[^"\\\n]|\\[^\n])*+(")?|'[^'\n]*+(')?|(#)[^\n]*+""",
    re.DOTALL,
)
"""A text in quotes, or a comment; without a group where it is never closed: then it is all that follows."""

_ARRAY = re.compile(r"^[ \t]*\[\[", re.MULTILINE)
"""A list of tables, header by header: the faster parser lets keys lead through one, which TOML does not."""

Parser = Callable[[str], dict[str, Any]]


def parsed(text: str) -> dict[str, Any]:
    """What a TOML text holds. Raises ValueError, or RecursionError where it is nested too deep, as `tomllib` does."""
    data = fast_parsed(text)
    return by_the_library(text) if data is None else data


def by_the_library(text: str) -> dict[str, Any]:
    """What the standard library's parser says that a text holds. Raises as `parsed` does."""
    return tomllib.loads(text)


def fast_parsed(text: str) -> dict[str, Any] | None:
    """What the faster parser says that a text holds; None where there is none, or the other has to judge."""
    fast = fast_parser()
    if fast is None or ("[[" in text and _ARRAY.search(text)) or _may_be_deep(text):
        return None
    try:
        return fast(text)
    except ValueError:
        return None


@cache
def fast_parser() -> Parser | None:
    """The parser of `riskreg[fast]`; None where it is not installed, or is of a release that knows no TOML 1.0."""
    try:
        import toml_rs  # noqa: PLC0415 (optional)

        toml_rs.loads("", toml_version="1.0.0")
    except (ImportError, TypeError, ValueError):
        return None
    return lambda text: toml_rs.loads(text, toml_version="1.0.0")


def _unclosed(found: re.Match[str]) -> str:
    """The quote of what is never closed; nothing of what is."""
    return "" if found.lastindex else found[0][0]


def _may_be_deep(text: str) -> bool:
    """Whether more brackets may be open at a time, or more stand in a line outside quotes, than any register needs.

    The faster parser goes on where a value was never closed, as if the next line stood within it; so whatever is odd
    about brackets and quotes counts as deep, and is left to the standard library's.
    """
    if '"""' in text or "'''" in text:
        if any(found.lastindex is None for found in _QUOTED.finditer(text)):
            return True
        text = _QUOTED.sub('""', text)  # else a line of text could be taken for a key
    opened = 0
    for line in text.split("\n"):
        if opened and _KEY.match(line):
            return True
        if "[" not in line and "{" not in line and not opened and len(line) <= _LONGEST:
            continue
        bare = _QUOTED.sub(_unclosed, line) if '"' in line or "'" in line or "#" in line else line
        opening = bare.count("[") + bare.count("{")
        if opened + opening > _MOST_OPEN or len(bare) > _LONGEST or '"' in bare or "'" in bare:
            return True
        opened += opening - bare.count("]") - bare.count("}")
        if opened < 0:
            return True
    return False
