"""Many registers as lines of descent: where each risk stood at every date, and each event that a footnote has to tell.

A line is what a reader would follow along one row: a risk under its id, and under another id where one continued it by
itself. What merged ends in a row of its own, and so does what split; what came out of them begins one. Changes from one
register to the next are those of `compare`; a link that a register leaves out is told as missing, and never guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from attrs import evolve, field, frozen

from riskreg.comparison.change import Balance, Change, Comparison, Kind
from riskreg.comparison.compare import successive
from riskreg.comparison.exempt import exempt_ids
from riskreg.comparison.history_lines import RiskLine, lines_of
from riskreg.comparison.lineage import Lineage
from riskreg.comparison.risk_links import RiskNode
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Risk


@frozen
class Departed:
    """A risk that had left, and that a later register takes up again."""

    risk: Risk
    """As it last stood."""
    register: int
    """The number of the last register that had it; the next one says how it left."""
    change: Change
    """How it left."""


@frozen
class Event:
    """What a footnote tells: risks that merged, split, regrouped, went on under another id, left, or came back."""

    register: int
    """The number of the register that shows it, against the one before."""
    change: Change
    """The group of risks, and what became of it."""
    departed: tuple[Departed, ...] = ()
    """The risks that it takes up, of registers before the preceding one."""
    unknown: tuple[str, ...] = ()
    """Ids that it supersedes, and that no earlier register has: a link is missing."""

    @property
    def told(self) -> bool:
        """Whether there is anything to tell beyond that a risk is carried, or new."""
        return self.change.kind not in (Kind.CARRIED, Kind.NEW) or bool(self.departed or self.unknown)


@frozen
class Cell:
    """What one register has of one line."""

    risk: Risk | None
    """The risk, where the register states it."""
    event: Event | None
    """What happened to it since the register before; None in the register where the history begins."""
    taken_up: bool = False
    """Whether it had left before, and a risk of this register takes it over now."""

    @property
    def change(self) -> Change | None:
        """The group it belongs to, between the register before and this one."""
        return self.event.change if self.event else None


@frozen
class History:
    """The registers of a series up to some date, and what became of every risk in them."""

    registers: tuple[Register, ...]
    """In the order of their dates; those before the first that is shown carry the lineage."""
    first: int
    """The number of the first register that is shown."""
    lines: tuple[RiskLine, ...]
    """In the order of the last register, then what left, the latest first."""
    lineage: Lineage
    """The links of all registers."""
    exempt: frozenset[str] = frozenset()
    """The ids of risks that are exempt in any register that was given, or elsewhere, under every id they had."""
    _compared: dict[int, Comparison] = field(factory=dict, init=False, eq=False, repr=False)
    """By the later register's number, the comparisons that were asked for."""

    @property
    def shown(self) -> range:
        """The numbers of the registers that are shown."""
        return range(self.first, len(self.registers))

    def comparison(self, register: int) -> Comparison:
        """What changed from the register before to this one."""
        if register not in self._compared:
            self._compared[register] = evolve(successive(self.lineage, register), exempt=self.exempt)
        return self._compared[register]

    def balance(self, register: int) -> Balance:
        """How the number of risks came from one register to the next; where the history begins, all that it opens with.

        Its closing number is the opening one of the next.
        """
        if register > self.first:
            return self.comparison(register).balance()
        risks = len(self.registers[register].risks)
        return Balance(risks, 0, 0, 0, 0, 0, 0, 0, risks)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All groups of risks of the registers shown, by date, in the order of each comparison."""
        return tuple(self._event(n, change) for n in self.shown[1:] for change in self.comparison(n).changes)

    def cells(self, line: RiskLine) -> tuple[Cell | None, ...]:
        """What each register shown has of a line; None before it began, after it left, and while it was away."""
        return tuple(self._cell(line, number) for number in self.shown)

    def lines_shown(self) -> tuple[RiskLine, ...]:
        """The lines that any of the registers shown has."""
        return tuple(line for line in self.lines if line.last[0] >= self.first)

    def lines_of(self, id: str) -> tuple[RiskLine, ...]:
        """The lines that ever had that id, the latest first."""
        found = (line for line in self.lines if id in line.ids)
        return tuple(sorted(found, key=lambda line: line.last[0], reverse=True))

    def how_left(self, node: RiskNode) -> Departed:
        """How a risk left that the next register does not have."""
        changes = self.comparison(node[0] + 1).changes
        return Departed(self.risks[node], node[0], next(c for c in changes if self.risks[node] in c.earlier))

    def _cell(self, line: RiskLine, number: int) -> Cell | None:
        node = line.at(number)
        if node:
            return Cell(self.risks[node], self._now.get(node))
        before = line.at(number - 1)
        if before and before in self._gone:
            return Cell(None, self._gone[before])
        takes_up = self._taken_up.get(line.last)
        is_now = takes_up and takes_up.register == number == self._when_taken_up.get(line.last)
        return Cell(None, takes_up, taken_up=True) if is_now else None

    def _event(self, number: int, change: Change) -> Event:
        nodes = [(number, risk.id) for risk in change.later]
        late = sorted({p for node in nodes for p in self.lineage.parents[node] if self._is_news(p, number, change)})
        superseded = {id for risk in change.later for id in risk.supersedes}
        unknown = sorted(id for id in superseded if self._begun.get(id, number) >= number)
        return Event(number, change, tuple(map(self.how_left, late)), tuple(unknown))

    def _is_news(self, parent: RiskNode, number: int, change: Change) -> bool:
        """Whether a risk had left that a later one continues, and none of the earlier ones had taken it up already."""
        before = number - 1
        return parent[0] < before and not any(self.lineage.comes_from((before, r.id), parent) for r in change.earlier)

    @cached_property
    def risks(self) -> dict[RiskNode, Risk]:
        """Every risk of every register, by the register's number and its id."""
        return {(n, risk.id): risk for n, register in enumerate(self.registers) for risk in register.risks}

    @cached_property
    def _begun(self) -> dict[str, int]:
        """The number of the first register that has each id."""
        return {id: number for number, id in reversed(self.risks)}

    @cached_property
    def _now(self) -> dict[RiskNode, Event]:
        return {(e.register, risk.id): e for e in self.events for risk in e.change.later}

    @cached_property
    def _gone(self) -> dict[RiskNode, Event]:
        return {(e.register - 1, risk.id): e for e in self.events for risk in e.change.earlier}

    @cached_property
    def _taken_up(self) -> dict[RiskNode, Event]:
        """By the last register and id of a risk that had left, the first event shown that takes it up."""
        return {(d.register, d.risk.id): e for e in reversed(self.events) for d in e.departed}

    @cached_property
    def _when_taken_up(self) -> dict[RiskNode, int]:
        """By a risk that had left, the first register that takes it up, whether that is shown or not."""
        late = ((n, p) for (n, _), parents in self.lineage.parents.items() for p in parents if p[0] < n - 1)
        return {parent: number for number, parent in sorted(late, reverse=True)}


def history(
    registers: Iterable[Register],
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    exempt: Collection[str] = (),
) -> History:
    """What became of every risk over the registers of a series, of which those dated `since` to `until` are shown.

    A register whose date may lie within the two is shown. Those before carry the lineage; of those after
    only what they hold as exempt counts. `exempt` are ids of risks that are exempt in registers that are not given;
    which others follow from all these, `comparison.exempt` says.
    """
    ordered = sorted(registers, key=lambda r: (r.date.first, r.date.last))
    known = tuple(r for r in ordered if not (until and until.before(r.date)))
    first = sum(1 for r in known if since and r.date.before(since))
    lineage = Lineage.of(known)
    lines = lines_of(lineage)
    secret = exempt_ids([ordered], exempt)
    return History(known, first, tuple(_in_order(lines, known)), lineage, secret)


def _in_order(lines: Iterable[RiskLine], registers: Sequence[Register]) -> list[RiskLine]:
    """By the last register that has each, the latest first; within one as it orders its risks."""
    place = {(n, risk.id): at for n, register in enumerate(registers) for at, risk in enumerate(register.risks)}
    return sorted(lines, key=lambda line: (-line.last[0], place[line.last]))
