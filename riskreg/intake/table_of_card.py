"""The table of a document that its card describes: the import's own choice, else the one with the card's headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.errors import NotPossible
from riskreg.intake.candidates import Candidate, candidates
from riskreg.intake.columns import role_of
from riskreg.intake.grid import Document
from riskreg.intake.plain import folded
from riskreg.intake.risk_rows import rows_of
from riskreg.intake.rows import RiskRows
from riskreg.model.card import Card, RiskTable


def rows_of_card(card: Card, document: Document) -> RiskRows:
    """The rows of the table that a card describes, such as one that a person chose by hand when it was imported.

    Where no table has the headings of the card, it is the table that the import takes by itself. Raises NotPossible
    where there is neither.
    """
    usual, none = None, None
    try:
        usual = rows_of(card.file, document)
    except NotPossible as refused:
        none = refused
    table = card.risk_table
    if table is not None and not (usual is not None and _agrees(usual, table)):
        told = list(_told(card.file, document, table))
        found = next((rows for rows in told if len(rows.rows) == table.rows), None)
        same = usual is not None and _titles(usual) == _folded(table.columns)
        usual = found or (usual if same or not told else told[0])
    if usual is None:
        raise none or NotPossible(f"{card.file} holds no risk table", "take [risk-table] out of the card")
    return usual


def _agrees(rows: RiskRows, table: RiskTable) -> bool:
    return _titles(rows) == _folded(table.columns) and len(rows.rows) == table.rows


def _titles(rows: RiskRows) -> list[str]:
    return _folded([column.title for column in rows.header.columns])


def _folded(titles: Sequence[str]) -> list[str]:
    return [folded(title) for title in titles]


def _told(name: str, document: Document, table: RiskTable) -> Iterator[RiskRows]:
    """The rows of each table with the headings of the card."""
    for candidate in candidates(document):
        if candidate.header is not None:
            if list(candidate.signature) == _folded(table.columns):
                yield rows_of(name, document, table=candidate.number)
        elif candidate.grid.rows and _folded(candidate.grid.rows[0].cells) == _folded(table.columns):
            yield rows_of(name, document, table=candidate.number, columns=_columns(candidate, table.columns))


def _columns(candidate: Candidate, titles: Sequence[str]) -> dict[str, int]:
    """What the columns of a table hold that no import would take for a risk table; the longest texts are the risks."""
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        role = role_of(title)
        if role is not None:
            found.setdefault(role, place)
    free = [place for place in range(len(titles)) if place not in found.values()] or list(range(len(titles)))
    longest = max(free, key=lambda place: sum(len(row.cells[place]) for row in candidate.grid.rows[1:]))
    return found if "risk" in found else {**found, "risk": longest}
