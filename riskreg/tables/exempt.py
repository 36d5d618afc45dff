"""Exempt risks are left out of what is shown; how many there are is never hidden.

A risk that is exempt at either date is exempt in a comparison, with the whole group it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import evolve

from riskreg.comparison.change import ActionKind, Change, Comparison, MitigationChange, Suggestion
from riskreg.model.risk import Mitigation, MitigationRef, Risk


def shown_changes(comparison: Comparison, *, include_exempt: bool) -> tuple[Change, ...]:
    """The changes that may be shown; the comparison's own counts stay those of all."""
    if include_exempt:
        return comparison.changes
    hidden = _hidden(comparison)
    return tuple(_without(change, hidden) for change in comparison.changes if not is_exempt(change))


def shown_suggestions(comparison: Comparison, *, include_exempt: bool) -> tuple[Suggestion, ...]:
    """The suggestions that may be shown: none that speaks of an exempt risk at either date."""
    if include_exempt:
        return comparison.suggestions
    hidden = _hidden(comparison)
    return tuple(s for s in comparison.suggestions if hidden.isdisjoint(s.risks))


def is_exempt(change: Change) -> bool:
    """Whether any risk of a group is exempt."""
    return any(risk.exempt for risk in (*change.earlier, *change.later))


def _hidden(comparison: Comparison) -> set[str]:
    return {r.id for c in comparison.changes if is_exempt(c) for r in (*c.earlier, *c.later)}


def _without(change: Change, hidden: Collection[str]) -> Change:
    pairs = tuple(evolve(p, mitigations=tuple(_visible(p.mitigations, change, hidden))) for p in change.pairs)
    # The actions of a new risk are not listed; one that was would tell that it came from an exempt risk.
    moves = tuple(m for m in change.mitigations if not _is_in(m.earlier, hidden))
    return evolve(change, pairs=pairs, mitigations=moves)


def _visible(told: Iterable[MitigationChange], change: Change, hidden: Collection[str]) -> Iterator[MitigationChange]:
    """The mitigations; one that moved out of an exempt risk, or into one, was added or dropped as far as can be seen.

    What goes on in plain sight as well was neither.
    """
    for m in told:
        if _is_in(m.earlier, hidden):
            if not any(_continues(m.now, *was) for was in _standing(change.earlier)):
                yield MitigationChange(ActionKind.ADDED, None, m.later, None, m.now)
        elif _is_in(m.later, hidden):
            if not any(_continues(now, m.earlier, m.was) for _, now in _standing(change.later)):
                yield MitigationChange(ActionKind.DROPPED, m.earlier, None, m.was, None)
        else:
            yield m


def _standing(risks: Iterable[Risk]) -> Iterator[tuple[MitigationRef, Mitigation]]:
    return ((MitigationRef(risk.id, m.id), m) for risk in risks for m in risk.mitigations)


def _continues(now: Mitigation | None, ref: MitigationRef | None, was: Mitigation | None) -> bool:
    """Whether one mitigation of a group goes on from another: the same id, or taken over by record."""
    return now is not None and was is not None and (now.id == was.id or ref in now.supersedes)


def _is_in(ref: MitigationRef | None, hidden: Collection[str]) -> bool:
    return ref is not None and ref.risk in hidden
