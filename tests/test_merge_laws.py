"""What holds of every merge, whatever the texts are: on registers that hypothesis makes up, and on random edits."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from builders import mitigation, register, risk
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers

import riskreg
from riskreg.comparison.merged_order import merged_lines, merged_order, moved
from riskreg.comparison.threeway import MISSING, same, three_way
from riskreg.errors import Declined
from riskreg.merging.merge import Merged, merge_texts
from riskreg.merging.weave import Clash, Pieces, woven
from riskreg.model.register import Register


def _benchmark() -> Any:
    """The benchmark's edits and its truth, by hidden numbers."""
    spec = importlib.util.spec_from_file_location(
        "benchmark_merging", Path(__file__).parents[1] / "benchmarks" / "merging.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCHMARK = _benchmark()
"""For laws of whole merges, each example of which takes its time."""
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def text(held: Register) -> bytes:
    return riskreg.dumps(held).encode()


def merged(base: bytes, ours: bytes, theirs: bytes) -> Merged | None:
    """A merge; None where it is declined."""
    try:
        return merge_texts(base, ours, theirs)
    except Declined:
        return None


def test_random_edits_are_merged_as_they_were_meant() -> None:
    """Of random edits none is lost, misplaced or hidden, no conflict is made up, and every comment stays."""
    make = BENCHMARK.Maker(3)
    verdicts = []
    for _ in range(80):
        verdict, texts, lost = BENCHMARK.judged(make, 4, 4)
        assert not lost, texts
        verdicts.append(verdict)
    assert set(verdicts) <= {"right", "conflict", "declined"}
    assert verdicts.count("right") > 50
    assert verdicts.count("declined") <= 1


@given(st.integers(0, 2**32))
def test_who_is_called_ours_decides_only_the_order(seed: int) -> None:
    """Merged the other way round, the same is in dispute; and where nothing is, the same is said."""
    make = BENCHMARK.Maker(seed)
    base = make.state(4)
    b, o, t = (BENCHMARK.written(s).encode() for s in (base, *(BENCHMARK.edited(make, base, 3) for _ in range(2))))
    one, other = merged(b, o, t), merged(b, t, o)
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    assert {c.address for c in one.conflicts} == {c.address for c in other.conflicts}
    if not one.conflicts:
        first, second = (BENCHMARK._comparable(tomllib.loads(m.text.decode())) for m in (one, other))
        assert first == second


@given(registers(), registers())
def test_an_edit_on_one_side_is_taken_as_it_is(base: Register, now: Register) -> None:
    """merge(b, b, x), merge(b, x, b) and merge(b, x, x) are x, byte for byte."""
    b, x = text(base), text(now)
    assert merge_texts(b, b, x).text == merge_texts(b, x, b).text == merge_texts(b, x, x).text == x


@given(registers(), registers(), registers())
def test_any_three_registers_can_be_merged(base: Register, ours: Register, theirs: Register) -> None:
    """Whatever two registers became of one, a merge is made of them, and without conflicts it can be read."""
    done = merge_texts(text(base), text(ours), text(theirs))
    if not done.conflicts:
        tomllib.loads(done.text.decode())


@given(registers(), st.data())
def test_edits_of_different_risks_never_meet(base: Register, data: st.DataObject) -> None:
    """What one side does to one risk, and the other to another, is both in the merged register."""
    base = evolve(base, risks=(*base.risks, risk("one", mitigation("m")), risk("two")), removed=())
    ours = evolve(base, risks=(*base.risks[:-2], risk("one", title=data.draw(st.sampled_from("xyz"))), base.risks[-1]))
    theirs = evolve(base, risks=(*base.risks[:-1], risk("two", mitigation("n", status="planned"))))
    done = merge_texts(text(base), text(ours), text(theirs))
    assert not done.conflicts
    held = riskreg.loads(done.text.decode())
    assert held == evolve(base, risks=(*base.risks[:-2], ours.risks[-2], theirs.risks[-1]))


@given(IDS, IDS, IDS)
def test_one_order_holds_what_is_kept_once(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """An order made of two holds everything that is to be kept, once; who moved nothing has no say."""
    keep = {*ours, *theirs}
    order = merged_order(base, ours, theirs, keep)
    assert sorted(order) == sorted(keep)
    assert merged_order(base, base, theirs, set(theirs)) == theirs
    assert merged_order(base, ours, base, set(ours)) == ours
    stayed = [k for k in ours if k in base and k not in moved(base, ours)]
    assert stayed == [k for k in base if k in stayed]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_as_little_as_can_be_is_called_moved(count: int) -> None:
    """However things were put in another order, no more of them were moved than had to be, and the others did not."""
    for now in permutations(range(count)):
        gone = moved(range(count), now)
        runs = (run for size in range(count + 1) for run in combinations(now, size) if list(run) == sorted(run))
        assert count - len(gone) == max(map(len, runs))
        stayed = [key for key in now if key not in gone]
        assert stayed == sorted(stayed)


LINES = st.lists(st.sampled_from(["# a", "# b", "# c", ""]), max_size=5)


@given(LINES, LINES, LINES)
def test_no_comment_that_was_put_in_is_left_out(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """Of comment lines, what either side put in is there; one side's edit alone is taken as it is."""
    out = merged_lines(base, ours, theirs)
    assert {*ours, *theirs} - {*base} <= {*out}
    assert merged_lines(base, base, theirs) == tuple(theirs)
    assert merged_lines(base, ours, base) == tuple(ours)


VALUES = st.recursive(
    st.integers(0, 2) | st.booleans() | st.sampled_from(["a", "b"]) | st.just(1.0),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("kl"), inner, max_size=2),
    max_leaves=5,
)


@given(VALUES, VALUES, VALUES)
def test_values_are_decided_alike_from_both_sides(base: Any, ours: Any, theirs: Any) -> None:
    """A value that one side left alone is the other's; a contradiction is one from both sides; 1 is not true."""
    assert same(three_way(("x",), base, base, theirs).ours, theirs)
    assert same(three_way(("x",), base, ours, base).theirs, ours)
    one, other = three_way(("x",), base, ours, theirs), three_way(("x",), base, theirs, ours)
    assert bool(one.conflicts) == bool(other.conflicts)
    if one.conflicts:
        assert {c.path for c in one.conflicts} == {c.path for c in other.conflicts}
    assert not same(1, True)
    assert not same(1, 1.0)
    assert three_way(("x",), MISSING, MISSING, theirs).ours == theirs


def test_a_register_that_both_sides_only_laid_out_anew_stays_one() -> None:
    """A register laid out by one side and edited by the other is the edited one, in the new layout."""
    held = register("2021", risk("a", mitigation("m", status="planned")), risk("b"))
    base = text(held).replace(b"\n\n\n", b"\n").replace(b" = ", b"=")
    ours, theirs = text(held), base.replace(b'"planned"', b'"complete"')
    assert merge_texts(base, ours, theirs).text == ours.replace(b'"planned"', b'"complete"')


def _another_word(pieces: Pieces) -> Pieces:
    return tuple(p.replace("Head", "Clerk") if isinstance(p, str) else p for p in pieces)


def _other_order(pieces: Pieces) -> Pieces:
    at = next(n for n, p in enumerate(pieces) if p == "[risk.b]")
    first = next(n for n, p in enumerate(pieces) if p == "[risk.a]")
    return (*pieces[:first], *pieces[at:], "", *pieces[first:at])


def _no_comment(pieces: Pieces) -> Pieces:
    return tuple(p for p in pieces if p != "# why")


def _made_up_dispute(pieces: Pieces) -> Pieces:
    return (*pieces[:-1], Clash((str(pieces[-1]),), (str(pieces[-1]),)))


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (_another_word, "the text says something else"),
        (_other_order, "the risks stand in another order"),
        (_no_comment, "a comment would be lost"),
        (_made_up_dispute, "what is in dispute is not marked"),
    ],
)
def test_a_merge_that_went_wrong_is_declined(
    spoilt: Callable[[Pieces], Pieces], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fault riskreg had: a text that does not say what was decided is never handed out."""
    base = '[register]\ntitle = "R"\ndate = 2022-11-16\n\n\n[risk.a]\ntitle = "A"\n\n\n[risk.b]\ntitle = "B"\n'
    ours = base.replace('"A"\n', '"A"\n# why\nowner = "Head"\n')
    theirs = base + 'owner = "Usher"\n'
    assert merged(base.encode(), ours.encode(), theirs.encode())
    monkeypatch.setattr("riskreg.merging.merge.woven", lambda trees, data: spoilt(woven(trees, data)))
    with pytest.raises(Declined, match=rf"would not say what was decided \({why}\)"):
        merge_texts(base.encode(), ours.encode(), theirs.encode())
