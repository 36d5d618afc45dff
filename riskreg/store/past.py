"""What commits made of one risk: its part of a register file before and after each, read where its bytes differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from riskreg.model.register import Removal
from riskreg.model.risk import Risk
from riskreg.store import git
from riskreg.store.raw import MAX_SIZE
from riskreg.store.read import read_register
from riskreg.store.shelf import SUFFIX

_SHORT = 8
"""How much of a commit's hash is shown: enough for git to know it again."""

_BRACKET = re.compile(rb"\n[ \t]*(\[[^\n]*)")
_HEADER = re.compile(rb"\[[ \t]*([\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*)[ \t]*\][ \t]*(?:#.*)?\r?")
_BLANK = re.compile(rb"[ \t]+")


@frozen
class Part:
    """What one version of a register file says of a risk."""

    risk: Risk | None = None
    """The risk, where it states it."""
    removal: Removal | None = None
    """Its removal, where it says so."""


@frozen
class Version:
    """One commit that changed what a register file says of a risk."""

    commit: str
    """The beginning of its hash."""
    day: str
    """The day its author made it."""
    author: str
    """Who made it."""
    register: str
    """The register: its file's name without `.toml`."""
    id: str
    """The risk's id."""
    before: tuple[Part, ...]
    """What was said before; of a merge, in each commit that it follows."""
    after: Part | None
    """What is said since; None where that version is no valid register."""


def past(folder: Path, stems: Collection[str], ids: Iterable[str], max_size: int = MAX_SIZE) -> Iterator[Version]:
    """The commits that changed what these registers of a folder say of risks of these ids, the oldest first.

    A version that cannot be read is told once, and what follows is held against the last one before it that could.
    Raises GitFailed outside a repository.
    """
    names = {f"{stem}{SUFFIX}" for stem in stems}
    edits = [e for e in git.edits(folder) if e.name in names]
    ids = tuple(ids)
    slices = _slices(folder, edits, ids, max_size)
    for id in ids:
        yield from _of_one(edits, id, {hash: found[id] for hash, found in slices.items()})


_Slice = bytes | None


def _slices(
    folder: Path, edits: Iterable[git.Edit], ids: tuple[str, ...], max_size: int
) -> Mapping[str, Mapping[str, _Slice]]:
    """By the hash of each version, what is to be read of it for each id; None where it is missing or too large."""
    hashes = dict.fromkeys(hash for e in edits for hash in (*e.before, e.after) if hash)
    return {
        hash: {id: None if data is None else part_of(data, id) for id in ids}
        for hash, data in git.contents(folder, hashes, max_size)
    }


def part_of(data: bytes, id: str) -> bytes:
    """The tables of a register file that concern one risk, with what frames them; all of it where that is not plain.

    Plain is a file of ordinary headers, without text over several lines, in which a line could look like one.
    """
    if b'"""' in data or b"'''" in data:
        return data
    # A line break before the first line spares the search a look at every character.
    text = b"\n" + data
    found = [(match.start(), _table(match[1])) for match in _BRACKET.finditer(text)]
    if not all(table for _, table in found):
        return data
    starts = [start + 1 for start, _ in found]
    kept = [text[1 : starts[0]] if starts else data]
    for (_, table), start, end in zip(found, starts, [*starts[1:], len(text)], strict=True):
        if _concerns(table, id.encode()):
            kept.append(text[start:end])
    return b"".join(kept)


@cache
def _table(header: bytes) -> tuple[bytes, ...]:
    """The keys of a header's table; none where it is no plain header."""
    match = _HEADER.fullmatch(header)
    return tuple(_BLANK.sub(b"", match[1]).split(b".")) if match else ()


def _concerns(table: tuple[bytes, ...], id: bytes) -> bool:
    if len(table) == 1:
        return table[0] in (b"register", b"matrix", b"risk", b"removed")
    return table[0] in (b"risk", b"removed") and table[1] == id


def _of_one(edits: Iterable[git.Edit], id: str, slices: Mapping[str, _Slice]) -> Iterator[Version]:
    """The versions that differ for one id. What cannot be read stands for what was there before it."""
    reader = _Reader(id, slices)
    for edit in edits:
        after = slices.get(edit.after) if edit.after else b""
        if after is not None and any((slices.get(hash) if hash else b"") == after for hash in edit.before):
            continue
        before = tuple(reader.part(hash) for hash in edit.before)
        now = reader.read(edit.after)
        if now is None and edit.after and edit.before:
            reader.stands_for(edit.after, edit.before[0])
        if now is None or now not in before:
            yield Version(edit.commit[:_SHORT], edit.day, edit.author, edit.name.removesuffix(SUFFIX), id, before, now)


class _Reader:
    """Parts of versions, each read once."""

    def __init__(self, id: str, slices: Mapping[str, _Slice]) -> None:
        self._id, self._slices = id, slices
        self._read: dict[_Slice, Part | None] = {}
        self._instead: dict[str, Part] = {}

    def read(self, hash: str | None) -> Part | None:
        """What a version says; None where it is no valid register."""
        if hash is None:
            return Part()
        found = self._slices.get(hash)
        if found not in self._read:
            self._read[found] = _part(found, self._id)
        return self._read[found]

    def part(self, hash: str | None) -> Part:
        """What a version says; where it cannot be read, what the last one before it said."""
        found = self.read(hash)
        return self._instead.get(hash or "", Part()) if found is None else found

    def stands_for(self, hash: str, before: str | None) -> None:
        """A version that cannot be read is passed over."""
        self._instead.setdefault(hash, self.part(before))


def _part(data: _Slice, id: str) -> Part | None:
    if data is None:
        return None
    reading = read_register(data, "")
    register = reading.record
    if register is None or reading.findings:
        return None
    risk = next((r for r in register.risks if r.id == id), None)
    return Part(risk, next((r for r in register.removed if r.id == id), None))
