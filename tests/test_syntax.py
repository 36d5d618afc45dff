"""Reading TOML text that is not TOML: every slip once, at its place, and the rest still read."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
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


ONE_SLIP: list[tuple[str, Place]] = [
    # A date without a day
    ("date = 2021-09", ("E102", 1, 8)),
    ("date = 2021-Q3 # why", ("E102", 1, 8)),
    ("date = 2021/22", ("E102", 1, 8)),
    ("date = 16/11/2022", ("E102", 1, 8)),
    ("date = 2021-9-1", ("E102", 1, 8)),
    ('m = { action = "x", due = 2021-09 }', ("E102", 1, 27)),
    # Tables given twice
    ("[a]\nx = 1\n[b]\n[a]\ny = 1", ("E103", 4, 1)),
    ("[a]\nb = { x = 1 }\n[a.b]\ny = 1", ("E103", 3, 1)),
    ("[a]\nb.c = 1\n[a.b]", ("E103", 3, 1)),
    ("[[a]]\n[a]", ("E103", 2, 1)),
    ("[a.b]\n[[a]]", ("E103", 2, 1)),
    ("[a]\nb = [1]\n[[a.b]]", ("E103", 3, 1)),
    # Keys given twice
    ("a = 1\nb = 2\na = 3", ("E104", 3, 1)),
    ("m = { a = 1, b = 2, a = 3 }", ("E104", 1, 21)),
    ("m = [{ a.b = 1, a.b = 2 }]", ("E104", 1, 19)),
    ("a = 1\na.b = 2", ("E104", 2, 1)),
    ("[a.b]\n[a]\nb.c = 1", ("E104", 3, 1)),
    ('"a" = 1\na = 2', ("E104", 2, 1)),
    # Inline tables over several lines
    ("m = {\n a = 1,\n b = 2\n}\nc = 1", ("E105", 1, 5)),
    ("m = { a = 1, # why\n b = [\n1] }", ("E105", 1, 5)),
    ("m = { a = {\n b = 1 } }", ("E105", 1, 5)),
    ("m = [{\n a = 1\n}, {\n a = 2\n}]", ("E105", 1, 6)),
    ("m = { a = 1\nn = { a = 1 }\n[b]", ("E105", 1, 5)),
    ("m = { a = 1", ("E105", 1, 5)),
    ("m = { a = 1 ]", ("E105", 1, 5)),
    ("m = [1, { a = 1 ]", ("E105", 1, 9)),
    # Headers
    ("[a\nx = 1", ("E106", 1, 1)),
    ("  [a # why\nx = 1", ("E106", 1, 3)),
    ("[a]]", ("E106", 1, 1)),
    ("[[a]", ("E106", 1, 1)),
    ("[a] x = 1", ("E106", 1, 1)),
    ("[a..b]", ("E106", 1, 1)),
    ("[]", ("E106", 1, 1)),
    ("[a.]", ("E106", 1, 1)),
    ("[staff turnover]", ("E106", 1, 1)),
    ("[children's]", ("E106", 1, 1)),
    ("[café]", ("E106", 1, 1)),
    ("a.b]", ("E106", 1, 1)),
    ("[[risk]]\na = 1\n[[risk]]\na = 2", ("E106", 1, 1)),
    ("[[risk.a.mitigation]]\na = 1", ("E106", 1, 1)),
    # Text without quotes
    ("status = planned", ("E107", 1, 10)),
    ("title = Staff leave # why", ("E107", 1, 9)),
    ("flag = True", ("E107", 1, 8)),
    ("title = none", ("E107", 1, 9)),
    ("ids = [morale, turnover]", ("E107", 1, 8)),
    ("m = { action = Recruit, train and keep, by = 1 }", ("E107", 1, 16)),
    ("place = 5.1, row 8", ("E107", 1, 9)),
    # Strings
    ('title = "Staff', ("E108", 1, 9)),
    ("title = 'Staff\"", ("E108", 1, 9)),
    ('title = "The "big" risk"', ("E108", 1, 9)),
    ("title = 'Children's services'", ("E108", 1, 9)),
    ('m = { a = "The "big" one", b = 1 }', ("E108", 1, 11)),
    ('m = { a = "x, b = "y" }', ("E108", 1, 11)),
    ('m = { a = "x }', ("E108", 1, 11)),
    ('ids = ["a", "b]', ("E108", 1, 13)),
    ('title = "one\ntwo\nthree"\nx = 1', ("E108", 1, 9)),
    ('note = """\ntext\n[b]\nx = 1', ("E108", 1, 8)),
    ('note = """\ntext\n[b]\nnote = """\nmore\n"""\nx = 1', ("E108", 1, 8)),
    ('"key = 1', ("E108", 1, 1)),
    ('ids = [\n "a\n "b",\n]', ("E108", 2, 2)),
    ('m = { a = "x\ny", b = 1 }', ("E108", 1, 11)),
    # Arrays
    ('ids = ["a", "b"\nx = 1', ("E109", 1, 7)),
    ('ids = ["a",\n\n[b]\nx = 1', ("E109", 1, 7)),
    ('ids = ["a" "b"]', ("E109", 1, 12)),
    ('ids = [\n "a"\n "b"\n "c"\n]', ("E109", 3, 2)),
    ("ids = [1,,2]", ("E109", 1, 10)),
    ("ids = [1, 2}", ("E109", 1, 7)),
    ("m = { a = [1, 2 }", ("E109", 1, 11)),
    ("m = { a = 1 b = 2 }", ("E109", 1, 13)),
    ("ids = [1, 2", ("E109", 1, 7)),
    # Typographic quotes
    ("title = “Staff leave”", ("E110", 1, 9)),
    ('title = "Staff leave”', ("E110", 1, 9)),
    ("m = { a = ‘Recruit, train’, b = 1 }", ("E110", 1, 11)),
    ("“title” = 1", ("E110", 1, 1)),
    ('m = { a = "x”, b = "y" }', ("E110", 1, 11)),
    ("[risk.“a”]", ("E110", 1, 1)),
    # Numbers and depth
    ("a = " + "9" * 5000, ("E111", 1, 5)),
    ("a = 0x" + "f" * 5000, ("E111", 1, 5)),
    ("a = 9223372036854775808", ("E111", 1, 5)),
    ("a = " + "[" * 1000 + "]" * 1000, ("E112", 1, 5)),
    ("a = " + "{ a = " * 1000 + "1" + "}" * 1000, ("E112", 1, 5)),
    ("a = " + "[" * 100_000, ("E112", 1, 5)),
    (".".join("a" * 20_000) + " = 1", ("E112", 1, 1)),
    ("[" + ".".join("a" * 20_000) + "]\nx = 1", ("E112", 1, 1)),
    # Dates that do not exist
    ("date = 2026-13-01", ("E114", 1, 8)),
    ("date = 2021-02-30 # why", ("E114", 1, 8)),
    ("m = { at = 25:00:00 }", ("E114", 1, 12)),
    ("at = 2021-02-28 10:61", ("E114", 1, 6)),
    # A missing =, a missing value
    ('title "Staff"', ("E115", 1, 1)),
    ('title: "Staff"', ("E115", 1, 1)),
    ("title =", ("E115", 1, 1)),
    ("m = { a = , b = 1 }", ("E115", 1, 7)),
    ("m = { a, b = 1 }", ("E115", 1, 7)),
    ("= 5", ("E115", 1, 1)),
    ("just words", ("E115", 1, 1)),
    ("ids [\n 1,\n 2\n]", ("E115", 1, 1)),
    # Numbers as people write them
    ("a = 007", ("E116", 1, 5)),
    ("a = 3,000,000", ("E116", 1, 5)),
    ("m = { a = 3,000,000, b = 1 }", ("E116", 1, 11)),
    ("a = £3m", ("E116", 1, 5)),
    ("a = 1_", ("E116", 1, 5)),
    ("a = .5", ("E116", 1, 5)),
    ("a = 50%", ("E116", 1, 5)),
    ("a = 3 million", ("E116", 1, 5)),
    # TOML 1.1
    ('a = "\\e"', ("E117", 1, 6)),
    ('a = "\\x41"', ("E117", 1, 6)),
    ("a = 10:30", ("E117", 1, 5)),
    ("a = 2021-01-01T10:30Z", ("E117", 1, 5)),
    ("a = { b = 1, }", ("E117", 1, 12)),
    # All else
    ('a = "C:\\dir"', ("E101", 1, 8)),
    ('a = "\\uD800"', ("E101", 1, 6)),
    ("a = 'x\x01'", ("E101", 1, 7)),
    ("a = 1 # \x01", ("E101", 1, 9)),
    ("# \x01\na = 1", ("E101", 1, 3)),
    ("a = 1\rb = 2", ("E101", 1, 6)),
    ("a = 'x' y", ("E101", 1, 9)),
    ("a = 'x',", ("E101", 1, 8)),
    ("a = 4,", ("E101", 1, 5)),
    ("a = ]", ("E101", 1, 5)),
    ("a = 'x' b = 1", ("E101", 1, 9)),
    ("a = 5 b = 1", ("E101", 1, 5)),
    ("due date = 1", ("E101", 1, 1)),
    ('due date = """\nx\n"""', ("E101", 1, 1)),
    ("café = 1", ("E101", 1, 1)),
    ("a..b = 1", ("E101", 1, 1)),
    ("}", ("E101", 1, 1)),
]


