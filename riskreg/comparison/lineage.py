"""How risks and mitigations continue through a series of registers.

An id continues from the last register that had it, and `supersedes` from the last register that had the id it names.
Followed over the registers between two dates, these links say what a risk was, and what became of it. Where a register
meets itself at another revision, what it had taken over by then, of risks that it still has, is no link to itself; and
a risk that differs in nothing but its id, which was changed, goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from attrs import frozen

from riskreg.comparison.action_links import ActionNode, action_links, moved_between, with_moves
from riskreg.comparison.risk_links import RiskNode, risk_links
from riskreg.model.register import Register, Removal

Node = TypeVar("Node", bound=Hashable)


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
        parents = risk_links(registers)
        return cls(tuple(registers), parents, action_links(registers, parents))

    def origins(self, node: RiskNode, latest: int) -> dict[RiskNode, tuple[str, ...]]:
        """The risks of register `latest` or before that a risk comes from, each with the ids it had in between."""
        return {n: _between(path) for n, path in _walk(node, self.parents) if n[0] <= latest and n != node}

    def action_origins(self, node: ActionNode, register: int) -> tuple[ActionNode, ...]:
        """The mitigations of a register that a mitigation comes from."""
        return tuple(n for n, _ in _walk(node, self.action_parents) if n[0] == register and n != node)

    def moved_origins(self, node: ActionNode, register: int) -> tuple[ActionNode, ...]:
        """The mitigations of a register that a mitigation comes from, where it may have moved on the way."""
        return tuple(n for n, _ in _walk(node, self._with_moves) if n[0] == register and n != node)

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
    def _with_moves(self) -> Mapping[ActionNode, tuple[ActionNode, ...]]:
        numbers = range(1, len(self.registers))
        moved = (moved_between(self.registers, n, self.parents, self.action_parents) for n in numbers)
        return with_moves(self.action_parents, moved)

    @cached_property
    def _children(self) -> dict[RiskNode, tuple[RiskNode, ...]]:
        children: dict[RiskNode, tuple[RiskNode, ...]] = {}
        for node, parents in self.parents.items():
            for parent in parents:
                children[parent] = (*children.get(parent, ()), node)
        return children


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
