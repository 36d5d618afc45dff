"""Commands that are known by name and short help, and imported when one of them is run or asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import NamedTuple

import click


class Late(NamedTuple):
    """Where a command is, and what a list of commands says of it."""

    home: str
    """Its file in riskreg/cli, and its name in there: `compare.compare`."""
    short_help: str
    """The first sentence of its help, which its own file states too: a test holds the two against each other."""

    def command(self) -> click.Command:
        """The command, its file imported."""
        file, _, name = self.home.partition(".")
        found: click.Command = getattr(import_module(f"riskreg.cli.{file}"), name)
        return found


class Commands(MutableMapping[str, click.Command]):
    """The commands of a group by their names; to list the names imports none of them."""

    def __init__(self, late: Mapping[str, Late]) -> None:
        self._late = dict(late)
        self._known: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._known:
            self._known[name] = self._late[name].command()
        return self._known[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        self._known.pop(name, None)
        self._late.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._late or name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._late, *self._known)))

    def __len__(self) -> int:
        return len({*self._late, *self._known})
