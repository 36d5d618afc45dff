"""What versions of a register file say of one risk: the tables that concern it, each read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from attrs import frozen

from riskreg.model.register import Removal
from riskreg.model.risk import Risk
from riskreg.store.read import read_register

_BRACKET = re.compile(rb"\n[ \t]*(\[[^\n]*)")
_HEADER = re.compile(rb"\[[ \t]*([\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*\][ \t]*(?:#.*)?\r?")
_BLANK = re.compile(rb"[ \t]+")

Slice = bytes | None
"""What is to be read of a version for one risk; None where it is missing or too large."""


@frozen
class Part:
    """What one version of a register file says of a risk."""

    risk: Risk | None = None
    """The risk, where it states it."""
    removal: Removal | None = None
    """Its removal, where it says so."""


def part_of(data: bytes, id: str) -> bytes:
    """The tables of a register file that concern one risk, with what frames them; all of it where that is not plain.

    Plain is a file of ordinary headers, without text over several lines, in which a line could look like one.
    """
    tables = _tables(data)
    if tables is None:
        return data
    starts = [start for start, _ in tables]
    kept = [data[: starts[0]] if starts else data]
    for (_, table), start, end in zip(tables, starts, [*starts[1:], len(data)], strict=True):
        if _concerns(table, id.encode()):
            kept.append(data[start:end])
    return b"".join(kept)


def ids_of(data: bytes) -> set[str]:
    """The ids of the risks that a register file states; none where it cannot be read."""
    tables = _tables(data)
    if tables is None or any(table == (b"risk",) for _, table in tables):
        register = read_register(data, "").record
        return {risk.id for risk in register.risks} if register else set()
    return {table[1].decode() for _, table in tables if table[0] == b"risk"}


def _tables(data: bytes) -> list[tuple[int, tuple[bytes, ...]]] | None:
    """Where each table of a plain file starts, and its keys; None where the file is not plain."""
    if b'"""' in data or b"'''" in data:
        return None
    # A line break before the first line spares the search a look at every character.
    found = [(match.start(), _table(match[1])) for match in _BRACKET.finditer(b"\n" + data)]
    return found if all(table for _, table in found) else None


@cache
def _table(header: bytes) -> tuple[bytes, ...]:
    """The keys of a header's table; none where it is no plain header."""
    match = _HEADER.fullmatch(header)
    return tuple(_BLANK.sub(b"", match[1]).split(b".")) if match else ()


def _concerns(table: tuple[bytes, ...], id: bytes) -> bool:
    if len(table) == 1:
        return table[0] in (b"register", b"matrix", b"risk", b"removed")
    return table[0] in (b"risk", b"removed") and table[1] == id


class Reader:
    """Parts of versions, each read once."""

    def __init__(self, id: str, slices: Mapping[str, Slice]) -> None:
        self._id, self._slices = id, slices
        self._read: dict[Slice, Part | None] = {}
        self._instead: dict[str, Part] = {}

    def slice(self, hash: str | None) -> Slice:
        """What is to be read of a version; nothing where the file is not there."""
        return self._slices.get(hash) if hash else b""

    def read(self, hash: str | None) -> Part | None:
        """What a version says; None where it is no valid register."""
        if hash is None:
            return Part()
        found = self._slices.get(hash)
        if found not in self._read:
            self._read[found] = part(found, self._id)
        return self._read[found]

    def differs(self, before: Iterable[str | None], after: str | None) -> bool:
        """Whether the bytes of a version are those of none of the versions before it, or cannot be known."""
        now = self.slice(after)
        return now is None or all(self.slice(hash) != now for hash in before)

    def part(self, hash: str | None) -> Part:
        """What a version says; where it cannot be read, what the last one before it said."""
        found = self.read(hash)
        return self._instead.get(hash or "", Part()) if found is None else found

    def stands_for(self, hash: str, before: str | None) -> None:
        """A version that cannot be read is passed over."""
        self._instead.setdefault(hash, self.part(before))


def part(data: Slice, id: str) -> Part | None:
    """What a file, or the part of it that concerns a risk, says of it; None where it is no valid register."""
    if data is None:
        return None
    reading = read_register(data, "")
    register = reading.record
    if register is None or reading.findings:
        return None
    risk = next((r for r in register.risks if r.id == id), None)
    return Part(risk, next((r for r in register.removed if r.id == id), None))
