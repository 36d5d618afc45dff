"""A CSV file as one table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from riskreg.errors import UnreadableFile
from riskreg.intake.columns import role_of
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_CELLS, WIDEST, too_much
from riskreg.intake.plain import cleaned

_SEPARATORS = ",;\t|"
_NAMED = {";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 20_000
_FIRST_ROWS = 20
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
"""A cell in quotes, up to the quote that closes it; a quote written twice is one of its characters."""


def read_csv(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The table of a CSV file, separated by commas, semicolons, tabs or bars.

    Raises UnreadableFile where it is none: a field over the limit, a quote never closed, more cells than any report.
    """
    text, notes = decoded(name, data, encoding, long_lines=True)
    dialect = _dialect(text)
    rows = tuple(_rows(name, text, dialect))
    grids = (Grid(rows, "table 1"),) if rows else ()
    told = (f"its cells were read as parted by {_NAMED[dialect.delimiter]}",) if dialect.delimiter != "," else ()
    return Document(grids, (*notes, *told))


def _rows(name: str, text: str, dialect: type[csv.Dialect]) -> Iterator[GridRow]:
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
        raise _no_csv(name, text, last + 1, dialect, error) from None
    opened = _open_quote(text, dialect)
    if opened:
        raise _never_closed(name, opened)


def _no_csv(name: str, text: str, line: int, dialect: type[csv.Dialect], error: csv.Error) -> UnreadableFile:
    opened = _open_quote(text, dialect)
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


def _open_quote(text: str, dialect: type[csv.Dialect]) -> int | None:
    """The line in which a quote opens that is never closed; None where all are closed."""
    field_end = re.compile(rf"[\r\n{re.escape(dialect.delimiter)}]{'[ ]*' if dialect.skipinitialspace else ''}")
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


def _dialect(text: str) -> type[csv.Dialect]:
    separator = max(_SEPARATORS, key=lambda one: _fits(text[:_SAMPLE], one))

    class Told(csv.excel):
        delimiter = separator
        skipinitialspace = _quotes_behind_blanks(text, separator)

    return Told


def _fits(text: str, separator: str) -> tuple[int, int, int]:
    """How well a separator parts a text: the headings that it gives, then the rows as wide as each other, their width.

    The first line may be a title, and any line may hold all of them; so no line alone tells.
    """
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True) if row]
    headings = max((sum(role_of(cell) is not None for cell in row) for row in rows[:_FIRST_ROWS]), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    (width, times) = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    return headings if headings > 1 else 0, times, width


def _quotes_behind_blanks(text: str, separator: str) -> bool:
    """Whether cells in quotes stand behind blanks: `a, "b, c"`. Each such quote must close as that of a cell does."""
    part = re.escape(separator)
    cell = re.compile(rf'{part}[ \t]+"[^"]*+(?:""[^"]*+)*+"[ \t]*(?={part}|\n|\Z)')
    rest, whole = cell.subn("", text)
    return whole > 0 and re.search(rf'{part}[ \t]+"', rest) is None
