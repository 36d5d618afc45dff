"""An id changed through a whole series, so that every risk and action goes on from where it came.

The same id continues a risk from register to register. So a risk gets its new id in every register that has it, and an
action under every risk that carries it on by the same id; and whatever names either follows. Of two risks that bore one
id, the one after the other, only one is renamed. What links there were before, and no others, must be there after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from riskreg.comparison.action_links import ActionNode
from riskreg.comparison.lineage import Lineage
from riskreg.comparison.risk_links import RiskNode, reused
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk


@frozen
class Renaming:
    """A new id for a risk, or for an action under some risks."""

    old: str
    """The id until now."""
    new: str
    """The id from now on."""
    under: frozenset[str] | None = None
    """The ids of the risks whose action it is; None where it is a risk's id."""
    life: range | None = None
    """The numbers of the registers between which a risk bears it; None for all, where no other risk ever did."""
    stands: bool = True
    """Whether it is a risk of this register that has the id."""
    named: bool = True
    """Whether what this register names by the id is that risk."""

    def at(self, number: int) -> Renaming:
        """The same for one register of the series; what a register names is a risk of one before it."""
        if self.life is None:
            return self
        named = self.life.start < number <= self.life.stop
        return evolve(self, life=None, stands=number in self.life, named=named)

    def risk(self, id: str) -> str:
        """The id that a risk is to have."""
        return self.new if self.stands and self.under is None and id == self.old else id

    def earlier(self, id: str) -> str:
        """The id that a risk of an earlier register is to have, where it is named."""
        return self.new if self.named and self.under is None and id == self.old else id

    def action(self, risk: str, id: str) -> str:
        """The id that an action is to have."""
        return self.new if self.under is not None and risk in self.under and id == self.old else id

    def register(self, register: Register) -> Register:
        """A register under the new id."""
        return evolve(
            register,
            risks=tuple(self._risk(r) for r in register.risks),
            removed=tuple(evolve(r, id=self.earlier(r.id)) for r in register.removed),
        )

    def _risk(self, risk: Risk) -> Risk:
        return evolve(
            risk,
            id=self.risk(risk.id),
            supersedes=tuple(map(self.earlier, risk.supersedes)),
            mitigations=tuple(self._mitigation(risk.id, m) for m in risk.mitigations),
        )

    def _mitigation(self, risk: str, mitigation: Mitigation) -> Mitigation:
        refs = tuple(
            MitigationRef(self.earlier(s.risk), self.action(s.risk, s.mitigation)) for s in mitigation.supersedes
        )
        return evolve(mitigation, id=self.action(risk, mitigation.id), supersedes=refs)


def of_risk(old: str, new: str) -> Renaming:
    """A new id for a risk, in all registers that have the id."""
    return Renaming(old, new)


def of_risk_at(series: Sequence[Register], number: int, old: str, new: str) -> Renaming:
    """A new id for the risk that bears the old one in the register of that number, and for no other that ever did."""
    again = sorted(n for n, id in reused(series) if id == old)
    if not again:
        return of_risk(old, new)
    start = max((n for n in again if n <= number), default=0)
    return Renaming(old, new, life=range(start, min((n for n in again if n > number), default=len(series))))


def of_action(series: Sequence[Register], risk: str, old: str, new: str) -> Renaming:
    """A new id for an action, under its risk and under all that carry it on by the same id alone."""
    links = _same_id_links(Lineage.of(series), old)
    found = {risk}
    while more := {b for a, b in links if a in found} - found:
        found |= more
    return Renaming(old, new, frozenset(found))


def _same_id_links(lineage: Lineage, id: str) -> set[tuple[str, str]]:
    """Which risks pass on the action of an id to each other, both ways."""
    pairs = {
        (node[1], parent[1])
        for node, parents in lineage.action_parents.items()
        for parent in parents
        if node[2] == parent[2] == id and not _recorded(lineage, node, parent)
    }
    return pairs | {(b, a) for a, b in pairs}


def _recorded(lineage: Lineage, node: ActionNode, parent: ActionNode) -> bool:
    number, risk, id = node
    mitigation = lineage.registers[number].risk(risk).mitigation(id)
    return MitigationRef(parent[1], parent[2]) in mitigation.supersedes


def taken(series: Sequence[Register], renaming: Renaming) -> str | None:
    """Where the new id has a meaning already, in words; None where it is free."""
    for register in series:
        for risk in register.risks:
            if renaming.under is None and renaming.new in (risk.id, *risk.supersedes):
                return f"the risk {risk.id} of {register.date}"
            if found := _taken_action(risk, renaming):
                return f"the action {risk.id}.{found} of {register.date}"
        if renaming.under is None and any(r.id == renaming.new for r in register.removed):
            return f"[removed.{renaming.new}] of {register.date}"
    return None


def _taken_action(risk: Risk, renaming: Renaming) -> str | None:
    under = renaming.under or (renaming.new,)
    for m in risk.mitigations:
        own = renaming.under is not None and risk.id in renaming.under and m.id == renaming.new
        named = any(s.risk in under and (not renaming.under or s.mitigation == renaming.new) for s in m.supersedes)
        if own or named:
            return m.id
    return None


def keeps_lineage(series: Sequence[Register], renaming: Renaming) -> bool:
    """Whether exactly the links of before are there under the new id."""
    before = Lineage.of(series)
    after = Lineage.of([renaming.at(n).register(r) for n, r in enumerate(series)])
    risks = {_risk(renaming, node): {_risk(renaming, p) for p in ps} for node, ps in before.parents.items()}
    if risks != {node: set(parents) for node, parents in after.parents.items()}:
        return False
    actions = {
        _action(renaming, node): {_action(renaming, parent) for parent in parents}
        for node, parents in before.action_parents.items()
    }
    return actions == {node: set(parents) for node, parents in after.action_parents.items()}


def _risk(renaming: Renaming, node: RiskNode) -> RiskNode:
    number, risk = node
    return number, renaming.at(number).risk(risk)


def _action(renaming: Renaming, node: ActionNode) -> ActionNode:
    number, risk, id = node
    return number, renaming.at(number).risk(risk), renaming.action(risk, id)
