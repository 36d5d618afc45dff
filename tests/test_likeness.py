"""How alike wordings are, and which of two lists are found to be the same."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.comparison import nearest as under_test
from riskreg.comparison.likeness import Rarity, Wording, words
from riskreg.comparison.nearest import FEW, LEAST_OF_FEW, LEAST_OF_MANY, LEAST_OF_ONE_WORD, Entry, Found, nearest
from riskreg.comparison.stems import stem

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "likeness.py"

TEXTS = st.lists(st.sampled_from(["budget", "staff", "leave", "care", "cost", "of", "the", "market"]), max_size=6)
PARTS = st.tuples(TEXTS, TEXTS).map(lambda parts: tuple(" ".join(part) for part in parts))

DESCRIPTION = "Providers hand contracts back as fees fall behind the cost of care and beds are bought at short notice"


def wordings(*given: tuple[str, ...]) -> list[Wording]:
    """The wordings of texts, rarity judged over them all."""
    cut = [tuple(words(text) for text in texts) for texts in given]
    rarity = Rarity.of([word for text in texts for word in text] for texts in cut)
    return [Wording.of(texts, rarity) for texts in cut]


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    mine, theirs = wordings(one, other)
    return mine.likeness(theirs)


def found(earlier: dict[str, str], later: dict[str, str], home: object = None) -> tuple[tuple[str, str, float], ...]:
    """What is found for titles by their ids."""
    made = wordings(*((text,) for text in (*earlier.values(), *later.values())))
    entries = [Entry(id, home, wording) for id, wording in zip((*earlier, *later), made, strict=True)]
    pairs = nearest(entries[: len(earlier)], entries[len(earlier) :])
    return tuple((f.earlier.id, f.later.id, f.likeness) for f in pairs)


@given(PARTS, PARTS)
def test_likeness_is_mutual_and_only_equal_wordings_reach_one(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """It is a number from 0 to 1, the same both ways."""
    value = likeness(one, other)
    assert 0 <= value <= 1
    assert value == pytest.approx(likeness(other, one))
    assert (value == 1) == (one == other)


@pytest.mark.parametrize("other", ["LOSS of staff", "Loss of staff.", "loss  of\nstaff", "“Loss of staff”"])
def test_case_punctuation_and_spaces_do_not_count(other: str) -> None:
    """What a typist may change is the same text."""
    assert likeness(("Loss of staff",), (other,)) == 1


def test_an_equal_description_under_a_new_title_is_alike() -> None:
    """A risk that was only renamed is known by what is said of it."""
    assert likeness(("Care market", DESCRIPTION), ("Homes close at short notice", DESCRIPTION)) >= LEAST_OF_MANY


def test_an_equal_title_over_a_new_description_is_alike() -> None:
    """A risk that was only described anew is known by its name."""
    new = "Two of nine homes gave notice this quarter; the fee uplift of three per cent was refused"
    assert likeness(("Care market failure", DESCRIPTION), ("Care market failure", new)) >= LEAST_OF_MANY


def test_words_that_moved_from_the_title_into_the_description_are_alike() -> None:
    """A long title of one year is the description of the next."""
    assert likeness((DESCRIPTION, ""), ("Care market", DESCRIPTION)) >= LEAST_OF_MANY


def test_a_few_common_words_beside_the_title_prove_nothing() -> None:
    """That two risks say "See below" is no likeness."""
    assert likeness(("Flooding of homes", "See below"), ("Loss of staff", "See below")) < LEAST_OF_FEW


@pytest.mark.parametrize("other", ["Loss of staffing", "Losses of staff"])
def test_spelling_and_endings_are_forgiven(other: str) -> None:
    """Letters agree where words do not quite."""
    assert likeness(("Loss of staff",), (other,)) > likeness(("Loss of staff",), ("Loss of money",)) * 0.99


def test_a_text_that_says_the_same_again_and_again_proves_nothing() -> None:
    """Nor does one of few words: both texts have to tell something, and then they count under any name."""
    for text in ("See below", "See below, see below, see below"):
        assert likeness(("Flood", text), ("Theft", text)) == likeness(("Flood", ""), ("Theft", ""))
        assert likeness(("Flood", text), ("Flood", DESCRIPTION)) > LEAST_OF_FEW
    assert likeness(("Flood", DESCRIPTION), ("Theft", DESCRIPTION)) > LEAST_OF_FEW


@given(st.lists(st.tuples(TEXTS, st.integers(1, 4)), max_size=5), st.none() | st.integers(0, 300))
def test_wordings_may_be_given_once_with_how_many_say_the_same(
    wordings: list[tuple[list[str], int]], judged: int | None
) -> None:
    """It comes to the same as giving each of them as often as it is said; no word counts twice in one of them."""
    counted = Rarity.of_counted(wordings, judged)
    each = Rarity.of([words for words, times in wordings for _ in range(times)], judged)
    doubled = Rarity.of([[*words, *words] for words, times in wordings for _ in range(times)], judged)
    assert counted == each == doubled
    stems = {stem(word) for words, _ in wordings for word in words}
    assert [counted.weight(word) for word in stems] == [each.weight(word) for word in stems]


def test_three_risks_are_judged_sensibly() -> None:
    """With three risks on a side the renamed ones are found, and nothing else."""
    earlier = {"a": "Failure to recruit social workers", "b": "Flooding of homes", "c": "A cyber attack stops services"}
    later = {"x": "Social workers cannot be recruited", "y": "Cyber attack on council services", "z": "Bridge closed"}
    assert sorted(pair[:2] for pair in found(earlier, later)) == [("a", "x"), ("c", "y")]


def test_equal_texts_come_first_however_many_share_them() -> None:
    """Sixty risks of one name, too many for the index, are paired by their ids."""
    earlier, later = ({f"{side}{i:03}": "Budget overspend" for i in range(60)} for side in "ab")
    assert found(earlier, later) == tuple((a, b, 1.0) for a, b in zip(earlier, later, strict=True))


def test_one_to_one_the_most_alike_first() -> None:
    """Of two that resemble one, the closer gets it."""
    pairs = found(
        {"a": "Loss of social workers"}, {"x": "Loss of senior social workers", "y": "Loss of social workers"}
    )
    assert pairs == (("a", "y", 1.0),)


def test_of_equals_the_one_at_home_is_taken() -> None:
    """Two actions of the same words are told apart by the risk they stand under."""
    one, two, three = wordings(("Monitor the budget",), ("Monitor the budget",), ("Monitor the budget",))
    (pair,) = nearest([Entry("m", 1, one)], [Entry("a", 2, two), Entry("b", 1, three)])
    assert pair.later.id == "b"


def test_the_threshold_is_higher_among_many() -> None:
    """Among many texts much is alike by chance: what three risks may suggest, hundreds may not."""
    one, other = (
        "Shortage of qualified planners delays the local plan",
        "Planners are too few for the local plan of housing sites",
    )
    (pair,) = found({"a": one}, {"x": other})
    assert LEAST_OF_FEW <= pair[2] < LEAST_OF_MANY
    many = {f"b{i}": f"word{i} thing{i}" for i in range(FEW)}
    assert found({"a": one, **many}, {"x": other}) == ()


PLANNERS = "Shortage of qualified planners delays the local plan"
FEW_PLANNERS = "Planners are too few for the local plan of housing sites"
"""Alike enough among few, and not among many."""


@pytest.mark.parametrize("longer", ["earlier", "later"])
def test_a_hundred_on_each_side_are_few(longer: str) -> None:
    """One more on either side, and more is asked; of two that share a home no more is asked however many there are."""
    others = {f"b{i}": f"word{i} thing{i}" for i in range(FEW)}
    for number, home, is_found in ((FEW - 1, None, True), (FEW, None, False), (FEW, 1, True)):
        some = dict([*others.items()][:number])
        earlier, later = {"a": PLANNERS}, {"x": FEW_PLANNERS}
        (earlier if longer == "earlier" else later).update(some)
        assert bool(found(earlier, later, home)) is is_found


@pytest.mark.parametrize("nothing", ["", "–", "..."])
def test_what_has_no_words_is_like_nothing(nothing: str) -> None:
    """Two titles of a dash are not the same risk."""
    assert found({"a": nothing}, {"x": nothing}) == ()
    assert found({"a": nothing}, {"x": "Loss of staff"}) == ()


def test_two_words_that_agree_are_enough_where_one_is_not() -> None:
    """One word alone that two short texts share has to be nearly all of them."""
    ((_, _, alike),) = found({"a": "Lantern glass cracks"}, {"x": "Lantern glass imports"})
    assert LEAST_OF_FEW <= alike < LEAST_OF_ONE_WORD
    assert found({"a": "Lantern lamps"}, {"x": "Lantern"}) != ()  # one says more than the other, and nothing else


def test_an_action_goes_to_its_own_risk_before_one_that_is_a_little_more_alike() -> None:
    """And to another one where that is much more alike; where the words are the same, home comes first."""
    texts = (
        "Inspect the culvert",
        "Inspect the culvert at low tide",
        "Inspect each culvert",
        "Buy lamps for the culvert",
    )
    one, tide, each, lamps = wordings(*((text,) for text in texts))
    (own,) = nearest([Entry("m", 1, one)], [Entry("a", 2, each), Entry("b", 1, tide)])
    assert own.later.id == "b"
    assert own.likeness < one.likeness(each)
    (other,) = nearest([Entry("m", 1, one)], [Entry("a", 2, each), Entry("b", 1, lamps)])
    assert other.later.id == "a"
    assert [f.near for f in (own, other)] == [True, False]
    (homeless,) = nearest([Entry("m", None, one)], [Entry("a", None, tide), Entry("b", None, each)])
    assert (homeless.later.id, homeless.near) == ("b", False)


def test_equal_ones_at_home_are_taken_before_other_equal_ones() -> None:
    """Each entry once, whatever order their ids would give."""
    same = wordings(*(("Monitor the budget",),) * 5)
    was = [Entry("a", 1, same[0]), Entry("b", 2, same[1])]
    now = [Entry("x", 2, same[2]), Entry("y", 3, same[3]), Entry("z", 4, same[4])]
    assert [(f.earlier.id, f.later.id) for f in nearest(was, now)] == [("b", "x"), ("a", "y")]


def test_the_most_alike_come_first_then_by_the_later_id() -> None:
    """As they are printed."""
    earlier = {"c": "Ash dieback", "a": "Flooded quay", "b": "Lantern glass cracks"}
    later = {"y": "Flooded quay", "x": "Ash dieback", "w": "Lantern glass imports"}
    assert [pair[:2] for pair in found(earlier, later)] == [("c", "x"), ("a", "y"), ("b", "w")]


@given(st.lists(PARTS, max_size=6), st.lists(PARTS, max_size=6), st.randoms())
def test_the_order_of_the_lists_does_not_matter(
    earlier: list[tuple[str, ...]], later: list[tuple[str, ...]], random: object
) -> None:
    """Ids decide where likeness does not, and every entry is in one pair at most."""
    made = wordings(*earlier, *later)
    was = [Entry(f"e{i}", None, w) for i, w in enumerate(made[: len(earlier)])]
    now = [Entry(f"l{i}", None, w) for i, w in enumerate(made[len(earlier) :])]
    there = nearest(was, now)
    assert there == nearest(reversed(was), reversed(now))
    assert len({f.earlier.id for f in there}) == len({f.later.id for f in there}) == len(there)
    assert all(LEAST_OF_FEW <= f.likeness <= 1 for f in there)


def test_never_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a million pairs of a thousand titles a hundredth at most is looked at."""
    looked_at: list[Found] = []

    def counted(earlier: Entry, later: Entry, likeness: float) -> Found:
        looked_at.append(Found(earlier, later, likeness))
        return looked_at[-1]

    monkeypatch.setattr(under_test, "Found", counted)
    given = benchmark().task(1000, seed=1)
    found(
        {f"e{i}": t for i, t in enumerate(given.earlier)},
        {f"l{i}": t for i, t in enumerate(given.later)},
    )
    assert 0 < len(looked_at) <= 10_000


