"""Registers and the cards of their documents: sources and evidence exist, dates and rows agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskreg.checking.timeline import register
from riskreg.finding import Path
from riskreg.model.card import Card
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.spelling import did_you_mean
from riskreg.store.fault import Fault
from riskreg.store.reading import Reading
from riskreg.store.series import CARDS, Entry, has_date

Cards = Mapping[str, Reading[Card]]


def source_faults(entry: Entry, cards: Cards) -> Iterator[Fault]:
    """What does not agree between a register and the cards."""
    record = register(entry)
    if record.source:
        yield from _source(entry, record.source, cards)
    for path, evidence in _evidence(record):
        yield from _one(path, evidence, entry, cards)


def _source(entry: Entry, source: str, cards: Cards) -> Iterator[Fault]:
    path = ("register", "source")
    card = _sound(source, cards)
    if source not in cards:
        yield Fault(path, "E305", f'there is no card "{source}"', _advice(source, cards))
    elif card is not None:
        yield from _rows(entry, source, card)
        if has_date(entry.reading) and not card.date.overlaps(register(entry).date):
            message = f"the register is of {register(entry).date}, its source of {card.date}"
            yield Fault(("register", "date"), "W403", message, "mend the date, or name another source")


def _rows(entry: Entry, source: str, card: Card) -> Iterator[Fault]:
    path = ("register", "source")
    count = len(register(entry).risks)
    if card.risk_table is None:
        message = f'the card "{source}" says that its document has no risk table'
        yield Fault(path, "E307", message, "name the document that has it, or add [risk-table] to the card")
    elif card.risk_table.rows != count and not entry.reading.incomplete:
        message = f'the register holds {_risks(count)}, the card "{source}" counts {card.risk_table.rows}'
        yield Fault(path, "E307", message, "find the missing or surplus risk, or mend rows in the card")


def _one(path: Path, evidence: Evidence, entry: Entry, cards: Cards) -> Iterator[Fault]:
    card = _sound(evidence.card, cards)
    if evidence.card not in cards:
        yield Fault(path, "E306", f'there is no card "{evidence.card}"', _advice(evidence.card, cards))
    elif card is not None and has_date(entry.reading) and register(entry).date.before(card.date):
        message = f'"{evidence.card}" is of {card.date}, after the register\'s {register(entry).date}'
        yield Fault(path, "W402", message, "name a document of the same or an earlier date")


def _evidence(record: Register) -> Iterator[tuple[Path, Evidence]]:
    for risk in record.risks:
        yield from _each(("risk", risk.id, "evidence"), risk.evidence)
        for m in risk.mitigations:
            yield from _each(("risk", risk.id, "mitigation", m.id, "evidence"), m.evidence)
    for removal in record.removed:
        yield from _each(("removed", removal.id, "evidence"), removal.evidence)


def _each(path: Path, items: Sequence[Evidence]) -> Iterator[tuple[Path, Evidence]]:
    return (((*path, index), item) for index, item in enumerate(items))


def _sound(name: str, cards: Cards) -> Card | None:
    """A card without faults; what a faulty one says is not held against a register."""
    reading = cards.get(name)
    return reading.record if reading and not reading.findings else None


def _advice(name: str, cards: Cards) -> str:
    """Another date is never guessed at: it would be another document."""
    guess = "" if name[:1].isdigit() else did_you_mean(name, cards)
    there = f"there are: {', '.join(cards)}" if cards else "there are none yet"
    return f"{guess or there}; or add {CARDS}/{name}.toml"


def _risks(count: int) -> str:
    return "1 risk" if count == 1 else f"{count} risks"
