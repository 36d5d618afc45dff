"""The registers of a series cut into the tables of their risks, so that what several of them say alike is read once.

A register is the one before it with some edits. Only a plain file is cut; any other is read as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.store.cut import Table, by_risk, cut
from riskreg.store.parser import fast_parser
from riskreg.store.syntax import quickly
from riskreg.store.table_data import TableData

Made = Callable[[Mapping[str, Any]], Register | None]
"""The register of data without faults of keys or values; None of any other."""

Ruled = Callable[[Register | None], Register | None]
"""A register that breaks none of the rules, which no table by itself can be asked about; None of any other."""

_Tables = tuple[Table, ...]
"""What a file says of a risk, which is known by it whole: a digest would save no memory that shows."""


class Known:
    """What was read before: risks by the text of their tables, and registers without a fault by their whole text."""

    def __init__(self) -> None:
        self._risks: dict[_Tables, Risk] = {}
        self._registers: dict[str, Register] = {}
        self._tables = TableData()
        self._uncut = ""

    def register(self, text: str, made: Made, ruled: Ruled) -> Register | None:
        """The register of a text, of which only what is not known is read; None where it has any fault."""
        if text not in self._registers:
            # The faster parser reads a file sooner than it is cut; a folder may hold no other.
            alone = not self._registers and fast_parser() is not None
            register = ruled(whole(text, made) if alone else self._put_together(text, made))
            if register is None:
                return None
            self._uncut = text if alone else ""
            self._registers[text] = register
        return self._registers[text]

    def _put_together(self, text: str, made: Made) -> Register | None:
        if self._uncut:
            self._learn(self._uncut, self._registers[self._uncut])
            self._uncut = ""
        parts = by_risk(cut(text) or ())
        risks = _whole_risks(parts)
        if not risks:
            return whole(text, made)
        fresh = {id: tables for id, tables in risks.items() if tables not in self._risks}
        data = self._tables.data([table for id, tables in parts if id is None or id in fresh for table in tables])
        self._tables.keep(table for _, tables in parts for table in tables)
        register = None if data is None else made(data)
        if register is None:
            return None
        if {risk.id for risk in register.risks} != fresh.keys():
            return whole(text, made)
        self._risks.update((fresh[risk.id], risk) for risk in register.risks)
        return evolve(register, risks=tuple(self._risks[tables] for tables in risks.values()))

    def _learn(self, text: str, register: Register) -> None:
        """What is said of each risk of a file that was read without being cut."""
        risks = _whole_risks(by_risk(cut(text) or ()))
        self._risks.update((risks[risk.id], risk) for risk in register.risks if risk.id in risks)


def _whole_risks(parts: Sequence[tuple[str | None, _Tables]]) -> dict[str, _Tables]:
    """The tables of each risk; none where those of any are not all in one place."""
    risks = {id: tables for id, tables in parts if id}
    return risks if len(risks) == sum(id is not None for id, _ in parts) else {}


def whole(text: str, made: Made) -> Register | None:
    """The register of a text that is read as a whole; None where it has a fault of syntax, keys or values."""
    data = quickly(text)
    return None if data is None else made(data)
