"""Which known word a misspelled one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_MANY = 8
"""How many words are listed one and all."""

_FEW = 5
"""How many of more than that are listed."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "status"?` where a known word is near, else an empty string."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    return _nearest(word, tuple(known))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 (needed only where a word is not known)

    by_lower = {k.lower(): k for k in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def some(word: str, known: Iterable[str], where: str) -> str:
    """The known words; of many, the few that are most like `word`, and how many more `where` lists."""
    listed = tuple(known)
    if len(listed) <= _MANY:
        return ", ".join(listed) or "none"
    from difflib import get_close_matches  # noqa: PLC0415 (as above)

    near = get_close_matches(word, listed, n=_FEW, cutoff=0)
    return f"{', '.join(near)}, and {len(listed) - len(near)} more: see {where}"
