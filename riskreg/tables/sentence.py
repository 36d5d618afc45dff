"""A comparison in one sentence, and its balance in one line.

What left without a reason is never made to sound closed: `not reported` and unaccounted are counted together, as left
out without a reason given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from riskreg.comparison.change import Change, Comparison, Kind
from riskreg.model.register import Reason
from riskreg.tables.wording import count

_MINUS = "\u2212"


def sentence(comparison: Comparison, earlier: str, later: str, continued: str = "continued under another id") -> str:
    """`2022 holds 3 risks, 2021 held 11: 1 carried with changes, 1 new; 8 left out without a reason given.`"""
    held = f"{later} holds {count(len(comparison.later.risks), 'risk')}, {earlier} held {len(comparison.earlier.risks)}"
    said = "; ".join(filter(None, (", ".join(_stayed(comparison, continued)), ", ".join(_left(comparison)))))
    return f"{held}: {said}." if said else f"{held}."


def balance_line(comparison: Comparison) -> str:
    """`Balance: 11 + 1 new − 1 in merges − 8 left out = 3`, or `Balance: 31, unchanged`."""
    balance = comparison.balance()
    silent = len(_silent(comparison))
    steps = (
        (balance.new, "new"),
        (balance.returned, "returned"),
        (balance.split, "by splits"),
        (balance.merged, "in merges"),
        (balance.regrouped, "regrouped"),
        (balance.removed + balance.unaccounted + silent, "removed"),
        (-silent, "left out"),
    )
    moves = "".join(f" {'+' if n > 0 else _MINUS} {abs(n)} {word}" for n, word in steps if n)
    return (
        f"Balance: {balance.opening}{moves} = {balance.closing}" if moves else f"Balance: {balance.closing}, unchanged"
    )


def _silent(comparison: Comparison) -> tuple[Change, ...]:
    """Risks that were left out without a reason given."""
    unreported = (c for c in comparison.of_kind(Kind.REMOVED) if c.reason is Reason.NOT_REPORTED)
    return (*unreported, *comparison.of_kind(Kind.UNACCOUNTED))


def _stayed(comparison: Comparison, continued: str) -> Iterator[str]:
    carried = comparison.of_kind(Kind.CARRIED)
    changed = sum(c.changed for c in carried)
    yield from _some(len(carried) - changed, "carried unchanged")
    yield from _some(changed, "carried with changes")
    yield from _some(len(comparison.of_kind(Kind.CONTINUED)), continued)
    yield from _into(comparison.of_kind(Kind.MERGED), "merged")
    yield from _into(comparison.of_kind(Kind.SPLIT), "split")
    yield from _into(comparison.of_kind(Kind.REGROUPED), "regrouped")
    yield from _some(len(comparison.of_kind(Kind.NEW)), "new")
    yield from _some(len(comparison.of_kind(Kind.RETURNED)), "returned")


def _left(comparison: Comparison) -> Iterator[str]:
    reasons = Counter(c.reason for c in comparison.of_kind(Kind.REMOVED))
    reasons.pop(Reason.NOT_REPORTED, None)
    for reason in Reason:
        several = reason is Reason.BECAME_AN_ISSUE and reasons[reason] > 1
        yield from _some(reasons[reason], "became issues" if several else reason)
    yield from _some(len(_silent(comparison)), "left out without a reason given")


def _some(number: int, what: str) -> Iterator[str]:
    if number:
        yield f"{number} {what}"


def _into(changes: Iterable[Change], what: str) -> Iterator[str]:
    changes = tuple(changes)
    if changes:
        yield f"{sum(len(c.earlier) for c in changes)} {what} into {sum(len(c.later) for c in changes)}"
