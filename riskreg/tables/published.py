"""A register as it may be published: without what is exempt, and with how much that is.

A risk that is exempt is left out with its mitigations, with its removal, and with every reference to its id, so that
no form of an export holds a byte of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import frozen

from riskreg.model.register import Register
from riskreg.tables.exempt import marked, shown_register
from riskreg.tables.wording import count

MARK = "EXEMPT"
"""What stands on whatever holds exempt risks."""


@frozen
class Published:
    """What is shown of a register."""

    register: Register
    """The register without what is left out; where all is shown, each exempt risk is marked so."""
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

    They are exempt here as well, as they are in every view and paper (tables/exempt.py): left out, or marked so.
    """
    public = shown_register(register, hidden_ids)
    if include_exempt:
        return Published(marked(register, hidden_ids), 0, 0, exempt=public != register)
    left_out = len(register.risks) - len(public.risks), len(register.removed) - len(public.removed)
    return Published(public, *left_out, exempt=False)
