"""Rows, tables and cells that may mean two things: none is lost, joined, split or read as one without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Done
from hypothesis import given
from hypothesis import strategies as st
from office import cell, docx, par, row, table

from riskreg.intake.banners import says_closed
from riskreg.intake.columns import chosen_columns, role_of
from riskreg.intake.labels import id_of
from riskreg.intake.nothing import points_elsewhere
from riskreg.intake.points import points
from riskreg.intake.risk_rows import risk_rows
from riskreg.intake.values import date_in, doubted_date, number_in
from riskreg.model.risk import Risk, Status
from riskreg.store.read import loads

Run = Callable[..., Done]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without registers."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drafted(run: Run, name: str, text: str | bytes) -> tuple[Sequence[Risk], str]:
    """The risks of a draft that the command makes, and all that it said, wrapped comments made whole."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run("import", name, "--date", "2024")
    assert done.code == 0, done.err
    return loads(done.out).risks, done.out.replace("\n#   ", " ") + done.err


def page(*tables: Sequence[Sequence[str]], above: Sequence[str] = ()) -> str:
    """A page of these tables, each below its heading where there is one."""
    parts = []
    for n, rows in enumerate(tables):
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
        parts.append((f"<h2>{above[n]}</h2>" if n < len(above) else "") + f"<table>{cells}</table>")
    return f"<html><body>{''.join(parts)}</body></html>"


HEADS = ("Ref", "Risk", "Mitigation", "Owner")


def test_a_table_without_headings_that_goes_on_is_read_and_asked_about(here: Path, run: Run) -> None:
    """References that go on make it the rest of the list; a question says so."""
    first = (HEADS, ("S1", "Storms close the harbour", "Wall", "Engineer"))
    rest = (("S2", "Pilots retire", "Trainees", "Harbour Master"),)
    risks, said = drafted(run, "r.html", page(first, rest))
    assert [r.number for r in risks] == ["S1", "S2"]
    assert "QUESTION: table 2 has no headings and as many columns as table 1" in said


def test_a_table_as_wide_that_does_not_go_on_is_told(here: Path, run: Run) -> None:
    """A table below another heading, with references of another kind, is not joined and not passed over."""
    first = (HEADS, ("S1", "Storms close the harbour", "Wall", "Engineer"))
    other = (("Quay", "East", "Sold in May", "Leased"), ("Dock", "West", "Kept", "Own"))
    risks, said = drafted(run, "r.html", page(first, other, above=("Risks", "Land")))
    assert len(risks) == 1
    assert "table 2 (2 rows, headings counted) has as many columns, and was not read" in said


def test_risks_with_short_names_are_no_heat_map(here: Path, run: Run) -> None:
    """What stands beside a short name shows that it is a risk; ids beside steps of a scale stay a heat map."""
    short = (
        HEADS,
        ("F1", "HRA", "Rents reviewed yearly", "Head of Housing"),
        ("F2", "DSG", "Recovery plan", "Schools"),
    )
    assert [r.title for r in drafted(run, "a.html", page(short))[0]] == ["HRA", "DSG"]
    heat = (("Risk", "Likelihood", "Action"), ("R1", "High", "Low"), ("R2", "Low", "High"))
    full = (HEADS, ("S1", "Storms close the harbour", "Wall", "Engineer"))
    risks, said = drafted(run, "b.html", page(full, heat))
    assert len(risks) == 1
    assert "table 2 (3 rows, headings counted) has headings about risks, and was not read: it is a grid" in said


def test_tables_that_speak_of_risks_and_are_not_read_are_named(here: Path, run: Run) -> None:
    """A list of closed risks without actions is named with its rows."""
    full = (HEADS, ("S1", "Storms close the harbour", "Wall", "Engineer"))
    closed = (("Risk ID", "Risk description", "Date closed"), ("S0", "Old grants end", "2023"))
    _, said = drafted(run, "r.html", page(full, closed))
    assert "table 2 (2 rows, headings counted) has headings about risks, and was not read" in said


