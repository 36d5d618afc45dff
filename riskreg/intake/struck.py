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

    A date or a reference that somebody forgot to strike keeps no row alive: where half of the cells are struck whole,
    and the one with the most letters is among them, so is the row.
    """
    filled = [(text, rest) for text, rest in zip(every, live, strict=True) if text.strip()]
    struck = [text for text, rest in filled if not rest.strip()]
    most = max((_letters(text) for text, _ in filled), default=0)
    return bool(struck) and len(struck) * 2 >= len(filled) and max(map(_letters, struck)) == most


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def struck_note(where: str, pieces: Sequence[str]) -> tuple[str, ...]:
    """What is said of struck-out text within rows that stay, with its words; nothing where there is none."""
    if not pieces:
        return ()
    some = ", ".join(quoted(piece) for piece in pieces[:_SHOWN])
    more = f" and {len(pieces) - _SHOWN} more" if len(pieces) > _SHOWN else ""
    return (f"{where}{len(pieces)} piece{'s'[: len(pieces) > 1]} of struck-out text left out: {some}{more}",)
