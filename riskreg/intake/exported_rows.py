"""The rows of a spreadsheet or CSV file that riskreg exported, each cell with the place where it stands.

Columns are known by their headings, in whatever order; blank rows are passed over; a column or a sheet that is not of
the export is left aside and told, unless its heading looks like a misspelled one.
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import define, field, frozen

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.finding import CellFault
from riskreg.intake.container import open_package
from riskreg.intake.exported_cells import Raw
from riskreg.intake.workbook_guard import safe_workbook
from riskreg.spelling import did_you_mean
from riskreg.store.values import described
from riskreg.tables.as_csv import without_guard
from riskreg.tables.export_csv import RECORD
from riskreg.tables.records import KINDS, Kind

WORKBOOK = "xl/workbook.xml"
_ZIP = b"PK\x03\x04"
_KEPT = ("Register", "Risks", "Mitigations")
_SAVE_AS = 'save it as "CSV UTF-8 (comma delimited)"'
_limit = threading.Lock()
"""Held while the longest field that the csv library takes, a setting of the whole program, is raised."""


@frozen
class Cell:
    """One cell that is not empty."""

    raw: Raw
    """What it holds."""
    place: str
    """Where it stands: `Risks!C7`."""


@frozen
class Row:
    """One row of an export."""

    kind: Kind
    """What it is a row of."""
    place: str
    """Where it stands: `Risks, row 7`."""
    cells: Mapping[str, Cell]
    """The cells that are not empty, by the keys of their columns."""
    places: Mapping[str, str]
    """Where the cell of each key stands, empty or not."""


@define
class Rows:
    """All rows of an export."""

    rows: list[Row] = field(factory=list)
    faults: list[CellFault] = field(factory=list)
    """What is wrong with its sheets and headings."""
    aside: list[str] = field(factory=list)
    """Sheets and columns that are no part of an export, and are not read."""


def is_workbook(data: bytes, name: str) -> bool:
    """Whether a file is a workbook with the sheets of an export."""
    if not data.startswith(_ZIP):
        return False
    try:
        book = open_package(name, data, f"{WORKBOOK}$").parts.get(WORKBOOK, b"")
    except UnreadableFile:
        return False
    names = re.findall(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"', book[:100_000])
    return {kept.encode() for kept in _KEPT} <= set(names)


def is_csv(data: bytes) -> bool:
    """Whether a file is text whose first line is the headings of an export."""
    first = data[:65_536].decode("utf-8-sig", errors="replace").lstrip("\r\n").partition("\n")[0]
    keys = {_key(part.strip('" \r')) for part in re.split("[,;\t]", first)}
    return {RECORD, "risk", "mitigation", "id", "title"} <= keys


def rows_of_workbook(data: bytes, name: str) -> Rows:
    """The rows of a workbook. Raises UnreadableFile where it cannot be read, and MissingExtra."""
    found = Rows()
    sheets = _sheets(safe_workbook(data, name), name)
    for kind in KINDS:
        if kind.sheet in sheets:
            _sheet(kind, sheets[kind.sheet], found)
        else:
            message = f"the sheet {kind.sheet} is missing"
            found.faults.append(CellFault(kind.sheet, "", message, "put it back; it may be empty but for its headings"))
    found.aside += [f"the sheet {name}" for name in sheets if name not in {k.sheet for k in KINDS}]
    return found


def _sheets(data: bytes, name: str) -> dict[str, list[list[Raw]]]:
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise MissingExtra("excel", "reading a workbook") from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # what stops the library inside is no Exception of Python's
        advice = "open it in a spreadsheet program and save it again as .xlsx"
        raise UnreadableFile(name, "is no sound workbook", advice) from error


def _sheet(kind: Kind, rows: Sequence[Sequence[Raw]], found: Rows) -> None:
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(map(_says_something, row))]
    if not numbered:
        found.faults.append(CellFault(kind.sheet, "", "the sheet has no headings", "put back its first row"))
        return
    (top, headings), *rest = numbered
    columns = _columns(headings, {e.key for e in kind.entries}, lambda c: f"{kind.sheet}!{letters(c)}{top}", found)
    for number, row in rest:
        places = {key: f"{kind.sheet}!{letters(column)}{number}" for key, column in columns.items()}
        found.rows.append(_row(kind, f"{kind.sheet}, row {number}", row, columns, places))


def rows_of_csv(data: bytes, name: str) -> Rows:
    """The rows of a CSV file. Raises UnreadableFile where it is not one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, "is not UTF-8", _SAVE_AS) from error
    if not is_csv(data):
        raise UnreadableFile(name, "has not the headings of an export on its first line", "put them back")
    found = Rows()
    numbered = [(n, row) for n, row in enumerate(_split(text, name), 1) if any(map(_says_something, row))]
    (top, headings), *rest = numbered
    keys = {RECORD, *(entry.key for kind in KINDS for entry in kind.entries)}
    columns = _columns(headings, keys, lambda c: f"row {top}, column {letters(c)}", found)
    for number, row in rest:
        if kind := _kind(row, columns[RECORD], number, found):
            places = {key: f"row {number}, column {key}" for key in columns}
            found.rows.append(_row(kind, f"row {number}", [without_guard(t) for t in row], columns, places))
    return found


def _kind(row: Sequence[str], column: int, number: int, found: Rows) -> Kind | None:
    """What a row of a CSV file is a row of."""
    record = row[column].strip().casefold() if column < len(row) else ""
    kinds = {kind.record: kind for kind in KINDS}
    if record not in kinds:
        hint = did_you_mean(record, kinds) or f"write one of these: {', '.join(kinds)}"
        message = f"found {described(record)}, expected what kind of row it is"
        found.faults.append(CellFault(f"row {number}, column {RECORD}", "", message, hint))
    return kinds.get(record)


def _split(text: str, name: str) -> list[list[str]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = max(",;\t", key=first.count)
    with _limit:
        before = csv.field_size_limit(max(len(text), 1))
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
        except csv.Error as error:
            raise UnreadableFile(name, f"is no sound CSV file: {error}", _SAVE_AS) from error
        finally:
            csv.field_size_limit(before)


def _columns(
    headings: Sequence[Raw], keys: Collection[str], place: Callable[[int], str], found: Rows
) -> dict[str, int]:
    """Which column each key stands in."""
    columns: dict[str, int] = {}
    for column, heading in enumerate(headings):
        key = _key(heading)
        if not key:
            continue
        if key in columns:
            message = f"the heading {described(heading)} stands twice"
            found.faults.append(CellFault(place(column), "", message, "delete one of the two columns"))
        elif key in keys:
            columns[key] = column
        elif hint := did_you_mean(key, keys):
            message = f"the heading {described(heading)} is not known here"
            found.faults.append(CellFault(place(column), "", message, hint))
        else:
            found.aside.append(f"the column {described(heading)} ({place(column)})")
    return columns


def _row(kind: Kind, place: str, row: Sequence[Raw], columns: Mapping[str, int], places: Mapping[str, str]) -> Row:
    cells = {
        key: Cell(row[column], places[key])
        for key, column in columns.items()
        if column < len(row) and _says_something(row[column])
    }
    return Row(kind, place, cells, places)


def _key(heading: Raw) -> str:
    """A heading as the key that it stands for: `Current likelihood` is `current-likelihood`."""
    return re.sub(r"[\s_-]+", "-", str(heading).strip().casefold())


def _says_something(cell: Raw) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def letters(column: int) -> str:
    """A column, counted from 0, as spreadsheets call it: `A`, `AA`."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
