"""The rules of scores and of the matrix that gives them a meaning.

Each rule is kept back only where what it rests on is faulty itself: a likelihood can be judged by a sound scale
although a band is wrong, and the name of a band although its threshold is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from riskreg.finding import Path
from riskreg.model.register import Register
from riskreg.model.score import Matrix, Score, Stage
from riskreg.spelling import did_you_mean, nearest
from riskreg.store.fault import At, Fault
from riskreg.store.repeats import twice

_OF_THE_WHOLE = {"E211", "E213"}
"""What is said of a score as a whole; where a part of it is faulty, the part is what is wrong."""


def score_faults(register: Register, known: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults of a register's matrix, scores and appetites, besides those that are `known`."""
    of_matrix = tuple(_matrix(register, known))
    scale = _Scale.of(register.matrix, (*known, *of_matrix))
    of_scores = (
        f for f in _scores(register, scale) if not (f.code in _OF_THE_WHOLE and any(k.within(*f.path) for k in known))
    )
    return (*of_matrix, *of_scores)


class _Scale(NamedTuple):
    """What a matrix says, as far as it is sound; None where it says nothing that scores can be judged by."""

    likelihood: int | None = None
    """How many steps the scale has."""
    impact: int | None = None
    """How many steps the scale has."""
    bands: tuple[str, ...] | None = None
    """The names of the bands."""
    is_there: bool = False
    """Whether the register means to have a matrix."""

    @classmethod
    def of(cls, matrix: Matrix | None, faults: Sequence[Fault]) -> _Scale:
        """What is sound of a matrix, by the faults of the register."""
        about = [f for f in faults if f.within("matrix")]
        meant = bool(about) or any(_is_misspelled_matrix(f) for f in faults)
        if matrix is None or any(f.path == ("matrix",) for f in about):
            return cls(is_there=meant)
        faulty = {f.path[1] for f in about if f.path[-1] != "from" and f.code != "E202"} | _misspelled(about)
        return cls(
            likelihood=None if "likelihood" in faulty else len(matrix.likelihood),
            impact=None if "impact" in faulty else len(matrix.impact),
            bands=None if "bands" in faulty else tuple(band.name for band in matrix.bands),
            is_there=True,
        )

    @property
    def highest(self) -> int | None:
        """The highest score, where both scales are sound."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


def _misspelled(faults: Sequence[Fault]) -> set[str]:
    """The keys of a matrix that unknown ones were meant to be."""
    keys = ("likelihood", "impact", "bands")
    unknown = (str(f.path[1]) for f in faults if f.code == "E202" and len(f.path) == 2)
    return {meant for key in unknown if (meant := nearest(key, keys))}


def _is_misspelled_matrix(fault: Fault) -> bool:
    return fault.code == "E202" and len(fault.path) == 1 and nearest(str(fault.path[0]), ("matrix",)) is not None


def _matrix(register: Register, known: Sequence[Fault]) -> Iterator[Fault]:
    """What is wrong with the scales and bands, except with those that have faults already."""
    matrix = register.matrix
    if matrix is None or any(f.path == ("matrix",) for f in known):
        return
    faulty = {f.path[1] for f in known if f.within("matrix")}
    scales = tuple(f for f in _scales(matrix) if f.path[1] not in faulty)
    yield from scales
    if "bands" not in faulty:
        yield from _bands(matrix, highest=None if scales or faulty else matrix.highest())


def _scales(matrix: Matrix) -> Iterator[Fault]:
    for scale, labels in (("likelihood", matrix.likelihood), ("impact", matrix.impact)):
        if len(labels) < 2:
            yield Fault(("matrix", scale), "E215", "expected at least two labels", "list the scale, lowest first")
        yield from twice(("matrix", scale), labels, code="E215", hint="give each label once")


def _bands(matrix: Matrix, highest: int | None) -> Iterator[Fault]:
    """`highest` is the highest score of the scales; None where these are faulty."""
    if not matrix.bands:
        yield Fault(("matrix", "bands"), "E214", "found no bands", "list them, lowest first, the first from 1")
        return
    below = 0
    for index, band in enumerate(matrix.bands):
        path = ("matrix", "bands", index, "from")
        if index == 0 and band.from_ != 1:
            yield Fault(path, "E214", f"the first band begins at {band.from_}, expected 1", "write from = 1")
        elif band.from_ <= below:
            yield Fault(
                path, "E214", f"found {band.from_} after {below}, expected ascending bands", "put the lowest first"
            )
        elif highest is not None and band.from_ > highest:
            message = f"{band.from_} is above {highest}, the highest score of these scales"
            yield Fault(path, "E214", message, "lower it, or leave the band out")
        below = max(below, band.from_)
    yield from twice(
        ("matrix", "bands"), [b.name for b in matrix.bands], "name", code="E214", hint="name each band otherwise"
    )


def _scores(register: Register, scale: _Scale) -> Iterator[Fault]:
    for risk in register.risks:
        for stage, score in risk.score.stages():
            path = ("risk", risk.id, "score", str(stage))
            yield from _form(path, stage, score)
            yield from _inside(path, score, scale)
        if risk.appetite:
            yield from _band_name(("risk", risk.id, "appetite"), risk.appetite, scale)


def _form(path: Path, stage: Stage, score: Score) -> Iterator[Fault]:
    """A score is likelihood and impact, or a number, or a rating."""
    if score.by and stage is not Stage.TARGET:
        message = f"found by in the {stage} score, expected it only in the target"
        yield Fault((*path, "by"), "E211", message, "move it to score.target, or leave it out", At.KEY)
    given = [key for key in ("likelihood", "impact", "score", "rating") if getattr(score, key) is not None]
    pair = "likelihood" in given or "impact" in given
    if pair + ("score" in given) + ("rating" in given) != 1:
        message = f"found {_listed(given)}, expected likelihood and impact, or score, or rating"
        yield Fault(path, "E211", message, f"{'keep' if given else 'give'} one of the three", At.KEY)
    elif pair and (score.likelihood is None or score.impact is None):
        missing = "likelihood" if score.likelihood is None else "impact"
        message = f"found {_listed(given)} alone, expected {missing} with it"
        yield Fault(path, "E211", message, "give both, or the number alone: { score = 16 }", At.KEY)


def _listed(keys: Sequence[str]) -> str:
    """`likelihood, impact and score`."""
    return " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1]))) if keys else "neither number nor rating"


def _inside(path: Path, score: Score, scale: _Scale) -> Iterator[Fault]:
    """A score is on the scales, as far as these are sound."""
    if score.likelihood is not None and score.impact is not None and not scale.is_there:
        message = "found a likelihood and an impact in a register without a matrix"
        yield Fault(path, "E213", message, "add [matrix] with the scales and bands in force", At.KEY)
        return
    ranges = (
        ("likelihood", score.likelihood, scale.likelihood),
        ("impact", score.impact, scale.impact),
        ("score", score.score, scale.highest),
    )
    for key, value, highest in ranges:
        if value is not None and not 1 <= value <= (highest or max(value, 1)):
            expected = f"1 to {highest} as the matrix has it" if highest else "1 or more"
            yield Fault(
                (*path, key),
                "E212",
                f"found {value}, expected {expected}",
                f"mend the number{' or the matrix' if highest else ''}",
            )
    if score.rating is not None:
        yield from _band_name((*path, "rating"), score.rating, scale)


def _band_name(path: Path, name: str, scale: _Scale) -> Iterator[Fault]:
    if scale.bands is not None and name not in scale.bands:
        hint = did_you_mean(name, scale.bands) or f"write one of {', '.join(scale.bands)}"
        yield Fault(path, "E223", f'found "{name}", which is no band of the matrix', hint)
