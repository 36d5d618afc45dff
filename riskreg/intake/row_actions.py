"""The actions of a risk beside those of its row: one that the row hardly says, and one of the row that none says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from riskreg.comparison.likeness import words
from riskreg.comparison.stems import GRAMMAR, stem
from riskreg.intake.columns import ACTIONS
from riskreg.intake.nothing import points_elsewhere, says_nothing
from riskreg.intake.plain import quoted
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


def is_of(action: str, row: str) -> bool:
    """Whether an action says what its row says, as far as words tell."""
    return _shares(action, stems_of(row))


def row_actions(row: RiskRow) -> tuple[str, ...]:
    """The actions that a row states, as the import reads them; what only says that there is none is no action."""
    cells = dict.fromkeys(part[role] for part in row.parts for role in ACTIONS if part.get(role))
    found = chain.from_iterable(points(cell).actions for cell in cells)
    return tuple(dict.fromkeys(text for text in found if not (says_nothing(text) or points_elsewhere(text))))


def unsaid(row: RiskRow, said: Sequence[str]) -> Iterator[str]:
    """The actions of a row that the texts of its risks hardly say."""
    own = frozenset(chain.from_iterable(map(stems_of, said)))
    for text in row_actions(row):
        if not _shares(text, own):
            yield f"row {row.number} has the action {quoted(text)}, and no action of its risk says it"


def _shares(text: str, stems: frozenset[str]) -> bool:
    own = stems_of(text)
    return not own or len(own & stems) >= LITTLE * len(own)
