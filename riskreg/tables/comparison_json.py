"""A comparison as JSON for programs: the contract that `docs/compare.schema.json` describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from riskreg.comparison.change import Change, Comparison, Departure, FieldChange, MitigationChange, Pair, Suggestion
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.tables.as_json import dumped
from riskreg.tables.exempt import any_exempt, shown_changes, shown_suggestions

VERSION = 1


def comparison_json(comparison: Comparison, earlier: str, later: str, *, include_exempt: bool = False) -> str:
    """The comparison of two registers, named by their REFs, as JSON text."""
    shown = shown_changes(comparison, include_exempt=include_exempt)
    return dumped(
        {
            "version": VERSION,
            "earlier": _register(comparison.earlier, earlier),
            "later": _register(comparison.later, later),
            "counts": {str(kind): number for kind, number in comparison.counts().items()},
            "balance": attrs.asdict(comparison.balance()),
            "exempt": include_exempt and any_exempt(comparison),
            "hidden": len(comparison.changes) - len(shown),
            "changes": [_change(c) for c in shown],
            "suggestions": [_suggestion(s) for s in shown_suggestions(comparison, include_exempt=include_exempt)],
        }
    )


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return attrs.asdict(suggestion)


def _register(register: Register, ref: str) -> dict[str, Any]:
    return {"ref": ref, "date": str(register.date), "risks": len(register.risks)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "earlier": _ids(change.earlier),
        "later": _ids(change.later),
        "reason": change.reason,
        "note": change.note,
        "to": change.to,
        "evidence": [str(e) for e in change.evidence],
        "pairs": [_pair(p) for p in change.pairs],
        "mitigations": [_mitigation(m) for m in change.mitigations],
        "departed": [_departure(d) for d in change.departed],
    }


def _departure(departure: Departure) -> dict[str, Any]:
    return {
        "id": departure.risk.id,
        "title": departure.risk.title,
        "by": departure.by,
        "left": str(departure.left),
        "reason": departure.reason,
        "into": list(departure.into),
    }


def _ids(risks: Sequence[Risk]) -> list[str]:
    return [risk.id for risk in risks]


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "earlier": pair.earlier.id,
        "later": pair.later.id,
        "why": pair.why,
        "path": list(pair.path),
        "direction": pair.direction,
        "fields": [_field(f) for f in pair.fields],
        "mitigations": [_mitigation(m) for m in pair.mitigations],
    }


def _mitigation(change: MitigationChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "earlier": str(change.earlier) if change.earlier else None,
        "later": str(change.later) if change.later else None,
        "fields": [_field(f) for f in change.fields],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "kind": change.kind, "from": change.earlier, "to": change.later}
