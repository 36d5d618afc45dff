"""Cells of actions and of owners in a PDF: where one ends and the next begins, also where no room tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import evolve, frozen

from riskreg.intake.cell_lines import OWNER, OWNERS, begins, column_of, may_end, owner_begins, stops
from riskreg.intake.cell_text import is_point
from riskreg.intake.columns import ACTIONS, named_columns, role_of, roles_of
from riskreg.intake.pdf_page import RuledTable
from riskreg.intake.pdf_text import Line, paragraphs, parts_of, room_after, spaced
from riskreg.intake.plain import quoted

ACTION = "action"
_SURE = 3
"""So many lines that might have begun in small letters, and none does: the writer ended each, not the column."""


@frozen
class Habit:
    """What the lines of a column are like."""

    dotted: bool
    """Whether its texts end with full stops."""
    ended: bool
    """Whether each of its lines is one that the writer ended."""


def habit_of(cells: Sequence[Sequence[Line]]) -> Habit:
    """What the lines of a column are like, of which these are the cells."""
    texts = [line.text for lines in cells for line in lines]
    later = [line.text for lines in cells for line in lines[1:] if not is_point(line.text)]
    ended = len(later) >= _SURE and all(text[:1].isupper() for text in later)
    points = any(is_point(text) for text in texts)
    sentences = any(stops(lines[-1].text) for lines in cells if lines)
    return Habit(column_of(texts, 1).dotted, ended and not points and not sentences)


def kind_of(role: str | None) -> str:
    """What a paragraph of a column is: an action, an owner; empty where that does not matter."""
    return ACTION if role in ACTIONS else OWNER if role in OWNERS else ""


def cell_of(
    lines: Sequence[Line], right: float, kind: str, habit: Habit, apart: Collection[int] = ()
) -> tuple[str, tuple[str, ...]]:
    """The text of a cell that ends at `right`, a paragraph on a line of its own, and what to ask of it.

    The lines `apart`, counted from 0, begin a paragraph for a reason of their own.
    """
    if not kind or len(lines) < 2:
        return paragraphs(lines, right), ()
    parted = {*(parts_of(lines, right) if kind == ACTION else spaced(lines)), *apart}
    doubts = []
    finished = habit.dotted and stops(lines[-1].text)
    width = max(1.0, right - min(line.x0 for line in lines))
    for at in range(1, len(lines)):
        if at in parted:
            continue
        before, text = lines[at - 1].text, lines[at].text
        spare = room_after(lines[at - 1], lines[at].words[0], right)
        if kind == OWNER:
            first, sure = owner_begins(before, text, spare, width)
        elif habit.ended and may_end(before):
            first, sure = True, True
        else:
            first, sure = begins(before, text, (spare, width), dotted=habit.dotted, finished=finished)
        if first:
            parted.add(at)
        if not sure:
            read = f"begins another {kind}" if first else "goes on with the line above"
            doubts.append(f"in a cell of {kind}s it was read that {quoted(text)} {read}; is that so?")
    return paragraphs(lines, right, parted), tuple(doubts)


def with_paragraphs(
    table: RuledTable, before: Sequence[str | None]
) -> tuple[RuledTable, list[tuple[str, ...]], Sequence[str | None]]:
    """A ruled table with its actions and owners parted, what to ask of each row, and what its columns hold.

    `before` is what those of the table above hold: where this one has no headings and as many columns, it goes on.
    """
    roles = _roles(table, before)
    rows = [list(row) for row in table.rows]
    asked: list[tuple[str, ...]] = [()] * len(rows)
    for column, role in enumerate(roles):
        kind = kind_of(role)
        held = [table.lines.get((column, row[column]), ((), 0.0)) for row in rows] if kind else []
        habit = habit_of([lines for lines, _ in held if lines])
        for at, (lines, right) in enumerate(held):
            if len(lines) > 1 and role_of(rows[at][column]) is None:
                rows[at][column], doubts = cell_of(lines, right, kind, habit)
                asked[at] += doubts
    return evolve(table, rows=tuple(map(tuple, rows))), asked, roles


def _roles(table: RuledTable, before: Sequence[str | None]) -> Sequence[str | None]:
    """What the columns hold, by the first of the first rows that has headings."""
    for row in table.rows[:3]:
        if named_columns(row):
            return roles_of([" ".join(cell.split()) for cell in row])
    return before if table.rows and len(table.rows[0]) == len(before) else ()
