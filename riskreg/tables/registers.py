"""The view `list`: the registers there are, one row each."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from riskreg.model.register import Register
from riskreg.tables.table import Column, Row, Table

_COLUMNS = (
    Column("ref", "Ref"),
    Column("date", "Date"),
    Column("title", "Title"),
    Column("risks", "Risks", "right"),
    Column("mitigations", "Mitigations", "right"),
    Column("source", "Source"),
    Column("organisation", "Organisation"),
    Column("committee", "Committee"),
)
_DEFAULT = ("ref", "date", "title", "risks", "mitigations", "source")


@frozen
class Entry:
    """A register and its name."""

    ref: str
    """What it is called on the command line."""
    register: Register
    """What it holds."""


def register_list(entries: Sequence[Entry]) -> Table:
    """One row for each register, in the order given; exempt risks are counted with the others."""
    notes = () if entries else ("There are no registers yet.",)
    return Table("Registers", _COLUMNS, tuple(map(_row, entries)), notes=notes, default_columns=_DEFAULT)


def _row(entry: Entry) -> Row:
    register = entry.register
    named = entry.ref, str(register.date), register.title
    counted = len(register.risks), register.mitigation_count()
    return *named, *counted, register.source, register.organisation, register.committee
