"""Registers, risks and mitigations in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from riskreg.model.dates import PartialDate
from riskreg.model.register import Reason, Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Risk, Scores, Status
from riskreg.model.score import Band, Matrix, Score

BANDS = (Band("Green", 1), Band("Amber", 8), Band("Red", 15))
FIVE = Matrix(("1", "2", "3", "4", "5"), ("1", "2", "3", "4", "5"), BANDS)
"""A matrix of five by five."""
FOUR = Matrix(("1", "2", "3", "4"), ("1", "2", "3", "4"), BANDS)
"""A matrix of four by four."""


def when(text: str) -> PartialDate:
    """A date as people write it: `2021-09-01`, `2021-09`, `2021-Q3`, `2021`."""
    if len(text) == len("2021-09-01"):
        return PartialDate.of_day(date.fromisoformat(text))
    return PartialDate.of_text(text)


def register(on: str, *risks: Risk, removed: Iterable[Removal] = (), **rest: Any) -> Register:
    """`register("2021", risk("a"), removed=[removal("b")])`."""
    return Register(rest.pop("title", f"Risks of {on}"), when(on), risks=risks, removed=tuple(removed), **rest)


def risk(id: str, *mitigations: Mitigation, supersedes: Iterable[str] = (), **rest: Any) -> Risk:
    """`risk("b", mitigation("m"), supersedes=["a"], current=Score(4, 4))`; its title is made from its id."""
    stages = {stage: rest.pop(stage) for stage in ("inherent", "current", "target") if stage in rest}
    title = rest.pop("title", f"The risk {id}")
    return Risk(id, title, supersedes=tuple(supersedes), score=Scores(**stages), mitigations=mitigations, **rest)


def mitigation(id: str, action: str = "", *, supersedes: Iterable[str] = (), **rest: Any) -> Mitigation:
    """`mitigation("m", status="planned", due="2022-Q1", supersedes=["a.m"])`; its action is made from its id."""
    rest |= {key: when(rest[key]) for key in ("since", "due") if key in rest}
    status = Status(rest.pop("status")) if "status" in rest else None
    refs = tuple(map(MitigationRef.of_text, supersedes))
    return Mitigation(id=id, action=action or f"Do {id}", status=status, supersedes=refs, **rest)


def removal(id: str, reason: str = "closed", **rest: Any) -> Removal:
    """`removal("a", "transferred", to="the county")`."""
    return Removal(id, Reason(reason), **rest)


def points(likelihood: int, impact: int) -> Score:
    """A score of a likelihood and an impact."""
    return Score(likelihood, impact)
