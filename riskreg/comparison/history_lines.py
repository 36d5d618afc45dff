"""The lines of descent in a series: which risks of different registers a reader would follow along one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from riskreg.comparison.lineage import Lineage
from riskreg.comparison.risk_links import RiskNode


@frozen
class RiskLine:
    """A risk over the registers that have it, one after the other."""

    nodes: tuple[RiskNode, ...]
    """The number of each register that has it, oldest first, and its id there."""

    @property
    def first(self) -> RiskNode:
        """Where it began."""
        return self.nodes[0]

    @property
    def last(self) -> RiskNode:
        """Where it stands, or stood last."""
        return self.nodes[-1]

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id it had, the oldest first."""
        return tuple(dict.fromkeys(id for _, id in self.nodes))

    def at(self, register: int) -> RiskNode | None:
        """The risk in that register; None where the register does not have it."""
        return self._by_register.get(register)

    @cached_property
    def _by_register(self) -> dict[int, RiskNode]:
        return {node[0]: node for node in self.nodes}

    def before(self, register: int) -> RiskNode | None:
        """The last time it stood in a register before that one; None where it had not begun."""
        return next((node for node in reversed(self.nodes) if node[0] < register), None)


def lines_of(lineage: Lineage) -> tuple[RiskLine, ...]:
    """Every risk of every register, each in one line.

    A risk goes on in the line of its own id, unless that has gone on under another one. Under a new id it goes on in
    the line of the one risk that it continues, where no other does; what merged, split or was regrouped does not.
    """
    made: list[list[RiskNode]] = []
    links = _Links(lineage.parents)
    ends: dict[RiskNode, list[RiskNode]] = {}
    for number, register in enumerate(lineage.registers):
        nodes = [(number, risk.id) for risk in register.risks]
        for claims in (_continued, _back, _back_renamed):
            for node, parent in claims([n for n in nodes if n not in ends], links):
                if parent in ends:
                    ends[node] = ends.pop(parent)
                    ends[node].append(node)
        for node in nodes:
            if node not in ends:
                ends[node] = [node]
                made.append(ends[node])
    return tuple(RiskLine(tuple(nodes)) for nodes in made)


_Claims = Iterator[tuple[RiskNode, RiskNode]]
"""Each risk with the one whose line it would go on in."""


@frozen
class _Links:
    """The links of a series, as far as lines follow them."""

    parents: Mapping[RiskNode, tuple[RiskNode, ...]]
    """The risks that each risk continues."""

    def preceding(self, node: RiskNode) -> tuple[RiskNode, ...]:
        """The risks of the register just before that a risk continues."""
        return tuple(parent for parent in self.parents[node] if parent[0] == node[0] - 1)

    @cached_property
    def heirs(self) -> Counter[RiskNode]:
        """How many risks of the next register continue each."""
        return Counter(parent for node in self.parents for parent in self.preceding(node))


def _continued(nodes: Sequence[RiskNode], links: _Links) -> _Claims:
    """What continues one risk of the register before, as nothing else does."""
    for node in nodes:
        found = links.preceding(node)
        if len(found) == 1 and links.heirs[found[0]] == 1:
            yield node, found[0]


def _back(nodes: Sequence[RiskNode], links: _Links) -> _Claims:
    """What has the id of the risk that it continues, of the register before or of one long ago."""
    return ((n, p) for n in nodes for p in links.parents[n] if p[1] == n[1])


def _back_renamed(nodes: Sequence[RiskNode], links: _Links) -> _Claims:
    """What comes back under another id: it continues nothing of the register before, and one risk of those earlier."""
    returned = [n for n in nodes if links.parents[n] and not links.preceding(n)]
    claimed = Counter(parent for n in returned for parent in links.parents[n])
    for node in returned:
        parents = links.parents[node]
        if len(parents) == 1 and claimed[parents[0]] == 1:
            yield node, parents[0]
