"""The view `compare`: what became of each risk, one row a group of risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from riskreg.comparison.change import ActionKind, Change, Comparison, Kind, Pair
from riskreg.model.risk import Risk
from riskreg.model.score import Stage
from riskreg.model.settings import Labels
from riskreg.tables.differences import detail
from riskreg.tables.exempt import any_exempt, hidden_risks, names_exempt, shown_changes, shown_suggestions
from riskreg.tables.house import PLAIN
from riskreg.tables.sentence import balance_line, sentence
from riskreg.tables.suggested import suggestion_lines
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import travel_words
from riskreg.tables.wording import count, lines

_COLUMNS = (
    Column("change", "Change"),
    Column("risk", "Risk"),
    Column("detail", "What differs"),
    Column("earlier", "Earlier ids"),
    Column("later", "Later ids"),
    Column("direction", "Direction of travel"),
    Column("reason", "Reason"),
    Column("note", "Note"),
)
_DEFAULT = ("change", "risk", "detail")


def comparison_table(
    comparison: Comparison, earlier: str, later: str, *, include_exempt: bool = False, labels: Labels = PLAIN
) -> Table:
    """Two registers compared, named by their REFs; exempt risks are counted, and shown only if asked for."""
    shown = shown_changes(comparison, include_exempt=include_exempt)
    suggested = shown_suggestions(comparison, include_exempt=include_exempt)
    exempt = include_exempt and any_exempt(comparison)
    return Table(
        caption=f"{'EXEMPT: ' if exempt else ''}What changed between {earlier} ({comparison.earlier.date}) "
        f"and {later} ({comparison.later.date})",
        columns=_COLUMNS,
        rows=tuple(_row(change, labels, exempt=names_exempt(change, comparison)) for change in shown),
        lead=(
            sentence(comparison, earlier, later),
            balance_line(comparison),
            *_matrix(comparison),
            *_examples(comparison, shown, earlier, later),
        ),
        notes=(*(() if include_exempt else _hidden(comparison)), *suggestion_lines(suggested, earlier, later)),
        default_columns=_DEFAULT,
        stacked=True,
    )


def _row(change: Change, labels: Labels, *, exempt: bool) -> Row:
    return (
        f"{'EXEMPT: ' if exempt else ''}{_label(change)}",
        lines(f"{risk.title} ({risk.id})" for risk in change.later or change.earlier),
        detail(change, labels),
        _ids(change.earlier),
        _ids(change.later),
        lines(travel_words(t) for p in change.pairs for t in p.travels if t.stage is Stage.CURRENT),
        change.reason,
        change.note,
    )


def _label(change: Change) -> str:
    if change.kind in (Kind.CARRIED, Kind.CONTINUED):
        return f"{change.kind}, {'changed' if change.changed else 'unchanged'}"
    return f"{change.kind}, {change.reason}" if change.reason else str(change.kind)


def _ids(risks: Sequence[Risk]) -> str | None:
    return lines(risk.id for risk in risks)


def _matrix(comparison: Comparison) -> Iterator[str]:
    before, after = comparison.earlier.matrix, comparison.later.matrix
    if before and after and not before.same_scale(after):
        yield "The matrix changed: directions of travel are withheld, and one score may have two ratings."


def _examples(comparison: Comparison, shown: Sequence[Change], earlier: str, later: str) -> Iterator[str]:
    """What a list of examples does not prove, where it matters here."""
    kinds = {m.kind for p in _pairs(shown) for m in p.mitigations}
    if comparison.earlier.examples_only and ActionKind.ADDED in kinds:
        yield f"{earlier} gave its actions as examples: an action added in {later} may be older."
    if comparison.later.examples_only and ActionKind.DROPPED in kinds:
        yield f"{later} gives its actions as examples: that one is missing is no proof that it was dropped."


def _hidden(comparison: Comparison) -> Iterator[str]:
    if hidden := hidden_risks(comparison):
        yield f"{count(hidden, 'exempt risk')} not shown."


def _pairs(changes: Iterable[Change]) -> Iterator[Pair]:
    return (pair for change in changes for pair in change.pairs)
