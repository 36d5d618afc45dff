"""What became of a risk between two registers: each kind, as the scrutiny member asks for it."""

from __future__ import annotations

import pytest
from builders import mitigation, register, removal, risk

import riskreg
from riskreg.comparison.change import Change, Comparison, Kind, Why
from riskreg.errors import WrongOrder
from riskreg.model.evidence import Evidence
from riskreg.model.register import Reason


def shapes(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Each change as its kind, its earlier ids and its later ids."""
    return [(c.kind, _ids(c, "earlier"), _ids(c, "later")) for c in comparison.changes]


def _ids(change: Change, side: str) -> str:
    return " ".join(risk.id for risk in getattr(change, side))


def test_a_risk_of_the_same_id_is_carried() -> None:
    """A risk that continues keeps its id, and that alone pairs it."""
    comparison = riskreg.compare(register("2021", risk("a")), register("2022", risk("a")))
    assert shapes(comparison) == [("carried", "a", "a")]
    assert comparison.changes[0].pairs[0].why is Why.SAME_ID
    assert not comparison.changes[0].changed


def test_a_carried_risk_with_another_title_is_still_carried() -> None:
    """Whatever happens to its title, the risk is the same; that it changed is said."""
    earlier, later = register("2021", risk("a", title="Morale")), register("2022", risk("a", title="Vacancies"))
    comparison = riskreg.compare(earlier, later)
    assert shapes(comparison) == [("carried", "a", "a")]
    assert comparison.changes[0].changed


def test_a_risk_under_another_id_is_continued() -> None:
    """One that supersedes exactly one other continues it."""
    comparison = riskreg.compare(register("2021", risk("a")), register("2022", risk("b", supersedes=["a"])))
    assert shapes(comparison) == [("continued", "a", "b")]
    assert comparison.changes[0].pairs[0].why is Why.SUPERSEDES


def test_a_register_at_two_revisions_knows_a_changed_id() -> None:
    """Of the same date, a risk that changed its id alone is continued; of two with one record, neither is."""
    action = mitigation("hire")
    earlier = register("2021", risk("a", action, title="Same"), risk("other", title="Other"))
    now = register("2021", risk("b", action, title="Same"), risk("other", title="Other"))
    before = register("2020", risk("b", title="Older"))
    (comparison, alone) = (riskreg.compare(earlier, now, [before]), riskreg.compare(earlier, now))
    assert shapes(comparison) == shapes(alone) == [("continued", "a", "b"), ("carried", "other", "other")]
    assert comparison.changes[0].pairs[0].why is Why.SAME_RECORD
    assert not comparison.changes[0].changed
    twins = register("2021", risk("b", action, title="Same"), risk("c", action, title="Same"))
    assert [kind for kind, *_ in shapes(riskreg.compare(earlier, twins))].count("new") == 2
    assert [kind for kind, *_ in shapes(riskreg.compare(earlier, register("2022", *now.risks)))].count("new") == 1


@pytest.mark.parametrize("heir", ["a", "z"])
def test_risks_that_one_takes_over_are_merged(heir: str) -> None:
    """Several to one is a merge, whether the one keeps an id of theirs or has its own; each pair says why it is one."""
    later = register("2022", risk(heir, supersedes=[id for id in "abc" if id != heir]))
    comparison = riskreg.compare(register("2021", risk("a"), risk("b"), risk("c")), later)
    assert shapes(comparison) == [("merged", "a b c", heir)]
    whys = {p.earlier.id: p.why for p in comparison.changes[0].pairs}
    assert whys == {id: Why.SAME_ID if id == heir else Why.SUPERSEDES for id in "abc"}


@pytest.mark.parametrize("first", ["a", "y"])
def test_a_risk_that_several_take_over_is_split(first: str) -> None:
    """One to several is a split, whether one of them keeps its id or none."""
    later = register("2022", risk(first, supersedes=[] if first == "a" else ["a"]), risk("z", supersedes=["a"]))
    comparison = riskreg.compare(register("2021", risk("a")), later)
    assert shapes(comparison) == [("split", "a", f"{first} z")]


def test_risks_that_merge_and_split_at_once_are_regrouped() -> None:
    """Several to several that hang together are one change, with only the pairs that are recorded."""
    later = register("2022", risk("y", supersedes=["a", "b"]), risk("z", supersedes=["b", "c"]))
    comparison = riskreg.compare(register("2021", risk("a"), risk("b"), risk("c")), later)
    assert shapes(comparison) == [("regrouped", "a b c", "y z")]
    pairs = [(p.earlier.id, p.later.id) for p in comparison.changes[0].pairs]
    assert pairs == [("a", "y"), ("b", "y"), ("b", "z"), ("c", "z")]


def test_a_risk_from_nowhere_is_new() -> None:
    """What no register had before is new."""
    comparison = riskreg.compare(register("2021"), register("2022", risk("a")))
    assert shapes(comparison) == [("new", "", "a")]


def test_a_risk_that_an_older_register_had_has_returned() -> None:
    """One that was away is known again, by its id or by what it supersedes."""
    older = register("2020", risk("a"), risk("b"))
    later = register("2022", risk("a"), risk("z", supersedes=["b"]))
    comparison = riskreg.compare(register("2021"), later, [older])
    assert shapes(comparison) == [("returned", "", "a"), ("returned", "", "z")]


def test_without_the_older_registers_a_risk_that_returned_looks_new() -> None:
    """Nothing is guessed about registers that are not there."""
    assert shapes(riskreg.compare(register("2021"), register("2022", risk("a")))) == [("new", "", "a")]


@pytest.mark.parametrize("reason", list(Reason))
def test_a_risk_that_is_left_out_with_a_reason_is_removed(reason: Reason) -> None:
    """The register's own reason is told, with its note, where the risk went, and where that is said."""
    said = removal("a", reason, note="Agreed in May", to="the county", evidence=(Evidence("2022", "5.1"),))
    (change,) = riskreg.compare(register("2021", risk("a")), register("2022", removed=[said])).changes
    assert (change.kind, change.earlier[0].id, change.later) == (Kind.REMOVED, "a", ())
    assert (change.reason, change.note, change.to) == (reason, "Agreed in May", "the county")
    assert change.evidence == (Evidence("2022", "5.1"),)


def test_a_risk_that_vanishes_is_unaccounted() -> None:
    """Nothing said is a finding of its own, never a removal."""
    (change,) = riskreg.compare(register("2021", risk("a")), register("2022")).changes
    assert (change.kind, change.reason, change.note) == (Kind.UNACCOUNTED, None, None)


def test_changes_follow_the_later_register_then_what_left_the_earlier_one() -> None:
    """A reader finds the risks where the later paper has them, and below them those that are gone."""
    earlier = register("2021", risk("q"), risk("a"), risk("p"), risk("b"))
    later = register("2022", risk("new"), risk("b"), risk("a"), removed=[removal("p")])
    assert shapes(riskreg.compare(earlier, later)) == [
        ("new", "", "new"),
        ("carried", "b", "b"),
        ("carried", "a", "a"),
        ("unaccounted", "q", ""),
        ("removed", "p", ""),
    ]


def test_two_registers_that_say_the_same_do_not_differ() -> None:
    """The exit code of `compare --exit-code` rests on this."""
    earlier, later = register("2021", risk("a")), register("2022", risk("a"))
    assert not riskreg.compare(earlier, later).differs
    assert riskreg.compare(earlier, register("2022", risk("a", owner="Head of Care"))).differs
    assert riskreg.compare(earlier, register("2022")).differs


def test_registers_in_the_wrong_order_are_refused() -> None:
    """EARLIER dated after LATER is a slip, and the sentence names both and says what to do."""
    with pytest.raises(WrongOrder, match=r"2022-11.*2021.*name the earlier register first"):
        riskreg.compare(register("2022-11"), register("2021"))


def test_registers_of_dates_that_overlap_may_be_compared() -> None:
    """A register at two revisions has one date, and that is no wrong order."""
    assert shapes(riskreg.compare(register("2022", risk("a")), register("2022-11", risk("a"))))


def test_a_split_recorded_already_is_no_news_when_a_register_meets_itself() -> None:
    """What a register took over from earlier ones happened before it: HEAD:2022 against 2022 finds nothing changed."""
    same = register("2022", risk("a"), risk("b", supersedes=["a"]))
    assert shapes(riskreg.compare(same, same, [register("2021", risk("a"))])) == [
        ("carried", "a", "a"),
        ("carried", "b", "b"),
    ]


def test_lineage_recorded_since_another_revision_is_told() -> None:
    """Between two revisions of one register, a newly recorded merge is a merge."""
    before, after = register("2022", risk("a"), risk("b")), register("2022", risk("a", supersedes=["b"]))
    assert shapes(riskreg.compare(before, after)) == [("merged", "a b", "a")]


def test_a_split_that_became_a_merge_since_another_revision_leaves_nobody_unaccounted() -> None:
    """Of what was recorded already, that which is no longer there itself has gone over to its heir."""
    before = register("2022", risk("a", supersedes=["b"]), risk("b"))
    after = register("2022", risk("a", supersedes=["b"]))
    assert shapes(riskreg.compare(before, after)) == [("merged", "a b", "a")]
