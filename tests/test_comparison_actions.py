"""What became of each mitigation: the word for it, and the pair of risks at which it is told."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from builders import mitigation, register, removal, risk

import riskreg
from riskreg.comparison.change import ActionKind, Change, Comparison, Kind, MitigationChange
from riskreg.comparison.fields import ACTION_FIELDS
from riskreg.model.evidence import Cost, Evidence
from riskreg.model.risk import Mitigation
from riskreg.tables.comparison import comparison_table
from riskreg.tables.forms import render


def differences(was: Mitigation | None, now: Mitigation | None) -> list[MitigationChange]:
    """What is told of the mitigations of one carried risk."""
    earlier = register("2021", risk("a", *filter(None, [was])))
    later = register("2022", risk("a", *filter(None, [now])))
    return list(riskreg.compare(earlier, later).changes[0].pairs[0].mitigations)


def kind(was: dict[str, Any], now: dict[str, Any]) -> ActionKind | None:
    """The kind of the one change of a mitigation; None where there is none."""
    found = differences(mitigation("m", **was), mitigation("m", **now))
    return found[0].kind if found else None


def at(change: Change) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """For each pair of a change, what is told there: kind, where it stood, where it stands."""
    return {f"{p.earlier.id}>{p.later.id}": list(map(_brief, p.mitigations)) for p in change.pairs}


def _brief(told: MitigationChange) -> tuple[str, str | None, str | None]:
    return str(told.kind), _ref(told.earlier), _ref(told.later)


def _ref(ref: object) -> str | None:
    return str(ref) if ref else None


def everything(comparison: Comparison) -> set[tuple[str, str | None, str | None]]:
    """All that is told of mitigations anywhere, once each."""
    at_pairs = {_brief(m) for c in comparison.changes for p in c.pairs for m in p.mitigations}
    return at_pairs | {_brief(m) for c in comparison.changes for m in c.mitigations}


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({}, {}, None),
        ({"action": "Train"}, {"action": "Train all"}, "reworded"),
        ({"status": "planned"}, {"status": "under way"}, "status changed"),
        ({"status": "in place"}, {"status": "withdrawn"}, "status changed"),
        ({"status": "planned"}, {"status": "complete"}, "completed"),
        ({}, {"status": "complete"}, "completed"),
        ({"status": "complete"}, {"status": "under way"}, "status changed"),
        ({"status": "complete"}, {"status": "complete", "action": "Trained"}, "reworded"),
        ({}, {"status": "planned"}, "changed"),
        ({"status": "planned"}, {}, "changed"),
        ({"due": "2022-03"}, {"due": "2022-06"}, "date slipped"),
        ({"due": "2022-03-31"}, {"due": "2022-Q2"}, "date slipped"),
        ({"due": "2022-06"}, {"due": "2022-03"}, "changed"),
        ({"due": "2022"}, {"due": "2022-12-31"}, "changed"),
        ({"due": "2022"}, {"due": "2022-06"}, "changed"),
        ({}, {"due": "2022"}, "changed"),
        ({"owner": "Head"}, {"owner": "Director"}, "changed"),
        ({"since": "2021"}, {"since": "2021-04"}, "changed"),
        ({"cost": (Cost(5),)}, {"cost": (Cost(6),)}, "changed"),
        ({"cost": (Cost(5, None, "a year"),)}, {"cost": (Cost(5, None, "in all"),)}, "changed"),
        ({"note": "Yes"}, {"note": "No"}, "changed"),
    ],
)
def test_each_difference_has_its_word(was: dict[str, Any], now: dict[str, Any], expected: str | None) -> None:
    """A change of date or status never reads as rewording, and nothing reads as more than it is."""
    assert kind(was, now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"action": "Train all", "status": "complete", "due": "2023"}, "completed"),
        ({"action": "Train all", "status": "under way", "due": "2023"}, "status changed"),
        ({"action": "Train all", "due": "2023"}, "date slipped"),
        ({"action": "Train all", "owner": "Head"}, "reworded"),
    ],
)
def test_of_several_differences_the_one_that_says_most_is_the_word(now: dict[str, Any], expected: str) -> None:
    """Progress before dates, dates before wording; and every field that differs is still told."""
    was = {"action": "Train", "status": "planned", "due": "2022"}
    (told,) = differences(mitigation("m", **was), mitigation("m", **(was | now)))
    assert told.kind == expected
    assert {f.field for f in told.fields} == set(now)


def test_where_a_report_states_an_action_is_no_change_of_it() -> None:
    """Place and evidence are the report's, not the action's."""
    now = mitigation("m", place="6.1", evidence=(Evidence("2022", "6"),))
    assert differences(mitigation("m"), now) == []


def test_every_field_of_a_mitigation_is_compared_or_left_out_for_a_reason() -> None:
    """A field that the model gains later must not be forgotten."""
    by_nature = {"id", "place", "evidence", "supersedes"}
    assert {f.name for f in attrs.fields(Mitigation)} == set(ACTION_FIELDS) | by_nature


def test_an_action_that_appears_is_added_and_one_that_goes_is_dropped() -> None:
    """Under a risk that goes on, both are told, with the action itself."""
    (added,) = differences(None, mitigation("m", "Train"))
    (dropped,) = differences(mitigation("m", "Train"), None)
    assert (added.kind, _ref(added.earlier), _ref(added.later)) == (ActionKind.ADDED, None, "a.m")
    assert (dropped.kind, _ref(dropped.earlier), _ref(dropped.later)) == (ActionKind.DROPPED, "a.m", None)
    assert added.now is not None
    assert dropped.was is not None
    assert added.now.action == dropped.was.action == "Train"


def test_of_new_and_departed_risks_the_actions_go_without_saying() -> None:
    """That a new risk's actions are new says nothing; nor that a removed risk's are gone."""
    earlier = register("2021", risk("a", mitigation("m")))
    later = register("2022", risk("b", mitigation("n")), removed=[removal("a")])
    assert everything(riskreg.compare(earlier, later)) == set()


def test_an_action_taken_over_by_record_is_the_same_action() -> None:
    """Its new id alone is no difference; new words make it reworded."""
    same = mitigation("n", "Train", supersedes=["a.m"])
    assert differences(mitigation("m", "Train"), same) == []
    (told,) = differences(mitigation("m", "Train"), attrs.evolve(same, action="Train all"))
    assert (told.kind, _ref(told.earlier), _ref(told.later)) == (ActionKind.REWORDED, "a.m", "a.n")


def test_an_action_recorded_as_another_does_not_stop_the_first_from_going_on() -> None:
    """One action may continue two, and two may continue one; each pair is told."""
    earlier = register("2021", risk("a", mitigation("m", "Train"), mitigation("n", "Hire")))
    later = register("2022", risk("a", mitigation("m", "Train and hire", supersedes=["a.n"])))
    assert at(riskreg.compare(earlier, later).changes[0]) == {
        "a>a": [("reworded", "a.m", "a.m"), ("reworded", "a.n", "a.m")]
    }


MOVES = {
    "the same id": (mitigation("m", "Train"), mitigation("m", "Train everybody"), "b.m"),
    "the same wording": (mitigation("m", "Train  Staff"), mitigation("n", "train staff"), "b.n"),
    "a recorded supersedes": (mitigation("m", "Train"), mitigation("n", "Hire", supersedes=["a.m"]), "b.n"),
}


@pytest.mark.parametrize("by", MOVES)
def test_an_action_that_stands_under_another_risk_has_moved(by: str) -> None:
    """It is known by its id, its wording or by record, and told where it left and where it stands now."""
    was, now, ref = MOVES[by]
    comparison = riskreg.compare(
        register("2021", risk("a", was), risk("b")), register("2022", risk("a"), risk("b", now))
    )
    left, there = comparison.changes
    assert at(there) == {"b>b": [("moved", "a.m", ref)]}
    assert at(left) == {"a>a": [("moved", "a.m", ref)]}


def test_a_risk_that_lost_an_action_to_another_is_not_called_unchanged() -> None:
    """Whoever reads only its row must learn that the action is gone, and where to."""
    earlier = register("2021", risk("a", mitigation("m")), risk("b"))
    later = register("2022", risk("a"), risk("b", mitigation("m")))
    assert all(change.changed for change in riskreg.compare(earlier, later).changes)


@pytest.mark.parametrize("by", MOVES)
def test_an_action_may_move_out_of_a_removed_risk(by: str) -> None:
    """The risk left, its action is carried on elsewhere: told where it stands now."""
    was, now, ref = MOVES[by]
    comparison = riskreg.compare(
        register("2021", risk("a", was), risk("b")), register("2022", risk("b", now), removed=[removal("a")])
    )
    assert at(comparison.changes[0]) == {"b>b": [("moved", "a.m", ref)]}
    assert len(everything(comparison)) == 1


@pytest.mark.parametrize("by", MOVES)
def test_an_action_may_move_into_a_new_risk(by: str) -> None:
    """Told where it left, since a new risk has nothing to be compared with."""
    was, now, ref = MOVES[by]
    comparison = riskreg.compare(register("2021", risk("a", was)), register("2022", risk("b", now), risk("a")))
    new, carried = comparison.changes
    assert (new.kind, new.mitigations) == (Kind.NEW, ())
    assert at(carried) == {"a>a": [("moved", "a.m", ref)]}


@pytest.mark.parametrize("by", MOVES)
def test_an_action_may_move_out_of_a_departed_risk_into_a_new_one(by: str) -> None:
    """With no pair to tell it at, it is told at the new risk."""
    was, now, ref = MOVES[by]
    new, left = riskreg.compare(register("2021", risk("a", was)), register("2022", risk("b", now))).changes
    assert [_brief(m) for m in new.mitigations] == [("moved", "a.m", ref)]
    assert (left.kind, left.mitigations) == (Kind.UNACCOUNTED, ())


def test_a_move_tells_what_else_differs() -> None:
    """An action may move and be completed at once."""
    earlier = register("2021", risk("a", mitigation("m", status="planned")), risk("b"))
    later = register("2022", risk("a"), risk("b", mitigation("m", status="complete")))
    (told,) = riskreg.compare(earlier, later).changes[1].pairs[0].mitigations
    assert [(f.field, f.earlier, f.later) for f in told.fields] == [("status", "planned", "complete")]


def test_the_same_wording_tells_more_than_the_same_id() -> None:
    """Ids such as `training` recur; where wording points elsewhere, it is believed."""
    earlier = register("2021", risk("a", mitigation("m", "Train staff")), risk("b"), risk("c"))
    later = register(
        "2022", risk("a"), risk("b", mitigation("m", "Mend the roof")), risk("c", mitigation("n", "Train staff"))
    )
    assert everything(riskreg.compare(earlier, later)) == {("moved", "a.m", "c.n"), ("added", None, "b.m")}


def test_an_action_that_goes_on_in_its_place_has_not_moved() -> None:
    """A second risk that takes up the same action has added it."""
    earlier = register("2021", risk("a", mitigation("m", "Train")), risk("b"))
    later = register("2022", risk("a", mitigation("m", "Train")), risk("b", mitigation("m", "Train")))
    assert everything(riskreg.compare(earlier, later)) == {("added", None, "b.m")}


def test_one_action_moves_to_one_place() -> None:
    """Where two others took it up, one is where it moved to and the other is added."""
    earlier = register("2021", risk("a", mitigation("m")), risk("b"), risk("c"))
    later = register("2022", risk("a"), risk("c", mitigation("m")), risk("b", mitigation("m")))
    assert everything(riskreg.compare(earlier, later)) == {("moved", "a.m", "b.m"), ("added", None, "c.m")}


@pytest.mark.parametrize(("number", "moved"), [(100, True), (101, False)])
def test_an_id_that_every_risk_has_says_nothing(number: int, moved: bool) -> None:
    """Actions in other words are believed by their id where few bear it; of many, words alone would decide."""
    words = [f"Audit the stock of depot {n} each month" for n in range(number)]
    earlier = register("2021", *(risk(f"was-{n}", mitigation("a1", action)) for n, action in enumerate(words)))
    later = register("2022", *(risk(f"now-{n}", mitigation("a1", f"{w} and report")) for n, w in enumerate(words)))
    comparison = riskreg.compare(earlier, later)
    assert {kind for kind, _, _ in everything(comparison)} == ({"moved"} if moved else set())
    suggested = {(s.earlier, s.later) for s in comparison.suggestions}
    assert all((f"was-{n}.a1", f"now-{n}.a1") in suggested for n in range(number)) is not moved


def test_within_a_merge_an_action_of_the_same_id_has_not_moved() -> None:
    """The risk it stands under goes on in the merged one, and the action with it."""
    earlier = register("2021", risk("a", mitigation("m", "Train")), risk("b", mitigation("n", "Hire")))
    later = register("2022", risk("a", mitigation("m", "Train"), mitigation("n", "Hire more"), supersedes=["b"]))
    assert at(riskreg.compare(earlier, later).changes[0]) == {"a>a": [], "b>a": [("reworded", "b.n", "a.n")]}


def test_within_a_risk_that_goes_on_no_action_moves() -> None:
    """The same words under another id of the same risk stand where they stood, and have moved nowhere."""
    earlier = register("2021", risk("a", mitigation("m", "Train")))
    later = register("2022", risk("b", mitigation("n", "Train"), supersedes=["a"]))
    assert "moved" not in {kind for kind, _, _ in everything(riskreg.compare(earlier, later))}


@pytest.mark.parametrize("id", ["a", "b"])
def test_within_a_risk_that_goes_on_no_action_has_moved_over_the_years(id: str) -> None:
    """What was no move in the year between is none when the years are told at once."""
    series = [
        register("2020", risk("a", mitigation("m", "Train"))),
        register("2021", risk(id, mitigation("n", "Train"), supersedes=["a"] if id == "b" else [])),
        register("2022", risk(id, mitigation("n", "Train"))),
    ]
    told = everything(riskreg.compare(series[0], series[-1], series))
    assert told == {("dropped", "a.m", None), ("added", None, f"{id}.n")}


def test_from_one_part_of_a_split_or_a_merge_to_another_an_action_of_the_same_words_has_moved() -> None:
    """Two parts are enough: under which of them it stands is news, where one risk with a new id has none."""
    train = mitigation("m", "Train")
    split = (
        register("2021", risk("a", train)),
        register("2022", risk("a"), risk("b", mitigation("n", "Train"), supersedes=["a"])),
    )
    merge = (
        register("2021", risk("a", train), risk("b")),
        register("2022", risk("b", mitigation("n", "Train"), supersedes=["a"])),
    )
    for earlier, later in (split, merge):
        assert ("moved", "a.m", "b.n") in everything(riskreg.compare(earlier, later))


def test_within_a_split_an_action_goes_with_the_part_that_has_it() -> None:
    """The part without it has not dropped it."""
    earlier = register("2021", risk("a", mitigation("m"), mitigation("n")))
    later = register("2022", risk("a", mitigation("m")), risk("b", mitigation("n"), supersedes=["a"]))
    assert everything(riskreg.compare(earlier, later)) == set()


def test_in_a_merge_an_added_action_is_told_once_at_the_risk_of_the_same_id() -> None:
    """Not once for every risk that went in."""
    earlier = register("2021", risk("a"), risk("b"), risk("c"))
    later = register("2022", risk("b", mitigation("m"), supersedes=["a", "c"]))
    assert at(riskreg.compare(earlier, later).changes[0]) == {"a>b": [], "b>b": [("added", None, "b.m")], "c>b": []}


def test_an_action_that_was_away_a_year_is_the_same_action() -> None:
    """Seen from both ends it never left."""
    earlier, later = (register(year, risk("a", mitigation("m", status="planned"))) for year in ("2020", "2022"))
    between = register("2021", risk("a"))
    assert everything(riskreg.compare(earlier, later, [between])) == set()


def test_actions_follow_the_later_risks_order_then_what_is_gone() -> None:
    """A reader finds them as the later paper lists them."""
    earlier = register("2021", risk("a", mitigation("p"), mitigation("n", "Hire"), mitigation("m", "Train")))
    later = register("2022", risk("a", mitigation("z"), mitigation("m", "Train all"), mitigation("n", "Hire all")))
    told = riskreg.compare(earlier, later).changes[0].pairs[0].mitigations
    assert [_ref(t.later or t.earlier) for t in told] == ["a.z", "a.m", "a.n", "a.p"]


def test_an_action_taken_over_is_no_news_when_a_register_meets_itself() -> None:
    """What it took over from an earlier register happened before: nothing differs from itself."""
    both = mitigation("m", "Train"), mitigation("n", "Hire", supersedes=["a.m"])
    same = register("2022", risk("a", *both))
    assert not riskreg.compare(same, same).differs


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ((None, Cost(40_000, "2025/26")), (None, Cost(-5)), 'cost was "£40,000 2025/26", now "-£5"'),
        (("EUR", Cost(5)), ("EUR", Cost(6, None, "a year")), 'cost was "€5", now "€6 (a year)"'),
        (("GBP", Cost(5)), ("CHF", Cost(5)), 'cost was "£5", now "CHF 5"'),
        ((None, Cost(5)), ("GBP", Cost(5)), None),
    ],
)
def test_costs_are_compared_as_show_says_them(
    was: tuple[str | None, Cost], now: tuple[str | None, Cost], said: str | None
) -> None:
    """With the sign or code of the currency of their own register, so that a change of it is a change."""
    earlier, later = (
        register(on, risk("a", mitigation("m", cost=(cost,))), currency=currency)
        for on, (currency, cost) in (("2021", was), ("2022", now))
    )
    table = comparison_table(riskreg.compare(earlier, later), "2021", "2022")
    out = render(table, "csv")
    assert ("cost" in out) == (said is not None)
    assert said is None or said.replace('"', '""') in out


def test_a_cost_is_told_with_its_period_and_note() -> None:
    """Two sums that differ in these alone do not read as the same, and what is not stated is not told."""
    costs = [(Cost(5000, "2021/22", "first year"),), (Cost(5000, "2022/23"), Cost(60, None, "later"))]
    was, now = (mitigation("m", cost=cost) for cost in costs)
    (field,) = differences(was, now)[0].fields
    assert (field.earlier, field.later) == ("£5,000 2021/22 (first year)", "£5,000 2022/23; £60 (later)")


def test_a_move_of_a_year_between_adds_up() -> None:
    """An action that moved, and was reworded under a recorded new id after that, is not told as dropped."""
    r, s = risk("r"), risk("s")
    series = (
        register("2018", risk("r", mitigation("m", "Train every new manager")), s),
        register("2019", r, risk("s", mitigation("m", "Train every new manager"))),
        register("2020", r, risk("s", mitigation("k", "Coach those who lead teams", supersedes=["s.m"]))),
    )
    assert everything(riskreg.compare(series[0], series[1], series)) == {("moved", "r.m", "s.m")}
    assert everything(riskreg.compare(series[1], series[2], series)) == {("reworded", "s.m", "s.k")}
    assert everything(riskreg.compare(series[0], series[2], series)) == {("moved", "r.m", "s.k")}


def test_an_action_that_came_back_where_it_stood_has_not_moved() -> None:
    """What stands at both ends under its own risk is that action, and what it had moved to is added."""
    moved = mitigation("m", "Train every new manager")
    series = (
        register("2018", risk("r", moved), risk("s")),
        register("2019", risk("r"), risk("s", moved)),
        register("2020", risk("r", moved), risk("s", moved)),
    )
    assert everything(riskreg.compare(series[0], series[2], series)) == {("added", None, "s.m")}


def test_in_a_merge_the_same_id_in_other_words_is_dropped() -> None:
    """The action of the other risk stands word for word; its namesake is gone, and is not called reworded."""
    earlier = register(
        "2021",
        risk("r", mitigation("training", "Train foster carers")),
        risk("s", mitigation("training", "Yearly fire drill at the depot")),
    )
    later = register("2022", risk("s", mitigation("training", "Yearly fire drill at the depot"), supersedes=["r"]))
    assert everything(riskreg.compare(earlier, later)) == {("dropped", "r.training", None)}


def test_in_a_merge_the_same_id_in_like_words_goes_on() -> None:
    """Two actions that became one are both continued where the words say so."""
    earlier = register("2021", risk("r", mitigation("t", "Train managers")), risk("s", mitigation("t", "Train staff")))
    later = register("2022", risk("s", mitigation("t", "Train managers and staff"), supersedes=["r"]))
    assert everything(riskreg.compare(earlier, later)) == {("reworded", "r.t", "s.t"), ("reworded", "s.t", "s.t")}


def test_in_a_merge_the_very_words_tell_more_than_like_words() -> None:
    """Of two actions of one id and of like words, the one that stands word for word goes on, and the other is gone."""
    earlier = register("2021", risk("r", mitigation("t", "Train all staff")), risk("s", mitigation("t", "Train staff")))
    later = register("2022", risk("n", mitigation("t", "train  staff"), supersedes=["r", "s"]))
    assert ("dropped", "r.t", None) in everything(riskreg.compare(earlier, later))


def test_in_a_split_the_same_words_under_another_id_have_moved() -> None:
    """To the part that has them, over the years between as well."""
    earlier = register("2020", risk("r", mitigation("a", "Back up"), mitigation("b", "Patch")))
    after = risk("r", mitigation("a", "Back up")), risk("r2", mitigation("b2", "Patch"), supersedes=["r"])
    later = register("2021", *after)
    last = register("2022", after[0], attrs.evolve(after[1], supersedes=()))
    assert everything(riskreg.compare(earlier, later)) == {("moved", "r.b", "r2.b2")}
    assert everything(riskreg.compare(earlier, last, [later])) == {("moved", "r.b", "r2.b2")}


def test_a_common_id_alone_is_no_move() -> None:
    """Between risks that have nothing to do with each other the words must agree as well."""
    earlier = register("2021", risk("old", mitigation("review", "Review grades")), risk("port"))
    there = risk("port", mitigation("review", "Independent review of dredging"))
    later = register("2022", there, removed=[removal("old")])
    assert everything(riskreg.compare(earlier, later)) == {("added", None, "port.review")}


def test_what_went_on_in_its_place_has_not_moved_over_the_years() -> None:
    """Of two actions of one wording, one was added or dropped between, and neither took the other's place."""
    same, other = "Train every new manager", "Coach those who lead teams"
    one = register("2020", risk("a", mitigation("x", same)), risk("b"))
    both = register("2021", risk("a", mitigation("x", same)), risk("b", mitigation("y", same)))
    late = register("2022", risk("a"), risk("b", mitigation("y", other)))
    assert everything(riskreg.compare(one, late, [both])) == {("dropped", "a.x", None), ("added", None, "b.y")}
    first, between = attrs.evolve(both, date=one.date), attrs.evolve(one, date=both.date)
    late = register("2022", risk("a", mitigation("x", other)), risk("b"))
    assert everything(riskreg.compare(first, late, [between])) == {("dropped", "b.y", None), ("reworded", "a.x", "a.x")}