def test_rows_that_name_one_risk_are_two_where_they_say_otherwise(here: Path, run: Run) -> None:
    """Another description or score makes another risk, with a question; a repeated cell alone makes one."""
    rows = ("Money,Rents fall,Review", "Money,Grants end,Bid", "Law,Data is lost,Train", "Law,,Lock")
    text = "\n".join(("Risk,Description,Mitigation", *rows))
    risks, said = drafted(run, "r.csv", text)
    assert [(r.title, len(r.mitigations)) for r in risks] == [("Money", 1), ("Money", 1), ("Law", 2)]
    assert 'QUESTION: row 3: this row names the same risk as the one above, with another "Description"' in said
    assert "joined to the row above, whose risk they go on with: row 5" in said


def test_rows_of_one_risk_with_other_owners_are_asked_about(here: Path, run: Run) -> None:
    """One risk with the owners of both, and a question that names the row."""
    risks, said = drafted(run, "r.csv", "Risk,Mitigation,Owner\nRents fall,Review,Housing\nRents fall,Bid,Finance\n")
    assert len(risks) == 1
    assert 'QUESTION: row 3: this row was read with the one above, whose risk it repeats, with another "Owner"' in said


def test_a_paragraph_in_small_letters_is_one_where_lines_are_known(here: Path, run: Run) -> None:
    """In Word each paragraph is an action; one that may be the rest of another is a question."""
    cells = [("install cameras", "change the locks"), ("Sandbags held", "in the depot")]
    rows = [row("Risk", "Mitigation"), *(row(f"Theft {n}", cell("".join(map(par, c)))) for n, c in enumerate(cells))]
    risks, said = drafted(run, "r.docx", docx(table(*rows)))
    assert [[m.action for m in r.mitigations] for r in risks] == [
        ["install cameras", "change the locks"],
        ["Sandbags held", "in the depot"],
    ]
    assert said.count("an action of its own, or the rest of the line above it?") == 1
    assert points("Sandbags held\nin the depot").actions == ("Sandbags held in the depot",)


def test_headings_of_one_shape_within_a_table_are_treated_alike(here: Path, run: Run) -> None:
    """A second name alone in its row is a heading where the first row was one, with a question; it is no risk."""
    rows = (("Risk", "Mitigation", "Owner"), ("MONEY", "", ""), ("Rents fall", "Review", "Housing"),
            ("LAND", "", ""), ("Walls fall", "Survey", "Estates"))  # fmt: skip
    risks, said = drafted(run, "r.html", page(rows))
    assert [(r.title, r.category) for r in risks] == [("Rents fall", "MONEY"), ("Walls fall", "LAND")]
    assert 'QUESTION: "LAND" stands alone in its row and was read as a heading' in said


def test_an_empty_theme_taken_from_above_is_a_question(here: Path, run: Run) -> None:
    """A theme that a row does not say is not given to it without a word."""
    text = "Ref,Category,Risk,Mitigation\n1,Money,Rents fall,Review\n2,,Staff leave,Agency\n"
    risks, said = drafted(run, "r.csv", text)
    assert [r.category for r in risks] == ["Money", "Money"]
    assert 'QUESTION: "Category" is empty in row 3, and was taken from the row above' in said


def test_each_table_stands_under_its_own_headings(here: Path, run: Run) -> None:
    """Headings of the first table say nothing of the second: neither what a column is called nor a status."""
    first = (
        ("No", "Risk", "Existing controls", "Further actions", "Notes"),
        ("1", "Rents fall", "Watch", "Bid", "Was 16"),
    )
    second = (
        ("Ref", "Risk area", "Controls", "Mitigating actions", "Trend"),
        ("2", "Staff leave", "Panel", "Pay", "Up"),
    )
    (one, two), said = drafted(run, "r.html", page(first, second))
    assert [m.status for m in one.mitigations] == [Status.IN_PLACE, Status.PLANNED]
    assert [m.status for m in two.mitigations] == [None, None]
    assert 'under "Trend": Up' in said


