"""Ids of the latest earlier register for the risks of a draft: taken over where the wording is surely the same."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from riskreg.comparison.change import Suggestion
from riskreg.comparison.compare import compare
from riskreg.comparison.likeness import words
from riskreg.intake.labels import id_of
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk

SURE = 0.85
"""Wordings that are at least so alike are the same risk; so are equal titles."""


@frozen
class Known:
    """What the folder of registers knows already."""

    ref: str = ""
    """The latest earlier register, by name."""
    register: Register | None = None
    """That register; None where there is none."""
    ids: frozenset[str] = frozenset()
    """Every risk's id of every register of the folder: a new risk gets none of them by accident."""
    exempt: int = 0
    """So many risks of the latest earlier register are exempt, and not looked at."""


@frozen
class Settled:
    """A draft whose ids are settled."""

    register: Register
    """The draft."""
    remarks: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """By a risk's id, what is to be said of it."""
    carried: int = 0
    """So many risks have the id of the earlier register."""


def settled(draft: Register, known: Known) -> Settled:
    """The draft with the earlier ids of risks and actions that are surely the same, and a suggestion for the others."""
    if known.register is None:
        return Settled(draft)
    found = [s for s in compare(known.register, draft).suggestions if "." not in s.later]
    sure = {s.later: s.earlier for s in found if _is_sure(s, known.register, draft)}
    register = evolve(draft, risks=tuple(evolve(r, id=sure.get(r.id, r.id)) for r in draft.risks))
    remarks = {sure.get(s.later, s.later): (_remark(s, known, sure=s.later in sure),) for s in found}
    return Settled(_with_actions(register, known.register, frozenset(sure.values())), remarks, len(sure))


def _is_sure(suggestion: Suggestion, earlier: Register, later: Register) -> bool:
    titles = words(earlier.risk(suggestion.earlier).title), words(later.risk(suggestion.later).title)
    return titles[0] == titles[1] or suggestion.likeness >= SURE


def _remark(suggestion: Suggestion, known: Known, *, sure: bool) -> str:
    like = f"likeness {suggestion.likeness:.2f}"
    if sure:
        return (
            f"Has the id of the risk of {known.ref} that is worded the same ({like}); if it is another, change the id"
        )
    shared = ", ".join(suggestion.words)
    return (
        f'QUESTION: is this the risk "{suggestion.earlier}" of {known.ref} in other words ({like}; both say {shared})? '
        f'Then give it that id, or add: supersedes = ["{suggestion.earlier}"]'
    )


def _with_actions(draft: Register, earlier: Register, carried: frozenset[str]) -> Register:
    """Actions of risks that are carried on: the earlier ids where the wording is surely the same, else new ones."""
    parted = evolve(draft, risks=tuple(_apart(r, earlier) if r.id in carried else r for r in draft.risks))
    found = [s for s in compare(earlier, parted).suggestions if "." in s.later and s.likeness >= SURE]
    same = {s.later: s.earlier.partition(".")[2] for s in found if s.risks[0] == s.risks[1]}
    return evolve(parted, risks=tuple(_renamed(r, same) for r in parted.risks))


def _apart(risk: Risk, earlier: Register) -> Risk:
    """The risk with no id of an action that the earlier register has under it: equal ids would say it is the same."""
    taken = {m.id for m in earlier.risk(risk.id).mitigations}
    actions: list[Mitigation] = []
    for action in risk.mitigations:
        others = taken | {m.id for m in actions}
        id = action.id if action.id not in others else id_of(action.action, others)
        actions.append(evolve(action, id=id))
    return evolve(risk, mitigations=tuple(actions))


def _renamed(risk: Risk, same: Mapping[str, str]) -> Risk:
    return evolve(risk, mitigations=tuple(evolve(m, id=same.get(f"{risk.id}.{m.id}", m.id)) for m in risk.mitigations))
