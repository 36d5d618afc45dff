"""The view `history`: risks × registers as a grid, with numbered footnotes for all that is not simply carried."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from riskreg.comparison.history import Cell, Event, History
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.risk_links import RiskNode
from riskreg.model.risk import Risk
from riskreg.model.settings import Labels
from riskreg.tables.history_notes import footnote
from riskreg.tables.history_words import UNSCORED, headings, legend, state
from riskreg.tables.house import PLAIN, spoken
from riskreg.tables.sentence import balance_line
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wording import count


def history_table(
    history: History,
    refs: Sequence[str],
    *,
    include_exempt: bool = False,
    blank: str | None = None,
    labels: Labels = PLAIN,
) -> Table:
    """The grid of the registers shown, which are called `refs`; `blank` stands where a register lacks a risk.

    A risk that is exempt in any register is left out of all and counted; a note on another risk that merged with it, or
    that it became, tells so without naming it.
    """
    return Grid(history, include_exempt, blank, labels).table(refs)


_RISK = "risk"


def key(ref: str) -> str:
    """The key of a register's column: its name; `registers/risk` for one called as the column of the risks is."""
    return f"registers/{ref}" if ref == _RISK else ref


def exempt_nodes(history: History) -> frozenset[RiskNode]:
    """The risks of every line that is exempt in any register."""
    return frozenset(node for line in history.lines if is_exempt(line, history) for node in line.nodes)


def is_exempt(line: RiskLine, history: History) -> bool:
    """Whether a line is exempt in any register."""
    return any(history.risks[node].exempt or node[1] in history.exempt for node in line.nodes)


def hidden_ids(history: History) -> frozenset[str]:
    """Every id of a line that is exempt in any register."""
    return history.exempt.union(id for _, id in exempt_nodes(history))


def ids(history: History, *, include_exempt: bool = False) -> tuple[str, ...]:
    """Every id that a risk ever had, those of exempt ones only if asked for."""
    hidden = frozenset() if include_exempt else hidden_ids(history)
    return tuple(dict.fromkeys(id for line in history.lines for id in line.ids if id not in hidden))


def has_part(event: Event, nodes: Collection[RiskNode]) -> bool:
    """Whether any of these risks has a part in an event, or is taken up by it."""
    before, now = event.register - 1, event.register
    ids = {(before, r.id) for r in event.change.earlier} | {(now, r.id) for r in event.change.later}
    return not ids.union((d.register, d.risk.id) for d in event.departed).isdisjoint(nodes)


