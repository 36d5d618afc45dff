"""What is overdue in a register on a day: targets missed, actions, reviews; and ratings above appetite.

The day is always named by the user, so that no output depends on when it was made. A date without a day has passed
when its last day has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from riskreg.finding import Finding
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Band, Matrix, Score
from riskreg.store.fault import At, Fault
from riskreg.store.reading import Reading
from riskreg.store.series import Entry, Series, has_date

A_YEAR = 365
"""Longer than so many days ago, a review was more than a year ago."""


@frozen
class Overdue:
    """What was found in one register, or why it was not looked at."""

    findings: tuple[Finding, ...] = ()
    """Each at its exact place."""
    notes: tuple[str, ...] = ()
    """What was not looked at, and why."""


def overdue(reading: Reading[Register], day: date) -> Overdue:
    """What is overdue in a register on a day. One with faults is not judged: what is missing may only be misspelled."""
    if reading.findings or reading.record is None:
        return Overdue(notes=(f"{reading.text.file} has faults: mend them first, then look for what is overdue",))
    note = f"what is overdue on {day} was looked for in {reading.text.file}"
    return Overdue(tuple(map(reading.text.finding, _faults(reading.record, day))), (note,))


def latest(series: Series, day: date) -> Entry | None:
    """The latest register of a series that is not dated after a day; None where all are, or there is none."""
    entries = (e for e in series.entries if has_date(e.reading) and e.reading.record)
    found = [e for e in entries if e.reading.record and e.reading.record.date.first <= day]
    return found[-1] if found else None


def _faults(register: Register, day: date) -> Iterator[Fault]:
    for risk in register.risks:
        yield from _target(risk, register.matrix, day)
        yield from _appetite(risk, register.matrix)
        yield from _review(risk, register.date, day)
        for mitigation in risk.mitigations:
            yield from _action(risk, mitigation, day)


def _target(risk: Risk, matrix: Matrix | None, day: date) -> Iterator[Fault]:
    target, current = risk.score.target, risk.score.current
    if target and target.by and current and target.by.last < day and _above(current, target, matrix):
        message = f"the target {target} was to be reached by {target.by}; the current score is {current}"
        hint = "bring the current score up to date, or agree another date for the target"
        yield Fault(("risk", risk.id, "score", "target", "by"), "W501", message, hint)


def _action(risk: Risk, mitigation: Mitigation, day: date) -> Iterator[Fault]:
    if mitigation.due is None or mitigation.due.last >= day or (mitigation.status and mitigation.status.finished):
        return
    standing = f'its status is "{mitigation.status}"' if mitigation.status else "no status is stated"
    message = f"the action was due {mitigation.due} and is not complete: {standing}"
    hint = 'write status = "complete" or "withdrawn", or the new date'
    yield Fault(("risk", risk.id, "mitigation", mitigation.id, "due"), "W502", message, hint)


def _review(risk: Risk, stated: PartialDate, day: date) -> Iterator[Fault]:
    seen = risk.reviewed or stated
    if (day - seen.last).days <= A_YEAR:
        return
    hint = "review the risk, and write the day of the review"
    if risk.reviewed:
        message = f"last reviewed {seen}, more than a year before {day}"
        yield Fault(("risk", risk.id, "reviewed"), "W503", message, hint)
    else:
        message = f"no review is stated, and the register of {seen} is more than a year before {day}"
        yield Fault(("risk", risk.id), "W503", message, hint, At.HEADER)


def _appetite(risk: Risk, matrix: Matrix | None) -> Iterator[Fault]:
    current = risk.score.current
    if not (risk.appetite and current and matrix):
        return
    band, limit = matrix.rating(current), matrix.rating(Score(rating=risk.appetite))
    if band and limit and limit.from_ < band.from_:
        message = f"{_rated(current, band)}, above the appetite {limit.name}"
        hint = "bring the risk down, or agree another appetite"
        yield Fault(("risk", risk.id, "appetite"), "W504", message, hint)


def _rated(current: Score, band: Band) -> str:
    """`the current score L4 × I4 = 16 is Red`; a rating that stands alone is not said twice."""
    if current.product() is None:
        return f"the current rating is {band.name}"
    return f"the current score {current} is {band.name}"


def _above(current: Score, target: Score, matrix: Matrix | None) -> bool:
    """Whether the current score is above the target: by points, or by bands where either is a rating alone."""
    points, aim = current.product(), target.product()
    if points is not None and aim is not None:
        return aim < points
    band, goal = (matrix.rating(score) if matrix else None for score in (current, target))
    return band is not None and goal is not None and goal.from_ < band.from_
