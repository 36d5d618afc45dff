"""A register or card as one line a field, addressed and in a fixed order: what git's diff and log compare and show.

Two files give the same lines where they say the same, however they are laid out, and different lines wherever a value
differs. So a risk that was only moved shows as nothing, and a changed field as itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from riskreg.printable import printable

_FIRST = ("register", "matrix", "risk", "removed", "title", "action", "reason", "name", "date", "status", "score")
"""What stands before the other keys of a table, which follow in alphabetical order."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NO_WORDS = re.compile(
    r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?|-?(?:inf|nan)|true|false"  # a number or a truth
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{2}:[0-9]{2}.*"  # a day or a time
    r"|[\"\[{].*|\s.*|.*\s|",  # what a list, a table or a text in quotes looks like
    re.DOTALL,
)

Address = tuple[str, ...]
"""The keys that lead to a field."""


def fields(data: Mapping[str, Any], at: Address = ()) -> Iterator[tuple[Address, Any]]:
    """Every field of a document with its address, in a fixed order; an empty table counts as one."""
    for key in sorted(data, key=lambda key: _rank(key, data[key])):
        value = data[key]
        if isinstance(value, dict) and value:
            yield from fields(value, (*at, key))
        else:
            yield (*at, key), value


def _rank(key: str, value: object) -> tuple[bool, int, str]:
    """Values before tables, well-known keys before others."""
    return isinstance(value, dict), _FIRST.index(key) if key in _FIRST else len(_FIRST), key


def lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Every field as `risk.turnover.mitigation.academy.status: in place`; of a list, a line for each item."""
    for address, value in fields(data):
        if isinstance(value, list) and value:
            yield from (f"{spelled(address)}[]: {_shown(item)}" for item in value)
        else:
            yield f"{spelled(address)}: {_shown(value)}"


def spelled(address: Address) -> str:
    """An address as people write it; a key of other characters than an id's stands in quotes."""
    return ".".join(key if _BARE.fullmatch(key) else _quoted(key) for key in address)


def _shown(value: object) -> str:
    """A value on one line; text stands in quotes only where it could be taken for something else."""
    return _escaped(value) if isinstance(value, str) and not _NO_WORDS.fullmatch(value) else inline(value)


def inline(value: object) -> str:
    """A value on one line, much as TOML writes it."""
    match value:
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(inline, value))}]"
        case dict():
            return f"{{ {', '.join(_pairs(value.items()))} }}" if value else "{}"
        case _:
            return repr(value)


def _pairs(items: Iterable[tuple[str, object]]) -> Iterator[str]:
    return (f"{spelled((key,))} = {inline(value)}" for key, value in sorted(items))


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', '\\"') + '"'


def _escaped(text: str) -> str:
    """Line breaks and all that a terminal would obey, written out; so is the backslash, so that nothing is hidden."""
    return printable(text.replace("\\", "\\\\"))
