"""Which fields of a merge are not as its sides make them: each one that differs is named, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import registers

from riskreg.merging.fields import fields, spelled
from riskreg.merging.lost import Edit, Versions, edits
from riskreg.model.register import Register
from riskreg.store.data import plain_data
from riskreg.store.write import dumps


def plain(register: Register) -> dict[str, Any]:
    data = plain_data(dumps(register).encode())
    assert data is not None
    return data


DOCUMENTS = registers().map(plain)


def found(meant: dict[str, Any], merged: dict[str, Any], other: dict[str, Any] | None = None) -> list[Edit]:
    """What is told of a merge; the base is taken to be the same as what was merged."""
    return list(edits((meant, other or meant), Versions(merged, meant, other or meant, merged)))


def holder(data: dict[str, Any], address: tuple[str, ...]) -> dict[str, Any]:
    table = data
    for key in address[:-1]:
        table = table[key]
    return table


@given(DOCUMENTS)
def test_what_is_as_meant_is_not_told(data: dict[str, Any]) -> None:
    """A merge that says what it should, in whatever order its lists of evidence are, has nothing to tell."""
    again = deepcopy(data)
    for risk in again.get("risk", {}).values():
        risk.get("evidence", []).reverse()
        risk.get("supersedes", []).reverse()
    assert found(data, again) == []


@given(DOCUMENTS, st.data())
def test_one_field_is_told_by_its_address(meant: dict[str, Any], data: st.DataObject) -> None:
    """One field that lost its edit is told, with what each side says of it, and no other."""
    texts = [at for at, value in fields(meant) if isinstance(value, str)]
    address = data.draw(st.sampled_from(texts))
    merged = deepcopy(meant)
    holder(merged, address)[address[-1]] += " as before"
    value = holder(meant, address)[address[-1]]
    assert found(meant, merged) == [
        Edit(spelled(address), True, f"{value} as before", value, value, f"{value} as before")
    ]


@given(DOCUMENTS, DOCUMENTS, st.booleans())
def test_a_whole_risk_is_told_once(meant: dict[str, Any], more: dict[str, Any], is_lost: bool) -> None:
    """Risks that the merge has not, or has too many, are told by their ids alone, whatever they hold."""
    assume(more.get("risk"))
    both = deepcopy(meant)
    added = {id: risk for id, risk in more["risk"].items() if id not in meant.get("risk", {})}
    both.setdefault("risk", {}).update(deepcopy(added))
    told = found(both, meant) if is_lost else found(meant, both)
    assert sorted(edit.field for edit in told) == sorted(f"risk.{id}" for id in added)


@given(DOCUMENTS, DOCUMENTS)
def test_contradictions_are_not_told(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Where what is meant differs between the sides, a merge that took either side whole is right."""
    assert found(ours, ours, theirs) == found(ours, theirs, theirs) == []
    assert bool(found(ours, theirs)) == bool(found(theirs, ours))


def test_a_record_without_a_name_is_told_all_the_same() -> None:
    """A risk that a merge left out is told as stated where no side says what it is called."""
    assert found({"risk": {"a": {"owner": "Head"}}}, {}) == [Edit("risk.a", True, None, "stated", "stated", None)]
