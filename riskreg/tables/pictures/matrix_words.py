"""A matrix in words, for those who do not see its picture: where each risk stands, and what moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskreg.model.risk import Risk
from riskreg.model.score import Stage
from riskreg.tables.matrix import Drawing, bands_line
from riskreg.tables.pictures.lettering import plain
from riskreg.tables.standing import not_placed, place_text, point
from riskreg.tables.wording import count


def numbers_of(drawings: Sequence[Drawing], stage: Stage) -> dict[str, int]:
    """The number of each risk that is placed, by its id: those of the last register first, in its order."""
    ids = [r.id for d in reversed(drawings) for r in (*d.risks, *d.gone) if point(r, stage)]
    return {id: number for number, id in enumerate(dict.fromkeys(ids), 1)}


def name_of(risk: Risk) -> str:
    """Its title, marked where it is exempt."""
    return f"{'EXEMPT: ' if risk.exempt else ''}{risk.title}"


def matrix_words(drawings: Sequence[Drawing], stage: Stage, score: str, numbers: Mapping[str, int]) -> tuple[str, ...]:
    """The sentences, a paragraph each; `score` is what the council calls what is drawn."""
    return tuple(plain(text) for drawing in drawings for text in _said(drawing, stage, score, numbers))


def _said(drawing: Drawing, stage: Stage, score: str, numbers: Mapping[str, int]) -> Iterator[str]:
    matrix = drawing.scales
    placed = [risk for risk in drawing.risks if point(risk, stage)]
    yield f"{drawing.caption(score)}."
    size = f"{len(matrix.likelihood)} steps of likelihood by {len(matrix.impact)} of impact"
    yield f"A matrix of {size}, with {count(len(placed), 'risk')} on it."
    yield bands_line(matrix)
    if not drawing.since:
        yield from drawing.lead
    for risk in placed:
        yield f"{numbers[risk.id]} {name_of(risk)} ({risk.id}): {place_text(risk, stage, matrix)}"
    yield from drawing.told
    yield from not_placed(drawing.risks, stage, matrix, score_name=score)
    yield from drawing.left_out()
