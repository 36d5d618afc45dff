"""A new file with a text: written whole, and never over one that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from riskreg.errors import UnwritableFile
from riskreg.store.lock import locked
from riskreg.store.safe import Draft, write_drafts


def put_new(name: str, text: str, check: Callable[[bytes], None]) -> None:
    """Write a new file; `check` raises where what the disk gives back is not what was meant.

    Raises NotPossible where a file of that name is there, and UnwritableFile where it cannot be written.
    """
    path = Path(name).resolve()
    if not path.parent.is_dir():
        raise UnwritableFile(name, "its folder is not there")
    with locked([path.parent], name):
        write_drafts([Draft(name, path, None, text.encode("utf-8"), check)])
