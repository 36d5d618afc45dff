"""A register as JSON: all that it holds, under the keys of its file; `docs/register.schema.json` describes it.

Risks, mitigations and removals are lists, each item with its id, so that their order counts in every program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskreg.store.plain import plain
from riskreg.tables.as_json import dumped
from riskreg.tables.published import MARK, Published


def register_json(shown: Published) -> str:
    """The text of the file."""
    return dumped(_dated(_document(shown)))


def _document(shown: Published) -> dict[str, Any]:
    data = plain(shown.register)
    return {
        "version": 1,
        **({"marking": MARK} if shown.exempt else {}),
        "not-shown": {"risks": shown.risks_left_out, "removals": shown.removals_left_out},
        "register": data["register"],
        **({"matrix": data["matrix"]} if "matrix" in data else {}),
        "risks": [_with_actions(risk) for risk in _listed(data.get("risk", {}))],
        "removed": _listed(data.get("removed", {})),
    }


def _with_actions(risk: dict[str, Any]) -> dict[str, Any]:
    """A risk with its mitigations as a list."""
    rest = {key: value for key, value in risk.items() if key != "mitigation"}
    return {**rest, "mitigations": _listed(risk.get("mitigation", {}))}


def _listed(tables: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": id, **table} for id, table in tables.items()]


def _dated(value: Any) -> Any:
    """Days as text: JSON has no dates."""
    match value:
        case dict():
            return {key: _dated(inner) for key, inner in value.items()}
        case list():
            return [_dated(inner) for inner in value]
        case str() | int():
            return value
        case _:
            return str(value)
