"""Lineage composed over the years between two registers."""

from __future__ import annotations

from collections.abc import Iterator

from builders import mitigation, register, removal, risk

import riskreg
from riskreg.comparison.change import ActionKind, Change, Kind, Why
from riskreg.comparison.history import history
from riskreg.model.evidence import Evidence
from riskreg.model.register import Reason, Register


def became(*series: Register) -> tuple[Change, ...]:
    """What became of the risks of the first register in the last, by way of those between."""
    return riskreg.compare(series[0], series[-1], series).changes


def test_a_rename_and_then_a_merge_is_a_merge() -> None:
    """Each year's step adds up, and the name of the year between is told on the pair it belongs to."""
    (change,) = became(
        register("2020", risk("a"), risk("b")),
        register("2021", risk("a2", supersedes=["a"]), risk("b")),
        register("2022", risk("b", supersedes=["a2"])),
    )
    assert change.kind is Kind.MERGED
    assert [(p.earlier.id, p.later.id, p.path) for p in change.pairs] == [("a", "b", ("a2",)), ("b", "b", ())]


def test_without_the_register_between_the_same_two_are_not_linked() -> None:
    """The missing link is not guessed."""
    later = register("2022", risk("b", supersedes=["a2"]))
    kinds = [c.kind for c in riskreg.compare(register("2020", risk("a")), later).changes]
    assert kinds == [Kind.NEW, Kind.UNACCOUNTED]


def test_a_risk_that_was_away_a_year_is_carried() -> None:
    """It stands in both registers under its id; that one between left it out changes nothing."""
    changes = became(register("2020", risk("a")), register("2021", removed=[removal("a")]), register("2022", risk("a")))
    assert [c.kind for c in changes] == [Kind.CARRIED]


def test_a_risk_renamed_and_renamed_back_is_carried_under_its_first_id() -> None:
    """The same id at both dates is the same risk, whatever it was called meanwhile."""
    (change,) = became(
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"])),
        register("2022", risk("a", supersedes=["b"])),
    )
    assert change.kind is Kind.CARRIED
    assert (change.pairs[0].why, change.pairs[0].path) == (Why.SAME_ID, ())


def test_supersedes_may_name_an_id_of_an_older_register() -> None:
    """A risk that takes over one last seen years ago continues it from there."""
    series = (
        register("2019", risk("a")),
        register("2020"),
        register("2021"),
        register("2022", risk("z", supersedes=["a"])),
    )
    assert [c.kind for c in became(*series)] == [Kind.CONTINUED]
    assert [c.kind for c in riskreg.compare(series[2], series[3], series).changes] == [Kind.RETURNED]


def test_an_id_that_passed_to_a_later_risk_means_the_latest_that_had_it() -> None:
    """Supersedes means the last register that had the id: here the one of 2021, and so neither of 2020."""
    changes = became(
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"]), risk("c")),
        register("2022", risk("d", supersedes=["c"]), risk("b")),
    )
    assert [(c.kind, [r.id for r in c.later]) for c in changes] == [(Kind.NEW, ["d"]), (Kind.CONTINUED, ["b"])]


def test_every_id_on_the_way_is_told_once_oldest_first() -> None:
    """The path names what the risk was called between, without the two ends and without repetition."""
    (change,) = became(
        register("2018", risk("a")),
        register("2019", risk("b", supersedes=["a"])),
        register("2020", risk("b")),
        register("2021", risk("c", supersedes=["b"])),
        register("2022", risk("d", supersedes=["c"])),
    )
    assert change.kind is Kind.CONTINUED
    assert change.pairs[0].path == ("b", "c")


def test_of_two_ways_between_the_same_two_risks_one_is_told_always_the_same() -> None:
    """A risk that was split and merged again came back by several names; the order of a list does not choose."""
    for way in (["b", "c"], ["c", "b"]):
        (change,) = became(
            register("2020", risk("a")),
            register("2021", risk("c", supersedes=["a"]), risk("b", supersedes=["a"])),
            register("2022", risk("d", supersedes=way)),
        )
        assert [p.path for p in change.pairs] == [("b",)]


