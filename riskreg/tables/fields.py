"""Every field of a risk but its mitigations: the file's key, the heading people read, and what a cell says."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from riskreg.model.risk import Risk
from riskreg.model.score import Matrix
from riskreg.tables.table import Cell
from riskreg.tables.wording import lines, score_text


class Field(NamedTuple):
    """One field of a risk."""

    key: str
    """As the register file writes it."""
    title: str
    """As people read it."""
    cell: Callable[[Risk, Matrix | None], Cell]
    """What a risk states there; None where it states nothing."""
    sort_after: str = ""
    """See `Column.sort_after`."""


def _date(date: object) -> str | None:
    return str(date) if date else None


FIELDS = (
    Field("id", "Id", lambda risk, _: risk.id),
    Field("title", "Risk", lambda risk, _: risk.title),
    Field("number", "Number", lambda risk, _: risk.number),
    Field("wording", "Wording", lambda risk, _: risk.wording),
    Field("description", "Description", lambda risk, _: risk.description),
    Field("cause", "Cause", lambda risk, _: risk.cause),
    Field("event", "Event", lambda risk, _: risk.event),
    Field("consequence", "Consequence", lambda risk, _: risk.consequence),
    Field("category", "Category", lambda risk, _: risk.category),
    Field("objective", "Objective", lambda risk, _: risk.objective),
    Field("owner", "Owner", lambda risk, _: risk.owner),
    Field("manager", "Manager", lambda risk, _: risk.manager),
    Field("response", "Response", lambda risk, _: risk.response),
    Field("appetite", "Appetite", lambda risk, _: risk.appetite),
    Field("raised", "Raised", lambda risk, _: _date(risk.raised)),
    Field("reviewed", "Reviewed", lambda risk, _: _date(risk.reviewed)),
    Field("exempt", "Exempt", lambda risk, _: "exempt" if risk.exempt else None),
    Field("supersedes", "Supersedes", lambda risk, _: lines(risk.supersedes)),
    Field("place", "Place", lambda risk, _: risk.place),
    Field("evidence", "Evidence", lambda risk, _: lines(risk.evidence)),
    Field("assurance", "Assurance", lambda risk, _: lines(risk.assurance)),
    Field("note", "Note", lambda risk, _: risk.note),
    Field("inherent", "Inherent score", lambda risk, matrix: score_text(risk.score.inherent, matrix), "="),
    Field("current", "Current score", lambda risk, matrix: score_text(risk.score.current, matrix), "="),
    Field("target", "Target score", lambda risk, matrix: score_text(risk.score.target, matrix), "="),
)
"""In the order of the model."""
