"""An exempt risk is in no byte of what is printed, and in every number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import mitigation, points, register, removal, risk

import riskreg
from riskreg.comparison.change import Comparison
from riskreg.model.evidence import Assurance, Evidence
from riskreg.model.register import Register
from riskreg.model.risk import Risk
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json
from riskreg.tables.forms import render
from riskreg.tables.table import choose


def secret(*mitigations: Any, exempt: bool = True, **rest: Any) -> Risk:
    """A risk of which every word is a secret."""
    return risk(
        "secret-id",
        *mitigations,
        title="SECRET title",
        owner="SECRET owner",
        assurance=(Assurance("SECRET body", "SECRET finding"),),
        evidence=(Evidence("2022", "SECRET place"),),
        exempt=exempt,
        **rest,
    )


ACTION = mitigation("secret-action", "SECRET action", status="planned")
PLAIN = risk("a", mitigation("m"))
OPEN = secret(ACTION, exempt=False)
LEFT = removal("secret-id", note="SECRET note", to="SECRET body", evidence=(Evidence("2022", "SECRET"),))

SECRETS: dict[str, tuple[Register, Register]] = {
    "at both dates": (register("2021", PLAIN, secret(ACTION)), register("2022", PLAIN, secret(current=points(1, 1)))),
    "at the earlier date": (register("2021", PLAIN, secret(ACTION)), register("2022", PLAIN, OPEN)),
    "at the later date": (register("2021", PLAIN, OPEN), register("2022", PLAIN, secret())),
    "new": (register("2021", PLAIN), register("2022", PLAIN, secret(ACTION))),
    "removed": (register("2021", PLAIN, secret(ACTION)), register("2022", PLAIN, removed=[LEFT])),
    "unaccounted": (register("2021", PLAIN, secret(ACTION)), register("2022", PLAIN)),
    "merged": (register("2021", risk("a"), secret()), register("2022", risk("a", supersedes=["secret-id"]))),
    "an action moved out": (
        register("2021", risk("a"), secret(ACTION)),
        register("2022", risk("a", mitigation("own", "Train", supersedes=["secret-id.secret-action"])), secret()),
    ),
    "an action moved in": (
        register("2021", risk("a", mitigation("own", "Train")), secret()),
        register("2022", risk("a"), secret(mitigation("secret-action", "SECRET", supersedes=["a.own"]))),
    ),
    "an action moved on into a new risk": (
        register("2021", secret(ACTION)),
        register("2022", risk("a", mitigation("own", "Train", supersedes=["secret-id.secret-action"]))),
    ),
}


def printed(comparison: Comparison, *, include_exempt: bool = False) -> str:
    """Everything that may be printed: the contract, and every column in every form."""
    table = comparison_table(comparison, "2021", "2022", include_exempt=include_exempt)
    wide = choose(table, [c.key for c in table.columns])
    forms = [render(wide, form, width=10_000) for form in ("text", "markdown", "html", "csv", "json", "latex")]
    return "\n".join((comparison_json(comparison, "2021", "2022", include_exempt=include_exempt), *forms))


@pytest.mark.parametrize("where", SECRETS)
def test_nothing_of_an_exempt_risk_is_printed(where: str) -> None:
    """Exempt at either date is exempt in the comparison, whatever became of the risk."""
    assert "secret" not in printed(riskreg.compare(*SECRETS[where])).casefold()


@pytest.mark.parametrize("where", SECRETS)
def test_who_asks_for_exempt_risks_sees_them_marked(where: str) -> None:
    """With --include-exempt they are there, and every form and the contract say that they are."""
    comparison = riskreg.compare(*SECRETS[where])
    assert "secret" in printed(comparison, include_exempt=True).casefold()
    assert comparison_table(comparison, "2021", "2022", include_exempt=True).caption.startswith("EXEMPT")
    assert json.loads(comparison_json(comparison, "2021", "2022", include_exempt=True))["exempt"] is True


@pytest.mark.parametrize("where", SECRETS)
def test_the_numbers_are_those_of_all(where: str) -> None:
    """Leaving a risk out changes no count, and how many changes are left out is told."""
    comparison = riskreg.compare(*SECRETS[where])
    shown, whole = (json.loads(comparison_json(comparison, "2021", "2022", include_exempt=b)) for b in (False, True))
    assert [shown[key] for key in ("counts", "balance", "earlier", "later")] == [
        whole[key] for key in ("counts", "balance", "earlier", "later")
    ]
    assert shown["hidden"] == len(whole["changes"]) - len(shown["changes"]) > 0
    assert (whole["hidden"], shown["exempt"]) == (0, False)


def test_a_note_counts_the_exempt_risks_that_are_not_shown() -> None:
    """That something is left out is no secret."""
    comparison = riskreg.compare(*SECRETS["at both dates"])
    assert "1 exempt risk not shown." in comparison_table(comparison, "2021", "2022").notes
    assert not comparison_table(comparison, "2021", "2022", include_exempt=True).notes


def test_an_action_that_went_to_an_exempt_risk_is_dropped_as_far_as_is_shown() -> None:
    """The published register had it and has it no more; that is told, and not where it went."""
    (change,) = _shown("an action moved in")
    (told,) = change["pairs"][0]["mitigations"]
    assert (told["kind"], told["earlier"], told["later"]) == ("dropped", "a.own", None)


def test_an_action_that_came_from_an_exempt_risk_is_added_as_far_as_is_shown() -> None:
    """The published register did not have it before."""
    (change,) = _shown("an action moved out")
    (told,) = change["pairs"][0]["mitigations"]
    assert (told["kind"], told["earlier"], told["later"]) == ("added", None, "a.own")


def test_in_a_new_risk_an_action_from_an_exempt_one_looks_like_any_other() -> None:
    """A new risk's actions are not listed; one that is would tell where it came from."""
    (change,) = _shown("an action moved on into a new risk")
    assert (change["kind"], change["mitigations"]) == ("new", [])


@pytest.mark.parametrize("taken", [True, False])
def test_an_action_that_goes_on_is_not_added_by_taking_over_an_exempt_one(taken: bool) -> None:
    """What the published registers both have is neither added nor dropped, whatever else it took over or gave."""
    one, other = mitigation("m", "Train"), mitigation("n", "Hire")
    if taken:
        earlier = register("2021", risk("a", one), secret(other))
        later = register("2022", risk("a", mitigation("m", "Train", supersedes=["secret-id.n"])), secret())
    else:
        earlier = register("2021", risk("a", one), secret())
        later = register("2022", risk("a", one), secret(mitigation("n", "Hire", supersedes=["a.m"])))
    change = json.loads(comparison_json(riskreg.compare(earlier, later), "2021", "2022"))["changes"][0]
    assert change["pairs"][0]["mitigations"] == []


def _shown(where: str) -> list[dict[str, Any]]:
    changes = json.loads(comparison_json(riskreg.compare(*SECRETS[where]), "2021", "2022"))["changes"]
    assert isinstance(changes, list)
    return changes


def test_output_without_exempt_risks_is_not_marked() -> None:
    """Where there are none, asking for them makes no difference."""
    comparison = riskreg.compare(register("2021", PLAIN), register("2022", PLAIN))
    assert printed(comparison, include_exempt=True) == printed(comparison)
