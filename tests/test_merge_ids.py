"""Ids that look as if they had been changed, and were not: nothing of one risk is ever merged into another."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle = "R"\ndate = 2022-11-16\n'


def risk(id: str, title: str, rest: str = "") -> str:
    return f'\n\n[risk.{id}]\ntitle = "{title}"\n{rest}'


def merged(base: str, ours: str, theirs: str, *, turned: bool) -> tuple[str, list[str]]:
    """The merged text, and what is in dispute, whichever side the two edits are on."""
    sides = (theirs, ours) if turned else (ours, theirs)
    done = merge_texts(*((HEAD + text).encode() for text in (base, *sides)))
    return done.text.decode(), [c.address for c in done.conflicts]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_risks_of_one_title_the_one_deleted_is_not_the_other(turned: bool) -> None:
    """An edit of the risk that the other side deleted is in dispute; it does not go to its namesake."""
    base = risk("x", "Floods") + risk("y", "Floods")
    edited = risk("x", "Floods", 'owner = "Head"\n') + risk("y", "Floods")
    text, disputed = merged(base, risk("y", "Floods"), edited, turned=turned)
    assert disputed == ["risk.x"]
    assert text.endswith(risk("y", "Floods"))


@pytest.mark.parametrize("turned", [False, True])
def test_a_new_id_that_the_other_side_gave_to_another_risk(turned: bool) -> None:
    """One side renames a risk to what the other side calls a risk of its own: the two are told, not mixed."""
    other = risk("a", "Floods", 'owner = "Head"\n') + risk("b", "Fire")
    _, disputed = merged(risk("a", "Floods"), risk("b", "Floods"), other, turned=turned)
    assert disputed == ["risk.a", "risk.b"]
    unedited = risk("a", "Floods") + risk("b", "Fire")
    text, disputed = merged(risk("a", "Floods"), risk("b", "Floods", 'owner = "Head"\n'), unedited, turned=turned)
    assert disputed == ["risk.b"]
    assert text.count('owner = "Head"') == 1


MATRIX = '\n[matrix]\nlikelihood = ["Low", "High"]\nimpact = ["Low", "High"]\nbands = {bands}\n'


@pytest.mark.parametrize("turned", [False, True])
def test_bands_are_known_by_their_place(turned: bool) -> None:
    """One side calls a band otherwise, the other has another begin elsewhere: both are done."""

    def matrix(name: str, start: int) -> str:
        return MATRIX.format(bands=f'[{{ name = "{name}", from = 1 }}, {{ name = "Red", from = {start} }}]')

    text, disputed = merged(matrix("Green", 4), matrix("Calm", 4), matrix("Green", 3), turned=turned)
    assert (text, disputed) == (HEAD + matrix("Calm", 3), [])


DISPUTED = '<<<<<<< ours\nowner = "Clerk"\n||||||| base\n=======\nowner = "Usher"\n>>>>>>> theirs\n'


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [("Clerk", "Clerk", []), ("Clerk", "Usher", ["risk.a.owner"]), ("Usher", "Clerk", ["risk.a.owner"])],
)
@pytest.mark.parametrize("end", ["\n", ""])
def test_of_a_beginning_in_dispute_nothing_is_taken_for_settled(
    ours: str, theirs: str, expected: list[str], end: str
) -> None:
    """Branches merged crosswise begin from a text with marks: what both chose since stands, else it is asked."""
    base = (HEAD + risk("a", "Floods", DISPUTED)).removesuffix("\n") + end
    chosen = [HEAD + risk("a", "Floods", f'owner = "{who}"\n') for who in (ours, theirs)]
    done = merge_texts(*(text.encode() for text in (base, *chosen)))
    assert [c.address for c in done.conflicts] == expected
    data: dict[str, Any] = tomllib.loads(done.text.decode()) if not expected else {}
    assert expected or data["risk"]["a"]["owner"] == "Clerk"


def test_a_change_of_the_other_side_is_no_choice_in_a_dispute() -> None:
    """What one side did elsewhere since is in, and nothing of the beginning's marks is left."""
    chosen = [HEAD + risk("a", "Floods", f'owner = "Clerk"\n{more}') for more in ("", 'note = "Wet"\n')]
    done = merge_texts(*(text.encode() for text in (HEAD + risk("a", "Floods", DISPUTED), *chosen)))
    assert (done.text.decode(), done.conflicts) == (chosen[1], ())


@pytest.mark.parametrize("turned", [False, True])
def test_an_action_under_another_id_is_found_though_a_risk_before_it_was_deleted(turned: bool) -> None:
    """One side deleted the first risk and edited an action of the second, which the other side calls otherwise."""
    wall = '\n[risk.b.mitigation.m]\naction = "Wall along the river"\nstatus = "planned"\n'
    renamed = wall.replace(".m]", ".wall]")
    base = risk("a", "Floods") + risk("b", "Fire") + wall
    sides = risk("a", "Floods") + risk("b", "Fire") + renamed, risk("b", "Fire") + wall.replace("planned", "in place")
    text, disputed = merged(base, *sides, turned=turned)
    assert (text, disputed) == (HEAD + risk("b", "Fire") + renamed.replace("planned", "in place"), [])
