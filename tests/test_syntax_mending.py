"""What is still read of a text with slips: all that they did not touch; and what is known to be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.store import syntax
from riskreg.store.dialect import strict_toml_1_0
from riskreg.store.positions import locate
from riskreg.store.syntax import Parsed, parse
from riskreg.store.toml.mending import MOST_SLIPS, Mended

Place = tuple[str, int, int]
"""The code, line and column of a slip."""


def places(parsed: Parsed) -> list[Place]:
    """What was found, without the words."""
    return [(s.code, s.spot.line, s.spot.column) for s in parsed.slips]


def test_a_whole_block_given_twice_is_one_slip() -> None:
    """The second body, and the tables within it, cause no further findings; behind it all is checked again."""
    block = '[risk.a]\ntitle = "x"\n[risk.a.mitigation]\nm = { a = 1 }\n[risk.a.mitigation.x]\nb = 1\n'
    broken = block.replace("1", "?").replace('"x"', "x")
    parsed = parse(f"{block}\n{broken}\n[risk.b]\ntitle = x\n")
    assert places(parsed) == [("E103", 8, 1), ("E107", 16, 9)]
    assert parsed.data["risk"]["a"]["mitigation"] == {"m": {"a": 1}, "x": {"b": 1}}


def test_an_address_names_the_table_or_key() -> None:
    """A slip within a table says in which key of which table it is, an array's items counted from 1."""
    text = "[risk.a]\nx = { y = [1, zero] }\ntitle: 1\n[risk.a]\n[risk.b\n[risk.c.]\nz = ?"
    assert [s.address for s in parse(text).slips] == ["risk.a.x.y[2]", "risk.a.title", "risk.a", "risk.b", "", "z"]


