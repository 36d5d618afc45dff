"""A series of registers as rows of risks, mitigations and changes, for whoever queries many at once.

A cell is None where the register is silent: nothing is made up, and nothing is carried over from another date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from attrs import frozen

from riskreg.comparison.change import Change, FieldChange, MitigationChange, Pair
from riskreg.comparison.history import History
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix, Score, Stage
from riskreg.tables.analytics_columns import Subject
from riskreg.tables.exempt import shown_changes
from riskreg.tables.published import Published, published

Row = dict[str, Any]
"""Values by the names of columns; what is not there is None."""

_OF_RISK = (
    *("id", "title", "number", "wording", "description", "cause", "event", "consequence", "category", "objective"),
    *("owner", "manager", "response", "appetite", "exempt", "place", "note"),
)
_OF_MITIGATION = ("id", "action", "status", "owner", "place", "note")


@frozen
class Rows:
    """What one register adds to each table."""

    shown: Published
    """The register, and how much of it is not shown."""
    tables: dict[str, list[Row]]
    """By the name of a table, its rows."""


def rows(series: str, refs: Sequence[str], history: History, *, include_exempt: bool = False) -> Iterator[Rows]:
    """The rows of each register of a series, by date; `refs` are the names of its registers.

    Exempt risks are left out as from any export: their rows, their mitigations, and every change that speaks of them.
    """
    series, refs = _utf8(series), [_utf8(ref) for ref in refs]
    lines = {node: f"{refs[line.first[0]]}/{line.first[1]}" for line in history.lines for node in line.nodes}
    for number, register in enumerate(history.registers):
        common = _common(series, refs[number], register)
        shown = published(register, history.exempt, include_exempt=include_exempt)
        changes = _shown(history, number, include_exempt=include_exempt)
        directions = _directions(changes)
        begun = {risk.id: {"line": lines[number, risk.id]} for risk in shown.register.risks}
        before = history.registers[number - 1] if number else register
        tables = {
            "risks": [common | begun[r.id] | _risk(r, register.matrix, directions) for r in shown.register.risks],
            "mitigations": [
                common | begun[r.id] | _mitigation(r, m, register) for r in shown.register.risks for m in r.mitigations
            ],
            "changes": [
                common | {"earlier_register": refs[number - 1]} | _date("earlier_date", before.date) | row
                for change in changes
                for row in _change(change)
            ],
        }
        yield Rows(shown, tables)


def _utf8(name: str) -> str:
    """The name of a file or folder as text that any program reads.

    Bytes that are not UTF-8 are written out, and a backslash of the name itself is doubled: names that differ still do.
    """
    return name.replace("\\", "\\\\").encode("utf-8", errors="backslashreplace").decode("utf-8")


def _shown(history: History, number: int, *, include_exempt: bool) -> Sequence[Change]:
    """What changed since the preceding register; nothing of the first."""
    return shown_changes(history.comparison(number), include_exempt=include_exempt) if number else ()


def _common(series: str, ref: str, register: Register) -> Row:
    return {"body": register.organisation, "series": series, "register": ref, **_date("date", register.date)}


def _date(name: str, date: PartialDate | None) -> Row:
    if date is None:
        return {}
    return {f"{name}_first": date.first, f"{name}_last": date.last, f"{name}_stated": str(date)}


def _directions(changes: Collection[Change]) -> dict[str, str]:
    """By the id of a risk, where its current score went; of one that came from several, since it had its own id."""
    pairs = [pair for change in changes for pair in sorted(change.pairs, key=lambda p: p.earlier.id == p.later.id)]
    of = {pair.later.id: pair for pair in pairs}
    single = {id for id in of if sum(p.later.id == id for p in pairs) == 1} if len(of) < len(pairs) else of.keys()
    return {
        id: str(pair.direction)
        for id, pair in of.items()
        if pair.direction and (id in single or pair.earlier.id == pair.later.id)
    }


def _risk(risk: Risk, matrix: Matrix | None, directions: dict[str, str]) -> Row:
    target = risk.score.target
    return {
        **{name: getattr(risk, name) for name in _OF_RISK},
        **{key: value for stage in Stage for key, value in _score(stage, getattr(risk.score, stage), matrix)},
        "direction": directions.get(risk.id),
        **_date("target_by", target.by if target else None),
        **_date("raised", risk.raised),
        **_date("reviewed", risk.reviewed),
        "supersedes": list(risk.supersedes) or None,
        "evidence": [str(e) for e in risk.evidence] or None,
        "assurance": [{"by": a.by, "finding": a.finding, "place": a.place} for a in risk.assurance] or None,
    }


def _score(stage: Stage, score: Score | None, matrix: Matrix | None) -> Iterator[tuple[str, Any]]:
    if score is None:
        return
    band = matrix.rating(score) if matrix else None
    yield f"{stage}_likelihood", score.likelihood
    yield f"{stage}_impact", score.impact
    yield f"{stage}_score", score.product()
    yield f"{stage}_rating", band.name if band else score.rating


def _mitigation(risk: Risk, mitigation: Mitigation, register: Register) -> Row:
    return {
        **{name: getattr(mitigation, name) for name in _OF_MITIGATION},
        "risk": risk.id,
        **_date("since", mitigation.since),
        **_date("due", mitigation.due),
        "cost": [{"amount": c.amount, "period": c.period, "note": c.note} for c in mitigation.cost] or None,
        "currency": (register.currency or "GBP") if mitigation.cost else None,
        "examples_only": register.examples_only,
        "exempt": risk.exempt,
        "supersedes": [str(ref) for ref in mitigation.supersedes] or None,
        "evidence": [str(e) for e in mitigation.evidence] or None,
    }


def _change(change: Change) -> Iterator[Row]:
    """Each pair of risks that go on, what differs in it, and each risk that came or left."""
    about = {"subject": Subject.RISK, "kind": change.kind}
    for pair in change.pairs:
        yield about | _ids(pair) | {"direction": pair.direction}
        for field in pair.fields:
            yield _ids(pair) | _field(Subject.FIELD, field)
        for found in pair.mitigations:
            yield from _mitigation_change(found, _ids(pair))
    if change.pairs:
        return
    left = {"reason": change.reason, "to": change.to, "note": change.note}
    for risk in change.earlier:
        yield about | left | {"earlier_id": risk.id}
    for risk in change.later:
        yield about | {"id": risk.id}
        for found in change.mitigations:
            yield from _mitigation_change(found, {"id": risk.id})


def _ids(pair: Pair) -> Row:
    return {"id": pair.later.id, "earlier_id": pair.earlier.id}


def _field(subject: Subject, field: FieldChange) -> Row:
    return {"subject": subject, "kind": field.kind, "field": field.field, "old": field.earlier, "new": field.later}


def _mitigation_change(found: MitigationChange, ids: Row) -> Iterator[Row]:
    refs = {
        "mitigation": str(found.later) if found.later else None,
        "earlier_mitigation": str(found.earlier) if found.earlier else None,
    }
    yield ids | refs | {"subject": Subject.MITIGATION, "kind": found.kind}
    for field in found.fields:
        yield ids | refs | _field(Subject.MITIGATION_FIELD, field)