def test_an_action_of_the_same_id_is_sought_in_each_line_as_far_back_as_it_has_to_be() -> None:
    """Of two risks that merged, one had left its action out for a year: it is known all the same."""
    train, coach = mitigation("t", "Train every new manager"), mitigation("c", "Coach those who lead teams")
    series = (
        register("2019", risk("a", train), risk("b", coach)),
        register("2020", risk("a"), risk("b", coach)),
        register("2021", risk("n", train, coach, supersedes=["a", "b"])),
        register("2022", risk("n", train, coach)),
    )
    for last in (2, 3):
        assert everything(riskreg.compare(series[0], series[last], series)) == set()
    assert everything(riskreg.compare(series[1], series[2], series)) == {("added", None, "n.t")}


def test_an_action_recorded_as_one_of_years_ago_goes_on_from_there() -> None:
    """From the last register that had it, under the name that it had there; what none had before is no link."""
    series = (
        register("2019", risk("a", mitigation("x", "Train every new manager"))),
        register("2020", risk("a", mitigation("x", "Train every manager"))),
        register("2021", risk("a")),
        register("2022", risk("a", mitigation("y", "Coach those who lead", supersedes=["a.x", "a.gone"]))),
    )
    assert everything(riskreg.compare(series[1], series[3], series)) == {("reworded", "a.x", "a.y")}
    assert everything(riskreg.compare(series[2], series[3], series)) == {("added", None, "a.y")}


