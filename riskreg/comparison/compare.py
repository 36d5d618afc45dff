"""Two registers compared: the risks put into connected groups, each group named by its shape.

Risks belong together by the same id, then by recorded `supersedes`, both followed over the registers between. Their
wording only suggests what may be recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from riskreg.comparison.action_links import Ties
from riskreg.comparison.actions import pair_actions
from riskreg.comparison.change import Change, Comparison, Kind, Pair, Why
from riskreg.comparison.departed import with_departed
from riskreg.comparison.exempt import exempt_ids
from riskreg.comparison.fields import risk_fields
from riskreg.comparison.lineage import Lineage
from riskreg.comparison.placing import with_actions
from riskreg.comparison.revisions import renamed_ids
from riskreg.comparison.risk_links import RiskNode
from riskreg.comparison.suggest import suggestions
from riskreg.comparison.travel import current, travels
from riskreg.errors import WrongOrder
from riskreg.model.register import Reason, Register, Removal
from riskreg.model.risk import Risk


def compare(
    earlier: Register, later: Register, series: Iterable[Register] = (), exempt: Collection[str] = ()
) -> Comparison:
    """What became of every risk of `earlier` in `later`, and where every risk of `later` comes from.

    `series` are the registers of the same list of risks: those between the two carry the lineage over the years, and
    those before `earlier` tell a risk that has returned from a new one; of any others only what they hold as exempt
    counts. `exempt` are ids of risks that are exempt in registers that are not given; which others follow from all
    these, `comparison.exempt` says. Raises WrongOrder where `earlier` is dated after `later`.
    """
    others = tuple(series)
    known = [r for r in others if r not in (earlier, later)]
    return evolve(grouped(earlier, later, others), exempt=exempt_ids([(*known, earlier, later)], exempt))


def grouped(earlier: Register, later: Register, others: Sequence[Register]) -> Comparison:
    """The comparison without a word on what of it is exempt. Raises WrongOrder as `compare` does."""
    if later.date.before(earlier.date):
        raise WrongOrder(earlier.title, str(earlier.date), later.title, str(later.date))
    older = [r for r in others if r.date.before(earlier.date)]
    between = [r for r in others if earlier.date.before(r.date) and r.date.before(later.date)]
    registers = (*_by_date(older), earlier, *_by_date(between), later)
    return _Work.on(Lineage.of(registers), before=len(older), after=len(registers) - 1).comparison()


def successive(lineage: Lineage, number: int) -> Comparison:
    """A register of a series compared with the one before it, without a word on what of it is exempt.

    All such comparisons share one lineage: links lead back only, so that what follows a register changes nothing of its
    comparison. Where dates overlap, `grouped` leaves out whichever register may not have come before.
    """
    if lineage.in_turn:
        return _Work.on(lineage, before=number - 1, after=number).comparison()
    return grouped(lineage.registers[number - 1], lineage.registers[number], lineage.registers)


def _by_date(registers: Iterable[Register]) -> list[Register]:
    return sorted(registers, key=lambda r: (r.date.first, r.date.last))


class _Work(NamedTuple):
    """Two registers of a lineage, and the links between their risks."""

    lineage: Lineage
    before: int
    """The earlier register's number in the lineage."""
    after: int
    """The later register's number in the lineage."""
    origins: dict[str, dict[RiskNode, tuple[str, ...]]]
    """For each later risk, where it comes from."""

    @classmethod
    def on(cls, lineage: Lineage, before: int, after: int) -> _Work:
        """The work on two registers of a lineage, by their numbers."""
        origins = {r.id: lineage.origins((after, r.id), before) for r in lineage.registers[after].risks}
        return cls(lineage, before, after, origins)

    @property
    def earlier(self) -> Register:
        return self.lineage.registers[self.before]

    @property
    def later(self) -> Register:
        return self.lineage.registers[self.after]

    def linked(self, was: Risk, now: Risk) -> bool:
        """Whether a later risk continues an earlier one."""
        return (self.before, was.id) in self.origins[now.id]

    def comparison(self) -> Comparison:
        """The groups in the later register's order, then what left in the earlier one's, with their mitigations."""
        stayed = tuple(self._group(earlier, later) for earlier, later in self._groups())
        carried_on = {risk.id for change in stayed for risk in change.earlier}
        left = tuple(self._left(risk) for risk in self.earlier.risks if risk.id not in carried_on)
        changes = (*stayed, *left)
        ties = Ties.of((id, risk.id) for risk in self.later.risks for id in self._sources(risk))
        actions = pair_actions(self.lineage, self.before, self.after, ties)
        suggested = suggestions(self.earlier, self.later, changes, actions)
        told = tuple(with_departed(with_actions(changes, actions), self.lineage, self.before, self.after))
        return Comparison(self.earlier, self.later, told, suggested)

    def _groups(self) -> Iterator[tuple[tuple[Risk, ...], tuple[Risk, ...]]]:
        """Connected groups that hold a later risk, in the later register's order; within a group by id."""
        earlier = {risk.id: risk for risk in self.earlier.risks}
        heirs: dict[str, list[Risk]] = defaultdict(list)
        for now in self.later.risks:
            for id in self._sources(now):
                heirs[id].append(now)
        seen: set[str] = set()
        for now in self.later.risks:
            if now.id not in seen:
                ids, group = self._connected(now, heirs)
                seen.update(risk.id for risk in group)
                yield tuple(earlier[id] for id in sorted(ids)), tuple(sorted(group, key=lambda r: r.id))

    def _connected(self, start: Risk, heirs: dict[str, list[Risk]]) -> tuple[set[str], list[Risk]]:
        ids: set[str] = set()
        group, todo = {start.id: start}, [start]
        while todo:
            fresh = self._sources(todo.pop()) - ids
            ids |= fresh
            for heir in (h for id in fresh for h in heirs[id] if h.id not in group):
                group[heir.id] = heir
                todo.append(heir)
        return ids, list(group.values())

    def _sources(self, now: Risk) -> set[str]:
        return {id for number, id in self.origins[now.id] if number == self.before}

    def _group(self, earlier: tuple[Risk, ...], later: tuple[Risk, ...]) -> Change:
        pairs = tuple(self._pair(was, now) for now in later for was in earlier if self.linked(was, now))
        return Change(self._kind(earlier, later), earlier, later, pairs=pairs)

    def _kind(self, earlier: Sequence[Risk], later: Sequence[Risk]) -> Kind:
        match len(earlier), len(later):
            case 0, _:
                return Kind.RETURNED if self.origins[later[0].id] else Kind.NEW
            case 1, 1:
                return Kind.CARRIED if earlier[0].id == later[0].id else Kind.CONTINUED
            case _, 1:
                return Kind.MERGED
            case 1, _:
                return Kind.SPLIT
            case _:
                return Kind.REGROUPED

    def _pair(self, was: Risk, now: Risk) -> Pair:
        moves = travels(was, now, self.earlier, self.later)
        return Pair(
            was,
            now,
            why=self._why(was, now),
            path=self.origins[now.id][self.before, was.id],
            direction=current(moves),
            fields=risk_fields(was, now, self.earlier.matrix, self.later.matrix),
            travels=moves,
        )

    def _why(self, was: Risk, now: Risk) -> Why:
        if was.id == now.id:
            return Why.SAME_ID
        renamed = was.id not in now.supersedes and renamed_ids(self.earlier, self.later).get(now.id) == was.id
        return Why.SAME_RECORD if renamed else Why.SUPERSEDES

    def _left(self, risk: Risk) -> Change:
        """A risk that goes nowhere: removed where every line of it ends in a removal, else unaccounted."""
        ends = tuple(self.lineage.departures((self.before, risk.id), self.after))
        if None in ends:
            return Change(Kind.UNACCOUNTED, (risk,))
        removal = _least_said(end for end in ends if end)
        return Change(
            Kind.REMOVED,
            (risk,),
            reason=removal.reason,
            note=removal.note,
            to=removal.to,
            evidence=removal.evidence,
            left_as=removal.id,
        )


def _least_said(removals: Iterable[Removal]) -> Removal:
    """Of several ends of one risk, one that was not reported, so that it never sounds closed; else the last."""
    found = tuple(removals)
    return next((r for r in found if r.reason is Reason.NOT_REPORTED), found[-1])