@pytest.mark.parametrize(("text", "expected"), ONE_SLIP, ids=[f"{e[0]}-{t[:30]!r}" for t, e in ONE_SLIP])
def test_one_slip_is_one_finding_at_its_place(text: str, expected: Place) -> None:
    """Each slip is found once, at its value, key or header, even with lines before and behind it."""
    crowd = f"before = 1\n\n{text}\n".replace("\n", "\r\n")
    code, line, column = expected
    assert places(parse(text)) == [(code, line, column)]
    assert places(parse(crowd)) == [(code, line + 2, column)]


@pytest.mark.parametrize("text", [t for t, _ in ONE_SLIP], ids=repr)
def test_every_slip_says_what_and_what_to_do(text: str) -> None:
    """A message and a hint are words for people, short, without a trace of Python."""
    (slip,) = parse(text).slips
    assert 5 < len(slip.message) < 120
    assert 5 < len(slip.hint) < 120
    assert "Error" not in slip.message
    assert "(at line" not in slip.message


def test_what_stands_around_a_slip_is_still_read() -> None:
    """Only the faulty statement is taken out: what stands before and behind it is in the data."""
    for text, _ in ONE_SLIP:
        assert parse(f"before = 1\n{text}\n").data["before"] == 1, text


def test_the_mended_text_keeps_lines_and_columns() -> None:
    """What is not blanked stands where it stood, so that positions in the mended text are those of the file."""
    for text, _ in ONE_SLIP:
        old, new = text.split("\n"), parse(text).text.split("\n")
        assert len(old) == len(new), text
        headers = [n for n in new if n.lstrip().startswith("[")]
        assert all(n in headers or not n.strip() or n == o for o, n in zip(old, new, strict=True)), text


