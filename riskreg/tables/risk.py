"""The view `show REF RISK`: one risk in full, a row for each field that it states and for each of its actions."""

from __future__ import annotations

from riskreg.comparison.change import Comparison
from riskreg.errors import ExemptRisk
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Stage
from riskreg.tables.fields import FIELDS
from riskreg.tables.register import caption
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import stage_travel
from riskreg.tables.wording import lines

_COLUMNS = (Column("field", "Field"), Column("value", "Value"))
_STAGES = frozenset(Stage)


def risk_sheet(
    register: Register, risk: Risk, ref: str, *, include_exempt: bool = False, since: Comparison | None = None
) -> Table:
    """All that a register states of one of its risks. Raises ExemptRisk where it is exempt and was not asked for.

    `since` is the comparison with an earlier register that gives its scores their direction of travel.
    """
    if risk.exempt and not include_exempt:
        raise ExemptRisk(risk.id, ref)
    stated = ((f, f.cell(risk, register.matrix)) for f in FIELDS)
    rows: list[Row] = [
        (f.title, lines(filter(None, (cell, _travel(risk, f.key, since))))) for f, cell in stated if cell is not None
    ]
    rows += [_action(mitigation, register.currency) for mitigation in risk.mitigations]
    title = f"{risk.title}: {caption(register, ref, exempt=False)}"
    return Table(f"EXEMPT: {title}" if risk.exempt else title, _COLUMNS, tuple(rows))


def _travel(risk: Risk, key: str, since: Comparison | None) -> str | None:
    """Where the field is a score: how it moved."""
    if key not in _STAGES:
        return None
    return stage_travel(risk.id, Stage(key), since)


def _action(mitigation: Mitigation, currency: str | None) -> Row:
    details = (
        ("Status", mitigation.status),
        ("Owner", mitigation.owner),
        ("Since", mitigation.since),
        ("Due", mitigation.due),
        ("Cost", "; ".join(cost.said(currency) for cost in mitigation.cost)),
        ("Place", mitigation.place),
        ("Evidence", "; ".join(map(str, mitigation.evidence))),
        ("Supersedes", ", ".join(map(str, mitigation.supersedes))),
        ("Note", mitigation.note),
    )
    stated = (f"{name}: {detail}" for name, detail in details if detail)
    return f"Action {mitigation.id}", lines((mitigation.action, *stated))
