"""Colour for marked words on a terminal: red for removed, green for added; the marks themselves stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from riskreg.comparison.words import SpanKind
from riskreg.tables.cells import shown
from riskreg.tables.marked import Marked

_COLOURS = {SpanKind.KEPT: "", SpanKind.REMOVED: "\x1b[31m", SpanKind.ADDED: "\x1b[32m"}
_PLAIN = "\x1b[0m"


def painted(lines: Sequence[str], text: Marked) -> list[str]:
    """The lines that a marked text was folded into, with colour; no colour runs on over the end of a line.

    Folding moves white space alone, so the other characters are met again one by one. White space at the end of a line
    is left out.
    """
    kinds = (kind for kind, piece in text.pieces() for c in shown(piece) if not c.isspace())
    return ["".join(_runs(line.rstrip(), kinds)) for line in lines]


def _runs(line: str, kinds: Iterator[SpanKind]) -> Iterator[str]:
    fates: list[SpanKind] = []
    for character in line:
        # White space takes the colour before it, and none at the start: it shows none.
        fates.append((fates or [SpanKind.KEPT])[-1] if character.isspace() else next(kinds))
    for kind, run in groupby(zip(fates, line, strict=True), lambda pair: pair[0]):
        words = "".join(character for _, character in run)
        yield f"{_COLOURS[kind]}{words}{_PLAIN}" if kind is not SpanKind.KEPT else words
