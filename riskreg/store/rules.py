"""The rules within one register that no single value can show: scores and matrix, lineage, order of dates."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import chain

from riskreg.errors import Path, did_you_mean, nearest
from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix, Score, Stage
from riskreg.store.fault import At, Fault
from riskreg.store.values import described

_OF_SCORES = {"E211", "E213"}
"""What is said of a score as a whole; where a part of it is faulty, the part is what is wrong."""
_OF_MATRIX = {"E212", "E213", "E223"}
"""What rests on the matrix; where that is faulty itself, it is not judged."""


def register_faults(register: Register, known: Sequence[Fault] = ()) -> tuple[Fault, ...]:
    """The faults of a register against these rules.

    `known` are the faults that its keys and values have already: what rests on a faulty matrix is not judged again.
    """
    of_matrix = tuple(_matrix(register, known))
    matrix_is_sound = not any(f.within("matrix") or _is_misspelled_matrix(f) for f in (*known, *of_matrix))
    found = chain.from_iterable(rule(register) for rule in (_scores, _lineage, _departures, _dates, _repeats))
    faults = (f for f in found if matrix_is_sound or f.code not in _OF_MATRIX)
    return *of_matrix, *(f for f in faults if not (f.code in _OF_SCORES and any(k.within(*f.path) for k in known)))


def _is_misspelled_matrix(fault: Fault) -> bool:
    return fault.code == "E202" and len(fault.path) == 1 and nearest(str(fault.path[0]), ("matrix",)) is not None


def card_faults(card: Card) -> tuple[Fault, ...]:
    """The faults of a card against the rules for cards."""
    return tuple(_card(card))


def _card(card: Card) -> Iterator[Fault]:
    if len(card.sha256) != 64 or not set(card.sha256) <= set("0123456789abcdef"):
        message = f"found {described(card.sha256)}, expected 64 hexadecimal digits in lower case"
        yield Fault(("sha256",), "E224", message, "write what sha256sum prints for the file")
    if card.risk_table and card.risk_table.rows < 1:
        message = f"found {card.risk_table.rows}, expected at least 1"
        yield Fault(("risk-table", "rows"), "E224", message, "count the risks that the table lists")


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
        yield from _twice(("matrix", scale), labels, code="E215", hint="give each label once")


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
    yield from _twice(
        ("matrix", "bands"), [b.name for b in matrix.bands], "name", code="E214", hint="name each band otherwise"
    )


def _scores(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for stage, score in risk.score.stages():
            yield from _score(("risk", risk.id, "score", str(stage)), stage, score, register.matrix)
        if risk.appetite and register.matrix:
            yield from _band_name(("risk", risk.id, "appetite"), risk.appetite, register.matrix)


def _score(path: Path, stage: Stage, score: Score, matrix: Matrix | None) -> Iterator[Fault]:
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
    elif pair and matrix is None:
        message = "found a likelihood and an impact in a register without a matrix"
        yield Fault(path, "E213", message, "add [matrix] with the scales and bands in force", At.KEY)
    elif matrix is not None:
        yield from _inside(path, score, matrix)
    elif score.score is not None and score.score < 1:
        yield Fault((*path, "score"), "E212", f"found {score.score}, expected 1 or more", "mend the number")


def _listed(keys: Sequence[str]) -> str:
    """`likelihood, impact and score`."""
    return " and ".join(filter(None, (", ".join(keys[:-1]), keys[-1]))) if keys else "neither number nor rating"


def _inside(path: Path, score: Score, matrix: Matrix) -> Iterator[Fault]:
    ranges = (
        ("likelihood", score.likelihood, len(matrix.likelihood)),
        ("impact", score.impact, len(matrix.impact)),
        ("score", score.score, matrix.highest()),
    )
    for key, value, highest in ranges:
        if value is not None and not 1 <= value <= highest:
            message = f"found {value}, expected 1 to {highest} as the matrix has it"
            yield Fault((*path, key), "E212", message, "mend the number or the matrix")
    if score.rating is not None:
        yield from _band_name((*path, "rating"), score.rating, matrix)


def _band_name(path: Path, name: str, matrix: Matrix) -> Iterator[Fault]:
    names = [band.name for band in matrix.bands]
    if name not in names:
        hint = did_you_mean(name, names) or f"write one of {', '.join(names)}"
        yield Fault(path, "E223", f'found "{name}", which is no band of the matrix', hint)


def _lineage(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for index, id in enumerate(risk.supersedes):
            if id == risk.id:
                path = ("risk", risk.id, "supersedes", index)
                yield Fault(
                    path, "E218", f'the risk "{id}" supersedes itself', "leave it out: an id continues by itself"
                )
        for mitigation in risk.mitigations:
            yield from _own_mitigation(risk, mitigation)


def _own_mitigation(risk: Risk, mitigation: Mitigation) -> Iterator[Fault]:
    for index, ref in enumerate(mitigation.supersedes):
        if (ref.risk, ref.mitigation) == (risk.id, mitigation.id):
            path = ("risk", risk.id, "mitigation", mitigation.id, "supersedes", index)
            yield Fault(
                path, "E218", f'the action "{ref}" supersedes itself', "leave it out: an id continues by itself"
            )


def _departures(register: Register) -> Iterator[Fault]:
    """A risk is carried, superseded or removed, never two of these."""
    carried = {risk.id for risk in register.risks}
    heirs = {id: risk.id for risk in register.risks for id in risk.supersedes if id != risk.id}
    for removal in register.removed:
        path = ("removed", removal.id)
        if removal.id in carried:
            message = f"the risk is removed here and carried as [risk.{removal.id}]"
            yield Fault(path, "E216", message, "keep one of the two", At.HEADER)
        elif removal.id in heirs:
            message = f'the risk is removed here and superseded by "{heirs[removal.id]}"'
            yield Fault(path, "E217", message, "keep one of the two", At.HEADER)


def _dates(register: Register) -> Iterator[Fault]:
    for risk in register.risks:
        for m in risk.mitigations:
            if m.since and m.due and m.due.before(m.since):
                path = ("risk", risk.id, "mitigation", m.id, "due")
                yield Fault(path, "E219", f"due {m.due} is before since {m.since}", "mend one of the two dates")


def _repeats(register: Register) -> Iterator[Fault]:
    """The same item twice in one list."""
    for risk in register.risks:
        yield from _twice(("risk", risk.id, "supersedes"), risk.supersedes)
        yield from _twice(("risk", risk.id, "evidence"), risk.evidence)
        for m in risk.mitigations:
            path = ("risk", risk.id, "mitigation", m.id)
            yield from _twice((*path, "supersedes"), m.supersedes)
            yield from _twice((*path, "evidence"), m.evidence)
    for removal in register.removed:
        yield from _twice(("removed", removal.id, "evidence"), removal.evidence)


def _twice(
    path: Path, items: Sequence[Hashable], *within: str, code: str = "E222", hint: str = "keep one"
) -> Iterator[Fault]:
    seen: set[Hashable] = set()
    for index, item in enumerate(items):
        if item in seen:
            yield Fault((*path, index, *within), code, f'"{item}" stands in the list twice', hint)
        seen.add(item)
