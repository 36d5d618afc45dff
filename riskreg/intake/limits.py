"""How much of a document is read: beyond these, it is a mistake or an attack, and refused in one sentence."""

from __future__ import annotations

from riskreg.errors import UnreadableFile

MOST_CELLS = 200_000
"""Cells of all tables of a document together."""

MOST_TABLES = 2_000
"""Tables of a document."""

MOST_ROWS = 5_000
"""Rows of a risk table."""

MOST_LINES = 50_000
"""Lines of a text that hold anything."""

WIDEST = 500
"""Columns of a table."""


def too_much(name: str, what: str) -> UnreadableFile:
    """The refusal of a document that holds more than any report."""
    return UnreadableFile(name, f"holds {what}; no report has so many", "give the pages with the risk table alone")
