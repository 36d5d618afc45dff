"""Where paragraphs begin among the wrapped lines of one cell: by the room that a line left, and by full stops."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from attrs import frozen

from riskreg.intake.lines import JOINING
from riskreg.intake.plain import cleaned, joined, quoted
from riskreg.intake.values import date_in

SLACK = 0.14
"""Letters are not equally wide: a line may fall short of its column by so much of the width."""
_MUCH = 0.22
"""A line that falls shorter than this ends a paragraph, behind a full stop as well."""
_DOTTED = 0.12
"""Where so many of a column's lines hold a full stop, its texts end with them."""
_STOP = re.compile(r"[a-z)][.!?](?=\s|$)")
OWNER = "owner"
"""What a paragraph of a cell of owners is."""
OWNERS = frozenset({"owner", "action-owner", "manager"})
"""The columns of owners."""
_ROLE = re.compile(
    r"(?:(?:deputy|assistant|executive|corporate|strategic|interim|acting|joint|group|service) )*"
    r"(?:(?:head|director|leader|manager|chair|member) (?:of|for)\b|chief \w|section 151|s151|monitoring officer|"
    r"(?:portfolio|cabinet) (?:holder|member))",
    re.IGNORECASE,
)
_BEFORE_A_ROLE = frozenset(
    "deputy assistant executive corporate strategic interim acting joint group service vice the".split()
)
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


def cell_of(
    lines: Sequence[tuple[int, str]], column: Column, what: str = "", apart: Collection[int] = ()
) -> tuple[str, tuple[str, ...]]:
    """The text of a cell, a paragraph on a line of its own, from its lines with their numbers; and what to ask.

    `what` is what a paragraph of it is, such as `action`; where that is empty nothing is asked. The lines `apart` begin
    a paragraph for a reason of their own.
    """
    paragraphs: list[list[str]] = []
    doubts = []
    # Where the author sets full stops, and did so at the end of this cell, a capital in its midst begins a name.
    finished = bool(lines) and column.dotted and stops(lines[-1][1])
    for n, (number, text) in enumerate(lines):
        before = lines[n - 1][1]
        spare = room(before, text, column.width) if n else 0
        if n == 0 or number in apart:
            first, sure = True, True
        elif what == OWNER:
            first, sure = owner_begins(before, text, spare, column.width)
        else:
            first, sure = begins(before, text, (spare, column.width), dotted=column.dotted, finished=finished)
        first = first and (sure or bool(what))  # a name of several lines is whole, unless room says otherwise
        if what and not sure:
            read = "begins a new one" if first else "goes on with the one above"
            doubts.append(f"line {number}, in a cell of {what}s: it was read that {quoted(text)} {read}; is that so?")
        if first:
            paragraphs.append([])
        paragraphs[-1].append(text)
    return "\n".join(joined(p) for p in paragraphs), tuple(doubts)


def begins(before: str, text: str, room: tuple[float, float], *, dotted: bool, finished: bool) -> tuple[bool, bool]:
    """Whether a line of a cell begins a paragraph, and whether that is sure.

    It does where it begins in capitals although its first word had room on the line above; `room` is how much would
    have been left there, and how wide the column is. Where it had none, only the missing full stop may tell.
    """
    spare, width = room
    if text[:1].islower() or not may_end(before) or cleaned(text).startswith("* "):
        return False, True
    if stops(before) or not text[:1].isupper():
        return spare > _MUCH * width, not SLACK * width < spare <= _MUCH * width
    if spare > SLACK * width:
        return True, True
    in_a_name = before.rsplit(maxsplit=1)[-1][:1].isupper()
    if finished or (dotted and in_a_name):
        return False, True
    return not dotted and not in_a_name, False


def owner_begins(before: str, text: str, spare: float, width: float) -> tuple[bool, bool]:
    """Whether a line of a cell of owners begins another owner, and whether that is sure: `Officer` alone does not."""
    if not text[:1].isupper() or not may_end(before) or before.rsplit(maxsplit=1)[-1].casefold() in _BEFORE_A_ROLE:
        return False, True
    if names_role(text):
        return True, False
    return spare > SLACK * width, spare <= SLACK * width


def names_role(text: str) -> bool:
    """Whether a text begins as a role does, and not as the rest of one."""
    return _ROLE.match(text) is not None


def own_action(before: str, text: str, facts: Sequence[tuple[str, str, str]]) -> str:
    """What of the `facts` beside a line of actions says that it is an action of its own; empty where none does.

    Each fact is a column's meaning, its text above and its text on the line. That the risk is silent on the line is for
    the caller to know.
    """
    if not text[:1].isupper() or not may_end(before):
        return ""
    return next(
        (
            fact
            for role, above, fact in facts
            if fact and above and may_end(above)
            if (names_role(fact) if role in OWNERS else date_in(fact) is not None)
        ),
        "",
    )


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
