"""The rows of a document's risk table beside the risks of a register: each row has its risk, each risk its row."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from riskreg.comparison.likeness import words
from riskreg.comparison.stems import GRAMMAR, stem
from riskreg.intake.cited import Place
from riskreg.intake.plain import quoted
from riskreg.intake.row_actions import RowActions
from riskreg.intake.rows import RiskRow
from riskreg.model.risk import Risk

ENOUGH = 0.3
"""A risk without a row's number has the row of which it says at least so much.

Of the risks of the real reports, whose registers say everything in other words, each says 0.43 to 0.77 of its own row,
and at most 0.26 of any other.
"""
HARDLY = 0.12
"""A risk that says less than this of the row that it names is not the risk of that row."""
CLEARLY = 1.5
"""Where it says so many times as much of another row, it is that row's."""


@frozen
class Odd:
    """One thing that does not agree between the risks and the rows."""

    risk: Risk | None
    """The risk it is about; None where it is about a row."""
    what: str
    """What it is."""
    action: str = ""
    """The action of the risk that it is about, by its id; empty where it is about the whole risk."""


@frozen
class Rows:
    """The rows of a table, ready to be compared with risks."""

    rows: Sequence[RiskRow]
    """Each of them, in order."""
    stems: tuple[frozenset[str], ...] = field(init=False, repr=False)
    """The stems of the words of each."""
    holders: Counter[str] = field(init=False, repr=False)
    """In how many rows each stem stands."""

    @stems.default
    def _stems(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(stem, words(_row_text(row)))) - GRAMMAR for row in self.rows)

    @holders.default
    def _holders(self) -> Counter[str]:
        return Counter(s for stems in self.stems for s in stems)

    def said(self, risk: Risk) -> tuple[float, ...]:
        """How much a risk says of each row, from 0 to 1: the share of its words, those of few rows counting more."""
        own = frozenset(map(stem, words(_risk_text(risk))))
        return tuple(self._weight(stems & own) / (self._weight(stems) or 1) for stems in self.stems)

    def _weight(self, stems: frozenset[str]) -> float:
        # In order, since a sum of fractions depends on it, and a set has none.
        return sum(math.log(1 + len(self.rows) / self.holders[s]) for s in sorted(stems))


def odd_ones(risks: Sequence[Risk], rows: Sequence[RiskRow]) -> Iterator[Odd]:
    """What does not agree between the risks of a register and the rows of its document's risk table.

    A risk that names its row (`place = "8.1, row 8"`) is held to it, by its wording too; another is matched by wording.
    The actions of each are then held against those of its rows.
    """
    held: dict[int, list[Risk]] = defaultdict(list)
    found = list(_of_risks(risks, rows, held))
    yield from found
    odd = {one.risk.id for one in found if one.risk}
    yield from _actions(rows, {number: [r for r in own if r.id not in odd] for number, own in held.items()})


def _of_risks(risks: Sequence[Risk], rows: Sequence[RiskRow], held: dict[int, list[Risk]]) -> Iterator[Odd]:
    """Risks that have no row, or another's, and rows without a risk; `held` gets the risks of each row."""
    table = Rows(rows)
    placeless = []
    for risk in risks:
        named = rows_named(risk.place or "", rows)
        beyond = [n for n in named if not 1 <= n <= len(rows)]
        if beyond:
            yield Odd(risk, f'place says "{risk.place}", and the table has {len(rows)} rows')
        for number in named:
            held[number].append(risk)
        if not named:
            placeless.append(risk)
        elif not beyond:
            yield from _misplaced(risk, named, table)
    yield from _by_wording(placeless, table, held)
    for number, row in enumerate(rows, start=1):
        yield from _row(row, sorted(held[number], key=lambda risk: -table.said(risk)[number - 1]))


