"""The data of a plain file, of whose tables only those are parsed that the file before did not have.

Where one field of a risk was edited, its other tables, which are most of what it says, are as they were; so they are
where only its id was changed. A table says the same whatever stands above its header, and is parsed without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riskreg.store.cut import Table
from riskreg.store.parser import fast_parser
from riskreg.store.syntax import quickly

_Data = dict[str, Any]


class TableData:
    """What stood below the headers of one file, parsed."""

    def __init__(self) -> None:
        self._known: dict[str, _Data] = {}

    def data(self, tables: Sequence[Table]) -> _Data | None:
        """The data of these tables of a plain file; None where `quickly` has none."""
        if not fast_parser():  # which reads all sooner than anything is put together here
            if not self._parsed(tables):
                return None
            if (data := _together(tables, self._known)) is not None:
                return data
        return quickly("".join(table.header + table.body for table in tables))

    def keep(self, tables: Iterable[Table]) -> None:
        """Forget what is none of these tables: those of the file before."""
        self._known = {table.body: self._known[table.body] for table in tables if table.body in self._known}

    def _parsed(self, tables: Iterable[Table]) -> bool:
        """Whether all tables could be parsed: each alone, in which `tomllib` takes less time than for the whole."""
        for body in (table.body for table in tables if table.body not in self._known):
            if (data := quickly(body)) is None:
                return False
            self._known[body] = data
        return True


def _together(tables: Iterable[Table], bodies: Mapping[str, _Data]) -> _Data | None:
    """The tables as one document; None where a header stands twice or leads through a key: a parser judges those."""
    whole: _Data = {}
    made = {"": whole}
    named: set[str] = set()
    for table in tables:
        body = bodies[table.body]
        holder = _made(table.path, made)
        if holder is None or table.path in named or not holder.keys().isdisjoint(body):
            return None
        named.add(table.path)
        holder.update(body)
    return whole


def _made(path: str, made: dict[str, _Data]) -> _Data | None:
    """The table of a header, made with those above it where no header did before; None where a key stands there."""
    if path not in made:
        above, _, key = path.rpartition(".")
        holder = _made(above, made)
        if holder is None or key in holder:
            return None
        made[path] = holder[key] = {}
    return made[path]
