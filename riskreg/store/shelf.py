"""A folder of TOML files on disk, and what any such folder answers: what it holds, and the bytes of each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol

from riskreg.errors import UnreadableFile
from riskreg.store.raw import MAX_SIZE, read_bytes

SUFFIX = ".toml"


class Shelf(Protocol):
    """A folder of TOML files."""

    @property
    def path(self) -> Path:
        """The folder."""

    def stems(self) -> tuple[str, ...]:
        """The names of its files without `.toml`, sorted."""

    def read(self, stem: str) -> bytes:
        """The bytes of one of them. Raises UnreadableFile."""

    def name(self, stem: str) -> str:
        """One of them as messages call it: relative to the folder that holds this one."""

    def beside(self, folder: str) -> Shelf | None:
        """A folder next to this one, on the same disk or at the same revision; None where there is none."""


class DiskShelf(NamedTuple):
    """A folder on disk."""

    path: Path
    """The folder."""
    max_size: int = MAX_SIZE
    """The largest file that is read, in bytes."""
    shown: str | None = None
    """The folder as the user wrote it, with a slash at the end; None where it was found rather than named."""

    def stems(self) -> tuple[str, ...]:
        """The names of its files without `.toml`, sorted; hidden files are not of it."""
        return tuple(p.stem for p in self.entries() if p.suffix == SUFFIX and not p.name.startswith("."))

    def entries(self) -> tuple[Path, ...]:
        """Everything in it, sorted, whatever it is called. Raises UnreadableFile."""
        try:
            return tuple(sorted(self.path.iterdir()))
        except OSError as error:
            raise UnreadableFile(self.path.name + "/", error.strerror or "cannot be listed") from error

    def read(self, stem: str) -> bytes:
        """The bytes of one of them. Raises UnreadableFile."""
        return read_bytes(self.path / f"{stem}{SUFFIX}", self.name(stem), self.max_size)

    def name(self, stem: str) -> str:
        """As messages call it: as it was named, else `registers/2022.toml`."""
        before = f"{self.path.resolve().name}/" if self.shown is None else self.shown
        return f"{before}{stem}{SUFFIX}"

    def beside(self, folder: str) -> DiskShelf | None:
        """A folder next to this one; None where there is none."""
        path = self.path.resolve().parent / folder
        return DiskShelf(path, self.max_size) if path.is_dir() else None
