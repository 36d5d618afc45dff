"""The matrix that a report's scores follow, where it can be told: from its scale tables, or from the scores alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from riskreg.intake.columns import STAGES
from riskreg.intake.grid import Grid
from riskreg.intake.plain import folded
from riskreg.intake.rows import RiskRow, RiskRows
from riskreg.intake.scoring import pair_of, total_in, words_of
from riskreg.intake.values import number_in
from riskreg.model.score import Band, Matrix

_AXES = {"likelihood": re.compile(r"\b(?:likelihood|probability)\b"), "impact": re.compile(r"\b(?:impact|severity)\b")}
_LABELLED = re.compile(
    r"\(?([1-9])\)?\s*[-–:.=)]*\s*([A-Za-z][A-Za-z ]*)|([A-Za-z][A-Za-z ]*?)\s*[-–:=(]*\s*([1-9])\)?"
)
_RANGE = re.compile(r"\b1\s?(?:-|–|to)\s?([3-9])\b")
_FEWEST_PAIRS = 3
_USUAL = 5
_LONGEST_LABEL = 4
_LONGEST_CELL = 60
_RATING = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,2}")

NO_BANDS = "Bands not stated"
"""The one band of a matrix whose bands a report does not tell: a register needs one, and none is made up."""

Labels = Mapping[int, str]


@frozen
class ToldMatrix:
    """A matrix that the report does not print as one, and how it was told."""

    matrix: Matrix
    """The scales, and the bands as far as ratings tell them."""
    why: str
    """How, as a question to the person."""


def told_matrix(rows: RiskRows) -> ToldMatrix | None:
    """The matrix that all scores of the table follow; None where it cannot be told, or one of them does not."""
    pairs = [pair for row in rows.rows for stage in STAGES if (pair := pair_of(row, stage))]
    stated = [(a * b, n) for a, b, said in pairs for n in map(total_in, said) if n is not None]
    if not pairs or any(product != n for product, n in stated):
        return None
    scales = {axis: _scale(axis, rows) for axis in _AXES}
    highest = {"likelihood": max(p[0] for p in pairs), "impact": max(p[1] for p in pairs)}
    lengths = {axis: max(scale, default=0) for axis, scale in scales.items()}
    if all(lengths.values()):
        why = "the report's tables of the scales"
    elif all(ranges := {axis: _range(axis, rows) for axis in _AXES}.values()):
        lengths = dict(zip(_AXES, ranges, strict=True))
        why = "the range that the headings give"
    elif len(stated) >= _FEWEST_PAIRS and max(highest.values()) == _USUAL:
        lengths = dict.fromkeys(_AXES, _USUAL)
        why = f"the scores alone: likelihood × impact is the score in all {len(stated)} of them"
    else:
        return None
    if any(highest[axis] > lengths[axis] for axis in _AXES):
        return None
    words = {axis: scales[axis] or _in_cells(axis, rows.rows) for axis in _AXES}
    labels = {axis: tuple(words[axis].get(n, str(n)) for n in range(1, lengths[axis] + 1)) for axis in _AXES}
    if any(len(set(of_axis)) < len(of_axis) for of_axis in labels.values()):
        return None
    plain = Matrix(labels["likelihood"], labels["impact"], (Band(NO_BANDS, 1),))
    return ToldMatrix(
        evolve(plain, bands=_bands(plain, rows.rows) or plain.bands),
        f"the matrix is told from {why}; is it so? Put in its words, and where its bands begin",
    )


def _range(axis: str, rows: RiskRows) -> int:
    """How many steps the heading of an axis says it has: `Likelihood (1-5)`; 0 where it says nothing."""
    titles = (c.title for c in rows.header.columns if c.role and c.role.endswith(axis))
    return next((int(m[1]) for title in titles if (m := _RANGE.search(title))), 0)


def _bands(matrix: Matrix, rows: Sequence[RiskRow]) -> tuple[Band, ...]:
    """The ratings that the table gives, each from the lowest score that has it; none where scores do not tell them."""
    scores: dict[str, set[int]] = {}
    for row in rows:
        for stage in STAGES:
            cells = (row.cell(f"{stage}.{m}") for m in ("score", "rating"))
            words = [w for cell in cells if _RATING.fullmatch(w := words_of(cell))]
            pair = pair_of(row, stage, matrix)
            if words and pair is None:
                return ()
            for word in words:
                scores.setdefault(word.capitalize(), set()).update([pair[0] * pair[1]] if pair else [])
    found = sorted(scores.items(), key=lambda item: min(item[1]))
    if any(max(low) >= min(high) for (_, low), (_, high) in pairwise(found)):
        return ()
    return tuple(Band(name, min(of) if n else 1) for n, (name, of) in enumerate(found))


def _scale(axis: str, rows: RiskRows) -> Labels:
    """The steps of an axis, from a table of the report that lists them; empty where none does so fully."""
    grids = (c.grid for c in rows.looked_at if c.header is None and len(c.grid.rows) > 2)
    return next((labels for grid in grids if (labels := _listed(axis, grid))), {})


def _listed(axis: str, grid: Grid) -> Labels:
    heads = [folded(cell) for cell in grid.rows[0].cells]
    own = [place for place, head in enumerate(heads) if _AXES[axis].search(head)]
    others = [p for p, head in enumerate(heads) if any(w.search(head) for a, w in _AXES.items() if a != axis)]
    if not own and (others or not _AXES[axis].search(folded(grid.heading))):
        return {}
    body = [row.cells for row in grid.rows[1:]]
    columns = own or [place for place in range(len(heads)) if place not in others]
    within = [dict(filter(None, (_labelled(_at(cells, place)) for cells in body))) for place in columns]
    numbers = [number_in(next((c for c in cells if c.strip().isdigit()), "")) for cells in body]
    for place, found in zip(columns, within, strict=True):
        beside = {n: _at(cells, place) for n, cells in zip(numbers, body, strict=True) if n}
        for labels in (found, beside):
            if _is_scale(labels) and len(labels) == len(body):
                return labels
    return {}


def _at(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _is_scale(labels: Labels) -> bool:
    words = labels.values()
    steps = sorted(labels) == list(range(1, len(labels) + 1)) and 3 <= len(labels) <= 6
    return steps and all(w and not w.isdigit() and len(w.split()) <= _LONGEST_LABEL for w in words)


def _in_cells(axis: str, rows: Sequence[RiskRow]) -> Labels:
    """The words that the table's own cells give to the steps: `4 - Likely`; empty where two words stand for one."""
    found = set(_pairs(axis, rows))
    numbers = [number for number, _ in found]
    return dict(found) if len(numbers) == len(set(numbers)) else {}


def _pairs(axis: str, rows: Sequence[RiskRow]) -> Iterator[tuple[int, str]]:
    for row in rows:
        for stage in STAGES:
            labelled = _labelled(" ".join(row.cell(f"{stage}.{axis}").split()))
            if labelled:
                yield labelled


def _labelled(cell: str) -> tuple[int, str] | None:
    match = _LABELLED.fullmatch(cell) if len(cell) <= _LONGEST_CELL else None
    if match is None:
        return None
    number, label = (match[1], match[2]) if match[1] else (match[4], match[3])
    return int(number), label.strip().capitalize()
