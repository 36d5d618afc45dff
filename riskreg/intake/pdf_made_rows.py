"""Lines of a table without lines made into rows: the text of each cell, and what of its paragraphs is not sure."""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.intake.cell_lines import OWNERS, own_action
from riskreg.intake.columns import ACTIONS
from riskreg.intake.pdf_cells import cell_of, habit_of, kind_of
from riskreg.intake.pdf_columns import Columns
from riskreg.intake.pdf_text import Line, Word
from riskreg.intake.plain import quoted

Cells = list[tuple[Word, ...]]
"""The words of a line, by column."""
Made = tuple[tuple[str, ...], tuple[str, ...]]


def made_rows(columns: Columns, rows: Sequence[Sequence[Cells]]) -> list[Made]:
    """The texts of each row, and what to ask of it; a row is its lines."""
    places = range(len(columns.lefts))
    habits = [habit_of([[Line(line[c]) for line in row if line[c]] for row in rows]) for c in places]
    made: list[Made] = []
    for row in rows:
        own = _own_actions(columns, row)
        doubts = [f"{quoted(text)} was read as an action of its own; is it?" for text in own.values()]
        texts = []
        for c in places:
            held = [n for n, line in enumerate(row) if line[c]]
            kind = kind_of(columns.role(c))
            apart = [index for index, n in enumerate(held) if n in own]
            text, asked = cell_of([Line(row[n][c]) for n in held], columns.rights[c], kind, habits[c], apart)
            texts.append(text)
            doubts += asked
        made.append((tuple(texts), tuple(doubts)))
    return made


def _own_actions(columns: Columns, row: Sequence[Cells]) -> dict[int, str]:
    """The lines that begin an action with an owner or a date of its own, where the risk beside them says nothing."""
    found: dict[int, str] = {}
    roles = dict(enumerate(columns.roles))
    silent = [columns.main, *(c for c, role in roles.items() if role == "ref")]
    for n in range(1, len(row)):
        if any(row[n][c] for c in silent):
            continue
        facts = [
            (role, _above(row, n, c), _text(row[n][c])) for c, role in roles.items() if role in OWNERS or role == "due"
        ]
        for c in (c for c, role in roles.items() if role in ACTIONS):
            beside = own_action(_above(row, n, c) or "-", _text(row[n][c]), [(r or "", a, f) for r, a, f in facts])
            if beside:
                found[n] = f"{_text(row[n][c])} | {beside}"
    return found


def _above(row: Sequence[Cells], line: int, column: int) -> str:
    return next((_text(row[n][column]) for n in range(line - 1, -1, -1) if row[n][column]), "")


def _text(words: tuple[Word, ...]) -> str:
    return Line(words).text if words else ""
