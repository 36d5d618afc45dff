"""The common beginning of branches that were merged crosswise: where it was in dispute, it says what neither side says.

Git then merges the beginnings first, with the markers of their conflicts left in. What one beginning had there may be
what a side chose since, or what it left: no edit of either side may be overlooked, nor taken for none. So every value
in dispute is taken for another one than both sides have: where these agree nothing is asked, and else they contradict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from riskreg.comparison.threeway import MISSING, same
from riskreg.finding import Path
from riskreg.merging.three import value_at
from riskreg.store.data import plain_data
from riskreg.store.edit import Edit, edited
from riskreg.store.rows import Row, rows

UNKNOWN = "in dispute already in the common beginning"
"""What a value in dispute is taken for."""

_MARKED = re.compile(
    rb"^<{7,}[^\n]*\n(?P<ours>(?:(?![<=>|]{7})[^\n]*\n)*)"
    rb"(?:\|{7,}[^\n]*\n(?:(?![<=>|]{7})[^\n]*\n)*)?"
    rb"={7,}\r?\n(?P<theirs>(?:(?![<=>|]{7})[^\n]*\n)*)>{7,}[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)


def settled(base: bytes) -> bytes:
    """A beginning without the markers of its conflicts; as it is where it has none, or they cannot be read."""
    if b"<<<<<<<" not in base or plain_data(base) is not None:
        return base
    return _MARKED.sub(_settled, base)


def _settled(found: re.Match[bytes]) -> bytes:
    ours, theirs = (plain_data(found[side]) for side in ("ours", "theirs"))
    if ours is None or theirs is None:
        return found[0]
    known, other = (found["ours"], theirs) if found["ours"].strip() else (found["theirs"], ours)
    text = known.decode("utf-8").replace("\r\n", "\n")
    return edited(text, _unknown(text, plain_data(known) or {}, other)).encode()


def _unknown(text: str, data: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Edit]:
    """Each value of a stretch that the other stretch does not have just so, taken for an unknown one."""
    for row in rows(text):
        for path, start, end in _values(row):
            if value_at(other, path) is MISSING or not same(value_at(data, path), value_at(other, path)):
                yield Edit(start, end, f'"{UNKNOWN}"')


def _values(row: Row) -> Iterator[tuple[Path, int, int]]:
    """What a statement sets, each value of an inline table by itself; a list is one value."""
    tables = {item.path[:-1] for item in row.items if item.parts and item is not row.items[0]}
    lists = [(item.start, item.end) for item in row.items if _is_list(row, item.path)]
    for item in row.items:
        is_within = any(start < item.start and item.end < end for start, end in lists)
        if item.path not in tables and not is_within:
            yield item.path, item.start, item.end


def _is_list(row: Row, path: Path) -> bool:
    return any(len(i.path) == len(path) + 1 and i.path[:-1] == path and not i.parts for i in row.items)
