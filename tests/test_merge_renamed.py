"""Which record of a side is which of the base under another id: by its words, by what it says it takes over."""

from __future__ import annotations

from typing import Any

import pytest

from riskreg.comparison.renamed import renamed_actions, renamed_risks

Records = dict[str, dict[str, Any]]

SAID = "Waves undermine the wall and the road behind it"
FULL: dict[str, Any] = {
    "title": "Sea wall",
    "description": SAID,
    "owner": "Harbour Master",
    "category": "Coast",
    "score": {"current": {"likelihood": 4, "impact": 5}, "target": {"likelihood": 2, "impact": 5}},
}
"""A risk that says eight things."""


def titled(*titles: str, **ids: str) -> Records:
    """Risks of these titles, called a, b, c, or as they are given."""
    return {id: {"title": title} for id, title in {**dict(zip("abcdefg", titles, strict=False)), **ids}.items()}


def test_a_title_is_enough() -> None:
    """Whatever else was changed with the id."""
    was = {"a": FULL, "b": {"title": "Ash dieback"}}
    now = {"z": {"title": "Sea wall", "description": "Rebuilt"}, "b": {"title": "Ash dieback"}}
    assert renamed_risks(was, now) == {"a": "z"}
    assert renamed_risks(was, was) == {}


@pytest.mark.parametrize("without", [{}, {"title": ""}, {"title": "Quay"}])
def test_what_has_no_title_or_another_is_not_one_for_that(without: dict[str, str]) -> None:
    """Two records without a title, as in a file that is not finished, have none in common."""
    rest = {"owner": "Harbour Master"}
    assert renamed_risks({"a": rest}, {"z": {**rest, **without}}) == {}


def test_a_new_title_over_nearly_all_the_rest_is_enough() -> None:
    """Three quarters of what the old record says, a sentence among it."""
    new = {**FULL, "title": "Coastal defences"}
    assert renamed_risks({"a": FULL}, {"z": new}) == {"a": "z"}
    assert renamed_risks({"a": FULL}, {"z": {**new, "owner": "Engineer"}}) == {"a": "z"}
    assert renamed_risks({"a": FULL}, {"z": {**new, "owner": "Engineer", "category": "Sea"}}) == {}
    assert renamed_risks({"a": FULL}, {"z": {**new, "more": "x", "note": "y", "place": "8.1"}}) == {"a": "z"}


@pytest.mark.parametrize("sentence", ["wording", "description", "cause", "event", "consequence", "note"])
def test_owners_scores_and_dates_are_alike_by_chance(sentence: str) -> None:
    """Without a sentence in common they prove nothing, and neither does a sentence with little beside it."""
    plain = {"owner": "Head", "category": "Coast", "score": {"current": {"likelihood": 4, "impact": 5}}}
    old, new = {"title": "One", **plain}, {"title": "Other", **plain}
    assert renamed_risks({"a": old}, {"z": new}) == {}
    assert renamed_risks({"a": {**old, sentence: SAID}}, {"z": {**new, sentence: SAID}}) == {"a": "z"}
    assert renamed_risks({"a": {**old, sentence: SAID}}, {"z": {**new, sentence: "Else"}}) == {}
    little = {"owner": "Head", "category": "Coast", sentence: SAID}
    assert renamed_risks({"a": little}, {"z": {**little, "title": "Other"}}) == {}
    assert renamed_risks({"a": {**little, "place": "8"}}, {"z": {**little, "place": "8"}}) == {"a": "z"}


def test_the_words_of_an_action_are_a_sentence_of_its_risk() -> None:
    """A risk that says little of itself is known by what is done about it."""
    done = {"m": {"action": "Raise the quay wall by a metre", "owner": "Engineer", "status": "planned"}}
    was = {"a": {"title": "One", "owner": "Head", "mitigation": done}}
    assert renamed_risks(was, {"z": {**was["a"], "title": "Other"}}) == {"a": "z"}
    other = {"m": {**done["m"], "action": "Buy pumps"}}
    assert renamed_risks(was, {"z": {**was["a"], "title": "Other", "mitigation": other}}) == {}


def test_what_says_that_it_takes_over_an_id_is_that_risk() -> None:
    """Whatever it is called, and though another one has the title."""
    was = titled("Sea wall", "Ash dieback")
    assert renamed_risks(was, {"z": {"title": "Quay", "supersedes": ["a"]}, "b": was["b"]}) == {"a": "z"}
    now = {"z": {"title": "Ash dieback", "supersedes": ["a"]}}
    assert renamed_risks(was, now) == {"a": "z"}


def test_what_takes_over_several_has_the_name_of_none() -> None:
    """A merge is no new id, even under the title of one of them; nor is a split."""
    was = titled("Sea wall", "Ash dieback")
    assert renamed_risks(was, {"z": {"title": "Coast", "supersedes": ["a", "b"]}}) == {}
    heirs = {id: {"title": id, "supersedes": ["a"]} for id in "yz"}
    assert renamed_risks(was, {**heirs, "b": was["b"]}) == {}


