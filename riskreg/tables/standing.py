"""Where risks stand on the matrix then and now: which moved and from where, which came, which left, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from riskreg.comparison.change import Change, Kind, Pair
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.model.score import Matrix, Score, Stage
from riskreg.tables.travel import travel_words
from riskreg.tables.wording import Called, by_id

Point = tuple[int, int]
"""A place on the matrix: likelihood and impact, counted from 1."""


def score_of(risk: Risk, stage: Stage) -> Score | None:
    """What a risk scores at a stage."""
    found: Score | None = getattr(risk.score, stage)
    return found


def point(risk: Risk, stage: Stage) -> Point | None:
    """Where a risk stands; None where it has no likelihood and impact."""
    score = score_of(risk, stage)
    if score is None or score.likelihood is None or score.impact is None:
        return None
    return score.likelihood, score.impact


@frozen
class Mark:
    """What a cell says of a risk that did not stand there before."""

    origins: tuple[Point, ...] = ()
    """Where it stood, or those that went into it did, as far as that is another place."""
    word: str = ""
    """What it is where it stood nowhere."""

    def text(self, *, brief: bool) -> str:
        """` (from L3 × I4)`, in brief ` (L3 I4)`; ` (new)`; nothing for a risk that stands where it stood."""
        if self.word:
            return f" ({self.word})"
        places = ", ".join(f"L{of[0]} I{of[1]}" if brief else f"L{of[0]} × I{of[1]}" for of in self.origins)
        return f" ({'' if brief else 'from '}{places})" if places else ""


STAYED = Mark()
"""The mark of a risk that stands where it stood: none."""

_ARRIVED = {Kind.NEW: "new", Kind.RETURNED: "back"}


def marks(changes: Iterable[Change], stage: Stage) -> dict[str, Mark]:
    """By the id of each later risk, where it came from."""
    return {risk.id: _mark(risk, change, stage) for change in changes for risk in change.later}


def _mark(risk: Risk, change: Change, stage: Stage) -> Mark:
    if change.kind in _ARRIVED:
        return Mark(word=_ARRIVED[change.kind])
    here = point(risk, stage)
    places = [point(p.earlier, stage) for p in change.pairs if p.later is risk]
    origins = dict.fromkeys(place for place in places if place is not None and place != here)
    return Mark(tuple(origins)) if any(places) else Mark(word="not placed before")


def movements(
    changes: Sequence[Change], stage: Stage, matrices: tuple[Matrix, Matrix], later: str, called: Called = by_id
) -> Iterator[str]:
    """A sentence for each risk that moved, then for each that is new, then for each that left."""
    before, after = matrices
    for pairs in (tuple(p for p in c.pairs if p.later is risk) for c in changes for risk in c.later):
        if any(point(p.earlier, stage) != point(p.later, stage) for p in pairs):
            tell = _move if len(pairs) == 1 else _joined
            yield tell(pairs, stage, before, after, called)
    for change in changes:
        if change.kind in _ARRIVED:
            yield from (_arrival(risk, change, stage, after, called) for risk in change.later if point(risk, stage))
    for change in changes:
        if not change.later:
            yield from (_departure(risk, change, stage, (before, later), called) for risk in change.earlier)


def place_text(risk: Risk, stage: Stage, matrix: Matrix) -> str:
    """`L3 × I4 (Amber)`; `16 (Red)` or `Amber`, which no place on the matrix follows from; `not scored`."""
    score = score_of(risk, stage)
    if score is None:
        return "not scored"
    band = matrix.rating(score)
    rating = f" ({band.name})" if band and score.product() is not None else ""
    where = point(risk, stage)
    return f"L{where[0]} × I{where[1]}{rating}" if where else f"{score}{rating}"


def not_placed(
    risks: Iterable[Risk], stage: Stage, matrix: Matrix, called: Called = by_id, score_name: str = ""
) -> Iterator[str]:
    """The risks that stand nowhere on the matrix, in a sentence for each cause."""
    off = [(risk, score_of(risk, stage)) for risk in risks if point(risk, stage) is None]
    alone = [f"{called(risk)} ({place_text(risk, stage, matrix)})" for risk, s in off if s]
    unscored = [called(risk) for risk, score in off if score is None]
    if alone:
        yield f"Not placed, since a number or a rating alone is stated: {', '.join(alone)}."
    if unscored:
        yield f"Not placed, since the {score_name or f'{stage} score'} is not stated: {', '.join(unscored)}."


def placed(register: Register, stage: Stage) -> bool:
    """Whether a register has a matrix, and at least one risk on it."""
    return register.matrix is not None and any(point(risk, stage) for risk in register.risks)


def _joined(pairs: Sequence[Pair], stage: Stage, before: Matrix, after: Matrix, called: Called) -> str:
    """Where a risk that continues several stands, and where each of them stood."""
    now = pairs[0].later
    where = place_text(now, stage, after)
    stands = f"is at {where}" if point(now, stage) else f"is not placed ({where})"
    return f"{called(now)} {stands}; of what went into it, {'; '.join(_part(p, stage, before, called) for p in pairs)}"


def _part(pair: Pair, stage: Stage, before: Matrix, called: Called) -> str:
    was, who = place_text(pair.earlier, stage, before), called(pair.earlier)
    if point(pair.earlier, stage) is None:
        return f"{who} was not placed ({was})"
    if point(pair.earlier, stage) == point(pair.later, stage):
        return f"{who} stood there already"
    travel = next((f", {travel_words(t)}" for t in pair.travels if t.stage is stage and t.direction), "")
    return f"{who} stood at {was}{travel}"


def _move(pairs: Sequence[Pair], stage: Stage, before: Matrix, after: Matrix, called: Called) -> str:
    (pair,) = pairs
    was, now = place_text(pair.earlier, stage, before), place_text(pair.later, stage, after)
    who = called(pair.later) + (f" (was {called(pair.earlier)})" if pair.earlier.id != pair.later.id else "")
    if point(pair.earlier, stage) is None:
        return f"{who} was not placed ({was}), now {now}"
    if point(pair.later, stage) is None:
        return f"{who} stood at {was}, now not placed ({now})"
    travel = next((f", {travel_words(t)}" for t in pair.travels if t.stage is stage), "")
    return f"{who} moved from {was} to {now}{travel}"


def _arrival(risk: Risk, change: Change, stage: Stage, matrix: Matrix, called: Called) -> str:
    return f"{called(risk)} is {_ARRIVED[change.kind]}, at {place_text(risk, stage, matrix)}"


def _departure(risk: Risk, change: Change, stage: Stage, before: tuple[Matrix, str], called: Called) -> str:
    matrix, later = before
    how = f"removed, {change.reason}" if change.reason else "unaccounted"
    return f"{called(risk)} stood at {place_text(risk, stage, matrix)} and is not in {later}: {how}"
