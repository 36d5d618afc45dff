"""What becomes of comments, of what one side deleted, and of how each side typed a key: the exact text, either way."""

from __future__ import annotations

import pytest

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle  =  "R"\ndate = 2022-11-16\n'
"""Typed otherwise than fmt does, so that it shows where a text was laid out anew."""
LAID_OUT = HEAD.replace("  =  ", " = ")
M, N = "m = {action='Wall'}\n", "n = {action='Pumps'}\n"
"""Two actions, each on its line."""
LIKELY, AIMED = (f"{when} = {{likelihood=1, impact=1}}\n" for when in ("current", "target"))
MITIGATION, SCORE = "\n[risk.a.mitigation]\n", "\n[risk.a.score]\n"
A = '\n\n[risk.a]\ntitle = "A"\n'
B = '\n\n[risk.b]\ntitle = "B"\nowner = "o"\n'
OWNER = 'owner = "o"\n'
ACTION = '[risk.a.mitigation.m]\naction = "M"\nowner = "o"\n'


def merged(base: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    """What stands behind the register's own table, and what is in dispute."""
    done = merge_texts(*((HEAD + text).encode() for text in (base, ours, theirs)))
    return done.text.decode().removeprefix(HEAD), [c.address for c in done.conflicts]


AGREED = {
    "a comment put into a risk that the other deleted": (
        A + B,
        A,
        A + B.replace("owner", "# ask\nowner"),
        A + "\n# ask\n",
    ),
    "a comment put above it": (A + B, A, A + B.replace("[", "# new\n["), A + "\n# new\n"),
    "a comment that was there goes with it": (
        A + B.replace("[", "# old\n["),
        A,
        A + B.replace("[", "# old\n# new\n["),
        A + "\n# new\n",
    ),
    "only typed anew": (A + B, A, A + B.replace(" = ", "="), A),
    "a comment put above a key that the other deleted": (A + OWNER, A, A + "# why\n" + OWNER, A + "# why\n"),
    "a comment put beside it": (A + OWNER, A, A + 'owner = "o" # why\n', A + "# why\n"),
    "the spaces of one, the value of the other": (
        A + OWNER,
        A + 'owner  =  "o"\n',
        A + 'owner = "p"\n',
        A + 'owner  =  "p"\n',
    ),
    "the quotes of one, the comment of the other": (
        A + OWNER,
        A + '"owner" = "o"\n',
        A + 'owner = "o" # c\n',
        A + '"owner" = "o" # c\n',
    ),
    "the comment above from one": (A + OWNER, A + "# one\n" + OWNER, A + 'owner = "p"\n', A + '# one\nowner = "p"\n'),
    "a comment above taken away": (A + "# one\n" + OWNER, A + OWNER, A + '# one\nowner = "p"\n', A + 'owner = "p"\n'),
    "the comment beside the header": (
        A + ACTION,
        A + ACTION.replace(".m]", ".m] # here"),
        A + ACTION + 'note = "n"\n',
        A + ACTION.replace(".m]", ".m] # here") + 'note = "n"\n',
    ),
    "a removal with a comment": (
        A,
        A + '\n[removed.z]\nreason = "closed"\n',
        A + '\n[removed.z]\nreason = "closed" # yes\n',
        A + '\n[removed.z]\nreason = "closed" # yes\n',
    ),
    "above everything": ("# t\n" + A, "# t2\n" + A, "# t\n" + A + OWNER, "# t2\n" + A + OWNER),
    "an action deleted and untouched": (
        A + ACTION + B,
        A + B,
        A + ACTION + B.replace('"o"', '"p"'),
        A + B.replace('"o"', '"p"'),
    ),
    "each action deleted by one side": (A + MITIGATION + M + N, A + MITIGATION + M, A + MITIGATION + N, A + MITIGATION),
    "a comment put above a table that the other deleted": (
        A + MITIGATION + M,
        A,
        A + "\n# why\n[risk.a.mitigation]\n",
        A + "# why\n",
    ),
    "and beside it, and below it": (
        A + MITIGATION + M,
        A,
        A + "\n# why\n[risk.a.mitigation] # beside\n# below\n",
        LAID_OUT + A + "# why\n# beside\n# below\n",
    ),
    "a comment that was there goes with its table": (
        A + "\n# old\n[risk.a.mitigation]\n" + M,
        A,
        A + "\n# old\n# why\n[risk.a.mitigation]\n",
        A + "# why\n",
    ),
    "a key put into a table that the other deleted": (
        A + "\n# old\n[risk.a.mitigation]\n" + M,
        A,
        A + "\n# old\n# why\n[ risk.a.mitigation ] # beside\n" + M + N,
        A + "\n# old\n# why\n[ risk.a.mitigation ] # beside\n" + N,
    ),
    "a header typed anew": (
        A + MITIGATION + M,
        A + MITIGATION + M + N,
        A + "\n[ risk.a.mitigation ] # beside\n" + M,
        A + "\n[ risk.a.mitigation ] # beside\n" + M + N,
    ),
    "a score put beside one that the other deleted": (
        A + SCORE + LIKELY,
        A,
        A + SCORE + LIKELY + AIMED,
        A + SCORE + AIMED,
    ),
    "a comment that touches the risk above one that was deleted": (
        A + "# of a\n" + B,
        A + "# of a\n",
        A + OWNER + "# of a\n" + B,
        A + OWNER + "# of a\n",
    ),
    "a comment that stands between two risks, of which the second was deleted": (
        A + "\n# of b" + B[1:],
        A,
        A + OWNER + "\n# of b" + B[1:],
        A + OWNER,
    ),
    "a comment that touches the risk above, changed, with another put in below": (
        A + "# of a\n" + B,
        A + "# of a, too\n" + B,
        A + "# of a\n" + B.replace(".b", ".c").replace("B", "C") + B,
        A + "# of a, too\n" + B.replace(".b", ".c").replace("B", "C") + B,
    ),
    "a risk deleted, another put in": (A + B, A, A + B + B.replace(".b", ".c"), A + B.replace(".b", ".c")),
}
"""Base, one side, the other, and what it comes to, whichever of them is called ours."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", AGREED)
def test_what_is_not_in_dispute_is_in_the_text(name: str, turned: bool) -> None:
    """Comments that a side put in stay; whatever else stood in what was deleted goes."""
    base, one, other, expected = AGREED[name]
    assert merged(base, *((other, one) if turned else (one, other))) == (expected, [])


BOTH = {
    "comments above one key": (A + OWNER, A + "# one\n" + OWNER, A + "# two\n" + OWNER, "# one\n", "# two\n", OWNER),
    "comments at the end": (A + "# e\n", A + "# e\n# one\n", A + "# e\n# two\n", "# one\n", "# two\n", ""),
    "keys of a table that both put in": (
        A,
        A + "[risk.a.score]\ncurrent = {likelihood=1, impact=1}\n",
        A + "[risk.a.score]\ntarget = {likelihood=1, impact=1}\n",
        "current = {likelihood=1, impact=1}\n",
        "target = {likelihood=1, impact=1}\n",
        "",
    ),
    "comments below a table that both put in": (
        A,
        A + SCORE + LIKELY + "# below\n",
        A + SCORE + LIKELY + "# under\n",
        "# below\n",
        "# under\n",
        "",
    ),
    "risks at the end": (
        A,
        A + B,
        A + B.replace("b]", "c]").replace("B", "C"),
        B,
        B.replace("b]", "c]").replace("B", "C"),
        "",
    ),
}
"""Base, one side, the other, and what each adds, with what stands behind both."""


@pytest.mark.parametrize("name", BOTH)
def test_what_both_put_in_one_place_stands_there_twice_ours_first(name: str) -> None:
    """Neither is lost, and nothing is asked."""
    base, one, other, mine, theirs, rest = BOTH[name]
    for sides, expected in (((one, other), mine + theirs + rest), ((other, one), theirs + mine + rest)):
        text, disputed = merged(base, *sides)
        assert (text.endswith(expected), disputed) == (True, [])
        assert sorted(text) == sorted(one + theirs)


DISPUTED = {
    "a risk deleted and edited": (
        A + B,
        A,
        A + B.replace('"o"', '"p"'),
        "risk.b",
        A + "\n\n",
        "",
        B[2:].replace('"o"', '"p"'),
    ),
    "a key deleted and edited": (A + OWNER, A, A + 'owner = "p"\n', "risk.a.owner", A, "", 'owner = "p"\n'),
    "an action deleted and edited": (
        A + ACTION,
        A,
        A + ACTION + 'note = "n"\n',
        "risk.a.mitigation.m",
        A,
        "",
        ACTION + 'note = "n"\n',
    ),
    "one value two ways": (
        A + OWNER,
        A + 'owner = "p"\n',
        A + 'owner = "q"\n',
        "risk.a.owner",
        A,
        'owner = "p"\n',
        'owner = "q"\n',
    ),
    "a text over lines two ways": (
        A + 'note = """\nx\ny"""\n',
        A + 'note = """\nx1\ny"""\n',
        A + 'note = """\nx\ny2"""\n',
        "risk.a.note",
        A,
        'note = """\nx1\ny"""\n',
        'note = """\nx\ny2"""\n',
    ),
    "two removals": (
        A,
        A + '\n[removed.z]\nreason = "closed"\n',
        A + '\n[removed.z]\nreason = "merged"\n',
        "removed.z",
        A + "\n",
        '[removed.z]\nreason = "closed"\n',
        '[removed.z]\nreason = "merged"\n',
    ),
}
"""Base, one side, the other; the address of the dispute, what stands before it, and its two ways."""


@pytest.mark.parametrize("name", DISPUTED)
def test_what_is_in_dispute_stands_between_markers_and_nothing_else_does(name: str) -> None:
    """Empty lines above it stand before the marker; where a side has nothing, its marker says that it deleted it."""
    base, one, other, address, before, mine, theirs = DISPUTED[name]
    for sides, ways in (((one, other), (mine, theirs)), ((other, one), (theirs, mine))):
        said = ["" if way else ": deleted" for way in ways]
        expected = f"{before}<<<<<<< ours{said[0]}\n{ways[0]}=======\n{ways[1]}>>>>>>> theirs{said[1]}\n"
        assert merged(base, *sides) == (expected, [address])


FAULTY = A + 'titel = "T"\n'
"""A register that cannot be laid out anew, so that the reason is told."""

REFUSED = {
    "the parts of one table stand apart": (
        FAULTY + B + MITIGATION + M,
        FAULTY + B + MITIGATION + M + N,
        FAULTY + OWNER + B + MITIGATION + M,
    ),
    "what one side left out here stands elsewhere": (
        FAULTY + "score.current = {score=1}\n",
        FAULTY + SCORE + "current = {score=1}\n",
        FAULTY + "score.current = {score=2}\n",
    ),
}
"""Why, and base, one side, the other."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_put_together_is_left_to_people_with_the_reason(why: str, turned: bool) -> None:
    """Where the register has faults; one without is laid out as fmt does, and both edits are in it."""
    base, one, other = REFUSED[why]
    sides = (other, one) if turned else (one, other)
    with pytest.raises(Declined, match=rf"\({why}\), and one of the files has faults"):
        merged(base, *sides)
    text, disputed = merged(*(side.replace('titel = "T"\n', "") for side in (base, *sides)))
    assert (disputed, "Pumps" in text or "score = 2" in text) == ([], True)


TOPS = {
    "a comment that one side put there": ("", "# new\n\n", "", "# new\n\n"),
    "a comment that one side changed": ("# old\n\n", "# new\n\n", "# old\n\n", "# new\n\n"),
    "a comment that one side took away": ("# old\n\n", "", "# old\n\n", ""),
    "a comment that touches the first header": ("# of it\n", "# of it\n# new\n", "# of it\n", "# of it\n# new\n"),
    "both kinds": (
        "# old\n\n# of it\n",
        "# old\n# new\n\n# of it\n",
        "# old\n\n# of it\n",
        "# old\n# new\n\n# of it\n",
    ),
    "a key that one side put there": ("", "x = 1\n\n", "", "x = 1\n\n"),
    "a key that one side changed, a comment that the other put above": (
        "x = 1\n\n",
        "x = 2\n\n",
        "# why\nx = 1\n\n",
        "# why\nx = 2\n\n",
    ),
    "keys that both changed": ("x = 1\ny = 1\n\n", "x = 2\ny = 1\n\n", "x = 1\ny = 2\n\n", "x = 2\ny = 2\n\n"),
    "a key and a comment behind it": ("x = 1\n", "x = 2\n", "x = 1\n# why\n\n", "x = 2\n# why\n\n"),
    "a text over lines that looks like a header": (
        'x = """\n[risk.z]\n# no comment\n"""\n\n',
        'x = """\n[risk.z]\n# no comment\n"""\ny = 1\n\n',
        'x = """\n[risk.z]\n# no comment\n"""\n\n',
        'x = """\n[risk.z]\n# no comment\n"""\ny = 1\n\n',
    ),
}
"""What stands above the first header: in the base, on one side, on the other, and merged."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", TOPS)
def test_what_stands_above_the_first_header_is_merged_too(name: str, turned: bool) -> None:
    """Beside an edit of a risk that the other side made."""
    base, one, other, expected = TOPS[name]
    sides = (one + HEAD + A, other + HEAD + A + OWNER)
    done = merge_texts(*(text.encode() for text in (base + HEAD + A, *(sides[::-1] if turned else sides))))
    assert (done.text.decode(), done.conflicts) == (expected + HEAD + A + OWNER, ())


@pytest.mark.parametrize("turned", [False, True])
def test_comments_that_both_put_at_the_top_and_at_the_end_are_both_there(turned: bool) -> None:
    """Ours first; those at the end stand behind a risk that was put in there."""
    names = ("two", "one") if turned else ("one", "two")
    texts = {name: f"# old\n# {name}\n\n{HEAD}{A}{more}\n# {name}\n" for name, more in (("one", ""), ("two", B))}
    done = merge_texts(*(text.encode() for text in (f"# old\n\n{HEAD}{A}", *(texts[name] for name in names))))
    both = "".join(f"# {name}\n" for name in names)
    assert (done.text.decode(), done.conflicts) == (f"# old\n{both}\n{HEAD}{A}{B}\n{both}", ())


def test_a_label_stands_on_the_line_of_its_marker() -> None:
    """However many spaces or lines it has; what a terminal would obey is written out."""
    texts = (HEAD + A + text for text in (OWNER, 'owner = "p"\n', 'owner = "q"\n'))
    labels = ("our  own\nbranch", "base", "their \x1b branch")
    text = merge_texts(*(text.encode() for text in texts), labels=labels).text.decode()
    lines = text.removeprefix(HEAD + A).splitlines()
    assert (lines[0], lines[-1]) == ("<<<<<<< our own branch", ">>>>>>> their \\x1b branch")
