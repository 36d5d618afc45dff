"""What every kind of paper offers: its marked blocks, and its bytes with some of them replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

from riskreg.tables.block import Block


@frozen
class Mark:
    """One marked block, as the paper holds it now."""

    name: str
    """The named table that stands there."""
    stated: str
    """The digest that the mark states: of what riskreg last wrote there."""
    actual: str
    """The digest of what stands there now; another one where somebody has edited it."""
    lines: tuple[str, ...]
    """What stands there, as lines of text that a person can compare."""
    place: str = ""
    """Where in the paper it stands, for messages: `line 12`; empty where a paper knows no lines."""

    @property
    def edited(self) -> bool:
        """Whether somebody has changed what stands there since riskreg wrote it; what is empty loses nothing."""
        return bool(self.lines) and self.stated != self.actual


TYPED = re.compile(r"\[\[riskreg:\s*([^][\s]{1,60})\s*\]\]")
"""How an author says where a first table is to go, until `--add` puts it there."""

MOST_WAITING = 20
"""How many of them a paper tells: nobody reads more at a time."""


@frozen
class Waiting:
    """A `[[riskreg:NAME]]` that somebody typed, and that no table has taken the place of."""

    name: str
    """The named table that it asks for."""
    at: str
    """What is typed there, to the letter."""
    place: str = ""
    """Where in the paper it stands, for messages: `line 12`; empty where a paper knows no lines."""
    hindrance: str = ""
    """Why no table can be put there as it stands, and what to do; empty where one can."""


class Paper(Protocol):
    """A paper that was read whole and found sound; nothing here writes to the disk."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its marked blocks in the order of the document, each name once."""

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is typed for tables that are not there yet, in the order of the document; the first `MOST_WAITING`."""

    def filled(self, blocks: Mapping[str, Block]) -> bytes:
        """The paper with these blocks between their marks; every byte outside stays, and equal blocks give equal bytes.

        Raises NotPossible where it has no mark of such a name.
        """

    def added(self, name: str, at: str, block: Block) -> bytes:
        """The paper with a first block, marked, in the place of the one paragraph that says `at` and nothing else.

        Raises NotPossible where no paragraph does, or several do, or the name is marked already.
        """

    def lines(self, name: str, block: Block) -> tuple[str, ...]:
        """What the block would say at its mark, as lines of text, to compare with those of the mark."""
