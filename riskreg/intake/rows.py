"""The risks of a report's table as they were read: cells, places, questions, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from riskreg.intake.candidates import Candidate
from riskreg.intake.headings import Header

Cells = Mapping[str, str]
"""Text by column, in the words of `columns.COLUMNS`."""


@frozen
class RiskRow:
    """One risk of the table: one row, or several that belong together."""

    number: int
    """Counted from 1 through the risks of the table."""
    parts: tuple[Cells, ...]
    """What its columns hold; several where merged cells give one risk several rows, the first of which names it."""
    reference: str
    """Where the report states it, as a register's `place`: `10, row 2`."""
    place: str
    """Where the document holds it: `lines 120-124`, `page 3`, `row 7`."""
    category: str = ""
    """What the banner above it says."""
    others: tuple[tuple[str, str], ...] = ()
    """Headings and cells of columns that riskreg has no place for."""
    questions: tuple[str, ...] = ()
    """What is not sure of it."""
    header: Header | None = None
    """The headings of its own table, where they are other words than those of the first."""
    more: tuple[str, ...] = ()
    """The places of the rows behind its first."""
    wrapped: bool = True
    """Whether a line of a cell may end because the page did, and not because its writer ended it."""
    joins: tuple[str, ...] = ()
    """Which rows of the document were put together, and why."""

    def cell(self, role: str) -> str:
        """What a column holds; empty where it is silent or there is none. Rows of one risk on lines of their own."""
        return "\n".join(dict.fromkeys(p[role] for p in self.parts if p.get(role)))


@frozen
class LeftOut:
    """A part of a table that is no risk."""

    place: str
    """Where it stands."""
    text: str
    """What it says."""
    why: str
    """Why it was left out."""
    characters: int
    """How many characters it has, white space not counted."""
    whole: bool = True
    """Whether it is a row of its own, and not a part of one that was read otherwise."""


@frozen
class RiskRows:
    """A document's risk table as it was read."""

    name: str
    """The document."""
    header: Header
    """The headings."""
    heading: str
    """The nearest heading above the table."""
    place: str
    """Where the table stands."""
    rows: tuple[RiskRow, ...]
    """The risks."""
    read: int
    """How many rows of the document were read, headings not counted."""
    left_out: tuple[LeftOut, ...]
    """What of the table is no risk."""
    banners: tuple[str, ...]
    """Rows that stand over others, and are the category of the risks below them."""
    questions: tuple[str, ...]
    """What is not sure of the whole."""
    notes: tuple[str, ...]
    """What a person should know of the reading."""
    looked_at: tuple[Candidate, ...]
    """Every table of the document, and whether it was taken."""
    text: str = ""
    """The beginning of the document outside tables."""

    @property
    def joined(self) -> int:
        """How many rows of the document belong to the risk of a row above them."""
        return self.read - len(self.rows) - self.rows_left_out - len(self.banners)

    @property
    def rows_left_out(self) -> int:
        """How many rows of the document were left out whole."""
        return sum(left.whole for left in self.left_out)

    @property
    def places_joined(self) -> tuple[str, ...]:
        """Where those rows stand."""
        return tuple(place for row in self.rows for place in row.more)

    @property
    def joins(self) -> tuple[str, ...]:
        """Which rows of the document were put together."""
        return tuple(join for row in self.rows for join in row.joins)

    @property
    def asked(self) -> tuple[str, ...]:
        """All questions, those of the whole first."""
        return (*self.questions, *(q for row in self.rows for q in row.questions))
