"""Slips of hand editing that are good TOML: what was written, and what was meant.

A header that misspells a risk's id quietly makes a second risk, and a dot in an id makes a table within a table. Both
would be several puzzling faults; here each is one, with the id that was meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from riskreg.errors import Path, nearest
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.store.document import STAND_IN
from riskreg.store.fault import At, Fault
from riskreg.store.keys import keys_of
from riskreg.store.positions import Positions


def understood(faults: Sequence[Fault], data: Mapping[str, Any], where: Positions) -> tuple[Fault, ...]:
    """The faults, with those that one slip explains put as that slip."""
    dotted = tuple(_dotted_ids(faults, data))
    strays = (s for s in _strays(faults, data, where) if not any(d.within(*s.path) for d in dotted))
    slips = (*dotted, *strays)
    # Where the word risk itself is misspelled, its title is there, under that word.
    titled = {id for f in faults if f.code == "E202" and len(f.path) == 1 for id in _titled(data[str(f.path[0])])}
    told = (f for f in (*faults, *slips) if not (f.code in ("E203", "E207") and _is_of_risk(f, titled)))
    return tuple(f for f in told if f in slips or not any(_explains(slip, f) for slip in slips))


def without_slips(register: Register, faults: Iterable[Fault]) -> Register:
    """The register without the risks that came to be by a slip."""
    accidental = {f.path[1] for f in faults if f.code in ("E207", "E208") and f.path[0] == "risk"}
    real = (r for r in register.risks if r.id not in accidental or r.title != STAND_IN["title"])
    return evolve(register, risks=tuple(real))


def _explains(slip: Fault, fault: Fault) -> bool:
    """A slip explains what is unknown at it, and what is missing from the table that it made by accident."""
    if fault.code == "E202":
        return fault.path == slip.path[: len(fault.path)]
    return fault.code == "E203" and slip.code != "E202" and fault.path[:-1] == slip.path[: len(fault.path) - 1]


def _is_of_risk(fault: Fault, ids: Collection[str]) -> bool:
    """Whether a fault is that one of these risks is not there, or has no title."""
    return fault.path[:1] == ("risk",) and fault.path[1] in ids and fault.path[2:] in ((), ("title",))


def _dotted_ids(faults: Iterable[Fault], data: Mapping[str, Any]) -> Iterator[Fault]:
    """`[risk.1.2]`: an unknown table within a record, in the place where only its keys may stand.

    One that holds an action is no id with a dot, but stands outside [risk.ID.mitigation].
    """
    for fault in faults:
        if fault.code == "E202" and len(holder := fault.path[:-1]) >= 2 and _is_record(holder):
            inner = _at(data, fault.path)
            if isinstance(inner, dict) and len(holder) == 2 and holder[0] == "risk" and "action" in inner:
                hint = f"an action stands under [risk.{holder[-1]}.mitigation]"
                yield Fault(fault.path, "E202", fault.message, hint, At.KEY)
            elif isinstance(inner, dict) and not _names_a_field(holder, fault.path[-1]):
                path = (*fault.path, *_further_parts(inner))
                id = ".".join(map(str, path[len(holder) - 1 :]))
                better = id.replace(".", "-")
                message = f"found the id {id}, but a dot begins a table within a table"
                number = (
                    f', and keep number = "{id}" if it is the council\'s own reference'
                    if holder[0] == "risk" and len(holder) == 2
                    else ""
                )
                yield Fault(path, "E208", message, f"write {better}{number}", At.KEY)


def _is_record(path: Path) -> bool:
    match path:
        case ("risk", _) | ("removed", _) | ("risk", _, "mitigation", _):
            return True
        case _:
            return False


def _names_a_field(holder: Path, key: str | int) -> bool:
    """Whether an unknown table is rather a key that belongs elsewhere, or a misspelled one: `mitigations`."""
    if key in keys_of(Risk) or key in keys_of(Mitigation) or key in keys_of(Removal):
        return True
    return len(holder) == 2 and holder[0] == "risk" and nearest(str(key), ("mitigation", "score")) is not None


def _further_parts(table: Mapping[str, Any]) -> Iterator[str]:
    """The rest of an id with more than one dot: `3` in `[risk.1.2.3]`."""
    while len(table) == 1:
        key, table = next(iter(table.items()))
        if not isinstance(table, dict) or _names_a_field(("removed", ""), key):
            return
        yield key


def _titled(tables: object) -> Iterator[str]:
    """The names of the tables that have a title."""
    if isinstance(tables, dict):
        yield from (id for id, table in tables.items() if _has_title(table))


def _strays(faults: Iterable[Fault], data: Mapping[str, Any], where: Positions) -> Iterator[Fault]:
    """A risk that only the headers of its parts speak of: its id is misspelled, or its own table was left out."""
    for fault in faults:
        match fault.path:
            case ("risk", str(id), "title") if fault.code == "E203" and not where.explicit(("risk", id)):
                others = [other for other in data["risk"] if other != id and _has_title(data["risk"][other])]
                yield _stray(id, others)


def _stray(id: str, others: Collection[str]) -> Fault:
    meant = nearest(id, others)
    message = f'there is no risk "{id}" here: no [risk.{id}] gives it a title'
    hint = f'did you mean "{meant}"?' if meant else f"add [risk.{id}] with a title, or mend the id"
    return Fault(("risk", id), "E207", message, hint, At.KEY)


def _has_title(table: object) -> bool:
    return isinstance(table, dict) and "title" in table


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data
