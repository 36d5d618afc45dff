"""Costs as people write them elsewhere: the amount that each was meant to be, to copy from a hint."""

from __future__ import annotations

import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?:(?P<sign>[£€$]) ?)?(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,9})?)"
    r" ?(?P<times>(?:k|m|bn|thousand|million|billion)?)"
    r"(?:,? (?P<note>[^0-9]+))?",
    re.IGNORECASE,
)
_TIMES = {"": 1, "k": 1000, "t": 1000, "m": 10**6, "b": 10**9}
_MOST_DIGITS = 18
_UNKNOWN = "…"
"""The form alone: nobody is to take over the amount of an example."""


def meant(value: object) -> tuple[str, dict[str, str]]:
    """The amount that a value states, in digits, and what else it says by key; where that is not plain, the form."""
    if isinstance(value, dict):
        return meant(value.get("amount"))[0], {key: str(value[key]) for key in ("period", "note") if key in value}
    if not isinstance(value, str):
        return _digits(value), {}
    plain = _AMOUNT.fullmatch(" ".join(value.split()))
    # "5 posts" is no amount of money.
    if plain is None or (plain["note"] and not plain["sign"]):
        return _UNKNOWN, {}
    amount = Decimal(plain["number"].replace(",", "")) * _TIMES[plain["times"].lower()[:1]]
    whole = int(amount) if amount == int(amount) else None
    return _digits(whole), {"note": plain["note"]} if plain["note"] else {}


def _digits(value: object) -> str:
    """A whole number as a register may write it, with a mark between thousands."""
    whole = int(value) if type(value) is int or (isinstance(value, float) and value.is_integer()) else None
    return _UNKNOWN if whole is None or abs(whole) >= 10**_MOST_DIGITS else f"{whole:_}"
