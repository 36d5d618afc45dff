"""Exempt risks are left out of what is shown; how many there are is never hidden.

A risk that is exempt at either date is exempt in a comparison, with the whole group it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from riskreg.comparison.change import ActionKind, Change, Comparison, MitigationChange
from riskreg.model.risk import MitigationRef


def shown_changes(comparison: Comparison, *, include_exempt: bool) -> tuple[Change, ...]:
    """The changes that may be shown; the comparison's own counts stay those of all."""
    if include_exempt:
        return comparison.changes
    hidden = {r.id for c in comparison.changes if is_exempt(c) for r in (*c.earlier, *c.later)}
    return tuple(_without(change, hidden) for change in comparison.changes if not is_exempt(change))


def is_exempt(change: Change) -> bool:
    """Whether any risk of a group is exempt."""
    return any(risk.exempt for risk in (*change.earlier, *change.later))


def _without(change: Change, hidden: Collection[str]) -> Change:
    pairs = tuple(evolve(p, mitigations=tuple(_blind(m, hidden) for m in p.mitigations)) for p in change.pairs)
    return evolve(change, pairs=pairs, mitigations=tuple(_blind(m, hidden) for m in change.mitigations))


def _blind(change: MitigationChange, hidden: Collection[str]) -> MitigationChange:
    """A mitigation that moved out of or into an exempt risk, without the exempt side."""
    if _is_in(change.earlier, hidden):
        return MitigationChange(ActionKind.ADDED, None, change.later, None, change.now)
    if _is_in(change.later, hidden):
        return MitigationChange(ActionKind.DROPPED, change.earlier, None, change.was, None)
    return change


def _is_in(ref: MitigationRef | None, hidden: Collection[str]) -> bool:
    return ref is not None and ref.risk in hidden
