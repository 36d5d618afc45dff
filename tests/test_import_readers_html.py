"""Web pages are read as a browser shows them: pictures by their words, struck-out text gone, spans in their part."""

from __future__ import annotations

import pytest

from riskreg.intake.grid import Document
from riskreg.intake.read_html import read_html

HEAD = "<tr><th>Ref<th>Risk<th>Mitigation<th>Rating</tr>"


def read(rows: str) -> Document:
    """A page with one table below these headings, read."""
    return read_html("r.html", f"<table>{HEAD}{rows}</table>".encode())


def cells(rows: str) -> list[tuple[str, ...]]:
    (grid,) = read(rows).grids
    return [row.cells for row in grid.rows[1:]]


def test_a_picture_is_read_by_the_words_for_it() -> None:
    """The text that stands for a picture is the text of its cell, and it is told; a picture without any is too."""
    document = read('<tr><td>1<td>Fire<td>Alarms<img src="x"><td><img alt="High" src="r"></tr>')
    assert document.grids[0].rows[1].cells == ("1", "Fire", "Alarms", "High")
    assert document.notes == (
        '1 picture in tables read by what the page says for it: "High"',
        "1 picture in tables not read: no text says what it shows",
    )


@pytest.mark.parametrize("way", ["<s>{}</s>", "<del>{}</del>", '<span style="text-decoration: line-through">{}</span>'])
def test_what_is_struck_out_is_left_out_with_its_words(way: str) -> None:
    """A struck row is left out with its reason; struck words of a row that stays are told."""
    gone = "".join(f"<td>{way.format(text)}" for text in ("Flood", "Sandbags", "Low"))
    document = read(f"<tr><td>1<td>Fire<td>{way.format('Old plan')} New plan<td>High</tr><tr><td>2{gone}</tr>")
    (grid,) = document.grids
    assert [row.cells for row in grid.rows[1:]] == [("1", "Fire", "New plan", "High")]
    assert [(row.cells, row.doubts) for row in grid.hidden] == [
        (("2", "Flood", "Sandbags", "Low"), ("the document strikes this row out",))
    ]
    assert document.notes == ('in tables, 1 piece of struck-out text left out: "Old plan"',)


def test_marks_of_footnotes_are_no_part_of_a_word() -> None:
    """A raised number is left out and told; an ordinal and a power stay."""
    document = read("<tr><td>1<td>Strategy<sup>1</sup><td>The 1<sup>st</sup> 20 m<sup>2</sup><td>High</tr>")
    assert document.grids[0].rows[1].cells == ("1", "Strategy", "The 1st 20 m2", "High")
    assert document.notes == ('1 footnote mark left out: "1"',)


@pytest.mark.parametrize("span", [0, 2, 9])
def test_a_cell_spans_no_row_of_another_part_of_the_table(span: int) -> None:
    """A cell over rows ends with its part of the table, and the cells of the next one stay below their headings."""
    first = f"<tr><td rowspan={span}>1<td>Fire<td>Alarms<td>High</tr><tr><td>Smoke<td>Doors<td>Low</tr>"
    found = cells(f"<tbody>{first}</tbody><tbody><tr><td>2<td>Theft<td>Locks<td>Low</tr></tbody>")
    assert found == [("1", "Fire", "Alarms", "High"), ("1", "Smoke", "Doors", "Low"), ("2", "Theft", "Locks", "Low")]


def test_forms_are_read_as_they_are_filled_in() -> None:
    """What is typed, what is chosen of a list, and the summary of what unfolds, each apart."""
    choice = "<select><option>High<option selected>Low</select>"
    row = f'<tr><td>1<td><input value="Fire"><td><details><summary>Locks</summary>Change all</details><td>{choice}</tr>'
    assert cells(row) == [("1", "Fire", "Locks\nChange all", "Low")]
