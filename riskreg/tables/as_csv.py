"""A table's rows as comma-separated values that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re

from riskreg.printable import printable
from riskreg.tables.table import Cell, Table

# Full-width signs begin a formula in East Asian spreadsheets, and some programs pass over blanks before a sign.
_FORMULA = re.compile(r"'*[ \u00a0]*[-=+@\t\n\uff1d\uff0b\uff0d\uff20]")
_NEGATIVE = re.compile(r"-[0-9][0-9,]*(\.[0-9]+)?")


def comma_separated(table: Table) -> str:
    """The columns' keys and the rows (RFC 4180, lines ended by LF); caption, lead and notes are left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.key for c in table.columns])
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def guarded(cell: Cell) -> str | int | None:
    """The cell, with an apostrophe before text that a spreadsheet might run; a negative number stays one.

    Text that already has apostrophes there gets one more, so the first can always be taken off again:
    wherever apostrophes stand before one of the signs.
    """
    if cell is None or isinstance(cell, int):
        return cell
    # A carriage return is a danger too; it is written out like all control characters.
    return with_guard(printable(str(cell), keep="\n\t"))


def with_guard(text: str) -> str:
    """The text, with one more apostrophe where a spreadsheet might run it."""
    return f"'{text}" if _FORMULA.match(text) and not _NEGATIVE.fullmatch(text) else text


def without_guard(text: str) -> str:
    """The text that `with_guard` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
