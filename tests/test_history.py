"""The history of a series: lines of descent, the events between them, and balances that close."""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve
from builders import FOUR, points, register, removal, risk, when
from hypothesis import given
from hypothesis import strategies as st
from strategies import series

import riskreg
from riskreg.comparison.change import Kind
from riskreg.comparison.history import Cell, History, history
from riskreg.comparison.history_lines import RiskLine
from riskreg.comparison.history_story import story
from riskreg.model.register import Register

SERIES = series()


def line(found: History, id: str) -> RiskLine:
    [only] = found.lines_of(id)
    return only


def words(found: History, id: str) -> list[str | None]:
    """What each register shown has of a line: its id there, how it left, or nothing."""
    return [word(cell) if cell else None for cell in found.cells(line(found, id))]


def word(cell: Cell) -> str:
    if cell.risk:
        return cell.risk.id
    assert cell.change
    return str(cell.change.reason or cell.change.kind)


# Laws


@given(SERIES)
def test_every_risk_stands_in_one_line(registers: tuple[Register, ...]) -> None:
    """Each risk of each register is in exactly one line, and no line has two of one register."""
    found = history(registers)
    nodes = [node for each in found.lines for node in each.nodes]
    assert sorted(nodes) == sorted((n, r.id) for n, g in enumerate(registers) for r in g.risks)
    for each in found.lines:
        numbers = [number for number, _ in each.nodes]
        assert numbers == sorted(set(numbers))


@given(SERIES)
def test_every_balance_closes(registers: tuple[Register, ...]) -> None:
    """The parts of each column add up to the risks it shows, and each column opens with what the one before closed."""
    found = history(registers)
    before = None
    for place, number in enumerate(found.shown):
        b = found.balance(number)
        moved = b.new + b.returned + b.split + b.merged + b.regrouped + b.removed + b.unaccounted
        assert b.opening + moved == b.closing
        assert before is None or b.opening == before.closing
        cells = (found.cells(each)[place] for each in found.lines)
        assert b.closing == sum(1 for cell in cells if cell and cell.risk)
        before = b


@given(SERIES)
def test_no_line_ends_without_a_word(registers: tuple[Register, ...]) -> None:
    """Where a line is missing for the first time, its cell says how it left, and the event is told."""
    found = history(registers)
    for each in found.lines:
        cells = found.cells(each)
        for was, now in pairwise(cells):
            if was and was.risk and not (now and now.risk):
                assert now is not None
                assert now.event is not None
                assert now.event.told
                assert was.risk in now.event.change.earlier


@given(SERIES)
def test_what_came_back_says_when_it_left(registers: tuple[Register, ...]) -> None:
    """A risk that returned names the register that had it last, and how the next one left it out."""
    found = history(registers)
    for event in found.events:
        assert bool(event.departed) or event.change.kind is not Kind.RETURNED
        for departed in event.departed:
            assert departed.register < event.register - 1
            assert departed.risk in found.registers[departed.register].risks
            assert departed.risk in departed.change.earlier


@given(SERIES, st.data())
def test_a_window_shows_the_same(registers: tuple[Register, ...], data: st.DataObject) -> None:
    """`since` and `until` cut columns off; what is left says the same, but for how the first column came about."""
    start = data.draw(st.integers(0, len(registers) - 1))
    end = data.draw(st.integers(start, len(registers) - 1))
    whole, part = history(registers[: end + 1]), history(registers, registers[start].date, registers[end].date)
    assert part.registers == registers[: end + 1]
    assert part.first == start
    assert [each.nodes for each in part.lines] == [each.nodes for each in whole.lines]
    for each in part.lines:
        assert part.cells(each)[1:] == whole.cells(each)[start + 1 :]


@given(SERIES)
def test_the_order_given_does_not_matter(registers: tuple[Register, ...]) -> None:
    """Registers are put in the order of their dates."""
    assert history(reversed(registers)) == history(registers)


@given(SERIES)
def test_every_date_is_told_in_a_story(registers: tuple[Register, ...]) -> None:
    """A line's story has a chapter for each register that states it, and each is held against the one before."""
    found = history(registers)
    for each in found.lines:
        told = {c.register: c for c in story(found, each)}
        assert {n for n, c in told.items() if c.cell.risk} == {n for n, _ in each.nodes}
        for was, now in pairwise(each.nodes):
            pair = told[now[0]].pair
            assert pair is not None
            assert (pair.earlier.id, pair.later.id) == (was[1], now[1])


