"""One risk's story: what it is held against at each date, what joins it, and what becomes of its actions in the end."""

from __future__ import annotations

import pytest
from builders import mitigation, points, register, removal, risk, when

from riskreg.comparison.change import MitigationChange
from riskreg.comparison.history import History, history
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.history_story import Chapter, heirs, story
from riskreg.model.register import Register


def line(found: History, id: str) -> RiskLine:
    [only] = found.lines_of(id)
    return only


def last(id: str, *registers: Register) -> Chapter:
    """The last chapter of a risk's story."""
    found = history(registers)
    return story(found, line(found, id))[-1]


def ways(told: tuple[MitigationChange, ...]) -> list[tuple[str, str]]:
    """Where each action stood and stands."""
    return sorted((str(m.earlier or ""), str(m.later or "")) for m in told)


@pytest.mark.parametrize("other", ["a", "z"])
@pytest.mark.parametrize("back", ["m", "n"])
def test_a_risk_that_was_away_is_held_against_itself(other: str, back: str) -> None:
    """As it stood last, also where it comes back under another id or takes up another risk of that time."""
    taken = [other] if back == "m" else ["m"]
    took = [risk("x", supersedes=[other])] if back == "n" else []
    registers = [
        register("2017", risk("m", owner="Porter"), risk(other)),
        register("2018", risk("m", owner="Clerk"), risk(other, owner="Clerk")),
        register("2019", risk("k")),
        register("2020", risk(back, supersedes=taken, owner="Director"), *took),
    ]
    chapter = last(back, *registers)
    assert chapter.before == (1, "m")
    assert chapter.pair is not None
    assert (chapter.pair.earlier.id, chapter.pair.later.id) == ("m", back)
    assert ("owner", "Clerk", "Director") in [(f.field, f.earlier, f.later) for f in chapter.pair.fields]


def test_of_risks_that_join_only_their_actions_are_told() -> None:
    """Their scores and fields are a story of their own; one that brings no action is not told here at all."""
    done = mitigation("pumps", status="complete")
    registers = [
        register(
            "2020",
            risk("m", mitigation("guards"), owner="Clerk", current=points(2, 2)),
            risk("a", mitigation("pumps"), owner="Porter", current=points(4, 4)),
            risk("z", owner="Porter"),
        ),
        register(
            "2021",
            risk(
                "m",
                mitigation("guards", status="planned"),
                done,
                supersedes=["a", "z"],
                owner="Clerk",
                current=points(2, 2),
            ),
        ),
    ]
    chapter = last("m", *registers)
    assert chapter.pair is not None
    assert (chapter.pair.earlier.id, chapter.pair.fields) == ("m", ())
    assert ways(chapter.pair.mitigations) == [("m.guards", "m.guards")]
    [joined] = chapter.joined
    assert (joined.earlier.id, joined.fields, joined.travels, joined.direction) == ("a", (), (), None)
    assert ways(joined.mitigations) == [("a.pumps", "m.pumps")]


@pytest.mark.parametrize("new", ["m", "n"])
def test_where_a_risk_ends_its_actions_are_told_once_each(new: str) -> None:
    """Those that go on or moved, wherever they are told besides, and those that are gone; those of no other risk."""
    registers = [
        register("2020", risk("a", mitigation("x"), mitigation("y"), mitigation("w")), risk("m", mitigation("k"))),
        register(
            "2021",
            risk(new, mitigation("x", status="complete"), mitigation("kept", "Do k"), supersedes=["a", "m"]),
            risk("p", mitigation("y")),
        ),
    ]
    chapter = last("a", *registers)
    assert chapter.cell.risk is None
    assert (chapter.before, chapter.pair, chapter.joined) == ((0, "a"), None, ())
    assert ways(chapter.parting) == [("a.w", ""), ("a.x", f"{new}.x"), ("a.y", "p.y")]


@pytest.mark.parametrize("back", ["a", "b"])
def test_where_a_risk_leaves_for_a_while_its_actions_are_told_as_well(back: str) -> None:
    """Whichever id it comes back under: what moved then is not told when it is back."""
    registers = [
        register("2019", risk("a", mitigation("x"))),
        register("2020", risk("m", mitigation("x"))),
        register("2021", risk("m", mitigation("x")), risk(back, supersedes=["a"] if back == "b" else [])),
    ]
    found = history(registers)
    _, away, again = story(found, line(found, back))
    assert ways(away.parting) == [("a.x", "m.x")]
    assert again.pair is not None
    assert again.parting == ()


def test_a_risk_that_is_taken_up_years_after_parts_with_nothing_then() -> None:
    """What its actions came to was told when it left."""
    registers = [
        register("2018", risk("a", mitigation("x")), risk("b", mitigation("k"))),
        register("2019", risk("b", mitigation("k"), mitigation("x"))),
        register("2020", risk("b", mitigation("k"), supersedes=["a"])),
    ]
    found = history(registers)
    _, left, taken = story(found, line(found, "a"))
    assert ways(left.parting) == [("a.x", "b.x")]
    assert taken.cell.taken_up
    assert (taken.before, taken.pair, taken.parting) == ((0, "a"), None, ())


def test_a_story_begins_where_the_history_does() -> None:
    """In the first register that is shown a risk is held against nothing, though it stood before."""
    registers = [register(on, risk("a", owner=on), risk("b")) for on in ("2019", "2020", "2021")]
    found = history(registers, since=when("2020"))
    first, second = story(found, line(found, "a"))
    assert (first.register, first.pair, first.before) == (1, None, (0, "a"))
    assert second.pair is not None
    assert second.pair.earlier.owner == "2020"


def test_a_line_goes_on_in_its_heirs() -> None:
    """All of them where it split, none where it stands, was removed or is unaccounted for."""
    registers = [
        register("2020", risk("a"), risk("b"), risk("c"), risk("d"), risk("e")),
        register("2021", risk("a1", supersedes=["a"]), risk("a2", supersedes=["a"]), risk("b", supersedes=["c"])),
        register("2022", risk("b"), removed=[removal("a1"), removal("a2")]),
    ]
    registers[1] = register("2021", *registers[1].risks, removed=[removal("d")])
    found = history(registers)
    went = {id: heirs(found, line(found, id)) for id in ("a", "b", "c", "d", "e", "a1")}
    assert went == {"a": ("a1", "a2"), "b": (), "c": ("b",), "d": (), "e": (), "a1": ()}
