"""The files of one folder of registers, read and written under one lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from attrs import field, frozen

from riskreg.errors import InvalidRegister, NotPossible, UnreadableFile
from riskreg.model.register import Register
from riskreg.store.blocks import Known
from riskreg.store.edit import Original
from riskreg.store.find import STANDARD_INPUT, Found
from riskreg.store.lock import locked
from riskreg.store.series import Series
from riskreg.store.shelf import SUFFIX, DiskShelf


@frozen
class Desk:
    """A folder of registers that nobody else edits meanwhile."""

    shelf: DiskShelf
    """The folder."""
    known: Known = field(factory=Known, eq=False, repr=False)
    """What was read before the folder was locked: what still stands there is not read again."""

    @cached_property
    def originals(self) -> tuple[Original, ...]:
        """All its registers, by name, as they are now."""
        return tuple(self.original(stem) for stem in self.shelf.stems())

    def original(self, stem: str) -> Original:
        """One of them. Raises UnreadableFile."""
        return Original.of(self.shelf, stem, self.known)

    def earlier(self, register: Register) -> tuple[Register, ...]:
        """What the registers dated before another say, as far as it can be made out, oldest first."""
        records = (entry.reading.record for entry in Series(self.shelf, known=self.known).entries)
        return tuple(r for r in records if r is not None and r.date.before(register.date))

    def valid(self) -> tuple[tuple[Original, Register], ...]:
        """All registers, oldest first. Raises InvalidRegister where one has faults."""
        if faulty := [f for original in self.originals for f in original.reading.findings]:
            raise InvalidRegister(faulty)
        pairs = [(original, original.reading.valid()) for original in self.originals]
        return tuple(sorted(pairs, key=lambda pair: (pair[1].date.first, pair[1].date.last)))


def place_of(found: Found) -> tuple[DiskShelf, str]:
    """The folder and the stem of a register on disk. Raises NotPossible for standard input and git's revisions."""
    if found.ref == STANDARD_INPUT or found.stem is None or not isinstance(found.shelf, DiskShelf):
        why = f'"{found.ref}" is no file on disk and cannot be changed'
        raise NotPossible(why, "name a register of the folder, or a path")
    if not (found.shelf.path / f"{found.stem}{SUFFIX}").is_file():
        raise UnreadableFile(found.ref, f"is no {SUFFIX} file", "name a register")
    return found.shelf, found.stem


@contextmanager
def at_desk(shelf: DiskShelf, *stems: str, known: Known | None = None) -> Iterator[Desk]:
    """Hold the lock on a folder, and on those that its links lead to; `stems` are the files meant, none for all.

    `known` is what was read before.
    """
    meant = stems or shelf.stems()
    paths = [shelf.path / f"{stem}{SUFFIX}" for stem in meant]
    folders = {shelf.path.resolve(), *(path.resolve().parent for path in paths)}
    with locked(folders, shelf.name(stems[0]) if len(stems) == 1 else _folder_name(shelf)):
        yield Desk(shelf, known or Known())


def _folder_name(shelf: DiskShelf) -> str:
    return shelf.name("").removesuffix(SUFFIX)
