"""The view `show REF RISK`: one risk in full, a row for each field that it states and for each of its actions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve

from riskreg.comparison.change import Comparison
from riskreg.errors import ExemptRisk
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Stage
from riskreg.tables.exempt import marked, mentions, shown_pairs, shown_register
from riskreg.tables.fields import FIELDS
from riskreg.tables.register import caption
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import stage_travel
from riskreg.tables.wording import Called, by_id, count, lines

_COLUMNS = (Column("field", "Field"), Column("value", "Value"))
_STAGES = frozenset(Stage)


def risk_sheet(  # noqa: PLR0913 - what is told, and what of it may be
    register: Register,
    risk: Risk,
    ref: str,
    *,
    include_exempt: bool = False,
    exempt: Collection[str] = (),
    since: Comparison | None = None,
    called: Called = by_id,
) -> Table:
    """All that a register states of one of its risks. Raises ExemptRisk where it is exempt and was not asked for.

    `exempt` are ids of risks that are exempt in other registers of the series: they are so here as well. `since` is the
    comparison with an earlier register that gives its scores their direction of travel; `called` names a risk of it
    that a score came from.
    """
    secret, alone = register.exempt_ids().union(exempt), evolve(register, risks=(risk,))
    public = shown_register(alone, secret)
    if not public.risks and not include_exempt:
        raise ExemptRisk(risk.id, ref, elsewhere=not risk.exempt)
    (told,) = marked(alone, secret).risks if include_exempt else public.risks
    since = shown_pairs(since) if since and not include_exempt else since
    title = f"{risk.title}: {caption(register, ref, exempt=False)}"
    hidden = 0 if include_exempt else mentions(alone, secret)
    return Table(
        f"EXEMPT: {title}" if include_exempt and public.risks != (risk,) else title,
        _COLUMNS,
        tuple(_rows(told, register, since, called)),
        notes=(f"{count(hidden, 'mention')} of exempt risks not shown.",) if hidden else (),
    )


def _rows(risk: Risk, register: Register, since: Comparison | None, called: Called) -> Iterator[Row]:
    for field in FIELDS:
        cell = field.cell(risk, register.matrix)
        if cell is not None:
            yield field.title, lines(filter(None, (cell, _travel(risk, field.key, since, called))))
    yield from (_action(mitigation, register.currency) for mitigation in risk.mitigations)


def _travel(risk: Risk, key: str, since: Comparison | None, called: Called) -> str | None:
    """Where the field is a score: how it moved."""
    if key not in _STAGES:
        return None
    return stage_travel(risk.id, Stage(key), since, called)


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
