"""Tables under a misspelled name are judged as the tables that were meant.

So the faults inside are found in the same pass as the misspelling itself, each at its own place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from riskreg.finding import Path
from riskreg.spelling import nearest
from riskreg.store.fault import Fault


class Meant(NamedTuple):
    """Data with its misspelled tables under the names that were meant, and the way back."""

    data: dict[str, Any]
    """The data as it was meant."""
    written: dict[Path, Path]
    """Where each table that was put elsewhere stands in the file."""
    respelled: dict[Path, str]
    """The misspelled keys by their paths, each with the name that was meant."""

    def as_written(self, fault: Fault) -> Fault:
        """The fault with the path that the file has."""
        for length in range(len(fault.path), 0, -1):
            if (start := self.written.get(fault.path[:length])) is not None:
                return fault._replace(path=(*start, *fault.path[length:]))
        return fault


def meant(data: Mapping[str, Any], tables: Iterable[str]) -> Meant:
    """The data with misspelled tables at its top, and misspelled `mitigation` tables of risks, as they were meant."""
    found = Meant({}, {}, {})
    top = _respelled(data, tuple(tables), (), found)
    risks = top.get("risk")
    if isinstance(risks, dict):
        top["risk"] = {
            id: _respelled(risk, ("mitigation",), ("risk", id), found) if isinstance(risk, dict) else risk
            for id, risk in risks.items()
        }
    return found._replace(data=top)


def _respelled(table: Mapping[str, Any], names: tuple[str, ...], path: Path, found: Meant) -> dict[str, Any]:
    """A table with the misspelled tables in it under the nearest of the names, where these do not clash."""
    wrong = {key: name for key, value in table.items() if (name := _name(key, value, names))}
    made = {key: value for key, value in table.items() if key not in wrong}
    for key, name in wrong.items():
        there = made.get(name, {})
        if isinstance(there, dict) and not there.keys() & table[key].keys():
            _note(found, (*path, name), (*path, key), table[key], alone=name not in made)
            made[name] = there | table[key]
        else:
            made[key] = table[key]
    return made


def _note(found: Meant, right: Path, wrong: Path, inside: Iterable[str], *, alone: bool) -> None:
    ways = {(*right, key): (*wrong, key) for key in inside}
    found.written.update({right: wrong} | ways if alone else ways)
    found.respelled[wrong] = str(right[-1])


def _name(key: str, value: object, names: tuple[str, ...]) -> str | None:
    return nearest(key, names) if isinstance(value, dict) and key not in names else None
