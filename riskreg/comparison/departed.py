"""Risks that had left before the earlier of two registers, and that the later one takes up again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from riskreg.comparison.change import Change, Departure
from riskreg.comparison.lineage import Lineage
from riskreg.comparison.risk_links import RiskNode
from riskreg.model.risk import Risk


def with_departed(changes: Iterable[Change], lineage: Lineage, before: int, after: int) -> Iterator[Change]:
    """The changes, each with what it takes up of registers before the one numbered `before`.

    What the earlier risks of a group had taken up already is no news.
    """
    for change in changes:
        if not before:
            yield change
            continue
        nodes = dict.fromkeys(n for risk in change.later for n in _departed(lineage, before, (after, risk.id)))
        news = [n for n in nodes if not any(lineage.comes_from((before, risk.id), n) for risk in change.earlier)]
        found = {node: _heir(change.later, lineage, after, node) for node in news}
        departed = tuple(_departure(lineage, n, by) for n, by in sorted(found.items()))
        yield evolve(change, departed=departed) if departed else change


def _departed(lineage: Lineage, before: int, start: RiskNode) -> Iterator[RiskNode]:
    """The risks from before the earlier register that a later one, or one between, links to past that register."""
    todo, seen = [start], {start}
    while todo:
        for parent in lineage.parents[todo.pop()]:
            if parent[0] < before:
                yield parent
            elif parent[0] > before and parent not in seen:
                seen.add(parent)
                todo.append(parent)


def _heir(later: Iterable[Risk], lineage: Lineage, after: int, node: RiskNode) -> str:
    """The first of the later risks that comes from it."""
    return next(risk.id for risk in later if lineage.comes_from((after, risk.id), node))


def _departure(lineage: Lineage, node: RiskNode, by: str) -> Departure:
    """How it left, as the register after its last says; that register is never after the earlier of the two."""
    number, id = node
    following = lineage.registers[number + 1]
    return Departure(
        risk=next(risk for risk in lineage.registers[number].risks if risk.id == id),
        by=by,
        left=following.date,
        reason=next((r.reason for r in following.removed if r.id == id), None),
        into=tuple(risk.id for risk in following.risks if node in lineage.parents[number + 1, risk.id]),
    )
