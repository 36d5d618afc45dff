"""Files beside registers whose names are almost those of registers, so that nobody reads them: found and named."""

from __future__ import annotations

import re
from typing import NamedTuple

from riskreg.store.shelf import SUFFIX, DiskShelf, Shelf

# Editors that add an ending of their own, and systems that shout: 2026-06.toml.txt, 2026-06.TOML.
_ALMOST = re.compile(r"(?is)([^.].*)\.toml(\.txt)?")


class Stray(NamedTuple):
    """A file that is not read for its name."""

    name: str
    """What it is called, without its folder."""
    to: str
    """What it would be called as a register."""
    taken: bool
    """Whether another file is called so."""

    @property
    def advice(self) -> str:
        """What to do: nobody is told to write over a register."""
        if self.taken:
            return (
                f"{self.to} is there too: take over what this one says that it does not, then move this file elsewhere"
            )
        return f"rename it to {self.to}"


def strays(shelf: Shelf) -> tuple[Stray, ...]:
    """Such files of a folder, sorted; hidden ones, and what editors leave behind, are none. Raises UnreadableFile.

    At a revision of git there are none: what was committed then cannot be renamed now.
    """
    if not isinstance(shelf, DiskShelf):
        return ()
    files = {path.name: path for path in shelf.entries()}
    almost = ((name, match) for name in files if (match := _ALMOST.fullmatch(name)))
    found = ((name, f"{match[1]}{SUFFIX}") for name, match in almost if not name.endswith(SUFFIX))
    return tuple(Stray(name, to, to in files) for name, to in found if files[name].is_file())
