"""A register read back from the spreadsheet or CSV file that riskreg exported, by the rules of a register file.

An officer has had it in a spreadsheet meanwhile: rows and columns may have moved, cells may have changed their type.
Whatever makes it no register is told with its cell, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from riskreg.errors import InvalidExport, UnreadableFile
from riskreg.finding import CellFault, Path, address
from riskreg.intake.exported_cells import Value, value_of
from riskreg.intake.exported_rows import Cell, Row, Rows, is_csv, is_workbook, rows_of_csv, rows_of_workbook
from riskreg.model.register import Register
from riskreg.model.score import Stage
from riskreg.spelling import did_you_mean
from riskreg.store.fault import Fault, Misfit
from riskreg.store.plain import restored
from riskreg.store.values import described
from riskreg.tables.records import ASSURANCE, COST, MATRIX, MITIGATION, REGISTER, REMOVED, RISK, Kind


@frozen
class Exported:
    """What a file that riskreg exported holds."""

    register: Register
    """The register."""
    notes: tuple[str, ...]
    """What a person should know: what the export had left out, what was not read."""


def is_export(name: str, data: bytes) -> bool:
    """Whether a file is a spreadsheet or CSV file that riskreg exported, edited since or not."""
    return is_workbook(data, name) or is_csv(data)


def register_of(name: str, data: bytes) -> Register:
    """The register in such a file. Raises what `read_export` raises."""
    return read_export(name, data).register


def read_export(name: str, data: bytes) -> Exported:
    """The register in such a file, and what to know of it. `name` is the file as messages call it.

    Raises InvalidExport with every fault and its cell, UnreadableFile where the file is broken or is no export, and
    MissingExtra where the library that reads workbooks is not installed.
    """
    if is_workbook(data, name):
        found = rows_of_workbook(data, name)
    elif is_csv(data):
        found = rows_of_csv(data, name)
    else:
        raise UnreadableFile(name, "is no spreadsheet or CSV file that riskreg exported", "see: riskreg export --help")
    draft = _Draft(found)
    draft.gather()
    register = draft.register()
    if isinstance(register, Register) and not draft.faults:
        return Exported(register, tuple(draft.notes))
    raise InvalidExport(name, draft.faults)


@define
class _Draft:
    """The data of a register file while they are put together, and where each value came from."""

    found: Rows
    data: dict[str, Any] = field(factory=dict)
    places: dict[Path, str] = field(factory=dict)
    """The cell of each value; the row of each table."""
    faults: list[CellFault] = field(factory=list)
    notes: list[str] = field(factory=list)

    def gather(self) -> None:
        """Every row into the data, each kind after those that it belongs to."""
        self.faults += self.found.faults
        self.notes += [f"not read, as it is no part of an export: {what}" for what in self.found.aside]
        self._heading()
        for row in self._rows(MATRIX):
            self._matrix(row)
        for row in self._rows(RISK):
            self._risk(row)
        for row in self._rows(REMOVED):
            self._table(row, ("removed",))
        for row in self._rows(MITIGATION):
            if (risk := self._owner(row, "risk", ("risk",))) is not None:
                self._table(row, ("risk", risk, "mitigation"), "risk")
        self._items()

    def _items(self) -> None:
        """What stands in lists: assurance and costs."""
        for row in self._rows(ASSURANCE):
            if (risk := self._owner(row, "risk", ("risk",))) is not None:
                self._append(row, ("risk", risk, "assurance"), "risk")
        for row in self._rows(COST):
            risk = self._owner(row, "risk", ("risk",))
            if risk is not None:
                mitigation = self._owner(row, "mitigation", ("risk", risk, "mitigation"))
                if mitigation is not None:
                    self._append(row, ("risk", risk, "mitigation", mitigation, "cost"), "risk", "mitigation")

    def register(self) -> Register | None:
        """The register that the data hold; or its faults among the others."""
        made = restored(self.data)
        if isinstance(made, Register):
            return made
        # What was refused already is missing from the data, and is not told again.
        told = {fault.cell for fault in self.faults}
        self.faults += [f for f in map(self._fault, made) if f.cell not in told]
        return None

    def _fault(self, fault: Fault) -> CellFault:
        place = next((self.places[p] for p in _upward(fault.path) if p in self.places), "Register")
        if fault.code == "E203":
            message = f"the cell is empty, expected what the {fault.path[-1]} is"
            return CellFault(place, address(fault.path), message, "fill it in")
        return CellFault(place, address(fault.path), fault.message, fault.hint)

    def _rows(self, kind: Kind) -> Iterator[Row]:
        return (row for row in self.found.rows if row.kind is kind)

    def _refuse(self, place: str, message: str, hint: str, path: Path = ()) -> None:
        self.faults.append(CellFault(place, address(path), message, hint))

    def _heading(self) -> None:
        found = tuple(self._rows(REGISTER))
        if not found:
            self._refuse("Register", "the row that tells title and date is missing", "put it back")
            return
        first, *others = found
        for row in others:
            self._refuse(row.place, "a second row that tells title and date, expected one", "delete the row")
        self._note(first)
        self.data["register"] = self._values(first, ("register",))

    def _note(self, row: Row) -> None:
        if left_out := row.cells.get("not-shown"):
            self.notes.append(f"the export had left out what is exempt: {left_out.raw}")

    def _matrix(self, row: Row) -> None:
        values = self._values(row, ("matrix",))
        matrix = self.data.setdefault("matrix", {"likelihood": [], "impact": [], "bands": []})
        scale, position, name = (values.pop(key, None) for key in ("scale", "position", "name"))
        match scale:
            case "likelihood" | "impact":
                labels = matrix[scale]
                self.places["matrix", str(scale), len(labels)] = row.place
                if position != len(labels) + 1:
                    message = f"found {described(position) if position is not None else 'nothing'}"
                    place = row.places.get("position", row.place)
                    self._refuse(
                        place, f"{message}, expected {len(labels) + 1}", "count the labels from 1, lowest first"
                    )
                labels.append(name if name is not None else "")
            case "band":
                path: Path = ("matrix", "bands", len(matrix["bands"]))
                self.places |= {path: row.place, (*path, "from"): row.places.get("position", row.place)}
                stated = {"name": name, "from": position, **values}
                matrix["bands"].append({key: value for key, value in stated.items() if value is not None})
            case _:
                hint = "write likelihood, impact or band"
                self._refuse(row.places.get("scale", row.place), "expected which scale the row is of", hint)

    def _risk(self, row: Row) -> None:
        table = self._table(row, ("risk",))
        if table is None:
            return
        path: Path = ("risk", self._text(row.cells["id"]))
        score: dict[str, dict[str, Any]] = {}
        for stage in map(str, Stage):
            for key in ("likelihood", "impact", "score", "rating", "by"):
                name = f"{stage}-{key}"
                if name in row.places:
                    self.places[*path, "score", stage, key] = row.places[name]
                if name in table:
                    score.setdefault(stage, {})[key] = table.pop(name)
                    self.places.setdefault((*path, "score", stage), row.places[name])
        if score:
            table["score"] = score

    def _table(self, row: Row, within: Path, *owners: str) -> dict[str, Any] | None:
        """A row that has an id of its own, put into the data; None where it has none, or another's."""
        if "id" not in row.cells:
            self._refuse(
                row.places.get("id", row.place), "the cell is empty, expected an id", "give it one, such as staff"
            )
            return None
        id = self._text(row.cells["id"])
        tables = self._at(within)
        path: Path = (*within, id)
        if id in tables:
            message = f"the id {described(id)} stands in {self.places[path]} already"
            self._refuse(row.cells["id"].place, message, "give one of the two another id, or delete it")
            return None
        tables[id] = self._values(row, path, "id", *owners)
        self.places[path] = row.cells["id"].place
        return tables[id] if isinstance(tables[id], dict) else None

    def _append(self, row: Row, within: Path, *owners: str) -> None:
        items = self._at(within[:-1]).setdefault(str(within[-1]), [])
        path: Path = (*within, len(items))
        self.places[path] = row.place
        items.append(self._values(row, path, *owners))

    def _at(self, path: Path) -> dict[str, Any]:
        table = self.data
        for step in path:
            table = table.setdefault(str(step), {})
        return table

    def _owner(self, row: Row, key: str, within: Path) -> str | None:
        """The id in a row of what it belongs to; None, and a fault, where there is no such thing."""
        known = tuple(self._at(within))
        if key not in row.cells:
            self._refuse(row.places.get(key, row.place), f"the cell is empty, expected the id of a {key}", "fill it in")
            return None
        id = self._text(row.cells[key])
        if id in known:
            return id
        hint = did_you_mean(id, known) or f"write the id of a {key} that there is, or delete the row"
        self._refuse(row.cells[key].place, f"found {described(id)}, which is no {key} of this register", hint)
        return None

    def _text(self, cell: Cell) -> str:
        """An id as text; a spreadsheet may have made a number of it."""
        raw = cell.raw
        whole = isinstance(raw, float) and raw.is_integer()
        return str(int(raw) if whole and isinstance(raw, float) else raw).strip()

    def _values(self, row: Row, path: Path, *but: str) -> dict[str, Value]:
        """What the cells of a row hold, by their keys; those that are not what they should be are refused."""
        values: dict[str, Value] = {}
        for entry in row.kind.entries:
            if not entry.read or entry.key in but:
                continue
            self.places.setdefault((*path, entry.key), row.places.get(entry.key, row.place))
            if (cell := row.cells.get(entry.key)) is None:
                continue
            try:
                values[entry.key] = value_of(entry, cell.raw)
            except Misfit as misfit:
                self._refuse(cell.place, misfit.message, misfit.hint, (*path, entry.key))
        return values


def _upward(path: Path) -> Iterator[Path]:
    """A path, then those of what holds it."""
    return (path[:length] for length in range(len(path), 0, -1))