def test_an_array_that_is_not_closed_hides_no_other_slip() -> None:
    """The line behind an unclosed array is looked at by itself, though it is no good line either."""
    assert places(parse('ids = ["a"\nx: 1')) == [("E109", 1, 7), ("E115", 2, 1)]
    assert places(parse('ids = ["a"\nx: 1\n[b]')) == [("E109", 1, 7), ("E115", 2, 1)]


def test_hints_give_what_to_write() -> None:
    """Where it is plain what was meant, the hint has it ready to copy."""
    hints = {
        "a = 2021-9": 'write "2021-09" in quotes',
        "a = 2021-q3": 'write "2021-Q3" in quotes',
        "a = 16/11/2022": "write 2022-11-16",
        "a = 11/16/2022": "write it as 2022-11-16",
        "a = planned": 'write "planned"',
        'a = Staff "leave"': "write 'Staff \"leave\"'",
        "a = TRUE": "write true",
    }
    assert {text: parse(text).slips[0].hint for text in hints} == hints


def test_messages_name_what_was_found() -> None:
    """Of slips with one code, each message says which one it is."""
    words = {
        "a = 2021-02-30": "the date 2021-02-30",
        "a = 25:00:00": "the time 25:00:00",
        "a..b = 1": "a dot",
        ".a = 1": "a dot",
        "café = 1": "a character",
        "a = 'x' b = 1": "two keys",
        "a = 'x' b": "something after",
        "[a..b]": "a name is missing",
        "[children's]": "no table header",
        "title = 'Children's services'": "an apostrophe",
        'title = "The "big" risk"': "a quote in the middle",
    }
    assert {text: word in parse(text).slips[0].message for text, word in words.items()} == dict.fromkeys(words, True)


