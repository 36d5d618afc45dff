"""Several files of one folder that belong together: all are ready on the disk before the first takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from riskreg.errors import UnwritableFile
from riskreg.store.lock import locked
from riskreg.store.safe import Draft, write_drafts


def write_together(folder: str, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, over those of the same names; it is made where it is not there.

    A full disk leaves all of them as they were. Raises UnwritableFile.
    """
    path = Path(folder)
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError:
        raise UnwritableFile(folder, "it is a file, and no folder", "name a folder after --output") from None
    except OSError as error:
        raise UnwritableFile(folder, error.strerror or "the system refused") from error
    try:
        with locked([path], folder):
            write_drafts([_draft(folder, path / name, data) for name, data in files.items()])
    except OSError as error:
        raise UnwritableFile(folder, error.strerror or "the system refused") from error


def _draft(folder: str, path: Path, data: bytes) -> Draft:
    try:
        before = path.read_bytes()
    except FileNotFoundError:
        before = None
    return Draft(f"{folder.rstrip('/')}/{path.name}", path, before, data, lambda _: None)