def test_a_plainly_meant_header_is_read_as_meant() -> None:
    """A lost bracket or a space in a name loses nothing that stands below."""
    text = "[risk.a\nx = 1\n[[risk.b]\nx = 2\n[risk.c]] # c\nx = 3\n[risk.staff turnover]\nx = 4\n[d] y = 1\nx = 5"
    parsed = parse(text)
    risks = {"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 3}, "staff-turnover": {"x": 4}}
    assert parsed.data == {"risk": risks, "d": {"x": 5}}
    assert ("d", "y") in parsed.lost
    assert locate(parsed.text).key(("risk", "b")) == locate(text.replace("[[", " [")).key(("risk", "b"))


def test_an_unreadable_header_does_not_spill_its_body() -> None:
    """What stands below it belongs to no other table, is still checked, and is not in the data."""
    parsed = parse("[risk.a]\nx = 1\n[risk.]\nx = 2\ny = ?\n[risk.b]\nx = 3")
    assert places(parsed) == [("E106", 3, 1), ("E107", 5, 5)]
    assert parsed.data == {"risk": {"a": {"x": 1}, "b": {"x": 3}}}
    assert parsed.partial


def test_a_header_mended_into_one_that_is_there_is_not_read_as_it() -> None:
    """Where the guess at a header is another table's name, it is one slip and not two."""
    parsed = parse("[staff-turnover]\na = 1\n[staff turnover]\na = 2")
    assert places(parsed) == [("E106", 3, 1)]
    assert parsed.data == {"staff-turnover": {"a": 1}}


def test_lost_keys_are_told() -> None:
    """A key whose line was blanked counts as lost, and so do what it held and what holds it; others do not."""
    lost = parse("[risk.a]\nscore.current = ?\nx = 5 title = 1\nowner 'x'\n[risk.b]\ntitle = 'x'").lost
    assert ("risk", "a", "score", "current") in lost
    assert ("risk", "a", "score") in lost
    assert ("risk", "a", "score", "current", "impact") in lost
    assert ("risk", "a", "title") in lost
    assert ("risk", "a", "owner") in lost
    assert ("risk", "a", "status") not in lost
    assert ("risk", "b", "title") not in lost
    assert len(lost) == len(list(lost)) > 0
    assert ("risk", "c", "title") not in parse("[[risk]]\na = 1").lost
    assert ("matrix", "bands") in parse("[[matrix]]\na = 1\n[[matrix]]\nb = 1").lost
    assert ("risk", "c", "title") in parse("[risk.c.] # why\ntitle = 'x'").lost
    assert ("risk", "d", "title") in parse("[risk.d]\n[risk.d]\ntitle = 'x'").lost


def test_all_may_be_lost_where_an_end_cannot_be_told() -> None:
    """Behind a string of several lines that is not closed anything may have stood."""
    parsed = parse('a = 1\nnote = """\nb = 2')
    assert parsed.data == {"a": 1}
    assert parsed.partial
    assert ("anything",) in parsed.lost


def test_a_good_text_is_whole() -> None:
    """Where nothing is wrong, nothing is lost and the text is as it was."""
    parsed = parse("a = 1\r\n")
    assert (parsed.data, parsed.text, parsed.slips, parsed.partial) == ({"a": 1}, "a = 1\r\n", (), False)
    assert ("a",) not in parsed.lost


CONFLICT = """\
a = 1
<<<<<<< HEAD
b = 2
c = ?
||||||| base
b = 0
=======
b = 3
[risk.a]
d = ?
>>>>>>> other
e = ?
"""


def test_of_a_conflict_the_first_side_is_read() -> None:
    """Each marker is one slip; the first side is checked as if it stood alone, the others are not."""
    parsed = parse(CONFLICT)
    markers = [("E113", 2, 1), ("E113", 5, 1), ("E113", 7, 1), ("E113", 11, 1)]
    assert places(parsed) == sorted([*markers, ("E107", 4, 5), ("E107", 12, 5)], key=lambda p: p[1])
    assert parsed.data == {"a": 1, "b": 2}


def test_markers_within_a_string_are_text() -> None:
    """A string of several lines may hold what looks like markers or headers, beside real ones too."""
    text = 'note = """ # \n<<<<<<< x\n[risk.x]\n=======\n"""\nother = \'\'\'"""\n=======\n\'\'\' # """\n'
    assert parse(text).slips == ()
    assert places(parse(f"{text}<<<<<<< a\nb = 1\n=======\nb = 2\n>>>>>>> c\n")) == [
        ("E113", 9, 1),
        ("E113", 11, 1),
        ("E113", 13, 1),
    ]


def test_a_marker_outside_a_conflict_is_told_too() -> None:
    """Where one conflict is, a marker that lost its partners is no key without a name."""
    assert places(parse("=======\n<<<<<<< a\n=======\n>>>>>>> b\n")) == [("E113", n, 1) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "<<<<<<<", "||||||| base", "=======", "======= \r", ">>>>>>> x"])
def test_a_marker_alone_is_one(marker: str) -> None:
    """Of a conflict that is half mended each line that is left is told as a marker, and nothing around it is lost."""
    parsed = parse(f"a = 1\n{marker}\nb = 2\n")
    (slip,) = parsed.slips
    assert (slip.code, slip.spot.line) == ("E113", 2)
    assert "this line" in slip.hint
    assert parsed.data == {"a": 1, "b": 2}


@pytest.mark.parametrize("line", ["======", "========", "======= x", "=======x", ">>>>>>>x", "|||||||| x", " ======="])
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    """A marker is seven of one sign at the beginning of a line; the one between the sides stands alone."""
    assert "E113" not in {s.code for s in parse(f"a = 1\n{line}\nb = 2\n").slips}


@given(st.lists(st.sampled_from("<|=>"), max_size=7).map("".join))
def test_markers_of_a_whole_conflict_are_told_apart_from_one_that_is_left(signs: str) -> None:
    """Every marker is told; only those that make a conflict together ask for a side to be chosen."""
    slips = parse("".join(f"{sign * 7}\n" for sign in signs)).slips
    assert [s.spot.line for s in slips] == list(range(1, len(signs) + 1))
    chosen = "".join(" " if "this line" in s.hint else sign for s, sign in zip(slips, signs, strict=True))
    assert set(chosen.replace("<|=>", "").replace("<=>", "")) <= {" "}
    assert chosen.count("<") == signs.count("<=>") + signs.count("<|=>")


