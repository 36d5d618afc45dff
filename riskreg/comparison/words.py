"""The words that changed: two texts as one, in spans that were kept, removed and added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

LEAST_KEPT = 0.5
"""Where less than this share of the words stays, two texts are not read as one."""

_MOST = 800
"""Texts that differ over a longer stretch of words are not read as one either: it would take too long, to no use."""


class SpanKind(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Span(NamedTuple):
    """Words that stand together and share a fate."""

    kind: SpanKind
    """What became of them."""
    text: str
    """The words."""


def words_changed(earlier: str, later: str) -> tuple[Span, ...]:
    """Both texts as one; empty where they are not alike enough for that, or differ in white space alone.

    Words are what white space parts. The kept and the removed ones are those of the earlier text, the kept and the
    added ones those of the later, in their order; no span is empty, and in a span single spaces stand between words.
    """
    was, now = earlier.split(), later.split()
    start = _agreeing(was, now)
    end = _agreeing(was[start:][::-1], now[start:][::-1])
    old, new = was[start : len(was) - end], now[start : len(now) - end]
    if not (old or new) or max(len(old), len(new)) > _MOST:
        return ()
    middle = tuple(_runs(old, new))
    kept = start + end + sum(len(run) for kind, run in middle if kind is SpanKind.KEPT)
    if 2 * kept < LEAST_KEPT * (len(was) + len(now)):
        return ()
    runs = ((SpanKind.KEPT, was[:start]), *middle, (SpanKind.KEPT, was[len(was) - end :]))
    return tuple(Span(kind, " ".join(run)) for kind, run in runs if run)


_Run = tuple[SpanKind, Sequence[str]]


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield SpanKind.KEPT, old[i:j]
        else:
            yield SpanKind.REMOVED, old[i:j]
            yield SpanKind.ADDED, new[k:m]
