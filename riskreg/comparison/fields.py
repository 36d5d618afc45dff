"""Which fields of two records differ, each as text: changed, first stated, or no longer stated.

Where a record stands in the documents (`place`, `evidence`), what it takes over (`supersedes`) and when it was last
looked at (`reviewed`) differ from report to report by their nature, and are no change of the risk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riskreg.comparison.change import FieldChange, FieldKind
from riskreg.model.evidence import Assurance, Cost
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix, Score

RISK_FIELDS = (
    "title",
    "number",
    "wording",
    "description",
    "cause",
    "event",
    "consequence",
    "category",
    "objective",
    "owner",
    "manager",
    "response",
    "appetite",
    "raised",
    "exempt",
    "assurance",
    "note",
)
"""The fields of a risk that are compared, besides its scores."""

ACTION_FIELDS = ("status", "action", "owner", "since", "due", "cost", "note")
"""The fields of a mitigation that are compared."""


def risk_fields(
    earlier: Risk, later: Risk, before: Matrix | None = None, after: Matrix | None = None
) -> tuple[FieldChange, ...]:
    """The fields of a risk that differ; a score has its rating by the matrix of its own register."""
    if before == after and earlier == later:
        return ()
    plain = ((name, getattr(earlier, name), getattr(later, name)) for name in RISK_FIELDS)
    if before == after and earlier.score == later.score:
        return tuple(_differing(plain))
    scores = (
        (f"score.{stage}", _rated(getattr(earlier.score, stage), before), _rated(getattr(later.score, stage), after))
        for stage in ("inherent", "current", "target")
    )
    return tuple(_differing((*plain, *scores)))


def _rated(score: Score | None, matrix: Matrix | None) -> str | None:
    """`L4 × I4 = 16 Red`: the same number may be another rating by another matrix."""
    if score is None:
        return None
    band = matrix.rating(score) if matrix and score.product() is not None else None
    return " ".join(filter(None, (str(score), band.name if band else None, f"by {score.by}" if score.by else None)))


def action_fields(
    earlier: Mitigation, later: Mitigation, before: str | None = None, after: str | None = None
) -> tuple[FieldChange, ...]:
    """The fields of a mitigation that differ; a cost is in the currency of its own register, pounds where None."""
    if earlier == later and (before == after or not earlier.cost):
        return ()
    was, now = _stated(earlier, before), _stated(later, after)
    return tuple(_differing((name, was[name], now[name]) for name in ACTION_FIELDS))


def _stated(mitigation: Mitigation, currency: str | None) -> dict[str, Any]:
    stated = {name: getattr(mitigation, name) for name in ACTION_FIELDS}
    return stated | {"cost": tuple(cost.said(currency) for cost in mitigation.cost)}


def _differing(triples: Iterable[tuple[str, Any, Any]]) -> Iterator[FieldChange]:
    for name, was, now in triples:
        if was == now:
            continue
        before, after = text(was), text(now)
        if before != after and not _reordered(was, now):
            yield FieldChange(name, _kind(before, after), before, after)


def _reordered(was: Any, now: Any) -> bool:
    """Whether two lists state the same in another order, which is no change."""
    return isinstance(was, tuple) and isinstance(now, tuple) and sorted(map(_item, was)) == sorted(map(_item, now))


def _kind(before: str | None, after: str | None) -> FieldKind:
    if before is None:
        return FieldKind.FIRST_STATED
    return FieldKind.NO_LONGER_STATED if after is None else FieldKind.CHANGED


def text(value: Any) -> str | None:
    """A field's value as text; None where nothing is stated."""
    match value:
        case None | () | False:
            return None
        case True:
            return "yes"
        case tuple():
            return "; ".join(_item(item) for item in value)
        case Score():
            return f"{value} by {value.by}" if value.by else str(value)
        case _:
            return str(value)


def _item(item: Assurance | Cost | str) -> str:
    match item:
        case str():
            return item
        case Assurance():
            return f"{item.by}: {item.finding}"
        case Cost():
            return " ".join((f"{item.amount:,}", *filter(None, (item.period, f"({item.note})" if item.note else None))))
