"""Direction of travel: whether a score rose, stayed or fell between two registers, or why that cannot be said.

Points are compared with points and ratings with ratings, and only within one matrix: where scale lengths or band
thresholds differ, a higher number need be no higher risk.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.comparison.change import Direction, Travel, Withheld
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Score, Stage


def travels(earlier: Risk, later: Risk, before: Register, after: Register) -> tuple[Travel, ...]:
    """How each score of a risk moved; nothing for a stage that neither register scores."""
    return tuple(_travels(earlier, later, before, after))


def travel(stage: Stage, was: Score | None, now: Score | None, before: Register, after: Register) -> Travel:
    """How the score of one stage moved from one register to a later one."""
    if was is None or now is None:
        return Travel(stage, None, Withheld.NOT_BEFORE if was is None else Withheld.NOT_NOW)
    if (why := _matrix_fault(before.matrix, after.matrix)) or before.matrix is None or after.matrix is None:
        return Travel(stage, None, why)
    old, new = height(was, before.matrix), height(now, after.matrix)
    if old is None or new is None or old[0] != new[0]:
        return Travel(stage, None, Withheld.UNLIKE)
    return Travel(stage, Direction.SAME if old == new else Direction.UP if old < new else Direction.DOWN)


def current(moves: tuple[Travel, ...]) -> Direction | None:
    """Where the current score went; None where that cannot be said."""
    return next((t.direction for t in moves if t.stage is Stage.CURRENT), None)


def height(score: Score, matrix: Matrix) -> tuple[str, int] | None:
    """How high a score is, in points or, where only a rating is stated, in bands; the two are never compared."""
    if (points := score.product()) is not None:
        return "points", points
    band = matrix.rating(score)
    return ("band", band.from_) if band else None


def _travels(earlier: Risk, later: Risk, before: Register, after: Register) -> Iterator[Travel]:
    for stage in Stage:
        was, now = getattr(earlier.score, stage), getattr(later.score, stage)
        if was is not None or now is not None:
            yield travel(stage, was, now, before, after)


def _matrix_fault(before: Matrix | None, after: Matrix | None) -> Withheld | None:
    if before is None or after is None:
        return Withheld.NO_MATRIX if before is after else Withheld.ONE_MATRIX
    return None if before.same_scale(after) else Withheld.MATRIX_CHANGED
