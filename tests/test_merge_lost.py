"""What a committed merge lost or made up, told from the data alone; and which registers of a merge need no look."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from riskreg.merging.lost import Edit, Versions, edits, without_exempt
from riskreg.merging.verify import Case, Verdict
from riskreg.store.git_merges import Merge

BASE: dict[str, Any] = {
    "register": {"title": "R"},
    "risk": {
        "a": {"title": "Floods", "owner": "o", "evidence": ["2021: 1", "2021: 2"],
              "mitigation": {"m": {"action": "Pumps", "due": "2022"}, "n": {"action": "Wall"}}},
        "b": {"title": "Fire", "number": 1},
    },
}  # fmt: skip


def changed(*path: str, to: Any = None, of: dict[str, Any] = BASE) -> dict[str, Any]:
    """The same data with something else at a path; without it where nothing is given."""
    data = at = deepcopy(of)
    for key in path[:-1]:
        at = at.setdefault(key, {})
    if to is None:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return data


def found(ours: dict[str, Any], theirs: dict[str, Any], meant: dict[str, Any], merged: dict[str, Any]) -> list[Edit]:
    """The edits, where the sides do not contradict each other."""
    return list(edits((meant, meant), Versions(BASE, ours, theirs, merged)))


OWNER = changed("risk", "a", "owner", to="p")


def test_a_right_merge_has_lost_nothing() -> None:
    """Nor has one that lists evidence in another order, or in which nothing was changed."""
    assert found(OWNER, BASE, OWNER, OWNER) == found(BASE, BASE, BASE, BASE) == []
    turned = changed("risk", "a", "evidence", to=["2021: 2", "2021: 1"])
    assert found(BASE, BASE, BASE, turned) == []


@pytest.mark.parametrize("theirs", [False, True])
def test_an_edit_that_the_merge_has_not_is_lost(theirs: bool) -> None:
    """What each side said, and what stands there now; whichever side it was."""
    sides = (BASE, OWNER) if theirs else (OWNER, BASE)
    said = ("o", "p") if theirs else ("p", "o")
    assert found(*sides, OWNER, BASE) == [Edit("risk.a.owner", True, "o", *said, "o")]


def test_what_no_side_said_is_made_up() -> None:
    """Another value, or a field that none of them has, or one that is gone though all have it."""
    assert found(BASE, OWNER, OWNER, changed("risk", "a", "owner", to="z")) == [
        Edit("risk.a.owner", False, "o", "o", "p", "z")
    ]
    assert found(BASE, BASE, BASE, changed("risk", "a", "note", to="n")) == [
        Edit("risk.a.note", False, None, None, None, "n")
    ]
    assert found(BASE, BASE, BASE, changed("risk", "a", "owner")) == [Edit("risk.a.owner", False, "o", "o", "o", None)]
    assert found(BASE, BASE, BASE, changed("risk", "b", "number", to=True)) == [
        Edit("risk.b.number", False, "1", "1", "1", "true")
    ]


def test_evidence_that_is_missing_is_told() -> None:
    """As the list that each has."""
    less = changed("risk", "a", "evidence", to=["2021: 1"])
    (one,) = found(BASE, BASE, BASE, less)
    assert (one.field, one.merged) == ("risk.a.evidence", '["2021: 1"]')


@pytest.mark.parametrize(
    ("path", "name"), [(("risk", "a"), "Floods"), (("risk", "b"), "Fire"), (("risk", "a", "mitigation", "m"), "Pumps")]
)
def test_of_a_record_that_is_missing_or_too_much_the_record_alone_is_told(path: tuple[str, ...], name: str) -> None:
    """By what it is called, and not field by field."""
    without = changed(*path)
    address = ".".join(path)
    assert found(BASE, BASE, BASE, without) == [Edit(address, False, name, name, name, None)]
    assert found(without, BASE, without, BASE) == [Edit(address, True, name, None, name, name)]


def test_a_removal_is_a_record_too() -> None:
    """Called by its reason; a table that says none of it is stated."""
    gone = changed("removed", "z", to={"reason": "closed"})
    assert found(gone, BASE, gone, BASE) == [Edit("removed.z", True, None, "closed", None, None)]
    plain = changed("risk", "c", to={"owner": "x"})
    assert found(plain, BASE, plain, BASE) == [Edit("risk.c", True, None, "stated", None, None)]


def test_a_table_that_is_no_record_is_told_field_by_field() -> None:
    """As one that a register may not have, or that of a score."""
    more = changed("register", "about", to={"x": "1", "y": "2"})
    told = found(more, BASE, more, BASE)
    assert [(e.field, e.is_lost) for e in told] == [("register.about.x", True), ("register.about.y", True)]
    scored = changed("risk", "a", "score", to={"current": {"likelihood": 1, "impact": 2}})
    fields = [e.field for e in found(scored, BASE, scored, BASE)]
    assert fields == ["risk.a.score.current.impact", "risk.a.score.current.likelihood"]


def test_where_the_sides_contradict_each_other_any_decision_is_right() -> None:
    """And what is agreed beside it is looked for still, in the order of the addresses."""
    ours, theirs = changed("risk", "a", "owner", to="p"), changed("risk", "a", "owner", to="q")
    versions = Versions(BASE, ours, theirs, changed("risk", "a", "owner", to="somebody else"))
    assert list(edits((ours, theirs), versions)) == []
    wrong = changed("risk", "b", "title", to="Ice", of=changed("risk", "a", "title", to="Rain"))
    told = list(edits((ours, theirs), Versions(BASE, ours, theirs, wrong)))
    assert [e.field for e in told] == ["risk.a.title", "risk.b.title"]


# Exempt risks

EDITS = [
    Edit(field, True, None, None, None, said)
    for field, said in (
        ("risk.a", "x"),
        ("risk.a.owner", "x"),
        ("removed.a", "x"),
        ("risk.ab.owner", "x"),
        ("risk.b.supersedes", '["a"]'),
        ("risk.b.mitigation.m.supersedes", '["a.m"]'),
        ("risk.b.supersedes", '["ab"]'),
        ("risk.b.note", '"a"'),
        ("register.title", "x"),
    )
]


@pytest.mark.parametrize("side", range(4))
def test_no_edit_that_concerns_or_names_an_exempt_risk_is_shown(side: int) -> None:
    """Exempt at any side; an id that only begins as its own does is another one's."""
    secret = {"risk": {"a": {"exempt": True}, "ab": {"exempt": False}, "b": 7}}
    versions = Versions(*(secret if n == side else {"risk": {"a": {}}} for n in range(4)))
    shown = without_exempt(versions, EDITS, include=False)
    assert [e.field for e in shown] == ["risk.ab.owner", "risk.b.supersedes", "risk.b.note", "register.title"]
    assert shown[1].merged == '["ab"]'
    assert without_exempt(versions, EDITS, include=True) == tuple(EDITS)


