"""A view built from its description and its registers: the one way to it for commands and for papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from riskreg.comparison.change import Comparison
from riskreg.comparison.compare import compare
from riskreg.comparison.exempt import settled
from riskreg.errors import NoSuchRisk, NotPossible
from riskreg.model.material import Material, Stated
from riskreg.model.risk import Risk
from riskreg.model.score import Stage
from riskreg.model.settings import DateForm, Form, NamedTable, Settings, ViewKind
from riskreg.tables.block import Block
from riskreg.tables.house import dressed, dressed_material, titled
from riskreg.tables.table import Row, Table, choose, ranked
from riskreg.tables.wording import by_id

if TYPE_CHECKING:
    from riskreg.comparison.history import History
    from riskreg.tables.matrix import View

NONE_RECORDED = "None recorded"
"""Stands in a paper where there is nothing to say: a table that is read aloud has no empty cell."""

_NOT_THERE = "\u2013"


class Manner(NamedTuple):
    """For whom a view is built."""

    settings: Settings = Settings()
    """The council's words, and its form of dates."""
    include_exempt: bool = False
    """Whether exempt risks are shown; else they are counted."""
    paper: bool = False
    """Whether it goes into a paper: plain words, no ids, no empty cell. Else it is for who keeps the registers."""

    @property
    def dates(self) -> DateForm:
        """The form of dates: the council's; else long in a paper, and as the files have them elsewhere."""
        return self.settings.dates or (DateForm.LONG if self.paper else DateForm.ISO)


def build(table: NamedTable, material: Material, manner: Manner) -> Block:
    """The block that a view makes of its registers.

    Raises UnknownWord for a column that there is not, NoSuchRisk, ExemptRisk, NothingToPlace, and NotPossible where
    the registers do not allow it.
    """
    material = settled(material)
    made = titled(_Making(table, dressed_material(material, manner.dates), manner).table(), manner.settings.labels)
    if table.sort:
        # Sorted by the dates as they are in the files, not as they are printed.
        undressed = _Making(table, material, manner).table()
        made = evolve(made, rows=tuple(made.rows[place] for place in ranked(undressed, table.sort)))
    made = choose(made, table.columns)
    return _block(table, made, material, manner) if manner.paper else Block(made, table.heading or "")


def _block(table: NamedTable, made: Table, material: Material, manner: Manner) -> Block:
    mark = "EXEMPT: " if made.caption.startswith("EXEMPT: ") else ""
    caption = f"{mark}{table.caption}" if table.caption else made.caption
    words = f"{table.heading or (_heading(table, made, material, manner) if table.section else '')}"
    heading = f"{mark}{words}" if words else ""
    needed = table.view in (ViewKind.HISTORY, ViewKind.MATRIX) or table.form is Form.MOVEMENT
    lead = made.lead if table.section or needed else ()
    return Block(
        evolve(made, caption=caption, lead=lead, rows=_filled(made, table.view), stacked=False), heading.strip()
    )


def _heading(table: NamedTable, made: Table, material: Material, manner: Manner) -> str:
    """The heading of a section that names none: of a comparison, since when; else what the table is called."""
    if table.view is ViewKind.COMPARE and material.earlier:
        return f"Changes since {dressed(material.earlier.register.date, manner.dates)}"
    return made.caption.removeprefix("EXEMPT: ")


def _filled(table: Table, view: ViewKind) -> tuple[Row, ...]:
    """The rows without an empty cell; a row that says so where there are none."""
    first = "No risk changed" if view is ViewKind.COMPARE else None
    rows = table.rows or ((first, *(None,) * (len(table.columns) - 1)),)
    return tuple(tuple(cell if _says(cell) else NONE_RECORDED for cell in row) for row in rows)


def _says(cell: object) -> bool:
    return cell is not None and bool(str(cell).strip())


