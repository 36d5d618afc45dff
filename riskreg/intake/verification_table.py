"""What came of holding registers against documents, as a table of what does not agree and a line for each document."""

from __future__ import annotations

from collections.abc import Iterator

from riskreg.intake.verified import Looked, Verification
from riskreg.tables.table import Column, Table
from riskreg.tables.wording import count

_COLUMNS = (
    Column("file", "File"),
    Column("address", "Address"),
    Column("card", "Card"),
    Column("finding", "What does not agree"),
)

_LEFT = (
    "What was left out on purpose stays in this list: nothing tells it from what was forgotten. "
    "Say so in the note of the register."
)
"""What to do about a row or an action that a register rightly does not have."""

_BY_WORDS = (
    "Actions were held against their rows by the words they share: one that is missing from a register that says its "
    "row in other words is not found so. Read the actions beside the document."
)
"""What agreement does not prove."""


def verification_table(result: Verification) -> Table:
    """A row for each disagreement; below it what was looked at, so that nothing is taken for proved that was not."""
    rows = tuple((d.file, d.address or None, d.document or None, d.what) for d in result.disagreements)
    lead = () if rows else ("Registers and documents agree in all that was looked at.",)
    return Table("Registers against their documents", _COLUMNS, rows, lead=lead, notes=tuple(_notes(result)))


def _notes(result: Verification) -> Iterator[str]:
    for looked in result.looked.values():
        if looked.document is None:
            yield f"{looked.card}: its document is not in the folder, so nothing that rests on it was looked at"
        else:
            yield f"{looked.card}: {'; '.join(_counts(looked))}"
    if any(looked.actions for looked in result.looked.values()):
        yield _BY_WORDS
    if any("has no risk" in d.what or "has the action" in d.what for d in result.disagreements):
        yield _LEFT
    yield from (str(refused) for refused in result.passed)


def _counts(looked: Looked) -> Iterator[str]:
    yield str(looked.document)
    if looked.rows:
        yield f"{count(looked.rows, 'row')}, {count(looked.risks, 'risk')}, {count(looked.actions, 'action')}"
    else:
        yield "no risk table"
    if looked.unheld:
        yield f"{count(looked.unheld, 'risk')} of registers that rest on it held against no row"
    yield f"{looked.places} cited places" if looked.places != 1 else "1 cited place"
    if looked.untold:
        yield f"{looked.untold} of them not looked for, as pages and other tables cannot be"