@pytest.mark.parametrize("odd", [{}, {"risk": 1}, {"risk": {"a": {"exempt": "yes"}}}])
def test_what_is_not_said_to_be_exempt_is_shown(odd: dict[str, Any]) -> None:
    """Whatever else a malformed file says."""
    assert without_exempt(Versions(odd, odd, odd, odd), EDITS, include=False) == tuple(EDITS)


# Which registers of a merge need no look


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "fine"),
    [
        ("1", "1", "1", "1", True),
        ("1", "1", "1", "2", False),
        ("1", "2", "2", "2", True),
        ("1", "2", "2", "1", False),
        ("1", "2", "1", "2", True),
        ("1", "2", "1", "1", False),
        ("1", "1", "2", "2", True),
        ("1", "1", "2", "1", False),
        ("1", "2", "3", "2", False),
        (None, "2", None, "2", True),
        (None, None, "2", None, False),
        ("1", None, "1", None, True),
        ("", "2", "3", "2", False),
    ],
)
def test_a_register_that_one_side_alone_changed_has_to_be_as_that_side_has_it(
    base: str | None, ours: str | None, theirs: str | None, merged: str | None, fine: bool
) -> None:
    """By the hashes of its contents; one that is not there has none."""
    case = Case(Merge("m", ("p", "q"), ("b",)), "2022", base, ours, theirs, merged, unclear="", crossed=None)
    assert case.is_as_one_side() is fine
    assert case.sides == (base, ours, theirs, merged)


def test_a_verdict_is_wrong_where_anything_was_lost() -> None:
    """Shown or not, or where the file cannot be read; what is unclear is not wrong."""
    wrong = [Verdict("m", "r", edits=tuple(EDITS[:1])), Verdict("m", "r", hidden=1), Verdict("m", "r", broken="so")]
    assert all(verdict.is_wrong for verdict in wrong)
    assert not any(verdict.is_wrong for verdict in (Verdict("m", "r"), Verdict("m", "r", unclear="why")))