class _Making(NamedTuple):
    """A view on its way to a table."""

    wanted: NamedTable
    material: Material
    manner: Manner

    def table(self) -> Table:
        """The table with all its columns."""
        makers: dict[ViewKind, Callable[[], Table]] = {
            ViewKind.COMPARE: self._compare,
            ViewKind.REGISTER: self._register,
            ViewKind.RISK: self._risk,
            ViewKind.HISTORY: self._history,
            ViewKind.MATRIX: self._matrix,
        }
        return makers[self.wanted.view]()

    @property
    def _exempt(self) -> bool:
        return self.manner.include_exempt

    def _compare(self) -> Table:
        comparison, labels = self._comparison(), self.manner.settings.labels
        if not self.manner.paper:
            earlier, later = (self._stated(s).ref for s in (self.material.earlier, self.material.later))
            from riskreg.tables.comparison import comparison_table

            return comparison_table(comparison, earlier, later, include_exempt=self._exempt, labels=labels)
        from riskreg.tables.changes import changes_table
        from riskreg.tables.movement import movement_table, summary_table

        match self.wanted.form:
            case Form.MOVEMENT:
                section = self.wanted.section
                return movement_table(comparison, labels, include_exempt=self._exempt, section=section)
            case Form.SUMMARY:
                return summary_table(comparison, labels, include_exempt=self._exempt)
            case _:
                return changes_table(comparison, labels, include_exempt=self._exempt)

    def _register(self) -> Table:
        from riskreg.tables.plain import plain_register
        from riskreg.tables.register import register_table

        later, since = self._stated(self.material.later), self._since()
        if self.manner.paper:
            return plain_register(self.material, later.register, since, include_exempt=self._exempt)
        exempt = self.material.exempt
        return register_table(later.register, later.ref, include_exempt=self._exempt, exempt=exempt, since=since)

    def _risk(self) -> Table:
        from riskreg.tables.plain import plain_risk
        from riskreg.tables.risk import risk_sheet

        later, since, exempt = self._stated(self.material.later), self._since(), self.material.exempt
        risk = _risk(self.material, later, self.wanted.risk or "", include_exempt=self._exempt)
        if self.manner.paper:
            labels = self.manner.settings.labels
            return plain_risk(self.material, later.register, risk, since, labels, include_exempt=self._exempt)
        return risk_sheet(later.register, risk, later.ref, include_exempt=self._exempt, exempt=exempt, since=since)

    def _history(self) -> Table:
        from riskreg.comparison.history import history
        from riskreg.tables.plain import without_ids

        registers = (s.register for s in self.material.series)
        told = history(registers, self.wanted.since, self.wanted.until, self.material.exempt)
        refs = [s.ref for s in self.material.series]
        table = self._story(told, refs) if self.wanted.risk else self._grid(told, refs[told.first :])
        return without_ids(table, _titles(told)) if self.manner.paper else table

    def _grid(self, told: History, refs: list[str]) -> Table:
        from riskreg.tables.history import history_table

        blank = _NOT_THERE if self.manner.paper else None
        labels = self.manner.settings.labels
        return history_table(told, refs, include_exempt=self._exempt, blank=blank, labels=labels)

    def _story(self, told: History, refs: list[str]) -> Table:
        from riskreg.tables.history import ids
        from riskreg.tables.history_story import story_table

        risk = self.wanted.risk or ""
        if not told.lines_of(risk):
            raise NoSuchRisk(risk, "the series", ids(told, include_exempt=self._exempt))
        return story_table(told, risk, refs, include_exempt=self._exempt, labels=self.manner.settings.labels)

    def _matrix(self) -> Table:
        from riskreg.tables.matrix import View, matrix_table
        from riskreg.tables.plain import key_of, references

        later = self._stated(self.material.later)
        two = self.wanted.earlier or self.wanted.later
        registers = [later.register, *([self._stated(self.material.earlier).register] if two else [])]
        called = references(registers) if self.manner.paper else None
        titles = self.manner.paper and called is None
        view = View(
            self.wanted.stage or Stage.CURRENT,
            self._exempt,
            self.material.exempt,
            0 if titles else None,
            self.manner.settings.labels,
            called or (_title if titles else by_id),
        )
        names = [str(r.date) for r in registers] if self.manner.paper else [later.ref]
        table = self._moved(view) if two else matrix_table(later.register, names[0], view)
        key = tuple(key_of(later.register, self.material.exempt, include_exempt=self._exempt)) if called else ()
        return evolve(table, caption=self._caption(table, later), notes=(*key, *table.notes))

    def _moved(self, view: View) -> Table:
        from riskreg.tables.matrix import movement_tables

        earlier, later = self._stated(self.material.earlier), self._stated(self.material.later)
        paper = self.manner.paper
        was, now = (f"the register of {s.register.date}" if paper else s.ref for s in (earlier, later))
        tables = movement_tables(self._comparison(), was, now, view)
        # Where the matrix changed there are two; a paper's table is the later one, and says so.
        return evolve(tables[-1], lead=(*tables[-1].lead, *(tables[0].lead[1:] if len(tables) > 1 else ())))

    def _caption(self, table: Table, later: Stated) -> str:
        if not self.manner.paper:
            return table.caption
        from riskreg.tables.matrix import View

        mark = "EXEMPT: " if table.caption.startswith("EXEMPT: ") else ""
        score = View(self.wanted.stage or Stage.CURRENT, labels=self.manner.settings.labels).score_name
        return f"{mark}{later.register.title}, {later.register.date}: {score}s by likelihood and impact"

    def _comparison(self) -> Comparison:
        earlier, later = self._stated(self.material.earlier), self._stated(self.material.later)
        return compare(
            earlier.register, later.register, [s.register for s in self.material.series], self.material.exempt
        )

    def _since(self) -> Comparison | None:
        """The comparison that gives scores their direction of travel; None where nothing is scored, or came before."""
        later = self._stated(self.material.later).register
        if self.material.earlier is None or not any(risk.score.stages() for risk in later.risks):
            return None
        return self._comparison()

    def _stated(self, stated: Stated | None) -> Stated:
        if stated is None:
            raise NotPossible("a register is missing for this view", "name it")
        return stated


def _title(risk: Risk) -> str:
    return risk.title


def _titles(told: History) -> dict[str, list[str]]:
    """Every title that each id ever had."""
    found: dict[str, list[str]] = {}
    for risk in told.risks.values():
        found.setdefault(risk.id, []).append(risk.title)
    return found


def _risk(material: Material, stated: Stated, id: str, *, include_exempt: bool) -> Risk:
    """A risk of a register; one that is not there is refused, whether it was there before told if it is not exempt."""
    register, exempt = stated.register, material.exempt
    try:
        return register.risk(id)
    except KeyError:
        known = [risk.id for risk in register.risks if include_exempt or risk.id not in exempt]
        left = id not in exempt and any(id == risk.id for s in material.series for risk in s.register.risks)
        raise NoSuchRisk(id, stated.ref, known, left=left) from None
