"""A list or an inline table that both sides changed is typed as a careful person would have typed it."""

from __future__ import annotations

import pytest

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle  =  "R"\ndate = 2022-11-16\n\n\n[risk.a]\ntitle = "Floods"\n'
"""Typed otherwise than fmt does, so that it shows where a text was laid out anew."""
LAID_OUT = HEAD.replace("  =  ", " = ")


def merged(base: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    """What the risk says behind its title, and what is in dispute."""
    done = merge_texts(*((HEAD + text + "\n").encode() for text in (base, ours, theirs)))
    return done.text.decode().removeprefix(HEAD).removesuffix("\n"), [c.address for c in done.conflicts]


SPACES = [
    ('["x: 1"]', '["x: 1", "x: 2"]', '["x: 1", "x: 3"]', '["x: 1", "x: 2", "x: 3"]'),
    ('[ "x: 1" ]', '[ "x: 1", "x: 2" ]', '[ "x: 1", "x: 3" ]', '[ "x: 1", "x: 2", "x: 3" ]'),
    ('["x: 1"]', '["x: 1", "x: 2"]', "['x: 1', 'x: 3']", "['x: 1', \"x: 2\", 'x: 3']"),
    ('["x: 1"] # why', '["x: 1", "x: 2"] # why', '["x: 1", "x: 3"] # so', '["x: 1", "x: 2", "x: 3"] # so'),
    ('["x: 1"] # why', '["x: 1", "x: 2"] # so', '["x: 1", "x: 3"] # why', '["x: 1", "x: 2", "x: 3"] # so'),
    ('["x: 1"] # why', '["x: 1", "x: 2"] # so', '["x: 1", "x: 3"] # or', '["x: 1", "x: 2", "x: 3"] # so  # or'),
    ('["x: 1"] # why', '["x: 1", "x: 2"]', '["x: 1", "x: 3"] # or', '["x: 1", "x: 2", "x: 3"] # or'),
    ('["x: 1"]#c', '["x: 1", "x: 2"]#c', '["x: 1", "x: 3"]#c', '["x: 1", "x: 2", "x: 3"]#c'),
    ('["x: 1"]', "[]", '["x: 1", "x: 3"]', '["x: 3"]'),
    ('["x: 1", "x: 2"]', '["x: 2"]', '["x: 1", "x: 2", "x: 3"]', '["x: 2", "x: 3"]'),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), SPACES)
def test_what_stood_on_one_line_stays_on_one_line(base: str, ours: str, theirs: str, expected: str) -> None:
    """With the spaces within its brackets, each item as its side typed it, and the comment of whoever changed it."""
    assert merged(*(f"evidence = {text}" for text in (base, ours, theirs))) == (f"evidence = {expected}", [])


LINES = [
    (
        '["x: 1"]',
        '["x: 1", "x: 2"]',
        '[ # all\n  "x: 1", # one\n  # three\n  "x: 3",\n  # end\n]',
        '[  # all\n  "x: 1",  # one\n  "x: 2",\n  # three\n  "x: 3",\n  # end\n]',
    ),
    (
        '[\n    "x: 1", # one\n    "x: 2", # two\n]',
        '[\n    "x: 1", # one\n]',
        '[\n    "x: 1", # one\n    "x: 2", # two\n    "x: 3",\n]',
        '[\n    "x: 1",  # one\n    "x: 3",\n]',
    ),
    (
        '[\n    "x: 1", # one\n    "x: 2", # two\n]',
        '[\n    "x: 1", # one\n]',
        '[\n    "x: 1", # one\n    # new\n    "x: 2", # two, too\n    "x: 3",\n]',
        '[\n    "x: 1",  # one\n    # new\n    # two, too\n    "x: 3",\n]',
    ),
    (
        '[\n    "x: 1",\n    "x: 2",\n]',
        '[\n    "x: 1",\n    "x: 3",\n]',
        '[\n    "x: 1",\n    # keep\n    "x: 2",\n    # end\n]',
        '[\n    "x: 1",\n    "x: 3",\n    # keep\n    # end\n]',
    ),
    (
        '[\n    "x: 1", # one\n]',
        '[\n    "x: 1", # first\n    "x: 2",\n]',
        '[\n    "x: 1", # eins\n    "x: 3",\n]',
        '[\n    "x: 1",  # first  # eins\n    "x: 2",\n    "x: 3",\n]',
    ),
    (
        '[\n  "x: 1",\n  "x: 2",\n]',
        '[\n  "x: 1",\n  "x: 2",\n  "x: 3",\n]',
        '["x: 1", "x: 2", "x: 4"]',
        '["x: 1", "x: 2", "x: 3", "x: 4"]',
    ),
    (
        '[\n      "x: 1",\n  ]',
        '[\n      "x: 1",\n      "x: 3",\n  ]',
        '[\n      "x: 1",\n      "x: 4",\n  ]',
        '[\n      "x: 1",\n      "x: 3",\n      "x: 4",\n  ]',
    ),
    (
        '[\n"x: 1"]',
        '[\n"x: 1", "x: 3"]',
        '[\n"x: 1", "x: 4"]',
        '[\n"x: 1",\n"x: 3",\n"x: 4",\n]',
    ),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), LINES)
