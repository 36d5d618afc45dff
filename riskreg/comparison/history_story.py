"""One risk's story: what each register says of it, against the last one that had it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from riskreg.comparison.change import Change, MitigationChange, Pair
from riskreg.comparison.compare import grouped
from riskreg.comparison.history import Cell, History
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.risk_links import RiskNode


@frozen
class Chapter:
    """What one register says of the risk, or how it left there."""

    register: int
    """The number of the register."""
    cell: Cell
    """The risk, where the register states it, and what happened to it."""
    before: RiskNode | None = None
    """Where it stood last; None where the story begins."""
    pair: Pair | None = None
    """The risk with itself as it stood last, and what differs; None where the story begins or has ended."""
    joined: tuple[Pair, ...] = ()
    """The risk with others that went into it here: only what became of their mitigations is its own story."""
    parting: tuple[MitigationChange, ...] = ()
    """Where it has left, what became of its mitigations under the risks that go on."""


def story(history: History, line: RiskLine) -> tuple[Chapter, ...]:
    """The story of one line over the registers shown, date by date."""
    cells = zip(history.shown, history.cells(line), strict=True)
    return tuple(_chapter(history, line, number, cell) for number, cell in cells if cell)


def _chapter(history: History, line: RiskLine, number: int, cell: Cell) -> Chapter:
    before = line.before(number)
    if cell.risk is None and before and not cell.taken_up:
        return Chapter(number, cell, before, parting=tuple(_parting(history, before)))
    if cell.risk is None or cell.change is None or before is None:
        return Chapter(number, cell, before)
    pairs = {pair.earlier.id: pair for pair in _pairs(cell.change, cell.risk.id)}
    if before[0] == number - 1:
        own = pairs.pop(before[1], None)
    else:
        own = _over_the_years(history, before, (number, cell.risk.id))
    joined = tuple(evolve(pair, fields=(), travels=(), direction=None) for pair in pairs.values() if pair.mitigations)
    return Chapter(number, cell, before, own, joined)


def _over_the_years(history: History, before: RiskNode, now: RiskNode) -> Pair | None:
    """A risk that was away, compared with itself as it stood last."""
    earlier, later = history.registers[before[0]], history.registers[now[0]]
    changes = grouped(earlier, later, history.registers[: now[0]]).changes
    return next((p for c in changes for p in _pairs(c, now[1]) if p.earlier.id == before[1]), None)


def _parting(history: History, node: RiskNode) -> Iterator[MitigationChange]:
    """Each mitigation that stands under another risk now, or was told of there, once."""
    found = (
        (m.earlier, m.later, m)
        for change in history.comparison(node[0] + 1).changes
        for told in (change.mitigations, *(pair.mitigations for pair in change.pairs))
        for m in told
        if m.earlier and m.earlier.risk == node[1]
    )
    return iter({(earlier, later): m for earlier, later, m in found}.values())


def _pairs(change: Change, id: str) -> Iterator[Pair]:
    return (pair for pair in change.pairs if pair.later.id == id)


def heirs(history: History, line: RiskLine) -> tuple[str, ...]:
    """The ids of the risks that go on from a line that has ended; none where it stands, or went nowhere."""
    if line.last[0] == len(history.registers) - 1:
        return ()
    return tuple(risk.id for risk in history.how_left(line.last).change.later)
