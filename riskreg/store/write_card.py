"""A card as text, as far as it is known; what is not known stands as a comment for a person to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from riskreg.store.write import line


def card_text(
    known: Mapping[str, Any], table: Mapping[str, Any] | None, remarks: Mapping[str, str], top: Sequence[str] = ()
) -> str:
    """The lines of a card: each key with its value, or with a comment where it is not known.

    `remarks` are said behind a key that is known, and instead of one that is not; `table` is the risk table, None where
    there is none. The text is a valid card only once every key that must be there is known.
    """
    lines = [*(f"# {said}" for said in top), *([""] if top else []), *_lines(known, remarks)]
    if table is not None:
        lines += ["", "[risk-table]", *_lines(table, remarks)]
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, Any], remarks: Mapping[str, str]) -> Iterable[str]:
    for key, value in values.items():
        said = remarks.get(key)
        if value is None:
            yield f"# {key} =  QUESTION: {said}"
        else:
            yield f"{line(key, value)}  # {said}" if said else line(key, value)
