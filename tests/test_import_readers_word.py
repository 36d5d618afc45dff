"""Word documents are read as their pages show them: struck-out text, tracked deletions, and what is not read, told."""

from __future__ import annotations

import pytest
from office import cell, row, table
from office import docx as word

from riskreg.intake.grid import Document, GridRow
from riskreg.intake.read_word import read_word

HEAD = ("Ref", "Risk", "Action", "Owner")


def read(*rows: str, styles: str = "") -> Document:
    """A document with one table below these headings, read."""
    return read_word("r.docx", word(table(row(*HEAD), *rows), styles=styles))


def run(text: str, look: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


STYLE = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'


@pytest.mark.parametrize("look", ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="Gone"/>'])
def test_a_struck_row_is_left_out_with_its_reason(look: str) -> None:
    """A row that is struck out, its reference apart, is no risk, and stands with the rows that are left out."""
    gone = row("2", *(cell(run(text, look)) for text in ("Flood", "Sandbags", "Head of Roads")))
    document = read(row("1", "Fire", "Alarms", "Head of Estates"), gone, styles=STYLE)
    (grid,) = document.grids
    assert [line.cells for line in grid.rows] == [HEAD, ("1", "Fire", "Alarms", "Head of Estates")]
    why = "the document strikes this row out"
    assert grid.hidden == (GridRow(("2", "Flood", "Sandbags", "Head of Roads"), "table 1, row 3", doubts=(why,)),)
    assert document.notes == ()


def test_struck_words_are_left_out_and_told() -> None:
    """What is struck within a row that stays is left out with its words; a switch that is off strikes nothing."""
    action = cell(run("Old plan", "<w:strike/>") + run("New plan", '<w:strike w:val="0"/>'))
    document = read(row("1", "Fire", action, "Head of Estates"))
    assert document.grids[0].rows[1].cells[2] == "New plan"
    assert document.notes == ('1 piece of struck-out text left out: "Old plan"',)


def test_cells_that_a_tracked_change_deletes_are_not_read() -> None:
    """One cell is left blank, and asked about; a row of them is gone."""
    gone = [cell(run(text), "<w:cellDel/>") for text in ("3", "Theft", "Locks", "Head of Parks")]
    document = read(row("1", "Fire", cell(run("Alarms"), "<w:cellDel/>"), "Head of Estates"), row(*gone))
    (grid,) = document.grids
    assert [line.cells for line in grid.rows] == [HEAD, ("1", "Fire", "", "Head of Estates")]
    assert grid.doubts == ("table 1, row 2: a tracked change deletes a cell of it; it was left blank: is it meant so?",)
    assert document.notes[0].startswith("2 tracked deletions left out")


def test_comments_and_embedded_documents_are_counted() -> None:
    """Neither is read, and both are told."""
    noted = "<w:p><w:r><w:t>Fire</w:t></w:r><w:r><w:commentReference/></w:r></w:p>"
    document = read(row("1", cell(noted), cell(run("Alarms") + "<w:altChunk/>"), "Head of Estates"))
    assert [note.partition(":")[0] for note in document.notes] == [
        "1 embedded document (altChunk) not read",
        "1 comment not read",
    ]
