"""The common beginning of branches that were merged crosswise: where it was in dispute, it says what neither side says.

Git then merges the beginnings first, with the markers of their conflicts left in. What one beginning had there may be
what a side chose since, or what it left: no edit of either side may be overlooked, nor taken for none. So every value
in dispute is taken for another one than both sides have: where these agree nothing is asked, and else they contradict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riskreg.comparison.threeway import same
from riskreg.merging.three import value_at
from riskreg.store.data import plain_data
from riskreg.store.edit import Edit, edited
from riskreg.store.rows import Row, rows
from riskreg.store.toml.parts import Item

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
    text, other = (found[side].decode("utf-8").replace("\r\n", "\n") for side in ("ours", "theirs"))
    return "".join([*_besides(other, ours), edited(text, _unknown(text, ours, theirs))]).encode()


def _besides(text: str, known: Mapping[str, Any]) -> Iterator[str]:
    """The keys that a stretch has and the other has not, with unknown values; not of tables that begin in it."""
    for row in rows(text):
        if row.is_header:
            return
        if row.path[0] not in known:
            yield f'{text[row.first : row.items[0].start]}"{UNKNOWN}"\n'


def _unknown(text: str, data: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Edit]:
    """Each value of a stretch that the other stretch does not have just so, taken for an unknown one."""
    for row in rows(text):
        for item in _values(text, row, row.items[:1]):
            if not same(value_at(data, item.path), value_at(other, item.path)):
                yield Edit(item.start, item.end, f'"{UNKNOWN}"')


def _values(text: str, row: Row, items: Iterable[Item]) -> Iterator[Item]:
    """Values of a statement, those of an inline table each by itself; a list is one value."""
    for item in items:
        held = row.children(item) if text[item.start] == "{" else ()
        yield from _values(text, row, held) if held else (item,)
