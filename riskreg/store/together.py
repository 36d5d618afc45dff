"""Several files of one folder that belong together: all are ready on the disk before the first takes its place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from riskreg.errors import UnwritableFile
from riskreg.store.lock import locked
from riskreg.store.safe import Draft, refusing, write_drafts
from riskreg.store.standing import Stands


def write_together(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, over those of the same names; it is made where it is not there.

    A full disk leaves all of them as they were. Raises UnwritableFile.
    """
    path = Path(folder)
    with refusing(folder), _made(path, folder), locked([path], folder):
        write_drafts(
            Draft(f"{folder.rstrip('/')}/{name}", path / name, Stands.ANYTHING, data) for name, data in files.items()
        )


@contextlib.contextmanager
def _made(path: Path, name: str) -> Iterator[None]:
    """The folder, made where it is not there; one that was made for nothing is taken away again."""
    try:
        path.mkdir()
    except FileExistsError:
        if not path.is_dir():
            raise UnwritableFile(name, "it is a file, and no folder", "name a folder after --output") from None
        yield
        return
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):  # it stays where anything was written into it
            path.rmdir()
        raise
