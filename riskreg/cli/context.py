"""What all commands share: where the registers are, opened when first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from riskreg.store.find import Finder


class Context:
    """The options that all commands share, and the registers they lead to."""

    registers: str | None = None
    """The folder of registers, as the user named it."""
    max_size: int | None = None
    """The largest file that is read, in bytes."""

    @cached_property
    def finder(self) -> Finder:
        """Registers by their names."""
        from riskreg.store.find import Finder
        from riskreg.store.raw import MAX_SIZE

        return Finder(self.registers, self.max_size or MAX_SIZE)


pass_context = click.make_pass_decorator(Context, ensure=True)
"""Gives a command what all commands share."""
