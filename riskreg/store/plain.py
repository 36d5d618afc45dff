"""A register as plain keys and values, as its file has them; and a register from such data, by the rules of a file.

What is exported to other forms and read back from them passes here, so that no form has rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from riskreg.model.dates import PartialDate, Precision
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef
from riskreg.store.document import register_of
from riskreg.store.fault import Fault
from riskreg.store.keys import KEYED, key_in
from riskreg.store.rules import register_faults

_OUTER = ("matrix", "risk", "removed")


def plain(register: Register) -> dict[str, Any]:
    """What the file of a register holds: its tables by name, risks, mitigations and removals by id, in their order."""
    stated = dict(_stated(register))
    return {
        "register": {k: v for k, v in stated.items() if k not in _OUTER},
        **{k: stated[k] for k in _OUTER if k in stated},
    }


def restored(data: Mapping[str, Any]) -> Register | tuple[Fault, ...]:
    """The register that such data hold; or every fault of it, keys, values and rules alike."""
    register, faults, as_meant = register_of(data)
    written = tuple(map(as_meant.as_written, faults))
    if register is None:
        return written
    ruled = tuple(map(as_meant.as_written, register_faults(register, (*faults, *written))))
    return (*written, *ruled) or register


def _stated(record: Any) -> Iterator[tuple[str, Any]]:
    """The keys that say something: those that differ from their default, and never the id."""
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if attribute.name == "id" or value == attribute.default:
            continue
        keyed = (type(record), attribute.name) in KEYED
        yield key_in(type(record), attribute.name), {v.id: _plain(v) for v in value} if keyed else _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case bool() | int():
            return value
        case PartialDate():
            return value.first if value.precision is Precision.DAY else str(value)
        case str() | Evidence() | MitigationRef():
            return str(value)
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return dict(_stated(value))
