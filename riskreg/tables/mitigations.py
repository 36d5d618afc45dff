"""The actions against one risk as a table, a row each; only what some of them state has a column."""

from __future__ import annotations

from riskreg.model.risk import Mitigation, Risk
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wording import lines

_COLUMNS = (
    Column("action", "Mitigating action"),
    Column("id", "Id"),
    Column("status", "Status"),
    Column("owner", "Owner"),
    Column("since", "Since"),
    Column("due", "Due"),
    Column("cost", "Cost"),
    Column("place", "Place"),
    Column("evidence", "Evidence"),
    Column("supersedes", "Supersedes"),
    Column("note", "Note"),
)
_ALWAYS = ("action", "status")


def mitigation_table(risk: Risk, currency: str | None) -> Table:
    """The risk's actions, in their own order; costs are in that currency."""
    rows = tuple(_row(mitigation, currency) for mitigation in risk.mitigations)
    stated = {c.key for row in rows for c, cell in zip(_COLUMNS, row, strict=True) if cell is not None}
    shown = tuple(c.key for c in _COLUMNS if c.key in _ALWAYS or (c.key in stated and c.key != "id"))
    return Table(f"Mitigating actions: {risk.title}", _COLUMNS, rows, default_columns=shown)


def _row(mitigation: Mitigation, currency: str | None) -> Row:
    return (
        mitigation.action,
        mitigation.id,
        mitigation.status,
        mitigation.owner,
        str(mitigation.since) if mitigation.since else None,
        str(mitigation.due) if mitigation.due else None,
        lines(cost.said(currency) for cost in mitigation.cost),
        mitigation.place,
        lines(mitigation.evidence),
        lines(mitigation.supersedes),
        mitigation.note,
    )
