"""Direction of travel in words: an arrow never stands without its word, and where there is none the reason does."""

from __future__ import annotations

from collections.abc import Mapping

from riskreg.comparison.change import Comparison, Direction, Pair, Travel
from riskreg.model.score import Matrix, Stage
from riskreg.tables.wording import Called, by_id, lines, score_text

ARROWS: Mapping[Direction, str] = {
    Direction.UP: "\u2191 up",
    Direction.SAME: "\u2194 same",
    Direction.DOWN: "\u2193 down",
}
"""Direction of travel, as a sign and a word."""


def travel_words(travel: Travel) -> str:
    """`↓ down`, or `withheld: the matrix changed`."""
    return ARROWS[travel.direction] if travel.direction else f"withheld: {travel.why}"


def field_travel(field: str, pair: Pair) -> str:
    """What follows a field that differs: ` (↓ down)`, ` (direction withheld: …)`, or nothing where it is no score."""
    found = next((t for t in pair.travels if f"score.{t.stage}" == field), None)
    if found is None:
        return ""
    return f" ({travel_words(found)})" if found.direction else f" (direction {travel_words(found)})"


def direction_cells(since: Comparison | None, called: Called = by_id) -> dict[str, str]:
    """By the id of each later risk, where its current score went; from several risks, a line for each of them."""
    if since is None:
        return {}
    cells: dict[str, list[str]] = {}
    for change in since.changes:
        for pair in change.pairs:
            several = sum(p.later is pair.later for p in change.pairs) > 1
            words = (travel_words(t) for t in pair.travels if t.stage is Stage.CURRENT)
            origin = f", from {called(pair.earlier)}" if several or pair.earlier.id != pair.later.id else ""
            cells.setdefault(pair.later.id, []).extend(f"{word}{origin}" for word in words)
    return {id: "\n".join(said) for id, said in cells.items() if said}


def stage_travel(id: str, stage: Stage, since: Comparison | None, called: Called = by_id) -> str | None:
    """How one score of a risk moved since an earlier register: `↓ down since 2025-09-24, from L4 × I5 = 20 High`."""
    if since is None:
        return None
    pairs = (p for c in since.changes for p in c.pairs if p.later.id == id)
    moves = ((p, t) for p in pairs for t in p.travels if t.stage is stage)
    return lines(_sentence(pair, travel, since, called) for pair, travel in moves)


def _sentence(pair: Pair, travel: Travel, since: Comparison, called: Called) -> str:
    verdict = travel_words(travel) if travel.direction else f"direction {travel_words(travel)}"
    return f"{verdict} since {since.earlier.date}{_origin(pair, travel.stage, since.earlier.matrix, called)}"


def _origin(pair: Pair, stage: Stage, matrix: Matrix | None, called: Called) -> str:
    """What the score was, and of which risk where that has another id now."""
    was = score_text(getattr(pair.earlier.score, stage), matrix)
    whose = f" ({called(pair.earlier)})" if pair.earlier.id != pair.later.id else ""
    return f", from {was}{whose}" if was else whose
