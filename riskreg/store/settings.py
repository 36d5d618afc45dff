"""The file `riskreg.toml` beside the folder of registers: found, and read."""

from __future__ import annotations

from pathlib import Path

from riskreg.errors import UnreadableFile
from riskreg.model.settings import Settings
from riskreg.store.raw import MAX_SIZE, read_bytes
from riskreg.store.read import read_settings
from riskreg.store.reading import Reading

FILE = "riskreg.toml"
"""What the file is called."""


def settings_beside(registers: Path, max_size: int = MAX_SIZE) -> Reading[Settings] | None:
    """What `riskreg.toml` beside a folder of registers says; None where there is none. Raises UnreadableFile."""
    path = registers.resolve().parent / FILE
    if not path.exists() and not path.is_symlink():
        return None
    return read_settings(read_bytes(path, FILE, max_size), FILE)


def is_settings(name: str) -> bool:
    """Whether a path is one of `riskreg.toml`."""
    return Path(name).name == FILE


def no_settings(purpose: str) -> UnreadableFile:
    """The refusal where there is no such file and one is needed."""
    advice = f"{purpose}; put it beside registers/ (docs/papers.md shows one)"
    return UnreadableFile(FILE, "there is no such file beside the folder of registers", advice)
