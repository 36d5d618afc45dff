"""A table as a reader finds it in a document: cells as text, and where it stands; what all readers hand on."""

from __future__ import annotations

from attrs import frozen


@frozen
class GridRow:
    """One row of a table, as the document breaks it: a repeated header or half a row is a row too."""

    cells: tuple[str, ...]
    """Text of each cell; its paragraphs on lines of their own, a list's points begin with `* `. A merged cell stands
    in the first of its places, or in all where the reader knows that it spans rows."""
    place: str
    """Where it stands, as people say it: `lines 120-124`, `page 3`, `row 7`."""
    page: int = 0
    """The page, counted from 1; 0 where the form has no pages."""
    doubts: tuple[str, ...] = ()
    """What the reader was not sure of in this row, as questions to the person, each with its place."""


@frozen
class Grid:
    """One table of a document."""

    rows: tuple[GridRow, ...]
    """From top to bottom, the header included; over pages as well where the reader knows that it goes on."""
    place: str
    """Where it stands, as people say it: `table 2`, `sheet Risks`, `page 3`."""
    heading: str = ""
    """The nearest heading above it, where the form has any: `10. Risk implications`."""
    doubts: tuple[str, ...] = ()
    """What the reader was not sure of, each with its place, as a question to the person."""
    hidden: tuple[GridRow, ...] = ()
    """Rows that the document holds and does not show, or strikes out: they are read as left out. Where a row has a
    doubt, that is why."""


@frozen
class Document:
    """What a reader found in a document."""

    grids: tuple[Grid, ...]
    """Its tables, in order."""
    notes: tuple[str, ...] = ()
    """What a person should know of the reading: text without tables, an encoding that was guessed."""
    text: str = ""
    """The text outside tables, as far as it is needed to know the document again."""
    form: str = ""
    """The form that it was read from: Word, PDF, Excel, HTML, Markdown, CSV or text."""

    @property
    def wrapped(self) -> bool:
        """Whether a line of a cell may end because the page did, and not because its writer ended it."""
        return self.form not in ("Word", "Excel", "HTML", "Markdown", "CSV")

    @property
    def coloured(self) -> bool:
        """Whether its cells may say by a colour what they do not say in words."""
        return self.form in ("Word", "PDF", "Excel", "HTML")
