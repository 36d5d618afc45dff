"""Every slip that hand editing invites: found once, at its place, in words that help."""

from __future__ import annotations

import pytest

from riskreg.store.syntax import Parsed, parse

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
    # Brackets that nothing opened
    ("a = 1\n]", ("E101", 2, 1)),
    ("a = 1\n}\nb = 2", ("E101", 2, 1)),
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
        "a = 2021-9-1": "write 2021-09-01",
        "a = 2021-q3": 'write "2021-Q3" in quotes',
        "a = 16/11/2022": "write 2022-11-16",
        "a = 11/16/2022": "write it as 2022-11-16",
        "a = planned": 'write "planned"',
        'a = Staff "leave"': "write 'Staff \"leave\"'",
        "a = TRUE": "write true",
        "a = False": "write false",
    }
    assert {text: parse(text).slips[0].hint for text in hints} == hints


def test_a_list_behind_a_wrong_sign_is_looked_into() -> None:
    """What is wrong with its brackets, commas and quotes is told as well; not that a word has no quotes."""
    assert [s.code for s in parse('ids: ["a" "b"]').slips] == ["E115", "E109"]
    assert [s.code for s in parse('ids ["a", planned').slips] == ["E115", "E109"]
    assert [s.code for s in parse('ids: ["a", planned]').slips] == ["E115"]


def test_messages_name_what_was_found() -> None:
    """Of slips with one code, each message says which one it is."""
    words = {
        "a = 2021-02-30": "the date 2021-02-30",
        "a = 25:00:00": "the time 25:00:00",
        "a..b = 1": "a dot",
        ".a = 1": "a dot",
        "café = 1": "a character",
        "a = 'x' b = 1": "two keys",
        "a = 'x',b = 1": "two keys",
        "a = 'x', b = 1": "two keys",
        "a = 'x' b": "something after",
        "[a..b]": "a name is missing",
        "[children's]": "no table header",
        "title = 'Children's services'": "an apostrophe",
        'title = "The "big" risk"': "a quote in the middle",
    }
    assert {text: word in parse(text).slips[0].message for text, word in words.items()} == dict.fromkeys(words, True)


def test_a_message_is_said_whole() -> None:
    """Of a header without a name, all that is said."""
    (slip,) = parse("[a..b]").slips
    assert (slip.message, slip.hint) == (
        "a name is missing in this table header",
        "write the names with one dot between them: [risk.ID]",
    )


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
