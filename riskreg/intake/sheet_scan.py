"""A worksheet's XML looked over before a library reads it: how far its cells reach, and what the library does not tell.

A workbook of 5 kB with one cell at XFD1048576 makes python-calamine ask for a table of 17 billion cells, which ends the
whole process; so the largest reference is found first.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.parsers import expat

from attrs import define, field

from riskreg.errors import UnreadableFile
from riskreg.intake.excel_looks import Looks, RichText
from riskreg.intake.limits import MOST_CELLS, WIDEST

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ADVICE = "copy the risk table into a new workbook and import that"


@define
class SheetFacts:
    """What a worksheet's XML says beside the values of its cells; rows and columns count from 1."""

    first: tuple[int, int] = (1 << 30, 1 << 30)
    """The first row and the first column in which something stands."""
    last: tuple[int, int] = (0, 0)
    """The last row and the last column in which something stands."""
    hidden_rows: set[int] = field(factory=set)
    """Rows that the sheet hides."""
    hidden_columns: set[int] = field(factory=set)
    """Columns that the sheet hides."""
    uncomputed: list[tuple[int, int]] = field(factory=list)
    """Cells with a formula, and no value that was kept with it."""
    errors: list[tuple[int, int]] = field(factory=list)
    """Cells whose value is an error such as #REF!"""

    formats: dict[tuple[int, int], str] = field(factory=dict)
    """Cells with a number, and the format that shows it, where it is not general."""
    struck: dict[tuple[int, int], tuple[str, str]] = field(factory=dict)
    """Cells of which something is struck out: what stays of their text, and what is struck, blank where it is all."""
    unread: tuple[str, ...] = ()
    """What the sheet holds beside its cells and is not read, as notes."""

    shared: Counter[str] = field(factory=Counter)
    """How often each of the texts that all sheets share is used, by its number."""

    def meet(self, row: int, column: int) -> None:
        """Take note of a cell in which something stands."""
        self.first = min(self.first[0], row), min(self.first[1], column)
        self.last = max(self.last[0], row), max(self.last[1], column)


def scan(name: str, sheet: str, part: bytes, *, whole: bool = False, looks: Looks | None = None) -> SheetFacts:
    """Look over the XML of one worksheet; with `whole`, the cells before the first that holds something count too.

    Without `looks`, nothing is known of what is struck out and how numbers are shown.

    Raises UnreadableFile where it is broken, or its cells reach further than any register's.
    """
    scanner = _Scanner(looks or Looks())
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = scanner.start, scanner.end
    parser.CharacterDataHandler = scanner.text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as broken:
        raise UnreadableFile(name, f"sheet {sheet} is broken", "fetch the file again") from broken
    if whole and scanner.facts.last[0]:
        scanner.facts.meet(1, 1)
    _judge(name, sheet, scanner.facts)
    return scanner.facts


def column_name(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column of a reference such as `B12`."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _judge(name: str, sheet: str, facts: SheetFacts) -> None:
    rows, columns = (last - first + 1 for first, last in zip(facts.first, facts.last, strict=True))
    cell = f"{column_name(facts.last[1])}{facts.last[0]}"
    if columns > WIDEST:
        why = f"sheet {sheet} reaches to cell {cell}: {columns:,} columns, and {WIDEST} are the most that are read"
        raise UnreadableFile(name, why, _ADVICE)
    if rows > 0 and rows * columns > MOST_CELLS:
        why = f"sheet {sheet} reaches to cell {cell}: {rows * columns:,} cells, and {MOST_CELLS:,} are the most"
        raise UnreadableFile(name, f"{why} that are read", _ADVICE)


@define
class _Scanner:
    """The state of one pass over a worksheet."""

    looks: Looks
    facts: SheetFacts = field(factory=SheetFacts)
    row: int = 0
    column: int = 0
    kind: str = ""
    formula: bool = False
    value: bool = False
    inside: str = ""
    number: str = ""
    style: int = 0
    rich: RichText = field(factory=RichText)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("}")[2]
        if tag == "row":
            self.start_row(attributes)
        elif tag == "c":
            self.start_cell(attributes)
        elif tag == "f":
            self.formula = True
        elif tag in {"v", "t"}:
            self.inside = tag
        elif tag in {"r", "strike"}:
            self.rich.begin(tag, attributes)
        elif tag == "col" and _on(attributes.get("hidden")):
            first, last = (_whole(attributes.get(key), 0) for key in ("min", "max"))
            self.facts.hidden_columns |= set(range(first, min(last, first + WIDEST) + 1))

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row = _whole(attributes.get("r"), self.row + 1)
        self.column = 0
        if _on(attributes.get("hidden")):
            self.facts.hidden_rows.add(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.row, self.column = place_of(attributes.get("r", "")) or (self.row, self.column + 1)
        self.kind, self.formula, self.value = attributes.get("t", ""), False, False
        self.style, self.rich = _whole(attributes.get("s"), 0), RichText()

    def text(self, text: str) -> None:
        self.value = self.value or bool(self.inside and text)
        if self.inside == "v" and self.kind == "s":
            self.number += text
        elif self.inside == "t":
            self.rich.say(text)

    def end(self, name: str) -> None:
        tag = name.rpartition("}")[2]
        if tag in {"v", "t"}:
            self.inside = ""
        elif tag == "c":
            self.end_cell()

    def end_cell(self) -> None:
        if self.value:
            self.look()
        if self.number:
            self.facts.shared[self.number.strip()] += 1
            self.number = ""
        if self.value or self.formula:
            self.facts.meet(self.row, self.column)
        if self.formula and not self.value and self.kind != "str":
            self.facts.uncomputed.append((self.row, self.column))
        if self.kind == "e":
            self.facts.errors.append((self.row, self.column))

    def look(self) -> None:
        """Take note of how the cell looks, where that says something."""
        at = self.row, self.column
        shared = self.looks.texts.get(_whole(self.number.strip(), -1))
        if self.style in self.looks.struck:
            self.facts.struck[at] = "", ""
        elif shared:
            self.facts.struck[at] = shared
        elif self.rich.struck:
            self.facts.struck[at] = self.rich.live, self.rich.struck
        if self.kind in {"", "n"} and self.style in self.looks.formats:
            self.facts.formats[at] = self.looks.formats[self.style]


def _on(value: str | None) -> bool:
    return value in {"1", "true", "on"}


def _whole(value: str | None, absent: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else absent
