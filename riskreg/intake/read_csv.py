"""A CSV file as one table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from riskreg.errors import UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_CELLS, WIDEST, too_much
from riskreg.intake.plain import cleaned

_SEPARATORS = ",;\t|"
_SAMPLE = 20_000


def read_csv(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The table of a CSV file, separated by commas, semicolons, tabs or bars.

    Raises UnreadableFile where it is none: a field over the limit, a quote never closed, more cells than any report.
    """
    text, notes = decoded(name, data, encoding, long_lines=True)
    rows = tuple(_rows(name, text))
    grids = (Grid(rows, "table 1"),) if rows else ()
    return Document(grids, notes)


def _rows(name: str, text: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    cells = 0
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise too_much(name, f"more than {MOST_CELLS:,} cells")
            if len(row) > WIDEST:
                raise too_much(name, f"a row of more than {WIDEST} cells")
            if any(cell.strip() for cell in row):
                yield GridRow(tuple(map(cleaned, row)), f"row {number}")
    except csv.Error as error:
        raise UnreadableFile(
            name, f"row {number + 1} is no CSV: {error}", "look for a quote that is not closed in or before that row"
        ) from None


def _dialect(text: str) -> type[csv.Dialect] | csv.Dialect:
    try:
        found = csv.Sniffer().sniff(text[:_SAMPLE], _SEPARATORS)
    except csv.Error:
        found = csv.excel
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = found.delimiter if found.delimiter in first else max(_SEPARATORS, key=first.count)

    class Told(csv.excel):
        delimiter = separator

    return Told
