"""A register as it may be published: without what is exempt, and with how much that is.

A risk that is exempt is left out with its mitigations, with its removal, and with every reference to its id, so that
no form of an export holds a byte of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve, frozen

from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.tables.wording import count

MARK = "EXEMPT"
"""What stands on whatever holds exempt risks."""


@frozen
class Published:
    """What is shown of a register."""

    register: Register
    """The register without what is left out."""
    risks_left_out: int
    """How many exempt risks are not shown."""
    removals_left_out: int
    """How many removals of exempt risks are not shown."""
    exempt: bool
    """Whether anything exempt is shown, so that the output must say so."""

    def left_out(self) -> tuple[str, ...]:
        """A sentence for each kind of thing that is not shown."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        if self.risks_left_out:
            yield f"{count(self.risks_left_out, 'exempt risk')} not shown."
        if self.removals_left_out:
            yield f"{count(self.removals_left_out, 'removal')} of exempt risks not shown."


def published(register: Register, hidden_ids: Collection[str] = (), *, include_exempt: bool = False) -> Published:
    """What is shown of a register; `hidden_ids` are risks that are exempt in any register of its series.

    `comparison.exempt` says which. With them the register is shown as it is, and only marked as a whole.
    """
    hidden = register.exempt_ids().union(hidden_ids)
    exempt = any(risk.id in hidden for risk in register.risks)
    removed = tuple(removal for removal in register.removed if removal.id not in hidden)
    if include_exempt:
        return Published(register, 0, 0, exempt=exempt or len(removed) < len(register.removed))
    shown = tuple(_without(risk, hidden) for risk in register.risks if risk.id not in hidden)
    left_out = len(register.risks) - len(shown), len(register.removed) - len(removed)
    return Published(evolve(register, risks=shown, removed=removed), *left_out, exempt=False)


def _without(risk: Risk, hidden: Collection[str]) -> Risk:
    """A risk without its references to hidden ones."""
    mitigations = (
        evolve(m, supersedes=tuple(ref for ref in m.supersedes if ref.risk not in hidden)) for m in risk.mitigations
    )
    kept = tuple(id for id in risk.supersedes if id not in hidden)
    return evolve(risk, supersedes=kept, mitigations=tuple(mitigations))
