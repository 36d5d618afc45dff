"""How mitigations go on from register to register: as recorded, by their id under risks that go on, and by moves.

Under the same risk an id continues by itself. Where one risk went on as several, or several as one, an action of
another risk continues under the same id where its words are alike, and where no other has the very words of today. What
moved between a register and the next is followed further, so that many years tell the same as year by year.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from riskreg.comparison.action_wording import alike, same_words
from riskreg.comparison.moves import Standing, moves, standing
from riskreg.comparison.risk_links import Claims, RiskNode, taken
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk

ActionNode = tuple[int, str, str]
"""A mitigation of a series: the number of its register, the risk's id, its own id."""

ActionLinks = Mapping[ActionNode, tuple[ActionNode, ...]]
"""The mitigations that each mitigation continues."""

RiskLinks = Mapping[RiskNode, tuple[RiskNode, ...]]
"""The risks that each risk continues."""


class Ties(NamedTuple):
    """How the risks of two registers hang together."""

    pairs: frozenset[tuple[str, str]]
    """The id of each earlier risk with that of each later one that continues it."""
    heirs: Counter[str]
    """By how many risks each earlier one is continued."""
    sources: Counter[str]
    """How many risks each later one continues."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Ties:
        """What ties risks that are paired, each earlier one's id with that of a later one."""
        each = frozenset(pairs)
        return cls(each, Counter(was for was, _ in each), Counter(now for _, now in each))

    def linked(self, was: Risk, now: Risk) -> bool:
        """Whether a later risk continues an earlier one."""
        return (was.id, now.id) in self.pairs

    def unlinked(self, was: Risk, now: Risk) -> bool:
        """Whether it does not."""
        return not self.linked(was, now)

    def elsewhere(self, was: Risk, now: Risk) -> bool:
        """Whether an action of the one has moved where it stands under the other: not where one risk has a new id."""
        if not self.linked(was, now):
            return True
        return was.id != now.id and (self.heirs[was.id] > 1 or self.sources[now.id] > 1)


def action_links(registers: Sequence[Register], parents: RiskLinks) -> dict[ActionNode, tuple[ActionNode, ...]]:
    """The mitigations that each continues by its id or by what is recorded."""
    links: dict[ActionNode, tuple[ActionNode, ...]] = {}
    found: dict[ActionNode, Mitigation] = {}
    heirs = Counter((number, parent) for (number, _), each in parents.items() for parent in each)
    last: dict[tuple[str, str], int] = {}
    for number, register in enumerate(registers):
        claimed = taken(registers, number, _claims)
        for risk in register.risks:
            for mitigation in risk.mitigations:
                node = (number, risk.id, mitigation.id)
                recorded = [(last[s], *s) for s in sorted(claimed[risk.id, mitigation.id]) if s in last]
                own = _believed(mitigation, _same_id(node, links, parents, heirs), found)
                links[node] = tuple(dict.fromkeys((*own, *recorded)))
                found[node] = mitigation
        last.update(((r.id, m.id), number) for r in register.risks for m in r.mitigations)
    return links


def _claims(register: Register) -> Claims[tuple[str, str]]:
    return {
        (risk.id, m.id): {(s.risk, s.mitigation) for s in m.supersedes}
        for risk in register.risks
        for m in risk.mitigations
    }


def _same_id(
    start: ActionNode, links: ActionLinks, parents: RiskLinks, heirs: Mapping[tuple[int, RiskNode], int]
) -> dict[ActionNode, bool]:
    """The mitigations of the same id under the risks that a risk continues, in each line the latest that had one.

    With each, whether it stood under the same risk all the way: under one id, or alone under another.
    """
    number, risk, id = start
    if not parents[number, risk]:
        return {}
    todo = deque([((number, risk), True)])
    seen: set[RiskNode] = set()
    found: dict[ActionNode, bool] = {}
    while todo:
        node, same = todo.popleft()
        for parent in parents[node] if node not in seen else ():
            alone = len(parents[node]) == 1 and heirs[node[0], parent] == 1
            still = same and (alone or parent[1] == node[1])
            if (*parent, id) in links:
                found[*parent, id] = found.get((*parent, id), False) or still
            else:
                todo.append((parent, still))
        seen.add(node)
    return found


def _believed(
    now: Mitigation, found: Mapping[ActionNode, bool], known: Mapping[ActionNode, Mitigation]
) -> list[ActionNode]:
    """Of the actions of the same id, those that this one continues."""
    if all(found.values()) and len(found) < 2:
        return list(found)
    if equal := [node for node in found if same_words(known[node], now)]:
        return [node for node, own in found.items() if node in equal or (own and alike(known[node], now))]
    return [node for node, own in found.items() if own or alike(known[node], now)]


def moved_between(
    registers: Sequence[Register], number: int, parents: RiskLinks, links: ActionLinks
) -> dict[ActionNode, tuple[ActionNode, ...]]:
    """By each action of a register that moved there from the register before, where it stood."""
    earlier, later = registers[number - 1 : number + 1]
    ties = Ties.of((p[1], r.id) for r in later.risks for p in parents[number, r.id] if p[0] == number - 1)
    came = standing(later)
    direct = {s.key: _parents(links, number, s) for s in came}
    continued = {parent for each in direct.values() for parent in each}
    gone = [s for s in standing(earlier) if (number - 1, s.risk.id, s.mitigation.id) not in continued]
    fresh = [s for s in came if not direct[s.key]]
    found = moves(gone, fresh, ties.unlinked, ties.elsewhere)  # each action is in one at most
    return {(number, *now.key): ((number - 1, *was.key),) for was, now in found}


def _parents(links: ActionLinks, number: int, now: Standing) -> Iterable[ActionNode]:
    return tuple(p for p in links[number, now.risk.id, now.mitigation.id] if p[0] == number - 1)


def with_moves(links: ActionLinks, moved: Iterable[ActionLinks]) -> dict[ActionNode, tuple[ActionNode, ...]]:
    """The links and the moves, as one."""
    both = dict(links)
    for each in moved:
        both |= {node: (*links.get(node, ()), *origins) for node, origins in each.items()}
    return both
