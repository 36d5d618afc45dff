"""The one rule for risks that are exempt from publication; how many there are is never hidden.

An id that is exempt in any register of a series is exempt in all of them, and so is every other id of its line: what
it was called before, and is called since, as far as one row of the history leads. A merge, a split and a regrouping end
a line, so that a public risk does not become exempt by what it takes over. `comparison/exempt.py` finds these ids, over
all registers of the folder, whichever of them are shown. Without --include-exempt:

- a register leaves out such risks, what it says of their removal, and every mention of their ids (`supersedes`);
- a comparison leaves out every group that holds such a risk, at either date or on the way between them;
- a history leaves out every line that ever had such an id; what another risk has to do with one is told without it.

With it, whatever is shown that would have been left out is marked EXEMPT. `check`, and messages about files that are
not valid, are for the officer who keeps the files, and may name any id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from attrs import evolve

from riskreg.comparison.change import ActionKind, Change, Comparison, Departure, MitigationChange, Pair, Suggestion
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk


def marked(register: Register, exempt: Collection[str]) -> Register:
    """The register with each of these ids exempt, as it is somewhere in the series."""
    risks = tuple(evolve(risk, exempt=risk.exempt or risk.id in exempt) for risk in register.risks)
    return evolve(register, risks=risks)


def shown_register(register: Register, exempt: Collection[str]) -> Register:
    """The register without exempt risks, their removals, and any mention of their ids."""
    hidden = register.exempt_ids().union(exempt)
    risks = tuple(_unmentioned(risk, hidden) for risk in register.risks if risk.id not in hidden)
    return evolve(register, risks=risks, removed=tuple(r for r in register.removed if r.id not in hidden))


def mentions(register: Register, exempt: Collection[str]) -> int:
    """How often risks that may be shown say that they, or their actions, take over exempt ones."""
    hidden = register.exempt_ids().union(exempt)
    shown = [risk for risk in register.risks if risk.id not in hidden]
    by_risks = sum(id in hidden for risk in shown for id in risk.supersedes)
    return by_risks + sum(ref.risk in hidden for risk in shown for m in risk.mitigations for ref in m.supersedes)


def _unmentioned(risk: Risk, hidden: Collection[str]) -> Risk:
    actions = (
        evolve(m, supersedes=tuple(ref for ref in m.supersedes if ref.risk not in hidden)) for m in risk.mitigations
    )
    own = tuple(id for id in risk.supersedes if id not in hidden)
    return evolve(risk, supersedes=own, mitigations=tuple(actions))


def shown_changes(comparison: Comparison, *, include_exempt: bool) -> tuple[Change, ...]:
    """The changes that may be shown; the comparison's own counts stay those of all."""
    if include_exempt:
        return comparison.changes
    hidden = _hidden(comparison)
    return tuple(_without(change, hidden) for change in comparison.changes if not is_exempt(change, comparison))


def shown_suggestions(comparison: Comparison, *, include_exempt: bool) -> tuple[Suggestion, ...]:
    """The suggestions that may be shown: none that speaks of an exempt risk, or of one in its group."""
    if include_exempt:
        return comparison.suggestions
    hidden = _hidden(comparison)
    return tuple(s for s in comparison.suggestions if hidden.isdisjoint(s.risks))


def is_exempt(change: Change, comparison: Comparison) -> bool:
    """Whether any risk of a group is exempt in any register, or was kept under such an id on the way."""
    secret = comparison.exempt
    if any(risk.exempt or risk.id in secret for risk in (*change.earlier, *change.later)):
        return True
    return change.left_as in secret or any(not secret.isdisjoint(pair.path) for pair in change.pairs)


def names_exempt(change: Change, comparison: Comparison) -> bool:
    """Whether a group, shown in full, names anything exempt: it is, or it takes up what had left and is."""
    return is_exempt(change, comparison) or any(_is_secret(found, comparison.exempt) for found in change.departed)


def _is_secret(found: Departure, hidden: Collection[str]) -> bool:
    return found.risk.exempt or any(id in hidden for id in (found.risk.id, *found.into))


def shown_pairs(comparison: Comparison) -> Comparison:
    """The comparison with only those pairs that may be told of: what an exempt risk was is nobody's matter."""
    changes = (
        evolve(c, pairs=tuple(p for p in c.pairs if not _is_exempt_pair(p, comparison))) for c in comparison.changes
    )
    return evolve(comparison, changes=tuple(changes))


def _is_exempt_pair(pair: Pair, comparison: Comparison) -> bool:
    flagged = pair.earlier.exempt or pair.later.exempt
    return flagged or not comparison.exempt.isdisjoint((pair.earlier.id, pair.later.id, *pair.path))


def any_exempt(comparison: Comparison) -> bool:
    """Whether anything of a comparison is exempt."""
    return any(names_exempt(change, comparison) for change in comparison.changes)


def hidden_risks(comparison: Comparison) -> int:
    """How many risks the groups hold that are left out, those that went into others not counted twice."""
    return sum(max(len(c.earlier), len(c.later)) for c in comparison.changes if is_exempt(c, comparison))


def _hidden(comparison: Comparison) -> frozenset[str]:
    groups = (c for c in comparison.changes if is_exempt(c, comparison))
    return comparison.exempt.union(r.id for c in groups for r in (*c.earlier, *c.later))


def _without(change: Change, hidden: Collection[str]) -> Change:
    if not hidden and not change.departed:
        return change
    pairs = tuple(evolve(p, mitigations=tuple(_visible(p.mitigations, change, hidden))) for p in change.pairs)
    # The actions of a new risk are not listed; one that was would tell that it came from an exempt risk.
    moves = tuple(m for m in change.mitigations if not _is_in(m.earlier, hidden))
    departed = tuple(found for found in change.departed if not _is_secret(found, hidden))
    return evolve(change, pairs=pairs, mitigations=moves, departed=departed)


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
