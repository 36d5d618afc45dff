"""The rules within one register that no single value can show, and those of a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.store.fault import At, Fault
from riskreg.store.repeats import twice
from riskreg.store.score_rules import score_faults
from riskreg.store.values import described


def register_faults(register: Register, known: Sequence[Fault] = ()) -> tuple[Fault, ...]:
    """The faults of a register against these rules.

    `known` are the faults that its keys and values have already: what rests on a faulty value is not judged again.
    """
    rules = (_lineage, _departures, _dates, _repeats)
    return (*score_faults(register, known), *chain.from_iterable(rule(register) for rule in rules))


def card_faults(card: Card) -> tuple[Fault, ...]:
    """The faults of a card against the rules for cards."""
    return tuple(_card(card))


def _card(card: Card) -> Iterator[Fault]:
    if len(card.sha256) != 64 or not set(card.sha256) <= set("0123456789abcdef"):
        message = f"found {described(card.sha256)}, expected 64 hexadecimal digits in lower case"
        yield Fault(("sha256",), "E224", message, "write what sha256sum prints for the file")
    if card.risk_table and card.risk_table.rows < 1:
        message = f"found {card.risk_table.rows}, expected at least 1"
        yield Fault(("risk-table", "rows"), "E224", message, "count the risks that the table lists")


def _lineage(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for index, id in enumerate(risk.supersedes):
            if id == risk.id:
                path = ("risk", risk.id, "supersedes", index)
                yield Fault(
                    path, "E218", f'the risk "{id}" supersedes itself', "leave it out: an id continues by itself"
                )
        for mitigation in risk.mitigations:
            yield from _own_mitigation(risk, mitigation)


def _own_mitigation(risk: Risk, mitigation: Mitigation) -> Iterator[Fault]:
    for index, ref in enumerate(mitigation.supersedes):
        if (ref.risk, ref.mitigation) == (risk.id, mitigation.id):
            path = ("risk", risk.id, "mitigation", mitigation.id, "supersedes", index)
            yield Fault(
                path, "E218", f'the action "{ref}" supersedes itself', "leave it out: an id continues by itself"
            )


def _departures(register: Register) -> Iterator[Fault]:
    """A risk is carried, superseded or removed, never two of these."""
    carried = {risk.id for risk in register.risks}
    heirs = {id: risk.id for risk in register.risks for id in risk.supersedes if id != risk.id}
    for removal in register.removed:
        path = ("removed", removal.id)
        if removal.id in carried:
            message = f"the risk is removed here and carried as [risk.{removal.id}]"
            yield Fault(path, "E216", message, "keep one of the two", At.HEADER)
        elif removal.id in heirs:
            message = f'the risk is removed here and superseded by "{heirs[removal.id]}"'
            yield Fault(path, "E217", message, "keep one of the two", At.HEADER)


def _dates(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for m in risk.mitigations:
            if m.since and m.due and m.due.before(m.since):
                path = ("risk", risk.id, "mitigation", m.id, "due")
                yield Fault(path, "E219", f"due {m.due} is before since {m.since}", "mend one of the two dates")


def _repeats(register: Register) -> Iterator[Fault]:
    """The same item twice in one list."""
    for risk in register.risks:
        yield from twice(("risk", risk.id, "supersedes"), risk.supersedes)
        yield from twice(("risk", risk.id, "evidence"), risk.evidence)
        for m in risk.mitigations:
            if len(m.supersedes) < 2 and len(m.evidence) < 2:
                continue  # as nearly all
            path = ("risk", risk.id, "mitigation", m.id)
            yield from twice((*path, "supersedes"), m.supersedes)
            yield from twice((*path, "evidence"), m.evidence)
    for removal in register.removed:
        yield from twice(("removed", removal.id, "evidence"), removal.evidence)
