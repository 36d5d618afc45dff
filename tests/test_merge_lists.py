"""Lists that both sides changed: laid out as the side has it that laid them out anew, and never without a comment."""

from __future__ import annotations

import pytest

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle  =  "R"\ndate = 2022-11-16\n\n\n[risk.a]\ntitle = "Floods"\n'
SHORT = 'evidence = ["2021: 1"]\n'
LONGER = 'evidence = ["2021: 1", "2021: 2"]\n'
OVER_LINES = 'evidence = [\n  "2021: 1",\n  "2021: 3",\n]\n'


@pytest.mark.parametrize("turned", [False, True])
def test_a_list_put_over_lines_by_one_side_stays_over_lines(turned: bool) -> None:
    """Whichever side it is, its lines and its indent are kept, and the other's item gets a line of its own."""
    sides = (HEAD + LONGER, HEAD + OVER_LINES)
    done = merge_texts(*(text.encode() for text in (HEAD + SHORT, *(reversed(sides) if turned else sides))))
    assert not done.conflicts
    _, _, listed = done.text.decode().partition("evidence = ")
    lines = listed.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert sorted(lines[1:-1]) == ['  "2021: 1",', '  "2021: 2",', '  "2021: 3",']


@pytest.mark.parametrize("turned", [False, True])
def test_a_list_that_names_one_thing_twice_is_taken_whole(turned: bool) -> None:
    """It cannot be put together from its items: what one side says stands, the other's line breaks are let go."""
    base, said = 'evidence = ["2021: 1", "2021: 1"]\n', 'evidence = ["2021: 1", "2021: 1", "2021: 4"]\n'
    laid_out = 'evidence = [\n  "2021: 1",\n  "2021: 1",\n]\n'
    sides = [HEAD + said, HEAD + laid_out]
    done = merge_texts(*(text.encode() for text in (HEAD + base, *(reversed(sides) if turned else sides))))
    assert (done.text.decode(), done.conflicts) == (HEAD + said, ())
    for place in ('1",', "[", "\n]", '\n  "2021: 1",\n]'):
        at = f"\n  # why{place}" if place[0] == "\n" else f"{place} # why"
        sides = [HEAD + said, HEAD + laid_out.replace(place, at, 1)]
        with pytest.raises(Declined, match=r"\(comments of both sides within a list that names one thing twice\)"):
            merge_texts(*(text.encode() for text in (HEAD + base, *(reversed(sides) if turned else sides))))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("comment", ["", "# of last year\n"])
def test_with_a_list_that_both_sides_took_away_goes_its_comment(turned: bool, comment: str) -> None:
    """One side deleted it, the other emptied it: the comment above goes, and never stands twice."""
    base, emptied = (f'# of last year\nsupersedes = {listed}\nowner = "Clerk"\n' for listed in ('["x"]', "[]"))
    sides = [HEAD + comment + 'owner = "Clerk"\n', HEAD + emptied]
    done = merge_texts(*(text.encode() for text in (HEAD + base, *(reversed(sides) if turned else sides))))
    assert (done.text.decode(), done.conflicts) == (HEAD + comment + 'owner = "Clerk"\n', ())


@pytest.mark.parametrize("turned", [False, True])
def test_a_header_typed_anew_stays_as_it_is_typed(turned: bool) -> None:
    """The spaces and the comment of the side that changed the line are kept beside the other side's new key."""
    base, other = HEAD, HEAD + 'owner = "Clerk"\n'
    typed = HEAD.replace("[risk.a]", "[ risk.a ] # ours") + 'manager = "Head"\n'
    done = merge_texts(*(text.encode() for text in (base, *((other, typed) if turned else (typed, other)))))
    assert (done.conflicts, "[ risk.a ] # ours\n" in done.text.decode()) == ((), True)


def test_of_a_table_that_the_sides_emptied_together_nothing_is_left() -> None:
    """Each side took out one key of an inline table: what is left is an empty one, typed as such."""
    scores = ("current = { score = 4 }", "target = { score = 2 }")
    base, ours, theirs = (HEAD + f"score = {{ {inner} }}\n" for inner in (", ".join(scores), *reversed(scores)))
    done = merge_texts(base.encode(), ours.encode(), theirs.encode())
    assert (done.text.decode(), done.conflicts) == (HEAD + "score = {}\n", ())


@pytest.mark.parametrize("turned", [False, True])
def test_the_comment_above_a_table_stays_with_the_side_that_has_it(turned: bool) -> None:
    """One side took all actions out, the other put one in: that one keeps the comment above its table."""
    table = "\n# agreed in May\n[risk.a.mitigation]\n"
    old, new = 'wall = { action = "Wall" }\n', 'dyke = { action = "Dyke" }\n'
    sides = (HEAD, HEAD + table + old + new)
    done = merge_texts(*(text.encode() for text in (HEAD + table + old, *(reversed(sides) if turned else sides))))
    assert (done.text.decode(), done.conflicts) == (HEAD + table + new, ())


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (
            "score.target = {likelihood=1, impact=2}\n",
            "score.target = {likelihood=2, impact=2}\n",
            "score.target = {likelihood=1, impact=2, by=2023-01-01}\n",
            "score.target = {likelihood=2, impact=2, by=2023-01-01}\n",
        ),
        (
            'assurance = [{by="A", finding="f"}]\n',
            'assurance = [{by="A", finding="g"}]\n',
            'assurance = [{by="A", finding="f", place="3"}]\n',
            'assurance = [{by="A", finding="g", place="3"}]\n',
        ),
    ],
)
def test_a_key_that_one_side_put_between_braces(turned: bool, base: str, ours: str, theirs: str, expected: str) -> None:
    """It stands there as that side typed it, beside what the other side changed, whichever side it was."""
    sides = (theirs, ours) if turned else (ours, theirs)
    done = merge_texts(*((HEAD + text).encode() for text in (base, *sides)))
    assert (done.text.decode(), done.conflicts) == (HEAD + expected, ())
