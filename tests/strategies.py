"""Registers and series of registers as hypothesis makes them up: all valid by the rules of one file and of a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from attrs import evolve
from builders import FIVE, FOUR
from hypothesis import strategies as st

import riskreg
from riskreg.comparison.change import Comparison
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Assurance, Cost, Evidence
from riskreg.model.register import Reason, Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Response, Risk, Scores, Status
from riskreg.model.score import Band, Matrix, Score

Given = tuple[Register, Register, tuple[Register, ...]]
"""What `pairs` makes: an earlier register, a later one, and the series they stand in."""


def compared(given: Given) -> Comparison:
    """The comparison of a pair that hypothesis made up."""
    earlier, later, series = given
    return riskreg.compare(earlier, later, series)


T = TypeVar("T")

IDS = st.text("abmXZ059_-", min_size=1, max_size=8).map(lambda text: f"x{text}" if text[0] in "_-" else text)
"""Any well-formed id."""

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_READABLE = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=_TURNING)
_WITH_BREAKS = st.characters(
    codec="utf-8", exclude_categories=["Cc"], exclude_characters=_TURNING, include_characters="\n\t"
)


def _words(text: str) -> str:
    return text if text.strip() else f"{text}x"


LINES = st.text(_READABLE, max_size=16).map(_words)
"""Text of one line, in any script."""
PROSE = st.text(_WITH_BREAKS, max_size=24).map(_words)
"""Text that may run over several lines."""

_TEXT_DATES = st.one_of(
    st.dates().map(lambda d: f"{d.year:04}"),
    st.dates().map(lambda d: f"{d.year:04}-{d.month:02}"),
    st.dates().map(lambda d: f"{d.year:04}-Q{(d.month + 2) // 3}"),
    st.integers(1, 9998).map(lambda y: f"{y:04}/{(y + 1) % 100:02}"),
)
DATES = st.dates().map(PartialDate.of_day) | _TEXT_DATES.map(PartialDate.of_text)
"""Dates of every precision."""

EVIDENCE = st.builds(Evidence, IDS, LINES.map(str.strip))
_COSTS = st.builds(Cost, st.integers(-(10**9), 10**9), st.none() | LINES, st.none() | LINES)
_ASSURANCE = st.builds(Assurance, LINES, PROSE, st.none() | LINES)


def _few(items: st.SearchStrategy[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(items, max_size=most, unique=True).map(tuple)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Scales of two to six labels, and bands that ascend from 1 within them."""
    scale = st.lists(LINES, min_size=2, max_size=6, unique=True).map(tuple)
    likelihood, impact = draw(scale), draw(scale)
    highest = len(likelihood) * len(impact)
    starts = [1, *sorted(draw(st.sets(st.integers(2, highest), max_size=3)))]
    names = draw(st.lists(LINES, min_size=len(starts), max_size=len(starts), unique=True))
    more = [(draw(st.none() | LINES), draw(st.none() | LINES)) for _ in starts]
    return Matrix(likelihood, impact, tuple(map(_band, names, starts, more)))


def _band(name: str, start: int, more: tuple[str | None, str | None]) -> Band:
    return Band(name, start, *more)


def scores(matrix: Matrix | None) -> st.SearchStrategy[Score]:
    """Scores that the matrix has room for: likelihood and impact, a number alone, or a rating alone."""
    if matrix is None:
        return st.builds(Score, score=st.integers(1, 100)) | st.builds(Score, rating=LINES)
    return st.one_of(
        st.builds(Score, st.integers(1, len(matrix.likelihood)), st.integers(1, len(matrix.impact))),
        st.builds(Score, score=st.integers(1, matrix.highest())),
        st.builds(Score, rating=_bands(matrix)),
    )


def _bands(matrix: Matrix | None) -> st.SearchStrategy[str]:
    return st.sampled_from([b.name for b in matrix.bands]) if matrix else LINES


@st.composite
def _targets(draw: st.DrawFn, matrix: Matrix | None) -> Score:
    found = draw(scores(matrix))
    return Score(found.likelihood, found.impact, found.score, found.rating, by=draw(st.none() | DATES))


@st.composite
def mitigations(draw: st.DrawFn, risk: str, id: str) -> Mitigation:
    """A mitigation of that id under the risk of that id, with every field."""
    since, due = draw(st.none() | DATES), draw(st.none() | DATES)
    if since and due and due.before(since):
        since, due = due, since
    refs = st.builds(MitigationRef, IDS, IDS).filter(lambda ref: ref != MitigationRef(risk, id))
    return Mitigation(
        id=id,
        status=draw(st.none() | st.sampled_from(Status)),
        action=draw(PROSE),
        owner=draw(st.none() | LINES),
        since=since,
        due=due,
        cost=draw(_few(_COSTS)),
        place=draw(st.none() | LINES),
        evidence=draw(_few(EVIDENCE)),
        supersedes=draw(_few(refs)),
        note=draw(st.none() | PROSE),
    )


