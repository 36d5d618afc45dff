"""What is suggested by wording: for whom, for whom not, and how it is told."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from attrs import evolve
from builders import mitigation, register, removal, risk
from conftest import Run, folder_of, process
from hypothesis import given
from hypothesis import strategies as st
from strategies import pairs

import riskreg
from riskreg.comparison.change import Comparison, Kind, Suggestion, Why
from riskreg.comparison.likeness import words
from riskreg.comparison.nearest import LEAST_OF_FEW
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef
from riskreg.store.write import dumps
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json
from riskreg.tables.forms import render

Given = tuple[Register, Register, tuple[Register, ...]]

LEAVE = "Experienced social workers leave faster than they are replaced"
STAY = "Social workers leave faster than they can be recruited"
TRAIN = "Academy for newly qualified social workers"
TRAIN_NOW = "An academy trains newly qualified social workers"


def suggested(earlier: Register, later: Register, *series: Register) -> list[tuple[str, str]]:
    """The names of what is suggested."""
    return [(s.earlier, s.later) for s in riskreg.compare(earlier, later, series).suggestions]


def renamed() -> tuple[Register, Register]:
    """A risk that goes on under another id, and says so nowhere."""
    return register("2021", risk("turnover", title=LEAVE)), register("2022", risk("retention", title=STAY))


# Risks


def test_a_renamed_risk_is_suggested_with_its_likeness_and_the_words_that_agree() -> None:
    """The suggestion says how alike the two are, and by which words."""
    (found,) = riskreg.compare(*renamed()).suggestions
    assert (found.earlier, found.later) == ("turnover", "retention")
    assert LEAST_OF_FEW < found.likeness < 1
    assert found.words == ("faster", "leave", "than", "they", "social", "workers")


def test_a_suggestion_changes_no_count_and_no_kind() -> None:
    """As long as nobody has recorded it, the one is unaccounted and the other is new."""
    comparison = riskreg.compare(*renamed())
    assert [c.kind for c in comparison.changes] == [Kind.NEW, Kind.UNACCOUNTED]
    assert comparison.balance() == riskreg.compare(register("2021", risk("x")), register("2022", risk("y"))).balance()


def test_what_is_recorded_is_no_longer_suggested() -> None:
    """Then it is continued, and says that it rests on what was recorded."""
    earlier, _ = renamed()
    later = register("2022", risk("retention", title=STAY, supersedes=["turnover"]))
    comparison = riskreg.compare(earlier, later)
    assert comparison.suggestions == ()
    assert comparison.changes[0].pairs[0].why is Why.SUPERSEDES


def test_a_removed_risk_and_a_returned_one_may_be_suggested() -> None:
    """What left with a reason may have gone on under another id all the same, and so may what came back."""
    before = register("2020", risk("old", title=STAY))
    earlier = register("2021", risk("turnover", title=LEAVE), removed=[removal("old")])
    later = register("2022", risk("old", title=STAY), removed=[removal("turnover", "not reported")])
    assert suggested(earlier, later, before) == [("turnover", "old")]


def test_the_suggestion_of_a_removed_risk_says_that_the_removal_goes_first(run: Run, tmp_path: Path) -> None:
    """As `link` demands it: followed in that order, the lines that are printed record the link."""
    earlier = register("2021", risk("turnover", title=LEAVE))
    later = register("2022", risk("retention", title=STAY), removed=[removal("turnover")])
    folder = str(folder_of(tmp_path, {"2021": dumps(earlier), "2022": dumps(later)}))
    told = run("--registers", folder, "compare", "2021", "2022").out
    assert (
        'delete the table [removed.turnover] of 2022 first, since it says that "turnover" was removed; then:'
        in " ".join(told.split())
    )
    words = shlex.split(told.splitlines()[-1].strip())
    assert words[1:] == ["link", "2022", "retention", "turnover"]
    refused = run("--registers", folder, *words[1:])
    assert (refused.code, "delete the table [removed.turnover]" in refused.err) == (2, True)
    (Path(folder) / "2022.toml").write_text(dumps(evolve(later, removed=())), encoding="utf-8")
    assert run("--registers", folder, *words[1:]).code == 0
    (suggestion,) = riskreg.compare(earlier, later).suggestions
    assert suggestion.removed


def test_a_risk_that_was_removed_under_another_id_or_before_needs_no_step_more() -> None:
    """Only a removal that the later register itself states stands in the way of the link."""
    earlier = register("2020", risk("turnover", title=LEAVE))
    between = register("2021", removed=[removal("turnover")])
    later = register("2022", risk("retention", title=STAY))
    assert [s.removed for s in riskreg.compare(earlier, later, [between]).suggestions] == [False]


def test_a_risk_that_goes_on_is_never_suggested() -> None:
    """Whatever its wording, its id has said what it is."""
    earlier = register("2021", risk("a", title=LEAVE))
    assert suggested(earlier, register("2022", risk("a", title="Flood"), risk("b", title=LEAVE))) == []


def test_a_risk_that_goes_on_is_not_suggested_for_one_that_left_either() -> None:
    """Though it has the words of the other now: it cannot continue two risks by wording alone."""
    earlier = register("2021", risk("a", title="Flood"), risk("b", title=LEAVE))
    assert suggested(earlier, register("2022", risk("a", title=LEAVE))) == []
    assert suggested(earlier, register("2022", risk("a", title=LEAVE), risk("c", title="Ash dieback"))) == []


def test_no_more_than_eight_words_are_named() -> None:
    """However much two titles have in common, the line that names their words stays short; the rarest are named."""
    common = [risk(f"r{i}", title="Quay crane barge lock") for i in range(4)]
    title = "Quay crane barge lock pilot tug buoy dredger beacon mooring"
    (found,) = riskreg.compare(
        register("2021", risk("a", title=title), *common), register("2022", risk("b", title=f"{title} fees"), *common)
    ).suggestions
    assert len(found.words) == 8
    assert {"pilot", "tug", "buoy", "dredger", "beacon", "mooring"} <= set(found.words)


def test_nothing_is_suggested_below_the_threshold() -> None:
    """Two risks that share a word or two are not the same."""
    earlier = register("2021", risk("a", title="Loss of senior staff"), risk("b", title="Flooding of homes"))
    later = register(
        "2022", risk("c", title="Loss of grants from government"), risk("d", title="Homes for older people close")
    )
    assert suggested(earlier, later) == []


@pytest.mark.parametrize("where", ["wording", "description", "cause", "event", "consequence"])
def test_an_equal_text_is_enough_unless_others_of_the_register_share_it(where: str) -> None:
    """What is said of one risk alone tells which it is; what is said of several tells nothing."""
    said = {where: "Reported to the committee every quarter with the performance report of the directorate"}
    one, other = risk("a", title="Cyber attack", **said), risk("b", title="Flooding", **said)
    late = risk("c", title="Ransomware", **said)
    assert suggested(register("2021", one), register("2022", late)) == [("a", "c")]
    assert suggested(register("2021", one, other), register("2022", late)) == []


def test_cause_event_and_consequence_are_read_as_one_text() -> None:
    """A register that states them apart says the same as one that states them together."""
    apart = risk("a", title="Quay", cause="Storms undermine it", event="it breaks", consequence="no ship can land")
    together = risk("b", title="Quay", event="Storms undermine it: it breaks. No ship can land.")
    (found,) = riskreg.compare(register("2021", apart), register("2022", together)).suggestions
    assert found.likeness == 1


def test_equal_text_is_suggested_first_and_is_wholly_alike() -> None:
    """Of two candidates the one with the same words is taken."""
    earlier = register("2021", risk("a", title=LEAVE), risk("b", title=STAY))
    later = register("2022", risk("c", title=STAY), risk("d", title=LEAVE))
    found = riskreg.compare(earlier, later).suggestions
    assert [(s.earlier, s.later, s.likeness) for s in found] == [("b", "c", 1.0), ("a", "d", 1.0)]


def test_a_tenth_of_a_large_register_that_was_renamed_is_found() -> None:
    """Among hundreds of risks that go on, those under new ids are found, each with its own."""
    titles = {f"r{i:03}": f"Loss of contract {i} with supplier {i * 7} in ward {i % 31}" for i in range(600)}
    earlier = register("2021", *(risk(id, title=title) for id, title in titles.items()))
    new = {id: f"new-{id}" if i % 10 == 0 else id for i, id in enumerate(titles)}
    later = register("2022", *(risk(new[id], title=f"{title} again") for id, title in titles.items()))
    assert sorted(suggested(earlier, later)) == sorted((id, now) for id, now in new.items() if id != now)


@pytest.mark.parametrize(("others", "many"), [((99, 99), True), ((198, 0), True), ((0, 197), False)])
@pytest.mark.parametrize("of", ["risks", "actions"])
def test_from_two_hundred_that_are_left_over_on_rarity_alone_decides(
    of: str, others: tuple[int, int], many: bool
) -> None:
    """What other bodies say in every title is known of few; where many are left over, it tells what it tells there."""
    one, other = "Deadline slippage at Northgate", "Deadline slippage at Southfield"
    was = [one, *(f"Alpha{n} beta{n} gamma{n}" for n in range(others[0]))]
    now = [other, *(f"Delta{n} eta{n} theta{n}" for n in range(others[1]))]
    if of == "risks":
        earlier = register("2021", *(risk(f"e{n}", title=text) for n, text in enumerate(was)))
        later = register("2022", *(risk(f"l{n}", title=text) for n, text in enumerate(now)))
    else:
        earlier = register("2021", risk("r", *(mitigation(f"e{n}", text) for n, text in enumerate(was))))
        later = register("2022", risk("r", *(mitigation(f"l{n}", text) for n, text in enumerate(now))))
    assert bool(suggested(earlier, later)) is many


# Actions


def acting(on: str, **risks: Mitigation) -> Register:
    """A register of risks with an action each."""
    return register(on, *(risk(id, m, title=f"{id} {id}") for id, m in risks.items()))


def test_an_action_reworded_under_a_new_id_is_suggested() -> None:
    """The risk goes on, and so probably does what is done about it."""
    later = acting("2022", staff=mitigation("school", TRAIN_NOW))
    comparison = riskreg.compare(acting("2021", staff=mitigation("academy", TRAIN)), later)
    assert [(s.earlier, s.later) for s in comparison.suggestions] == [("staff.academy", "staff.school")]
    assert {m.kind for m in comparison.changes[0].pairs[0].mitigations} == {"added", "dropped"}


def test_an_action_of_the_same_words_under_a_new_id_is_wholly_alike() -> None:
    """It is still told as dropped and added, since nobody has recorded that it is the same."""
    (found,) = riskreg.compare(
        acting("2021", staff=mitigation("academy", TRAIN)), acting("2022", staff=mitigation("school", TRAIN))
    ).suggestions
    assert (found.earlier, found.later, found.likeness) == ("staff.academy", "staff.school", 1.0)


def test_an_action_reworded_under_another_risk_is_suggested() -> None:
    """It moved, and was worded anew on the way."""
    earlier = acting("2021", staff=mitigation("academy", TRAIN), money=mitigation("cut", "Cut the budget"))
    later = acting("2022", staff=mitigation("pay", "Raise pay"), money=mitigation("school", TRAIN_NOW))
    assert suggested(earlier, later) == [("staff.academy", "money.school")]


def test_actions_of_a_risk_that_left_and_of_one_that_came_are_suggested() -> None:
    """Whether or not the two risks are suggested for each other."""
    earlier = register("2021", risk("turnover", mitigation("academy", TRAIN), title=LEAVE))
    alike = register("2022", risk("retention", mitigation("school", TRAIN_NOW), title=STAY))
    assert suggested(earlier, alike) == [("turnover", "retention"), ("turnover.academy", "retention.school")]
    unlike = register("2022", risk("flood", mitigation("school", TRAIN_NOW), title="Flooding"))
    assert suggested(earlier, unlike) == [("turnover.academy", "flood.school")]


def test_of_two_like_actions_the_one_of_the_same_risk_is_taken() -> None:
    """Where several risks have an action of nearly the same words, it stays with its risk."""
    early, late = "Report the budget to Cabinet monthly", "Report the budget to Cabinet every month"
    earlier = acting("2021", a=mitigation("m1", early), b=mitigation("m2", early))
    later = acting("2022", a=mitigation("n1", late), b=mitigation("n2", late))
    assert sorted(suggested(earlier, later)) == [("a.m1", "a.n1"), ("b.m2", "b.n2")]


def test_actions_that_go_on_do_not_hide_one_that_was_reworded() -> None:
    """How many actions are left over decides how they are judged, not how many the registers have."""
    same = [mitigation(f"c{n}", f"Inspect culvert{n} sluice{n}") for n in range(120)]
    earlier = register("2021", risk("a", mitigation("m", "Deadline slippage at Northgate"), *same))
    later = register("2022", risk("a", mitigation("n", "Deadline slippage at Southfield"), *same))
    assert suggested(earlier, later) == []


def test_an_action_that_moved_is_not_suggested_as_well() -> None:
    """Same words or same id under another risk is a move already."""
    earlier, later = acting("2021", a=mitigation("m", TRAIN)), acting("2022", b=mitigation("n", TRAIN))
    assert suggested(earlier, later) == []


# Laws


@given(pairs())
def test_only_what_nothing_continues_is_suggested_and_only_once(given: Given) -> None:
    """Every suggestion names an unpaired risk or action of each register; nothing is named twice."""
    comparison = riskreg.compare(*given)
    for whole, left, kinds in ((given[0], "earlier", _LEFT), (given[1], "later", _ARRIVED)):
        names = [getattr(s, left) for s in comparison.suggestions]
        assert len(set(names)) == len(names)
        unpaired = {r.id for c in comparison.of_kind(*kinds) for r in getattr(c, left)}
        assert {n for n in names if "." not in n} <= unpaired
        actions = {str(MitigationRef(r.id, m.id)) for r in whole.risks for m in r.mitigations}
        assert {n for n in names if "." in n} <= actions


_LEFT = (Kind.REMOVED, Kind.UNACCOUNTED)
_ARRIVED = (Kind.NEW, Kind.RETURNED)


@given(pairs(), st.integers())
def test_the_order_of_the_files_does_not_matter(given: Given, seed: int) -> None:
    """Shuffled registers get the same suggestions in the same order."""
    earlier, later, series = given
    mixed = {id(r): _shuffled(r, Random(seed)) for r in series}  # noqa: S311
    again = riskreg.compare(mixed[id(earlier)], mixed[id(later)], mixed.values())
    assert again.suggestions == riskreg.compare(earlier, later, series).suggestions


def _shuffled(register: Register, random: Random) -> Register:
    def mixed(things: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(things, len(things)))

    risks = (attrs.evolve(r, mitigations=mixed(r.mitigations)) for r in register.risks)
    return attrs.evolve(register, risks=mixed(tuple(risks)))


@given(st.lists(st.sampled_from([LEAVE, STAY, TRAIN, TRAIN_NOW, "Flood"]), max_size=6), st.integers(0, 6))
def test_likeness_and_words_are_true(titles: list[str], cut: int) -> None:
    """No likeness is below the threshold, and every word that is named stands in both texts, eight at most."""
    before = {f"e{i}": title for i, title in enumerate(titles[:cut])}
    after = {f"l{i}": title for i, title in enumerate(titles[cut:])}
    comparison = riskreg.compare(
        register("2021", *(risk(id, title=t) for id, t in before.items())),
        register("2022", *(risk(id, title=t) for id, t in after.items())),
    )
    for s in comparison.suggestions:
        one, other = before[s.earlier], after[s.later]
        assert LEAST_OF_FEW <= s.likeness <= 1
        assert (s.likeness == 1) == (words(one) == words(other))
        assert set(s.words) <= set(words(one)) & set(words(other))
        assert 0 < len(s.words) <= 8


def test_the_same_every_run(run: Run, tmp_path: Path) -> None:
    """Nothing depends on how a run of Python happens to order its sets."""
    words = ("--registers", str(EXAMPLE), "compare", "2024-02", "2025-11")
    here = run(*words).out
    assert "likeness" in here
    for seed in ("0", "1", "2"):
        assert process(*words, cwd=tmp_path, env=_seed(seed) | {"COLUMNS": "80"}).out.decode() == here


EXAMPLE = Path(__file__).parents[1] / "docs" / "example" / "registers"


def _seed(number: str) -> dict[str, str]:
    return {"PYTHONHASHSEED": number}


# What is exempt


@pytest.mark.parametrize("side", ["earlier", "later"])
def test_an_exempt_risk_is_in_no_suggestion_that_is_shown(side: str) -> None:
    """Neither it nor its actions, in any form; with --include-exempt they are, and the output is marked."""
    earlier = register("2021", risk("turnover", mitigation("m", TRAIN), title=LEAVE, exempt=side == "earlier"))
    later = register("2022", risk("retention", mitigation("n", TRAIN_NOW), title=STAY, exempt=side == "later"))
    comparison = riskreg.compare(earlier, later)
    assert len(comparison.suggestions) == 2
    assert "riskreg link" not in _all_forms(comparison, include=False)
    assert "riskreg link" in _all_forms(comparison, include=True)
    assert json.loads(comparison_json(comparison, "x", "y"))["suggestions"] == []


def _all_forms(comparison: Comparison, *, include: bool) -> str:
    table = comparison_table(comparison, "2021", "2022", include_exempt=include)
    data = comparison_json(comparison, "2021", "2022", include_exempt=include)
    return data + "".join(render(table, form) for form in ("text", "markdown", "html", "latex", "csv"))


# How it is told


def test_one_word_in_common_is_not_enough() -> None:
    """Every second risk is a failure of something: one word alone suggests only what is nearly the same."""
    earlier = register("2021", attrs.evolve(risk("lift"), title="Failure of the lift"))
    later = register("2022", attrs.evolve(risk("network"), title="Failure of the IT network"))
    assert riskreg.compare(earlier, later).suggestions == ()


def test_a_line_each_with_the_command_that_records_it() -> None:
    """Below the table stands what may be the same, why, and what to type."""
    comparison = riskreg.compare(*renamed())
    table = comparison_table(comparison, "2021", "registers/my risks.toml")
    (found,) = comparison.suggestions
    assert table.notes == (
        "1 suggestion by wording alone, counted nowhere above, with the command that records it:",
        f"retention may continue turnover of 2021: likeness {found.likeness:.2f} ({', '.join(found.words)}):",
        "riskreg link 'registers/my risks.toml' retention turnover",
    )
    for ref in ("HEAD:registers/my risks.toml", "-"):
        assert not [
            n for n in comparison_table(comparison, "2021", ref).notes if "riskreg link" in n or n.endswith("it:")
        ]


def test_the_json_form_has_them() -> None:
    """Programs get the names, the likeness and the words."""
    data = json.loads(comparison_json(riskreg.compare(*renamed()), "2021", "2022"))
    (found,) = data["suggestions"]
    assert Suggestion(**found | {"words": tuple(found["words"])}) == riskreg.compare(*renamed()).suggestions[0]


def test_without_suggestions_nothing_is_said_of_them() -> None:
    """Nobody reads about what there is not."""
    comparison = riskreg.compare(register("2021", risk("a")), register("2022", risk("a")))
    assert comparison_table(comparison, "x", "y").notes == ()


def test_the_command_prints_them(run: Run) -> None:
    """In text, Markdown and HTML alike."""
    command = "riskreg link 2024-11 safeguarding-children.care-profile safeguarding-children.neglect-strategy"
    for form in ("text", "markdown", "html"):
        done = run("--registers", str(EXAMPLE), "compare", "2024-09", "2024-11", "--format", form)
        assert command in " ".join(done.out.split())
