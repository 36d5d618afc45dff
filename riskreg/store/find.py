"""A register by the name that people give it: a file stem, a date, a path, standard input, or one of these in git."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from riskreg.errors import AmbiguousRef, NoRegistersFolder, NoSuchRegister, NotAFolder, UnreadableFile
from riskreg.model.register import Register
from riskreg.store.blocks import Known
from riskreg.store.raw import MAX_SIZE, read_bytes, too_large
from riskreg.store.read import read_register
from riskreg.store.reading import Reading
from riskreg.store.series import Entry, Series, has_date
from riskreg.store.shelf import SUFFIX, DiskShelf, Shelf

FOLDER = "registers"
VARIABLE = "RISKREG_REGISTERS"
STANDARD_INPUT = "-"

_DATE_PREFIX = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?")
_REVISION = re.compile(r"(?s)(.*?):(.+)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/].*")


class Found(NamedTuple):
    """A register that a REF names."""

    ref: str
    """The REF as it was given."""
    reading: Reading[Register]
    """What its file holds, and its faults."""
    shelf: Shelf | None = None
    """The folder it comes from; None for standard input."""
    stem: str | None = None
    """Its file's name without `.toml`, within that folder."""


def find(ref: str, folder: str | Path | None = None) -> Register:
    """The register that a REF names, in `folder` or else as `registers_folder` finds it.

    Raises NoSuchRegister, AmbiguousRef, NotARevision or UnreadableFile where it names none, and InvalidRegister where
    the register has faults.
    """
    return Finder(folder).locate(ref).reading.valid()


def registers_folder(named: str | Path | None = None) -> Path:
    """The folder of registers: the one named, else `$RISKREG_REGISTERS`, else the nearest `registers/` upwards.

    Raises NotAFolder where the one named is none, and NoRegistersFolder where nothing is named or found.
    """
    if named := named or os.environ.get(VARIABLE):
        if not Path(named).is_dir():
            raise NotAFolder(str(named))
        return Path(named)
    return nearest_folder()


def nearest_folder() -> Path:
    """The nearest `registers/` at or above the working folder. Raises NoRegistersFolder where there is none."""
    here = Path.cwd()
    for above in (here, *here.parents):
        if (above / FOLDER).is_dir():
            return above / FOLDER
    raise NoRegistersFolder


