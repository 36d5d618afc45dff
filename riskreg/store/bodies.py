"""The registers of many bodies: each folder by a name that tells it apart, and is the same on every machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from riskreg.errors import NotPossible
from riskreg.model.material import Stated
from riskreg.store.find import FOLDER
from riskreg.store.series import Series, has_date
from riskreg.store.shelf import DiskShelf


def bodies(
    folders: Sequence[str], max_size: int, watched: Callable[[Sequence[str]], Iterable[str]] = iter
) -> dict[str, Series]:
    """The series of each folder, by name; a folder that holds one called `registers` stands for that one.

    For the names see `name_of`; where two would be equal, each is the way there from the folder that they all lie in.
    Raises NotPossible where one is no folder, or two are one.
    """
    named = {folder: _registers(folder) for folder in folders}
    paths = [path.resolve() for path in named.values()]
    twice = next((folder for folder, path in zip(named, paths, strict=True) if paths.count(path) > 1), None)
    if twice or len(named) < len(folders):
        which = twice or next(folder for folder in folders if folders.count(folder) > 1)
        raise NotPossible(f"{which} is named twice", "name each folder of registers once")
    names = _names(paths)
    return {
        name: Series(DiskShelf(path, max_size, f"{path.as_posix()}/"), watched)
        for name, path in zip(names, named.values(), strict=True)
    }


def name_of(folder: Path) -> str:
    """What a folder of registers is called, whatever else there is: its name, of `registers` that of the one above."""
    path = folder.resolve()
    return _home(path).name or path.name


def _home(path: Path) -> Path:
    """The folder of a body: the one that `registers` stands in."""
    return path.parent if path.name == FOLDER else path


def _names(paths: Sequence[Path]) -> list[str]:
    """The names of folders, in their order; only those that would be equal grow longer."""
    alike: dict[str, list[Path]] = {}
    for path in paths:
        alike.setdefault(name_of(path), []).append(_home(path))
    return [_longer(_home(path), same) if len(same := alike[name_of(path)]) > 1 else name_of(path) for path in paths]


def _longer(home: Path, homes: Sequence[Path]) -> str:
    above = os.path.commonpath([one.parent for one in homes])
    return home.relative_to(above).as_posix()


def _registers(folder: str) -> Path:
    path = Path(folder)
    if not path.is_dir():
        raise NotPossible(f"{folder} is not a folder", "name folders of registers after --all, as in: councils/*/")
    return path / FOLDER if (path / FOLDER).is_dir() else path


def stated(series: Series) -> tuple[Stated, ...]:
    """All registers of a folder without faults, by date. Raises NotPossible where there is none."""
    found = tuple(Stated(e.ref, e.reading.record) for e in series.entries if e.reading.record and has_date(e.reading))
    if not found:
        raise NotPossible(f"{series.shelf.name('').removesuffix('.toml')} holds no registers", "name another folder")
    return found