def test_a_marker_may_break_a_value() -> None:
    """A conflict in the middle of an array, or of a string, leaves the first side."""
    array = 'a = [\n<<<<<<< x\n "1",\n=======\n "2",\n>>>>>>> y\n]\n'
    assert parse(array).data == {"a": ["1"]}
    string = '<<<<<<< x\na = """1\n=======\na = """2\n>>>>>>> y\n"""\n'
    assert parse(string).data["a"].startswith("1\n")


def test_a_text_full_of_slips_is_read_no_further() -> None:
    """There is an end to what is told of one text, and then nothing behind it proves anything."""
    parsed = parse("x y\n" * 1000 + "a = 1\n")
    assert len(parsed.slips) == MOST_SLIPS
    assert parsed.data == {}
    assert ("a",) in parsed.lost


def test_what_the_parser_alone_refuses_is_still_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the parser refuse what was mended, that is one plain slip, and what stands before it is read."""
    unmended = lambda text: Mended(text, (), False, frozenset(), "unread")  # noqa: E731
    monkeypatch.setattr("riskreg.store.toml.mending.mended", unmended)
    parsed = parse("a = 1\nb = ?\nc = 2")
    assert (places(parsed), parsed.data, parsed.partial) == ([("E101", 2, 1)], {"a": 1}, True)
    assert ("c",) in parsed.lost


def test_nothing_but_slips_gives_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should nothing help, the answer is still a slip and an empty document."""
    monkeypatch.setattr(syntax, "_is_sound", lambda _: False)
    parsed = parse("a = 1")
    assert (parsed.data, parsed.partial, len(parsed.slips)) == ({}, True, 1)


NEWER = "a = { b = 1,\n # why\n }\nb = '\\e'\nc = \"\\e\"\nd = 10:30\ne = { f = 1, }\n"


def test_toml_1_1_is_told_from_1_0() -> None:
    """What a newer parser would let pass is found with its place, and nothing else is."""
    assert [(n.line, n.column) for n in strict_toml_1_0(NEWER)] == [(1, 5), (5, 6), (6, 5), (7, 12)]
    assert all("1.0" in n.what or "line" in n.what for n in strict_toml_1_0(NEWER))
    assert strict_toml_1_0("a = { b = [\n1 ] }\nb = '\\e'\nd = 10:30:00") == []


def test_a_string_that_the_first_side_opens_goes_on_behind_the_conflict() -> None:
    """What stands in it there is its text, though it look like a marker."""
    text = '<<<<<<< ours\nnote = """\n=======\nnote = "x"\n>>>>>>> theirs\n=======\nend"""\nx = 1'
    parsed = parse(text)
    assert places(parsed) == [("E113", 1, 1), ("E113", 3, 1), ("E113", 5, 1)]
    assert parsed.data["x"] == 1
    assert "=======\nend" in parsed.data["note"]


def conflict(one: str, other: str, base: str | None = None) -> str:
    """A text as git leaves it; with what both began from where that is given."""
    between = "" if base is None else f"||||||| base\n{base}"
    return f"<<<<<<< ours\n{one}{between}=======\n{other}>>>>>>> theirs\n"


