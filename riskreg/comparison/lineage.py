"""How risks and mitigations continue through a series of registers.

An id continues from the last register that had it, and `supersedes` from the last register that had the id it names.
Followed over the registers between two dates, these links say what a risk was, and what became of it. Where a register
meets itself at another revision, what it had taken over by then, of risks that it still has, is no link to itself; and
a risk that differs in nothing but its id, which was changed, goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from attrs import frozen

from riskreg.comparison.action_links import ActionNode, action_links, moved_between, with_moves
from riskreg.comparison.risk_links import RiskNode, risk_links
from riskreg.model.register import Register, Removal

Node = TypeVar("Node", RiskNode, ActionNode)


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

    @cached_property
    def in_turn(self) -> bool:
        """Whether each register lies wholly before the next."""
        return all(earlier.date.before(later.date) for earlier, later in pairwise(self.registers))

    def origins(self, node: RiskNode, latest: int) -> dict[RiskNode, tuple[str, ...]]:
        """The risks of register `latest` that a risk comes from, each with the ids it had in between.

        Where a line passes that register by, the first risk before it; what those continue in turn is left out.
        """
        reached = _reached(node, self.parents, latest)
        return {n: _between(_way(n, reached)) for n in reached if n[0] <= latest and n != node}

    def comes_from(self, node: RiskNode, origin: RiskNode) -> bool:
        """Whether a risk continues another one, however many registers lie between."""
        return node != origin and origin in _reached(node, self.parents, origin[0])

    def action_origins(self, node: ActionNode, register: int) -> tuple[ActionNode, ...]:
        """The mitigations of a register that a mitigation comes from."""
        return tuple(n for n in _reached(node, self.action_parents, register) if n[0] == register and n != node)

    def moved_origins(self, node: ActionNode, register: int) -> tuple[ActionNode, ...]:
        """The mitigations of a register that a mitigation comes from, where it may have moved on the way."""
        return tuple(n for n in _reached(node, self._with_moves, register) if n[0] == register and n != node)

    def departures(self, node: RiskNode, last: int) -> Iterator[Removal | None]:
        """Where the lines of a risk end before register `last`: for each, the removal that says so, or None.

        In the order of their dates, those of one register by id, whatever the order of its file.
        """
        for number, id in sorted(self._ends(node, last)):
            following = self.registers[number + 1 : last + 1]
            yield next((r for register in following for r in register.removed if r.id == id), None)

    def _ends(self, node: RiskNode, last: int) -> Iterator[RiskNode]:
        """Where the lines of a risk end, as far as the registers up to `last` tell."""
        todo, seen = [node], {node}
        while todo:
            found = todo.pop()
            children = [child for child in self._children.get(found, ()) if child[0] <= last]
            todo += [child for child in children if child not in seen]
            seen.update(children)
            if not children:
                yield found

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


def _reached(start: Node, links: Mapping[Node, tuple[Node, ...]], until: int) -> dict[Node, Node | None]:
    """Every node that can be reached, nearest first, with the one it is reached from; the start included.

    No way is followed beyond the register numbered `until`: links lead back only, so that nothing of that register is
    missed, and a register is compared with the next one as fast at the end of a long series as at its beginning.
    """
    found: dict[Node, Node | None] = {start: None}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        for following in links.get(node, ()) if node[0] > until else ():
            if following not in found:
                found[following] = node
                todo.append(following)
    return found


def _way(node: RiskNode, reached: Mapping[RiskNode, RiskNode | None]) -> list[RiskNode]:
    """The way that leads to a node, from where it starts."""
    way: list[RiskNode] = []
    step: RiskNode | None = node
    while step is not None:
        way.append(step)
        step = reached[step]
    return way[::-1]


def _between(path: Sequence[RiskNode]) -> tuple[str, ...]:
    """The ids on a way from later to earlier, oldest first, without the two ends and without repetition."""
    ids = [id for _, id in reversed(path)]
    middle = [id for before, id in pairwise(ids) if id != before]
    return tuple(id for id in middle if id != ids[-1])