@pytest.mark.parametrize("odd", ["a", 7, {"a": 1}])
def test_a_malformed_list_says_nothing(odd: object) -> None:
    """A merge also reads files that check would refuse."""
    assert renamed_risks(titled("Sea wall"), {"z": {"title": "Quay", "supersedes": odd}}) == {}


def test_of_two_that_it_might_be_it_is_neither() -> None:
    """Two of one title, on either side."""
    assert renamed_risks(titled("Floods"), titled(y="Floods", z="Floods")) == {}
    assert renamed_risks(titled("Floods", "Floods"), titled(z="Floods")) == {}


def test_ids_that_changed_places_or_were_passed_on_are_followed() -> None:
    """By the titles, since the ids say nothing then; what stayed under its id stays, and what is unlike is none."""
    was = titled("Sea wall", "Ash dieback", "Fraud")
    assert renamed_risks(was, titled("Ash dieback", "Sea wall", "Fraud")) == {"a": "b", "b": "a"}
    assert renamed_risks(was, titled("Flood", "Sea wall", "Ash dieback")) == {"a": "b", "b": "c"}
    assert renamed_risks(was, titled("Sea wall", "Fraud", "Else")) == {"c": "b"}
    assert renamed_risks(was, titled("Sea wall", "Else", "More")) == {}
    assert renamed_risks(was, titled("Ash dieback", "Ash dieback", "Fraud")) == {}


def test_a_risk_that_kept_its_id_and_most_of_its_text_is_not_given_away() -> None:
    """Another one may take up its old title: the rest says which of them it is."""
    now = {"a": {**FULL, "title": "Coastal defences"}, "b": {"title": "Sea wall"}}
    assert renamed_risks({"a": FULL, "b": {"title": "Fraud"}}, now) == {}


def test_a_namesake_that_stayed_under_its_id_does_not_stand_in_the_way() -> None:
    """Of two risks of one title one kept its id, the other went to a new one and left its own to something else."""
    was = {"a": FULL, "b": {"title": "Sea wall"}}
    for stayed in (FULL, {**FULL, "title": "Coastal defences"}):
        assert renamed_risks(was, {"a": stayed, "b": {"title": "Fire"}, "c": {"title": "Sea wall"}}) == {"b": "c"}


def test_ids_are_passed_on_by_the_text_under_new_titles_too() -> None:
    """Each under the id of the other, each with another title: nearly all else tells."""
    other = {**FULL, "title": "Fraud", "description": "Invoices are paid twice and nobody looks", "owner": "Auditor",
             "category": "Money", "score": {"current": {"likelihood": 1, "impact": 1}}}  # fmt: skip
    now = {"a": {**other, "title": "Invoices"}, "b": {**FULL, "title": "Coastal defences"}}
    assert renamed_risks({"a": FULL, "b": other}, now) == {"a": "b", "b": "a"}


@pytest.mark.parametrize("prefix", ["new", ""])
def test_where_whole_registers_were_replaced_only_titles_are_compared(prefix: str) -> None:
    """Two and a half thousand pairs are compared by all their values; of more, those of one title are found still."""

    def found(number: int, title: str) -> dict[str, str]:
        was = {
            f"a{n}": {**FULL, "title": f"One {n}", "description": f"{SAID} {n}", "place": f"{n}"} for n in range(number)
        }
        now = {
            f"{prefix or 'a'}{(n + 1) % number}": {**r, "title": title.format(n)} for n, r in enumerate(was.values())
        }
        return renamed_risks(was, now)

    assert len(found(8, "Other {}")) == 8
    assert len(found(50, "Other {}")) == 50
    assert found(51, "Other {}") == {}
    assert len(found(51, "One {}")) == 51


def test_an_action_is_known_by_its_words_alone() -> None:
    """Owners and dates of actions are alike too often; a reference to it is RISK.ACTION."""
    old = {"action": "Raise the wall", "owner": "Engineer", "due": "2025", "status": "planned", "note": SAID}
    new = {**old, "action": "Strengthen the groynes"}
    assert renamed_actions("r", {"m": old}, {"n": {"action": "Raise the wall"}}) == {"m": "n"}
    assert renamed_actions("r", {"m": old}, {"n": new}) == {}
    assert renamed_actions("r", {"m": old}, {"n": {**new, "supersedes": ["r.m"]}}) == {"m": "n"}
    assert renamed_actions("r", {"m": old}, {"n": {**new, "supersedes": ["m"]}}) == {}
    assert renamed_actions("r", {"m": old}, {"n": {**new, "supersedes": ["q.m"]}}) == {}
    other = {"action": "Buy pumps"}
    assert renamed_actions("r", {"m": old, "n": other}, {"m": other, "n": old}) == {"m": "n", "n": "m"}
