"""The sheets of a workbook as grids; runs in the child process, since the library can end the process that it is in."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import frozen

from riskreg.errors import UnreadableFile
from riskreg.intake.cell_text import marked
from riskreg.intake.columns import role_of
from riskreg.intake.container import Package, open_package
from riskreg.intake.excel_grids import SheetRow, grids_of
from riskreg.intake.excel_looks import looks_of, shown
from riskreg.intake.excel_unread import unread
from riskreg.intake.file_kind import kind_of
from riskreg.intake.grid import Document, Grid
from riskreg.intake.limits import MOST_CELLS, WIDEST
from riskreg.intake.plain import quoted
from riskreg.intake.sheet_scan import SheetFacts, column_name, scan
from riskreg.intake.struck import STRUCK_ROW, is_struck_row, struck_note
from riskreg.intake.word_tree import attribute, tag

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FEW = 5
_FIRST_ROWS = 50


@frozen
class _Sheet:
    """What one sheet came to."""

    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    lines: tuple[str, ...]


def read_sheets(name: str, data: bytes) -> Document:
    """Read all sheets that are not hidden. Raises UnreadableFile where the file is broken, locked or too large."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    facts: dict[str, SheetFacts] = {}
    if kind_of(data) != "xls":
        package = open_package(name, data)
        data = package.packed()
        facts = _facts(package) if package.has("[Content_Types].xml") else {}
    with _library(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [m for m in workbook.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet]
    visible = [m.name for m in sheets if m.visible is SheetVisibleEnum.Visible]
    read = [_read_sheet(name, workbook, s, facts.get(s, SheetFacts())) for s in visible]
    hidden = [f"sheet {m.name} is hidden and left out" for m in sheets if m.name not in visible]
    return Document(
        tuple(grid for sheet in read for grid in sheet.grids),
        (*hidden, *(note for sheet in read for note in sheet.notes)),
        "\n".join(line for sheet in read for line in sheet.lines),
    )


@contextmanager
def _library(name: str) -> Iterator[None]:
    """What the library that reads workbooks refuses is said; a fault of riskreg beside it is none of the workbook."""
    from python_calamine import CalamineError, ZipError

    try:
        yield
    except (CalamineError, ZipError, OSError, ValueError) as broken:
        raise UnreadableFile(name, "it cannot be read as a workbook", "open it in Excel and save it anew") from broken


def _facts(package: Package) -> dict[str, SheetFacts]:
    """What the XML of each worksheet says, by the sheet's name; every sheet part is judged, listed or not."""
    main = package.main()
    names = {attribute(e, "id"): attribute(e, "name") for e in package.root(main).iter() if tag(e) == "sheet"}
    listed = {path: names[id] for id, path in package.related(main).items() if id in names}
    looks, facts = looks_of(package), {}
    for path in (path for path in package.parts if "worksheet" in path.lower() and path.endswith(".xml")):
        sheet = listed.get(path, path)
        facts[sheet] = scan(package.name, sheet, package.parts[path], looks=looks)
        facts[sheet].unread = unread(package, sheet, path)
    return facts


def _read_sheet(name: str, workbook: CalamineWorkbook, called: str, facts: SheetFacts) -> _Sheet:
    with _library(name):
        sheet = workbook.get_sheet_by_name(called)
    height, width = sheet.total_height, sheet.total_width
    start = sheet.start or (0, 0)
    if (height - start[0]) * (width - start[1]) > MOST_CELLS or width - start[1] > WIDEST:
        raise UnreadableFile(name, f"sheet {sheet.name} has too many cells", "copy the risk table into a new workbook")
    with _library(name):
        values = sheet.to_python(skip_empty_area=True)
    cells = [[_text(value) for value in row] for row in values]
    unfollowed = _as_shown(cells, values, facts, start)
    struck, pieces = _strike(cells, facts, start)
    _fill(cells, sheet, start)
    seen = [c for c in range(len(cells[0]) if cells else 0) if c + start[1] + 1 not in facts.hidden_columns]
    every = [SheetRow(number, tuple(row[c] for c in seen)) for number, row in enumerate(cells, start[0] + 1)]
    without = facts.hidden_rows | struck.keys()
    rows = [row for row in every if row.number not in without]
    hidden = [row for row in every if row.number in facts.hidden_rows and row.filled()]
    hidden += [SheetRow(n, tuple(struck[n][c] for c in seen), STRUCK_ROW) for n in struck.keys() - facts.hidden_rows]
    hidden.sort(key=lambda row: row.number)
    grids, lines = grids_of(f"sheet {sheet.name}", rows, _doubts(facts), hidden)
    told = {row.place for grid in grids for row in grid.hidden}
    pieces += [f"row {n} {' '.join(filter(None, cells))}" for n, cells in struck.items() if f"row {n}" not in told]
    notes = (
        *_hidden(sheet.name, facts, start[0] + len(cells), start[1] + width),
        *struck_note(f"sheet {sheet.name}: ", pieces),
        *(f"sheet {sheet.name}: {note}" for note in unfollowed),
        *facts.unread,
    )
    return _Sheet(grids, notes, lines)


def _as_shown(
    cells: list[list[str]], values: Sequence[Sequence[Value]], facts: SheetFacts, start: tuple[int, int]
) -> list[str]:
    """Write the numbers of reference columns as the sheet shows them: 1.10 is not 1.1. Returns what could not be."""
    references = {c for row in cells[:_FIRST_ROWS] for c, text in enumerate(row) if role_of(text) == "ref"}
    unfollowed: dict[int, str] = {}
    for (row, column), code in facts.formats.items():
        r, c = row - start[0] - 1, column - start[1] - 1
        if c not in references or not 0 <= r < len(cells):
            continue
        value = values[r][c]
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        text = shown(value, code)
        if text is None:
            unfollowed[column] = code
        else:
            cells[r][c] = text
    return [
        f"column {column_name(column)} shows its numbers as {quoted(code)}, which riskreg does not follow: check them"
        for column, code in sorted(unfollowed.items())
    ]


def _strike(
    cells: list[list[str]], facts: SheetFacts, start: tuple[int, int]
) -> tuple[dict[int, tuple[str, ...]], list[str]]:
    """Take out what is struck: whole rows by their numbers, with what they say, and pieces of rows that stay."""
    at: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), texts in facts.struck.items():
        at.setdefault(row, {})[column - start[1] - 1] = texts
    rows: dict[int, tuple[str, ...]] = {}
    pieces = []
    for number, live in sorted(at.items()):
        r = number - start[0] - 1
        if not 0 <= r < len(cells):
            continue
        whole = tuple(cells[r])
        cells[r] = [marked(live[c][0]) if c in live else text for c, text in enumerate(whole)]
        if is_struck_row(whole, cells[r]):
            rows[number] = whole
        else:
            pieces += [
                f"{column_name(c + start[1] + 1)}{number} {words.strip() or whole[c]}"
                for c, (_, words) in live.items()
                if 0 <= c < len(whole)
            ]
    return rows, pieces


