"""A register edited in place: a few stretches of its text replaced, every other byte kept as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path as FilePath

from attrs import field, frozen

from riskreg.model.register import Register
from riskreg.store.blocks import Known
from riskreg.store.raw import read_bytes
from riskreg.store.read import read_register
from riskreg.store.reading import Reading
from riskreg.store.safe import Draft, NotAsMeant
from riskreg.store.shelf import DiskShelf


@frozen
class Edit:
    """A stretch of a text, and what is to stand there."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset behind its last character; the start itself where something is put in."""
    new: str
    """What is to stand there."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they must not overlap. Of those at one place, the first given comes first."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise NotAsMeant(f"two edits overlap at {edit.start}")
        out += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*out, text[at:]))


def line_break(text: str, at: int) -> str:
    """The line break in use around a place: the one behind it, else the one before it, else LF."""
    after = text.find("\n", at)
    found = after if after >= 0 else text.rfind("\n", 0, at)
    return "\r\n" if found > 0 and text[found - 1] == "\r" else "\n"


@frozen
class Original:
    """A register file as it was read."""

    ref: str
    """Its file's name without `.toml`."""
    path: FilePath
    """The file."""
    data: bytes
    """Its bytes."""
    reading: Reading[Register]
    """What it holds, and its faults."""
    known: Known = field(factory=Known, eq=False, repr=False)
    """What was read before: of the edited text, only what differs has to be read to prove it."""

    @classmethod
    def of(cls, shelf: DiskShelf, stem: str, known: Known) -> Original:
        """Read one file of a folder. Raises UnreadableFile."""
        path = shelf.path / f"{stem}.toml"
        data = read_bytes(path, shelf.name(stem), shelf.max_size)
        return cls(stem, path, data, read_register(data, shelf.name(stem), known), known)

    @property
    def name(self) -> str:
        """The file as messages call it."""
        return self.reading.text.file

    @property
    def text(self) -> str:
        """Its text without a byte order mark."""
        return self.reading.text.original

    def draft(self, text: str, meant: Register) -> Draft:
        """The file with another text, byte order mark kept, which must say what is meant."""
        mark = self.data[: len(self.data) - len(self.text.encode())]
        return Draft(self.name, self.path, self.data, mark + text.encode(), says(meant, self.name, self.known))

    def rewritten(self, text: str, meant: Register) -> Draft:
        """The file with another text and no byte order mark, which must say what is meant."""
        return Draft(self.name, self.path, self.data, text.encode(), says(meant, self.name, self.known))


def says(meant: Register, name: str, known: Known | None = None) -> Callable[[bytes], None]:
    """A check that a file's bytes are a register without faults, and the one that is meant; `known` as it is read."""

    def check(data: bytes) -> None:
        reading = read_register(data, name, known)
        if reading.findings or reading.record != meant:
            raise NotAsMeant(f"{name}: the edited text does not say what was meant")

    return check