@st.composite
def risks(draw: st.DrawFn, id: str, matrix: Matrix | None) -> Risk:
    """A risk of that id with every field, scored by that matrix."""
    line, prose, date = st.none() | LINES, st.none() | PROSE, st.none() | DATES
    stage = st.none() | scores(matrix)
    rest: dict[str, Any] = {key: draw(line) for key in ("number", "category", "objective", "owner", "manager", "place")}
    rest |= {key: draw(prose) for key in ("wording", "description", "cause", "event", "consequence", "note")}
    return Risk(
        id,
        draw(LINES),
        response=draw(st.none() | st.sampled_from(Response)),
        appetite=draw(st.none() | _bands(matrix)),
        raised=draw(date),
        reviewed=draw(date),
        exempt=draw(st.booleans()),
        supersedes=draw(_few(IDS.filter(lambda other: other != id))),
        evidence=draw(_few(EVIDENCE)),
        assurance=draw(_few(_ASSURANCE)),
        score=Scores(*draw(st.tuples(stage, stage, st.none() | _targets(matrix)))),
        mitigations=tuple(draw(mitigations(id, m)) for m in draw(_few(IDS))),
        **rest,
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """A register with every field that a file may hold, valid by the rules within one file."""
    matrix = draw(st.none() | matrices())
    held = tuple(draw(risks(id, matrix)) for id in draw(_few(IDS, 3)))
    taken = {r.id for r in held} | {id for r in held for id in r.supersedes}
    left = draw(_few(IDS.filter(lambda other: other not in taken)))
    line = st.none() | LINES
    return Register(
        draw(LINES),
        draw(DATES),
        organisation=draw(line),
        committee=draw(line),
        source=draw(line),
        currency=draw(st.none() | st.from_regex("[A-Z]{3}", fullmatch=True)),
        examples_only=draw(st.booleans()),
        note=draw(st.none() | PROSE),
        matrix=matrix,
        risks=held,
        removed=tuple(draw(_removals(id)) for id in left),
    )


def _removals(id: str) -> st.SearchStrategy[Removal]:
    return st.builds(
        Removal, st.just(id), st.sampled_from(Reason), st.none() | PROSE, st.none() | LINES, _few(EVIDENCE)
    )


# Series of registers: few ids, so that they meet again

POOL = ("a", "b", "c", "d", "e", "f")
"""The ids of the risks of a series."""

_ACTIONS = ("Train staff", "Hire staff", "Mend the roof")
_DATES = ("{}", "{}-06", "{}-Q3")


class _Choices:
    """Many small choices out of one drawn number, since drawing each would take most of a test's time."""

    def __init__(self, number: int) -> None:
        self._left = number

    def below(self, limit: int) -> int:
        self._left, chosen = divmod(self._left, limit)
        return chosen

    def one(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], most: int) -> tuple[T, ...]:
        """Up to so many of the items, in any order."""
        left = list(items)
        number = self.below(min(most, len(left)) + 1)
        return tuple(left.pop(self.below(len(left))) for _ in range(number))


_CHOICES = st.binary(min_size=14, max_size=14).map(lambda drawn: _Choices(int.from_bytes(drawn, "big")))


@st.composite
def series(draw: st.DrawFn, *, exempt: bool = True) -> tuple[Register, ...]:
    """Three to six registers of one list of risks, oldest first.

    Risks are carried, renamed, merged, split, regrouped, removed, left out without a word, and come back.
    """
    made: list[Register] = []
    for number in range(draw(st.integers(3, 6))):
        held, rest = draw(_CHOICES), draw(_CHOICES)
        known = sorted({r.id for register in made for r in register.risks})
        actions = sorted({MitigationRef(r.id, m.id) for g in made for r in g.risks for m in r.mitigations}, key=str)
        ids = held.some(POOL, 5)
        # Mostly, risks take over what does not stand beside them any more.
        preceding = [r.id for r in made[-1].risks] if made else []
        heirless = held.one([[id for id in of if id not in ids] for of in (preceding, known)] + [known])
        risks = tuple(_member(draw(_CHOICES), id, heirless, actions) for id in ids)
        risks = risks if exempt else tuple(evolve(r, exempt=False) for r in risks)
        made.append(_stated(rest, number, risks, made[-1].risks if made else ()))
    return tuple(made)


def _stated(choices: _Choices, number: int, risks: tuple[Risk, ...], preceding: Sequence[Risk]) -> Register:
    taken = {r.id for r in risks} | {id for r in risks for id in r.supersedes}
    left = choices.some([r.id for r in preceding if r.id not in taken], 4)
    return Register(
        f"Register {number}",
        PartialDate.of_text(choices.one(_DATES).format(2015 + number)),
        examples_only=choices.one((False, True)),
        matrix=choices.one((FIVE, FIVE, FOUR)),
        risks=risks,
        removed=tuple(Removal(id, choices.one(tuple(Reason))) for id in left),
    )


def _member(choices: _Choices, id: str, known: Sequence[str], actions: Sequence[MitigationRef]) -> Risk:
    return Risk(
        id,
        f"The risk {id}" + choices.one(("", ", reworded")),
        exempt=choices.below(8) == 7,
        supersedes=choices.some([k for k in known if k != id], choices.one((0, 1, 1, 2))),
        score=Scores(current=choices.one((None, Score(choices.below(4) + 1, choices.below(4) + 1)))),
        mitigations=tuple(_action(choices, id, m, actions) for m in choices.some("mno", 3)),
    )


def _action(choices: _Choices, risk: str, id: str, known: Sequence[MitigationRef]) -> Mitigation:
    return Mitigation(
        id=id,
        action=choices.one(_ACTIONS),
        status=choices.one((None, *Status)),
        supersedes=choices.some([ref for ref in known if ref != MitigationRef(risk, id)], choices.one((0, 0, 1))),
    )


@st.composite
def pairs(draw: st.DrawFn, *, exempt: bool = True) -> tuple[Register, Register, tuple[Register, ...]]:
    """An earlier and a later register, and the series that both stand in."""
    registers = draw(series(exempt=exempt))
    later = len(registers) - 1 - draw(st.integers(0, len(registers) - 2))
    return registers[draw(st.integers(0, later - 1))], registers[later], registers
