"""An exported workbook's bytes made safe for the library that reads it, or refused.

The library keeps a place for every cell up to the farthest, and ends the whole program where there is no memory for
them; and a few kilobytes of zip can hold gigabytes. So every part is read within bounds first, its cells are looked
over, and only what was read is handed on.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from xml.parsers import expat

from riskreg.errors import UnreadableFile
from riskreg.intake.container import Package, open_package
from riskreg.intake.sheet_scan import SheetFacts, column_name, scan

MOST_TEXT = 100_000_000

_SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx"
_STRINGS = "xl/sharedStrings.xml"


def safe_workbook(data: bytes, name: str) -> bytes:
    """A workbook with the same parts, none of them packed. `name` is the file as messages call it.

    Raises UnreadableFile where it is no sound zip file, or holds more than a workbook of a register would.
    """
    package = open_package(name, data)
    sheets = {path: scan(name, PurePosixPath(path).stem, package.parts[path], whole=True) for path in _sheets(package)}
    for path, facts in sheets.items():
        _refuse_errors(name, PurePosixPath(path).stem, facts)
    _refuse_repeated(name, package, sum((facts.shared for facts in sheets.values()), Counter()))
    return package.packed()


def _sheets(package: Package) -> list[str]:
    return [path for path in package.parts if "worksheet" in path.lower() and path.endswith(".xml")]


def _refuse_errors(name: str, sheet: str, facts: SheetFacts) -> None:
    """The library would give an empty cell for an error."""
    for row, column in facts.errors:
        at = f"cell {column_name(column)}{row} of {sheet} holds an error such as #N/A"
        raise UnreadableFile(name, at, "write there what is meant")


def _refuse_repeated(name: str, package: Package, used: Counter[str]) -> None:
    """A text that is kept once and used in every cell is unpacked for every cell."""
    lengths = _lengths(name, package.parts.get(_STRINGS, b""))
    repeated = sum(lengths[int(i)] * n for i, n in used.items() if _is_index(i, len(lengths)))
    if repeated > MOST_TEXT:
        raise UnreadableFile(name, "repeats more text than a workbook of a register would hold", _SAVE_AGAIN)


def _is_index(text: str, end: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and int(text) < end


def _lengths(name: str, part: bytes) -> list[int]:
    """The length of each shared text."""
    lengths: list[int] = []

    def start(tag: str, _: object) -> None:
        if tag.rpartition("}")[2] == "si":
            lengths.append(0)

    def said(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.CharacterDataHandler = start, said
    try:
        if part:
            parser.Parse(part, True)
    except expat.ExpatError as error:
        raise UnreadableFile(name, "is no sound workbook: its texts are no XML", _SAVE_AGAIN) from error
    return lengths
