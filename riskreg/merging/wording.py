"""What a contradiction is told as: where it is, and what each side says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from riskreg.comparison.threeway import MISSING, Conflict, same
from riskreg.finding import Path

_LONGEST = 100
"""So many characters of a value are told; the file has it all."""


def in_words(conflict: Conflict, ours: str, theirs: str, *, hidden: bool = False) -> str:
    """One line: the address, and what either side says. `hidden` leaves out the values, as of an exempt risk."""
    if hidden:
        return f"{conflict.address}: the two sides differ; the values of an exempt risk are not shown here"
    said = (f"{side} {_said(value, conflict)}" for side, value in ((ours, conflict.ours), (theirs, conflict.theirs)))
    return f"{conflict.address}: {', '.join(said)}"


def _said(value: Any, conflict: Conflict) -> str:
    if value is MISSING:
        return "deletes it"
    if not isinstance(value, dict):
        return f"has {_short(_literal(value))}"
    if isinstance(conflict.base, Mapping):
        changed = sorted(_changed(conflict.base, value, ()))
        return f"changes {_short(', '.join(changed))}"
    name = value.get("title", value.get("action"))
    return f"adds {_short(_literal(value if name is None else name))}"


def _changed(base: Mapping[str, Any], now: Mapping[str, Any], path: Path) -> Iterator[str]:
    """The keys that differ, each as deep as tables go."""
    for key in {**base, **now}:
        was, is_ = base.get(key, MISSING), now.get(key, MISSING)
        if isinstance(was, dict) and isinstance(is_, dict):
            yield from _changed(was, is_, (*path, key))
        elif not same(was, is_):
            yield ".".join(map(str, (*path, key)))


def _literal(value: Any) -> str:
    """A value much as a file has it, on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case dict():
            return f"{{ {', '.join(f'{k} = {_literal(v)}' for k, v in value.items())} }}"
        case _:
            return str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
