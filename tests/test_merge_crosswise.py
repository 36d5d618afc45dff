"""A common beginning with marks in it, as of branches that were merged crosswise: what was in dispute is nobody's."""

from __future__ import annotations

import pytest

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle = "R"\ndate  =  2022-11-16\n\n\n[risk.a]\ntitle = "Floods"\n'

OWNERS = 'owner = "Clerk"\n', 'owner = "Usher"\n'
NOTE = 'note = "Wet"\n'


def marked(one: str, other: str, *, size: int = 7, base: str = "") -> str:
    """A text as git leaves it where it merged two beginnings; with what these began from where that is given."""
    middle = f"{'|' * size} base\n{base}" if base else ""
    return f"{'<' * size} ours\n{one}{middle}{'=' * size}\n{other}{'>' * size} theirs\n"


def merged(beginning: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    """What the risk says behind its title, and what is in dispute."""
    done = merge_texts(*((HEAD + text).encode() for text in (beginning, ours, theirs)))
    return done.text.decode().removeprefix(HEAD), [c.address for c in done.conflicts]


SCORES = [f"score.current = {{ likelihood = 1, impact = {n} }}\n" for n in (2, 3, 4)]
LISTS = [f'evidence = ["2021: 1", "2021: {n}"]\n' for n in (2, 3, 4)]
TABLES = [f'assurance = [{{ by = "A", finding = "{word}" }}]\n' for word in ("good", "bad", "fair")]
ACTIONS = [f'mitigation.m = {{ action = "Wall", cost = [{{ amount = {n} }}], owner = "O" }}\n' for n in (1, 2, 3)]

DISPUTED = {
    "a value": ((*OWNERS,), OWNERS[0], OWNERS[1], ["owner"]),
    "a value of the other beginning": ((*OWNERS,), OWNERS[1], 'owner = "Head"\n', ["owner"]),
    "a value that only the first has": ((OWNERS[0] + NOTE, OWNERS[1]), OWNERS[0] + NOTE, OWNERS[0], ["note"]),
    "a value that only the second has": (("", NOTE), NOTE, "", ["note"]),
    "a value that the second has besides": ((OWNERS[0], OWNERS[1] + NOTE), OWNERS[0] + NOTE, OWNERS[0], ["note"]),
    "a value before a table": (("[risk.a.score]\n", NOTE), NOTE, "", ["note"]),
    "a value of a table": (SCORES[:2], SCORES[0], SCORES[1], ["score.current.impact"]),
    "a list": (LISTS[:2], LISTS[0], LISTS[1], ["evidence"]),
    "a list of tables": (TABLES[:2], TABLES[0], TABLES[1], ["assurance"]),
    "a list in a table": (ACTIONS[:2], ACTIONS[0], ACTIONS[1], ["mitigation.m.cost"]),
    "another kind of value": (('number = "1"\n', "number = 1\n"), 'number = "1"\n', "number = 1\n", ["number"]),
}
"""What both beginnings had, what each side has since, and what is in dispute."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", DISPUTED)
def test_what_the_sides_chose_otherwise_is_in_dispute(name: str, turned: bool) -> None:
    """Though one of them has what a beginning had: that it left it says nothing."""
    beginnings, ours, theirs, keys = DISPUTED[name]
    sides = (theirs, ours) if turned else (ours, theirs)
    assert merged(marked(*beginnings), *sides)[1] == [f"risk.a.{key}" for key in keys]


SETTLED = {
    "a value": ((*OWNERS,), OWNERS[1], OWNERS[1] + NOTE, OWNERS[1] + NOTE),
    "a value that neither had": ((*OWNERS,), 'owner = "Head"\n', 'owner = "Head"\n' + NOTE, 'owner = "Head"\n' + NOTE),
    "a value that both had, deleted since": (
        (OWNERS[0] + NOTE, OWNERS[1] + NOTE),
        OWNERS[1] + NOTE,
        OWNERS[1],
        OWNERS[1],
    ),
    "a value that both had, changed since": (
        (OWNERS[0] + NOTE, OWNERS[1] + NOTE),
        OWNERS[0] + NOTE,
        OWNERS[0] + 'note = "Dry"\n',
        OWNERS[0] + 'note = "Dry"\n',
    ),
    "a value of a table that both had": (
        SCORES[:2],
        SCORES[0],
        SCORES[0].replace("1", "5"),
        SCORES[0].replace("1", "5"),
    ),
    "a list": (LISTS[:2], LISTS[2], LISTS[2] + NOTE, LISTS[2] + NOTE),
    "a list of tables": (TABLES[:2], TABLES[2], TABLES[2] + NOTE, TABLES[2] + NOTE),
    "a list in a table": (ACTIONS[:2], ACTIONS[2], ACTIONS[2].replace('"O"', '"P"'), ACTIONS[2].replace('"O"', '"P"')),
    "dotted keys in a table": (
        ("score = { current.score = 1 }\n", "score = { current.score = 2 }\n"),
        "score = { current.score = 2 }\n",
        "score = { current.score = 2 }\n" + NOTE,
        "score = { current.score = 2 }\n" + NOTE,
    ),
    "a value that only the second has": (
        (OWNERS[0], OWNERS[1] + NOTE),
        OWNERS[1] + NOTE,
        OWNERS[1] + NOTE + 'category = "Money"\n',
        OWNERS[1] + NOTE + 'category = "Money"\n',
    ),
    "one table in two ways": (
        ("score = { current.score = 1 }\n", "score.current.score = 2\n"),
        "score.current.score = 2\n",
        "score.current.score = 2\n" + NOTE,
        "score.current.score = 2\n" + NOTE,
    ),
    "a table of its own": (
        tuple(f"[risk.a.score]\ncurrent = {{ likelihood = 1, impact = {n} }}\n" for n in (1, 2)),
        "[risk.a.score]\ncurrent = { likelihood = 1, impact = 2 }\n",
        NOTE + "[risk.a.score]\ncurrent = { likelihood = 1, impact = 2 }\n",
        NOTE + "[risk.a.score]\ncurrent = { likelihood = 1, impact = 2 }\n",
    ),
}
"""What both beginnings had, what each side has since, and what it comes to."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", SETTLED)
def test_what_both_sides_chose_alike_stands(name: str, turned: bool) -> None:
    """And an edit of what was not in dispute is made, though it stands between the marks."""
    beginnings, ours, theirs, expected = SETTLED[name]
    sides = (theirs, ours) if turned else (ours, theirs)
    assert merged(marked(*beginnings), *sides) == (expected, [])


