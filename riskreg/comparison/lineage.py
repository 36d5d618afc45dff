"""How risks and mitigations continue through a series of registers.

An id continues from the last register that had it, and `supersedes` from the last register that had the id it names.
Followed over the registers between two dates, these links say what a risk was, and what became of it. Where a register
meets itself at another revision, what it had taken over by then, of risks that it still has, is no link to itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from attrs import frozen

from riskreg.model.register import Register, Removal
from riskreg.model.risk import Risk

Node = TypeVar("Node", bound=Hashable)

RiskNode = tuple[int, str]
"""A risk of a series: the number of its register, and its id."""

ActionNode = tuple[int, str, str]
"""A mitigation of a series: the number of its register, the risk's id, its own id."""

_Claims = dict[Node, set[Node]]
"""By id, what each supersedes."""


@frozen
class Lineage:
    """The links of a series of registers, in the order of their dates."""

    registers: tuple[Register, ...]
    """The registers, oldest first."""
    parents: Mapping[RiskNode, tuple[RiskNode, ...]]
    """The risks that each risk continues."""
    action_parents: Mapping[ActionNode, tuple[ActionNode, ...]]
    """The mitigations that each mitigation continues."""

    @classmethod
    def of(cls, registers: Sequence[Register]) -> Lineage:
        """The links of registers that are given in the order of their dates."""
        parents = _risk_links(registers)
        return cls(tuple(registers), parents, _action_links(registers, parents))

    def origins(self, node: RiskNode, latest: int) -> dict[RiskNode, tuple[str, ...]]:
        """The risks of register `latest` or before that a risk comes from, each with the ids it had in between."""
        return {n: _between(path) for n, path in _walk(node, self.parents) if n[0] <= latest and n != node}

    def action_origins(self, node: ActionNode, register: int) -> tuple[ActionNode, ...]:
        """The mitigations of a register that a mitigation comes from."""
        return tuple(n for n, _ in _walk(node, self.action_parents) if n[0] == register and n != node)

    def departures(self, node: RiskNode) -> Iterator[Removal | None]:
        """Where the lines of a risk end before the last register: for each, the removal that says so, or None.

        In the order of their dates, those of one register by id, whatever the order of its file.
        """
        for number, id in sorted(self._ends(node)):
            following = self.registers[number + 1 :]
            yield next((r for register in following for r in register.removed if r.id == id), None)

    def _ends(self, node: RiskNode) -> Iterator[RiskNode]:
        return (found for found, _ in _walk(node, self._children) if found not in self._children)

    @cached_property
    def _children(self) -> dict[RiskNode, tuple[RiskNode, ...]]:
        children: dict[RiskNode, tuple[RiskNode, ...]] = {}
        for node, parents in self.parents.items():
            for parent in parents:
                children[parent] = (*children.get(parent, ()), node)
        return children


def _risk_links(registers: Sequence[Register]) -> dict[RiskNode, tuple[RiskNode, ...]]:
    links: dict[RiskNode, tuple[RiskNode, ...]] = {}
    last: dict[str, int] = {}
    for number, register in enumerate(registers):
        taken = _taken(registers, number, _risk_claims)
        for risk in register.risks:
            ids = dict.fromkeys((risk.id, *sorted(taken[risk.id])))
            links[number, risk.id] = tuple((last[id], id) for id in ids if id in last)
        last.update((risk.id, number) for risk in register.risks)
    return links


def _action_links(
    registers: Sequence[Register], parents: Mapping[RiskNode, tuple[RiskNode, ...]]
) -> dict[ActionNode, tuple[ActionNode, ...]]:
    links: dict[ActionNode, tuple[ActionNode, ...]] = {}
    last: dict[tuple[str, str], int] = {}
    for number, register in enumerate(registers):
        taken = _taken(registers, number, _action_claims)
        for risk in register.risks:
            for mitigation in risk.mitigations:
                recorded = [(last[s], *s) for s in sorted(taken[risk.id, mitigation.id]) if s in last]
                own = _same_id(number, risk, mitigation.id, links, parents)
                links[number, risk.id, mitigation.id] = tuple(dict.fromkeys((*own, *recorded)))
        last.update(((r.id, m.id), number) for r in register.risks for m in r.mitigations)
    return links


def _taken(registers: Sequence[Register], number: int, claims: Callable[[Register], _Claims[Node]]) -> _Claims[Node]:
    """What each risk or mitigation of a register takes over by `supersedes`, as `claims` reads it.

    A register that follows one of the same date is that register at another revision: what was claimed there already,
    and still stands beside its heir, came from a register before both.
    """
    now = claims(registers[number])
    if number == 0 or not registers[number - 1].date.overlaps(registers[number].date):
        return now
    then = claims(registers[number - 1])
    return {heir: ids - (then.get(heir, set()) & now.keys()) for heir, ids in now.items()}


def _risk_claims(register: Register) -> _Claims[str]:
    return {risk.id: set(risk.supersedes) for risk in register.risks}


def _action_claims(register: Register) -> _Claims[tuple[str, str]]:
    return {
        (risk.id, m.id): {(s.risk, s.mitigation) for s in m.supersedes}
        for risk in register.risks
        for m in risk.mitigations
    }


def _same_id(
    number: int,
    risk: Risk,
    id: str,
    links: Mapping[ActionNode, tuple[ActionNode, ...]],
    parents: Mapping[RiskNode, tuple[RiskNode, ...]],
) -> Iterator[ActionNode]:
    """The mitigations of the same id under the risks that a risk continues, in each line the latest that had one."""
    todo = deque(parents[number, risk.id])
    seen: set[RiskNode] = set()
    while todo:
        node = todo.popleft()
        if (*node, id) in links:
            yield (*node, id)
        elif node not in seen:
            todo.extend(parents[node])
        seen.add(node)


def _walk(start: Node, links: Mapping[Node, tuple[Node, ...]]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every node that can be reached, nearest first, with the way there; the start included."""
    todo: deque[tuple[Node, tuple[Node, ...]]] = deque([(start, (start,))])
    seen = {start}
    while todo:
        node, path = todo.popleft()
        yield node, path
        for following in links.get(node, ()):
            if following not in seen:
                seen.add(following)
                todo.append((following, (*path, following)))


def _between(path: Sequence[RiskNode]) -> tuple[str, ...]:
    """The ids on a way from later to earlier, oldest first, without the two ends and without repetition."""
    ids = [id for _, id in reversed(path)]
    middle = [id for before, id in pairwise(ids) if id != before]
    return tuple(id for id in middle if id != ids[-1])