def test_a_removal_in_a_register_between_is_told_with_its_reason() -> None:
    """The reason was given when the risk left, which need not be in the later of the two."""
    left = removal("a", "transferred", note="Handed over", to="the county", evidence=(Evidence("2021", "3"),))
    (change,) = became(register("2020", risk("a")), register("2021", removed=[left]), register("2022"))
    assert (change.kind, change.reason) == (Kind.REMOVED, Reason.TRANSFERRED)
    assert (change.note, change.to) == ("Handed over", "the county")
    assert change.evidence == (Evidence("2021", "3"),)


def test_a_risk_renamed_and_then_removed_is_removed() -> None:
    """The removal names the id of its time, and still tells what became of the first."""
    (change,) = became(
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"])),
        register("2022", removed=[removal("b")]),
    )
    assert (change.kind, change.earlier[0].id, change.reason) == (Kind.REMOVED, "a", Reason.CLOSED)


def test_a_risk_that_left_came_back_and_vanished_is_unaccounted() -> None:
    """An old removal does not excuse a later silence."""
    (change,) = became(
        register("2019", risk("a")),
        register("2020", removed=[removal("a")]),
        register("2021", risk("a")),
        register("2022"),
    )
    assert change.kind is Kind.UNACCOUNTED


def test_of_a_split_between_no_part_may_vanish_silently() -> None:
    """Where one part is removed and the other unaccounted, the risk as a whole is unaccounted."""
    (change,) = became(
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"]), risk("c", supersedes=["a"])),
        register("2022", removed=[removal("b")]),
    )
    assert change.kind is Kind.UNACCOUNTED


def test_of_a_split_between_with_one_part_not_reported_the_risk_never_sounds_closed() -> None:
    """Of several reasons, the one that says least is told."""
    for reasons in (("closed", "not reported"), ("not reported", "closed")):
        (change,) = became(
            register("2020", risk("a")),
            register("2021", risk("b", supersedes=["a"]), risk("c", supersedes=["a"])),
            register("2022", removed=[removal("b", reasons[0]), removal("c", reasons[1])]),
        )
        assert (change.kind, change.reason) == (Kind.REMOVED, Reason.NOT_REPORTED)


def test_of_a_split_between_the_reason_does_not_hang_on_the_order_of_a_file() -> None:
    """Two parts that left for two reasons are told alike whichever stands first in the register between."""
    parts = risk("b", supersedes=["a"]), risk("c", supersedes=["a"])
    last = register("2022", removed=[removal("b", "closed"), removal("c", "transferred")])
    reasons = {became(register("2020", risk("a")), register("2021", *p), last)[0].reason for p in (parts, parts[::-1])}
    assert len(reasons) == 1


def test_a_split_of_which_one_part_goes_on_is_continued() -> None:
    """Seen from both ends there is one risk and one that comes from it."""
    (change,) = became(
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"]), risk("c", supersedes=["a"])),
        register("2022", risk("c"), removed=[removal("b")]),
    )
    assert (change.kind, change.later[0].id) == (Kind.CONTINUED, "c")


def test_the_series_may_be_given_as_it_comes() -> None:
    """Any order and any iterable will do, a generator too; registers outside the two dates are left aside."""
    series = (
        register("2019", risk("old")),
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a"])),
        register("2022", risk("c", supersedes=["b"]), risk("old")),
        register("2023", risk("a"), risk("zzz", supersedes=["c"])),
    )

    def backwards() -> Iterator[Register]:
        yield from reversed(series)

    kinds = [c.kind for c in riskreg.compare(series[1], series[3], backwards()).changes]
    assert kinds == [Kind.CONTINUED, Kind.RETURNED]


