"""The actions of a risk beside those of its row: one that the row hardly says, and one of the row that none says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from attrs import frozen

from riskreg.comparison.likeness import words
from riskreg.comparison.stems import GRAMMAR, stem
from riskreg.intake.columns import ACTIONS
from riskreg.intake.nothing import points_elsewhere, says_nothing
from riskreg.intake.plain import folded
from riskreg.intake.points import points
from riskreg.intake.rows import RiskRow

LITTLE = 0.25
"""Texts that share less than this of their words do not say the same.

Of the registers of the real reports, which say everything in other words and part one sentence into several actions,
each action without a place of its own has 0.33 or more of its words in its row, and of each action of a row the risk
has 0.47 or more.
"""


def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text that say something."""
    return frozenset(map(stem, words(text))) - GRAMMAR


@frozen
class RowActions:
    """The actions of the rows that one risk stands for, to be held against those of the risk."""

    stated: tuple[tuple[int, str], ...]
    """Each as the import reads it, with the number of its row."""
    text: str
    """All that the rows say."""

    @classmethod
    def of(cls, rows: Sequence[RiskRow], text: str) -> RowActions:
        """The actions of these rows, which say `text`; what only says that there is none is no action."""
        return cls(tuple((row.number, action) for row in rows for action in _stated(row)), text)

    def invented(self, actions: Sequence[str]) -> Iterator[int]:
        """Which of a risk's actions, counted from 0, its rows hardly say."""
        same = self._same(actions)
        own = stems_of("\n".join(text for _, text in self.stated if folded(text) not in same) if same else self.text)
        left = ((at, action) for at, action in enumerate(actions) if folded(action) not in same)
        return (at for at, action in left if _share(action, own) < LITTLE)

    def unsaid(self, actions: Sequence[str], said: str) -> Iterator[tuple[int, str]]:
        """The actions of the rows that a risk with these actions, which says `said` in all, hardly says."""
        same = self._same(actions)
        own = stems_of("\n".join(a for a in actions if folded(a) not in same) if same else said)
        left = ((row, text) for row, text in self.stated if folded(text) not in same)
        return ((row, text) for row, text in left if _share(text, own) < LITTLE)

    def _same(self, actions: Sequence[str]) -> frozenset[str]:
        """The actions that are worded as the rows have them, where they are half or more, as in a draft.

        They are settled: what is left on both sides has to say each other, and words that it shares with them prove
        nothing. Elsewhere a register says in several actions, or in prose, what a row says in one.
        """
        same = {folded(text) for _, text in self.stated} & {folded(text) for text in actions}
        return frozenset(same if 2 * len(same) >= len(actions) else ())


def _stated(row: RiskRow) -> tuple[str, ...]:
    cells = dict.fromkeys(part[role] for part in row.parts for role in ACTIONS if part.get(role))
    found = chain.from_iterable(points(cell).actions for cell in cells)
    return tuple(dict.fromkeys(text for text in found if not (says_nothing(text) or points_elsewhere(text))))


def _share(text: str, stems: frozenset[str]) -> float:
    own = stems_of(text)
    return len(own & stems) / len(own) if own else 1.0
