"""The series of a folder that holds registers: one that was named and holds none is refused, and a better one told."""

from __future__ import annotations

import os
from pathlib import Path

from riskreg.errors import NoRegistersFolder, NotPossible
from riskreg.store.find import FOLDER, VARIABLE, Finder, nearest_folder
from riskreg.store.series import Series
from riskreg.store.shelf import DiskShelf
from riskreg.store.strays import strays


def filled(finder: Finder) -> Series:
    """The series in the folder of registers; a folder that is found rather than named may still be empty.

    Raises NotPossible where the folder was named and holds no register, and what `registers_folder` does.
    """
    series = finder.series()
    named = finder.named or os.environ.get(VARIABLE)
    if named and not series.shelf.stems():
        raise NotPossible(f"{named} holds no registers", _advice(Path(named)))
    return series


def _advice(named: Path) -> str:
    if stray := next((s for s in strays(DiskShelf(named)) if not s.taken), None):
        return f"rename {stray.name} to {stray.to}"
    meant = next((folder for folder in _near(named) if DiskShelf(folder).stems()), None)
    return f'did you mean "{meant.as_posix()}"?' if meant else "name the folder that does"


def _near(named: Path) -> tuple[Path, ...]:
    """The folders that may have been meant: the one within, and the one that is taken where none is named."""
    within = (named / FOLDER,) if (named / FOLDER).is_dir() else ()
    try:
        return *within, Path(os.path.relpath(nearest_folder()))
    except NoRegistersFolder:
        return within