@given(SERIES)
def test_each_step_is_the_comparison_of_two_registers(registers: tuple[Register, ...]) -> None:
    """What `compare` says of a register and the one before it, the history says too."""
    found = history(registers)
    for number in found.shown[1:]:
        own = riskreg.compare(registers[number - 1], registers[number], registers[: number - 1])
        assert found.comparison(number).changes == own.changes
        assert found.comparison(number).suggestions == own.suggestions


# Examples


def test_another_id_is_the_same_line() -> None:
    """A risk that one risk continues under another id stays in its row, whichever id it is asked for by."""
    found = history(
        [register("2020", risk("a")), register("2021", risk("b", supersedes=["a"])), register("2022", risk("b"))]
    )
    assert words(found, "a") == words(found, "b") == ["a", "b", "b"]


def test_a_merge_ends_one_row_and_keeps_the_other() -> None:
    """A risk that merged into one that goes on ends in a row of its own."""
    found = history([register("2020", risk("a"), risk("b")), register("2021", risk("b", supersedes=["a"]))])
    assert words(found, "a") == ["a", "merged"]
    assert words(found, "b") == ["b", "b"]


def test_a_merge_under_a_new_id_begins_a_row() -> None:
    """Risks that merged under a new id end both; the new one has a row of its own."""
    found = history([register("2020", risk("a"), risk("b")), register("2021", risk("c", supersedes=["a", "b"]))])
    assert [words(found, id) for id in "abc"] == [["a", "merged"], ["b", "merged"], [None, "c"]]


def test_a_split_ends_the_row() -> None:
    """A risk that split into others ends, unless one of them keeps its id."""
    new = [risk("b", supersedes=["a"]), risk("c", supersedes=["a"])]
    found = history([register("2020", risk("a")), register("2021", *new)])
    assert [words(found, id) for id in "abc"] == [["a", "split"], [None, "b"], [None, "c"]]
    kept = history([register("2020", risk("a")), register("2021", risk("a"), new[0])])
    assert [words(kept, id) for id in "ab"] == [["a", "a"], [None, "b"]]


def test_back_after_years() -> None:
    """A risk that is back says when it stood last, and how it left."""
    found = history(
        [
            register("2018", risk("a"), risk("z")),
            register("2019", risk("z"), removed=[removal("a", "tolerated")]),
            register("2020", risk("z")),
            register("2021", risk("z"), risk("a")),
        ]
    )
    assert words(found, "a") == ["a", "tolerated", None, "a"]
    [event] = [e for e in found.events if e.change.kind is Kind.RETURNED]
    [departed] = event.departed
    assert (departed.register, departed.change.reason) == (0, "tolerated")


def test_back_under_another_id() -> None:
    """A risk that is back under another id stays in its row."""
    found = history([register("2018", risk("a")), register("2019"), register("2020", risk("b", supersedes=["a"]))])
    assert words(found, "b") == ["a", "unaccounted", "b"]


def test_a_new_id_goes_on_in_the_row_of_the_preceding_register_whatever_it_takes_up_besides() -> None:
    """What had left before is taken up, and is no second risk that it comes from."""
    for left in ("0", "z"):
        registers = [
            register("2018", risk("a"), risk(left)),
            register("2019", risk("a")),
            register("2020", risk("b", supersedes=["a", left])),
            register("2021", risk("b")),
        ]
        found = history(registers)
        assert line(found, "b").nodes == ((0, "a"), (1, "a"), (2, "b"), (3, "b"))
        assert line(found, left).nodes == ((0, left),)


def test_a_part_of_a_split_that_takes_up_another_begins_anew() -> None:
    """It comes from a risk that others come from as well, and is not the one that had left either."""
    registers = [
        register("2018", risk("a"), risk("z")),
        register("2019", risk("a")),
        register("2020", risk("b", supersedes=["a", "z"]), risk("c", supersedes=["a"])),
    ]
    assert words(history(registers), "b") == [None, None, "b"]


def test_two_that_claim_one_line_both_begin_anew() -> None:
    """Where two risks take up one that had left, neither is guessed to be it."""
    heirs = [risk("b", supersedes=["a"]), risk("c", supersedes=["a"])]
    found = history([register("2018", risk("a")), register("2019"), register("2020", *heirs)])
    assert words(found, "b") == [None, None, "b"]
    assert words(found, "c") == [None, None, "c"]
    assert words(found, "a")[:2] == ["a", "unaccounted"]
    assert len([e for e in found.events if e.departed]) == 2


def test_an_id_used_again() -> None:
    """An id that has gone on under another one begins a new row when it is used again."""
    found = history(
        [
            register("2018", risk("a")),
            register("2019", risk("b", supersedes=["a"])),
            register("2020", risk("b"), risk("a")),
        ]
    )
    assert [each.nodes for each in found.lines_of("a")] == [((0, "a"), (1, "b"), (2, "b")), ((2, "a"),)]


