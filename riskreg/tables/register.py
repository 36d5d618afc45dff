"""The view `show REF`: a register as a table, one row for each risk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from riskreg.comparison.change import Comparison
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix
from riskreg.tables.exempt import marked, mentions, shown_pairs, shown_register
from riskreg.tables.fields import FIELDS
from riskreg.tables.table import Column, Row, Table
from riskreg.tables.travel import direction_cells
from riskreg.tables.wording import Called, action_line, by_id, count, lines

_FIELDS = tuple(Column(f.key, f.title, sort_after=f.sort_after) for f in FIELDS)
_WHERE_STATED = ("category", "owner", "response", "inherent", "current", "target", "direction", "exempt")
"""Columns that are shown where a risk states something there."""


def register_table(  # noqa: PLR0913 - what is told, and what of it may be
    register: Register,
    ref: str,
    *,
    include_exempt: bool = False,
    exempt: Collection[str] = (),
    since: Comparison | None = None,
    called: Called = by_id,
    titles: Mapping[str, str] | None = None,
) -> Table:
    """The register's risks in their own order; exempt ones are counted, and shown only if asked for.

    `exempt` are ids of risks that are exempt in other registers of the series: they are so here as well. `since` is the
    comparison with an earlier register that gives the current scores their direction of travel; `called` names a risk
    of it that a score came from. `titles` are those of earlier risks, to name the removed ones by.
    """
    whole, public = marked(register, exempt), shown_register(register, exempt)
    shown = whole if include_exempt else public
    since = shown_pairs(since) if since and not include_exempt else since
    columns = _columns(since)
    directions = direction_cells(since, called)
    rows = tuple(_row(risk, register.matrix, directions) for risk in shown.risks)
    gone = (_removed(removal, titles or {}) for removal in shown.removed)
    return Table(
        caption=caption(register, ref, exempt=include_exempt and public != register),
        columns=columns,
        rows=rows,
        lead=_lead(register),
        notes=(*_notes(register, shown), *gone, *_left_out(register, shown, exempt)),
        default_columns=_default_columns(columns, rows),
    )


def caption(register: Register, ref: str, *, exempt: bool) -> str:
    """What a table of this register is called, marked where it holds what is not to be published."""
    return f"{'EXEMPT: ' if exempt else ''}{register.title}, {register.date} (register {ref})"


def _columns(since: Comparison | None) -> tuple[Column, ...]:
    title = f"Direction of travel since {since.earlier.date}" if since else "Direction of travel"
    return *_FIELDS, Column("direction", title), Column("mitigation", "Mitigating actions")


def _row(risk: Risk, matrix: Matrix | None, directions: Mapping[str, str]) -> Row:
    return *(f.cell(risk, matrix) for f in FIELDS), directions.get(risk.id), lines(map(action_line, risk.mitigations))


def _default_columns(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[str, ...]:
    stated = {c.key for row in rows for c, cell in zip(columns, row, strict=True) if cell is not None}
    return "id", "title", *(key for key in _WHERE_STATED if key in stated), "mitigation"


def _lead(register: Register) -> tuple[str, ...]:
    body = ", ".join(part for part in (register.organisation, register.committee) if part)
    examples = "The source gives its actions as examples." if register.examples_only else None
    return tuple(sentence for sentence in (body, register.note, examples) if sentence)


def _notes(register: Register, shown: Register) -> tuple[str, ...]:
    if not register.risks:
        return ("The register states no risks.",)
    left_out = len(register.risks) - len(shown.risks)
    return (f"{count(left_out, 'exempt risk')} not shown.",) if left_out else ()


def _left_out(register: Register, shown: Register, exempt: Collection[str]) -> Iterator[str]:
    """What is not shown besides risks."""
    if hidden := len(register.removed) - len(shown.removed):
        yield f"{count(hidden, 'removal')} of exempt risks not shown."
    if hidden := mentions(register, exempt) - mentions(shown, exempt):
        yield f"{count(hidden, 'mention')} of exempt risks not shown."


def _removed(removal: Removal, titles: Mapping[str, str]) -> str:
    to = f", to {removal.to}" if removal.to else ""
    note = f" ({removal.note})" if removal.note else ""
    return f"Removed: {titles.get(removal.id, removal.id)} — {removal.reason}{to}{note}"
