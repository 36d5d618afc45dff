"""Scores from a table's cells: likelihood and impact where the matrix is known, else the number or rating alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from attrs import frozen

from riskreg.intake.columns import MEASURES, STAGES
from riskreg.intake.headings import is_mark
from riskreg.intake.nothing import says_nothing
from riskreg.intake.plain import quoted
from riskreg.intake.rows import RiskRow
from riskreg.intake.values import number_in, several_numbers
from riskreg.model.risk import Scores
from riskreg.model.score import Matrix, Score

_MOST_WORDS = 4
_MOST_STEPS = 10
_PRODUCT = re.compile(r"([0-9]{1,2})\s*[x×*]\s*([0-9]{1,2})(?:\s*=\s*([0-9]{1,3}))?", re.IGNORECASE)


@frozen
class Scored:
    """What the cells of one risk say of its scores."""

    scores: Scores
    """As a register keeps them."""
    remarks: tuple[str, ...] = ()
    """What could not be kept, or does not agree."""
    unkept: tuple[str, ...] = ()
    """The columns whose cells reached no score."""
    questions: tuple[str, ...] = ()
    """What the person is asked: which of several numbers, or which of two that do not agree."""


def scored(row: RiskRow, matrix: Matrix | None) -> Scored:
    """The scores of a risk at each stage that the table scores."""
    stages: dict[str, Score] = {}
    remarks: list[str] = []
    unkept: list[str] = []
    asked: list[str] = []
    for stage in STAGES:
        cells = {m: text for m in MEASURES if (text := row.cell(f"{stage}.{m}").replace("\n", " "))}
        if not cells:
            continue
        score, used = _score(cells, matrix)
        asked += _asked(stage, cells, pair_of(row, stage))
        if score is not None:
            stages[stage] = score
        unkept += [f"{stage}.{m}" for m in cells if m not in used]
        later = _later(stage, pair_of(row, stage)) if matrix is None else ()
        remarks += (
            *_remarks(
                stage, cells, score, used | {m for m in ("likelihood", "impact") if later and not words_of(cells[m])}
            ),
            *later,
        )
    return Scored(Scores(**stages), tuple(remarks), tuple(unkept), tuple(asked))


def _asked(stage: str, cells: dict[str, str], pair: tuple[int, int, tuple[str, ...]] | None) -> Iterator[str]:
    for measure, text in cells.items():
        if several_numbers(text) and _PRODUCT.fullmatch(text.strip()) is None:
            yield f"the {stage} {measure} is {quoted(text)}, more than one number; which one is it?"
        elif measure == "rating" and not any(c.isalnum() for c in text) and not says_nothing(text):
            yield f"the {stage} rating is {quoted(text)}, which is no word; what is it called?"
    totals = [n for n in map(total_in, pair[2]) if n is not None] if pair else []
    if pair and any(n != pair[0] * pair[1] for n in totals):
        product = f"likelihood {pair[0]} × impact {pair[1]} is {pair[0] * pair[1]}"
        yield f"the {stage} score is {totals[0]}, and {product}; which is right?"


def fitting(matrix: Matrix | None, rows: Iterable[RiskRow]) -> Matrix | None:
    """An earlier register's matrix, where every score of the table fits it and its bands say what the table says."""
    pairs = [pair for row in rows for stage in STAGES if (pair := pair_of(row, stage))]
    if matrix is None or not pairs:
        return None
    for likelihood, impact, said in pairs:
        if not (1 <= likelihood <= len(matrix.likelihood) and 1 <= impact <= len(matrix.impact)):
            return None
        band = matrix.band(likelihood * impact)
        if any(n not in (None, likelihood * impact) for n in map(total_in, said)):
            return None
        names = {b.name.casefold() for b in matrix.bands}
        if any(word.casefold() in names and (band is None or word.casefold() != band.name.casefold()) for word in said):
            return None
    return matrix


def pair_of(row: RiskRow, stage: str, matrix: Matrix | None = None) -> tuple[int, int, tuple[str, ...]] | None:
    """Likelihood and impact of a row at a stage, with what it says of score and rating; None where it has not both.

    Words count where they are labels of the matrix.
    """
    cells = ((m, " ".join(row.cell(f"{stage}.{m}").split())) for m in ("likelihood", "impact"))
    likelihood, impact = (_step(text, matrix, m) if matrix else number_in(text) for m, text in cells)
    if likelihood is None or impact is None:
        return None
    return likelihood, impact, tuple(filter(None, (row.cell(f"{stage}.{m}") for m in ("score", "rating"))))


