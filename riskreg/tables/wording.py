"""How the facts of a risk are said in a cell: scores with their rating, money, actions, lists."""

from __future__ import annotations

from collections.abc import Iterable

from riskreg.model.evidence import Cost
from riskreg.model.risk import Mitigation
from riskreg.model.score import Matrix, Score
from riskreg.tables.wrap import BULLET

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_POUNDS = "GBP"


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


def cost_text(cost: Cost, currency: str | None) -> str:
    """`£3,000,000 2021/22 (first year)`."""
    code = currency or _POUNDS
    sign = _SIGNS.get(code, f"{code} ")
    minus = "-" if cost.amount < 0 else ""
    period, note = (f" {cost.period}" if cost.period else ""), (f" ({cost.note})" if cost.note else "")
    return f"{minus}{sign}{abs(cost.amount):,}{period}{note}"


def action_line(mitigation: Mitigation) -> str:
    """An action as an item of a list, with how it stands: `• Academy (in place; since 2021-09-01; Head of Service)`."""
    since = f"since {mitigation.since}" if mitigation.since else None
    due = f"due {mitigation.due}" if mitigation.due else None
    stated = "; ".join(t for t in (mitigation.status, since, due, mitigation.owner) if t)
    return BULLET + mitigation.action.replace("\n", " ") + (f" ({stated})" if stated else "")