@pytest.mark.parametrize("cell", ["12 (8)", "12->9", "20-25", "3/5", "16 / 12", "5 (was 12)", "2 to 3"])
def test_a_score_of_several_numbers_is_asked_and_not_kept(here: Path, run: Run, cell: str) -> None:
    """No number of several is chosen, and no word beside them becomes a rating."""
    (risk,), said = drafted(run, "r.csv", f"Risk,Mitigation,Score\nRents fall,Review,{cell}\n")
    assert risk.score.current is None
    assert f'QUESTION: the current score is "{cell}", more than one number' in said


def test_no_word_beside_several_numbers_becomes_a_band(here: Path, run: Run) -> None:
    """A matrix has no band that the report did not name."""
    text = "Risk,Mitigation,Likelihood (1-5),Impact (1-5),Score\nRents fall,Review,1,5,5 (was 12)\n"
    Path("r.csv").write_text(text)
    matrix = loads(run("import", "r.csv", "--date", "2024").out).matrix
    assert matrix is not None
    assert "Was" not in [band.name for band in matrix.bands]


def test_a_score_that_is_not_the_product_is_a_question(here: Path, run: Run) -> None:
    """The number is kept as it stands, and both are said."""
    (risk,), said = drafted(run, "r.csv", "Risk,Mitigation,Likelihood,Impact,Score\nRents fall,Review,3,5,16\n")
    assert risk.score.current is not None
    assert risk.score.current.product() == 16
    assert "QUESTION: the current score is 16, and likelihood 3 × impact 5 is 15; which is right?" in said


def test_no_score_is_made_of_likelihood_and_impact(here: Path, run: Run) -> None:
    """Where the report prints no score, none is made up: both stand in the line for the matrix."""
    (risk,), said = drafted(run, "r.csv", "Risk,Mitigation,Likelihood,Impact\nRents fall,Review,3,4\n")
    assert risk.score.current is None
    assert "# score.current = { likelihood = 3, impact = 4 }" in said


def test_severity_beside_likelihood_and_impact_is_the_rating(here: Path, run: Run) -> None:
    """It is no second impact; the person is asked."""
    text = "Risk,Likelihood,Impact,Severity,Mitigation\nRents fall,Likely,Major,High,Review\n"
    (risk,), said = drafted(run, "r.csv", text)
    assert risk.score.inherent is None
    assert risk.score.current is not None
    assert risk.score.current.rating == "High"
    assert 'QUESTION: "Severity" stands beside likelihood and impact' in said


@pytest.mark.parametrize("text", ["Marketing 2025", "Decision 2025", "Junction 12", "Decant 24", "Mayor 2026"])
def test_words_that_begin_like_months_are_no_dates(text: str) -> None:
    """A month is its name or its usual short form."""
    assert date_in(text) is None


@given(month=st.sampled_from(["Mar", "March", "Sept", "December"]), day=st.integers(1, 31))
def test_a_small_number_behind_a_month_is_asked(month: str, day: int) -> None:
    """It may be the day or the year: no date is made of it."""
    assert date_in(f"{month} {day}") is None
    assert (str(2000 + day) in doubted_date(f"{month} {day}")) == (day > 9)
    assert doubted_date(f"{month} {day}")


@given(quarter=st.integers(1, 4), year=st.integers(2020, 2040))
def test_a_quarter_that_is_not_plainly_the_calendars_is_asked(quarter: int, year: int) -> None:
    """Both readings are said; one that says calendar is a date."""
    assert date_in(f"Q{quarter} {year}") is None
    assert f"{year}-Q{quarter}" in doubted_date(f"Q{quarter} {year}")
    assert str(date_in(f"calendar Q{quarter} {year}")) == f"{year}-Q{quarter}"
    ends = f"{year + 1}-Q1" if quarter == 4 else f"{year}-Q{quarter + 1}"
    assert ends in doubted_date(f"Q{quarter} {year}/{(year + 1) % 100:02}")


