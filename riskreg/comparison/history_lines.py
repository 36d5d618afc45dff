"""The lines of descent in a series: which risks of different registers a reader would follow along one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from riskreg.comparison.change import Change, Comparison, Kind
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
        return next((node for node in self.nodes if node[0] == register), None)

    def before(self, register: int) -> RiskNode | None:
        """The last time it stood in a register before that one; None where it had not begun."""
        return next((node for node in reversed(self.nodes) if node[0] < register), None)


def lines_of(lineage: Lineage, comparisons: Sequence[Comparison]) -> tuple[RiskLine, ...]:
    """Every risk of every register, each in one line. `comparisons` are those of each register with the next.

    A risk goes on in the line of its own id, unless that has gone on under another one. Under a new id it goes on in
    the line of the one risk that it continues, where no other does; what merged, split or was regrouped does not.
    """
    made: list[list[RiskNode]] = []
    ends: dict[RiskNode, list[RiskNode]] = {}
    for number, register in enumerate(lineage.registers):
        changes = {risk.id: c for c in comparisons[number - 1].changes for risk in c.later} if number else {}
        nodes = [(number, risk.id) for risk in register.risks]
        for claims in (_carried, _continued, _back, _back_renamed):
            for node, parent in claims([n for n in nodes if n not in ends], lineage, changes):
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

_Changes = Mapping[str, Change]
"""By the id of each risk, the group it belongs to."""


def _carried(nodes: Sequence[RiskNode], lineage: Lineage, changes: _Changes) -> _Claims:
    return ((n, p) for n, p in _back(nodes, lineage, changes) if p[0] == n[0] - 1)


def _continued(nodes: Sequence[RiskNode], lineage: Lineage, changes: _Changes) -> _Claims:
    for number, id in nodes:
        change = changes.get(id)
        if change and change.kind is Kind.CONTINUED:
            yield (number, id), (number - 1, change.earlier[0].id)


def _back(nodes: Sequence[RiskNode], lineage: Lineage, _: _Changes) -> _Claims:
    return ((n, p) for n in nodes for p in lineage.parents[n] if p[1] == n[1])


def _back_renamed(nodes: Sequence[RiskNode], lineage: Lineage, changes: _Changes) -> _Claims:
    returned = [n for n in nodes if n[1] in changes and changes[n[1]].kind is Kind.RETURNED]
    claimed = Counter(parent for n in returned for parent in lineage.parents[n])
    for node in returned:
        parents = lineage.parents[node]
        if len(parents) == 1 and claimed[parents[0]] == 1:
            yield node, parents[0]
