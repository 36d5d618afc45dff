"""How risks continue from register to register: by their id, and by what `supersedes` records.

An id continues from the last register that had it, until another risk takes it over: there it ends, unless it still
stands in the register that says so. What bears it later is another risk, which may say of itself what it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from riskreg.comparison.revisions import renamed_ids
from riskreg.model.register import Register

Node = TypeVar("Node", bound=Hashable)

RiskNode = tuple[int, str]
"""A risk of a series: the number of its register, and its id."""

Claims = dict[Node, set[Node]]
"""By id, what each supersedes."""


_Ended = dict[str, tuple[RiskNode, ...]]
"""By each id that was taken over and does not stand since, what took it over, in the order of the registers."""


def risk_links(registers: Sequence[Register]) -> dict[RiskNode, tuple[RiskNode, ...]]:
    """The risks that each risk of a series continues."""
    links: dict[RiskNode, tuple[RiskNode, ...]] = {}
    last: dict[str, int] = {}
    ended: _Ended = {}
    for number, register in enumerate(registers):
        claimed = taken(registers, number, _claims)
        renamed = renamed_ids(registers[number - 1], register) if number else {}
        for risk in register.risks:
            heirs = _heirs(registers, number, ended.get(risk.id, ()))
            own = () if heirs and not claimed[risk.id] & heirs.keys() else (risk.id, renamed.get(risk.id, risk.id))
            ids = dict.fromkeys((*own, *sorted(claimed[risk.id])))
            links[number, risk.id] = tuple((last[id], id) for id in ids if id in last)
        _end(ended, number, register, claimed)
        last.update((risk.id, number) for risk in register.risks)
    return links


def reused(registers: Sequence[Register]) -> dict[RiskNode, RiskNode]:
    """Each risk that bears the id of another one that was taken over before, with what took that over.

    One that says it takes over the heir goes on under its old id, and is left out.
    """
    links = risk_links(registers)
    found: dict[RiskNode, RiskNode] = {}
    ended: _Ended = {}
    for number, register in enumerate(registers):
        for risk in register.risks:
            heirs = _heirs(registers, number, ended.get(risk.id, ()))
            if heirs and all(id != risk.id for _, id in links[number, risk.id]):
                found[number, risk.id] = next((n, id) for id, n in heirs.items())
        _end(ended, number, register, taken(registers, number, _claims))
    return found


def _end(ended: _Ended, number: int, register: Register, claimed: Claims[str]) -> None:
    """Add the ids that a register takes over, and take out those that stand in it."""
    for heir, ids in sorted(claimed.items()):
        ended.update({id: (*ended.get(id, ()), (number, heir)) for id in ids})
    for risk in register.risks:
        ended.pop(risk.id, None)


def _heirs(registers: Sequence[Register], number: int, nodes: Sequence[RiskNode]) -> dict[str, int]:
    """What took an id over before a register, with the numbers: nothing that another revision of the same one says."""
    return {id: n for n, id in reversed(nodes) if not registers[n].date.overlaps(registers[number].date)}


def taken(registers: Sequence[Register], number: int, claims: Callable[[Register], Claims[Node]]) -> Claims[Node]:
    """What each risk or mitigation of a register takes over by `supersedes`, as `claims` reads it.

    A register that follows one of the same date is that register at another revision: what was claimed there already,
    and still stands beside its heir, came from a register before both.
    """
    now = claims(registers[number])
    if number == 0 or not registers[number - 1].date.overlaps(registers[number].date):
        return now
    then = claims(registers[number - 1])
    return {heir: ids - (then.get(heir, set()) & now.keys()) for heir, ids in now.items()}


def _claims(register: Register) -> Claims[str]:
    return {risk.id: set(risk.supersedes) for risk in register.risks}
