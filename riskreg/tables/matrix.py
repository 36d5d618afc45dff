"""The view `matrix`: where each risk stands by likelihood and impact, then and now; every cell names its band."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from riskreg.comparison.change import Change, Comparison
from riskreg.errors import NothingToPlace, NotPossible
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Stage
from riskreg.model.settings import Labels
from riskreg.tables.exempt import any_exempt, hidden_risks, marked, shown_changes
from riskreg.tables.house import PLAIN, spoken
from riskreg.tables.register import caption
from riskreg.tables.standing import STAYED, Mark, Point, marks, movements, not_placed, placed, point
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import travel_words
from riskreg.tables.wording import by_id, count

LONGEST_SCALE = 20
"""Steps of a scale in a table. Councils have three to ten; of a thousand, the table would have a million cells."""


@frozen
class View:
    """What to draw, and how."""

    stage: Stage = Stage.CURRENT
    """Which score."""
    include_exempt: bool = False
    """Whether exempt risks are shown; else they are counted."""
    exempt: Collection[str] = frozenset()
    """Ids that are exempt in other registers of the series; a comparison knows its own."""
    room: int | None = None
    """How many characters of an id a cell has room for, above which risks are numbered; None for any."""
    labels: Labels = PLAIN
    """What the council calls its scores."""
    called: Callable[[Risk], str] = by_id
    """What a risk is called."""

    @property
    def score_name(self) -> str:
        """The score as it is spoken of: `current score`."""
        return spoken(f"score.{self.stage}", self.labels)


def matrix_table(register: Register, ref: str, view: View) -> Table:
    """Where each risk of a register stands. Raises NothingToPlace where none can be placed."""
    return drawing(register, ref, view).table(view)


def movement_tables(comparison: Comparison, earlier: str, later: str, view: View) -> tuple[Table, ...]:
    """Where each risk stands and where it came from; where the matrix changed, both registers one after the other.

    Where only one register has risks that can be placed, that one, and why the other is not shown.
    Raises NothingToPlace where neither has.
    """
    return tuple(each.table(view) for each in drawings(comparison, earlier, later, view))


def drawing(register: Register, ref: str, view: View) -> Drawing:
    """What is drawn of a register. Raises NothingToPlace where none of its risks can be placed."""
    _require(register, ref, view.stage)
    register = marked(register, view.exempt)
    shown = tuple(risk for risk in register.risks if view.include_exempt or not risk.exempt)
    exempt = any(risk.exempt for risk in shown)
    return Drawing(register, ref, shown, exempt, hidden=len(register.risks) - len(shown))


def drawings(comparison: Comparison, earlier: str, later: str, view: View) -> tuple[Drawing, ...]:
    """What is drawn of the later of two registers; where the matrix changed, of both, one after the other.

    Where only one register has risks that can be placed, that one. Raises NothingToPlace where neither has.
    """
    before, after = comparison.earlier, comparison.later
    changes = shown_changes(comparison, include_exempt=view.include_exempt)
    exempt = view.include_exempt and any_exempt(comparison)
    then = {risk.id for change in changes for risk in change.earlier}
    now = {risk.id for change in changes for risk in change.later}
    was = Drawing(before, earlier, _among(before, then), exempt, len(before.risks) - len(then))
    is_now = Drawing(after, later, _among(after, now), exempt, len(after.risks) - len(now))
    if not placed(after, view.stage) and placed(before, view.stage):
        return (evolve(was, lead=(_why_not(after, later, view.stage),)),)
    if not placed(before, view.stage) and placed(after, view.stage):
        return (evolve(is_now, lead=(_why_not(before, earlier, view.stage),)),)
    scales = _require(before, earlier, view.stage), _require(after, later, view.stage)
    if not scales[0].same_scale(scales[1]):
        why = f"The matrix changed between {earlier} and {later}, so that no movement is drawn: each stands by itself."
        return evolve(was, lead=(why,)), is_now
    told = tuple(movements(changes, view.stage, scales, later, view.called))
    arrived = {risk.id for change in changes if change.later for risk in change.earlier}
    stood = earlier if str(before.date) in earlier else f"{earlier} ({before.date})"
    moved = evolve(
        is_now,
        hidden=0 if view.include_exempt else hidden_risks(comparison),
        lead=(f"In brackets: where a risk stood in {stood}, where that was elsewhere.",),
        found=marks(changes, view.stage),
        told=(f"Since {stood}:", *told) if told else (f"No risk moved since {earlier}.",),
        since=stood,
        gone=_among(before, then - arrived),
        travels=dict(_travels(changes, view.stage)),
    )
    return (moved,)


def _travels(changes: Iterable[Change], stage: Stage) -> Iterator[tuple[str, str]]:
    """By the id of each later risk that continues one risk, where its score went."""
    for change in changes:
        for pair in change.pairs if len(change.pairs) == 1 else ():
            yield from ((pair.later.id, travel_words(t)) for t in pair.travels if t.stage is stage)


def _why_not(register: Register, ref: str, stage: Stage) -> str:
    """Why a register is not drawn beside another that is."""
    if register.matrix is None:
        why = "it has no [matrix]"
    else:
        why = f"none of its risks states likelihood and impact as its {stage} score"
    return f"{ref} ({register.date}) is not shown: {why}; so no movement is drawn."


def _among(register: Register, ids: Collection[str]) -> tuple[Risk, ...]:
    return tuple(risk for risk in register.risks if risk.id in ids)


@frozen
class Drawing:
    """What is drawn of one register."""

    register: Register
    ref: str
    risks: tuple[Risk, ...]
    """Those that are shown."""
    exempt: bool
    """Whether anything exempt is among what is shown."""
    hidden: int
    """How many exempt risks are not."""
    lead: tuple[str, ...] = ()
    found: Mapping[str, Mark] = {}
    """Where risks came from."""
    told: tuple[str, ...] = ()
    """What moved, in sentences."""
    since: str = ""
    """The earlier register and its date; empty where no movement is drawn."""
    gone: tuple[Risk, ...] = ()
    """Risks of the earlier register that are not in this one; only where movement is drawn."""
    travels: Mapping[str, str] = {}
    """Direction of travel in words, by the ids of risks that continue one risk; only where movement is drawn."""

    @property
    def scales(self) -> Matrix:
        """The matrix; a drawing is only made where there is one."""
        if self.register.matrix is None:
            raise AssertionError(f"{self.ref} has no matrix")
        return self.register.matrix

    def caption(self, score: str) -> str:
        """What the drawing is called; `score` is what the council calls what is drawn: `current score`."""
        return f"{caption(self.register, self.ref, exempt=self.exempt)}: {score}s"

    def left_out(self) -> tuple[str, ...]:
        """How many exempt risks are not shown, where there are any."""
        return (f"{count(self.hidden, 'exempt risk')} not shown.",) if self.hidden else ()

    def table(self, view: View) -> Table:
        """The grid with what is said around it. Raises NotPossible where a scale is too long for one."""
        matrix = self.scales
        longest = max(len(matrix.likelihood), len(matrix.impact))
        if longest > LONGEST_SCALE:
            why = (
                f"the matrix of {self.ref} has a scale of {longest:,} steps, and a table of it at most {LONGEST_SCALE}"
            )
            raise NotPossible(why, f"list the scores instead: riskreg show {self.ref}")
        off = not_placed(self.risks, view.stage, matrix, view.called, view.score_name)
        cells = _Cells.of(self.risks, view, self.found)
        return Table(
            caption=self.caption(view.score_name),
            columns=(Column("likelihood", "Likelihood"), *_columns(matrix)),
            rows=tuple(_rows(matrix, cells)),
            lead=(bands_line(matrix), *self.lead),
            notes=(*cells.key(), *self.told, *off, *self.left_out()),
        )


def _require(register: Register, ref: str, stage: Stage) -> Matrix:
    if register.matrix is None or not placed(register, stage):
        others = tuple(str(s) for s in Stage if placed(register, s))
        raise NothingToPlace(ref, str(stage), has_matrix=register.matrix is not None, others=others)
    return register.matrix


def _columns(matrix: Matrix) -> Iterator[Column]:
    for number, label in enumerate(matrix.impact, 1):
        yield Column(f"impact-{number}", f"Impact {number} {label}")


def _rows(matrix: Matrix, cells: _Cells) -> Iterator[Row]:
    letters = band_letters(matrix)
    impacts = range(1, len(matrix.impact) + 1)
    for likelihood, label in reversed(tuple(enumerate(matrix.likelihood, 1))):
        bands = (matrix.band(likelihood * impact) for impact in impacts)
        names = [letters[band.from_] if band else "" for band in bands]
        stated = (cells.lines((likelihood, impact)) for impact in impacts)
        yield (
            f"{likelihood} {label}",
            *("\n".join((name, *lines)) for name, lines in zip(names, stated, strict=True)),
        )


@frozen
class _Cells:
    """The risks by the place where they stand, and what they are called there."""

    standing: Mapping[Point, Sequence[Risk]]
    numbers: Mapping[str, int]
    """The number of each risk by its id; empty where ids have room."""
    found: Mapping[str, Mark]
    called: Callable[[Risk], str]

    @classmethod
    def of(cls, risks: Sequence[Risk], view: View, found: Mapping[str, Mark]) -> _Cells:
        standing: dict[Point, list[Risk]] = {}
        for risk in risks:
            if (place := point(risk, view.stage)) is not None:
                standing.setdefault(place, []).append(risk)
        on = [risk for risk in risks if point(risk, view.stage)]
        numbered = view.room is not None and any(len(risk.id) > view.room for risk in on)
        return cls(standing, {risk.id: n for n, risk in enumerate(on, 1)} if numbered else {}, found, view.called)

    def lines(self, place: Point) -> list[str]:
        """Those that stood there before, then those that did not, each with where it came from."""
        here = [(risk, self.found.get(risk.id, STAYED)) for risk in self.standing.get(place, ())]
        stayed = [self._name(risk) for risk, mark in here if mark == STAYED]
        moved = [f"{self._name(risk)}{mark.text(brief=bool(self.numbers))}" for risk, mark in here if mark != STAYED]
        return [*([", ".join(stayed)] if self.numbers and stayed else stayed), *moved]

    def key(self) -> Iterator[str]:
        """Which risk each number stands for."""
        on = {risk.id: risk for risks in self.standing.values() for risk in risks}
        named = ((number, self.called(on[id]), on[id].title) for id, number in self.numbers.items())
        return (f"{number} {name}: {title}" if name != title else f"{number}: {title}" for number, name, title in named)

    def _name(self, risk: Risk) -> str:
        return str(self.numbers.get(risk.id, self.called(risk)))


def band_letters(matrix: Matrix) -> dict[int, str]:
    """What stands for each band in a cell, by its threshold: its letter, or its name where two share a letter."""
    short = [band.short() for band in matrix.bands]
    distinct = len(set(short)) == len(short)
    return {band.from_: band.short() if distinct else band.name for band in matrix.bands}


def bands_line(matrix: Matrix) -> str:
    """`Bands: G Green 1–7, A Amber 8–14, R Red 15–25.`"""
    letters = band_letters(matrix)
    ends = [*(band.from_ - 1 for band in matrix.bands[1:]), matrix.highest()]
    said = []
    for band, end in zip(matrix.bands, ends, strict=True):
        letter = letters[band.from_]
        name = band.name if letter == band.name else f"{letter} {band.name}"
        said.append(f"{name} {band.from_}" + (f"–{end}" if end > band.from_ else ""))
    return f"Bands: {', '.join(said)}."
