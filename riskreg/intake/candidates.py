"""Which tables of a document are risk tables, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from attrs import frozen

from riskreg.intake.columns import TEXTS, role_of
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.headings import Header, header_of
from riskreg.intake.plain import folded, quoted

_MONEY = re.compile(r"^[-(]?\s*[£$€]?\s*[-(]?[\d,]+(?:\.\d+)?\)?\s*(?:%|k|m|bn)?\)?$")
_HEADING = re.compile(r"(?i)\brisks?\b(?! (?:score|rating|level|matrix|appetite|category)\b)|\bthreats?\b")
_LONGEST = 6
_FIRST_ROWS = 12
_FEW_LETTERS = 4
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
    speaks: bool = False
    """Whether it was not taken although its headings speak of risks."""

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
        return Candidate(grid, number, None, _why_not(grid), _speaks_of_risks(grid))
    rows = grid.rows[header.start + header.height :]
    cells = [_first(row.cells, header.places("risk")) for row in rows]
    against = _against([c for c in cells if c], rows, header)
    if against:
        return Candidate(grid, number, None, against, speaks=bool(rows))
    found = ", ".join(header.roles)
    return Candidate(grid, number, header, f"taken: its columns hold {found}")


def _first(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[p] for p in places if p < len(cells) and cells[p]), "")


def _against(risks: Sequence[str], rows: Sequence[GridRow], header: Header) -> str:
    """What speaks against a table that has the headings of one; empty where nothing does."""
    if not rows or not risks:
        return "it has headings and no rows below them"
    if all(map(_is_step, risks)):
        return "it is a scale: its risks are words such as high and low"
    if median(map(_letters, risks)) < _FEW_LETTERS and not _say_something(rows, header):
        return "it is a grid of numbers or ids, such as a heat map: its risks have no words"
    return ""


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _say_something(rows: Sequence[GridRow], header: Header) -> bool:
    """Whether half of the rows say more than steps of a scale beside a risk with a short name, such as "HRA"."""
    places = [c.place for c in header.columns if c.role in TEXTS and c.role not in ("ref", "risk")]
    held = [[row.cells[p] for p in places if p < len(row.cells)] for row in rows]
    telling = (any(_letters(c) >= _FEW_LETTERS and not _is_step(c) for c in cells) for cells in held)
    return sum(telling) * 2 >= sum(map(any, held)) > 0


def _is_step(cell: str) -> bool:
    return set(folded(cell).split()) <= _SCALE | {str(n) for n in range(26)}


def _speaks_of_risks(grid: Grid) -> bool:
    """Whether a heading names risks, or what they are called, and something stands below it that is no scale."""
    for index, row in enumerate(grid.rows[:_FIRST_ROWS]):
        at = next((i for i, c in enumerate(row.cells) if _HEADING.search(c) and len(c.split()) <= _LONGEST), None)
        if at is not None and sum(map(bool, row.cells)) > 1:
            below = [c for r in grid.rows[index + 1 :] if at < len(r.cells) and (c := r.cells[at])]
            return any(not _is_step(c) for c in below)
    return False


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
    if _speaks_of_risks(grid):
        return f"its headings do not say what is done about the risks, or how large they are; it begins {quoted(first)}"
    return f"no heading says risk; it begins {quoted(first)}"