def _score(cells: dict[str, str], matrix: Matrix | None) -> tuple[Score | None, frozenset[str]]:
    """The score, and the cells that it says."""
    likelihood, impact = (_step(cells.get(m, ""), matrix, m) for m in ("likelihood", "impact"))
    if likelihood and impact:
        product = {m for m in ("score", "rating") if total_in(cells.get(m, "")) == likelihood * impact}
        if matrix is not None:
            return Score(likelihood, impact), _used(cells, matrix, likelihood, impact)
        if product:
            return Score(score=likelihood * impact), frozenset(m for m in product if not words_of(cells[m]))
    for measure in ("score", "rating"):
        number = total_in(cells.get(measure, ""))
        if number and (matrix is None or number <= matrix.highest()):
            return Score(score=number), frozenset([measure] if not words_of(cells[measure]) else [])
    for measure in ("rating", "score"):
        name = _rating(cells.get(measure, ""), matrix)
        if name:
            return Score(rating=name), frozenset([measure])
    return None, frozenset()


def _used(cells: dict[str, str], matrix: Matrix, likelihood: int, impact: int) -> frozenset[str]:
    """The cells of which likelihood and impact say all: no word that is not the matrix's own for it."""
    band = matrix.band(likelihood * impact)
    names = {
        "likelihood": matrix.likelihood[likelihood - 1],
        "impact": matrix.impact[impact - 1],
        "score": band.name if band else "",
        "rating": band.name if band else "",
    }
    agree = (m for m in cells if m in ("likelihood", "impact") or total_in(cells[m]) in (None, likelihood * impact))
    return frozenset(m for m in agree if words_of(cells[m]).casefold() in ("", names[m].casefold()))


def total_in(text: str) -> int | None:
    """The score that a cell says, also as a product: `12`, `Amber (12)`, `3 x 4 = 12`."""
    match = _PRODUCT.fullmatch(text.strip())
    if match is None:
        return number_in(text)
    total = int(match[1]) * int(match[2])
    return total if match[3] is None or int(match[3]) == total else None


def words_of(text: str) -> str:
    """What a cell of a score says beside its number: `Amber` of `Amber (12)`; factors of a product are said again."""
    if _PRODUCT.fullmatch(text.strip()):
        return text
    if several_numbers(text):
        return text
    rest = re.sub(r"^[LIPS](?=\s?[0-9])|[^A-Za-z ]", " ", text, flags=re.IGNORECASE)
    return " ".join(rest.split())


def _step(text: str, matrix: Matrix | None, which: str) -> int | None:
    number = number_in(text)
    labels = () if matrix is None else matrix.likelihood if which == "likelihood" else matrix.impact
    if number is None and labels:
        number = next((n for n, label in enumerate(labels, start=1) if label.casefold() == text.casefold()), None)
    return None if number is None or (labels and number > len(labels)) or number > _MOST_STEPS else number


def _rating(text: str, matrix: Matrix | None) -> str | None:
    if not text or len(text.split()) > _MOST_WORDS or any(c.isdigit() for c in text) or is_mark(text):
        return None
    if matrix is None:
        return text if any(c.isalpha() for c in text) else None
    return next((b.name for b in matrix.bands if b.name.casefold() == text.casefold()), None)


def _later(stage: str, pair: tuple[int, int, object] | None) -> tuple[str, ...]:
    """Likelihood and impact as the line that a register with a matrix holds: to be taken out of its comment then."""
    if pair is None or not all(0 < n <= _MOST_STEPS for n in pair[:2]):
        return ()
    line = f"score.{stage} = {{ likelihood = {pair[0]}, impact = {pair[1]} }}"
    return (f"Once [matrix] is stated, the line for score.{stage} is the next one, without its #:", line)


def _remarks(stage: str, cells: dict[str, str], score: Score | None, used: AbstractSet[str]) -> Iterator[str]:
    left = [f"{measure} {text}" for measure, text in cells.items() if measure not in used]
    if left:
        kept = f"; kept as {score}" if score is not None else "; no score could be made of it"
        yield f"{stage} score, as the table has it: {', '.join(left)}{kept}"
