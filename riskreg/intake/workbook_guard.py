"""A workbook's bytes made safe for the library that reads it, or refused.

The library keeps a place for every cell up to the farthest, and ends the whole program where there is no memory for
them; and a few kilobytes of zip can hold gigabytes. So every part is read within bounds first, its cells are counted,
and only what was read is handed on.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from xml.parsers import expat

from attrs import define, field

from riskreg.errors import UnreadableFile

MOST_PARTS = 2_000
LARGEST_PART = 50 * 1024 * 1024
LARGEST_SUM = 200 * 1024 * 1024
MOST_CELLS = 500_000
MOST_COLUMNS = 500
MOST_TEXT = 100_000_000

_FEW_COLUMNS = "delete what lies far below or to the right of the table, then save it again"
_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx"
_CELL = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,9})")


def safe_workbook(data: bytes, name: str) -> bytes:
    """A workbook with the same parts, none of them packed. `name` is the file as messages call it.

    Raises UnreadableFile where it is no sound zip file, or holds more than a workbook of a register would.
    """
    parts = tuple(read_parts(data, name))
    _Cells(name).look_through(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        for part, content in parts:
            plain.writestr(zipfile.ZipInfo(part), content)
    return out.getvalue()


def read_parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The parts of a zip file, each name once, all within bounds. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if len(infos) > MOST_PARTS or len({i.filename for i in infos}) < len(infos):
                raise UnreadableFile(name, "has more parts than a workbook, or some of them twice", _SAVE_AGAIN)
            if sum(i.file_size for i in infos) > LARGEST_SUM or any(i.file_size > LARGEST_PART for i in infos):
                raise UnreadableFile(name, "unpacks to more than a workbook of a register would hold")
            for info in infos:
                # Never more than the size that was declared and judged above; then its checksum is compared.
                yield info.filename, packed.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableFile(name, "is no sound workbook: its zip file is broken or locked", _SAVE_AGAIN) from error


@define
class _Cells:
    """What the cells of all sheets come to, while the parts are looked through."""

    name: str
    rows: int = 0
    columns: int = 0
    row: int = 0
    column: int = 0
    """Where the cell stands that is being read, counted from 1."""
    kind: str = ""
    """The type that the cell declares."""
    text: list[str] | None = None
    """The text of the value, or of the shared string, that is being read."""
    shared: list[int] = field(factory=list)
    """The length of each shared string."""
    used: Counter[str] = field(factory=Counter)
    """How often each of them is used."""

    def look_through(self, parts: tuple[tuple[str, bytes], ...]) -> None:
        """Refuse what reaches too far, or repeats too much text."""
        for part, content in parts:
            if part.lower().endswith((".xml", ".rels")):
                self._part(content)
        repeated = sum(self.shared[int(i)] * n for i, n in self.used.items() if self._is_shared(i))
        if repeated > MOST_TEXT:
            raise UnreadableFile(self.name, "repeats more text than a workbook of a register would hold")

    def _is_shared(self, index: str) -> bool:
        return index.isascii() and index.isdigit() and len(index) < 9 and int(index) < len(self.shared)

    def _part(self, content: bytes) -> None:
        self.rows = self.columns = self.row = self.column = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise UnreadableFile(self.name, "is no sound workbook: a part of it is no XML", _SAVE_AGAIN) from error

    def _doctype(self, *_: object) -> None:
        raise UnreadableFile(self.name, "has a part with a DOCTYPE, which no workbook needs", _SAVE_AGAIN)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self.row = _number(attributes.get("r", "")) or self.row + 1
                self.column = 0
            case "c":
                self._at(attributes)
            case "v" | "is" | "f":
                self._judge()
                self.text = []
            case "si":
                self.text = []

    def _at(self, attributes: dict[str, str]) -> None:
        self.column += 1
        self.kind = attributes.get("t", "")
        if reference := attributes.get("r"):
            found = _CELL.fullmatch(reference)
            if not found:
                raise UnreadableFile(self.name, "is no sound workbook: a cell has no place", _SAVE_AGAIN)
            self.column, self.row = _column(found[1]), int(found[2])

    def _judge(self) -> None:
        """A cell that holds something counts, with all the empty ones before it."""
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.columns > MOST_COLUMNS or self.rows * self.columns > MOST_CELLS:
            raise UnreadableFile(
                self.name, f"has a sheet of {self.rows:,} rows and {self.columns:,} columns", _FEW_COLUMNS
            )

    def _end(self, tag: str) -> None:
        said, kind = "".join(self.text or ()), tag.rpartition(":")[2]
        if kind == "si":
            self.shared.append(len(said))
        elif kind == "v" and self.kind == "s":
            self.used[said.strip()] += 1
        elif kind == "v" and self.kind == "e":
            # The library would give an empty cell for it.
            at = f"the cell in row {self.row:,}, column {self.column} of a sheet"
            raise UnreadableFile(self.name, f"{at} holds the error {said.strip()}", "write there what is meant")
        if kind in ("si", "v", "is", "f"):
            self.text = None

    def _said(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