def test_of_the_rows_that_had_an_id_the_latest_comes_first() -> None:
    """An id that was taken over and used again means the risk that bears it now before the one of long ago."""
    registers = [
        register("2018", risk("a"), risk("b")),
        register("2019", risk("b", supersedes=["a"])),
        register("2020", risk("b")),
        register("2021", risk("b"), risk("a")),
    ]
    for found in (history(registers), history(registers[:3]), history([*registers, register("2022", risk("b"))])):
        lasts = [each.last for each in found.lines_of("a")]
        assert lasts == sorted(lasts, reverse=True)
        assert lasts[-1] == (0, "a")
    assert [each.first for each in history(registers).lines_of("a")] == [(3, "a"), (0, "a")]


def test_what_was_taken_up_is_told_once() -> None:
    """Registers repeat their links: as in a comparison, what a risk had taken up already is no news."""
    registers = [
        register("2018", risk("a"), risk("b"), risk("z")),
        register("2019", risk("b"), risk("z")),
        register("2020", risk("z", supersedes=["a"])),
        register("2021", risk("z", supersedes=["a"])),
        register("2022", risk("y", supersedes=["a", "z"])),
    ]
    found = history(registers)
    assert [(e.register, [d.risk.id for d in e.departed]) for e in found.events if e.departed] == [(2, ["a"])]
    for number in found.shown[1:]:
        told = {d.risk.id for c in found.comparison(number).changes for d in c.departed}
        assert told == {d.risk.id for e in found.events if e.register == number for d in e.departed}
    assert [bool(c and c.taken_up) for c in found.cells(line(found, "a"))] == [False, False, True, False, False]


def test_what_happened_before_the_first_register_shown_is_not_told() -> None:
    """Neither what left then nor what was taken up."""
    registers = [
        register("2018", risk("a"), risk("b"), risk("y"), risk("z")),
        register("2019", risk("b"), risk("y"), risk("z")),
        register("2020", risk("y"), risk("z", supersedes=["a"])),
        register("2021", risk("y", supersedes=["a"]), risk("z")),
    ]
    late = history(registers, since=when("2020"))
    assert [late.cells(line(late, id)) for id in "ab"] == [(None, None), (None, None)]
    assert [(e.register, [d.risk.id for d in e.departed]) for e in late.events if e.departed] == [(3, ["a"])]
    assert [each.last[1] for each in late.lines_shown()] == ["y", "z"]
    early = history(registers, since=when("2019"))
    assert [bool(cell and cell.taken_up) for cell in early.cells(line(early, "a"))] == [False, True, False]
    assert words(early, "b") == ["b", "unaccounted", None]


def test_what_is_taken_up_besides() -> None:
    """A carried risk that takes up one that had left long before says so, and so does the row of that one."""
    found = history(
        [
            register("2018", risk("a"), risk("b")),
            register("2019", risk("b"), removed=[removal("a")]),
            register("2020", risk("b")),
            register("2021", risk("b", supersedes=["a"])),
        ]
    )
    cells = found.cells(line(found, "a"))
    assert cells[2] is None
    assert cells[3] is not None
    assert cells[3].event is found.cells(line(found, "b"))[3].event  # type: ignore[union-attr]
    assert cells[3].event is not None
    assert [d.risk.id for d in cells[3].event.departed] == ["a"]


def test_a_missing_link_is_named() -> None:
    """An id that no earlier register has is told as missing."""
    found = history([register("2018", risk("a")), register("2019", risk("a", supersedes=["gone"]))])
    [event] = [e for e in found.events if e.told]
    assert event.unknown == ("gone",)


def test_a_changed_matrix_gives_no_direction() -> None:
    """Over a changed matrix the story holds no direction of travel."""
    registers = [
        register("2020", risk("a", current=points(2, 2)), matrix=FOUR),
        register("2021", risk("a", current=points(3, 3)), matrix=FOUR),
        register("2022", risk("a", current=points(4, 4)), matrix=evolve(FOUR, impact=("1", "2", "3", "4", "5"))),
    ]
    found = history(registers)
    pairs = [c.pair for c in story(found, line(found, "a"))]
    assert [p and p.direction for p in pairs] == [None, "up", None]


def test_dates_of_a_range_may_be_vague() -> None:
    """A register that may lie within the range is shown."""
    registers = [register(on, risk("a")) for on in ("2020-03", "2021", "2022-01-31")]
    assert list(history(registers, when("2021-06"), when("2021")).shown) == [1]
    assert list(history(registers, until=when("2021")).shown) == [0, 1]
    assert list(history(registers, since=when("2023")).shown) == []


