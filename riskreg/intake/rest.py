"""Tables without headings of their own: the rest of a risk table that stands before them, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from riskreg.intake.candidates import Candidate
from riskreg.intake.columns import SCORES, role_of
from riskreg.intake.headings import Header
from riskreg.intake.plain import folded

_CONTINUED = re.compile(r"(?i)\bcont(?:inued|inues|[.’']?d)\b|\(cont\.?\)|^cont\.?$")
_LEAST = 3
"""A table of fewer columns is too plain to go on with another by its width alone."""


def with_rest(same: Sequence[Candidate], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The tables of the list, each followed by those that go on with it without headings, with a question for each."""
    for candidate in same:
        yield candidate
        before = candidate
        for after in found[candidate.number :]:
            if not _is_like(after, candidate):
                break
            if _on_next_page(before, after):
                yield after
            elif _goes_on(after, candidate, before):
                yield _asked(after, candidate)
            else:
                break
            before = after


def maybe_rest(chosen: Sequence[Candidate], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The tables that were not read and are as wide as one that was, without headings that say what they hold."""
    taken = {c.number for c in chosen}
    for after in found:
        if after.number not in taken and any(
            _is_like(after, c) for c in chosen if c.header and c.number < after.number
        ):
            yield after


def _is_like(after: Candidate, main: Candidate) -> bool:
    header, rows = main.header, after.grid.rows
    if header is None or after.header or not rows or after.why.startswith(("most of its cells", "it is a ")):
        return False
    return max(len(row.cells) for row in rows) == len(header.columns) > 1


def _on_next_page(before: Candidate, after: Candidate) -> bool:
    page = before.grid.rows[-1].page
    return bool(page) and after.grid.rows[0].page == page + 1


def _goes_on(after: Candidate, main: Candidate, before: Candidate) -> bool:
    """Whether a table goes on with the list: its references do, or it stands below the same heading and fits."""
    header = main.header
    if header is None or len(header.columns) < _LEAST or _has_headings(after):
        return False
    shapes = [_shapes(c, header) for c in (main, after)]
    if all(shapes):
        return bool(shapes[0] & shapes[1])
    if any(shapes):
        return False
    below = after.grid.heading == before.grid.heading or _CONTINUED.search(after.grid.heading) is not None
    return below and _scores_fit(after, header)


def _has_headings(after: Candidate) -> bool:
    """Whether the first row names columns rather than a risk."""
    cells = [c for c in after.grid.rows[0].cells if c]
    return len(cells) > 1 and sum(role_of(c) is not None for c in cells) * 2 > len(cells)


def _shapes(candidate: Candidate, header: Header) -> set[str]:
    """What the references of a table look like: `A0` of `SR3`; empty where there are none."""
    start = candidate.header.start + candidate.header.height if candidate.header else 0
    cells = (r.cells[p] for r in candidate.grid.rows[start:] for p in header.places("ref")[:1] if p < len(r.cells))
    return {re.sub(r"[0-9]+", "0", folded(c)) for c in cells if any(x.isdigit() for x in c) and len(c.split()) < 3}


def _scores_fit(after: Candidate, header: Header) -> bool:
    """Whether the columns of scores hold short words or numbers, and the risks hold words."""
    for row in after.grid.rows:
        for column in header.columns:
            cell = row.cells[column.place] if column.place < len(row.cells) else ""
            if column.role in SCORES and len(cell.split()) > 4:
                return False
            if column.role == "risk" and cell and not any(c.isalpha() for c in cell):
                return False
    return True


def _asked(after: Candidate, main: Candidate) -> Candidate:
    doubt = (
        f"{after.grid.place} has no headings and as many columns as {main.grid.place}: it was read as the rest of it; "
        "is it?"
    )
    return evolve(after, grid=evolve(after.grid, doubts=(*after.grid.doubts, doubt)))
