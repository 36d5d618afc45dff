"""What all commands share: where the registers are, opened when first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from riskreg.model.settings import Settings
    from riskreg.store.find import Finder
    from riskreg.store.reading import Reading


FOR_PROGRAMS = ("csv", "json")
"""Forms that programs read: no label and no form of dates changes what stands there."""


class Context:
    """The options that all commands share, and the registers they lead to."""

    registers: str | None = None
    """The folder of registers, as the user named it."""
    max_size: int | None = None
    """The largest file that is read, in bytes."""

    @cached_property
    def finder(self) -> Finder:
        """Registers by their names."""
        from riskreg.cli.progress import reading
        from riskreg.store.find import Finder
        from riskreg.store.raw import MAX_SIZE

        return Finder(self.registers, self.max_size or MAX_SIZE, reading)

    @cached_property
    def riskreg_toml(self) -> Reading[Settings] | None:
        """What the file `riskreg.toml` beside the folder of registers says; None where either is not there."""
        from riskreg.errors import NoRegistersFolder, NotAFolder
        from riskreg.store.settings import settings_beside

        try:
            return settings_beside(self.finder.folder, self.finder.max_size)
        except (NoRegistersFolder, NotAFolder):
            return None

    @cached_property
    def settings(self) -> Settings:
        """The council's words and forms, and its named tables. Raises InvalidRegister where the file has faults."""
        from riskreg.model.settings import Settings

        return self.riskreg_toml.valid() if self.riskreg_toml else Settings()

    def settings_for(self, form: str) -> Settings:
        """The settings for a form of output: programs read the words and dates of the files."""
        from riskreg.model.settings import Settings

        return Settings() if form in FOR_PROGRAMS else self.settings


pass_context = click.make_pass_decorator(Context, ensure=True)
"""Gives a command what all commands share."""