def test_what_is_added_or_dropped_where_no_id_goes_on_is_told_at_the_first_pair() -> None:
    """Once, in the order of the ids: the earlier ones of a merge, the later ones of a split, however given."""
    new, old = mitigation("new"), mitigation("old")
    for order in (1, -1):
        merged = riskreg.compare(
            register("2021", *[risk("a"), risk("b", old)][::order]),
            register("2022", risk("n", new, supersedes=["a", "b"])),
        )
        assert at(merged.changes[0]) == {"a>n": [("added", None, "n.new")], "b>n": [("dropped", "b.old", None)]}
        parts = [risk("b", supersedes=["a"]), risk("c", new, supersedes=["a"])]
        split = riskreg.compare(register("2021", risk("a", old)), register("2022", *parts[::order]))
        assert at(split.changes[0]) == {"a>b": [("dropped", "a.old", None)], "a>c": [("added", None, "c.new")]}


def test_of_many_that_moved_each_is_told_where_it_left_and_where_it_stands() -> None:
    """In the order of the later risk, and behind it what has left it, in the order in which it stands now."""
    acts = [
        mitigation(id, f"{words} every new manager") for id, words in (("x", "Train"), ("y", "Coach"), ("z", "Pay"))
    ]
    earlier = register("2021", risk("a", acts[0], acts[1], mitigation("own")), risk("b", acts[2]))
    later = register("2022", risk("a", acts[2], mitigation("own", "Do it all")), risk("b", acts[1], acts[0]))
    a, b = riskreg.compare(earlier, later).changes
    assert at(a)["a>a"] == [
        ("moved", "b.z", "a.z"),
        ("reworded", "a.own", "a.own"),
        ("moved", "a.y", "b.y"),
        ("moved", "a.x", "b.x"),
    ]
    assert at(b)["b>b"] == [("moved", "a.y", "b.y"), ("moved", "a.x", "b.x"), ("moved", "b.z", "a.z")]


