"""A folder of TOML files as git had it at a revision."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from attrs import frozen

from riskreg.errors import GitFailed, UnreadableFile
from riskreg.store import git
from riskreg.store.raw import MAX_SIZE
from riskreg.store.shelf import SUFFIX


@frozen
class GitShelf:
    """A folder as git had it at a revision."""

    path: Path
    """The folder; it must be there on disk too, as the place to ask git from."""
    revision: str
    """The revision as the user named it."""
    commit: str
    """The hash of its commit."""
    max_size: int = MAX_SIZE
    """The largest file that is read, in bytes."""

    @cached_property
    def _blobs(self) -> dict[str, git.Blob]:
        blobs = git.files(self.path, self.commit)
        return {b.name.removesuffix(SUFFIX): b for b in blobs if b.name.endswith(SUFFIX) and not b.name.startswith(".")}

    def stems(self) -> tuple[str, ...]:
        """The names of its files without `.toml`, sorted."""
        return tuple(sorted(self._blobs))

    def read(self, stem: str) -> bytes:
        """The bytes of one of them. Raises UnreadableFile where it was not there, or is too large."""
        blob = self._blobs.get(stem)
        if blob is None:
            raise UnreadableFile(self.name(stem), "was not there at that revision")
        if blob.size > self.max_size:
            raise UnreadableFile(self.name(stem), f"is larger than {self.max_size:,} bytes", "raise --max-size")
        return git.content(self.path, blob)

    def name(self, stem: str) -> str:
        """As messages call it: `main:registers/2022.toml`."""
        return f"{self.revision}:{self.path.resolve().name}/{stem}{SUFFIX}"

    def beside(self, folder: str) -> GitShelf | None:
        """A folder next to this one at the same revision; None where it is not on disk now, or held nothing then."""
        path = self.path.resolve().parent / folder
        shelf = GitShelf(path, self.revision, self.commit, self.max_size)
        try:
            return shelf if path.is_dir() and shelf.stems() else None
        except GitFailed:
            return None
