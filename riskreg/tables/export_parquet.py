"""Rows of many registers as Parquet files: typed columns, a meaning beside each, the same bytes on every run."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from attrs import field, frozen

from riskreg.errors import MissingExtra, NotPossible
from riskreg.tables.analytics import Row, Rows
from riskreg.tables.analytics_columns import SCHEMAS, VERSION, Column, Schema, Type
from riskreg.tables.published import MARK
from riskreg.tables.wording import count

GROUP = 10_000
"""At least so many rows are written at once: whole registers, and no more of them in memory than it takes."""


def require_pyarrow() -> Any:
    """The library that writes Parquet. Raises MissingExtra where it is not installed."""
    try:
        import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtra("analytics", "writing Parquet files") from error
    return import_module("pyarrow")


def arrow_schema(schema: Schema) -> Any:
    """The columns as pyarrow has them, each with its meaning."""
    arrow = require_pyarrow()
    meaning = {"riskreg.table": schema.name, "riskreg.schema": str(VERSION)}
    return arrow.schema([_field(arrow, column) for column in schema.columns], metadata=meaning)


def _field(arrow: Any, column: Column) -> Any:
    return arrow.field(column.name, _types(arrow)[column.type], metadata={"meaning": column.meaning})


def _types(arrow: Any) -> dict[Type, Any]:
    text, number = arrow.string(), arrow.int64()
    return {
        Type.TEXT: text,
        Type.WORD: arrow.dictionary(arrow.int32(), text),
        Type.DATE: arrow.date32(),
        Type.NUMBER: number,
        Type.FLAG: arrow.bool_(),
        Type.TEXTS: arrow.list_(text),
        Type.ASSURANCES: arrow.list_(arrow.struct([("by", text), ("finding", text), ("place", text)])),
        Type.COSTS: arrow.list_(arrow.struct([("amount", number), ("period", text), ("note", text)])),
    }


@frozen
class Tables:
    """The files while registers are added to them, one after the other."""

    _files: dict[str, _File] = field(init=False)
    _told: dict[str, int] = field(init=False, factory=lambda: {"risks": 0, "removals": 0, "exempt": 0})

    @_files.default
    def _begin(self) -> dict[str, _File]:
        require_pyarrow()
        return {schema.name: _File(schema) for schema in SCHEMAS}

    def add(self, rows: Rows) -> None:
        """The rows of one more register. Raises NotPossible where a number is too large for a column."""
        for name, found in rows.tables.items():
            self._files[name].add(found)
        self._told["risks"] += rows.shown.risks_left_out
        self._told["removals"] += rows.shown.removals_left_out
        self._told["exempt"] += rows.shown.exempt

    def finished(self) -> dict[str, bytes]:
        """The bytes of each file, by its name; nothing can be added after that."""
        marks = {"riskreg.not-shown": " ".join(self.left_out())} | ({"riskreg.marking": MARK} if self.marked else {})
        return {f"{name}.parquet": file.finished(marks) for name, file in self._files.items()}

    @property
    def marked(self) -> bool:
        """Whether anything exempt is in them."""
        return bool(self._told["exempt"])

    def left_out(self) -> tuple[str, ...]:
        """A sentence for each kind of thing that is not shown; a risk counts once for each register that has it."""
        risks, removals = self._told["risks"], self._told["removals"]
        told = ((risks, f"{count(risks, 'exempt risk')}"), (removals, f"{count(removals, 'removal')} of exempt risks"))
        return tuple(f"{words} not shown." for number, words in told if number)

    def counts(self) -> dict[str, int]:
        """How many rows each file has, by its name without `.parquet`."""
        return {name: file.rows for name, file in self._files.items()}


class _File:
    """One file while it is written: the rows that wait for the next group, and the bytes before them."""

    def __init__(self, schema: Schema) -> None:
        self.rows = 0
        self._schema = arrow_schema(schema)
        self._waiting: list[Row] = []
        self._bytes = BytesIO()
        parquet = import_module("pyarrow.parquet")
        self._writer = parquet.ParquetWriter(self._bytes, self._schema, compression="zstd", write_statistics=True)

    def add(self, rows: list[Row]) -> None:
        self.rows += len(rows)
        self._waiting += rows
        if len(self._waiting) >= GROUP:
            self._write()

    def _write(self) -> None:
        arrow = require_pyarrow()
        try:
            batch = [arrow.array([row.get(f.name) for row in self._waiting], f.type) for f in self._schema]
        except (OverflowError, arrow.ArrowInvalid) as error:
            why = "a number of these registers is too large for a Parquet file (19 digits at most)"
            raise NotPossible(why, "mend it, or export the register as CSV or JSON") from error
        self._writer.write_table(arrow.table(batch, schema=self._schema))
        self._waiting.clear()

    def finished(self, marks: dict[str, str]) -> bytes:
        if self._waiting or not self.rows:
            self._write()
        self._writer.add_key_value_metadata(marks)
        self._writer.close()
        return self._bytes.getvalue()