def test_a_mitigation_is_followed_through_the_renaming_of_its_risk() -> None:
    """An action of the same id under a risk that continues its risk is the same action, over any number of years."""
    (change,) = became(
        register("2020", risk("a", mitigation("m", status="planned"))),
        register("2021", risk("b", supersedes=["a"])),
        register("2022", risk("c", mitigation("m", status="complete"), supersedes=["b"])),
    )
    (told,) = change.pairs[0].mitigations
    assert (told.kind, str(told.earlier), str(told.later)) == (ActionKind.COMPLETED, "a.m", "c.m")


def test_a_mitigation_renamed_between_is_followed_by_what_is_recorded() -> None:
    """Its supersedes of the year between leads from one end to the other."""
    (change,) = became(
        register("2020", risk("a", mitigation("m", "Train"))),
        register("2021", risk("a", mitigation("n", "Train", supersedes=["a.m"]))),
        register("2022", risk("a", mitigation("n", "Train all"))),
    )
    (told,) = change.pairs[0].mitigations
    assert (told.kind, str(told.earlier), str(told.later)) == (ActionKind.REWORDED, "a.m", "a.n")


REUSED = (
    register("2015", risk("staff")),
    register("2016", risk("workforce", supersedes=["staff"])),
    register("2017", risk("workforce"), risk("staff")),
    register("2018", risk("workforce"), risk("staff")),
)


def test_an_id_that_another_one_took_over_ends_there() -> None:
    """What bears it later is a new risk, whichever two dates are compared, and goes on by its id from then."""
    whole = {n: [c.kind for c in riskreg.compare(REUSED[n], REUSED[2], REUSED).changes] for n in (0, 1)}
    assert whole == {0: [Kind.CONTINUED, Kind.NEW], 1: [Kind.CARRIED, Kind.NEW]}
    assert [c.kind for c in riskreg.compare(REUSED[2], REUSED[3], REUSED).changes] == [Kind.CARRIED, Kind.CARRIED]
    assert [c.kind for c in riskreg.compare(REUSED[0], REUSED[3], REUSED).changes] == [Kind.CONTINUED, Kind.NEW]


def test_history_tells_a_reused_id_as_two_risks() -> None:
    """Each has a line of its own."""
    lines = [line.nodes for line in history(REUSED).lines]
    assert sorted(lines) == [
        ((0, "staff"), (1, "workforce"), (2, "workforce"), (3, "workforce")),
        ((2, "staff"), (3, "staff")),
    ]


def test_an_id_that_stands_beside_its_heir_goes_on() -> None:
    """A risk that was split and kept its id has not ended."""
    kinds = became(
        register("2015", risk("staff")),
        register("2016", risk("workforce", supersedes=["staff"]), risk("staff")),
        register("2017", risk("staff"), risk("workforce")),
    )
    assert [c.kind for c in kinds] == [Kind.SPLIT]


def test_an_id_taken_over_goes_on_where_it_says_so() -> None:
    """A risk that takes over the heir is the old one, or a part of it."""
    (change,) = became(*REUSED[:2], register("2017", risk("workforce"), risk("staff", supersedes=["workforce"])))
    assert change.kind is Kind.SPLIT


def test_what_was_split_and_merged_over_and_over_is_followed_once() -> None:
    """However many ways lead through the years, where a risk went is found, and that its last part is gone."""
    years = [register("1901", risk("a0"))]
    for n in range(1, 40):
        parts = [risk(f"{part}{n}", supersedes=[f"a{n - 1}"]) for part in "bc"]
        merged = risk(f"a{n}", supersedes=[f"b{n}", f"c{n}"])
        years += [register(str(1900 + 2 * n), *parts), register(str(1901 + 2 * n), merged)]
    assert [c.kind for c in became(*years)] == [Kind.CONTINUED]
    assert [c.kind for c in became(*years, register("1990"))] == [Kind.UNACCOUNTED]
    (left,) = became(*years, register("1990", removed=[removal("a39")]))
    assert (left.kind, left.reason) == (Kind.REMOVED, Reason.CLOSED)