def test_a_doubtful_date_is_a_question_of_the_draft(here: Path, run: Run) -> None:
    """So is a century that is not said, and a day that there is not."""
    text = "Risk,Mitigation,Due\nFire,Alarms,March 31\nFlood,Wall,31/12/99\nFrost,Heating,31/02/2025\n"
    risks, said = drafted(run, "r.csv", text)
    assert [m.due for r in risks for m in r.mitigations] == [None, None, None]
    assert said.count("# QUESTION: due is") == 3


def test_closed_risks_are_asked_and_the_status_of_a_risk_is_not_that_of_its_actions(here: Path, run: Run) -> None:
    """The word closed is a question; open leaves the actions what their headings say."""
    text = "Risk,Controls,Further actions,Status\nRents fall,Watch,Bid,Open\nStaff leave,Panel,Pay,Closed\n"
    risks, said = drafted(run, "r.csv", text)
    assert [m.status for r in risks for m in r.mitigations] == [Status.IN_PLACE, Status.PLANNED] * 2
    assert said.count('QUESTION: the row says "Closed" under status; is it still a risk') == 1
    assert says_closed("Closed June 2025")
    assert not says_closed("Closed circuit cameras fail")


@pytest.mark.parametrize(
    "inner", ["(see Appendix C; exempt)", "[weekly; by the Leader]", '"stop; look"', "“stop; look”"]
)
def test_semicolons_in_brackets_and_quotes_part_nothing(inner: str) -> None:
    """Only those between actions do; the mark of an inch is no quote."""
    assert len(points('Lay 12" pipe; lay 14" pipe').actions) == 2
    assert points(f"Marketing plan; price review {inner}").actions == ("Marketing plan", f"price review {inner}")


def test_a_row_of_the_same_heading_words_over_and_over_is_not_the_headings() -> None:
    """Headings are the row that names most different things."""
    rows = (
        ("Ref", "Risk", "Mitigation", ""),
        ("R0", "Storms close us", "Wall", ""),
        ("Total", "Total", "Risk", "Risk"),
    )
    assert risk_rows("r.html", page(rows).encode()).rows[0].cell("risk") == "Storms close us"


def test_totals_are_left_out_and_bare_numbers_asked(here: Path, run: Run) -> None:
    """A row that counts the risks is none; a risk without a word is a question."""
    risks, said = drafted(run, "r.csv", "ID,Risk,Mitigation\nR1,Rents fall,Review\n2,3,Test\nTotal risks,2,\n")
    assert [r.title for r in risks] == ["Rents fall", "3"]
    assert '"Total risks | 2" (it is a row of totals)' in said
    assert 'QUESTION: row 3: the risk is only "3"; what is it called?' in said


def test_cells_that_name_no_action_are_asked_about(here: Path, run: Run) -> None:
    """A pointer to another risk, or how far something is, is no action by itself."""
    _, said = drafted(run, "r.csv", "Risk,Mitigation\nRents fall,See risk 4\nStaff leave,Closed\n")
    assert 'QUESTION: the row says "See risk 4"; what is meant?' in said
    assert 'QUESTION: the row says only "Closed" of its actions' in said
    assert not points_elsewhere("See the risk owner every week")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What we are doing", "controls"),
        ("Actions being taken to reduce the risk", "mitigation"),
        ("By", "due"),
        ("Next step(s)", "mitigation"),
        ("Next step", "mitigation"),
        ("Action 1", "mitigation"),
        ("Risk that the council faces", "risk"),
        ("Progress (RAG)", "status"),
    ],
)
def test_headings_of_plain_words_are_known(heading: str, role: str) -> None:
    """Headings as councils write them."""
    assert role_of(heading) == role


