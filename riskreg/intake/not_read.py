"""What is said of the tables of a document: read as one list, or not read although they may hold risks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.intake.banners import is_closed
from riskreg.intake.candidates import Candidate
from riskreg.intake.grid import Grid
from riskreg.intake.plain import quoted
from riskreg.intake.rest import maybe_rest
from riskreg.tables.wording import count


def is_of_closed(candidate: Candidate) -> bool:
    """Whether a table says by its name or its heading that its risks are closed."""
    return is_closed(f"{candidate.grid.place} {candidate.grid.heading}")


def places_of(chosen: Sequence[Candidate]) -> str:
    """Where the tables stand that were read."""
    return ", ".join(dict.fromkeys(c.grid.place for c in chosen))


def of_others(chosen: Sequence[Candidate], others: Sequence[Candidate]) -> Iterator[str]:
    """Which tables were read as one list, and which risk tables were not read."""
    if len(chosen) > 1:
        yield f"{len(chosen)} tables with the same columns were read as one list: {places_of(chosen)}"
    for other in others:
        why = "of closed risks" if is_of_closed(other) else "with other columns"
        yield (
            f"{other.grid.place} ({count(other.body, 'row')}) looks like a risk table too, {why}, and was not "
            f"read; --table {other.number} reads it instead"
        )


def of_refused(chosen: Sequence[Candidate], found: Sequence[Candidate]) -> Iterator[str]:
    """The tables that were refused, and may hold risks all the same."""
    taken = {c.number for c in chosen}
    wide = {c.number for c in maybe_rest(chosen, found)}
    for other in found:
        rows = f"{count(len(other.grid.rows), 'row')}, headings counted"
        by_hand = f"--table {other.number} with --columns risk=N reads it"
        if other.number in taken or other.header:
            continue
        if other.speaks:
            yield f"{other.grid.place} ({rows}) has headings about risks, and was not read: {other.why}; {by_hand}"
        elif other.number in wide:
            first = what_stands_first(other.grid)
            yield f"{other.grid.place} ({rows}) has as many columns, and was not read; it begins {first}; {by_hand}"


def what_stands_first(grid: Grid) -> str:
    """The first words of a table, for people who look for theirs."""
    return quoted(" | ".join(c for row in grid.rows[:2] for c in row.cells if c), 90)
