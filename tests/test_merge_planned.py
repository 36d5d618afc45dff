"""Before texts are merged: which id each record is to have, and how the bytes around the text are typed."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from builders import mitigation, register, risk
from hypothesis import given
from hypothesis import strategies as st

from riskreg.comparison.revisions import renamed_ids
from riskreg.merging.crossed import Plan, is_crossed, planned
from riskreg.merging.styles import Style, merged_style, plain, style_of, styled
from riskreg.merging.three import Three

Ids = dict[str, str]

# Which id is whose


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "here", "there", "crossed"),
    [
        ("a b", "a b", "a b", {}, {}, False),
        ("a b", "z b", "a b", {"a": "z"}, {}, False),
        ("a b", "z b", "z b", {"a": "z"}, {"a": "z"}, False),
        ("a b", "z b", "a y", {"a": "z"}, {"b": "y"}, False),
        ("a b", "z b", "y b", {"a": "z"}, {"a": "y"}, True),
        ("a b c", "z b y", "x b y", {"a": "z", "c": "y"}, {"a": "x", "c": "y"}, True),
        ("a b", "a z b", "a b", {"a": "z"}, {}, True),
        ("a b", "b", "a b", {"a": "b"}, {}, True),
        ("a b", "b a", "a b", {"a": "b", "b": "a"}, {}, True),
    ],
)
def test_ids_are_crossed_where_one_is_passed_on_or_both_sides_gave_another(
    base: str, ours: str, theirs: str, here: Ids, there: Ids, crossed: bool
) -> None:
    """Whichever side did it; a new id that nobody had and nobody else gave is an ordinary change of id."""
    known: Three[Collection[str]] = Three(base.split(), ours.split(), theirs.split())
    assert is_crossed(known, here, there) is crossed
    assert is_crossed(Three(known.base, known.theirs, known.ours), there, here) is crossed


def plan(base: str, ours: str, theirs: str, here: Ids, there: Ids | None = None) -> Plan:
    """The plan for records of these ids."""
    return planned(Three(base.split(), ours.split(), theirs.split()), here, there or {})


def test_what_changed_places_has_the_id_that_the_side_gave_it_which_changed_it() -> None:
    """In all three texts, whichever side that is."""
    swapped = plan("a b", "a b", "a b", {"a": "b", "b": "a"})
    assert swapped.ids == Three({"a": "b", "b": "a"}, {"b": "b", "a": "a"}, {"a": "b", "b": "a"})
    assert (swapped.apart, swapped.marked) == ([], [])
    by_them = plan("a b", "a b", "a b", {}, {"a": "b", "b": "a"})
    assert by_them.ids == Three(swapped.ids.base, swapped.ids.theirs, swapped.ids.ours)
    assert plan("a", "z", "z", {"a": "z"}, {"a": "z"}).ids == Three({"a": "z"}, {"z": "z"}, {"z": "z"})


def test_what_was_deleted_makes_room_for_what_has_its_id_now() -> None:
    """It gets an id that nothing has, so that an edit of it is in dispute and not mixed up."""
    moved_up = plan("a b", "b", "a b", {"a": "b"})
    assert moved_up.ids == Three({"a": "b", "b": "b-2"}, {"b": "b"}, {"a": "b", "b": "b-2"})
    assert moved_up.marked == []
    assert plan("a b b-2", "b b-2", "a b b-2", {"a": "b"}).ids.base == {"a": "b", "b": "b-3", "b-2": "b-2"}
    assert plan("a b c", "b", "a b c", {"a": "b"}).ids.base == {"a": "b", "b": "b-2", "c": "c"}


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_side_gave_an_id_and_the_other_deleted_is_marked(turned: bool) -> None:
    """Its new id, and the one it had, so that the change of id counts as an edit."""
    made = plan("a b", "b", "z b", {}, {"a": "z"}) if turned else plan("a b", "z b", "b", {"a": "z"})
    assert made.ids.base == {"a": "z", "b": "b"}
    assert (made.marked, made.apart) == ([("z", "a")], [])


def test_two_new_ids_for_one_thing_both_stand() -> None:
    """Under other ones where something else is called so already."""
    made = plan("a", "x", "y", {"a": "x"}, {"a": "y"})
    assert made.ids == Three({"a": "x"}, {"x": "x"}, {"y": "y"})
    assert (made.apart, made.marked) == ([("x", "y", "a")], [])
    assert made.taken == {"x", "y"}
    assert plan("a", "x", "y x", {"a": "x"}, {"a": "y"}).apart == [("x-2", "y", "a")]
    assert plan("a", "x y", "y", {"a": "x"}, {"a": "y"}).apart == [("x", "y-2", "a")]
    assert plan("a", "b b-2", "b", {"a": "b"}, {}).apart == []


def test_what_goes_to_an_id_under_which_the_other_put_something_else_is_apart() -> None:
    """The newcomer keeps its id; what was renumbered to it stands beside it."""
    made = plan("a", "z", "a z", {"a": "z"})
    assert made.apart == [("z-2", "a", "a")]
    assert made.ids.theirs == {"a": "a"}


def test_at_another_revision_of_one_register_a_record_without_its_id_tells_which_it_is() -> None:
    """Where it differs in nothing else and is the only one of its kind; registers of other dates are asked for more."""
    old, new = (risk(id, mitigation("m", "Look"), title="Floods") for id in "ab")
    other, namesake = risk("c", title="Fire"), risk("d", mitigation("m", "Look"), title="Floods")
    assert renamed_ids(register("2021", old, other), register("2021", new, other)) == {"b": "a"}
    assert renamed_ids(register("2021", old), register("2022", new)) == {}
    assert renamed_ids(register("2021", old), register("2021", risk("b", title="Floods"))) == {}
    assert renamed_ids(register("2021", old), register("2021", new, namesake)) == {}
    assert renamed_ids(register("2021", old, namesake), register("2021", new)) == {}
    assert renamed_ids(register("2021", old), register("2021", old, new)) == {}
    assert renamed_ids(register("2021", old, new), register("2021", new, namesake)) == {"d": "a"}


# How the bytes are typed

MARK = b"\xef\xbb\xbf"
LINES = st.lists(st.sampled_from(["", "a = 1", "[risk.a]", "# é", " "]), min_size=1, max_size=5).filter(lambda x: x[-1])


@given(LINES, st.booleans(), st.sampled_from([b"", MARK]), st.sampled_from(["", "\n"]))
def test_a_text_that_is_taken_apart_is_put_together_as_it_was(
    lines: list[str], windows: bool, mark: bytes, end: str
) -> None:
    """With its mark, its line ends, and behind its last line a line end or none."""
    text = "\n".join(lines) + end
    data = mark + (text.replace("\n", "\r\n") if windows else text).encode()
    style = style_of(data)
    parted = tuple(plain(data.removeprefix(mark).decode(), style).split("\n"))
    assert parted == tuple(lines)
    assert styled(parted, style) == data
    assert styled((), style) == mark


def test_mixed_line_ends_are_left_as_they_are() -> None:
    """Each line keeps its own; they are of neither kind."""
    for data in (b"a\r\nb\n", b"a\nb\r\nc\n", b"a\r\nb\r\nc\n"):
        style = style_of(data)
        assert style.crlf is None
        assert styled(tuple(plain(data.decode(), style).split("\n")), style) == data
    assert [style_of(data).crlf for data in (b"a", b"a\n", b"a\r\n", b"a\r\nb", b"")] == [
        False,
        False,
        True,
        True,
        False,
    ]


UNIX, WINDOWS, MIXED = b"a\nb\n", b"a\r\nb\r\n", b"a\r\nb\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "crlf"),
    [
        (UNIX, UNIX, WINDOWS, True),
        (UNIX, WINDOWS, UNIX, True),
        (WINDOWS, UNIX, WINDOWS, False),
        (WINDOWS, WINDOWS, UNIX, False),
        (UNIX, WINDOWS, WINDOWS, True),
        (UNIX, UNIX, MIXED, None),
        (MIXED, UNIX, UNIX, None),
        (b"", WINDOWS, b"", True),
        (b"", b"", WINDOWS, True),
        (WINDOWS, b"", b"", True),
        (b"", UNIX, WINDOWS, True),
        (b"", b"", b"", False),
    ],
)
def test_the_line_ends_are_those_of_the_side_that_changed_them(
    base: bytes, ours: bytes, theirs: bytes, crlf: bool | None
) -> None:
    """An empty file has none to say; where one of the files has both kinds, all are left as they are."""
    assert merged_style(Three(base, ours, theirs)).crlf is crlf


def test_mark_and_last_line_end_are_those_of_the_side_that_changed_them() -> None:
    """Each by itself."""
    for base, other in ((b"a\n", MARK + b"a"), (MARK + b"a", b"a\n"), (MARK + b"a\n", b"a"), (b"a", MARK + b"a\n")):
        for files in ((base, other, base), (base, base, other), (base, other, other), (b"", other, b"")):
            assert merged_style(Three(*files)) == style_of(other)
    assert style_of(MARK + b"a\r\n") == Style(MARK, True, b"\r\n")
