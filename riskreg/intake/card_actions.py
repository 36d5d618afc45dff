"""The actions of a risk on a card of its own: where headings stand below its labels, a small table of them follows."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, frozen

from riskreg.intake.columns import role_of
from riskreg.intake.grid import GridRow

_OF_AN_ACTION = frozenset(["action-owner", "owner", "manager", "due", "status", "reviewed"])
_LONGEST_LABEL = 4


@frozen
class Actions:
    """A small table within a card."""

    head: int
    """The row of its headings, counted from 0."""
    end: int
    """Behind its last row."""
    titles: tuple[tuple[int, str], ...]
    """The columns, each with its heading."""

    def values(self, row: GridRow) -> dict[str, str]:
        """What one of its rows holds, by heading."""
        return {title: row.cells[c] if c < len(row.cells) else "" for c, title in self.titles}


@define
class ActionTables:
    """The small tables of a table of cards."""

    tables: tuple[Actions, ...]

    def rest(self, rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
        """The rows that are in none of them: labels beside values."""
        return tuple(row for at, row in enumerate(rows) if self.of(at) is None)

    def of(self, at: int) -> Actions | None:
        """The small table that a row belongs to, its headings included."""
        return next((table for table in self.tables if table.head <= at < table.end), None)


def action_tables(rows: Sequence[GridRow]) -> ActionTables:
    """Find them: headings that say action or control, then owner, date or status, and rows that begin with no label."""
    tables: list[Actions] = []
    at = 0
    while at < len(rows):
        titles = _titles(rows[at])
        end = at + 1
        while titles and end < len(rows) and not _begins_with_label(rows[end], titles[0][0]):
            end += 1
        if end > at + 1:
            tables.append(Actions(at, end, titles))
        at = end
    return ActionTables(tuple(tables))


def _titles(row: GridRow) -> tuple[tuple[int, str], ...]:
    """The headings of a row that has such: an action or control, perhaps behind a number, and what is said of it."""
    filled = [(c, " ".join(cell.split()).rstrip(":")) for c, cell in enumerate(row.cells) if cell.strip()]
    roles = [role_of(title) for _, title in filled]
    first = 1 if roles[:1] == ["ref"] else 0
    more = roles[first + 1 :]
    if len(filled) < 2 or len(roles) <= first or roles[first] not in ("mitigation", "controls") or not more:
        return ()
    if any(len(title.split()) > _LONGEST_LABEL for _, title in filled):
        return ()
    said = sum(role in _OF_AN_ACTION for role in more)
    if said * 2 < len(more) or (len(more) == 1 and first == 0 and role_of(filled[-1][1]) == "owner"):
        return ()
    return tuple(
        (c, "Action owner" if role == "owner" else f"Action {title[:1].lower()}{title[1:]}" if role == "ref" else title)
        for (c, title), role in zip(filled, roles, strict=True)
    )


def apart(title: str) -> str:
    """Another heading for a column of actions, where the card has that label for itself: both are kept."""
    return "Mitigating action" if role_of(title) in ("mitigation", "controls") else f"{title} of the action"


def _begins_with_label(row: GridRow, column: int) -> bool:
    """Whether a row is of the card again: its first cell is a heading of a risk table."""
    cell = row.cells[column].strip() if column < len(row.cells) else ""
    return bool(cell) and len(cell.split()) <= _LONGEST_LABEL and role_of(cell.rstrip(":")) is not None
