"""A table as JSON for programs: columns, and each row by its columns' keys."""

from __future__ import annotations

import json

from riskreg.tables.marked import Marked
from riskreg.tables.table import Cell, Table


def as_json(table: Table) -> str:
    """The whole table."""
    keys = [c.key for c in table.columns]
    return dumped(
        {
            "version": 1,
            "caption": table.caption,
            "lead": table.lead,
            "columns": [{"key": c.key, "title": c.title} for c in table.columns],
            "rows": [dict(zip(keys, map(_value, row), strict=True)) for row in table.rows],
            "notes": table.notes,
        }
    )


def _value(cell: Cell) -> str | int | None:
    return str(cell) if isinstance(cell, Marked) else cell


def dumped(data: object) -> str:
    """JSON text that people can read too, with one line end; characters that a terminal might obey are escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text) + "\n"
