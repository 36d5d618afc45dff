"""Long text broken into lines, and the width there is shared out among columns.

tabulate's own `maxcolwidths` is four times slower, strips spaces and knows nothing of fairness.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BULLET = "• "
"""Begins an item of a list within a cell; its further lines are indented as far."""

_SHORT = 18
"""A column no wider than this, such as one of scores or dates, is not folded while there is room."""

_LONG_WORD = 24
"""A longer word, such as an id of many parts, has no claim to stand on one line."""


class Want(NamedTuple):
    """How much width a column could use."""

    natural: int
    """The length of its longest line: more is of no use to it."""
    least: int
    """What it should have: with less, words would be broken."""
    weight: int
    """Its claim on the rest; grows more slowly than its text, so that columns of few words stay readable."""


def want(texts: Sequence[str]) -> Want:
    """What a column of these texts could use."""
    natural = max((len(line) for text in texts for line in text.split("\n")), default=0)
    longest_word = max((len(word) for text in texts for word in text.split()), default=0)
    least = natural if natural <= _SHORT else min(longest_word, _LONG_WORD)
    return Want(natural, least, 1 + int(max(map(len, texts), default=0) ** 0.7))


def share_out(wants: Sequence[Want], room: int) -> list[int]:
    """A width for each column, together at most `room`: what is natural where it fits, else a share by weight."""
    leasts = _leasts(wants, room)
    widths = [0] * len(wants)
    contested = list(range(len(wants)))
    while contested:
        weights = sum(wants[i].weight for i in contested)
        share = {i: room * wants[i].weight // weights for i in contested}
        # First those that need more than their share: it is the others who have to give way.
        settled = {i: leasts[i] for i in contested if leasts[i] > share[i]}
        settled = settled or {i: wants[i].natural for i in contested if wants[i].natural <= share[i]} or share
        for i, width in settled.items():
            widths[i] = width
        room -= sum(settled.values())
        contested = [i for i in contested if i not in settled]
    return widths


def _leasts(wants: Sequence[Want], room: int) -> list[int]:
    """What each column should have; where that is too much together, those that need most are cut down to one size."""
    sizes = range(max((w.least for w in wants), default=0), 0, -1)
    size = next((s for s in sizes if sum(min(w.least, s) for w in wants) <= room), 1)
    return [min(w.least, size) for w in wants]


def fold(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` characters; its line breaks stay, longer words are broken."""
    return [folded for line in text.split("\n") for folded in _fold_line(line, width)]


def _fold_line(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    indent = len(BULLET) if line.startswith(BULLET) and width > 4 * len(BULLET) else 0
    words = line.split()
    if max(map(len, words), default=0) + indent <= width and " ".join(words) == line:
        return _filled(words, width, indent)
    from textwrap import TextWrapper  # seldom needed, and dear

    wrapper = TextWrapper(width, expand_tabs=False, replace_whitespace=False)
    # An id is kept whole, so that it can be copied, and only broken (at a hyphen) where it has to be.
    wrapper.break_on_hyphens = any(len(word) > width for word in words)
    wrapper.subsequent_indent = " " * indent
    return wrapper.wrap(line) or [""]


def _filled(words: list[str], width: int, indent: int) -> list[str]:
    """Words that all fit, put into lines as `textwrap` does, which takes six times as long: nearly all text is so."""
    lines, start, length = [], 0, -1
    room = width
    for number, word in enumerate(words):
        if length + 1 + len(word) > room:
            lines.append(" ".join(words[start:number]))
            start, length, room = number, -1, width - indent
        length += 1 + len(word)
    lines.append(" ".join(words[start:]))
    margin = " " * indent
    return lines[:1] + [margin + line for line in lines[1:]]
