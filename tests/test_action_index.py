"""The index of actions leaves out nothing that judging every pair would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskreg.comparison.action_index import ActionIndex
from riskreg.comparison.action_wording import alike
from riskreg.model.risk import Mitigation

WORDS = "review reviewing the of risk staff training plan plans budget flood Flooding asset quarterly board 2022 bridge"
ACTIONS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=7).map(
    lambda words: Mitigation(id="m", action=" ".join(words))
)


@given(ACTIONS, st.lists(ACTIONS, max_size=30))
def test_what_is_alike_is_found(action: Mitigation, others: list[Mitigation]) -> None:
    """The same actions in the same order as where every one of them is judged."""
    found = list(ActionIndex(others).alike(action))
    assert found == [number for number, other in enumerate(others) if alike(action, other)]


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_of_any_text_too(action: str, others: list[str]) -> None:
    """Punctuation, other scripts, no words at all: the index holds them as the judgement does."""
    actions = [Mitigation(id="m", action=text) for text in others]
    found = list(ActionIndex(actions).alike(Mitigation(id="m", action=action)))
    assert found == [number for number, other in enumerate(actions) if alike(Mitigation(id="m", action=action), other)]
