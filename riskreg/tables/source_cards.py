"""The view `sources`: the cards there are, and which registers rest on each and cite it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wording import count

_COLUMNS = (
    Column("card", "Card"),
    Column("date", "Date"),
    Column("kind", "Kind"),
    Column("risk-table", "Risk table"),
    Column("registers", "Source of"),
    Column("evidence", "Cited as evidence in"),
    Column("title", "Title"),
    Column("organisation", "Organisation"),
    Column("committee", "Committee"),
    Column("file", "File"),
    Column("address", "Address"),
    Column("sha256", "SHA-256"),
)
NO_CARDS = "There are no cards yet; draft one with: riskreg sources --card REPORT"
_DEFAULT = ("card", "date", "kind", "risk-table", "registers", "evidence")


def source_cards(
    cards: Mapping[str, Card],
    registers: Sequence[tuple[str, Register]],
    exempt: Collection[str] = (),
    faulty: Collection[str] = (),
) -> Table:
    """One row for each card by date, then those that are named and not there; what exempt risks cite is not counted.

    `faulty` are cards that are there and not valid, and are passed over.
    """
    cited = {ref: Counter(_cited(register, exempt)) for ref, register in registers}
    sources = {ref: register.source for ref, register in registers}
    there = sorted(cards, key=lambda name: (cards[name].date.first, cards[name].date.last, name))
    named = dict.fromkeys((*filter(None, sources.values()), *(card for found in cited.values() for card in found)))
    absent = sorted(name for name in named if name not in cards and name not in faulty)
    rows = (_row(name, cards.get(name), sources, cited) for name in (*there, *absent))
    notes = [] if cards or faulty else [NO_CARDS]
    notes += [f"There is no card {name}, which a register names." for name in absent]
    hidden = sum(risk.id in exempt for _, register in registers for risk in register.risks)
    notes += [f"What {count(hidden, 'exempt risk')} cites is not counted."] if hidden == 1 else []
    notes += [f"What {hidden} exempt risks cite is not counted."] if hidden > 1 else []
    return Table("Sources", _COLUMNS, tuple(rows), notes=tuple(notes), default_columns=_DEFAULT)


def _cited(register: Register, exempt: Collection[str]) -> Iterator[str]:
    for risk in register.risks:
        if risk.id not in exempt:
            yield from (e.card for e in risk.evidence)
            yield from (e.card for m in risk.mitigations for e in m.evidence)
    for removal in register.removed:
        if removal.id not in exempt:
            yield from (e.card for e in removal.evidence)


def _row(name: str, card: Card | None, sources: Mapping[str, str | None], cited: Mapping[str, Counter[str]]) -> Row:
    rests = ", ".join(ref for ref, source in sources.items() if source == name) or None
    evidence = ", ".join(f"{ref} ({found[name]} ×)" for ref, found in cited.items() if found[name]) or None
    if card is None:
        return name, None, None, None, rests, evidence, None, None, None, None, None, None
    table = f"{card.risk_table.place}: {count(card.risk_table.rows, 'row')}" if card.risk_table else "none"
    about = card.title, card.organisation, card.committee, card.file, card.address, card.sha256
    return name, str(card.date), card.kind, table, rests, evidence, *about
