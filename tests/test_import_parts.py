"""Parts of the import by themselves: headings, points, dates, numbers, titles and ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.intake.columns import chosen_columns, named_columns, role_of
from riskreg.intake.labels import MOST_WORDS, id_of, title_of
from riskreg.intake.plain import cleaned, weight
from riskreg.intake.points import points
from riskreg.intake.risk_rows import risk_rows
from riskreg.intake.values import date_in, number_in
from riskreg.store.keys import ID


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Risk", "risk"), ("Risk Area", "risk"), ("Rіsk", "risk"), ("KEY RISKS", "risk"), ("Risk title", "risk"),
        ("Risk Description", "description"), ("Mitigating Action (in place or planned)", "mitigation"),
        ("How to avoid", "mitigation"), ("Existing controls", "controls"), ("Ref", "ref"), ("Risk No.", "ref"),
        ("Likelihood (1-5)", "current.likelihood"), ("Inherent impact", "inherent.impact"),
        ("L_1to5", "current.likelihood"),
        ("Gross score (L x I)", "inherent.score"), ("Residual Risk Rating", "current.rating"),
        ("RAG", "current.rating"),
        ("Target score", "target.score"), ("Target date", "due"), ("By when", "due"), ("Risk owner", "owner"),
        ("Action owner", "action-owner"), ("4Ts", "response"), ("Consequences", "consequence"), ("Theme", "category"),
        ("Version", None), ("Amount", None), ("", None), ("Change since last report", None),
    ],
)  # fmt: skip
def test_headings_are_understood(heading: str, role: str | None) -> None:
    """The words that councils print above their columns, look-alike letters and all."""
    assert role_of(heading) == role


@pytest.mark.parametrize(
    "headings",
    [("Impact", "Description"), ("Score", "Likelihood", "Meaning"), ("Risk", "1", "2"), ("Date", "Change", "Author"),
     ("Budget", "Actual", "Variance"), ("Risk", "Page")],
)  # fmt: skip
def test_other_tables_are_no_risk_tables(headings: tuple[str, ...]) -> None:
    """Scales, heat maps, change logs and money have not the headings of a risk table."""
    assert named_columns(headings) == {}


@pytest.mark.parametrize(
    ("cell", "actions"),
    [
        ("Raise the wall. Then insure it.", ["Raise the wall. Then insure it."]),
        ("* Pumps\n* Sandbags", ["Pumps", "Sandbags"]),
        ("We will:\n* pump\n* bail", ["pump", "bail"]),
        ("1. Pumps\n2. Sandbags", ["Pumps", "Sandbags"]),
        ("1. Pumps run 2. Sandbags lie", ["Pumps run", "Sandbags lie"]),
        ("a) Pumps\nb) Sandbags", ["Pumps", "Sandbags"]),
        ("Pumps; sandbags; and a wall", ["Pumps", "sandbags", "a wall"]),
        ("It rained; we pumped. Then it was dry; all slept.", ["It rained; we pumped. Then it was dry; all slept."]),
        ("Pumps\nSandbags", ["Pumps", "Sandbags"]),
        ("A wall that\nis high", ["A wall that is high"]),
        ("2024 budget\n2025 budget", ["2024 budget", "2025 budget"]),
        ("", []),
    ],
)
def test_cells_become_actions(cell: str, actions: list[str]) -> None:
    """Points, numbers, semicolons and paragraphs each give the actions that they list."""
    assert list(points(cell).actions) == actions


@given(
    st.lists(st.sampled_from(["* ", "1. ", "a) ", ""]).flatmap(lambda m: st.text("ab ;.:", min_size=1).map(m.__add__)))
)
def test_no_word_of_a_cell_is_lost(lines: list[str]) -> None:
    """However a cell is cut into actions, every word of it stands in one of them, or before their list."""
    cell = cleaned("\n".join(lines))
    found = points(cell)
    kept = weight("".join((*found.actions, *found.leads)).replace(";", ""))
    marks = sum(weight(line[:3]) for line in lines)
    assert weight(cell.replace(";", "")) - marks <= kept <= weight(cell)


@pytest.mark.parametrize(
    ("text", "date"),
    [("31/03/2024", "2024-03-31"), ("31.3.24", "2024-03-31"), ("31st March 2024", "2024-03-31"),
     ("March 2024", "2024-03"),
     ("By end of Mar 2024", "2024-03"), ("2024-03-31", "2024-03-31"), ("2024-03-31 00:00:00", "2024-03-31"),
     ("2023/24", "2023/24"), ("2024-q1", "2024-Q1"), ("ongoing", None), ("31/02/2024", None), ("Q4 2023/24", None),
     ("March", None), ("", None)],
)  # fmt: skip
def test_dates_that_are_clearly_dates(text: str, date: str | None) -> None:
    """What is clearly a date is one; what is not, or is no day of the calendar, stays words."""
    found = date_in(text)
    assert (str(found) if found else None) == date


@pytest.mark.parametrize(
    ("text", "number"),
    [("4", 4), ("4.0", 4), ("L4", 4), ("4 - Likely", 4), ("Amber (12)", 12), ("12 Amber", 12), ("Amber", None),
     ("Medium, gets high", None), ("4.5", None), ("-4", None)],
)  # fmt: skip
def test_numbers_of_a_scale(text: str, number: int | None) -> None:
    """A score's number is found beside its word, and none is made up."""
    assert number_in(text) == number


@given(st.text(min_size=1), st.sets(st.text("ab-", max_size=3)))
def test_every_risk_gets_a_title_and_an_id(text: str, taken: set[str]) -> None:
    """A title is one line of at most twelve words; an id looks like one, and is not taken."""
    title = title_of(cleaned(text))
    assert "\n" not in title
    assert len(title.removesuffix(" …").split()) <= MOST_WORDS
    id = id_of(text, taken)
    assert ID.fullmatch(id)
    assert id not in taken


def test_columns_that_a_person_names() -> None:
    """--columns counts from 1; the places are counted from 0."""
    assert chosen_columns("risk=1, mitigation=3,") == {"risk": 0, "mitigation": 2}


def test_marks_in_the_columns_of_a_scale_are_its_steps() -> None:
    """A cross in one of five columns is the word of that column."""
    text = "Risk,Likelihood Low,Likelihood Medium,Likelihood High,Mitigation\nThe tide turns,,X,,Wait for it\n"
    (row,) = risk_rows("a.csv", text.encode()).rows
    assert row.cell("current.likelihood") == "Medium"


def test_columns_too_alike_are_refused_with_advice() -> None:
    """Interleaved columns of one width cannot be told apart: that is said, and what to give instead."""
    from riskreg.errors import NotPossible

    lines = "".join(f"word{n:02} and more words here\nthat go on\n\n" for n in range(12))
    with pytest.raises(NotPossible, match="pdftotext -layout"):
        risk_rows("a.txt", f"Risk Mitigating action\n\n{lines}".encode())
