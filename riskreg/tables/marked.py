"""Text with marks: which of its words were removed, and which added.

As plain text the marks are `[-removed-]` and `{+added+}`. Nothing that a file contains can be taken for a mark or break
one: where the text itself has one of these pairs of signs, a backslash stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from riskreg.comparison.words import Span, SpanKind

_LIKE_MARKS = re.compile(r"\[\\*(?=-)|-\\*(?=\])|\{\\*(?=\+)|\+\\*(?=\})")
"""The first sign of a pair, with any backslashes after it: one more keeps different texts different."""

_SIGNS = {SpanKind.KEPT: ("", ""), SpanKind.REMOVED: ("[-", "-]"), SpanKind.ADDED: ("{+", "+}")}


class Marked(NamedTuple):
    """Text that knows what became of its words."""

    spans: tuple[Span, ...]
    """In their order; spaces that part marked words from others stand in kept spans."""

    @classmethod
    def of(cls, spans: Sequence[Span]) -> Marked:
        """The words of a comparison, a space between one span and the next unless a word stands for another."""
        spaced: list[Span] = []
        for span in spans:
            if spaced and (spaced[-1].kind, span.kind) != (SpanKind.REMOVED, SpanKind.ADDED):
                spaced.append(Span(SpanKind.KEPT, " "))
            spaced.append(span)
        return cls(tuple(_joined(spaced)))

    def pieces(self) -> Iterator[tuple[SpanKind, str]]:
        """Each span as plain text, with its marks."""
        for span in self.spans:
            before, after = _SIGNS[span.kind]
            yield span.kind, before + _LIKE_MARKS.sub(r"\g<0>\\", span.text) + after

    def __str__(self) -> str:
        return "".join(text for _, text in self.pieces())


Phrase = str | Marked
"""Text, with marks or without."""


def together(*pieces: Phrase) -> Phrase:
    """The pieces as one text; marked where any of them is."""
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(map(str, pieces))
    spans = (s for p in pieces for s in ((Span(SpanKind.KEPT, p),) if isinstance(p, str) else p.spans))
    return Marked(tuple(_joined(spans)))


def below(lines: Iterable[Phrase]) -> Phrase | None:
    """The lines one below another; None where there are none."""
    parted = [piece for line in lines for piece in ("\n", line)][1:]
    return together(*parted) if parted else None


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Kept text that stands together as one span, so that a pair of signs is seen wherever it comes about."""
    for kept, group in groupby(spans, lambda span: span.kind is SpanKind.KEPT):
        if kept:
            yield Span(SpanKind.KEPT, "".join(span.text for span in group))
        else:
            yield from group
