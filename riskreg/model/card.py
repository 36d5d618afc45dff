"""A card: what a source document is, and enough to know it again."""

from __future__ import annotations

from attrs import frozen

from riskreg.model.dates import PartialDate


@frozen
class RiskTable:
    """The risk table of a document."""

    place: str
    """Where it stands: "10"."""
    columns: tuple[str, ...]
    """Its column headings, as printed."""
    rows: int
    """How many risks it lists."""


@frozen(kw_only=True)
class Card:
    """One source document; the document itself is not ours to publish."""

    title: str
    """What the document is called; a description where it prints no title, and then its note says so."""
    kind: str
    """What sort of document it is: "scrutiny report"."""
    date: PartialDate
    """The date of the document, as far as it is known."""
    organisation: str
    """The body that issued it."""
    committee: str | None = None
    """The committee it went to."""
    file: str
    """The file name it was read from."""
    sha256: str
    """The SHA-256 digest of that file, 64 hexadecimal digits."""
    address: str | None = None
    """Where it is published."""
    note: str | None = None
    """What the document does not print itself, and how it was found out."""
    risk_table: RiskTable | None = None
    """Its risk table; None where it has none."""
