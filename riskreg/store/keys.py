"""The keys of a file and the attributes of the records: one rule between the two.

A key has hyphens where an attribute has underscores, and a trailing underscore keeps clear of Python's own words. The
order of the attributes is the canonical order of the keys.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.settings import Labels, NamedTable, Settings

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What an id looks like."""

KEYED: dict[tuple[type[Any], str], tuple[str, type[Any]]] = {
    (Register, "risks"): ("risk", Risk),
    (Register, "removed"): ("removed", Removal),
    (Risk, "mitigations"): ("mitigation", Mitigation),
    (Settings, "tables"): ("table", NamedTable),
}
"""The collections that a file keeps as tables named by id: the key each stands under, and the record each holds."""

PROSE = frozenset({"wording", "description", "cause", "event", "consequence", "note", "action", "finding"})
"""The keys whose text may run over several lines."""


def key_of(attribute: str) -> str:
    """The file's key for an attribute's name: `examples_only` is `examples-only`, `from_` is `from`."""
    return attribute.rstrip("_").replace("_", "-")


def keys_of(record: type[Any]) -> tuple[str, ...]:
    """The keys that a record's table may hold, in canonical order; an id is a table's name and no key."""
    names = (a.name for a in attrs.fields(record) if a.name != "id" or record is Labels)
    return tuple(key_in(record, name) for name in names)


def key_in(record: type[Any], attribute: str) -> str:
    """The key under which a record's table holds an attribute."""
    keyed = KEYED.get((record, attribute))
    return keyed[0] if keyed else key_of(attribute)