def test_in_wholly_other_words_an_action_goes_on_by_its_id_where_its_risk_does() -> None:
    """Under the same id or alone under another, over the years too; in a split or a merge words have to agree."""
    was, now = mitigation("m", "Train every new manager"), mitigation("m", "Yearly fire drill")
    one = register("2020", risk("a", was), risk("z"))
    went_on, is_another = {("reworded", "a.m", "{}.m")}, {("dropped", "a.m", None), ("added", None, "{}.m")}
    for later, id, expected in (
        ([risk("a", now), risk("z")], "a", went_on),
        ([risk("b", now, supersedes=["a"]), risk("z")], "b", went_on),
        ([risk("a", now), risk("b", supersedes=["a"])], "a", went_on),
        ([risk("a", now, supersedes=["z"])], "a", went_on),
        ([risk("b", now, supersedes=["a"]), risk("c", supersedes=["a"])], "b", is_another),
        ([risk("b", now, supersedes=["a", "z"])], "b", is_another),
    ):
        told = {tuple(word and word.format(id) for word in row) for row in expected}
        then = register("2021", *later)
        assert everything(riskreg.compare(one, then)) == told
        if len(later) > 1 and expected is went_on:
            last = register("2022", *(attrs.evolve(each, supersedes=()) for each in later))
            between = register("2021", *(attrs.evolve(each, mitigations=()) for each in later))
            assert everything(riskreg.compare(one, last, [between])) == told


