"""What both sides added: one thing is merged by field, two things under one id are in dispute as a whole."""

from __future__ import annotations

import pytest

from riskreg.merging.merge import merge_texts

HEAD = '[register]\ntitle = "R"\ndate = 2022-11-16\n'
RISK = '\n[risk.a]\ntitle = "Floods"\nowner = "Clerk"\ncategory = "Place"\n'
LINE = '\n[risk.a.mitigation]\nwall = { action = "Wall", status = "planned" }\n'
TABLE = '\n[risk.a.mitigation.wall]\naction = "Wall"\nstatus = "planned"\n'


def conflicts(base: str, ours: str, theirs: str) -> tuple[list[str], str]:
    done = merge_texts(base.encode(), ours.encode(), theirs.encode())
    return [c.address for c in done.conflicts], done.text.decode()


@pytest.mark.parametrize("base", ["", HEAD])
def test_one_risk_added_twice(base: str) -> None:
    """Only the field that differs is in dispute; what one side alone says is in, the file's own beginning or not."""
    ours, theirs = HEAD + RISK + 'manager = "M"\n', HEAD + RISK.replace("Clerk", "Usher")
    found, text = conflicts(base, ours, theirs)
    assert found == ["risk.a.owner"]
    assert '"Floods"\n<<<<<<< ours\nowner = "Clerk"\n=======\nowner = "Usher"\n>>>>>>> theirs\ncategory' in text
    assert 'manager = "M"' in text


@pytest.mark.parametrize("ours", [LINE, TABLE])
@pytest.mark.parametrize("theirs", [LINE, TABLE])
def test_one_action_added_twice(ours: str, theirs: str) -> None:
    """The same of an action, on one line and in a table."""
    found, text = conflicts(HEAD + RISK, HEAD + RISK + ours, HEAD + RISK + theirs.replace("planned", "in place"))
    assert found == ["risk.a.mitigation.wall.status"]
    assert text.count("<<<<<<<") == 1


def test_two_risks_under_one_id() -> None:
    """Of another title it is another risk: nothing of the two is mixed."""
    found, text = conflicts(HEAD, HEAD + RISK, HEAD + RISK.replace("Floods", "Fire").replace("Clerk", "Usher"))
    assert found == ["risk.a"]
    assert text.count("[risk.a]") == 2


@pytest.mark.parametrize(
    ("address", "ours", "theirs"),
    [
        ("removed.a", '[removed.a]\nreason = "closed"\n', '[removed.a]\nreason = "closed"\nnote = "Built"\n'),
        ("matrix", '[matrix]\nlikelihood = ["1"]\n', '[matrix]\nlikelihood = ["1"]\nimpact = ["1"]\n'),
    ],
)
def test_two_removals_or_two_matrices(address: str, ours: str, theirs: str) -> None:
    """Nothing tells that the two are one: they are in dispute as a whole."""
    assert conflicts(HEAD, f"{HEAD}\n{ours}", f"{HEAD}\n{theirs}")[0] == [address]