def rows_named(place: str, rows: Sequence[RiskRow]) -> tuple[int, ...]:
    """The rows that a place names, counted through all tables; one that its table has not is beyond the last.

    A draft's own words for a row (`table 2, row 1`) count it within its table, of which a document may have several.
    """
    exact = {row.reference: number for number, row in enumerate(rows, start=1)}
    if place in exact:
        return (exact[place],)
    table = place.rpartition(", row")[0]
    if table and any(row.reference.rpartition(", row ")[0] == table for row in rows):
        return tuple(exact.get(f"{table}, row {n}", len(rows) + 1) for n in Place.of_text(place).rows)
    return Place.of_text(place).rows


def _actions(rows: Sequence[RiskRow], held: Mapping[int, Sequence[Risk]]) -> Iterator[Odd]:
    """Actions that the rows of their risk do not say, but for those with a place or evidence; and the other way."""
    of: dict[str, list[int]] = defaultdict(list)
    risks: dict[str, Risk] = {}
    for number in range(1, len(rows) + 1):
        for risk in held.get(number, ()):
            of[risk.id].append(number)
            risks[risk.id] = risk
    for id, numbers in of.items():
        yield from _actions_of(risks[id], [rows[n - 1] for n in numbers])


def _actions_of(risk: Risk, rows: Sequence[RiskRow]) -> Iterator[Odd]:
    held = RowActions.of(rows, "\n".join(map(_row_text, rows)))
    actions = [m.action for m in risk.mitigations]
    numbers = " and ".join(str(row.number) for row in rows)
    for at in held.invented(actions):
        own = risk.mitigations[at]
        if own.place is None and not own.evidence:
            yield Odd(risk, f"hardly a word of this action stands in row {numbers}", own.id)
    for row, text in held.unsaid(actions, _risk_text(risk)):
        yield Odd(risk, f"row {row} has the action {quoted(text)}, and no action here says it")


def _misplaced(risk: Risk, named: Sequence[int], table: Rows) -> Iterator[Odd]:
    said = table.said(risk)
    own = max(said[n - 1] for n in named)
    best = max(range(len(said)), key=lambda n: said[n])
    if said[best] > max(HARDLY, CLEARLY * own):
        yield Odd(risk, f'place says "{risk.place}", and its words are those of row {best + 1}')
    elif own < HARDLY:
        first = quoted(_row_text(table.rows[named[0] - 1]))
        yield Odd(risk, f'place says "{risk.place}", and hardly a word of it stands there, which begins {first}')


def _by_wording(risks: Sequence[Risk], table: Rows, held: dict[int, list[Risk]]) -> Iterator[Odd]:
    """Risks that name no row take the rows that are left, the surest first."""
    pairs = sorted(
        ((-said, at, number) for at, risk in enumerate(risks) for number, said in enumerate(table.said(risk), start=1)),
    )
    placed: set[int] = set()
    for said, at, number in pairs:
        if at not in placed and not held[number] and -said >= ENOUGH:
            placed.add(at)
            held[number].append(risks[at])
    for at, risk in enumerate(risks):
        if at not in placed:
            yield Odd(risk, "no row of the risk table is worded like it")


def _row(row: RiskRow, risks: Sequence[Risk]) -> Iterator[Odd]:
    if not risks:
        yield Odd(None, f"row {row.number}, which begins {quoted(_row_text(row))}, has no risk")
    for risk in risks[1:]:  # the one that says most of the row has it
        yield Odd(risk, f"row {row.number} has another risk already")


def _row_text(row: RiskRow) -> str:
    cells = [text for part in row.parts for text in part.values()]
    return "\n".join(dict.fromkeys((*cells, *(text for _, text in row.others))))


def _risk_text(risk: Risk) -> str:
    prose = (risk.title, risk.wording, risk.description, risk.cause, risk.event, risk.consequence, risk.note)
    actions = (text for m in risk.mitigations for text in (m.action, m.note, m.owner))
    assured = (text for a in risk.assurance for text in (a.by, a.finding))
    whose = (risk.number, risk.category, risk.objective, risk.owner, risk.manager)
    return "\n".join(filter(None, (*prose, *actions, *assured, *whose)))