@pytest.mark.parametrize("size", [7, 9])
@pytest.mark.parametrize("base", ["", 'owner = "Cook"\n'])
def test_marks_of_any_kind_are_read(base: str, size: int) -> None:
    """Longer ones, as git makes them where it merges beginnings of beginnings; and with a base between them."""
    begun = marked(*OWNERS, size=size, base=base)
    assert merged(begun, OWNERS[1], OWNERS[1] + NOTE) == (OWNERS[1] + NOTE, [])
    assert merged(begun, OWNERS[1], OWNERS[0])[1] == ["risk.a.owner"]


def test_every_dispute_of_a_beginning_is_taken_for_one() -> None:
    """Not the first alone."""
    notes = NOTE, 'note = "Dry"\n'
    begun = marked(*OWNERS) + 'category = "Money"\n' + marked(*notes)
    texts = [owner + 'category = "Money"\n' + note for owner, note in zip(OWNERS, notes, strict=True)]
    assert merged(begun, *texts)[1] == ["risk.a.owner", "risk.a.note"]


def test_lines_of_windows_in_a_dispute() -> None:
    """Are read as those of any other."""
    texts = [HEAD + text for text in (marked(*OWNERS), OWNERS[1], OWNERS[1] + NOTE)]
    done = merge_texts(*(text.replace("\n", "\r\n").encode() for text in texts))
    assert (done.text.decode().replace("\r\n", "\n"), done.conflicts) == (texts[2], ())


@pytest.mark.parametrize("turned", [False, True])
def test_marks_in_a_text_are_text(turned: bool) -> None:
    """A note that tells of a conflict is no conflict: who alone changed it is asked nothing."""
    told = f'note = """\n{marked(*OWNERS)}"""\n'
    sides = (told.replace("Clerk", "Head"), told + 'category = "Money"\n')
    expected = sides[0] + 'category = "Money"\n'
    assert merged(told, *(sides[::-1] if turned else sides)) == (expected, [])


@pytest.mark.parametrize(
    "stretches", [('  "2021: 1",\n', '  "2021: 2",\n'), (OWNERS[0], "owner =\n"), ("owner =\n", "")]
)
def test_marks_around_what_is_no_statement_are_left_to_people(stretches: tuple[str, str]) -> None:
    """Nothing is made of half a list, or of a stretch that is not TOML: where it stands is told."""
    begun = marked(*stretches)
    begun = f"evidence = [\n{begun}]\n" if "2021" in begun else begun
    with pytest.raises(Declined, match=r"base:\d+:1: E113 found a conflict marker of git"):
        merged(begun, OWNERS[0], OWNERS[1])
