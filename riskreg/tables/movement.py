"""A comparison in two short forms that councils print: how many scores went up or down; what came and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from riskreg.comparison.change import Change, Comparison, Direction, Kind, Pair
from riskreg.comparison.travel import current
from riskreg.model.register import Reason
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Stage
from riskreg.model.settings import Labels
from riskreg.tables.changes import exempt_mark, hidden, leads, numbers, span
from riskreg.tables.exempt import shown_changes
from riskreg.tables.plain_changes import kind_words, titles
from riskreg.tables.table import Cell, Column, Row, Table
from riskreg.tables.travel import ARROWS, travel_words
from riskreg.tables.wording import lines, score_text
from riskreg.tables.wrap import BULLET

_STATIC = f"{ARROWS[Direction.SAME].split()[0]} static"


def movement_table(comparison: Comparison, labels: Labels, *, include_exempt: bool, section: bool) -> Table:
    """Each risk with its score then and now; above it `2 up, 3 down, 4 static`."""
    shown = shown_changes(comparison, include_exempt=include_exempt)
    name = labels.score_title(Stage.CURRENT)
    columns = (
        Column("number", "Ref"),
        Column("risk", "Risk"),
        Column("owner", "Owner"),
        Column("earlier", f"{name}, {comparison.earlier.date}", sort_after="="),
        Column("later", f"{name}, {comparison.later.date}", sort_after="="),
        Column("direction", "Direction of travel"),
    )
    rows = tuple(row for change in shown for row in _rows(change, comparison))
    return Table(
        caption=f"{exempt_mark(comparison, include_exempt=include_exempt)}Direction of travel, {span(comparison)}",
        columns=columns,
        rows=rows,
        lead=((leads(comparison)[0],) if section else ()) + (_tally(shown),),
        notes=(*_matrix_note(comparison), *hidden(comparison, include_exempt=include_exempt)),
        default_columns=(
            *(("number",) if any(row[0] for row in rows) else ()),
            *("risk", "earlier", "later", "direction"),
        ),
    )


def _tally(shown: Sequence[Change]) -> str:
    """`Of 9 risks scored at both dates: 2 up, 3 down, 4 static. 1 new, 2 no longer in the register.`"""
    pairs = [p for change in shown for p in change.pairs]
    found = Counter(direction for p in pairs if (direction := current(p.travels)))
    tally = f"{found[Direction.UP]} up, {found[Direction.DOWN]} down, {found[Direction.SAME]} static"
    others = [
        (sum(len(c.later) for c in shown if c.kind is Kind.NEW), "new"),
        (sum(len(c.later) for c in shown if c.kind is Kind.RETURNED), "returned"),
        (sum(len(c.earlier) for c in shown if not c.later), "no longer in the register"),
        (len(pairs) - sum(found.values()), "without a direction of travel"),
    ]
    rest = ", ".join(f"{number} {what}" for number, what in others if number)
    return f"Scores since the earlier register: {tally}." + (f" Besides: {rest}." if rest else "")


def _rows(change: Change, comparison: Comparison) -> Iterator[Row]:
    before, after = comparison.earlier.matrix, comparison.later.matrix
    for risk in change.later:
        pairs = [p for p in change.pairs if p.later is risk]
        yield (
            numbers([risk]),
            risk.title,
            risk.owner,
            _scores((p.earlier for p in pairs), before),
            score_text(risk.score.current, after),
            lines(dict.fromkeys(map(_direction, pairs))) or kind_words(change),
        )
    if not change.later:
        for risk in change.earlier:
            was = score_text(risk.score.current, before)
            yield numbers([risk]), risk.title, risk.owner, was, None, kind_words(change)


def _scores(risks: Iterable[Risk], matrix: Matrix | None) -> Cell:
    return lines(dict.fromkeys(text for risk in risks if (text := score_text(risk.score.current, matrix))))


def _direction(pair: Pair) -> str:
    travel = next((t for t in pair.travels if t.stage is Stage.CURRENT), None)
    if travel is None:
        return "not scored"
    return _STATIC if travel.direction is Direction.SAME else travel_words(travel)


def _matrix_note(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.earlier.matrix, comparison.later.matrix
    if before and after and not before.same_scale(after):
        yield "The risk matrix changed between the two dates, so that no direction of travel is given."


def summary_table(comparison: Comparison, labels: Labels, *, include_exempt: bool) -> Table:
    """New risks, risks removed and scores amended, a row for each, then what else happened."""
    shown = shown_changes(comparison, include_exempt=include_exempt)
    name = labels.score_title(Stage.CURRENT)
    return Table(
        caption=f"{exempt_mark(comparison, include_exempt=include_exempt)}Summary of changes, {span(comparison)}",
        columns=(Column("change", "Change"), Column("count", "Number", "right"), Column("detail", "Risks")),
        rows=tuple(_summary(shown, name, comparison)),
        lead=leads(comparison),
        notes=tuple(hidden(comparison, include_exempt=include_exempt)),
    )


def _summary(shown: Sequence[Change], score: str, comparison: Comparison) -> Iterator[Row]:
    left = [change for change in shown if not change.later]
    silent = [c for c in left if c.kind is Kind.UNACCOUNTED or c.reason is Reason.NOT_REPORTED]
    yield _line("New risks", [risk.title for c in _of(shown, Kind.NEW) for risk in c.later])
    removed = [f"{titles(c.earlier)} ({c.reason})" for c in left if c not in silent]
    yield _line("Risks removed", removed)
    if silent:
        yield _line("Risks left out, no reason given", [titles(c.earlier) for c in silent])
    if any(_is_scored(risk) for change in shown for risk in (*change.earlier, *change.later)):
        yield _line(f"{score}s amended", list(_amended(shown, comparison)))
    for kind in (Kind.MERGED, Kind.SPLIT, Kind.REGROUPED, Kind.CONTINUED, Kind.RETURNED):
        if found := _of(shown, kind):
            yield _line(f"Risks {kind}", [_went(change) for change in found])


def _is_scored(risk: Risk) -> bool:
    return risk.score.current is not None


def _of(shown: Iterable[Change], kind: Kind) -> list[Change]:
    return [change for change in shown if change.kind is kind]


def _line(what: str, items: Sequence[str]) -> Row:
    texts = [item.replace("\n", "; ") for item in items]
    listed = texts[0] if len(texts) == 1 else lines(f"{BULLET}{text}" for text in texts)
    return what, len(texts), listed or "None"


def _amended(shown: Iterable[Change], comparison: Comparison) -> Iterator[str]:
    for pair in (p for change in shown for p in change.pairs):
        if any(f.field == "score.current" for f in pair.fields):
            was = score_text(pair.earlier.score.current, comparison.earlier.matrix) or "not scored"
            now = score_text(pair.later.score.current, comparison.later.matrix) or "not scored"
            travel = next((t for t in pair.travels if t.stage is Stage.CURRENT and t.direction), None)
            yield f"{pair.later.title}: from {was} to {now}" + (f" ({travel_words(travel)})" if travel else "")


def _went(change: Change) -> str:
    earlier, later = (" and ".join(f"\u201c{r.title}\u201d" for r in risks) for risks in (change.earlier, change.later))
    return f"{earlier} into {later}" if earlier and change.earlier != change.later else later