def test_an_action_that_was_away_while_risks_split_and_merged_over_and_over_is_found_once() -> None:
    """However many ways lead back to it through the years."""
    act = mitigation("m", "Train every new manager")
    both = [[risk(f"{side}{n}", supersedes=[f"a{n - 1}", f"b{n - 1}"]) for side in "ab"] for n in range(1, 60)]
    series = [register("1900", risk("a0", act), risk("b0"))]
    series += [register(str(1900 + n), *risks) for n, risks in enumerate(both, start=1)]
    series.append(register("1990", risk("end", act, supersedes=["a59", "b59"])))
    assert everything(riskreg.compare(series[0], series[-1], series)) == set()


def test_what_a_risk_takes_up_from_long_ago_moves_none_of_its_actions() -> None:
    """A risk under a new id is the same place for its actions, whatever else it takes up."""
    series = [
        register("2018", risk("a"), risk("z")),
        register("2019", risk("a", mitigation("x", "Train every new manager"))),
        register("2020", risk("b", mitigation("y", "Train every new manager"), supersedes=["a", "z"])),
        register("2021", risk("b", mitigation("y", "Train every new manager"))),
    ]
    series[2:2] = [attrs.evolve(series[2], risks=(attrs.evolve(series[2].risks[0], supersedes=("a",)),))]
    plain, taking_up = ([*series[:2], series[at], series[4]] for at in (2, 3))
    for then in (2, 3):
        told = everything(riskreg.compare(plain[1], plain[then], plain))
        assert told == everything(riskreg.compare(taking_up[1], taking_up[then], taking_up))
        assert "moved" not in {word for word, _, _ in told}


def test_an_action_that_came_back_from_another_risk_has_moved_back() -> None:
    """Seen from the year it was away, it stood there; over both years it never left."""
    words = "Train every new manager"
    series = (
        register("2018", risk("r", mitigation("m", words)), risk("s")),
        register("2019", risk("r"), risk("s", mitigation("k", words))),
        register("2020", risk("r", mitigation("m", words)), risk("s")),
    )
    assert everything(riskreg.compare(series[0], series[1], series)) == {("moved", "r.m", "s.k")}
    assert everything(riskreg.compare(series[1], series[2], series)) == {("moved", "s.k", "r.m")}
    assert everything(riskreg.compare(series[0], series[2], series)) == set()
