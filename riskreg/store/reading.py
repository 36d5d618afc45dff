"""A file as it was read: its record as far as it can be made out, and every fault with its place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import field, frozen

from riskreg.errors import InvalidRegister
from riskreg.finding import Finding, Path, Spot, address
from riskreg.model.card import Card
from riskreg.model.register import Register
from riskreg.model.settings import Settings
from riskreg.store.fault import At, Fault

if TYPE_CHECKING:
    from riskreg.store.positions import Positions

T = TypeVar("T", Register, Card, Settings)

_LONGEST_ADDRESS, _LONGEST = 300, 1000
"""No more characters are told of where a value stands, what it is, and what to do: a key may be as long as its file."""


@frozen
class Text:
    """The text of a file, and where its values stand. Positions are worked out only when something is wrong."""

    file: str
    """The file as messages call it."""
    original: str = field(repr=False)
    """The text as it was found, without a byte order mark."""
    parsed: str = field(repr=False)
    """The text as it was parsed: the same lines, the faulty ones mended or blank."""

    @cached_property
    def positions(self) -> Positions:
        """Where everything stands in the parsed text."""
        from riskreg.store.positions import locate

        return locate(self.parsed)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.original.split("\n")

    def finding(self, fault: Fault) -> Finding:
        """A fault with its place."""
        return self.at(self._spot(fault), fault.code, address(fault.path), fault.message, fault.hint)

    def finding_at(self, path: Path, fault: Fault) -> Finding:
        """A fault told at another place than its own, as one about something that is not there."""
        spot = self.positions.header(path) or self.positions.nearest(path)
        return self.at(spot, fault.code, address(fault.path), fault.message, fault.hint)

    def at(self, spot: Spot, code: str, address: str, message: str, hint: str) -> Finding:
        """A fault at a place that is known already."""
        line = self.lines[spot.line - 1].removesuffix("\r") if spot.line <= len(self.lines) else ""
        width = max(1, min(spot.width, len(line) - spot.column + 1))
        advice = "\n".join(_cut(part, _LONGEST) for part in hint.split("\n"))  # some give lines to add
        about, found = _cut(address, _LONGEST_ADDRESS), _cut(message, _LONGEST)
        return Finding(self.file, spot.line, spot.column, code, about, found, advice, line, width)

    def _spot(self, fault: Fault) -> Spot:
        table = fault.path[:-1] if fault.code == "E203" else fault.path
        return self._exact(table, fault.at) or self.positions.nearest(table)

    def _exact(self, path: Path, at: At) -> Spot | None:
        where = self.positions
        match at:
            case At.VALUE:
                return where.value(path)
            case At.KEY:
                return where.key(path)
            case At.HEADER:
                return where.header(path) or where.key(path)


@frozen
class Reading(Generic[T]):
    """What was made of one file."""

    text: Text
    """The file's text, to point into."""
    record: T | None
    """The record, without what is faulty; None where nothing could be made out."""
    findings: tuple[Finding, ...]
    """Its faults, in the order of the file."""
    incomplete: bool
    """Whether risks or lineage of the file may be missing from the record, so that their absence proves nothing."""

    def valid(self) -> T:
        """The record of a file without faults. Raises InvalidRegister with all of them."""
        if self.findings or self.record is None:
            raise InvalidRegister(self.findings)
        return self.record


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the file, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.file, f.line, f.column, f.code)))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
