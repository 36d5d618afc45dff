"""How the facts of a risk are said in a cell: scores with their rating, money, actions, lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix, Score
from riskreg.tables.wrap import BULLET

Called = Callable[[Risk], str]
"""What a risk is called in a sentence."""


def by_id(risk: Risk) -> str:
    """A risk is called by its id."""
    return risk.id


def by_reference(risk: Risk) -> str:
    """A risk as a paper names it in a few words: by the council's own reference, or its title in quotation marks."""
    return risk.number or f"\u201c{risk.title}\u201d"


def lines(things: Iterable[object]) -> str | None:
    """One line for each thing; None where there are none."""
    return "\n".join(str(thing) for thing in things) or None


def count(number: int, noun: str) -> str:
    """`1 risk`, `2 risks`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def score_text(score: Score | None, matrix: Matrix | None) -> str | None:
    """`L4 × I4 = 16 Red`; the rating is a word, never colour alone."""
    if score is None:
        return None
    band = matrix.rating(score) if matrix else None
    rating = f" {band.name}" if band and score.product() is not None else ""
    return f"{score}{rating}" + (f", by {score.by}" if score.by else "")


def action_line(mitigation: Mitigation) -> str:
    """An action as an item of a list, with how it stands: `• Academy (in place; since 2021-09-01; Head of Service)`."""
    since = f"since {mitigation.since}" if mitigation.since else None
    due = f"due {mitigation.due}" if mitigation.due else None
    stated = "; ".join(t for t in (mitigation.status, since, due, mitigation.owner) if t)
    return BULLET + mitigation.action.replace("\n", " ") + (f" ({stated})" if stated else "")
