"""A new file with a text: written whole, and never over one that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from riskreg.store.lock import locked
from riskreg.store.safe import Draft, refusing, write_drafts


def put_new(name: str, text: str, check: Callable[[bytes], None]) -> None:
    """Write a new file; `check` raises where what the disk gives back is not what was meant.

    Raises NotPossible where a file of that name is there, and UnwritableFile where it cannot be written.
    """
    path = Path(name).resolve()
    with refusing(name), locked([path.parent], name):
        write_drafts([Draft(name, path, None, text.encode("utf-8"), check)])
