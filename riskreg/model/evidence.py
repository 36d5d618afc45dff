"""What a statement rests on: a card and a place in its document, a verdict of somebody outside, a cost."""

from __future__ import annotations

from typing import Self

from attrs import frozen

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
_POUNDS = "GBP"


@frozen
class Evidence:
    """A place in a document that a card describes; written `CARD: PLACE`."""

    card: str
    """The card's file name without `.toml`: `2021-09`."""
    place: str
    """Where in the document: `5.1`, `para 3`, `8.1, row 8`, or words."""

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Read `CARD: PLACE`. Raises ValueError where the text is not of that form."""
        card, colon, place = text.partition(": ")
        if not colon or not card.strip() or not place.strip() or card != card.strip() or place != place.strip():
            raise ValueError(text)
        return cls(card, place)

    def __str__(self) -> str:
        return f"{self.card}: {self.place}"


@frozen
class Assurance:
    """Who has confirmed what about a risk."""

    by: str
    """The body that confirmed it: "Ofsted"."""
    finding: str
    """What it found."""
    place: str | None = None
    """Where the register's source says so."""

    def __str__(self) -> str:
        return f"{self.by}: {self.finding}" + (f" ({self.place})" if self.place else "")


@frozen
class Cost:
    """What an action costs, as a source prints it."""

    amount: int
    """Whole units of the register's currency."""
    period: str | None = None
    """What the amount is for: "2021/22", "each later year"."""
    note: str | None = None
    """What else the source says of it."""

    def said(self, currency: str | None) -> str:
        """`£3,000,000 2021/22 (first year)`, in the currency of its register: a sign where there is a common one."""
        code = currency or _POUNDS
        sign = _SIGNS.get(code, f"{code} ")
        minus = "-" if self.amount < 0 else ""
        period, note = (f" {self.period}" if self.period else ""), (f" ({self.note})" if self.note else "")
        return f"{minus}{sign}{abs(self.amount):,}{period}{note}"
