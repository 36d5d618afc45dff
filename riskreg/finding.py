"""A finding: one fault of one file, with its code and its place, listed with all the others while the work goes on."""

from __future__ import annotations

from typing import NamedTuple

from attrs import field, frozen

from riskreg.printable import printable

Path = tuple[str | int, ...]
"""Where a value stands in a document: the keys that lead to it; a list's items are counted from 0."""


def address(path: Path) -> str:
    """The path as people write it: `risk.staff-turnover.evidence[2]`, a list's items counted from 1."""
    out = ""
    for step in path:
        out += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if out else step
    return out


class Spot(NamedTuple):
    """A stretch of one line of a file."""

    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    width: int = 1
    """How many characters the fault covers; at least 1."""


@frozen
class Finding:
    """One fault of one file, at its place."""

    file: str
    """The file as it was named, or relative to the folder that holds `registers/`."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    code: str
    """What kind of fault; `riskreg.codes` explains each."""
    address: str
    """Which value it is about (`risk.staff-turnover.title`); empty where the text could not be read so far."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""
    excerpt: str = field(default="", eq=False)
    """The line of the file."""
    width: int = field(default=1, eq=False)
    """How many characters of the line the fault covers."""

    @property
    def severity(self) -> str:
        """`error` or `warning`, as the code says."""
        return "warning" if self.code.startswith("W") else "error"

    def __str__(self) -> str:
        """FILE:LINE:COLUMN: CODE address: what was found, what was expected; what to do."""
        about = f"{self.address}: " if self.address else ""
        first, *lines = self.hint.split("\n")
        said = (
            f"{self.file}:{self.line}:{self.column}: {self.code} {about}{self.message}{f'; {first}' if first else ''}"
        )
        # A hint that gives lines to add has them below.
        return "\n    ".join(map(printable, (said, *lines)))


class CellFault(NamedTuple):
    """One fault of one cell of a spreadsheet or a CSV file."""

    cell: str
    """Where: `Risks!C7`, or `row 7, column title`; the row alone where the whole of it is meant."""
    address: str
    """Which value of the register it is about; empty where that cannot be told."""
    message: str
    """What was found and what was expected."""
    hint: str
    """What to do."""

    def __str__(self) -> str:
        about = f"{self.address}: " if self.address else ""
        return printable(f"{self.cell}: {about}{self.message}{f'; {self.hint}' if self.hint else ''}")
