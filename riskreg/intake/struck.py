"""Text that a document strikes out: left out as its author means it, a whole row where the row is struck, and told.

Registers strike out risks that are closed and actions that are done; read as live they would be risks again.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskreg.intake.plain import quoted

STRUCK_ROW = "the document strikes this row out"
"""Why such a row is left out."""

_SHOWN = 5


def is_struck_row(every: Sequence[str], live: Sequence[str]) -> bool:
    """Whether a row is struck out, from its texts with and without what is struck.

    A date, a reference or a word such as Closed that stays keeps no row alive: the row is struck where two thirds of
    its cells are struck whole, and no other holds as much as two words.
    """
    filled = [(text, rest) for text, rest in zip(every, live, strict=True) if text.strip()]
    stays = [rest for _, rest in filled if rest.strip()]
    struck = len(filled) - len(stays)
    return struck > 0 and struck * 3 >= len(filled) * 2 and all(_words(rest) < 2 for rest in stays)


def _words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in text.split())


def struck_note(where: str, pieces: Sequence[str]) -> tuple[str, ...]:
    """What is said of struck-out text within rows that stay, with its words; nothing where there is none."""
    if not pieces:
        return ()
    some = ", ".join(quoted(piece) for piece in pieces[:_SHOWN])
    more = f" and {len(pieces) - _SHOWN} more" if len(pieces) > _SHOWN else ""
    return (f"{where}{len(pieces)} piece{'s'[: len(pieces) > 1]} of struck-out text left out: {some}{more}",)
