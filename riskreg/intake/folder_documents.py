"""Documents in a folder, known by the digests of their bytes, whatever they are called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from attrs import frozen

from riskreg.errors import NotPossible, UnreadableFile
from riskreg.store.raw import read_bytes, too_large

MOST_FILES = 20_000


@frozen
class Held:
    """A document that a folder holds."""

    name: str
    """Where it stands in the folder, with slashes."""
    data: bytes
    """What it holds."""


@frozen
class Found:
    """What a folder holds of the documents that are looked for."""

    documents: dict[str, Held]
    """By digest."""
    passed: tuple[UnreadableFile, ...]
    """The files that could not be looked at."""


def documents_in(folder: str, digests: Collection[str], max_size: int) -> Found:
    """Look through a folder and those below it for the documents of these digests; hidden ones are passed over.

    Raises UnreadableFile where it is none, and NotPossible where it holds more files than anybody's reports.
    """
    root = Path(folder)
    if not root.is_dir():
        raise UnreadableFile(folder, "is no folder", "name the folder that holds the documents")
    documents: dict[str, Held] = {}
    passed: list[UnreadableFile] = []
    for number, path in enumerate(_files(root)):
        if number == MOST_FILES:
            raise NotPossible(f"{folder} holds more than {MOST_FILES:,} files", "name the folder of the reports")
        name = path.relative_to(root).as_posix()
        try:
            data = read_bytes(path, name, max_size)
        except UnreadableFile as refused:
            if str(refused) == str(too_large(name, max_size)):
                passed.append(refused)
            continue
        digest = hashlib.sha256(data).hexdigest()
        if digest in digests:
            documents.setdefault(digest, Held(name, data))
    return Found(documents, tuple(passed))


def _files(root: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(place) / file for file in sorted(files) if not file.startswith("."))
