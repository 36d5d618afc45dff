"""A CSV file as one table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from riskreg.errors import UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_CELLS, WIDEST, too_much
from riskreg.intake.plain import cleaned

_SEPARATORS = ",;\t|"
_SAMPLE = 20_000
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
"""A cell in quotes, up to the quote that closes it; a quote written twice is one of its characters."""


def read_csv(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The table of a CSV file, separated by commas, semicolons, tabs or bars.

    Raises UnreadableFile where it is none: a field over the limit, a quote never closed, more cells than any report.
    """
    text, notes = decoded(name, data, encoding, long_lines=True)
    rows = tuple(_rows(name, text))
    grids = (Grid(rows, "table 1"),) if rows else ()
    return Document(grids, notes)


def _rows(name: str, text: str) -> Iterator[GridRow]:
    dialect = _dialect(text)
    separator = dialect.delimiter
    reader = csv.reader(io.StringIO(text, newline=""), dialect)
    cells, number, first, last = 0, 0, 1, 0
    try:
        for number, row in enumerate(reader, start=1):
            first, last = last + 1, reader.line_num
            cells += len(row)
            if cells > MOST_CELLS:
                raise too_much(name, f"more than {MOST_CELLS:,} cells")
            if len(row) > WIDEST:
                raise too_much(name, f"a row of more than {WIDEST} cells")
            if any(cell.strip() for cell in row):
                doubts = _swallowed(row, number, first, last, reader.dialect.delimiter)
                yield GridRow(tuple(map(cleaned, row)), f"row {number}", doubts=doubts)
    except csv.Error as error:
        raise _no_csv(name, text, last + 1, separator, error) from None
    opened = _open_quote(text, separator)
    if opened:
        raise _never_closed(name, opened)


def _no_csv(name: str, text: str, line: int, separator: str, error: csv.Error) -> UnreadableFile:
    opened = _open_quote(text, separator)
    if opened:
        return _never_closed(name, opened)
    if "field limit" in str(error):
        what = f"line {line}: a cell holds more than {csv.field_size_limit():,} characters; no report has so many"
        return UnreadableFile(name, what, "look for a quote that is not closed, or one too many, in or below that line")
    return UnreadableFile(name, f"line {line}: this is no CSV ({error})", "open it in Excel and save it as CSV anew")


def _never_closed(name: str, line: int) -> UnreadableFile:
    what = f"line {line}: a quote opens there and is never closed, so all that follows would be one cell"
    return UnreadableFile(name, what, "close the quote, or write a quote within a cell twice")


def _swallowed(row: Sequence[str], number: int, first: int, last: int, separator: str) -> tuple[str, ...]:
    """Ask about a cell that looks as if it held whole rows: a quote left open takes all up to the next one."""
    rows = max((sum(line.count(separator) > 1 for line in cell.split("\n")) for cell in row), default=0)
    if last - first < 1 or rows < 2:
        return ()
    return (f"row {number} (lines {first}-{last}): a cell looks as if it held rows; is a quote left open in it?",)


def _open_quote(text: str, separator: str) -> int | None:
    """The line in which a quote opens that is never closed; None where all are closed."""
    field_end = re.compile(rf"[\r\n{re.escape(separator)}]")
    at = 0
    while at < len(text):
        if text[at] == '"':
            close = _QUOTED.match(text, at)
            if close is None:
                return text.count("\n", 0, at) + 1
            at = close.end()
        end = field_end.search(text, at)
        at = end.end() if end else len(text)
    return None


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