IN_CONFLICT = {
    "the first side is sound": (conflict("a = 1\n", "a = ?\n") + "y = ?", [1, 3, 5], [(6, 5)], {"a": 1}),
    "the second side is sound": (conflict("a = ?\n", "a = 1\n") + "y = 1", [1, 3, 5], [(2, 5)], {"y": 1}),
    "the first side is empty": (conflict("", "a = 1\n") + "y = 1", [1, 2, 4], [], {"y": 1}),
    "the second side is empty": (conflict("a = 1\n", "") + "y = 1", [1, 3, 4], [], {"a": 1, "y": 1}),
    "a long string on each side": (
        conflict('a = """\nx\n"""\n', 'a = """\ny\n"""\n') + "y = ?",
        [1, 5, 9],
        [(10, 5)],
        {"a": "x\n"},
    ),
    "a long string that only the second side begins": (
        conflict("a = 1\n", 'b = """\n') + "y = ?",
        [1, 3, 5],
        [(6, 5)],
        {"a": 1},
    ),
    "quotes in a comment": ('a = 1 # """\n' + conflict("b = 1\n", "b = 2\n"), [2, 4, 6], [], {"a": 1, "b": 1}),
    "other quotes in a comment": (
        "a = 'x' # '''\n" + conflict("b = 1\n", "b = 2\n"),
        [2, 4, 6],
        [],
        {"a": "x", "b": 1},
    ),
    "quotes in a string": (
        'a = \'"""\'\n' + conflict("b = 1\n", "b = 2\n"),
        [2, 4, 6],
        [],
        {"a": '"""', "b": 1},
    ),
    "quotes in a string behind a backslash": (
        "a = \"\\\"'''\" # x\n" + conflict("b = 1\n", "b = 2\n"),
        [2, 4, 6],
        [],
        {"a": "\"'''", "b": 1},
    ),
    "a long string on one line": (
        'a = """ """ # """\n' + conflict("b = 1\n", "b = 2\n"),
        [2, 4, 6],
        [],
        {"a": " ", "b": 1},
    ),
    "a long string that ends before": (
        'a = """\nx"""\n' + conflict("b = 1\n", "b = 2\n"),
        [3, 5, 7],
        [],
        {"a": "x", "b": 1},
    ),
    "a quote behind a backslash at its end": (
        'a = """x\\"""" # \n' + conflict("b = 1\n", "b = 2\n"),
        [2, 4, 6],
        [],
        {"a": 'x"', "b": 1},
    ),
    "a base that is a faulty one": (conflict("a = 1\n", "a = 2\n", "a = ?\n"), [1, 3, 5, 7], [], {"a": 1}),
    "two conflicts": (
        conflict("a = 1\n", "a = 2\n") + conflict("b = ?\n", "b = 2\n") + "y = 1",
        [1, 3, 5, 6, 8, 10],
        [(7, 5)],
        {"a": 1, "y": 1},
    ),
    "marks without labels": ("<<<<<<<\na = 1\n=======\na = 2\n>>>>>>>\ny = 1", [1, 3, 5], [], {"a": 1, "y": 1}),
    "lines of Windows": (
        conflict("a = 1\n", "a = ?\n").replace("\n", "\r\n") + "y = ?",
        [1, 3, 5],
        [(6, 5)],
        {"a": 1},
    ),
    "a conflict without an end": ("<<<<<<< ours\na = 1\nb = ?\n", [1], [(3, 5)], {"a": 1}),
    "a long string around what looks like one": (
        'a = [""" """, """\n' + conflict("x\n", "z\n") + '"""]\ny = ?',
        [],
        [(8, 5)],
        {"a": [" ", conflict("x\n", "z\n")]},
    ),
    "a long string with a quote that ends none": (
        'a = """\\"""\n' + conflict("x\n", "y\n") + '"""\ny = ?',
        [],
        [(8, 5)],
        {"a": '"""\n' + conflict("x\n", "y\n")},
    ),
}
"""A text, the lines of its markers, the places of other slips, and what is read of it."""


@pytest.mark.parametrize("name", IN_CONFLICT)
def test_a_conflict_is_read_by_its_first_side_wherever_strings_begin_and_end(name: str) -> None:
    """Each marker is told once, and what stands behind the conflict is checked as ever."""
    text, markers, others, data = IN_CONFLICT[name]
    parsed = parse(text)
    assert [s.spot.line for s in parsed.slips if s.code == "E113"] == markers
    assert [(s.spot.line, s.spot.column) for s in parsed.slips if s.code != "E113"] == others
    assert parsed.data == data


@pytest.mark.parametrize("line", ["<<<<<<<<", "<<<<<<<x", "  <<<<<<< ours", "<<<<<< ours"])
def test_what_only_looks_like_a_marker_is_a_line_without_a_sign(line: str) -> None:
    """More signs, fewer, or not at the edge: it is told as any other line that says nothing."""
    assert [s.code for s in parse(f"{line}\na = 1\na = 1\n").slips] == ["E115", "E104"]
