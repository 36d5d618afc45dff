"""Risks that had left before the earlier register and that the later one takes up are told, with how they left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import register, removal, risk
from conftest import Run, folder_of
from hypothesis import given
from strategies import Given, compared, pairs

import riskreg
from riskreg.comparison.change import Change, Comparison
from riskreg.model.register import Reason, Register
from riskreg.model.settings import Labels
from riskreg.store.write import dumps
from riskreg.tables.changes import changes_table
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json

OLDEST = register("2020", risk("cyber"), risk("net-zero", title="Net zero by 2030"), risk("roof"))
OLD = register("2021", risk("cyber"), removed=[removal("net-zero", "not reported"), removal("roof")])
LINKED = register("2022", risk("cyber", supersedes=["net-zero"]))
UNLINKED = register("2022", risk("cyber"))


def only(comparison: Comparison) -> Change:
    """The one change of a comparison."""
    (change,) = comparison.changes
    return change


def detail(comparison: Comparison) -> str:
    """What the table says of the one risk."""
    (row,) = comparison_table(comparison, "2021", "2022").rows
    return str(row[2])


def test_a_link_to_a_risk_that_had_left_earlier_is_told() -> None:
    """As recorded: what is taken over, when it left and how; no count and no kind follows from it."""
    comparison = riskreg.compare(OLD, LINKED, [OLDEST])
    assert detail(comparison) == "takes over Net zero by 2030 (net-zero), which left in 2021: not reported"
    assert comparison.counts() == riskreg.compare(OLD, UNLINKED, [OLDEST]).counts()
    assert comparison.balance() == riskreg.compare(OLD, UNLINKED, [OLDEST]).balance()


def test_in_a_paper_it_is_told_without_ids() -> None:
    """A carried risk that only takes up another is listed for it."""
    table = changes_table(riskreg.compare(OLD, LINKED, [OLDEST]), Labels(), include_exempt=False)
    assert "Takes over “Net zero by 2030”, which left in 2021: no reason given" in str(table.rows)
    assert not changes_table(riskreg.compare(OLD, UNLINKED, [OLDEST]), Labels(), include_exempt=False).rows


def test_what_returns_says_what_it_was_and_how_it_left() -> None:
    """Under its own id with its old title, or under another."""
    later = register("2022", risk("cyber"), risk("buildings", title="Buildings", supersedes=["roof"]))
    comparison = riskreg.compare(OLD, later, [OLDEST])
    row = comparison_table(comparison, "2021", "2022").rows[1]
    assert row[:3] == ("returned", "Buildings (buildings)", "was The risk roof (roof), left in 2021: closed")
    paper = changes_table(comparison, Labels(), include_exempt=False)
    assert "Was “The risk roof”, left in 2021: closed" in str(paper.rows)


def test_how_it_left_may_be_without_a_word_or_under_another_id() -> None:
    """What became of it is told as far as the next register says."""
    oldest = register("2019", risk("a"), risk("b"), risk("keep"))
    older = register("2020", risk("c", supersedes=["b"]), risk("keep"))
    later = register("2022", risk("z", supersedes=["a", "b"]), risk("keep"))
    told = comparison_table(riskreg.compare(register("2021", risk("keep")), later, [oldest, older]), "a", "b").rows[0][
        2
    ]
    assert str(told) == "was The risk a (a), left in 2020 without a word\nwas The risk b (b), in 2020 it went on as c"


def test_what_was_taken_up_before_is_no_news() -> None:
    """A later register that repeats the link does not take it up again."""
    again = register("2023", risk("cyber", supersedes=["net-zero"]))
    assert only(riskreg.compare(LINKED, again, [OLDEST, OLD])).departed == ()


def test_what_was_taken_up_in_a_register_between_is_told() -> None:
    """A comparison over years tells it as well."""
    later = register("2023", risk("cyber"))
    (found,) = only(riskreg.compare(OLD, later, [OLDEST, LINKED])).departed
    assert (found.risk.id, found.by, str(found.left), found.reason) == (
        "net-zero",
        "cyber",
        "2021",
        Reason.NOT_REPORTED,
    )


def test_json_has_it() -> None:
    """As an added key, with the heir's id and the words of the register."""
    data = json.loads(comparison_json(riskreg.compare(OLD, LINKED, [OLDEST]), "2021", "2022"))
    assert data["changes"][0]["departed"] == [
        {
            "id": "net-zero",
            "title": "Net zero by 2030",
            "by": "cyber",
            "left": "2021",
            "reason": "not reported",
            "into": [],
        }
    ]


@pytest.mark.parametrize("flagged", ["then", "now"])
def test_an_exempt_one_is_named_only_where_asked_for_and_marked(flagged: str) -> None:
    """A public risk may take over an exempt one that had left; which one is nobody's matter."""
    secret = risk("secret", title="SECRET", exempt=flagged == "then")
    oldest = register("2020", risk("cyber"), secret)
    old = register("2021", risk("cyber"), removed=[removal("secret")])
    later = register("2022", risk("cyber", supersedes=["secret"]))
    comparison = riskreg.compare(old, later, [oldest], exempt=["secret"] if flagged == "now" else [])
    table = comparison_table(comparison, "2021", "2022")
    assert "cyber" in str(table.rows)
    paper = changes_table(comparison, Labels(), include_exempt=False)
    assert "secret" not in f"{table} {paper} {comparison_json(comparison, 'a', 'b')}".lower()
    asked = comparison_table(comparison, "2021", "2022", include_exempt=True)
    assert "SECRET" in str(asked.rows)
    assert asked.caption.startswith("EXEMPT: ")
    assert str(asked.rows[0][0]).startswith("EXEMPT: ")
    assert json.loads(comparison_json(comparison, "a", "b", include_exempt=True))["exempt"] is True


@given(pairs())
def test_what_has_departed_stands_in_a_register_before_the_earlier(given: Given) -> None:
    """Never in the earlier one, and whoever takes it up is a later risk of the same group; what returns has some."""
    earlier, _, series = given
    for change in compared(given).changes:
        for found in change.departed:
            assert found.by in {risk.id for risk in change.later}
            assert any(found.risk in r.risks for r in series if r.date.before(earlier.date))
            assert not earlier.date.before(found.left)
        assert change.departed or change.kind != "returned"


def test_link_then_compare_says_it(run: Run, tmp_path: Path) -> None:
    """The command line: the next compare of the neighbours says what was recorded."""
    texts: dict[str, Register] = {"2020": OLDEST, "2021": OLD, "2022": UNLINKED}
    folder = str(folder_of(tmp_path, {ref: dumps(register) for ref, register in texts.items()}))
    assert "net-zero" not in run("--registers", folder, "compare", "2021", "2022").out
    assert run("--registers", folder, "link", "2022", "cyber", "net-zero").code == 0
    told = run("--registers", folder, "compare", "2021", "2022").out
    assert "takes over Net zero by 2030 (net-zero), which left in 2021: not reported" in told


def test_who_takes_it_up_is_the_one_that_names_it() -> None:
    """Of several risks that one split into, whichever stands first in the register."""
    for order in (1, -1):
        heirs = [risk("phones", supersedes=["cyber"]), risk("servers", supersedes=["cyber", "roof"])][::order]
        change = only(riskreg.compare(OLD, register("2022", *heirs), [OLDEST]))
        assert [(d.risk.id, d.by) for d in change.departed] == [("roof", "servers")]