def test_where_dates_overlap_each_register_is_compared_with_the_one_before() -> None:
    """A year, a month of it and the next year: what came from where is told step by step all the same."""
    dates = ("2020", "2021", "2021-06", "2022")
    risks = (risk("a"), risk("b", supersedes=["a"]), risk("c", supersedes=["b"]), risk("d", supersedes=["c"]))
    years = [register(on, one) for on, one in zip(dates, risks, strict=True)]
    for on in (0, 2):
        years[on] = evolve(years[on], risks=(*years[on].risks, risk("z")))
    found = history(years)
    kinds = [[c.kind for c in found.comparison(number).changes] for number in found.shown[1:]]
    others = (Kind.UNACCOUNTED, Kind.RETURNED, Kind.UNACCOUNTED)
    assert [set(each) for each in kinds] == [{Kind.CONTINUED, other} for other in others]


def test_what_may_be_of_a_later_date_is_not_taken_for_what_came_before() -> None:
    """A register of a year may be younger than one of a month in it: a risk of it alone is new after that month."""
    registers = [
        register("2020", risk("k")),
        register("2021", risk("k"), risk("q")),
        register("2021-06", risk("k")),
        register("2022", risk("k"), risk("q")),
    ]
    found = history(registers)
    assert [c.kind for c in found.comparison(3).changes] == [Kind.CARRIED, Kind.NEW]
    assert found.comparison(3).changes == riskreg.compare(registers[2], registers[3], registers).changes
    certain = history([registers[0], evolve(registers[1], date=when("2021-01")), *registers[2:]])
    assert [c.kind for c in certain.comparison(3).changes] == [Kind.CARRIED, Kind.RETURNED]


def test_a_history_is_the_same_whatever_it_was_asked() -> None:
    """What it remembers of its answers makes no difference."""
    one, other = (history([register("2021", risk("a")), register("2022", risk("a"))]) for _ in range(2))
    assert one.events
    assert one == other


def test_lines_stand_in_the_order_of_the_last_register_and_what_left_behind_them() -> None:
    """The latest first, as the last register that had them orders them; lines of one id likewise."""
    registers = [
        register("2020", risk("c"), risk("x"), risk("w"), risk("a")),
        register("2021", risk("a"), risk("y"), risk("c")),
        register("2022", risk("c"), risk("a")),
    ]
    found = history(registers)
    assert [each.last[1] for each in found.lines] == ["c", "a", "y", "x", "w"]
    assert [each.first for each in found.lines] == [(0, "c"), (0, "a"), (1, "y"), (0, "x"), (0, "w")]
    assert [each.last[1] for each in history(registers, since=when("2021")).lines_shown()] == ["c", "a", "y"]
    assert history(registers, since=when("2022")).lines == found.lines


def test_a_history_opens_with_all_its_first_register_has() -> None:
    """There is nothing before it that is shown: no risk is new in it, and none has an event."""
    registers = [register("2020", risk("a")), register("2021", risk("a"), risk("b")), register("2022", risk("b"))]
    found = history(registers, since=when("2021"))
    opening, following = (found.balance(number) for number in found.shown)
    assert (opening.opening, opening.new, opening.closing) == (2, 0, 2)
    assert (following.opening, following.unaccounted, following.closing) == (2, -1, 1)
    assert {e.register for e in found.events} == {2}
    [cell, gone] = found.cells(line(found, "a"))
    assert cell is not None
    assert cell.event is None
    assert cell.change is None
    assert gone is not None
    assert gone.risk is None


def test_an_id_that_only_this_or_a_later_register_has_is_a_missing_link() -> None:
    """A risk cannot take over what began beside it or after it; what began before it is no missing link."""
    registers = [
        register("2020", risk("a")),
        register("2021", risk("b", supersedes=["a", "z", "c", "late"]), risk("c")),
        register("2022", risk("b"), risk("c"), risk("late")),
    ]
    events = [e for e in history(registers).events if e.unknown]
    assert [(e.register, e.unknown) for e in events] == [(1, ("c", "late", "z"))]


def test_what_left_names_its_last_register_and_how_the_next_one_left_it_out() -> None:
    """Whether a removal says why, or nothing does."""
    registers = [
        register("2020", risk("a"), risk("b"), risk("c")),
        register("2021", risk("c"), removed=[removal("a", "closed")]),
        register("2022", risk("c")),
    ]
    found = history(registers)
    left = [found.how_left((0, id)) for id in "ab"]
    assert [(d.risk.id, d.register, d.change.kind) for d in left] == [
        ("a", 0, Kind.REMOVED),
        ("b", 0, Kind.UNACCOUNTED),
    ]
    assert [found.cells(line(found, id))[2] for id in "ab"] == [None, None]
