"""How deep and how large the values of a TOML text may be: what is asked of every text, a good one too."""

from __future__ import annotations

MAX_DEPTH = 50
"""How many keys and indexes may lead to a value. A register needs 6; parsers give out at some hundreds."""

_LARGEST = 2**63


def too_large(value: object) -> bool:
    """Whether a value is a whole number that TOML leaves no room for."""
    return type(value) is int and not -_LARGEST <= value < _LARGEST
