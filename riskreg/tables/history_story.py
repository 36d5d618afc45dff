"""The view `history RISK`: one risk's story, a row for each register that states it or says how it left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from attrs import evolve, field, frozen

from riskreg.comparison.change import ActionKind, Change, Kind, MitigationChange, Pair
from riskreg.comparison.history import History
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.history_story import Chapter, heirs, story
from riskreg.comparison.risk_links import RiskNode
from riskreg.errors import ExemptRisk
from riskreg.model.risk import MitigationRef, Risk
from riskreg.model.score import Matrix
from riskreg.model.settings import Labels
from riskreg.tables.action_changes import action_lines
from riskreg.tables.differences import detail
from riskreg.tables.history import exempt_nodes, is_exempt
from riskreg.tables.history_notes import footnote, listed, named
from riskreg.tables.house import PLAIN, spoken
from riskreg.tables.marked import Phrase, below
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import travel_words
from riskreg.tables.wording import action_line, count, score_text

COLUMNS = (
    Column("date", "Date"),
    Column("event", "What happened"),
    Column("detail", "In detail"),
    Column("register", "Register"),
    Column("id", "Id"),
)


def story_table(
    history: History, id: str, refs: Sequence[str], *, include_exempt: bool = False, labels: Labels = PLAIN
) -> Table:
    """The story of the risk that ever had an id; `refs` are the names of all registers of the history.

    Raises ExemptRisk where it is exempt in any register and was not asked for. What it has to do with other exempt
    risks is told without naming them.
    """
    found = history.lines_of(id)
    exempt = any(is_exempt(line, history) for line in found)
    if exempt and not include_exempt:
        raise ExemptRisk(id, "the series")
    public = _Telling(history, refs, exempt_nodes(history), labels)
    telling = _Telling(history, refs, None, labels) if include_exempt else public
    told = tuple(telling.rows(found))
    ending = tuple(telling.ending(found[0]))
    exempt = exempt or (told, ending) != (tuple(public.rows(found)), tuple(public.ending(found[0])))
    risk = history.risks[found[0].last]
    return Table(
        caption=f"{'EXEMPT: ' if exempt else ''}The story of {named(risk)}",
        columns=COLUMNS,
        rows=told,
        lead=tuple(telling.names(found)),
        notes=ending if told else ("None of the registers shown has it.",),
        default_columns=("date", "event", "detail"),
        stacked=True,
    )


@frozen
class _Telling:
    """A history, the names of its registers, and the risks that are not to be told of."""

    history: History
    refs: Sequence[str]
    hidden: frozenset[RiskNode] | None = field()
    labels: Labels

    def rows(self, found: Sequence[RiskLine]) -> Iterator[Row]:
        """Date by date; an event that several lines of the risk have a part in is told once."""
        chapters = ((chapter, line) for line in found for chapter in story(self.history, line))
        told: set[int] = set()
        for chapter, line in sorted(chapters, key=lambda pair: pair[0].register):
            event = id(chapter.cell.event)
            detail = below(self._detail(chapter, footnoted=event not in told))
            if detail is not None or chapter.cell.risk or event not in told:
                yield self._row(chapter, line, detail)
            told.add(event)

    def _row(self, chapter: Chapter, line: RiskLine, detail: Phrase | None) -> Row:
        date = str(self.history.registers[chapter.register].date)
        risk = chapter.cell.risk
        id = risk.id if risk else line.last[1]
        return date, self._event(chapter), detail, self.refs[chapter.register], id

    def names(self, found: Sequence[RiskLine]) -> Iterator[str]:
        """The ids it had, and what actions given as examples do not prove."""
        former = [id for line in found for id in line.ids if id != found[0].last[1]]
        if former:
            yield f"It was kept under another id before: {', '.join(dict.fromkeys(former))}."
        examples = [str(self.history.registers[n].date) for n in self.history.shown if self._gives_examples(n, found)]
        if examples:
            yield (
                f"Actions are examples in {listed(examples)}: one that is missing there need not have been dropped, "
                f"and one that is added later may be older."
            )

    def _gives_examples(self, register: int, found: Sequence[RiskLine]) -> bool:
        return self.history.registers[register].examples_only and any(line.at(register) for line in found)

    def ending(self, line: RiskLine) -> Iterator[str]:
        """Whether it stands at the end, or where it went."""
        latest = len(self.history.registers) - 1
        date = self.history.registers[latest].date
        if line.last[0] == latest:
            yield f"It stands in the latest register shown, {date}."
            return
        yield f"It is not in the latest register shown, {date}."
        for id in heirs(self.history, line):
            if (line.last[0] + 1, id) not in (self.hidden or ()):
                yield f"It goes on in {id}: riskreg history {id}"

    def _event(self, chapter: Chapter) -> str:
        change = chapter.cell.change
        if change is None:
            return "in the first register shown"
        if chapter.cell.taken_up:
            return "taken up"
        if change.kind is Kind.CARRIED:
            differs = chapter.joined or (chapter.pair and chapter.pair.changed)
            return f"{change.kind}, {'changed' if differs else 'unchanged'}"
        return f"{change.kind}, {change.reason}" if change.reason else str(change.kind)

    def _detail(self, chapter: Chapter, *, footnoted: bool) -> Iterator[Phrase]:
        event, risk = chapter.cell.event, chapter.cell.risk
        if event and event.told and footnoted:
            yield footnote(event, self.history, self.hidden)
        if risk is None:
            yield from action_lines(tuple(_visible(chapter.parting, self._hidden_ids(chapter))), ())
            return
        if chapter.pair is None:
            stated = (("title", risk.title), ("wording", risk.wording), ("description", risk.description))
            yield from (f"{name}: {words}" for name, words in stated if words)
            yield from self._scores(risk, chapter)
            yield f"{count(len(risk.mitigations), 'action')}{':' if risk.mitigations else ''}"
            yield from map(action_line, risk.mitigations)
        else:
            yield from self._scores(risk, chapter)
            differs = detail(self._own(chapter, risk, chapter.pair), self.labels)
            yield from (differs,) if differs else ()
        yield from self._places(risk, chapter)

    def _scores(self, risk: Risk, chapter: Chapter) -> Iterator[str]:
        """Each score that is stated, with where it went; where that is withheld, with the reason."""
        matrix = self.history.registers[chapter.register].matrix
        was = self.history.registers[chapter.before[0]].matrix if chapter.before else None
        travels = {t.stage: t for t in chapter.pair.travels} if chapter.pair else {}
        for stage, score in risk.score.stages():
            moved = travels.get(stage)
            told = _since(chapter.pair, stage, was) if chapter.pair else ""
            direction = f"{'' if moved.direction else 'direction '}{travel_words(moved)}" if moved else ""
            said = "; ".join(filter(None, (told, direction)))
            yield f"{self._name(stage)}: {score_text(score, matrix)}{f' ({said})' if said else ''}"
        for travel in travels.values():
            if chapter.pair and getattr(risk.score, travel.stage) is None:
                yield f"{self._name(travel.stage)} no longer stated ({_since(chapter.pair, travel.stage, was)})"

    def _name(self, stage: str) -> str:
        return spoken(f"score.{stage}", self.labels)

    def _own(self, chapter: Chapter, risk: Risk, own: Pair) -> Change:
        """What differs in this risk alone, as a change that can be told; its scores are told apart."""
        fields = tuple(f for f in own.fields if not f.field.startswith("score."))
        ids = self._hidden_ids(chapter)
        joined = (pair for pair in chapter.joined if pair.earlier.id not in ids)
        pairs = (evolve(own, fields=fields), *joined)
        seen = tuple(evolve(p, mitigations=tuple(_visible(p.mitigations, ids))) for p in pairs)
        return Change(Kind.CARRIED, tuple(p.earlier for p in seen), (risk,), pairs=seen)

    def _hidden_ids(self, chapter: Chapter) -> frozenset[str]:
        """The ids that are not to be told of, at this date and those that it is compared with."""
        dates = {chapter.register, chapter.register - 1, chapter.before[0] if chapter.before else 0}
        return frozenset(id for n, id in self.hidden or () if n in dates)

    def _places(self, risk: Risk, chapter: Chapter) -> Iterator[str]:
        source = self.history.registers[chapter.register].source
        place = ": ".join(part for part in (source, risk.place) if part)
        stated = "; ".join((*((place,) if place else ()), *map(str, risk.evidence)))
        if stated and (risk.place or risk.evidence):
            yield f"see {stated}"


def _since(pair: Pair, stage: str, matrix: Matrix | None) -> str:
    """What a score was before, where it differs."""
    was, now = getattr(pair.earlier.score, stage), getattr(pair.later.score, stage)
    return f"was {score_text(was, matrix)}" if was is not None and was != now else ""


def _visible(told: Sequence[MitigationChange], hidden: Collection[str]) -> Iterator[MitigationChange]:
    """The mitigations; one that moved out of an exempt risk, or into one, was added or dropped as far as is shown."""
    for m in told:
        if _in(m.earlier, hidden):
            yield MitigationChange(ActionKind.ADDED, None, m.later, None, m.now)
        elif _in(m.later, hidden):
            yield MitigationChange(ActionKind.DROPPED, m.earlier, None, m.was, None)
        else:
            yield m


def _in(ref: MitigationRef | None, ids: Collection[str]) -> bool:
    return ref is not None and ref.risk in ids
