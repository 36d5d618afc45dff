"""How wide the columns of a new table are: words are not broken while the page has room, long texts get more of it.

First every column gets what the words of its heading need, then what the words below it need, then a share of the rest,
most where the fullest cell holds most. Where the page is too narrow, room is kept from the columns that need most.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from riskreg.papers.ooxml.lettering import Lettering
from riskreg.papers.ooxml.spoken import cell_lines
from riskreg.tables.table import Cell, Table
from riskreg.tables.wrap import BULLET

_LONG_WORD, _LONGEST_WORD = 26, 44
"""A word of more letters has no claim to more room; the second, where there is room to spare."""

_SLACK = 20
"""How many per cent more a word is given where there is room: some fonts are that much wider."""

_LETTER = "n"
"""As wide as most letters are."""

_INDENT = 2
"""How many letters the items of a list stand in."""


def widths(table: Table, total: int, letters: Lettering) -> tuple[int, ...]:
    """The widths of the columns, which sum up to the total, all in twentieths of a point."""
    columns = [_texts([row[i] for row in table.rows]) for i in range(len(table.columns))]
    headings = [_widest(_texts([c.title]), letters, bold=True) for c in table.columns]
    words = [_widest(texts, letters) for texts in columns]
    least = [max(head, min(word, _room(_LONG_WORD, letters))) for head, word in zip(headings, words, strict=True)]
    reached = (0,) * len(columns)
    easy = [need + (need - letters.around) * _SLACK // 100 for need in least]
    for demand in (headings, least):
        if sum(demand) > total:
            return _level(reached, demand, total)
        reached = tuple(demand)
    if sum(easy) > total:
        return _plus(least, _shared(total - sum(least), _less(easy, least)))
    fullest = [_fullest([c.title, *(row[i] for row in table.rows)]) for i, c in enumerate(table.columns)]
    spare = [min(word, _room(_LONGEST_WORD, letters)) for word in words]
    more = [max(0, *wanted) for wanted in zip(_less(_shared(total, fullest), easy), _less(spare, easy), strict=True)]
    extra = _shared(total - sum(easy), more if sum(more) else easy)
    return _plus(easy, extra)


def _level(low: Sequence[int], high: Sequence[int], total: int) -> tuple[int, ...]:
    """Between the two, up to one level for all, so that the sum is the total."""

    def at(level: int) -> list[int]:
        return [max(a, min(b, level)) for a, b in zip(low, high, strict=True)]

    below, above = 0, max(high)
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if sum(at(middle)) <= total else (below, middle)
    found = at(below)
    widest = found.index(max(found))
    found[widest] += total - sum(found)
    return tuple(found)


def _shared(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """The total in shares of these weights, without a remainder."""
    shares = [total * weight // sum(weights) for weight in weights]
    return *shares[:-1], total - sum(shares[:-1])


def _plus(given: Sequence[int], more: Sequence[int]) -> tuple[int, ...]:
    return tuple(have + plus for have, plus in zip(given, more, strict=True))


def _less(wanted: Sequence[int], given: Sequence[int]) -> list[int]:
    return [want - have for want, have in zip(wanted, given, strict=True)]


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["".join(w.text for w in line) for cell in cells for line in cell_lines(cell)]


def _room(count: int, letters: Lettering) -> int:
    return letters.room(_LETTER * count) + letters.around


def _widest(texts: Sequence[str], letters: Lettering, *, bold: bool = False) -> int:
    """What the widest word needs, with the margins of the cell."""
    widest = max((_widest_word(text, letters, bold=bold) for text in texts), default=0)
    return widest + letters.around


def _widest_word(text: str, letters: Lettering, *, bold: bool) -> int:
    indent = letters.room(_LETTER * _INDENT) if text.startswith(BULLET) else 0
    words = text.removeprefix(BULLET).replace("-", "- ").split()
    return indent + max((letters.room(word, bold=bold) for word in words), default=0)


def _fullest(cells: Sequence[Cell]) -> int:
    """The root of the letters in the fullest cell: a cell of four times the text is twice as wide and twice as high."""
    return isqrt(10_000 * max(1, *(len("".join(_texts([cell]))) for cell in cells)))
