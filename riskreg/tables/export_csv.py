"""A register as one CSV file that holds all of it: a row for each record, a column for each key of any of them."""

from __future__ import annotations

import csv
import io

from riskreg.tables.as_csv import with_guard
from riskreg.tables.published import Published
from riskreg.tables.records import KINDS, Record, records

RECORD = "record"
"""The first column: what kind of row it is."""

_FIRST = ("risk", "mitigation", "id", "title", "action", "status", "owner", "since", "due", "reason")
"""The columns that stand before all others, since they say what a row is about and how it stands."""

COLUMNS = (RECORD, *dict.fromkeys((*_FIRST, *(entry.key for kind in KINDS for entry in kind.entries))))
"""All columns, in order."""

_MARK = "\ufeff"
"""A byte order mark: without one, Excel takes UTF-8 for another encoding and breaks every £."""


def register_csv(shown: Published) -> str:
    """The text of the file (RFC 4180, lines ended by LF).

    Text that a spreadsheet might run has an apostrophe before it, which `riskreg import` takes off again.
    """
    out = io.StringIO()
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, records(shown)))
    return out.getvalue()


def _row(record: Record) -> list[str]:
    values = {RECORD: record.kind.record, **record.values}
    return [_guarded(values.get(column, "")) for column in COLUMNS]


def _guarded(value: str | int) -> str:
    return str(value) if isinstance(value, int) else with_guard(value)