def test_a_fault_is_as_wide_as_what_is_wrong() -> None:
    """What is underlined is the value, key or header, without what stands behind it."""
    widths = {
        "a = planned # why": 7,
        "a = “x y” # why": 5,
        'm = ["a", "b ]': 2,
        'm = { a = "x, y }': 5,
        'a = "The "big" risk" # why': 16,
        "[a b] # why": 5,
        "[a # why": 2,
        "a = { b = 1,\nc = 2 }": 8,
        "abc =": 3,
        "a = 1\na = 2": 1,
        "[ab]\n[ab] # why": 4,
    }
    assert {text: parse(text).slips[0].spot.width for text in widths} == widths


def test_a_repetition_names_the_line_of_the_first() -> None:
    """Who reads that a table or key is there twice is told where the other one is."""
    assert "line 2" in parse("\n[a]\n[b]\n[a]").slips[0].message
    assert "line 3" in parse("\n[a]\nb = 1\n[c]\n[a.b]").slips[0].message
    assert "line 2" in parse("\na = 1\na = 2").slips[0].message


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
    assert ("matrix", "bands") in parse("[[matrix]]\na = 1").lost
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


def test_without_an_opening_marker_there_is_no_conflict() -> None:
    """A line of equals signs alone is no conflict."""
    assert [s.code for s in parse("a = 1\n=======\nb = 2").slips] == ["E115"]


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
    monkeypatch.setattr(syntax, "mended", unmended)
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


def good_register(risks: int) -> list[str]:
    """The lines of a register without a fault."""
    lines = ["[register]", 'title = "Risks"', "date = 2022-11-16", ""]
    for n in range(risks):
        lines += [
            f"[risk.r{n}]",
            'title = "The \\"big\\" one, and more"  # why',
            "score.current = { likelihood = 4, impact = 4 }",
            f"[risk.r{n}.mitigation]", 'a = { status = "planned", action = \'Children\', due = "2023-Q1" }',
            f"[risk.r{n}.mitigation.b]", 'evidence = ["2021-09: 5.1", "2020-06: plan"]', "",
        ]  # fmt: skip
    return lines


INJECTED: list[tuple[str, list[tuple[str, int]]]] = [
    ("k{n} = 2021-09", [("E102", 0)]),
    ('k{n} = {{ status = "x", due = 2021-Q1 }}', [("E102", 0)]),
    ("k{n} = 1\nk{n} = 2", [("E104", 1)]),
    ("k{n} = {{ a = 1, a = 2 }}", [("E104", 0)]),
    ('k{n} = {{\n  a = "x",\n  b = "y"\n}}', [("E105", 0)]),
    ("[n{n}", [("E106", 0)]),
    ("[n{n}. ]", [("E106", 0)]),
    ("[n {n} x]", [("E106", 0)]),
    ("k{n} = planned", [("E107", 0)]),
    ("k{n} = Staff leave, and more", [("E107", 0)]),
    ('k{n} = "Staff leave', [("E108", 0)]),
    ('k{n} = "The "big" risk"', [("E108", 0)]),
    ("k{n} = {{ a = 'Children's services', b = 'x' }}", [("E108", 0)]),
    ('k{n} = ["a" "b"]', [("E109", 0)]),
    ('k{n} = ["a", "b"', [("E109", 0)]),
    ("k{n} = “Staff leave”", [("E110", 0)]),
    ("k{n} = 99999999999999999999", [("E111", 0)]),
    ("<<<<<<< a\nk{n} = 1\n=======\nk{n} = ?\n>>>>>>> b", [("E113", 0), ("E113", 2), ("E113", 4)]),
    ("k{n} = 2021-02-30", [("E114", 0)]),
    ('k{n} "x"', [("E115", 0)]),
    ("k{n} =", [("E115", 0)]),
    ("k{n} = £3m", [("E116", 0)]),
    ("k{n} = {{ amount = 3,000,000, period = 'x' }}", [("E116", 0)]),
    ("k{n} = 10:30", [("E117", 0)]),
    ("k{n} k = 'x'", [("E101", 0)]),
]


