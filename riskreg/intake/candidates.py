"""Which tables of a document are risk tables, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from attrs import frozen

from riskreg.intake.columns import role_of
from riskreg.intake.grid import Document, Grid
from riskreg.intake.headings import Header, header_of
from riskreg.intake.plain import folded, quoted

_MONEY = re.compile(r"^[-(]?\s*[£$€]?\s*[-(]?[\d,]+(?:\.\d+)?\)?\s*(?:%|k|m|bn)?\)?$")
_SCALE = frozenset(
    (
        "almost amber catastrophic certain critical extreme green high insignificant likely low major medium "
        "minor moderate negligible possible probable rare red remote serious severe significant unlikely very "
        "yellow"
    ).split()
)


@frozen
class Candidate:
    """One table of a document, and whether it holds risks."""

    grid: Grid
    """The table."""
    number: int
    """Counted from 1 through the document: what --table takes."""
    header: Header | None
    """Its headings, where it is a risk table."""
    why: str
    """Why it was taken for one, or not."""

    @property
    def signature(self) -> tuple[str, ...]:
        """What tables of one list of risks share: their headings."""
        return tuple(folded(c.title) for c in self.header.columns) if self.header else ()

    @property
    def page(self) -> int:
        """The page that it begins on; 0 where the form has none."""
        return self.grid.rows[0].page if self.grid.rows else 0

    @property
    def body(self) -> int:
        """How many rows it has below its headings."""
        return len(self.grid.rows) - (self.header.start + self.header.height if self.header else 0)


def candidates(document: Document) -> tuple[Candidate, ...]:
    """Every table of a document, judged."""
    return tuple(_judged(grid, number) for number, grid in enumerate(document.grids, start=1))


def _judged(grid: Grid, number: int) -> Candidate:
    header = header_of(grid)
    if header is None:
        return Candidate(grid, number, None, _why_not(grid))
    rows = grid.rows[header.start + header.height :]
    cells = [_first(row.cells, header.places("risk")) for row in rows]
    against = _against([c for c in cells if c], rows)
    if against:
        return Candidate(grid, number, None, against)
    found = ", ".join(header.roles)
    return Candidate(grid, number, header, f"taken: its columns hold {found}")


def _first(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[p] for p in places if p < len(cells) and cells[p]), "")


def _against(risks: Sequence[str], rows: Sequence[object]) -> str:
    """What speaks against a table that has the headings of one; empty where nothing does."""
    if not rows or not risks:
        return "it has headings and no rows below them"
    if all(set(folded(risk).split()) <= _SCALE | {str(n) for n in range(26)} for risk in risks):
        return "it is a scale: its risks are words such as high and low"
    if median(sum(c.isalpha() for c in risk) for risk in risks) < 4:
        return "it is a grid of numbers or ids, such as a heat map: its risks have no words"
    return ""


def _why_not(grid: Grid) -> str:
    if not grid.rows:
        return "the document hides all its rows" if grid.hidden else "it has no rows"
    first = " | ".join(" ".join(c.split()) for c in grid.rows[0].cells if c.strip()) if grid.rows else ""
    cells = [c for row in grid.rows[1:] for c in row.cells if c.strip()]
    if cells and sum(bool(_MONEY.match(" ".join(c.split()))) for c in cells) * 2 > len(cells):
        return f"most of its cells are numbers; it begins {quoted(first)}"
    words = [role_of(c) for row in grid.rows[:3] for c in row.cells]
    if "risk" in words:
        return "a heading says risk, and none says what is done about it or how large it is"
    return f"no heading says risk; it begins {quoted(first)}"
