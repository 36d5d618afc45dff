"""An action on one line on one side and in a table of its own on the other: one table, each key as it is typed."""

from __future__ import annotations

import pytest

from riskreg.errors import Declined
from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle  =  "R"\ndate = 2022-11-16\n\n\n[risk.a]\ntitle = "Floods"\n'
LINE = "\n[risk.a.mitigation]\nm = {action='Wall', status='planned'}\nn = { action = 'Pumps' }\n"
TABLE = "\n[risk.a.mitigation.m]\naction = 'Wall'\nstatus  =  'planned'\n"
OTHER = "\n[risk.a.mitigation.n]\naction = 'Pumps'\n"
LATER = "'in place'"
OWNED = "owner = 'Clerk'\n"
ALONE = "\n[risk.a.mitigation]\nm = {action='Wall', status='planned'}\n"


def merged(base: str, ours: str, theirs: str) -> tuple[str, list[str]]:
    """What stands behind the risk's title, and what is in dispute."""
    done = merge_texts(*((HEAD + text).encode() for text in (base, ours, theirs)))
    return done.text.decode().removeprefix(HEAD), [c.address for c in done.conflicts]


CASES = {
    "put into tables, and edited": (
        LINE,
        TABLE + OTHER,
        LINE.replace("'planned'", LATER),
        TABLE.replace("'planned'", LATER) + OTHER,
    ),
    "both edited": (
        LINE,
        TABLE + OTHER,
        LINE.replace("'planned'", LATER).replace("Pumps", "Big pumps"),
        (TABLE + OTHER).replace("'planned'", LATER).replace("Pumps", "Big pumps"),
    ),
    "one put into a table, the other left on its line": (
        LINE,
        TABLE + "\n[risk.a.mitigation]\nn = { action = 'Pumps' }\n",
        LINE.replace("'planned'", LATER),
        TABLE.replace("'planned'", LATER) + "\n[risk.a.mitigation]\nn = { action = 'Pumps' }\n",
    ),
    "put on a line, and edited": (
        TABLE,
        ALONE,
        TABLE + "owner = 'O'\n",
        "\n[risk.a.mitigation.m]\naction = 'Wall'\nstatus = 'planned'\nowner = 'O'\n",
    ),
    "put on a line with a comment beside it, and edited": (
        TABLE,
        ALONE.replace("}\n", "} # why\n"),
        TABLE + "owner = 'O'\n",
        "\n[risk.a.mitigation.m] # why\naction = 'Wall'\nstatus = 'planned'\nowner = 'O'\n",
    ),
    "a comment above the line": (
        ALONE,
        TABLE,
        ALONE.replace("m =", "# why\nm =").replace("'planned'", LATER),
        TABLE.replace("'planned'", LATER).replace("[", "# why\n["),
    ),
    "a comment above the line, behind an empty one": (
        ALONE,
        TABLE,
        ALONE.replace("m =", "\n# why\n\nm =").replace("'planned'", LATER),
        TABLE.replace("'planned'", LATER).replace("[", "# why\n["),
    ),
    "two comments, both tables": (
        LINE,
        TABLE + OTHER,
        LINE.replace("\nn =", "\n# why\nn =").replace("Pumps", "Big pumps") + "# below\n",
        (TABLE + OTHER).replace("Pumps", "Big pumps").replace("\n[risk.a.mitigation.n", "\n# why\n[risk.a.mitigation.n")
        + "# below\n",
    ),
    "a comment behind the line": (
        ALONE,
        TABLE,
        ALONE.replace("'planned'", LATER) + "# below\n",
        TABLE.replace("'planned'", LATER) + "# below\n",
    ),
    "a comment above the table of lines, and one beside its header": (
        ALONE,
        TABLE,
        ALONE.replace("[risk.a.mitigation]", "# above\n[risk.a.mitigation] # beside").replace("'planned'", LATER),
        TABLE.replace("'planned'", LATER).replace("[", "# above\n# beside\n["),
    ),
    "only put on a line, beside an edit of the risk": (
        OWNED + TABLE,
        OWNED + ALONE,
        OWNED.replace("Clerk", "Usher") + TABLE,
        OWNED.replace("Clerk", "Usher") + ALONE,
    ),
    "only put into a table, beside an edit of the risk": (
        OWNED + ALONE,
        OWNED + TABLE,
        OWNED.replace("Clerk", "Usher") + ALONE,
        OWNED.replace("Clerk", "Usher") + TABLE,
    ),
    "only put into a table": (LINE, TABLE + OTHER, LINE, TABLE + OTHER),
    "only edited": (LINE, LINE.replace("Wall", "Dam"), LINE, LINE.replace("Wall", "Dam")),
    "put into a table, and deleted beside": (LINE, TABLE + OTHER, ALONE, TABLE),
}
"""Base, one side, the other, and what it comes to, whichever of them is called ours."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_both_edits_are_in_one_table(name: str, turned: bool) -> None:
    """With the keys, the quotes and the spaces of the side that has them, and every comment that a side put in."""
    base, one, other, expected = CASES[name]
    assert merged(base, *((other, one) if turned else (one, other))) == (expected, [])


@pytest.mark.parametrize("turned", [False, True])
def test_one_value_two_ways_is_in_dispute_in_the_table(turned: bool) -> None:
    """The value alone, each as it is typed."""
    sides = (TABLE.replace("'planned'", "'complete'"), ALONE.replace("'planned'", LATER))
    text, disputed = merged(ALONE, *(sides[::-1] if turned else sides))
    ways = ["status  =  'complete'\n", f"status  =  {LATER}\n"]
    mine, other = ways[::-1] if turned else ways
    assert disputed == ["risk.a.mitigation.m.status"]
    head = "\n[risk.a.mitigation.m]\naction = 'Wall'\n"
    assert text == f"{head}<<<<<<< ours\n{mine}=======\n{other}>>>>>>> theirs\n"


FAULT = 'titel = "T"\n'
"""What keeps a register from being laid out anew, so that the reason is told."""

REFUSED = {
    "dotted keys between the braces": (
        "\n[risk.a.mitigation]\nm = { x.y = 1, v = 1 }\n",
        "\n[risk.a.mitigation.m]\nx.y = 1\nv = 1\nz = 1\n",
        "\n[risk.a.mitigation]\nm = { x.y = 2, v = 1 }\n",
        "an action typed with dotted keys",
    ),
    "an action that is no table": (
        "\n[risk.a.mitigation]\nm = 1\n",
        "\n[risk.a.mitigation.m]\nx = 1\n",
        "\n[risk.a.mitigation]\nm = 2\n",
        "an action typed with dotted keys",
    ),
    "an id in quotes": (
        "\n[risk.a.mitigation]\n'the wall' = { x = 1 }\n",
        "\n[risk.a.mitigation.'the wall']\nx = 1\nz = 1\n",
        "\n[risk.a.mitigation]\n'the wall' = { x = 2 }\n",
        "an id that needs quotes",
    ),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_put_into_a_table_is_left_to_people(name: str, turned: bool) -> None:
    """In a register with faults, which cannot be laid out anew either."""
    base, one, other, why = REFUSED[name]
    with pytest.raises(Declined, match=rf"\({why}\)"):
        merged(*(FAULT + text for text in (base, *((other, one) if turned else (one, other)))))
