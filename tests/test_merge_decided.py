"""What two edits of one value come to, by what the value is; and the order in which the parts then stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.comparison.merged_order import merged_lines, merged_order, moved
from riskreg.comparison.threeway import MISSING, Conflict, Sides, is_container, is_set, same, three_way
from riskreg.merging.weave import is_whole
from riskreg.merging.wording import in_words

# Orders


ORDERS = [
    ("abc", "abc", "abc", "abc"),
    ("abc", "cab", "abc", "cab"),
    ("abc", "abc", "cab", "cab"),
    ("abc", "cab", "cab", "cab"),
    ("abc", "cab", "bca", "cba"),
    ("abcdef", "bcdefa", "fabcde", "fbcdea"),
    ("ab", "ab", "axb", "axb"),
    ("ab", "axb", "ab", "axb"),
    ("ab", "axb", "ayb", "axyb"),
    ("ab", "axyb", "azb", "axyzb"),
    ("ab", "ab", "xab", "xab"),
    ("ab", "yab", "xab", "yxab"),
    ("ab", "abx", "aby", "abxy"),
    ("ab", "ab", "abxy", "abxy"),
    ("abc", "abxc", "cab", "cabx"),
    ("abc", "cab", "abxc", "cabx"),
    ("", "ab", "cd", "abcd"),
    ("", "", "cd", "cd"),
    ("abcd", "acd", "dabc", "dac"),
    ("abcd", "dabc", "acd", "dac"),
    ("abc", "ab", "bc", "b"),
    ("abc", "a", "cba", "a"),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "order"), ORDERS)
def test_who_moved_something_leads_and_what_was_put_in_stands_behind_its_neighbour(
    base: str, ours: str, theirs: str, order: str
) -> None:
    """Ours first where both put something in one place; what either side deleted is not kept here."""
    keep = {key for key in ours + theirs if (key in ours and key in theirs) or key not in base}
    assert "".join(merged_order(base, ours, theirs, keep)) == order


KEYS = st.permutations("abcdefg").flatmap(lambda keys: st.integers(0, 7).map(lambda n: keys[:n]))


@given(KEYS, KEYS, KEYS)
def test_every_key_that_is_kept_stands_once(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """And the order of a side that alone changed it is taken as it is."""
    keep = {*ours, *theirs}
    assert sorted(merged_order(base, ours, theirs, keep)) == sorted(keep)
    assert merged_order(base, ours, ours, {*ours}) == ours
    assert merged_order(base, ours, [k for k in base if k in ours], {*ours}) == ours


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_as_few_as_can_be_have_been_moved(base: list[str], now: list[str]) -> None:
    """What has not been moved stands in its order, and no single one of the moved could have stayed."""
    gone = moved(base, now)
    rest = [key for key in base if key not in gone]
    assert rest == [key for key in now if key not in gone]
    for key in gone:
        some = {*rest, key}
        assert [k for k in base if k in some] != [k for k in now if k in some]


def test_one_that_jumped_over_all_others_has_been_moved_alone() -> None:
    """Not all the others; and what only one of the two has, has not been moved."""
    assert moved("abcde", "eabcd") == {"e"}
    assert moved("abcde", "bcdea") == {"a"}
    assert moved("abxcd", "ydabc") == {"d"}
    assert moved("abc", "abc") == moved("abc", "xyz") == moved("", "a") == set()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "lines"),
    [
        ("ab", "ab", "ab", "ab"),
        ("ab", "b", "ab", "b"),
        ("ab", "ab", "axb", "axb"),
        ("ab", "b", "axb", "xb"),
        ("ab", "axb", "ayb", "axyb"),
        ("ab", "axb", "axb", "axb"),
        ("ab", "axb", "axyb", "axyb"),
        ("ab", "xab", "aby", "xaby"),
        ("ab", "cb", "ab", "cb"),
        ("ab", "cb", "ad", "cd"),
        ("ab", "cb", "db", "cdb"),
        ("ab", "", "abx", "x"),
        ("", "x", "y", "xy"),
        ("aa", "aaa", "aa", "aaa"),
        ("abc", "ac", "ab", "a"),
    ],
)
def test_lines_of_which_nothing_is_in_dispute_are_all_kept(base: str, ours: str, theirs: str, lines: str) -> None:
    """What either side took out is out, what either put in is in, once where both put it in; ours first."""
    assert "".join(merged_lines(tuple(base), tuple(ours), tuple(theirs))) == lines


# Values


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        ("1", 1, False),
        (date(2021, 1, 1), "2021-01-01", False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ({"a": 1}, {"b": 1}, False),
        ([1, 2], [1, 2], True),
        ([1, 2], [2, 1], False),
        ([1], [1, 2], False),
        ([1, 2], [1], False),
        ([{"a": 1}], [{"a": 2}], False),
        ([], {}, False),
    ],
)
def test_values_say_the_same_only_as_the_file_types_them(one: Any, other: Any, equal: bool) -> None:
    """The order of keys says nothing, that of a list does."""
    assert same(one, other) is same(other, one) is equal


RISK = ("risk", "a")
M = (*RISK, "mitigation", "m")
A, B = {"title": "A", "owner": "o"}, {"title": "B", "owner": "o"}


def decided(path: tuple[str | int, ...], base: Any, ours: Any, theirs: Any) -> Any:
    """The value that is agreed; a contradiction as its addresses and kinds."""
    found = three_way(path, base, ours, theirs)
    return [(c.address, c.kind) for c in found.conflicts] or found.ours


def test_what_one_side_left_alone_is_as_the_other_has_it() -> None:
    """Changed, deleted or put in, and without looking into it."""
    for was, now in ((1, 2), (1, MISSING), (MISSING, 2), ([1], [2]), (A, B)):
        assert three_way(RISK, was, now, was) == three_way(RISK, was, was, now) == Sides(now, now)
        assert three_way(RISK, was, now, now) == Sides(now, now)


AGREED: list[tuple[tuple[str | int, ...], Any, Any, Any, Any]] = [
    (RISK, A, {**A, "owner": "p"}, {**A, "title": "Z"}, {"title": "Z", "owner": "p"}),
    (RISK, A, {"title": "A"}, {**A, "note": "n"}, {"title": "A", "note": "n"}),
    (("risk",), MISSING, {"a": A}, {"b": B}, {"a": A, "b": B}),
    (("risk",), {"a": A}, MISSING, {"a": A, "b": B}, {"b": B}),
    ((*RISK, "score"), MISSING, {"current": 1}, {"target": 2}, {"current": 1, "target": 2}),
    ((*RISK, "mitigation"), {"m": 1}, MISSING, {"m": 1, "n": 2}, {"n": 2}),
    (RISK, MISSING, A, {**A, "note": "n"}, {**A, "note": "n"}),
    (M, MISSING, {"action": "x", "due": 1}, {"action": "x", "note": "n"}, {"action": "x", "due": 1, "note": "n"}),
    ((*RISK, "evidence"), ["x"], ["x", "y"], ["x", "z"], ["x", "y", "z"]),
    ((*RISK, "evidence"), MISSING, ["y"], ["z"], ["y", "z"]),
    ((*RISK, "evidence"), ["x"], MISSING, ["x", "z"], ["z"]),
    ((*RISK, "evidence"), ["x"], ["x", "z"], MISSING, ["z"]),
    ((*RISK, "evidence"), ["x", "y"], ["y"], ["x"], MISSING),
    ((*M, "supersedes"), ["x"], [], ["x", "z"], ["z"]),
    ((*RISK, "tags"), ["x"], ["x", "y"], ["x", "z"], ["x", "y", "z"]),
    ((*RISK, "tags"), ["x", "y"], ["y"], ["x"], []),
    (
        (*RISK, "assurance"),
        [{"by": "X", "finding": "ok"}],
        [{"by": "X", "finding": "no"}],
        [{"by": "X", "finding": "ok"}, {"by": "Y", "finding": "ok"}],
        [{"by": "X", "finding": "no"}, {"by": "Y", "finding": "ok"}],
    ),
    (
        (*M, "cost"),
        [{"period": "2021", "amount": 1}],
        [{"period": "2021", "amount": 2}],
        [{"period": "2021", "amount": 1, "note": "n"}],
        [{"period": "2021", "amount": 2, "note": "n"}],
    ),
    (("matrix", "likelihood"), ["1", "2"], ["one", "2"], ["1", "two"], ["one", "two"]),
    (("matrix", "bands"), [{"name": "G", "from": 1}], [{"name": "H", "from": 1}], [{"name": "G", "from": 2}],
     [{"name": "H", "from": 2}]),
    ((*RISK, "score", "current"), {"likelihood": 1, "impact": 1}, {"likelihood": 2, "impact": 1},
     {"likelihood": 1, "impact": 3, "by": "x"}, {"likelihood": 2, "impact": 3, "by": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "base", "ours", "theirs", "agreed"), AGREED)
def test_edits_of_different_parts_are_both_made(
    path: tuple[str | int, ...], base: Any, ours: Any, theirs: Any, agreed: Any
) -> None:
    """Fields of a table, texts of a set, tables of a list by what names them, labels of a scale by their place."""
    assert same(decided(path, base, ours, theirs), agreed) or decided(path, base, ours, theirs) is agreed
    turned = three_way(path, base, theirs, ours)
    assert not turned.conflicts
    if not isinstance(agreed, list):
        assert same(turned.ours, agreed) or turned.ours is agreed


DISPUTED: list[tuple[tuple[str | int, ...], Any, Any, Any, list[tuple[str, str]]]] = [
    ((*RISK, "owner"), "o", "p", "q", [("risk.a.owner", "changed")]),
    ((*RISK, "owner"), MISSING, "p", "q", [("risk.a.owner", "added")]),
    ((*RISK, "owner"), "o", MISSING, "q", [("risk.a.owner", "deleted here")]),
    ((*RISK, "owner"), "o", "p", MISSING, [("risk.a.owner", "deleted there")]),
    (RISK, A, {**A, "owner": "p", "title": "Z"}, {**A, "owner": "q"}, [("risk.a.owner", "changed")]),
    (RISK, A, MISSING, {**A, "owner": "q"}, [("risk.a", "deleted here")]),
    (RISK, A, {**A, "owner": "q"}, MISSING, [("risk.a", "deleted there")]),
    (RISK, MISSING, A, {**A, "owner": "q"}, [("risk.a.owner", "added")]),
    (RISK, MISSING, A, B, [("risk.a", "added")]),
    (RISK, MISSING, {"owner": "o"}, {"owner": "p"}, [("risk.a", "added")]),
    (M, MISSING, {"action": "x"}, {"action": "y"}, [("risk.a.mitigation.m", "added")]),
    (M, MISSING, {"owner": "x"}, {"owner": "y"}, [("risk.a.mitigation.m", "added")]),
    (("removed", "a"), MISSING, {"title": "A", "reason": "x"}, {"title": "A", "reason": "y"}, [("removed.a", "added")]),
    (M, MISSING, {"action": "x"}, "y", [("risk.a.mitigation.m", "added")]),
    ((*RISK, "tags"), ["x"], MISSING, ["x", "y"], [("risk.a.tags", "deleted here")]),
    ((*RISK, "tags"), ["x", "x"], ["x", "x", "y"], ["x"], [("risk.a.tags", "changed")]),
    ((*RISK, "tags"), ["x"], ["x", 1], ["x", "y"], [("risk.a.tags", "changed")]),
    ((*RISK, "tags"), "x", ["x"], ["y"], [("risk.a.tags", "changed")]),
    ((*M, "cost"), [{"amount": 1}], [{"amount": 2}], [{"amount": 1, "note": "n"}],
     [("risk.a.mitigation.m.cost", "changed")]),
    (("matrix", "impact"), ["1", "2"], ["1"], ["1", "3"], [("matrix.impact", "changed")]),
    ((*RISK, "score", "current"), {"likelihood": 1, "impact": 1}, {"score": 4}, {"likelihood": 1, "impact": 3},
     [("risk.a.score.current", "changed")]),
    ((*RISK, "score", "current"), {"score": 3}, {"score": 4}, {"score": 3, "rating": "Red"},
     [("risk.a.score.current", "changed")]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "base", "ours", "theirs", "expected"), DISPUTED)
def test_edits_of_the_same_part_are_in_dispute(
    path: tuple[str | int, ...], base: Any, ours: Any, theirs: Any, expected: list[tuple[str, str]]
) -> None:
    """At the smallest part that holds both, and as what it is; each way has what each side says."""
    assert decided(path, base, ours, theirs) == expected
    turned = {"deleted here": "deleted there", "deleted there": "deleted here"}
    assert decided(path, base, theirs, ours) == [(at, turned.get(kind, kind)) for at, kind in expected]
    found = three_way(path, base, ours, theirs)
    (conflict,) = found.conflicts
    if conflict.path == path:
        assert (found.ours, found.theirs) == (ours, theirs) == (conflict.ours, conflict.theirs)


def test_both_ways_of_a_dispute_have_what_is_agreed_beside_it() -> None:
    """The title that one side changed stands in both."""
    found = three_way(RISK, A, {"title": "Z", "owner": "p"}, {"title": "A", "owner": "q"})
    assert (found.ours, found.theirs) == ({"title": "Z", "owner": "p"}, {"title": "Z", "owner": "q"})
    gone = three_way(RISK, A, {"title": "A"}, {"title": "A", "owner": "q"})
    assert (gone.ours, gone.theirs) == ({"title": "A"}, {"title": "A", "owner": "q"})
    turned = three_way(RISK, A, {"title": "A", "owner": "q"}, {"title": "A"})
    assert (turned.ours, turned.theirs) == ({"title": "A", "owner": "q"}, {"title": "A"})


def test_a_dispute_within_a_list_is_addressed_by_its_place_on_our_side() -> None:
    """Or on theirs, where ours has it no more."""
    was = [{"by": by, "finding": "ok"} for by in "XY"]
    ours, theirs = ([was[0], {"by": "Y", "finding": said}] for said in ("good", "bad"))
    (conflict,) = three_way((*RISK, "assurance"), was, ours, theirs).conflicts
    assert conflict.path == (*RISK, "assurance", 1, "finding")
    (gone,) = three_way((*RISK, "assurance"), was, was[:1], theirs).conflicts
    assert (gone.path, gone.kind) == ((*RISK, "assurance", 1), "deleted here")


def test_which_tables_are_deleted_or_added_as_one_thing() -> None:
    """By their place in the file too."""
    assert all(map(is_whole, [RISK, M, ("removed", "a"), ("matrix",)]))
    others = [(), ("risk",), ("removed",), ("register",), ("register", "a"), (*RISK, "mitigation"), (*RISK, "owner"),
              (*RISK, "score", "current"), ("matrix", "bands"), ("removed", "a", "mitigation", "m")]  # fmt: skip
    assert not any(map(is_whole, others))


def test_which_tables_only_hold_others_and_which_lists_are_sets() -> None:
    """By their place in the file: a risk may be called as a key is."""
    holding = [(), ("register",), ("risk",), ("removed",), (*RISK, "mitigation"), (*RISK, "score")]
    assert all(map(is_container, holding))
    assert not any(map(is_container, [RISK, ("matrix",), M, (*RISK, "evidence"), ("removed", "a"), (*M, "score")]))
    assert all(map(is_set, [(*RISK, "evidence"), (*M, "evidence"), (*RISK, "supersedes"), (*M, "supersedes")]))
    assert not any(
        map(is_set, [("risk", "evidence"), (*RISK, "mitigation", "evidence"), (*RISK, "tags"), ("evidence",)])
    )


# How a dispute is told


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "told"),
    [
        ("o", "p", MISSING, 'ours has "p", theirs deletes it'),
        (1, MISSING, 2.5, "ours deletes it, theirs has 2.5"),
        (MISSING, True, False, "ours has true, theirs has false"),
        (MISSING, ["x", 1], [{"by": "X", "ok": True}], 'ours has ["x", 1], theirs has [{ by = "X", ok = true }]'),
        ("o", "one\ntwo  three", "x" * 99, f'ours has "one two three", theirs has "{"x" * 98}…'),
        (A, {**A, "owner": "q", "note": "n"}, MISSING, "ours changes note, owner, theirs deletes it"),
        (
            {"title": "A", "score": {"current": {"impact": 1}}},
            {"title": "A", "score": {"current": {"impact": 2}}},
            {"score": {"current": {"impact": 1}}},
            "ours changes score.current.impact, theirs changes title",
        ),
        (MISSING, A, B, 'ours adds "A", theirs adds "B"'),
        (MISSING, {"action": "Pumps"}, {"due": 2022}, 'ours adds "Pumps", theirs adds { due = 2022 }'),
    ],
)
def test_a_dispute_is_told_on_one_line_with_what_each_side_says(base: Any, ours: Any, theirs: Any, told: str) -> None:
    """Values as the file has them, cut where they are long; of a record what it is called, or which keys differ."""
    conflict = Conflict(RISK, base, ours, theirs)
    assert in_words(conflict, "ours", "theirs") == f"risk.a: {told}"
    hidden = in_words(conflict, "ours", "theirs", hidden=True)
    assert hidden == "risk.a: the two sides differ; the values of an exempt risk are not shown here"
