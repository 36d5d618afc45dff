"""Slips of hand editing that are good TOML: what was written, and what was meant.

A header that misspells a risk's id quietly makes a second risk, and a dot in an id makes a table within a table. Both
would be several puzzling faults; here each is one, with the id that was meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from riskreg.finding import Path
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.spelling import nearest
from riskreg.store.document import STAND_IN
from riskreg.store.fault import At, Fault
from riskreg.store.keys import keys_of
from riskreg.store.positions import Positions

_MOST_COMPARED = 20_000
"""So many ids are held against each other to find which were meant; thousands of strays are no slips of the hand."""


def understood(faults: Sequence[Fault], data: Mapping[str, Any], where: Positions) -> tuple[Fault, ...]:
    """The faults, with those that one slip explains put as that slip."""
    misplaced = {f.path: f for f in _misplaced_actions(faults, data, where)}
    nested = (*misplaced.values(), *(f for f in _dotted_ids(faults, data) if f.path not in misplaced))
    ways = _ways(nested)
    slips = dict.fromkeys((*nested, *(s for s in _strays(faults, data, where) if s.path not in ways)))
    # Where the word risk itself is misspelled, its title is there, under that word.
    titled = {id for f in faults if f.code == "E202" and len(f.path) == 1 for id in _titled(data[str(f.path[0])])}
    told = (f for f in (*faults, *slips) if not (f.code in ("E203", "E207") and _is_of_risk(f, titled)))
    at, within = _ways(slips), _ways(slip for slip in slips if slip.code != "E202")
    return tuple(f for f in told if f in slips or not _is_explained(f, at, within))


def without_slips(register: Register, faults: Iterable[Fault]) -> Register:
    """The register without the risks that came to be by a slip."""
    accidental = {f.path[1] for f in faults if f.code in ("E207", "E208") and f.path[0] == "risk"}
    real = (r for r in register.risks if r.id not in accidental or r.title != STAND_IN["title"])
    return evolve(register, risks=tuple(real))


def _ways(slips: Iterable[Fault]) -> set[Path]:
    """Everything that leads to slips, themselves included."""
    return {slip.path[:length] for slip in slips for length in range(len(slip.path) + 1)}


def _is_explained(fault: Fault, at: Collection[Path], within: Collection[Path]) -> bool:
    """A slip explains what is unknown at it, and what is missing from the table that it made by accident."""
    return (fault.code == "E202" and fault.path in at) or (fault.code == "E203" and fault.path[:-1] in within)


def _is_of_risk(fault: Fault, ids: Collection[str]) -> bool:
    """Whether a fault is that one of these risks is not there, or has no title."""
    return fault.path[:1] == ("risk",) and fault.path[1] in ids and fault.path[2:] in ((), ("title",))


def _tables_in_records(faults: Iterable[Fault], data: Mapping[str, Any]) -> Iterator[tuple[Fault, Mapping[str, Any]]]:
    """The unknown tables within records, in places where only their keys may stand."""
    for fault in faults:
        if fault.code == "E202" and _is_record(fault.path[:-1]) and isinstance(inner := _at(data, fault.path), dict):
            yield fault, inner


def _misplaced_actions(faults: Iterable[Fault], data: Mapping[str, Any], where: Positions) -> Iterator[Fault]:
    """An action right under its risk, or a one-line action below the table of another one, which it is then part of."""
    for fault, inner in _tables_in_records(faults, data):
        match fault.path:
            case ("risk", str(risk), _) if "action" in inner:
                hint = f"an action stands under [risk.{risk}.mitigation]"
                yield Fault(fault.path, "E202", fault.message, hint, At.KEY)
            case ("risk", str(risk), "mitigation", str(other), str(id)) if "action" in inner and _is_inline(
                fault.path, where
            ):
                message = f'the action "{id}" stands inside the action "{other}", whose table goes on to here'
                yield Fault(fault.path, "E225", message, f"give it a table: [risk.{risk}.mitigation.{id}]", At.KEY)


def _is_inline(path: Path, where: Positions) -> bool:
    return where.explicit(path) and where.header(path) is None


def _dotted_ids(faults: Iterable[Fault], data: Mapping[str, Any]) -> Iterator[Fault]:
    """`[risk.1.2]`: a table 2 within the record 1."""
    for fault, inner in _tables_in_records(faults, data):
        if not _names_a_field(fault.path[:-1], fault.path[-1]):
            yield _dotted_id(fault.path[:-1], (*fault.path, *_further_parts(inner)))


def _dotted_id(holder: Path, path: Path) -> Fault:
    id = ".".join(map(str, path[len(holder) - 1 :]))
    message = f"found the id {id}, but a dot begins a table within a table"
    number = f', and keep number = "{id}" if it is the council\'s own reference' if len(holder) == 2 else ""
    hint = f"write {id.replace('.', '-')}{number if holder[0] == 'risk' else ''}"
    return Fault(path, "E208", message, hint, At.KEY)


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
    risks = data.get("risk")
    titled = tuple(_titled(risks))
    asked = _MOST_COMPARED // (len(titled) + 1) + 1
    for fault in faults:
        match fault.path:
            case ("risk", str(id), "title") if fault.code == "E203" and not where.explicit(("risk", id)):
                yield _stray(id, titled if asked > 0 else ())
                asked -= 1


def _stray(id: str, others: Collection[str]) -> Fault:
    meant = nearest(id, others)  # it has no title, so that it is none of them itself
    message = f'there is no risk "{id}" here: no [risk.{id}] gives it a title'
    hint = f'did you mean "{meant}"?' if meant else f"add [risk.{id}] with a title, or mend the id"
    return Fault(("risk", id), "E207", message, hint, At.KEY)


def _has_title(table: object) -> bool:
    return isinstance(table, dict) and "title" in table


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data