def test_an_unknown_column_is_offered_where_no_heading_names_actions(here: Path, run: Run) -> None:
    """One question with the option that reads it, which then works as it says."""
    text = "Risk,Likelihood,Impact,Our answer\nRents fall,3,4,Review every month\nStaff leave,2,2,Raise the pay\n"
    _, said = drafted(run, "r.csv", text)
    told = "--columns risk=1,current.likelihood=2,current.impact=3,mitigation=4"
    assert f'column 4, "Our answer", is not known: does it hold them? {told}' in said
    done = run("import", "r.csv", "--date", "2024", *told.split())
    assert [m.action for r in loads(done.out).risks for m in r.mitigations] == ["Review every month", "Raise the pay"]


def test_one_date_beside_several_actions_is_a_question(here: Path, run: Run) -> None:
    """Whose it is, is asked and not only remarked."""
    _, said = drafted(run, "r.csv", "Risk,Mitigation,Due\nRents fall,Review; bid; lobby,May 2026\n")
    assert 'QUESTION: the row gives "May 2026" under due and 3 actions; to which does it belong?' in said


def test_what_is_not_kept_says_of_which_action_it_is(here: Path, run: Run) -> None:
    """Rows of one risk have a state each: a comment says whose each is, and a rating without a word is asked."""
    text = "Risk,RAG,Mitigation,Progress (RAG)\nRents fall,🔴,Review,Amber\nRents fall,🔴,Bid,Green\n"
    _, said = drafted(run, "r.csv", text)
    assert 'under "status of Review": Amber' in said
    assert 'under "status of Bid": Green' in said
    assert 'QUESTION: the current rating is "🔴", which is no word' in said


def test_ids_keep_words_of_failure_and_begin_with_letters() -> None:
    """An id does not say the opposite of its title, nor begin with a number where a word is there."""
    assert id_of("Failure to deliver new local homes", ()).startswith("failure-deliver")
    assert id_of("Savings not delivered", ()) == "savings-not-delivered"
    assert id_of("100% of gas certificates", ()) == "gas-certificates-100"


def test_columns_are_named_by_letters_and_in_capitals() -> None:
    """As a spreadsheet names them; a measure without its stage is told of with the stage that is usual."""
    assert chosen_columns("Risk=C,mitigation=AA") == {"risk": 2, "mitigation": 26}
    with pytest.raises(ValueError, match=r"current\.impact=5"):
        chosen_columns("risk=1,impact=5")


def test_a_rating_without_a_word_among_others_is_asked(here: Path, run: Run) -> None:
    """It may be a colour, where the form has colours; in CSV there is none to ask about."""
    rows = (("Risk", "Mitigation", "RAG"), ("Rents fall", "Review", ""), ("Staff leave", "Pay", "Green"))
    assert drafted(run, "r.html", page(rows))[1].count('# QUESTION: "RAG" has no word in this row') == 1
    text = "\n".join(",".join(r) for r in rows)
    assert '"RAG" has no word' not in drafted(run, "r.csv", text)[1]


def test_numbers_with_words_and_percentages_are_still_one_number() -> None:
    """What only explains a step is no second number."""
    assert [number_in(t) for t in ("4 - Likely", "Amber (12)", "4 (50-75%)", "L4", "3.0")] == [4, 12, 4, 4, 3]


def test_the_rows_read_are_those_told_of() -> None:
    """Tables that go on are counted as all others are."""
    first = (HEADS, ("S1", "Storms close the harbour", "Wall", "Engineer"))
    read = risk_rows(
        "r.html", page(first, (("S2", "Pilots retire", "Trainees", "Master"), ("", "", "Pay", ""))).encode()
    )
    assert (read.read, len(read.rows), read.joined, len(read.places_joined)) == (3, 2, 1, 1)