class Finder:
    """Registers by their names; each folder is looked through once."""

    def __init__(
        self,
        named: str | Path | None = None,
        max_size: int = MAX_SIZE,
        watched: Callable[[Sequence[str]], Iterable[str]] = iter,
    ) -> None:
        """A finder in the folder of registers as the user `named` it; None to find it.

        `max_size` is the largest file that is read, in bytes; `watched` gives the names of a folder's files one by one
        as they are read.
        """
        self.named = named
        self.max_size = max_size
        self.watched = watched
        self.known = Known()
        """What was read so far: what several registers say alike, in whichever folder or revision, is read once."""
        self._opened: dict[Shelf, Series] = {}

    @cached_property
    def folder(self) -> Path:
        """The folder of registers; see `registers_folder`."""
        return registers_folder(self.named)

    def shelf(self) -> DiskShelf:
        """The folder of registers on disk."""
        return DiskShelf(self.folder, self.max_size)

    def series(self, shelf: Shelf | None = None) -> Series:
        """The series in a folder; without one, in the folder of registers."""
        shelf = shelf or self.shelf()
        return self._opened.setdefault(shelf, Series(shelf, self.watched, self.known))

    def holds_a_series(self, shelf: Shelf) -> bool:
        """Whether a folder is one of registers, and not just where some file lies."""
        path = shelf.path.resolve()
        return path.name == FOLDER or (self.named is not None and path == self.folder.resolve())

    def locate(self, ref: str) -> Found:
        """What a REF names. Raises NoSuchRegister, AmbiguousRef, NotARevision or UnreadableFile."""
        if ref == STANDARD_INPUT:
            return Found(ref, read_register(self._standard_input(), STANDARD_INPUT))
        match = _REVISION.fullmatch(ref)
        if match and not _DRIVE.fullmatch(ref) and not _exists(ref):
            return self._at_revision(ref, match[1], match[2])
        if _is_path(ref):
            return self._by_path(ref)
        return self._by_name(ref, ref, self.shelf())

    def _standard_input(self) -> bytes:
        if sys.stdin is None:
            raise UnreadableFile("standard input", "is closed")
        data = sys.stdin.buffer.read(self.max_size + 1)
        if len(data) > self.max_size:
            raise too_large("standard input", self.max_size)
        return data

    def _by_path(self, ref: str) -> Found:
        path = Path(ref)
        try:
            data = read_bytes(path, ref, self.max_size)
        except UnreadableFile as error:
            if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError) and (guess := self._meant_path(ref)):
                raise UnreadableFile(ref, error.reason, guess) from error
            raise
        reading = read_register(data, ref, self.known)
        shelf = DiskShelf(path.parent, self.max_size, shown=ref.removesuffix(path.name))
        return Found(ref, reading, shelf, path.stem)

    def _at_revision(self, ref: str, revision: str, inner: str) -> Found:
        from riskreg.store.git import commit
        from riskreg.store.git_shelf import GitShelf

        path = Path(inner) if _is_path(inner) else None
        # Links are not followed: git is asked for the path as it was written.
        folder = Path(os.path.normpath(Path.cwd() / path)).parent if path else self.folder
        shelf = GitShelf(folder, revision, commit(folder, revision), self.max_size)
        if path is None:
            return self._by_name(ref, inner, shelf)
        if path.suffix != SUFFIX:
            raise UnreadableFile(inner, f"is no {SUFFIX} file")
        return Found(ref, self._read(shelf, path.stem), shelf, path.stem)

    def _read(self, shelf: Shelf, stem: str) -> Reading[Register]:
        return read_register(shelf.read(stem), shelf.name(stem), self.known)

    def _by_name(self, ref: str, name: str, shelf: Shelf) -> Found:
        """A register of a folder by its stem or the beginning of its date; refused where the two disagree."""
        stem = name if name in shelf.stems() else None
        dated = self._latest_of(name, shelf) if _DATE_PREFIX.fullmatch(name) else None
        if stem and dated and dated.ref != stem:
            raise AmbiguousRef(name, shelf.name(stem), shelf.name(dated.ref))
        if dated:
            return Found(ref, dated.reading, shelf, dated.ref)
        if stem:
            return Found(ref, self._read(shelf, stem), shelf, stem)
        where = shelf.name("").removesuffix(SUFFIX)
        raise NoSuchRegister(name, shelf.stems(), where, self._meant(name, shelf))

    def _meant_path(self, ref: str) -> str:
        """What a path that leads nowhere was probably meant to be: a register by its name, or the file beside."""
        beside = f'did you mean "{ref}{SUFFIX}"?' if _exists(f"{ref}{SUFFIX}") else ""
        try:
            shelf = self.shelf()
        except (NoRegistersFolder, NotAFolder):
            return beside
        if beside and Path(ref).parent.resolve() != shelf.path.resolve():
            return beside
        return self._meant(ref, shelf)

    def _meant(self, ref: str, shelf: Shelf) -> str:
        """A register of a folder that a REF may stand for by a slip of the REF, or of the file's own name."""
        from riskreg.store.meant_ref import readings
        from riskreg.store.strays import strays

        names = readings(ref)
        if there := next((name for name in names if self._is_there(name, shelf)), None):
            return f'did you mean "{there}"?'
        files = {f"{name}{SUFFIX}" for name in (ref, *names)}
        stray = next((s for s in strays(shelf) if s.to in files), None)
        return f"{stray.name} is not read for its name: {stray.advice}" if stray else ""

    def _is_there(self, name: str, shelf: Shelf) -> bool:
        if name in shelf.stems():
            return True
        return bool(_DATE_PREFIX.fullmatch(name) and self._latest_of(name, shelf))

    def _latest_of(self, prefix: str, shelf: Shelf) -> Entry | None:
        """The latest register whose date begins with a prefix, whole parts of the date only."""
        found = [e for e in self.series(shelf).entries if has_date(e.reading) and _begins(e, prefix)]
        return found[-1] if found else None


def _is_path(ref: str) -> bool:
    return "/" in ref or os.sep in ref or ref.endswith(SUFFIX)


def _exists(ref: str) -> bool:
    try:
        return Path(ref).exists()
    except (OSError, ValueError):
        return False


def _begins(entry: Entry, prefix: str) -> bool:
    date = str(entry.reading.record.date) if entry.reading.record else ""
    return date == prefix or date.startswith((f"{prefix}-", f"{prefix}/"))