def test_over_lines_each_item_has_its_line_and_keeps_its_comments(
    base: str, ours: str, theirs: str, expected: str
) -> None:
    """Its indent, and that of the bracket; a comment that a side put in stays, though the item beside it is gone."""
    assert merged(*(f"evidence = {text}" for text in (base, ours, theirs))) == (f"evidence = {expected}", [])


ON_LINES = '[\n  "x: 1",\n  "x: 2",\n]'
COMMENTED = [
    ('[ # all\n  "x: 1",\n  "x: 2",\n]', '[  # all\n    "x: 1",\n    "x: 2",\n    "x: 3",\n]'),
    ('[\n  "x: 1",\n  "x: 2",\n  # end\n]', '[\n    "x: 1",\n    "x: 2",\n    "x: 3",\n    # end\n]'),
    ('[\n  # one\n  "x: 1",\n  "x: 2",\n]', '[\n    # one\n    "x: 1",\n    "x: 2",\n    "x: 3",\n]'),
    ('[\n  "x: 1",\n  "x: 2", # two\n]', '[\n    "x: 1",\n    "x: 2",  # two\n    "x: 3",\n]'),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("commented", "expected"), COMMENTED)
def test_a_comment_put_into_a_list_is_kept_though_the_other_side_put_it_on_one_line(
    commented: str, expected: str, turned: bool
) -> None:
    """A comment needs the end of a line: the list goes over lines again, with the indent that riskreg writes."""
    sides = ('["x: 1", "x: 2", "x: 3"]', commented)
    texts = (f"evidence = {text}" for text in (ON_LINES, *(sides[::-1] if turned else sides)))
    assert merged(*texts) == (f"evidence = {expected}", [])


