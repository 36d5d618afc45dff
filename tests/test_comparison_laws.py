"""What holds for every pair of registers of every series, whatever became of the risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import attrs
from attrs import evolve
from builders import register, risk, when
from hypothesis import given
from hypothesis import strategies as st
from strategies import Given, compared, pairs, registers, series

import riskreg
from riskreg.comparison.change import Change, Comparison, Kind, MitigationChange, Pair
from riskreg.model.register import Register
from riskreg.model.risk import Risk


@given(pairs())
def test_the_balance_closes(given: Given) -> None:
    """Opening, plus what came, less what went, is closing; and each step is what the changes of its kind make of it."""
    comparison = compared(given)
    parts = attrs.asdict(comparison.balance())
    opening, closing = parts.pop("opening"), parts.pop("closing")
    assert (opening, closing) == (len(given[0].risks), len(given[1].risks))
    assert opening + sum(parts.values()) == closing
    for kind, step in parts.items():
        assert step == sum(len(c.later) - len(c.earlier) for c in comparison.changes if c.kind == kind)


@given(pairs())
def test_every_risk_stands_in_exactly_one_change(given: Given) -> None:
    """Nobody is forgotten, and nobody is counted twice."""
    comparison = compared(given)
    for side, whole in (("earlier", given[0]), ("later", given[1])):
        told = [r.id for change in comparison.changes for r in getattr(change, side)]
        assert sorted(told) == sorted(r.id for r in whole.risks)


@given(pairs())
def test_counts_are_of_changes_and_a_kind_is_a_shape(given: Given) -> None:
    """Each change has the shape that its kind says, and the counts are how many there are."""
    comparison = compared(given)
    assert sum(comparison.counts().values()) == len(comparison.changes)
    for kind, number in comparison.counts().items():
        assert number == len([c for c in comparison.changes if c.kind is kind])
    assert all(_shape(c) == SHAPES[c.kind] for c in comparison.changes)


SHAPES = {
    Kind.CARRIED: ("one", "one"),
    Kind.CONTINUED: ("one", "one"),
    Kind.MERGED: ("several", "one"),
    Kind.SPLIT: ("one", "several"),
    Kind.REGROUPED: ("several", "several"),
    Kind.NEW: ("none", "one"),
    Kind.RETURNED: ("none", "one"),
    Kind.REMOVED: ("one", "none"),
    Kind.UNACCOUNTED: ("one", "none"),
}


def _shape(change: Change) -> tuple[str, str]:
    sizes = (("none", "one", "several")[min(len(side), 2)] for side in (change.earlier, change.later))
    return next(sizes), next(sizes)


@given(pairs())
def test_the_groups_are_those_that_a_slow_and_simple_reading_finds(given: Given) -> None:
    """Followed link by link and joined one by one, the same risks belong together."""
    comparison = compared(given)
    assert {_ids(c) for c in comparison.changes} == set(_joined(*given))


def _ids(change: Change) -> frozenset[tuple[str, str]]:
    return frozenset((*(("earlier", r.id) for r in change.earlier), *(("later", r.id) for r in change.later)))


def _joined(earlier: Register, later: Register, series: Iterable[Register]) -> Iterator[frozenset[tuple[str, str]]]:
    known = [r for r in series if r.date.first <= later.date.first]
    groups = [{("earlier", r.id)} for r in earlier.risks] + [{("later", r.id)} for r in later.risks]
    for now in later.risks:
        for id in _origins(now, known[:-1], earlier):
            joined = [g for g in groups if ("later", now.id) in g or ("earlier", id) in g]
            groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    return map(frozenset, groups)


def _origins(risk: Risk, before: list[Register], goal: Register) -> set[str]:
    """The ids of risks of the goal that a risk comes from; `before` are the registers before its own."""
    found: set[str] = set()
    for id in {risk.id, *risk.supersedes}:
        last = next((n for n in reversed(range(len(before))) if id in {r.id for r in before[n].risks}), None)
        heirs = {r.id for b in before[(last or 0) + 1 :] for r in b.risks if id in r.supersedes}
        if id == risk.id and heirs and not heirs & set(risk.supersedes):
            continue  # The id was taken over since: this risk only bears it.
        if last is not None and before[last] is goal:
            found.add(id)
        elif last is not None:
            found |= _origins(before[last].risk(id), before[:last], goal)
    return found


@given(pairs())
def test_a_removal_was_said_and_silence_is_never_called_one(given: Given) -> None:
    """Whatever is told as removed, a register after the earlier one says, with that reason."""
    earlier, later, series = given
    after = [r for r in series if earlier.date.first < r.date.first <= later.date.first]
    said = {(removal.id, removal.reason) for register in after for removal in register.removed}
    for change in compared(given).changes:
        assert (change.reason is None) == (change.kind is not Kind.REMOVED)
        assert change.reason is None or change.reason in {reason for _, reason in said}
    if len(after) == 1:
        removed = {(c.earlier[0].id, c.reason) for c in compared(given).of_kind(Kind.REMOVED)}
        assert removed == {pair for pair in said if pair[0] in {r.id for r in earlier.risks}}


@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_nothing(given: Given, random: Random) -> None:
    """Risks, actions, lineage and removals may stand in any order in any of the files."""
    order = {r.date: shuffled(r, random) for r in given[2]}
    other = riskreg.compare(order[given[0].date], order[given[1].date], reversed(order.values()))
    assert essence(other) == essence(compared(given))


def shuffled(register: Register, random: Random) -> Register:
    """The same register in another order."""
    risks = [_shuffled_risk(risk, random) for risk in _mixed(register.risks, random)]
    return attrs.evolve(register, risks=tuple(risks), removed=_mixed(register.removed, random))


def _shuffled_risk(risk: Risk, random: Random) -> Risk:
    return attrs.evolve(risk, supersedes=_mixed(risk.supersedes, random), mitigations=_mixed(risk.mitigations, random))


def _mixed(items: tuple[Any, ...], random: Random) -> tuple[Any, ...]:
    return tuple(random.sample(items, len(items)))


def essence(comparison: Comparison) -> set[Any]:
    """All that a comparison says, but for the order it says it in."""
    return {
        (c.kind, _ids(c), c.reason, c.note, frozenset(_pairs(c)), frozenset(map(_told, c.mitigations)))
        for c in comparison.changes
    }


def _pairs(change: Change) -> Iterator[Any]:
    for p in change.pairs:
        yield p.earlier.id, p.later.id, p.why, p.path, p.direction, p.fields, frozenset(map(_told, p.mitigations))


def _told(change: MitigationChange) -> Any:
    return change.kind, change.earlier, change.later, frozenset(change.fields)


@given(series(), st.data())
def test_pairs_by_plain_id_are_the_same_in_both_directions(series: tuple[Register, ...], data: st.DataObject) -> None:
    """Without recorded lineage, whoever is paired from one date to another is paired the other way round as well."""
    first, second = (_without_lineage(data.draw(st.sampled_from(series))) for _ in range(2))
    there = riskreg.compare(first, evolve(second, date=LATER))
    back = riskreg.compare(second, evolve(first, date=LATER))
    assert _paired(there) == {(one, other) for other, one in _paired(back)}
    assert _paired(there) == {(id, id) for id in {r.id for r in first.risks} & {r.id for r in second.risks}}
    assert {p.earlier.id for p in _told_as_changed(there)} == {p.earlier.id for p in _told_as_changed(back)}


LATER = when("2035")


def _without_lineage(register: Register) -> Register:
    risks = (
        evolve(r, supersedes=(), mitigations=tuple(evolve(m, supersedes=()) for m in r.mitigations))
        for r in register.risks
    )
    return evolve(register, risks=tuple(risks), removed=(), examples_only=False)


def _paired(comparison: Comparison) -> set[tuple[str, str]]:
    return {(p.earlier.id, p.later.id) for change in comparison.changes for p in change.pairs}


def _told_as_changed(comparison: Comparison) -> list[Pair]:
    return [p for change in comparison.changes if change.changed for p in change.pairs]


@given(registers() | series().map(lambda s: s[-1]))
def test_a_register_does_not_differ_from_itself(register: Register) -> None:
    """Every risk is carried and unchanged, whatever lineage it records."""
    comparison = riskreg.compare(register, register)
    assert {c.kind for c in comparison.changes} <= {Kind.CARRIED}
    assert not any(c.changed for c in comparison.changes)
    assert not comparison.differs


@given(series())
def test_a_register_does_not_differ_from_itself_within_its_series(series: tuple[Register, ...]) -> None:
    """Nor do the registers before it make it differ."""
    assert not any(riskreg.compare(register, register, series).differs for register in series)


@given(pairs())
def test_what_came_later_changes_nothing(given: Given) -> None:
    """A comparison of two dates is not rewritten by a register of a third after them, but for what it makes exempt."""
    future = register("2031", risk("a", supersedes=["b", "z"]), risk("z"))
    earlier, later, series = given
    then = riskreg.compare(earlier, later, (*series, future))
    assert then.exempt >= compared(given).exempt
    assert evolve(then, exempt=compared(given).exempt) == compared(given)


@given(pairs())
def test_the_two_registers_need_not_be_in_the_series(given: Given) -> None:
    """Whether the series holds the two themselves makes no difference."""
    earlier, later, series = given
    others = [r for r in series if r not in (earlier, later)]
    assert riskreg.compare(earlier, later, others) == compared(given)


@given(pairs())
def test_each_action_of_a_risk_that_goes_on_is_accounted_for(given: Given) -> None:
    """What is dropped is gone, what is added is there; between risks that do not continue each other, all is a move."""
    comparison = compared(given)
    linked = {(p.earlier.id, p.later.id) for c in comparison.changes for p in c.pairs}
    told = [m for c in comparison.changes for m in (*c.mitigations, *(m for p in c.pairs for m in p.mitigations))]
    for m in told:
        assert (m.earlier is None) == (m.was is None) == (m.kind == "added")
        assert (m.later is None) == (m.now is None) == (m.kind == "dropped")
        if m.earlier and m.later:
            pair = (m.earlier.risk, m.later.risk)
            assert pair in linked or m.kind == "moved"
            assert m.kind != "moved" or pair not in linked or pair[0] != pair[1]
    gone = {m.earlier for m in told if m.kind == "dropped"}
    here = {m.later for m in told if m.kind == "added"}
    assert not gone & {m.earlier for m in told if m.kind != "dropped"}
    assert not here & {m.later for m in told if m.kind != "added"}


@given(pairs())
def test_a_risk_that_lost_or_gained_an_action_has_changed(given: Given) -> None:
    """Of a carried risk that is called unchanged, both dates have as many actions, and in the same words."""
    for change in compared(given).of_kind(Kind.CARRIED):
        if not change.changed and not any(m.supersedes for m in change.later[0].mitigations):
            was, now = (sorted(m.action for m in side[0].mitigations) for side in (change.earlier, change.later))
            assert was == now
