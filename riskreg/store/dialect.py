"""What parsers of TOML 1.1 accept and riskreg does not: a register is TOML 1.0, whichever Python reads it."""

from __future__ import annotations

from attrs import frozen

from riskreg.store.toml.lines import Lines
from riskreg.store.toml.parts import Fault
from riskreg.store.toml.statements import Statements

_NEWER = ("E105", "E117")


@frozen
class Newer:
    """One construct that TOML 1.0 refuses and TOML 1.1 accepts."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    what: str
    """What was found and what was expected."""


def strict_toml_1_0(text: str) -> list[Newer]:
    """The constructs of TOML 1.1 in a text that a parser of TOML 1.1 has accepted."""
    lines = Lines(text)
    faults = (f for s in Statements(text, trusted=True) for f in s.faults if f.says.code in _NEWER)
    return [_newer(fault, lines) for fault in faults]


def _newer(fault: Fault, lines: Lines) -> Newer:
    spot = lines.spot(fault.start, fault.end)
    return Newer(spot.line, spot.column, fault.says.message)
