"""A series: the registers of one folder in the order of their dates, and the cards beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from riskreg.errors import UnreadableFile
from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.settings import Settings
from riskreg.store.blocks import Known
from riskreg.store.document import STAND_IN
from riskreg.store.read import read_card, read_register
from riskreg.store.reading import Reading
from riskreg.store.settings import settings_beside
from riskreg.store.shelf import DiskShelf, Shelf

CARDS = "seeds"
"""The folder of cards, beside the folder of registers."""


class Entry(NamedTuple):
    """One register of a series."""

    ref: str
    """The name by which it is asked for: its file's name without `.toml`."""
    reading: Reading[Register]
    """What its file holds, and its faults."""


class Series:
    """The registers of one folder, and the cards beside it. Files are read when first asked for."""

    def __init__(
        self, shelf: Shelf, watched: Callable[[Sequence[str]], Iterable[str]] = iter, known: Known | None = None
    ) -> None:
        """The series in the folder of registers `shelf`.

        `watched` gives the names of the files one by one as they are read: whoever waits for many may be shown how far
        it is. `known` is what was read before, of these registers or of others: what they say alike is not read again.
        """
        self.shelf = shelf
        self.watched = watched
        self.known = known or Known()

    @classmethod
    def of_folder(cls, folder: str | Path) -> Series:
        """The series in a folder on disk."""
        return cls(DiskShelf(Path(folder)))

    @cached_property
    def _looked_at(self) -> tuple[tuple[Entry, ...], tuple[UnreadableFile, ...]]:
        entries, unreadable = [], []
        stems = self.shelf.stems()
        known = self.known if len(stems) > 1 else None
        for stem in self.watched(stems):
            try:
                entries.append(Entry(stem, read_register(self.shelf.read(stem), self.shelf.name(stem), known)))
            except UnreadableFile as error:
                unreadable.append(error)
        return tuple(sorted(entries, key=_order)), tuple(unreadable)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The registers in the order of their dates; those whose date cannot be made out come last."""
        return self._looked_at[0]

    @property
    def unreadable_registers(self) -> tuple[UnreadableFile, ...]:
        """The registers that could not be read at all."""
        return self._looked_at[1]

    @property
    def unreadable(self) -> tuple[UnreadableFile, ...]:
        """The files that could not be read at all."""
        return self._looked_at[1] + self._cards[1] + self._settings[1]

    @cached_property
    def _cards(self) -> tuple[dict[str, Reading[Card]], tuple[UnreadableFile, ...]]:
        shelf = self.shelf.beside(CARDS)
        if shelf is None:
            return {}, ()
        cards, unreadable = {}, []
        for stem in shelf.stems():
            try:
                cards[stem] = read_card(shelf.read(stem), shelf.name(stem))
            except UnreadableFile as error:
                unreadable.append(error)
        return cards, tuple(unreadable)

    @property
    def cards(self) -> dict[str, Reading[Card]]:
        """The cards by file name without `.toml`."""
        return self._cards[0]

    @cached_property
    def _settings(self) -> tuple[Reading[Settings] | None, tuple[UnreadableFile, ...]]:
        if not isinstance(self.shelf, DiskShelf):
            return None, ()
        try:
            return settings_beside(self.shelf.path, self.shelf.max_size), ()
        except UnreadableFile as error:
            return None, (error,)

    @property
    def settings(self) -> Reading[Settings] | None:
        """What `riskreg.toml` beside a folder on disk says; None where there is none, or it cannot be read."""
        return self._settings[0]

    @cached_property
    def has_cards(self) -> bool:
        """Whether there is a folder of cards; without one, sources and evidence are not checked."""
        return self.shelf.beside(CARDS) is not None


def has_date(reading: Reading[Register]) -> bool:
    """Whether the register's date could be made out."""
    return reading.record is not None and str(reading.record.date) != STAND_IN["date"]


def _order(entry: Entry) -> tuple[bool, str, str, str]:
    record = entry.reading.record
    if record is None or not has_date(entry.reading):
        return True, "", "", entry.ref
    return False, record.date.first.isoformat(), record.date.last.isoformat(), entry.ref
