"""A key that a table has not: which table it belongs in, or which key was meant."""

from __future__ import annotations

from typing import Any

from riskreg.finding import Path
from riskreg.model.card import Card, RiskTable
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix, Score
from riskreg.model.settings import NamedTable, Settings
from riskreg.spelling import did_you_mean
from riskreg.store.fault import At, Fault
from riskreg.store.keys import keys_of


def unknown_key(path: Path, key: str, record: type[Any]) -> Fault:
    """The fault of a key that a record has not, and where it belongs or what was meant."""
    known = keys_of(record)
    homes = next((h for h in (_CARD_HOMES, _SETTINGS_HOMES) if record in h), _HOMES)
    elsewhere = " or ".join(home for other, home in homes.items() if key in keys_of(other))
    hint = f"it belongs in {elsewhere}" if elsewhere else did_you_mean(_OTHER_WORDS.get(key.lower(), key), known)
    hint = _NEVER.get(key) or hint or f"the keys here are: {', '.join(known)}"
    return Fault((*path, key), "E202", f"the key {key} is not known here", hint, At.KEY)


_NEVER = {"include-exempt": "leave it out: only --include-exempt on the command line shows exempt risks"}
"""Keys that no file may have, and why."""

_OTHER_WORDS = {
    "name": "title",
    "risk": "title",
    "actions": "mitigation",
    "controls": "mitigation",
    "start": "since",
    "deadline": "due",
    "control": "action",
}
"""What councils call some keys; none of these is one."""

_HOMES: dict[type[Any], str] = {
    Register: "[register]",
    Matrix: "[matrix]",
    Risk: "[risk.ID]",
    Mitigation: "[risk.ID.mitigation.ID]",
    Score: "score.current",
    Removal: "[removed.ID]",
}
_CARD_HOMES: dict[type[Any], str] = {Card: "the card's top, above [risk-table]", RiskTable: "[risk-table]"}
_SETTINGS_HOMES: dict[type[Any], str] = {Settings: "the top of the file, above all tables", NamedTable: "[table.NAME]"}
"""Where a key belongs that stands in another table."""

HOMES = _HOMES | _CARD_HOMES | _SETTINGS_HOMES
"""Where what a table holds is written."""