def _fill(cells: list[list[str]], sheet: CalamineSheet, start: tuple[int, int]) -> None:
    """Put the text of a cell that spans rows into each of them, in its first column."""
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top - start[0] + 1, min(bottom - start[0] + 1, len(cells))):
            if top - start[0] >= 0 and 0 <= left - start[1] < len(cells[row]):
                cells[row][left - start[1]] = cells[top - start[0]][left - start[1]]


def _text(value: Value) -> str:
    """A value as text: whole numbers without a point, days as ISO dates."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, str):
        return marked(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), value))
    return str(value)


def _doubts(facts: SheetFacts) -> dict[int, list[str]]:
    """What to ask about the cells of each row."""
    doubts: dict[int, list[str]] = {}
    for cells, what in (
        (facts.uncomputed, "holds a formula whose result the file does not keep: what is its value?"),
        (facts.errors, "holds an error instead of a value"),
    ):
        for row, column in cells:
            doubts.setdefault(row, []).append(f"cell {column_name(column)}{row} {what}")
    return doubts


def _hidden(sheet: str, facts: SheetFacts, rows: int, columns: int) -> tuple[str, ...]:
    told = []
    numbers = sorted(n for n in facts.hidden_rows if facts.first[0] <= n <= min(rows, facts.last[0]))
    letters = [column_name(n) for n in sorted(facts.hidden_columns) if facts.first[1] <= n <= columns]
    for what, found in (("row", [str(n) for n in numbers]), ("column", letters)):
        if found:
            some = ", ".join(found[:_FEW]) + (f" and {len(found) - _FEW} more" if len(found) > _FEW else "")
            are = "is" if len(found) == 1 else "are"
            told.append(f"sheet {sheet}: {what}{'s'[: len(found) > 1]} {some} {are} hidden and left out")
    return tuple(told)
