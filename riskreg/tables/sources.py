"""The documents that a register rests on, as a table: its source and all that is cited as evidence in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.tables.table import Column, Row, Table

COLUMNS = (
    Column("source", "Source"),
    Column("title", "Title"),
    Column("date", "Date"),
    Column("organisation", "Organisation"),
    Column("committee", "Committee"),
    Column("address", "Address"),
)


def source_table(register: Register, cards: Mapping[str, Card]) -> Table:
    """One row for each card that is named, its own source first; of a card that is not there the name alone."""
    names = tuple(dict.fromkeys(_cited(register)))
    return Table("Sources that the register names", COLUMNS, tuple(_row(name, cards.get(name)) for name in names))


def _cited(register: Register) -> Iterator[str]:
    if register.source:
        yield register.source
    for risk in register.risks:
        yield from (e.card for e in risk.evidence)
        yield from (e.card for m in risk.mitigations for e in m.evidence)
    yield from (e.card for removal in register.removed for e in removal.evidence)


def _row(name: str, card: Card | None) -> Row:
    if card is None:
        return name, None, None, None, None, None
    return name, card.title, str(card.date), card.organisation, card.committee, card.address