@pytest.mark.parametrize("turned", [False, True])
def test_comments_put_beside_several_items_that_the_other_side_took_out_all_stay(turned: bool) -> None:
    """They come before the next item that is left."""
    base = 'evidence = [\n  "x: 1",\n  "x: 2",\n  "x: 3",\n]'
    sides = ('evidence = [\n  "x: 3",\n]', 'evidence = [\n  "x: 1", # one\n  # two\n  "x: 2",\n  "x: 3",\n]')
    assert merged(base, *(sides[::-1] if turned else sides)) == (
        'evidence = [\n  # one\n  # two\n  "x: 3",\n]',
        [],
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("typed", ['["x: 1","x: 2" ]', '["x: 1"\n,"x: 2"]', "[]", '["x: 1",]'])
def test_a_list_that_one_side_alone_changed_is_taken_as_it_is_typed(typed: str, turned: bool) -> None:
    """However oddly, and though the other side changed the comment behind it."""
    sides = (f"evidence = {typed}", 'evidence = ["x: 1"] # why')
    assert merged('evidence = ["x: 1"]', *(sides[::-1] if turned else sides)) == (f"evidence = {typed} # why", [])


@pytest.mark.parametrize(("base", "ours", "theirs"), [case[:3] for case in (*SPACES, *LINES)])
def test_the_other_way_round_the_same_lines_are_there(base: str, ours: str, theirs: str) -> None:
    """Who is called ours decides which item comes first, and which quotes one has that both typed."""
    one, other = (
        merged(*(f"evidence = {text}" for text in (base, *sides)))[0] for sides in ((ours, theirs), (theirs, ours))
    )
    words = [
        sorted(text.replace("'", '"').translate(dict.fromkeys(map(ord, "[],"), " ")).split()) for text in (one, other)
    ]
    assert words[0] == words[1]
    assert one.count("\n") == other.count("\n")


def test_a_list_that_both_sides_emptied_is_gone() -> None:
    """Each took out another item; an empty list says nothing."""
    assert merged('evidence = ["x: 1", "x: 2"]', 'evidence = ["x: 2"]', 'evidence = ["x: 1"]') == ("", [])


BRACES = [
    ("{ likelihood = 1, impact = 1 }", "{ likelihood = 2, impact = 1 }", "{ likelihood = 1, impact = 3 }",
     "{ likelihood = 2, impact = 3 }"),
    ("{likelihood = 1, impact = 1}", "{likelihood = 2, impact = 1}", "{likelihood = 1, impact = 3}",
     "{likelihood = 2, impact = 3}"),
    ("{likelihood = 1, impact = 1}", "{likelihood = 2, impact = 1}", "{likelihood=1, impact=3}",
     "{likelihood=2, impact=3}"),
    ("{likelihood = 1, impact = 1}", "{likelihood=2, impact=1}", "{likelihood = 1, impact = 3}",
     "{likelihood=2, impact=3}"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), BRACES)
def test_each_key_of_an_inline_table_is_decided_by_itself(base: str, ours: str, theirs: str, expected: str) -> None:
    """With the spaces around its equals sign as the side has them that changed these."""
    assert merged(*(f"score.current = {text}" for text in (base, ours, theirs))) == (f"score.current = {expected}", [])


def test_within_braces_both_ways_of_a_contradiction_have_what_is_agreed() -> None:
    """Both sides changed the likelihood, one of them the impact too: in dispute is the likelihood alone."""
    text, disputed = merged(
        "score.current = {likelihood = 1, impact = 1}",
        "score.current = {likelihood = 2, impact = 1}",
        "score.current = {likelihood = 3, impact = 4}",
    )
    assert disputed == ["risk.a.score.current.likelihood"]
    assert text.splitlines() == [
        "<<<<<<< ours",
        "score.current = {likelihood = 2, impact = 4}",
        "=======",
        "score.current = {likelihood = 3, impact = 4}",
        ">>>>>>> theirs",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_list_of_tables_is_decided_table_by_table(turned: bool) -> None:
    """What one side changed within one, beside the comments and the new one of the other."""
    sides = (
        'assurance = [{by = "X", finding = "fine"}]',
        'assurance = [\n  # their word\n  {by = "X", finding = "ok"}, # old\n  {by = "Y", finding = "no"},\n]',
    )
    assert merged('assurance = [{by = "X", finding = "ok"}]', *(sides[::-1] if turned else sides)) == (
        'assurance = [\n  # their word\n  {by = "X", finding = "fine"},  # old\n  {by = "Y", finding = "no"},\n]',
        [],
    )


@pytest.mark.parametrize("turned", [False, True])
def test_dotted_keys_within_braces_of_a_faulty_register_are_left_to_people(turned: bool) -> None:
    """Whose parts they are is not to be told from the text; where one side alone changed them, they are taken."""
    base, ours, theirs = (
        f"score = {{ current.likelihood = {one}, current.impact = {two} }}" for one, two in ((1, 1), (2, 1), (1, 3))
    )
    with pytest.raises(Declined, match=r"\(a dotted key within braces\)"):
        merged(base, *((theirs, ours) if turned else (ours, theirs)))
    assert merged(base, *((base, ours) if turned else (ours, base))) == (ours, [])


@pytest.mark.parametrize("turned", [False, True])
def test_registers_without_faults_are_laid_out_as_fmt_does_where_dotted_keys_stand_within_braces(turned: bool) -> None:
    """Then both edits are in the text, and nobody is asked."""
    sides = ("score = { current.score = 5 }", "score = { current.score = 4, target.score = 2 }")
    assert merged("score = { current.score = 4 }", *(sides[::-1] if turned else sides)) == (
        f"{LAID_OUT}score.current = {{ score = 5 }}\nscore.target = {{ score = 2 }}",
        [],
    )


TYPED = {
    "each took out the other label": ('tags = ["a", "b"]', 'tags = ["a"]', 'tags = ["b"]', "tags = []"),
    "one put it over lines, the other its comment otherwise": (
        'evidence = ["x: 1"] # why',
        'evidence = ["x: 1"]  # so',
        'evidence = [\n  "x: 1",\n]',
        'evidence = [\n  "x: 1",\n]  # so',
    ),
    "the comment taken away, and changed": ('note = "a" # x', 'note = "b"', 'note = "b" # y', 'note = "b" # y'),
    "the comment taken away with the value changed": ('note = "a" # x', 'note = "b"', 'note = "a" # x', 'note = "b"'),
    "the keys in another order": (
        "score.current = { likelihood = 1, impact = 2 }",
        "score.current = { impact = 3, likelihood = 1 }",
        "score.current = { likelihood = 2, impact = 2 }",
        "score.current = { impact = 3, likelihood = 2 }",
    ),
    "the items in another order": (
        'evidence = ["x: 1", "x: 2"]',
        'evidence = ["x: 2", "x: 1"]',
        'evidence = ["x: 1", "x: 2", "x: 3"]',
        'evidence = ["x: 2", "x: 1", "x: 3"]',
    ),
    "other quotes in a list": (
        "evidence = ['x: 1', 'x: 2']",
        'evidence = ["x: 1", "x: 2"]',
        "evidence = ['x: 1', 'x: 2', 'x: 3']",
        "evidence = [\"x: 1\", \"x: 2\", 'x: 3']",
    ),
    "other quotes, another value": ("owner = 'a'", 'owner = "a" # c', "owner = 'b'", "owner = 'b' # c"),
    "comments in two places": (
        'evidence = ["x: 1"]',
        'evidence = [\n  "x: 1", # a\n]',
        'evidence = ["x: 1"] # b',
        'evidence = [\n  "x: 1", # a\n] # b',
    ),
    "a comment beside an item that the other took out": (
        'evidence = [\n  "x: 1", # one\n  "x: 2",\n]',
        'evidence = [\n  "x: 2",\n]',
        'evidence = [\n  "x: 1", # new\n  "x: 2",\n  # end\n]',
        'evidence = [\n  # new\n  "x: 2",\n  # end\n]',
    ),
    "one comment put in by both, by one in place of an item": (
        'evidence = [\n  "x: 1",\n  "x: 2",\n]',
        'evidence = [\n  "x: 1",\n  # keep\n]',
        'evidence = [\n  "x: 1",\n  # keep\n  "x: 2",\n]',
        'evidence = [\n  "x: 1",\n  # keep\n]',
    ),
    "a key put in by both": (
        "mitigation.m = {action = 'W'}",
        "mitigation.m = {action = 'W', owner = 'O'}",
        "mitigation.m = {action = 'V', owner = 'O'}",
        "mitigation.m = {action = 'V', owner = 'O'}",
    ),
    "a comment in a list that the other emptied": (
        'evidence = [\n  "x: 1",\n]',
        "evidence = []",
        'evidence = [\n  "x: 1", # new\n]',
        f"{LAID_OUT}# new",
    ),
    "a list typed anew that the other deleted": ('supersedes = ["x"]', "", 'supersedes = [ "x" ] # why', "# why"),
}  # fmt: skip
"""Base, one side, the other, and what it comes to, whichever of them is called ours."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", TYPED)
def test_what_each_side_typed_otherwise_is_in_the_text(name: str, turned: bool) -> None:
    """Layout, order, quotes and comments of whoever changed them, and the value of whoever changed it."""
    base, one, other, expected = TYPED[name]
    text, disputed = merged(base, *((other, one) if turned else (one, other)))
    assert (text.strip("\n"), disputed) == (expected, [])
