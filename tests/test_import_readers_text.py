"""CSV, Markdown and tabbed text are read as the programs that wrote them meant: separators, quotes, quoted blocks."""

from __future__ import annotations

import pytest

from riskreg.intake.grid import Document
from riskreg.intake.read_csv import read_csv
from riskreg.intake.read_markdown import read_markdown
from riskreg.intake.read_text import read_text

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


@pytest.mark.parametrize("mark", ["> ", "> > ", "  "])
def test_a_markdown_table_in_a_quotation_has_its_own_cells(mark: str) -> None:
    """The marks before each row are no cell, and what stands beyond the headings is still read."""
    rows = ["| Ref | Risk |", "|---|---|", "| 1 | Fire |", "| 2 | Theft | more |"]
    document = read_markdown("r.md", "\n".join(mark + row for row in rows).encode())
    assert cells(document) == [("Ref", "Risk"), ("1", "Fire"), ("2", "Theft", "more")]


def test_a_markdown_table_behind_the_mark_of_a_list_has_its_own_cells() -> None:
    """A table may begin on the line of a list's point; a dash in the first cell of another is a cell."""
    rows = b"- | Ref | Risk |\n  |---|---|\n  | 1 | Fire |\n\nText.\n\n| Ref | Risk |\n|---|---|\n| - | Fire | x |\n"
    first, second = read_markdown("r.md", rows).grids
    assert [row.cells for row in first.rows] == [("Ref", "Risk"), ("1", "Fire")]
    assert second.rows[1].cells[1:] == ("Fire", "x")  # a dash alone is no text


@pytest.mark.parametrize("way", ["~~{}~~", "<del>{}</del>", "<s>{}</s>"])
def test_what_markdown_strikes_out_is_left_out_with_its_words(way: str) -> None:
    """A struck row is left out with its reason; struck words of a row that stays are told."""
    gone = " | ".join(map(way.format, ("Flood", "Sandbags", "Head of Roads")))
    text = f"| {' | '.join(HEAD)} |\n|-|-|-|-|\n| 1 | Fire | {way.format('Old')} New | Head |\n| 2 | {gone} |\n"
    document = read_markdown("r.md", text.encode())
    assert cells(document) == [HEAD, ("1", "Fire", "New", "Head")]
    assert [(row.cells, row.doubts) for row in document.grids[0].hidden] == [
        (("2", "Flood", "Sandbags", "Head of Roads"), ("the document strikes this row out",))
    ]
    assert document.notes == ('in tables, 1 piece of struck-out text left out: "Old"',)


def test_cells_of_several_lines_that_a_spreadsheet_quotes_are_one() -> None:
    """A row copied from a spreadsheet stays one row, wherever its quoted cells stand; quotes of a sentence stay."""
    text = (
        'Ref\tRisk\tMitigation\tOwner\n1\t"Fire\nand ""smoke"""\t"Train staff\n\nTest alarms"\tHead of Estates\n'
        '2\tTheft\tThe "new" locks\t"Interim" head\n"3\na"\tFraud\tAudit\tHead of Finance\n'
    )
    assert cells(read_text("r.txt", text.encode())) == [
        HEAD,
        ("1", 'Fire\nand "smoke"', "Train staff\nTest alarms", "Head of Estates"),
        ("2", "Theft", 'The "new" locks', '"Interim" head'),
        ("3\na", "Fraud", "Audit", "Head of Finance"),
    ]


def test_a_row_without_its_reference_is_asked_about() -> None:
    """Where a tab is missing, every cell stands below a wrong heading; blank cells at the end do nothing."""
    text = b"Ref\tRisk\tMitigation\tOwner\n1\tFire\tAlarms\tHead\n2\tFlood\nTheft of tools\tLocks\tHead of Parks\n"
    (grid,) = read_text("r.txt", text).grids
    assert [row.doubts for row in grid.rows] == [
        (), (), (), ("line 4: this row has 3 cells and the headings 4; is each below its own?",)
    ]  # fmt: skip