@pytest.mark.no_cover
@pytest.mark.parametrize(("size", "precision", "recall"), [(30, 0.98, 0.95), (300, 0.99, 0.98), (1000, 0.99, 0.98)])
def test_what_was_renamed_is_found_and_little_else(size: int, precision: float, recall: float) -> None:
    """The figures that the documentation gives for made-up titles, half of them renamed in more than a word."""
    module = benchmark()
    result = module.measured(module.by_riskreg, module.task(size, seed=1))
    assert result.precision >= precision
    assert result.recall >= recall


def benchmark() -> ModuleType:
    """The benchmark's own file, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("benchmark_of_likeness", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Loss of gas supply in winter", "Loss of water supply in winter"),
        ("Collapse of the market hall roof in a storm", "Collapse of the swimming pool roof in a storm"),
    ],
)
def test_the_same_said_of_another_subject_is_another_risk(title: str, other: str) -> None:
    """Only the subject differs, in its one place: however long the words are that both end with, it is no rewording."""
    assert found({"a": title}, {"b": other}) == ()


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_plain_text_is_cut_into_words_as_any_other(text: str) -> None:
    """A letter of another alphabet elsewhere in a text changes none of the other words."""
    assert words(f"{text} Å") == (*words(text), "å")


FORMS = (
    "organise organises organisation organisations",
    "improve improves improvement improvements",
    "replace replaces replacement replacements",
    "invest investment investments",
    "collect collects collection collections",
    "press pressure pressures",
    "finance financial financials",
    "remove removal removals",
    "facility facilities",
    "policy policies",
    "apply applies applied",
    "supply supplies supplied",
    "family families",
    "weak weakness weaknesses",
    "business businesses",
    "process processes",
    "access accesses accessed",
    "plan plans planned planning",
    "train trainings training",
    "part partial",
    "sudden suddenly",
    "repair repairs repaired",
)
"""Words, each with its forms."""


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_are_one_word(forms: str) -> None:
    """Who writes the noun for the verb, or many for one, says the same; and no form is that of another word."""
    assert len({stem(form) for form in forms.split()}) == 1
    assert not {stem(form) for form in forms.split()} & {stem(w) for o in FORMS if o != forms for w in o.split()}


@pytest.mark.parametrize(
    ("one", "other", "agree", "named"),
    [
        ("The floods of the quay", "Flood at the quay", 2, ("floods", "quay")),
        ("Floods and flooding of fields", "Flooded fields", 2, ("fields", "floods")),
        ("It is up to them", "It is off", 2, ("is", "it")),
        ("Loss of Kestrel nests", "Kestrel", 1, ("kestrel",)),
        ("Loss of staff", "Flooding", 0, ()),
    ],
)
def test_words_that_agree_are_named_as_the_text_spells_them_first(
    one: str, other: str, agree: int, named: tuple[str, ...]
) -> None:
    """The rarest first, whatever their form on the other side; `of` and `the` only where nothing else agrees."""
    mine, theirs = wordings((one,), (other,))
    assert (mine.agreeing(theirs), theirs.agreeing(mine)) == (agree, agree)
    assert mine.shared(theirs, 8) == named
    assert mine.shared(theirs, 1) == named[:1]


def test_rare_words_are_named_before_common_ones() -> None:
    """By how many wordings have them; among equals in the order of the alphabet."""
    mine, theirs, *_ = wordings(
        ("zebra lantern quay",), ("lantern quay zebra",), ("quay",), ("quay walls",), ("lantern",)
    )
    assert mine.shared(theirs, 3) == ("zebra", "lantern", "quay")


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        ("Loss of Kestrel nests", "Kestrel", True),
        ("Kestrel", "Kestrel", True),
        ("Kestrel nests", "Kestrel eggs", False),
        ("Failure of the old lamps", "Failure of the new lamps", True),
        ("Loss of staff", "Staff", False),
        ("Loss", "Failure", False),
    ],
)
def test_a_name_holds_another_where_nothing_stands_in_its_place(one: str, other: str, holds: bool) -> None:
    """Whichever is the longer; a subject that every body has, or words that only say that it fails, prove nothing."""
    mine, theirs = wordings((one,), (other,))
    assert (mine.holds(theirs), theirs.holds(mine)) == (holds, holds)


@pytest.mark.parametrize(
    ("one", "other", "in_place"),
    [
        ("Breach of the harbour code", "Breach of the pilot code", True),
        ("Loss of harbour pilots", "Loss of harbour fees", True),
        ("Breach of harbour code", "Breach of harbour code in winter", False),
        ("Failure of the old lamps", "Failure of the new lamps", False),
        ("Harbour code breach", "Pilot code breach", False),
        ("Of harbours", "Of pilots", False),
        ("Loss of pilots in the harbour", "Loss of the harbour pilots", False),
    ],
)
def test_another_subject_in_one_place_is_told_from_a_longer_title(one: str, other: str, in_place: bool) -> None:
    """Both open alike up to a preposition and then name another thing; either way round."""
    mine, theirs = (wording.parts[0] for wording in wordings((one,), (other,)))
    assert (mine.in_place(theirs), theirs.in_place(mine)) == (in_place, in_place)


def test_the_same_words_in_another_order_are_all_but_equal() -> None:
    """No more than .99: only the same text is 1."""
    assert likeness(("Flood barrier",), ("Barrier flood",)) == 0.99
    assert likeness(("Failure of lamps",), ("Failure of lamp",)) == 0.99
    assert likeness(("", ""), ("", "")) == 1
    assert likeness(("Flood", ""), ("", "Flood")) < 1


def test_what_differs_on_both_sides_counts_more_than_what_one_side_adds() -> None:
    """And twice as much again where it is the subject, in its one place."""
    added = likeness(("Kestrel nests",), ("Kestrel nests eggs lanterns",))
    both = likeness(("Kestrel nests eggs",), ("Kestrel nests lanterns",))
    assert both < added
    inside = likeness(("Breach of kestrel code",), ("Breach of lantern code",))
    apart = likeness(("Kestrel code breach",), ("Lantern code breach",))
    assert inside < apart


def test_words_say_more_where_fewer_wordings_have_them() -> None:
    """With many to judge by, each word by its rarity alone, and grammar as if a third of them had it."""
    titles = [("quay",)] * 100 + [("lantern",)] * 10 + [("zebra",)]
    rarity = Rarity.of(titles, 200)
    weights = [rarity.weight(word) for word in ("zebra", "lantern", "quay")]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3
    assert rarity.weight("unseen") > rarity.weight("zebra")
    assert (
        rarity.weight("of") == Rarity.of([("of",)] * 37 + [("quay",)] * 74, 200).weight("of") < rarity.weight("lantern")
    )
    assert not rarity.few
    assert Rarity.of(titles).few
    assert Rarity.of(titles, 199).few