@frozen
class Grid:
    """A history, and what of it may be shown."""

    history: History
    include_exempt: bool
    blank: str | None
    labels: Labels
    hidden: frozenset[RiskNode] = field(init=False)
    numbers: Mapping[int, int] = field(init=False)
    """By the identity of each event that is told, the number of its footnote."""

    @hidden.default
    def _hide(self) -> frozenset[RiskNode]:
        return frozenset() if self.include_exempt else exempt_nodes(self.history)

    @numbers.default
    def _number(self) -> dict[int, int]:
        return {id(event): number for number, event in enumerate(self._told(), start=1)}

    def table(self, refs: Sequence[str]) -> Table:
        """The grid as a table, of registers that are called `refs`."""
        registers = [self.history.registers[n] for n in self.history.shown]
        dates = headings(registers)
        lines = self.lines()
        rows = tuple(self._row(line) for line in lines)
        return Table(
            caption=self.caption(),
            columns=(Column(_RISK, "Risk"), *(Column(key(ref), date) for ref, date in zip(refs, dates, strict=True))),
            rows=rows,
            lead=(*legend(registers, self.labels), *self._signs(rows), *self._latest()),
            notes=self.notes(),
        )

    @cached_property
    def _visible(self) -> frozenset[RiskNode]:
        return frozenset(self.history.risks.keys() - self.hidden)

    def lines(self) -> list[RiskLine]:
        """The lines that may be shown, in their order."""
        return [line for line in self.history.lines_shown() if line.last not in self.hidden]

    def exempt(self) -> bool:
        """Whether anything exempt is among what is shown."""
        mentioned = any(id in self.history.exempt for event in self._told() for id in event.unknown)
        return self.include_exempt and (mentioned or bool(exempt_nodes(self.history)))

    def caption(self) -> str:
        """What the grid is called."""
        first, last = (self.history.registers[n].date for n in (self.history.first, -1))
        span = str(first) if len(self.history.shown) == 1 else f"{first} to {last}"
        return f"{'EXEMPT: ' if self.exempt() else ''}What became of every risk, {span}"

    def notes(self) -> tuple[str, ...]:
        """The footnotes by date, and how many exempt risks are not shown."""
        return *self._notes(), *self._left_out(len(self.history.lines_shown()) - len(self.lines()))

    def _told(self) -> Iterator[Event]:
        return (e for e in self.history.events if e.told and has_part(e, self._visible))

    def _row(self, line: RiskLine) -> Row:
        risk = self.history.risks[line.last]
        exempt = "EXEMPT: " if is_exempt(line, self.history) else ""
        cells = zip(self.history.shown, self.history.cells(line), strict=True)
        return f"{exempt}{risk.title} ({risk.id})", *(self._cell(number, cell) for number, cell in cells)

    def _cell(self, register: int, cell: Cell | None) -> str | None:
        if cell is None:
            return self.blank
        number = self.numbers.get(id(cell.event))
        mark = f" [{number}]" if number else ""
        return f"{state(cell, self.history.registers[register].matrix)}{mark}"

    def _signs(self, rows: Sequence[Row]) -> Iterator[str]:
        texts = [cell for row in rows for cell in row[1:] if isinstance(cell, str)]
        if any(text.startswith(UNSCORED) for text in texts):
            yield f"{UNSCORED}: in the register, without a {self._current()}."
        if self.has_rating_alone():
            yield "A letter alone: the register gives no number."
        if self.blank and self.blank in texts:
            yield f"{self.blank}: not in the register."
        if self.numbers:
            yield "A number in brackets: see the note below."

    def _latest(self) -> Iterator[str]:
        """What the last column does not say, where those before it do."""
        *before, last = self.history.shown
        scored = {number for number in self.history.shown if self._scores(number)}
        register = self.history.registers[last]
        who = f"{headings([self.history.registers[n] for n in self.history.shown])[-1]}, the latest register shown,"
        if last in scored and register.matrix is None:
            yield f"{who} has no matrix: its scores and ratings are as printed, with no bands to read them by."
        elif last not in scored and scored.intersection(before) and self._standing(last):
            known = "the ratings before it are the last known, and may no longer hold"
            yield f"{who} states no {self._current()}: {known}."

    def _standing(self, register: int) -> tuple[Risk, ...]:
        """The risks of a register that are shown."""
        return tuple(r for r in self.history.registers[register].risks if (register, r.id) not in self.hidden)

    def _scores(self, register: int) -> bool:
        """Whether a risk of a register that is shown has a current score."""
        return any(risk.score.current is not None for risk in self._standing(register))

    def _current(self) -> str:
        return spoken("score.current", self.labels)

    def has_rating_alone(self) -> bool:
        """Whether a risk that is shown has a rating and no number."""
        nodes = (node for line in self.history.lines for node in line.nodes)
        shown = (
            self.history.risks[n].score.current for n in nodes if n[0] in self.history.shown and n not in self.hidden
        )
        return any(score is not None and score.product() is None for score in shown)

    def _notes(self) -> Iterator[str]:
        """By date: how the number of risks came about, then the footnotes."""
        first = self.history.first
        yield f"{self.history.registers[first].date}: {count(len(self.history.registers[first].risks), 'risk')}"
        unnamed = None if self.include_exempt else self.hidden
        told: dict[int, list[Event]] = {}
        for event in self._told():
            told.setdefault(event.register, []).append(event)
        for number in self.history.shown[1:]:
            yield f"{self.history.registers[number].date}: {balance_line(self.history.comparison(number))}"
            for event in told.get(number, ()):
                yield f"[{self.numbers[id(event)]}] {footnote(event, self.history, unnamed)}"

    def _left_out(self, hidden: int) -> Iterator[str]:
        if hidden:
            yield f"{count(hidden, 'exempt risk')} not shown."
