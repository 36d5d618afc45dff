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

_KEY = re.compile(r"[ \t]*[A-Za-z0-9_.-]+[ \t]*=")
_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+"""|''' r"'''(?:[^']|'(?!''))*+'''|" r""""(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|#[^\n]*+""",
    re.DOTALL,
)

Parser = Callable[[str], dict[str, Any]]


def parsed(text: str) -> dict[str, Any]:
    """What a TOML text holds. Raises ValueError, or RecursionError where it is nested too deep, as `tomllib` does."""
    fast = fast_parser()
    if fast is not None and not _may_be_deep(text):
        try:
            return fast(text)
        except ValueError:
            pass  # the standard library's parser says what is wrong, if it finds anything wrong
    return tomllib.loads(text)


@cache
def fast_parser() -> Parser | None:
    """The parser of `riskreg[fast]`; None where it is not installed, or is of a release that knows no TOML 1.0."""
    try:
        import toml_rs  # noqa: PLC0415 (optional)

        toml_rs.loads("", toml_version="1.0.0")
    except (ImportError, TypeError, ValueError):
        return None
    return lambda text: toml_rs.loads(text, toml_version="1.0.0")


def _may_be_deep(text: str) -> bool:
    """Whether more brackets are opened between two lines of `key =` than any register needs, closed or not."""
    if '"""' in text or "'''" in text:
        text = _QUOTED.sub('""', text)  # else a line of text could be taken for a key
    opened = 0
    for line in text.split("\n"):
        more = line.count("[") + line.count("{")
        if opened or more:
            opened = more if _KEY.match(line) else opened + more
            if opened > _MOST_OPEN:
                return True
    return False
