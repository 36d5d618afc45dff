"""What a document holds, as far as it can be made out, and its faults.

The record is made from what is sound: a value that is not what its key holds is left out, and a text that must be
there is stood in for. So the rules can judge the rest of a faulty document, and nobody sees only half of the faults.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from riskreg.finding import Path
from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.settings import Settings
from riskreg.spelling import did_you_mean, nearest
from riskreg.store.fault import At, Fault
from riskreg.store.keys import keys_of
from riskreg.store.meant import Meant, meant
from riskreg.store.structure import Record, sound, structure
from riskreg.store.values import described

TABLES = ("register", "matrix", "risk", "removed")
"""The tables at the top of a register file."""

_TABLES = frozenset(TABLES)

STAND_IN: dict[str, Any] = {
    "title": "?",
    "action": "?",
    "date": "9999",
    "reason": "not reported",
    "kind": "?",
    "organisation": "?",
    "file": "?",
    "sha256": "?",
    "from": 1_000_000,
}
"""What stands for a text that is missing, so that the record around it can still be judged."""

_ROUNDS = 8


def register_of(data: Mapping[str, Any]) -> tuple[Register | None, tuple[Fault, ...], Meant]:
    """The register in a file's data, every fault of its keys and values, and where misspelled tables stand.

    The faults in misspelled tables have the paths that were meant.
    """
    as_meant = meant(data, TABLES)
    heading = as_meant.data.get("register")
    sound = {k: v for k, v in heading.items() if k not in TABLES} if isinstance(heading, dict) else {}
    flat = sound | {k: as_meant.data[k] for k in ("matrix", "risk", "removed") if k in as_meant.data}
    register, inner = _mended(flat, Register)
    placed = (_under_register(fault) for fault in inner)
    # Without a [register] table, its keys are not missing one by one.
    told = placed if isinstance(heading, dict) else (f for f in placed if not f.within("register"))
    return register, _once((*_outer_faults(data), *_misspelled_parts(as_meant), *told)), as_meant


def sound_register(data: Mapping[str, Any]) -> Register | None:
    """The register in a file's data without a fault of keys and values; None where there is one."""
    heading = data.get("register")
    if not isinstance(heading, dict) or not (data.keys() <= _TABLES and _TABLES.isdisjoint(heading)):
        return None
    return sound(heading | {key: table for key, table in data.items() if key != "register"}, Register)


def _misspelled_parts(as_meant: Meant) -> Iterator[Fault]:
    """The misspelled tables of risks; those at the top of the file are told with what else is unknown there."""
    return (_unknown(path, (name,)) for path, name in as_meant.respelled.items() if len(path) > 1)


def card_of(data: Mapping[str, Any]) -> tuple[Card | None, tuple[Fault, ...]]:
    """The card in a file's data, and every fault of its keys and values."""
    card, faults = _mended(dict(data), Card)
    return card, _once(faults)


def settings_of(data: Mapping[str, Any]) -> tuple[Settings | None, tuple[Fault, ...]]:
    """What `riskreg.toml` says, and every fault of its keys and values."""
    settings, faults = _mended(dict(data), Settings)
    return settings, _once(faults)


def _outer_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong outside the tables: no [register], tables and keys that are not known."""
    heading = data.get("register")
    strays = [key for key in data if heading is None and key in keys_of(Register) and key not in TABLES]
    if heading is None:
        hint = f"write [register] on a line above {strays[0]}" if strays else "add it, with a title and a date"
        yield Fault(("register",), "E203", "the table [register] is missing", hint, At.HEADER)
    elif not isinstance(heading, dict):
        message = f"found {described(heading)}, expected the table [register]"
        yield Fault(("register",), "E201", message, "write [register] on a line of its own, with a title and a date")
    else:
        yield from (_inner_table(key) for key in heading if key in TABLES)
    yield from (_unknown((key,), TABLES) for key in data if key not in (*TABLES, *strays))


def _inner_table(key: str) -> Fault:
    """A table of the file that stands within [register]."""
    header = f"[{key}.ID]" if key in ("risk", "removed") else f"[{key}]"
    hint = f"write it as a table of its own: {header}"
    return Fault(("register", key), "E202", f"the key {key} is not known here", hint, At.KEY)


def _unknown(path: Path, known: Iterable[str]) -> Fault:
    key = str(path[-1])
    hint = did_you_mean(key, known) or _where_it_belongs(key)
    return Fault(path, "E202", f"the key {key} is not known here", hint, At.KEY)


def _where_it_belongs(key: str) -> str:
    if key in ("mitigation", "score"):
        return f"it stands under its risk: [risk.ID.{key}]"
    if key in keys_of(Register):
        return "write it under [register]"
    return f"the tables here are: {', '.join(TABLES)}"


def _under_register(fault: Fault) -> Fault:
    if fault.path[0] in ("matrix", "risk", "removed"):
        return fault
    return Fault(("register", *fault.path), fault.code, fault.message, fault.hint, fault.at)


def _once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """A misspelled key is one fault: the key that was meant is not also missing."""
    missing: dict[Path, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.code == "E203":
            missing[fault.path[:-1]].append(fault)
    told_already = {
        m
        for unknown in faults
        if unknown.code == "E202"
        for m in missing.get(unknown.path[:-1], ())
        if nearest(str(unknown.path[-1]), (str(m.path[-1]),))
    }
    return tuple(f for f in faults if f not in told_already)


def _mended(document: dict[str, Any], record: type[Record]) -> tuple[Record | None, tuple[Fault, ...]]:
    """The record, with whatever is faulty left out or stood in for; and the faults of the whole document."""
    result = structure(document, record)
    if not isinstance(result, tuple):
        return result, ()
    first = result
    document = deepcopy(document)
    for _ in range(_ROUNDS):
        for fault in sorted(result, key=lambda f: f.path, reverse=True):
            _mend(document, fault)
        result = structure(document, record)
        if not isinstance(result, tuple):
            return result, first
    return None, first


def _mend(document: dict[str, Any], fault: Fault) -> None:
    key = fault.path[-1]
    holder = _at(document, fault.path[:-1])
    if fault.code == "E203" and key in STAND_IN and isinstance(holder, dict):
        holder[str(key)] = STAND_IN[str(key)]
    elif fault.code == "E203":
        _drop(document, fault.path[:-1])
    else:
        _drop(document, fault.path)


def _drop(document: dict[str, Any], path: Path) -> None:
    holder: Any = _at(document, path[:-1]) if path else None
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
    elif isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
        del holder[path[-1]]


def _at(document: Any, path: Path) -> Any:
    """What stands at a path; None where an earlier mend has taken it away."""
    for step in path:
        if isinstance(document, dict):
            document = document.get(str(step))
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return None
    return document
