"""The view `show REF`: a register as a table, one row for each risk."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from riskreg.model.register import Register, Removal
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix
from riskreg.tables.fields import FIELDS
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.wording import action_line, count, lines

_COLUMNS = (
    *(Column(f.key, f.title, sort_after=f.sort_after) for f in FIELDS),
    Column("mitigation", "Mitigating actions"),
)
_WHERE_STATED = ("category", "owner", "response", "current", "exempt")
"""Columns that are shown where a risk states something there."""


def register_table(
    register: Register, ref: str, *, include_exempt: bool = False, exempt_before: Collection[str] = ()
) -> Table:
    """The register's risks in their own order; exempt ones are counted, and shown only if asked for.

    `exempt_before` are ids of risks that were exempt in earlier registers: their removal is exempt as well.
    """
    shown = tuple(risk for risk in register.risks if include_exempt or not risk.exempt)
    removed = [removal for removal in register.removed if include_exempt or removal.id not in exempt_before]
    exempt = any(risk.exempt for risk in shown) or any(removal.id in exempt_before for removal in removed)
    return Table(
        caption=caption(register, ref, exempt=exempt),
        columns=_COLUMNS,
        rows=tuple(_row(risk, register.matrix) for risk in shown),
        lead=_lead(register),
        notes=(*_notes(register, shown), *map(_removed, removed), *_left_out(register, removed)),
        default_columns=_default_columns(shown, register.matrix),
    )


def caption(register: Register, ref: str, *, exempt: bool) -> str:
    """What a table of this register is called, marked where it holds what is not to be published."""
    return f"{'EXEMPT: ' if exempt else ''}{register.title}, {register.date} (register {ref})"


def _row(risk: Risk, matrix: Matrix | None) -> Row:
    return *(f.cell(risk, matrix) for f in FIELDS), lines(map(action_line, risk.mitigations))


def _default_columns(risks: Sequence[Risk], matrix: Matrix | None) -> tuple[str, ...]:
    stated = {f.key for f in FIELDS for risk in risks if f.cell(risk, matrix) is not None}
    return "id", "title", *(key for key in _WHERE_STATED if key in stated), "mitigation"


def _lead(register: Register) -> tuple[str, ...]:
    body = ", ".join(part for part in (register.organisation, register.committee) if part)
    examples = "The source gives its actions as examples." if register.examples_only else None
    return tuple(sentence for sentence in (body, register.note, examples) if sentence)


def _notes(register: Register, shown: Sequence[Risk]) -> tuple[str, ...]:
    if not register.risks:
        return ("The register states no risks.",)
    left_out = len(register.risks) - len(shown)
    return (f"{count(left_out, 'exempt risk')} not shown.",) if left_out else ()


def _left_out(register: Register, removed: Sequence[Removal]) -> tuple[str, ...]:
    hidden = len(register.removed) - len(removed)
    return (f"{count(hidden, 'removal')} of exempt risks not shown.",) if hidden else ()


def _removed(removal: Removal) -> str:
    to = f", to {removal.to}" if removal.to else ""
    note = f" ({removal.note})" if removal.note else ""
    return f"Removed: {removal.id} — {removal.reason}{to}{note}"
