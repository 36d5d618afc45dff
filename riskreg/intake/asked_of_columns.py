"""What is asked about a table's columns: scores that a colour may tell, and actions below a heading not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskreg.intake.columns import ACTIONS
from riskreg.intake.headings import Header
from riskreg.intake.plain import quoted, weight
from riskreg.intake.stitch import Stitched

_FEW_LETTERS = 6
"""So many letters a row, at least, are more than a mark or a date."""


_MOST_NAMED = 8


def asked_of_categories(risks: Sequence[Stitched]) -> Iterator[str]:
    """Ask about the cells of themes that were empty, and were taken for those above them."""
    for title in dict.fromkeys(t for risk in risks for t in risk.from_above):
        places = [risk.places[0] for risk in risks if title in risk.from_above]
        more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
        yield (
            f"{quoted(title)} is empty in {', '.join(places[:_MOST_NAMED])}{more}, and was taken from the row above: "
            "does it hold there too?"
        )


def asked_of_blank(risks: Sequence[Stitched], header: Header) -> Iterator[str]:
    """Ask about scores of which no cell holds a word: they may be told by colour alone."""
    for column in header.columns:
        coloured = column.role is not None and column.role.endswith((".rating", ".score"))
        if coloured and not any(cells[column.place] for risk in risks for cells in risk.rows):
            yield (
                f"{quoted(column.title)} has no words in any row; is it told by colours alone? riskreg does not read "
                "them: put the words in"
            )


def asked_of_colours(risks: Sequence[Stitched], headers: Sequence[Header]) -> dict[int, list[str]]:
    """By a risk's number, the ratings that it has no word for and others have: a colour may say them."""
    found: dict[int, list[str]] = {}
    for column in (c for c in headers[0].columns if c.role and c.role.endswith(".rating")):
        said = [any(cells[column.place] for cells in risk.rows) for risk in risks]
        for number, has in enumerate(said, start=1):
            if not has and any(said):
                title = quoted(column.title)
                found.setdefault(number, []).append(
                    f"{title} has no word in this row; does a colour say it? riskreg reads no colours: put it in"
                )
    return found


def asked_of_actions(risks: Sequence[Stitched], header: Header) -> Iterator[str]:
    """Where no heading names actions, ask about the column without a known heading that holds most text."""
    if any(header.places(role) for role in ACTIONS):
        return
    held = {c: sum(weight(cells[c.place]) for r in risks for cells in r.rows) for c in header.columns if c.role is None}
    most = max(held, key=lambda c: held[c], default=None)
    if most is None or held[most] < _FEW_LETTERS * len(risks):
        return
    roles = ",".join(
        f"{c.role}={c.place + 1}" for c in header.columns if c.role and header.places(c.role)[0] == c.place
    )
    name = quoted(most.title) if most.title else "without a heading"
    yield (
        f"no heading names the actions, and column {most.place + 1}, {name}, is not known: does it hold them? "
        f"--columns {roles},mitigation={most.place + 1}"
    )
