"""The tables of a document as a table: what each holds, and why it was or was not taken for a risk table."""

from __future__ import annotations

from riskreg.intake.candidates import candidates
from riskreg.intake.grid import Document
from riskreg.intake.not_read import what_stands_first
from riskreg.tables.table import Column, Table

_COLUMNS = (
    Column("table", "Table", align="right"),
    Column("place", "Place"),
    Column("heading", "Below"),
    Column("rows", "Rows", align="right"),
    Column("columns", "Columns", align="right"),
    Column("begins", "Begins"),
    Column("why", "Risk table?"),
)
_SHOWN = 200


def tables_table(name: str, document: Document) -> Table:
    """Every table of a document, one row each."""
    rows = tuple(
        (
            c.number,
            c.grid.place,
            c.grid.heading or None,
            len(c.grid.rows),
            max((len(r.cells) for r in c.grid.rows), default=0),
            what_stands_first(c.grid),
            c.why,
        )
        for c in candidates(document)
    )
    more = (f"{len(rows) - _SHOWN} more tables are not shown.",) if len(rows) > _SHOWN else ()
    lead = ("--table N reads one of them; --columns risk=1,mitigation=2 says what its columns hold.",)
    return Table(f"The tables of {name}", _COLUMNS, rows[:_SHOWN], lead=lead, notes=more, stacked=False)
