"""A register: the risks that one report, or one review, stated on one date."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Evidence
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix


class Reason(StrEnum):
    """Why a risk of the preceding register is not in this one."""

    CLOSED = "closed"
    DE_ESCALATED = "de-escalated"
    ESCALATED = "escalated"
    TRANSFERRED = "transferred"
    BECAME_AN_ISSUE = "became an issue"
    TOLERATED = "tolerated"
    RECORDED_IN_ERROR = "recorded in error"
    NOT_REPORTED = "not reported"
    """The report leaves it out without a word; never made to sound closed."""


@frozen
class Removal:
    """A risk of the preceding register that this one leaves out, and says so."""

    id: str
    """The risk's id in the preceding register."""
    reason: Reason
    """Why it was left out."""
    note: str | None = None
    """What became of the matter."""
    to: str | None = None
    """The register or body that now holds it."""
    evidence: tuple[Evidence, ...] = ()
    """Where that is said."""


@frozen
class Register:
    """The risks that one report, or one review, stated on one date."""

    title: str
    """What the register is called."""
    date: PartialDate
    """The date of the report or review, as far as it is known."""
    organisation: str | None = None
    """The body that keeps it."""
    committee: str | None = None
    """The committee that received it."""
    source: str | None = None
    """The card of the document it was taken from, by file name without `.toml`."""
    currency: str | None = None
    """The currency of costs; pounds sterling ("GBP") where absent."""
    examples_only: bool = False
    """Whether the source says that its actions are examples: a missing one is then no proof that it was dropped."""
    note: str | None = None
    """Anything else."""
    matrix: Matrix | None = None
    """The scales and bands in force; None where nothing is scored."""
    risks: tuple[Risk, ...] = ()
    """As the file orders them."""
    removed: tuple[Removal, ...] = ()
    """Risks of the preceding register that are left out here, as the file orders them."""

    def risk(self, id: str) -> Risk:
        """The risk of that id. Raises KeyError where there is none."""
        for risk in self.risks:
            if risk.id == id:
                return risk
        raise KeyError(id)

    def removal(self, id: str) -> Removal:
        """The removal of the risk of that id. Raises KeyError where there is none."""
        for removal in self.removed:
            if removal.id == id:
                return removal
        raise KeyError(id)

    def exempt_ids(self) -> frozenset[str]:
        """The ids of the risks that are exempt here."""
        return frozenset(risk.id for risk in self.risks if risk.exempt)

    def mitigation_count(self) -> int:
        """How many mitigations all risks have together."""
        return sum(len(risk.mitigations) for risk in self.risks)
