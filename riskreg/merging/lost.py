"""Which fields of a merged register are not what its sides make of it: edits that were lost, or invented.

What should be is given as two texts, which differ only where the sides contradict each other. There people decide, and
whatever they decided is taken for right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import frozen

from riskreg.merging.fields import Address, fields, inline, spelled

_SETS = ("supersedes", "evidence")
"""Lists whose order says nothing."""

_NAMES = ("title", "action", "reason")
"""What a risk, an action or a removal is called by, where the whole of it is told."""

Data = Mapping[str, Any]
Values = dict[Address, Any]


@frozen
class Versions:
    """One register at all sides of a merge, as plain data."""

    base: Data
    """What both sides began from; empty where it was not there."""
    ours: Data
    """What the branch had that was merged into."""
    theirs: Data
    """What the branch had that was merged."""
    merged: Data
    """What the merge commit has."""


@frozen
class Edit:
    """A field, or a whole record, that is not what the sides of a merge make of it."""

    field: str
    """Its address: `risk.turnover.owner`, or `risk.turnover` for the whole of it."""
    is_lost: bool
    """Whether an edit of one side is gone; else what stands there comes from no side."""
    base: str | None
    """What it said before; None where it said nothing."""
    ours: str | None
    """What the branch said that was merged into."""
    theirs: str | None
    """What the branch said that was merged."""
    merged: str | None
    """What the merge says."""


def edits(meant: tuple[Data, Data], versions: Versions) -> Iterator[Edit]:
    """The fields of a merge that are not as meant; of a record that is missing or too much, the record alone."""
    ours, theirs, merged = (dict(fields(data)) for data in (*meant, versions.merged))
    agreed = {at: ours.get(at) for at in {**ours, **theirs, **merged} if _same(at, ours.get(at), theirs.get(at))}
    wrong = {_record(at, ours, merged) or at for at, value in agreed.items() if not _same(at, value, merged.get(at))}
    for address in sorted(wrong):
        yield _edit(address, versions)


def _same(address: Address, one: Any, other: Any) -> bool:
    if address[-1] in _SETS and isinstance(one, list) and isinstance(other, list):
        return set(map(inline, one)) == set(map(inline, other))
    return type(one) is type(other) and bool(one == other)


def _record(address: Address, meant: Values, merged: Values) -> Address | None:
    """The record that a field is of, where the whole of it is missing or too much."""
    for record in _records(address):
        if _holds(meant, record) != _holds(merged, record):
            return record
    return None


def _records(address: Address) -> Iterator[Address]:
    if address[0] in ("risk", "removed") and len(address) > 2:
        yield address[:2]
    if address[0] == "risk" and len(address) > 4 and address[2] == "mitigation":
        yield address[:4]


def _holds(values: Collection[Address], record: Address) -> bool:
    return any(at[: len(record)] == record for at in values)


def _edit(address: Address, versions: Versions) -> Edit:
    sides = [_at(data, address) for data in (versions.base, versions.ours, versions.theirs, versions.merged)]
    is_lost = any(_same(address, sides[3], side) for side in sides[:3])
    return Edit(spelled(address), is_lost, *map(_said, sides))


def _at(data: Any, address: Address) -> Any:
    for key in address:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _said(value: Any) -> str | None:
    if isinstance(value, dict):
        return str(next((value[name] for name in _NAMES if name in value), "stated"))
    return value if isinstance(value, str) or value is None else inline(value)


def without_exempt(versions: Versions, found: Collection[Edit], *, include: bool) -> tuple[Edit, ...]:
    """The edits that may be shown: none that concerns or names a risk that is exempt at any side."""
    if include:
        return tuple(found)
    hidden = {id for data in (versions.base, versions.ours, versions.theirs, versions.merged) for id in _exempt(data)}
    return tuple(e for e in found if not any(_names(e, id) for id in hidden))


def _exempt(data: Data) -> Iterator[str]:
    risks = data.get("risk")
    for id, risk in risks.items() if isinstance(risks, dict) else ():
        if isinstance(risk, dict) and risk.get("exempt") is True:
            yield id


def _names(edit: Edit, id: str) -> bool:
    """Whether an edit is one of a risk, or of its removal, or speaks of it in a list of ids."""
    places = (spelled(("risk", id)), spelled(("removed", id)))
    own = any(edit.field == at or edit.field.startswith(f"{at}.") for at in places)
    said = (edit.base, edit.ours, edit.theirs, edit.merged)
    listed = edit.field.endswith(".supersedes") and any(s and (f'"{id}"' in s or f'"{id}.' in s) for s in said)
    return own or listed
