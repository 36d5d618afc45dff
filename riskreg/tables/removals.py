"""The risks of the preceding register that a register leaves out, each with its reason, as a table."""

from __future__ import annotations

from riskreg.model.register import Register
from riskreg.tables.table import Column, Table
from riskreg.tables.wording import lines

_COLUMNS = (
    Column("id", "Risk"),
    Column("reason", "Reason"),
    Column("to", "Now held by"),
    Column("note", "Note"),
    Column("evidence", "Evidence"),
)
_ALWAYS = ("id", "reason")


def removal_table(register: Register) -> Table:
    """The register's removals, in its own order; only what some of them state has a column."""
    rows = tuple((r.id, r.reason, r.to, r.note, lines(r.evidence)) for r in register.removed)
    stated = {c.key for row in rows for c, cell in zip(_COLUMNS, row, strict=True) if cell is not None}
    shown = tuple(c.key for c in _COLUMNS if c.key in _ALWAYS or c.key in stated)
    return Table("Risks of the preceding register that are left out", _COLUMNS, rows, default_columns=shown)
