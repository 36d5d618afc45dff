"""Text that pdftotext makes of a report: its table begins and ends where the report's does, and no word is torn."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import documents
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskreg.errors import NotPossible
from riskreg.intake.risk_rows import risk_rows

ABOVE = (
    "Report of the Harbour Master, 14 March 2024\n\nThe harbour is safe in most weathers, and dear to the town that "
    "pays\nfor it.\n\n"
)
ROWS = (
    ("Storms break the sea wall in the north of the harbour", "Stones are laid each spring", "Engineer"),
    ("Silt closes the channel", "A dredger is hired from the county for two months in the year", "Pilot"),
    ("Fire on the quay", "Hoses are tested", "Warden"),
)
HEADS = ("Risk", "Mitigating action", "Owner")
PROSE = (
    "The committee is asked to note that the wall will be looked at next year, and that all costs are\n"
    "met from the fund that was set aside."
)
TAILS = {
    "a paragraph": PROSE,
    "a numbered heading": f"5. Conclusion\n{PROSE}",
    "a numbered heading and an empty line": f"5. Conclusion\n\n{PROSE}",
    "a heading": f"Conclusion\n{PROSE}",
    "numbered paragraphs": f"5.1 {PROSE}\n"
    "5.2 There is nothing else to say of what the harbour costs in a year of plenty.",
    "points": "Members are asked to:\n"
    f"• note the wall, the channel and the quay, and all that is done about them\n• {PROSE}",
    "another table": f"{PROSE}\n\nYear            Budget           Spent\n2023            £12,000          £11,500",
    "the foot of a page": "Harbour Council, audit committee - page 1",
}  # fmt: skip


def laid(rows: Sequence[Sequence[str]], widths: Sequence[int], *, indent: int = 1, between: str = "\n") -> str:
    """Rows side by side, wrapped in columns of these widths with two blanks or more between."""
    lines: list[str] = []
    for row in rows:
        cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for n in range(max(map(len, cells))):
            parts = (c[n] if n < len(c) else "" for c in cells)
            line = "  ".join(p.ljust(width) for p, width in zip(parts, widths, strict=True))
            lines.append(f"{' ' * indent}{line}".rstrip())
        lines.append(between.strip("\n"))
    return "\n".join(line for line in lines if line or between.count("\n") > 1) + "\n"


def wrapped(cell: str, width: int) -> list[str]:
    return [line for part in cell.split("\n") for line in textwrap.wrap(part, width, break_on_hyphens=False)] or [""]


def read(text: str, columns: int = 3) -> list[tuple[str, ...]]:
    found = risk_rows("report.txt", text.encode())
    return [(r.cell("risk"), r.cell("mitigation"), r.cell("owner"))[:columns] for r in found.rows]


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("tail", TAILS)
def test_what_follows_a_table_is_no_risk(tail: str, between: str, columns: int) -> None:
    """Prose, headings, points, other tables and page numbers below a table are none of it."""
    rows = [row[:columns] for row in (HEADS, *ROWS)]
    text = ABOVE + laid(rows, (30, 34, 12)[:columns], between=between) + "\n" + TAILS[tail] + "\n"
    assert read(text, columns) == rows[1:]


@pytest.mark.parametrize("aside", [-1, 4, 9, 14])
def test_headings_that_stand_aside_of_their_columns(aside: int) -> None:
    """Headings may stand some characters aside of what is below them: the columns are found all the same."""
    head, body = laid([HEADS], (30, 34, 12)), laid(ROWS, (30, 34, 12))
    shifted = head.replace("Mitigating", " " * aside + "Mitigating") if aside > 0 else head.replace(" Mitig", "Mitig")
    assert read(ABOVE + shifted + body + "\n" + PROSE) == list(ROWS)


def test_headings_of_two_lines() -> None:
    """A heading that is wrapped is one heading, and no part of the first row."""
    head = " Risk                            Mitigating action (in place      Owner\n"
    head += f"{' ' * 33}or planned)\n"
    assert read(ABOVE + head + laid(ROWS, (30, 34, 12), indent=1)) == list(ROWS)


def test_a_line_that_fills_its_column_is_parted_between_words() -> None:
    """Where two columns touch in a line, no word is torn, and the line is asked about."""
    text = ABOVE + laid((HEADS, *ROWS), (30, 34, 12))
    touching = text.replace("Silt closes the channel         A dredger", "Silt closes the channel for ships A dredger")
    found = risk_rows("report.txt", touching.encode())
    assert "Silt closes the channel for ships" in found.rows[1].cell("risk")
    assert found.rows[1].cell("mitigation").startswith("A dredger")
    assert any("touch" in question for question in found.asked)


def test_a_theme_beside_several_rows() -> None:
    """A merged theme stands beside its first row only; the others are rows all the same, of the same theme."""
    rows = [("Theme", "Risk", "Mitigating action"), ("Sea", *ROWS[0][:2]), ("", *ROWS[1][:2]), ("Land", *ROWS[2][:2])]
    found = risk_rows("report.txt", (ABOVE + laid(rows, (8, 30, 34))).encode())
    assert [(r.cell("category"), r.cell("risk")) for r in found.rows] == [
        ("Sea", ROWS[0][0]), ("Sea", ROWS[1][0]), ("Land", ROWS[2][0]),
    ]  # fmt: skip


def test_a_point_whose_mark_stands_apart() -> None:
    """The mark of a point belongs to the words behind it, however wide the gap."""
    text = (
        " Risk                      Mitigating action\n"
        " Storms break the wall     •   Stones are laid each\n"
        " in the north                  spring and autumn\n"
        "                           •   Divers look at it\n"
        " Fire on the quay          •   Hoses are tested\n"
    )
    assert read(text, 2) == [
        ("Storms break the wall in the north", "* Stones are laid each spring and autumn\n* Divers look at it"),
        ("Fire on the quay", "* Hoses are tested"),
    ]


def test_short_actions_below_each_other_are_not_joined() -> None:
    """A line that ends well short of its column ends an action."""
    rows = [HEADS, ("Fire on the quay", "Hoses are tested\nExits are kept clear\nA drill is held", "Warden"), ROWS[1]]
    assert read(ABOVE + laid(rows, (30, 34, 12))) == rows[1:]


def test_a_table_that_goes_on_behind_a_page_without_headings() -> None:
    """What stands between the halves of a table at the edge of a page is left out, and asked about."""
    text = (
        ABOVE
        + laid((HEADS, *ROWS[:2]), (30, 34, 12))
        + "\nTo be read with the letter of the Harbour Master and his clerk\n"
    )
    text += "\f" + laid(ROWS[2:], (30, 34, 12)) + "\n" + PROSE
    found = risk_rows("report.txt", text.encode())
    assert [r.cell("risk") for r in found.rows] == [row[0] for row in ROWS]
    assert any("letter of the Harbour Master" in question for question in found.asked)


def test_a_row_alone_below_a_table_is_kept_and_asked_about() -> None:
    """A risk without anything beside it is not lost where the table ends with it."""
    text = ABOVE + laid((HEADS, *ROWS), (30, 34, 12), between="\n\n") + "\n The ferry is late\n"
    found = risk_rows("report.txt", text.encode())
    assert found.rows[-1].cell("risk") == "The ferry is late"
    assert any("The ferry is late" in question for question in found.asked)


WORDS = ("harbour", "wall", "quay", "boats", "mooring", "fees", "ferry", "storm", "pump", "crane", "audit", "fuel")
names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(lambda w: " ".join(w).capitalize())
actions = st.lists(names, min_size=1, max_size=3).map("\n".join)
tables = st.lists(st.tuples(names, actions, names), min_size=2, max_size=6, unique_by=lambda row: row[0])


@given(
    table=tables,
    widths=st.sampled_from([(20, 40, 16), (34, 30, 20), (28, 28, 28)]),
    between=st.sampled_from(["\n", "\n\n"]),
)
def test_every_word_is_kept_and_every_doubt_is_asked(
    table: list[tuple[str, str, str]], widths: Sequence[int], between: str
) -> None:
    """Actions without full stops, below each other: exact, or asked about; and no word is lost, torn or invented."""
    found = risk_rows("report.txt", (laid([HEADS, *table], widths, between=between) + "\n\n" + PROSE).encode())
    rows = [(r.cell("risk"), r.cell("mitigation"), r.cell("owner")) for r in found.rows]
    exact = [tuple(map(one_line, row)) for row in rows] == [tuple(map(one_line, row)) for row in table]
    assert (exact and [r[1] for r in rows] == [r[1] for r in table]) or found.asked
    words = sorted(word for row in rows for cell in row for word in cell.split())
    assert words == sorted(word for row in table for cell in row for word in cell.split()) or found.asked


def one_line(cell: str) -> str:
    return " ".join(cell.split())


@given(
    table=st.lists(st.tuples(names, actions), min_size=2, max_size=6),
    widths=st.sampled_from([(22, 44), (26, 46), (30, 39)]),
)
def test_cells_one_after_the_other_without_full_stops(table: list[tuple[str, str]], widths: tuple[int, int]) -> None:
    """Where nothing says where an action ends, it is exact, asked about or refused; not of one word repeated."""
    assume(all(len(set(line.lower().split())) > 1 for row in table for cell in row for line in cell.split("\n")))
    parts = [(risk, *action.split("\n")) for risk, action in table]
    rows = [("Risk", "Mitigating action"), *((risk, "\n".join(acts)) for risk, *acts in parts)]
    text = documents.HEAD + "Risk Mitigating action\n\n"
    for row in rows[1:]:
        text += "".join("\n".join(wrapped(cell, width)) + "\n\n" for cell, width in zip(row, widths, strict=True))
    try:
        found = risk_rows("report.txt", (text + documents.TAIL).encode())
    except NotPossible:
        return
    assert [(r.cell("risk"), r.cell("mitigation")) for r in found.rows] == rows[1:] or found.asked


def test_a_wrapped_owner_is_one_and_two_are_two() -> None:
    """`Officer` below `Section 151` is the rest of a role; `Head of HR` below another is a second owner, and asked."""
    rows = [
        ("Risk", "Mitigation", "Owner"),
        (
            "Pension costs rise faster than was planned for",
            "Review of the fund each third year",
            "Section 151\nOfficer",
        ),
        ("Flood of the road", "Sandbags", "Head of Roads"),
    ]
    first = risk_rows("a.txt", laid(rows, (26, 24, 16)).encode()).rows[0]
    assert first.cell("owner") == "Section 151 Officer"


def test_an_action_row_with_its_own_owner_is_an_action() -> None:
    """An action and an owner that begin on one line beside an empty risk are parted from those above, and asked."""
    text = (
        "8 Risks\n\nRef  Risk                Mitigation          Action owner\n"
        "1    Fire at the depot   Alarms are tested.  Head of Estates\n"
        "                         Drills are held.    Head of HR\n"
        "2    Flood               Sandbags.           Head of Roads\n"
    )
    first = risk_rows("a.txt", text.encode()).rows[0]
    assert first.cell("mitigation").split("\n") == ["Alarms are tested.", "Drills are held."]
    assert first.cell("action-owner").split("\n") == ["Head of Estates", "Head of HR"]
    assert any("Drills are held. | Head of HR" in question for question in first.questions)


def test_a_line_drawn_below_the_headings_is_no_text() -> None:
    """Dashes below headings or between rows are no words of a row."""
    text = (
        "8 Risks\n\nRef  Risk                Mitigation          Owner\n"
        "---  ----                ----------          -----\n"
        "1    Fire at the depot   Alarms are tested   Estates\n2    Flood               Sandbags            Roads\n"
    )
    rows = risk_rows("a.txt", text.encode()).rows
    assert [(r.cell("ref"), r.cell("risk"), r.cell("owner")) for r in rows] == [
        ("1", "Fire at the depot", "Estates"),
        ("2", "Flood", "Roads"),
    ]


def test_a_banner_above_references_is_a_category() -> None:
    """A few words from the column of references on, with a row below, stand over rows and are none."""
    text = (
        "8 Risks\n\nRef   Risk                Mitigation          Owner\nFinancial risks\n"
        "1     Budget gap          Monitoring          Finance\n2     Income falls        Debt recovery       Finance\n"
        "People risks\n3     Staff leave         Pay review          HR\n"
    )
    rows = risk_rows("a.txt", text.encode()).rows
    assert [(r.cell("risk"), r.category) for r in rows] == [
        ("Budget gap", "Financial risks"),
        ("Income falls", "Financial risks"),
        ("Staff leave", "People risks"),
    ]


def test_a_wrapped_title_is_one_paragraph() -> None:
    """A name of a risk that goes on in capitals below a full line is not cut in two."""
    rows = [
        ("Risk", "Mitigation", "Owner"),
        ("Failure to deliver the new Local Plan", "Cross-party working group", "Planner"),
        ("Flood of the road", "Sandbags", "Engineer"),
    ]
    assert risk_rows("a.txt", laid(rows, (26, 30, 16)).encode()).rows[0].cell("risk") == rows[1][0]
