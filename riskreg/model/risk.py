"""A risk and the actions against it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from attrs import evolve, frozen

from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Assurance, Cost, Evidence
from riskreg.model.score import Score, Stage


class Response(StrEnum):
    """What is done about a risk: the 4Ts of UK government (The Orange Book)."""

    TREAT = "treat"
    TOLERATE = "tolerate"
    TRANSFER = "transfer"
    TERMINATE = "terminate"


class Status(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    IN_PLACE = "in place"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"

    @property
    def finished(self) -> bool:
        """Whether nothing more is expected of the action."""
        return self in (Status.COMPLETE, Status.WITHDRAWN)


@frozen
class MitigationRef:
    """A mitigation of some register, named by its risk and its own id; written `RISK.MITIGATION`."""

    risk: str
    """The risk's id."""
    mitigation: str
    """The mitigation's id, within that risk."""

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Read `RISK.MITIGATION`. Raises ValueError where the text is not of that form."""
        risk, dot, mitigation = text.partition(".")
        if not dot or not risk or not mitigation or "." in mitigation:
            raise ValueError(text)
        return cls(risk, mitigation)

    def __str__(self) -> str:
        return f"{self.risk}.{self.mitigation}"


@frozen(kw_only=True)
class Mitigation:
    """An action against a risk."""

    id: str
    """Unique within its risk."""
    status: Status | None = None
    """How far it has come; None where the source does not say."""
    action: str
    """What is done."""
    owner: str | None = None
    """The role that answers for it; never a person's name."""
    since: PartialDate | None = None
    """When it began."""
    due: PartialDate | None = None
    """When it is to be finished."""
    cost: tuple[Cost, ...] = ()
    """What it costs."""
    place: str | None = None
    """Where the source says so, where that is not the risk's own place."""
    evidence: tuple[Evidence, ...] = ()
    """Other places that speak of it."""
    supersedes: tuple[MitigationRef, ...] = ()
    """Mitigations of earlier registers that this one takes over, besides its own id."""
    note: str | None = None
    """Anything else."""


@frozen
class Scores:
    """A risk's scores by stage."""

    inherent: Score | None = None
    """Before any mitigation."""
    current: Score | None = None
    """With the mitigations that are in place now."""
    target: Score | None = None
    """What it is to be brought down to."""

    def stages(self) -> tuple[tuple[Stage, Score], ...]:
        """The stages that are scored, in order."""
        pairs = ((Stage.INHERENT, self.inherent), (Stage.CURRENT, self.current), (Stage.TARGET, self.target))
        return tuple((stage, score) for stage, score in pairs if score is not None)


@frozen
class Risk:
    """An uncertain event that matters to the body that keeps the register."""

    id: str
    """Unique within its register; a risk that continues keeps it whatever happens to its title."""
    title: str
    """The name of the risk, a label."""
    number: str | None = None
    """The council's own reference: "CRR0001"."""
    wording: str | None = None
    """The report's own words, where the body that owns them wants them kept."""
    description: str | None = None
    """What the risk is, in more words than the title."""
    cause: str | None = None
    """What may bring it about (ISO 31000: risk source)."""
    event: str | None = None
    """What may happen (ISO 31000: event)."""
    consequence: str | None = None
    """What would follow (ISO 31000: consequence)."""
    category: str | None = None
    """The kind of risk, in the council's own terms."""
    objective: str | None = None
    """The objective of the body that it bears on."""
    owner: str | None = None
    """The role accountable for the risk; never a person's name."""
    manager: str | None = None
    """The role that manages it day by day; never a person's name."""
    response: Response | None = None
    """Which of the 4Ts."""
    appetite: str | None = None
    """The name of the highest band that the body will bear."""
    raised: PartialDate | None = None
    """When it was first entered."""
    reviewed: PartialDate | None = None
    """When it was last looked at."""
    exempt: bool = False
    """Whether it is left out of what is published."""
    supersedes: tuple[str, ...] = ()
    """Ids of earlier registers that this risk takes over, besides its own."""
    place: str | None = None
    """Where the source states it: "8.1, row 8"."""
    evidence: tuple[Evidence, ...] = ()
    """Other places that speak of it."""
    assurance: tuple[Assurance, ...] = ()
    """Who has confirmed what about it."""
    note: str | None = None
    """Anything else."""
    score: Scores = Scores()
    """Its scores by stage."""
    mitigations: tuple[Mitigation, ...] = ()
    """The actions against it, as the file orders them."""

    def without_ids(self) -> Risk:
        """The risk without its id, and without the ids that it and its actions take over."""
        actions = tuple(evolve(m, supersedes=()) for m in self.mitigations)
        return evolve(self, id="", supersedes=(), mitigations=actions)

    def mitigation(self, id: str) -> Mitigation:
        """The mitigation of that id. Raises KeyError where there is none."""
        for mitigation in self.mitigations:
            if mitigation.id == id:
                return mitigation
        raise KeyError(id)
