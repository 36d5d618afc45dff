"""Where paragraphs begin among the wrapped lines of one cell: by the room that a line left, and by full stops."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from riskreg.intake.lines import JOINING
from riskreg.intake.plain import cleaned, joined, quoted

SLACK = 0.14
"""Letters are not equally wide: a line may fall short of its column by so much of the width."""
_MUCH = 0.22
"""A line that falls shorter than this ends a paragraph, behind a full stop as well."""
_DOTTED = 0.12
"""Where so many of a column's lines hold a full stop, its texts end with them."""
_STOP = re.compile(r"[a-z)][.!?](?=\s|$)")
_STOPS = (".", "!", "?", ":", ";")


@frozen
class Column:
    """What the lines of one column are like."""

    width: int
    """How many characters they hold at most."""
    dotted: bool
    """Whether its texts end with full stops."""


def column_of(lines: Sequence[str], width: int) -> Column:
    """What these lines of a column are like."""
    return Column(width, sum(bool(_STOP.search(line)) for line in lines) > _DOTTED * len(lines))


def cell_of(lines: Sequence[tuple[int, str]], column: Column, what: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a cell, a paragraph on a line of its own, from its lines with their numbers; and what to ask.

    `what` is what a paragraph of it is, such as `action`; where that is empty nothing is asked.
    """
    paragraphs: list[list[str]] = []
    doubts = []
    # Where the author sets full stops, and did so at the end of this cell, a capital in its midst begins a name.
    finished = bool(lines) and column.dotted and stops(lines[-1][1])
    for n, (number, text) in enumerate(lines):
        begins, sure = _begins(lines[n - 1][1], text, column, finished=finished) if n else (True, True)
        if what and not sure:
            read = "begins a new one" if begins else "goes on with the one above"
            doubts.append(f"line {number}, in a cell of {what}s: it was read that {quoted(text)} {read}; is that so?")
        if begins:
            paragraphs.append([])
        paragraphs[-1].append(text)
    return "\n".join(joined(p) for p in paragraphs), tuple(doubts)


def _begins(before: str, text: str, column: Column, *, finished: bool) -> tuple[bool, bool]:
    """Whether a line of a cell begins a paragraph, and whether that is sure.

    It does where it begins in capitals although its first word had room on the line above. Where it had none, only
    the missing full stop may tell.
    """
    if text[:1].islower() or not may_end(before) or cleaned(text).startswith("* "):
        return False, True
    spare = room(before, text, column.width)
    if stops(before) or not text[:1].isupper():
        return spare > _MUCH * column.width, not SLACK * column.width < spare <= _MUCH * column.width
    if spare > SLACK * column.width:
        return True, True
    in_a_name = before.rsplit(maxsplit=1)[-1][:1].isupper()
    if finished or (column.dotted and in_a_name):
        return False, True
    return not column.dotted and not in_a_name, False


def room(before: str, text: str, width: int) -> int:
    """How much room a line had left when the next word was put on a new line; below 0: it did not fit."""
    return width - (len(before) + 1 + len(text.partition(" ")[0]))


def begins_anew(before: str, text: str) -> bool:
    """Whether a line begins in capitals below one that has no full stop and needs no more words."""
    return text[:1].isupper() and not stops(before) and may_end(before)


def stops(text: str) -> bool:
    """Whether a text ends as sentences and their parts do."""
    return text.endswith(_STOPS)


def may_end(text: str) -> bool:
    """Whether a text may end here: not behind a comma, or a word such as `the`."""
    last = text.rsplit(maxsplit=1)[-1].casefold()
    return not text.endswith((",", "-", "–", "(", "/", "&")) and last not in JOINING