@settings(deadline=None)
@given(st.data())
def test_every_injected_slip_is_found_and_nothing_else(data: st.DataObject) -> None:
    """Slips put at random into a good register are all found in one pass, at their lines, and no others."""
    lines = good_register(data.draw(st.integers(1, 4)))
    chosen = data.draw(st.lists(st.tuples(st.integers(0, len(lines)), st.sampled_from(INJECTED)), max_size=10))
    chosen.sort(key=lambda c: c[0])
    out: list[str] = []
    expected: list[tuple[str, int]] = []
    for n, (at, (slip, faults)) in enumerate(chosen):
        out += lines[(chosen[n - 1][0] if n else 0) : at]
        expected += [(code, len(out) + 1 + offset) for code, offset in faults]
        out += slip.format(n=n).split("\n")
    out += lines[(chosen[-1][0] if chosen else 0) :]
    found = parse("\n".join(out)).slips
    assert [(s.code, s.spot.line) for s in found] == expected


FRAGMENTS = [
    *'"\'[]{},=.#\\-+\t\r\n', '"""', "'''", "[[", "\r\n", "2021-09", "True", "“", "”", "<<<<<<< a\n", "=======\n",
    ">>>>>>> b\n", "planned", "[risk.r0]\n", "a = 1\n", "\x00", "£", "007", "\ud800", "\u2028", "[a",
    "a.b = 1\n", "}\n", "]\n", "= ", "🙂",
]  # fmt: skip


def mutated(text: str, rng: random.Random) -> str:
    """The text with a few random changes."""
    for _ in range(rng.randint(1, 6)):
        at, other = rng.randint(0, len(text)), rng.randint(0, len(text))
        match rng.randrange(3):
            case 0:
                text = text[:at] + rng.choice(FRAGMENTS) + text[at:]
            case 1:
                text = text[:at] + text[at + rng.randint(1, 8) :]
            case _:
                text = text[:at] + text[other : other + rng.randint(0, 80)] + text[at:]
    return text


def assert_answered(text: str) -> None:
    """Whatever the text, there is an answer: the parser's data, or slips that stand within it."""
    parsed = parse(text)
    lines = text.split("\n")
    assert parsed.text.count("\n") == len(lines) - 1
    for slip in parsed.slips:
        assert 1 <= slip.spot.line <= len(lines)
        assert 1 <= slip.spot.column <= max(1, len(lines[slip.spot.line - 1]))
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        assert parsed.slips
    else:
        assert parsed.slips or repr(parsed.data) == repr(data)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_damage_is_answered(rng: random.Random) -> None:
    """A register damaged at random never raises, and all that is said of it points into it."""
    assert_answered(mutated("\n".join(good_register(2)), rng))


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab.=[]{}\"'\\#,\n\r\t 12-:“eux\x00é")))
def test_any_text_is_answered(text: str) -> None:
    """Any string at all never raises, and all that is said of it points into it."""
    assert_answered(text)


def test_the_slow_way_agrees_with_the_quick_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good text gives the same where it is looked at closely, as it is with parsers of TOML 1.1."""
    monkeypatch.setattr(syntax, "_NEWER_PARSER", True)
    for text in ["\n".join(good_register(3)), *(f.read_bytes().decode() for f in corpus("valid"))]:
        parsed = parse(text)
        assert parsed.slips == ()
        assert repr(parsed.data) == repr(tomllib.loads(text))


def corpus(kind: str) -> list[File]:
    """The TOML files that the standard library is tested with; none where Python came without its tests."""
    try:
        root = File(str(files("test.test_tomllib").joinpath("data", kind)))
    except ModuleNotFoundError:
        return []
    return sorted(root.rglob("*.toml"))


INVALID: list[Any] = [pytest.param(f, id=f"{f.parent.name}-{f.stem}") for f in corpus("invalid")]


@pytest.mark.parametrize(
    "file", INVALID or [pytest.param(None, marks=pytest.mark.skip("Python came without its tests"))]
)
def test_every_invalid_file_of_the_standard_library_is_told(file: File) -> None:
    """What the standard library's tests hold for invalid has at least one slip, and its place is in the text."""
    text = file.read_bytes().decode(errors="replace")
    assert parse(text).slips
    assert_answered(text)
