"""CSV, Markdown and tabbed text are read as the programs that wrote them meant: separators, quotes, quoted blocks."""

from __future__ import annotations

import pytest

from riskreg.intake.grid import Document
from riskreg.intake.read_csv import read_csv

HEAD = ("Ref", "Risk", "Mitigation", "Owner")


def cells(document: Document) -> list[tuple[str, ...]]:
    (grid,) = document.grids
    return [row.cells for row in grid.rows]


def test_quotes_behind_a_blank_hold_a_cell() -> None:
    """A blank between the comma and the quote changes nothing; a quote within a sentence opens no cell."""
    text = b'Ref, Risk, Mitigation, Owner\n1, "Fire, flood", Alarms,\n2, Theft, "Locks, ""new""", Head of Parks\n'
    assert cells(read_csv("r.csv", text)) == [
        HEAD,
        ("1", "Fire, flood", "Alarms", ""),
        ("2", "Theft", 'Locks, "new"', "Head of Parks"),
    ]
    said = b'Ref, Risk, Mitigation, Owner\n1, "Fire" drill is late, Alarms, Head\n'
    assert cells(read_csv("r.csv", said))[1] == ("1", '"Fire" drill is late', "Alarms", "Head")


@pytest.mark.parametrize(("separator", "named"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_the_separator_is_that_of_the_table(separator: str, named: str) -> None:
    """Neither a title above the table nor commas within its cells hide what parts them; and it is told."""
    rows = [HEAD, ("1", "Fire, flood", "Train, test", "Head, Estates"), ("2", "Theft", "Locks", "Head of Parks")]
    text = "Corporate risk register, 2026\n" + "\n".join(map(separator.join, rows))
    document = read_csv("r.csv", text.encode())
    assert cells(document)[1:] == rows
    assert document.notes == (f"its cells were read as parted by {named}",)
