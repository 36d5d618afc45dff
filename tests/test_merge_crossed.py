"""Ids that changed places: what one side did to a thing arrives at that thing, whatever it is called now."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle = "R"\ndate = 2022-11-16\n'
TITLES = {"a": "Rivers flood the depot", "b": "Attack on the systems", "c": "Staff leave", "d": "Costs rise"}


def risks(ids: dict[str, str], **more: str) -> str:
    """A register with a risk of each title, under the id it is to have; and more keys by title."""
    return HEAD + "".join(
        f'\n[risk.{id}]\ntitle = "{title}"\nowner = "Director"\n{more.get(title[:5], "")}' for id, title in ids.items()
    )


def actions(words: dict[str, tuple[str, str]], *, in_tables: bool = False) -> str:
    """A risk with an action of each words and status."""
    told = HEAD + '\n[risk.flood]\ntitle = "Floods"\n' + ("" if in_tables else "\n[risk.flood.mitigation]\n")
    for id, (action, status) in words.items():
        told += f"\n[risk.flood.mitigation.{id}]\n" if in_tables else f"{id} = {{ "
        told += f'action = "{action}"{chr(10) if in_tables else ", "}status = "{status}"{"" if in_tables else " }"}\n'
    return told


def merged(base: str, ours: str, theirs: str) -> Any:
    return merge_texts(base.encode(), ours.encode(), theirs.encode())


def data(text: bytes) -> Any:
    return tomllib.loads(text.decode())


def test_an_action_put_in_first_with_all_others_renumbered() -> None:
    """Their edit of the second action arrives at it, which is the third now."""
    for in_tables in (False, True):
        base = actions({"m1": ("Wall", "planned"), "m2": ("Pumps", "planned")}, in_tables=in_tables)
        theirs = actions({"m1": ("Wall", "planned"), "m2": ("Pumps", "in place")}, in_tables=in_tables)
        new, wall = ("Move", "planned"), ("Wall", "planned")
        ours = actions({"m1": new, "m2": wall, "m3": ("Pumps", "planned")}, in_tables=in_tables)
        meant = actions({"m1": new, "m2": wall, "m3": ("Pumps", "in place")}, in_tables=in_tables)
        for done in (merged(base, ours, theirs), merged(base, theirs, ours)):
            assert not done.conflicts
            assert data(done.text) == data(meant.encode())


@pytest.mark.parametrize(
    "now",
    [
        {"b": "a", "a": "b"},
        {"n": "", "b": "a", "c": "b", "d": "c", "e": "d"},
        {"a": "", "b": "a", "c": "b", "d": "c", "e": "d"},
        {"b": "a", "c": "b", "a": "c", "d": "d"},
        {"a": "b", "b": "c", "c": "d"},
    ],
)
def test_risks_under_shifted_ids_get_what_is_theirs(now: dict[str, str]) -> None:
    """Swapped, shifted, in a ring, moved up behind a deletion: an edit of a risk stays with the risk of that title."""
    base = risks(TITLES)
    ours = risks({new: TITLES.get(old, "Newcomer") for new, old in now.items()})
    for new, old in now.items():
        if not old:
            continue
        theirs = base.replace(f'"{TITLES[old]}"\nowner = "Director"', f'"{TITLES[old]}"\nowner = "Treasurer"')
        for done in (merged(base, ours, theirs), merged(base, theirs, ours)):
            assert not done.conflicts
            found = data(done.text)["risk"]
            assert {id for id, risk in found.items() if risk["owner"] == "Treasurer"} == {new}
            assert {id: risk["title"] for id, risk in found.items()} == {
                id: TITLES.get(was, "Newcomer") for id, was in now.items()
            }


def test_an_id_passed_on_from_a_deleted_risk() -> None:
    """Deleted here and edited there is a conflict of its own, beside the risk that has the id now."""
    base, ours = risks({"a": TITLES["a"], "b": TITLES["b"]}), risks({"b": TITLES["a"]})
    theirs = base + 'manager = "Clerk"\n'
    done = merged(base, ours, theirs)
    assert [c.kind for c in done.conflicts] == ["deleted here"]
    assert b'[risk.b]\ntitle = "Rivers flood the depot"\nowner = "Director"\n' in done.text
    assert b"<<<<<<< ours: deleted\n=======\n[risk.b-2]\n" in done.text


def test_two_new_ids_for_one_risk_are_a_conflict_of_that_risk_alone() -> None:
    """Both ids are shown; another risk that one side deleted stays deleted, and one that was edited edited."""
    base = risks(TITLES)
    ours = base.replace("risk.a]", "risk.one]").replace(
        f'\n[risk.c]\ntitle = "{TITLES["c"]}"\nowner = "Director"\n', ""
    )
    theirs = base.replace("risk.a]", "risk.other]").replace('rise"\nowner = "Director"', 'rise"\nowner = "Clerk"')
    done = merged(base, ours, theirs)
    assert {c.address for c in done.conflicts} == {"risk.one", "risk.other"}
    for shown in (b"<<<<<<< ours\n[risk.one]", b"[risk.other]\n", b'rise"\nowner = "Clerk"'):
        assert shown in done.text
    assert b"risk.c]" not in done.text
    assert b"id = " not in done.text


def test_two_new_ids_for_one_action_are_a_conflict_of_that_action_alone() -> None:
    """On one line and in tables; what else was done to the risk is merged."""
    for in_tables in (False, True):
        wall = ("Wall", "planned")
        base = actions({"m1": wall, "m2": ("Pumps", "planned")}, in_tables=in_tables)
        ours = base.replace("m1", "wall").replace('"Floods"', '"Floods"\nowner = "Clerk"')
        theirs = base.replace("m1", "dam").replace('"Pumps"', '"Big pumps"')
        done = merged(base, ours, theirs)
        assert {c.path[-1] for c in done.conflicts} == {"wall", "dam"}
        assert b'owner = "Clerk"' in done.text
        assert b'"Big pumps"' in done.text


def test_an_id_given_to_two_things_is_no_guess() -> None:
    """Ours renumbers up to an id under which theirs put something else: what was renumbered is in dispute."""
    base = actions({"m1": ("Wall", "planned"), "m2": ("Pumps", "planned")})
    ours = actions({"m1": ("Move", "planned"), "m2": ("Wall", "planned"), "m3": ("Pumps", "planned")})
    theirs = actions({"m1": ("Wall", "planned"), "m2": ("Pumps", "planned"), "m3": ("Sandbags", "planned")})
    done = merged(base, ours, theirs)
    assert {c.kind for c in done.conflicts} == {"deleted there", "deleted here"}
    assert b'm2 = { action = "Wall"' in done.text
    assert b'm3 = { action = "Sandbags"' in done.text


IDS = st.permutations("abcdef")


@given(IDS, IDS, st.integers(1, 4), st.integers(0, 3))
def test_whoever_gets_which_id_no_risk_is_mixed_with_another(
    new: list[str], other: list[str], kept: int, edited: int
) -> None:
    """Each risk has an owner of its own: whatever ids both sides give out, no owner stands under another's title."""
    old = list("abcd")
    text = {t: f'title = "Title {t} of words"\nowner = "Owner {t}"\n' for t in old}

    def file(ids: list[str], of: list[str], more: str = "") -> str:
        told = (f"\n[risk.{i}]\n{text[t]}{more if t == old[edited] else ''}" for i, t in zip(ids, of, strict=False))
        return HEAD + "".join(told)

    done = merged(file(old, old), file(new, old[:kept]), file(other, old, 'manager = "Manager"\n'))
    pieces = done.text.decode().split("[risk.")[1:]
    for piece in pieces:
        title = piece.split('"Title ')[1][0]
        assert f'"Owner {title}"' in piece
        assert ("manager" in piece) == (title == old[edited]) or "<<<<" in done.text.decode()
    assert any("manager" in piece for piece in pieces) or edited >= kept
    assert done.conflicts or edited < kept
