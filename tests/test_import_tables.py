"""Tables as councils lay them: controls and further actions, cells that say nothing, headings over risks, cards."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import documents
import openpyxl
import pytest
from conftest import Done
from hypothesis import example, given
from hypothesis import strategies as st
from office import docx, par, row, table

from riskreg.errors import NotPossible
from riskreg.intake.banners import says_banner
from riskreg.intake.columns import role_of
from riskreg.intake.nothing import says_nothing
from riskreg.intake.people import maybe_names
from riskreg.intake.risk_rows import risk_rows
from riskreg.model.risk import Risk, Status
from riskreg.store.read import loads

Run = Callable[..., Done]

FULL = ("Ref", "Risk", "Current controls", "Further actions", "Due date", "Risk owner", "Likelihood", "Impact", "Score")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without registers."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[int] = ()) -> bytes:
    """A workbook of these sheets; rows of the first are hidden."""
    book = openpyxl.Workbook()
    for n, (title, rows) in enumerate(sheets.items()):
        sheet = book.active if n == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for cells in rows:
            sheet.append(tuple(cells))
        for number in hidden if n == 0 else ():
            sheet.row_dimensions[number].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drafted(run: Run, name: str) -> tuple[Sequence[Risk], Done]:
    """The risks of a draft that the command makes, and what it said."""
    done = run("import", name, "--date", "2024")
    assert done.code == 0, done.err
    return loads(done.out).risks, done


def test_dates_belong_to_the_further_actions_and_controls_are_in_place(here: Path, run: Run) -> None:
    """A due date is that of the further action, never of the controls beside it; the headings give the status."""
    cells = ("C1", "Storms close the harbour", "Wall\nPumps", "Raise the wall", "31/03/2025", "Harbour Master", 2, 3, 6)
    (here / "r.xlsx").write_bytes(workbook({"Risks": [FULL, cells]}))
    (risk,), done = drafted(run, "r.xlsx")
    assert [(m.action, m.status, str(m.due) if m.due else None) for m in risk.mitigations] == [
        ("Wall", Status.IN_PLACE, None),
        ("Pumps", Status.IN_PLACE, None),
        ("Raise the wall", Status.PLANNED, "2025-03-31"),
    ]
    assert '# The status "in place" is that of the heading "Current controls"' in done.out


def test_a_date_without_a_further_action_is_told_and_given_to_no_control(here: Path, run: Run) -> None:
    """Where no further action stands beside the date, it stays a comment; a row's own status goes first."""
    text = "Risk,Controls,Planned action,Due date,Status\nStorm hits,Wall,,June 2025,\nFees fall,Audit,Cut,,Complete\n"
    (here / "r.csv").write_text(text, encoding="utf-8")
    (first, second), done = drafted(run, "r.csv")
    assert [(m.action, m.due) for m in first.mitigations] == [("Wall", None)]
    assert '# The table also has, under "due": June 2025' in done.out
    assert [m.status for m in second.mitigations] == [Status.IN_PLACE, Status.COMPLETE]


@pytest.mark.parametrize("suffix", documents.FORMS)
@pytest.mark.parametrize(
    "said", ["None identified", "None", "N/A", "n/a", "-", "Nil", "TBC", "No further action required"]
)
def test_a_cell_that_says_nothing_is_no_action(here: Path, run: Run, suffix: str, said: str) -> None:
    """In every form, "None" and its like become no action, a question at their place, and a count."""
    rows = [("Risk", "Mitigation", "Owner"), ("Storms close us", said, said), ("Fees fall", "Review them", "Treasurer")]
    (here / f"r.{suffix}").write_text(documents.FORMS[suffix](rows), encoding="utf-8")
    (first, second), done = drafted(run, f"r.{suffix}")
    assert (first.mitigations, first.owner) == ((), None)
    assert len(second.mitigations) == 1
    assert f'# QUESTION: the row says "{said}" of its actions; is there none?' in done.out
    assert f'no action was drafted of 1 cell that said only "{said}"' in done.err


@pytest.mark.parametrize(
    "text", ["Nonetheless train", "No boats leave in a storm", "None but the master may sail", "Tbc Ltd"]
)
def test_a_cell_that_says_something_is_kept(text: str) -> None:
    """A sentence that begins like nothing is something."""
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "text", ["Storms close the harbour", "Failure to manage risks", "Service delivery fails", "Fire risk"]
)
def test_a_risk_is_no_heading_over_risks(text: str) -> None:
    """What may be the name of a risk is not taken for a heading by its words alone."""
    assert not says_banner(text)


def test_a_heading_in_the_second_column_is_the_category_of_the_risks_below(here: Path, run: Run) -> None:
    """A text alone in its row is no risk but stands over those below; one with nothing below it is left out."""
    rows: list[Sequence[Any]] = [
        ("Ref", "Risk", "Mitigation", "Score"), (None, "Financial risks"), ("F1", "Reserves run out", "Save", 12),
        (None, "Closed risks"), ("F2", "Ferry sinks", "Sold", 2), (None, "End of risks"),
    ]  # fmt: skip
    (here / "r.xlsx").write_bytes(workbook({"Risks": rows}))
    (first, second), done = drafted(run, "r.xlsx")
    assert (first.category, second.category) == ("Financial risks", "Closed risks")
    assert '# QUESTION: it stands under "Closed risks"; is it still a risk' in done.out
    assert "2 risks from 5 rows (0 joined to the row above, 2 banners, 1 left out)" in done.err


def test_each_table_counts_its_own_rows(here: Path, run: Run) -> None:
    """A risk of a second table has its place in that table, and no heading of the first stands over it."""
    head = row("Risk", "Mitigation", "RAG")
    one = table(head, row("Operational risks", "", ""), row("Storms close us", "Wall", "Red"))
    (here / "r.docx").write_bytes(docx(par("1 May 2024") + one + table(head, row("Fees fall", "Cut", "Green"))))
    (first, second), done = drafted(run, "r.docx")
    assert (first.place, second.place) == ("table 1, row 1", "table 2, row 1")
    assert (first.category, second.category) == ("Operational risks", None)
    assert "# From table 2, row 2" in done.out


def test_a_sheet_of_closed_risks_is_not_read_with_the_others(here: Path, run: Run) -> None:
    """Closed risks under the same headings are no risks of today: they are left, and it is said how to read them."""
    rows = {n: [("Risk", "Mitigation", "Score"), (f"{n} storm hits", "Wall", 4)] for n in ("Closed", "Live")}
    (here / "r.xlsx").write_bytes(workbook(rows))
    (only,), done = drafted(run, "r.xlsx")
    assert only.title == "Live storm hits"
    assert "of closed risks, and was not read; --table 1 reads it instead" in done.err


def test_hidden_rows_are_counted_as_left_out(here: Path, run: Run) -> None:
    """A row that a sheet or a page hides is no risk of the draft, and is told with what it says."""
    rows: list[Sequence[Any]] = [
        ("Risk", "Mitigation"),
        ("Storm hits", "Wall"),
        ("Secret plan", "Hush"),
        ("Fees", "Cut"),
    ]
    (here / "r.xlsx").write_bytes(workbook({"Risks": rows}, hidden=[3]))
    page = "".join(f"<tr{' hidden' if r[0] == 'Secret plan' else ''}><td>{r[0]}<td>{r[1]}" for r in rows)
    (here / "r.html").write_text(f"<html><table>{page}</table>", encoding="utf-8")
    (here / "s.html").write_text(f"<html><table>{page.replace('hidden', 'style=display:none')}</table>", "utf-8")
    for name in ("r.xlsx", "r.html", "s.html"):
        risks, done = drafted(run, name)
        assert [r.title for r in risks] == ["Storm hits", "Fees"]
        assert "2 risks from 3 rows (0 joined to the row above, 0 banners, 1 left out)" in done.err
        assert 'left out: row 3: "Secret plan | Hush" (the document hides this row)' in done.err


@pytest.mark.parametrize("suffix", ["csv", "md"])
def test_cells_beyond_the_headings_are_told(here: Path, run: Run, suffix: str) -> None:
    """What stands to the right of the last heading is counted as lost and told, and no row is."""
    texts = {
        "csv": "Risk,Mitigation\nStorms close us,Wall,and a pump\n",
        "md": "| Risk | Mitigation |\n|---|---|\n| Storms close us | Wall | and a pump |\n",
    }
    (here / f"r.{suffix}").write_text(texts[suffix], encoding="utf-8")
    _, done = drafted(run, f"r.{suffix}")
    assert '"and a pump" (it stands to the right of the last heading)' in done.err
    assert "1 risk from 1 row (0 joined to the row above, 0 banners, 0 left out)" in done.err
    assert "8 of 25 characters" in done.err


lines = st.lists(
    st.lists(
        st.sampled_from(["", "", "R1", "Fees fall", "storm", "Financial risks", "Total", "* note", "-", "Risk"]),
        max_size=5,
    ),
    max_size=8,
)


@given(body=lines, hidden=st.sets(st.integers(2, 9), max_size=3))
@example(body=[["", "R1"], ["", "-"]], hidden=set())
def test_the_count_of_rows_always_closes(body: list[list[str]], hidden: set[int]) -> None:
    """Rows read are those drafted, joined, headings and left out; none is counted twice, and no count is below 0."""
    rows = [("Ref", "Risk", "Mitigation"), ("R0", "Storms close us", "Wall"), *body]
    page = "".join(
        f"<tr{' hidden' if n in hidden else ''}>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"
        for n, cells in enumerate(rows)
    )
    try:
        read = risk_rows("r.html", f"<html><body><table>{page}</table>".encode())
    except NotPossible as refused:  # mostly ids and signs: nothing is read, and it is said why
        if "its risks have no words" not in refused.sentence():
            raise
        return
    filled = sum(
        any(c.strip("*- ") or c == "-" for c in cells[: 3 if n not in hidden else 5]) for n, cells in enumerate(rows)
    )
    headings = sum(cells[:3] == ["Ref", "Risk", "Mitigation"] for cells in map(list, rows))
    assert read.read == filled - headings
    assert read.joined >= 0
    assert read.read == len(read.rows) + read.joined + len(read.banners) + read.rows_left_out


def test_a_matrix_is_told_from_the_scores(here: Path, run: Run) -> None:
    """Where likelihood × impact is the score in every row of a 5 × 5, both are kept, and the matrix is a question."""
    rows = [FULL, *((f"C{n}", f"Storm {n} hits", "Wall", "", "", "", n, 5, 5 * n) for n in (1, 3, 4))]
    (here / "r.xlsx").write_bytes(workbook({"Risks": rows}))
    risks, done = drafted(run, "r.xlsx")
    assert [str(r.score.current) for r in risks] == ["L1 × I5 = 5", "L3 × I5 = 15", "L4 × I5 = 20"]
    assert "# QUESTION: the matrix is told from the scores alone" in done.out


def test_a_matrix_is_told_from_the_tables_of_the_scales(here: Path, run: Run) -> None:
    """The report's own tables of likelihood and impact give the words; ratings give the bands."""
    rows = [("Risk", "Mitigation", "Likelihood", "Impact", "RAG"), ("Storm", "Wall", "3 - Likely", 3, "Red"),
            ("Fees fall", "Cut", "Rare", 2, "Green")]  # fmt: skip
    scale = [("Score", "Likelihood", "Impact"), (1, "Rare", "Minor"), (2, "Possible", "Major"), (3, "Likely", "Severe")]
    (here / "r.xlsx").write_bytes(workbook({"Risks": rows, "How to score": scale}))
    done = run("import", "r.xlsx", "--date", "2024")
    made = loads(done.out)
    assert made.matrix is not None
    assert (made.matrix.likelihood, made.matrix.impact) == (
        ("Rare", "Possible", "Likely"),
        ("Minor", "Major", "Severe"),
    )
    assert [(b.name, b.from_) for b in made.matrix.bands] == [("Green", 1), ("Red", 9)]
    assert [str(r.score.current) for r in made.risks] == ["L3 × I3 = 9", "L1 × I2 = 2"]


def test_without_a_matrix_the_values_stand_in_comments_that_can_be_taken_out(here: Path, run: Run) -> None:
    """A score that is not the product tells no matrix: the lines stand beside each risk, and work once it is stated."""
    (here / "r.csv").write_text("Risk,Mitigation,Likelihood,Impact,Score\nStorm hits,Wall,3,4,15\n", encoding="utf-8")
    (risk,), done = drafted(run, "r.csv")
    assert risk.score.current is not None
    assert risk.score.current.score == 15
    assert "# QUESTION: which matrix do likelihood and impact follow?" in done.out
    line = "score.current = { likelihood = 3, impact = 4 }"
    assert f"\n# {line}\n" in done.out
    matrix = '[matrix]\nlikelihood=["a","b","c"]\nimpact=["a","b","c","d"]\nbands=[{name="Low",from=1}]\n'
    text = done.out.replace("score.current = { score = 15 }\n", "").replace(f"# {line}\n", "")
    text = text.replace("\n[risk.storm-hits]\n", f"\n{matrix}\n[risk.storm-hits]\n{line}\n")
    assert str(loads(text).risks[0].score.current) == "L3 × I4 = 12"


@pytest.mark.parametrize(
    ("cell", "score", "told"), [("20 (Red)", 20, "20 (Red)"), ("4x5=20", 20, "4x5=20"), ("12", 12, "")]
)
def test_a_word_beside_a_score_is_not_lost(here: Path, run: Run, cell: str, score: int, told: str) -> None:
    """The number of a score is kept, and what stands beside it is told."""
    (here / "r.csv").write_text(f"Risk,Mitigation,Score\nStorm hits,Wall,{cell}\n", encoding="utf-8")
    (risk,), done = drafted(run, "r.csv")
    assert risk.score.current is not None
    assert risk.score.current.score == score
    assert (f"score {told}; kept as {score}" in done.out) == bool(told)


CARDS = "".join(
    f"<h2>Risk {n}</h2><table><tr><th>Risk ref<td>CR{n}<tr><th>Risk:<td>{title}<tr><th>Owner<td>Harbour Master"
    f"<tr><th>Mitigation<td>Wall<tr><td><td>Pump</table>"
    for n, title in ((1, "Storms close us"), (2, "Fees fall"))
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cards.html", f"<html><body>{CARDS}"),
        ("one.csv", "Ref,CR1\nRisk,Storms close us\nMitigation,Wall\n,Pump\n"
                    "Ref,CR2\nRisk,Fees fall\nMitigation,Wall\n,Pump\n"),
        ("wide.csv", "Risk,Storms close us,Ref,CR1\nMitigation,Wall,Owner,Clerk\n,Pump,,\n"
                     "Risk,Fees fall,Ref,CR2\nMitigation,Wall,Owner,Clerk\n,Pump,,\n"),
        ("side.csv", 'Ref,CR1,CR2\nRisk,Storms close us,Fees fall\nMitigation,"Wall\nPump","Wall\nPump"\n'),
    ],
)  # fmt: skip
def test_cards_and_tables_on_their_side_are_read(here: Path, run: Run, name: str, text: str) -> None:
    """Labels beside values, one risk a table, below each other, in two pairs of columns, or a risk a column."""
    (here / name).write_text(text, encoding="utf-8")
    risks, done = drafted(run, name)
    found = [(r.number, r.title, [m.action for m in r.mitigations]) for r in risks]
    assert found == [("CR1", "Storms close us", ["Wall", "Pump"]), ("CR2", "Fees fall", ["Wall", "Pump"])]
    assert "labels stand beside their values" in done.err


@pytest.mark.parametrize(
    ("heading", "role"),
    [("What could go wrong?", "risk"), ("What are we doing about it?", "controls"), ("Who is responsible?", "owner"),
     ("What more will we do?", "mitigation"), ("How likely is it?", "current.likelihood"), ("#", "ref"),
     ("Further actions Owner", "action-owner"), ("Further actions Due date", "due"), ("Actions in place", "controls"),
     ("Mitigating actions in place or planned", "mitigation")],
)  # fmt: skip
def test_plain_headings_are_understood(heading: str, role: str) -> None:
    """Headings in everyday words, and those joined of two rows, mean what an officer means."""
    assert role_of(heading) == role


@pytest.mark.parametrize(
    "role", ["Head of Finance", "CFO", "Harbour Master", "Section 151 Officer", "Adult Social Care", "HR"]
)
def test_a_role_is_no_name(role: str) -> None:
    """What holds a word of an office is not asked about."""
    assert maybe_names(role) == ()


def test_an_owner_that_may_be_a_person_is_asked_about(here: Path, run: Run) -> None:
    """A register names roles: a name beside one, or alone, is a question at its place."""
    (here / "r.csv").write_text(
        "Risk,Mitigation,Owner\nStorm hits,Wall,Ada Example (Head of Port)\nFees fall,Cut,Treasurer\n", encoding="utf-8"
    )
    _, done = drafted(run, "r.csv")
    assert done.out.count("a person?") == 1
    assert '# QUESTION: is the owner "Ada Example" a person?' in done.out


def test_colours_without_words_are_asked_about(here: Path, run: Run) -> None:
    """A column of ratings in which no word stands is not passed over."""
    (here / "r.csv").write_text("Risk,Mitigation,RAG\nStorm hits,Wall,\n", encoding="utf-8")
    _, done = drafted(run, "r.csv")
    assert '# QUESTION: "RAG" has no words in any row' in done.out


def test_the_register_is_called_after_what_says_so(here: Path, run: Run) -> None:
    """A line that says risk register is the title, not the council's name, a sheet of scales, or the headings."""
    rows: list[Sequence[Any]] = [
        ("Harbourside Council",),
        ("Corporate risk register",),
        (),
        ("Risk", "Mitigation"),
        ("Storm", "Wall"),
    ]
    scale: list[Sequence[Any]] = [("How to score",), ("Score", "Meaning"), (1, "Rare")]
    book = workbook({"How to score": scale, "Risks": rows})
    (here / "r.xlsx").write_bytes(book)
    done = run("import", "r.xlsx", "--date", "2024")
    assert 'title = "Corporate risk register"' in done.out
    assert "# QUESTION: the title is a line of the report" in done.out


def test_a_quote_that_took_rows_is_asked_about(here: Path, run: Run) -> None:
    """A quote closed by the next one has rows in its cell: that is a question with the lines."""
    text = 'Risk,Mitigation,Owner\nStorm,"Wall,Clerk\nFees,Cut,Clerk\nTide,Wait,Clerk\nBoats,"Pump",Clerk\n'
    (here / "r.csv").write_text(text, encoding="utf-8")
    _, done = drafted(run, "r.csv")
    assert "row 2 (lines 2-5): a cell looks as if it held rows; is a quote left open in it?" in done.err


def test_a_theme_that_stands_alone_is_that_of_the_risks_below(here: Path, run: Run) -> None:
    """An objective alone in its row is the objective of the risks below it, not that of the risks above."""
    rows = [("Objective", "Risk", "Mitigation"), ("Safe port", "Storms", "Wall"), ("", "Tides", "Wait"),
            ("Sound money", "", ""), ("", "Fees", "As above")]  # fmt: skip
    (here / "r.xlsx").write_bytes(workbook({"Risks": rows}))
    risks, done = drafted(run, "r.xlsx")
    assert [r.objective for r in risks] == ["Safe port", "Safe port", "Sound money"]
    assert '# QUESTION: the row says "As above"; what is meant?' in done.out


def test_struck_out_text_of_a_page_is_left_out_and_told(here: Path, run: Run) -> None:
    """What an author has struck out is not read as if it stood, and that is said."""
    text = "<html><table><tr><td>Risk<td>Mitigation<tr><td>Storm<td>Wall by <del>June</del> July</table>"
    (here / "r.html").write_text(text, encoding="utf-8")
    (risk,), done = drafted(run, "r.html")
    assert [m.action for m in risk.mitigations] == ["Wall by July"]
    assert '1 piece of struck-out text left out: "June"' in done.err


def test_numbers_of_columns_and_totals_are_no_risks(here: Path, run: Run) -> None:
    """A row that counts the columns, and a row of totals, are left out with the reason."""
    text = "Ref,Risk,Mitigation,Score\n(1),(2),(3),(4)\nA,Storm,Wall,4\nB,Flood,Pump,2\nTotal,,,6\n"
    (here / "r.csv").write_text(text, encoding="utf-8")
    risks, done = drafted(run, "r.csv")
    assert [r.title for r in risks] == ["Storm", "Flood"]
    assert "it holds the numbers of the columns" in done.err
    assert "it is a row of totals" in done.err


def test_several_reports_give_a_draft_each(here: Path, run: Run) -> None:
    """One that is refused does not hide the others, and makes the exit code; --output is for one."""
    (here / "a.csv").write_text("Risk,Mitigation\nStorm hits,Wall\n", encoding="utf-8")
    (here / "b.csv").write_text("Budget,Actual\n1,2\n", encoding="utf-8")
    (here / "c.csv").write_text("Risk,Mitigation\nFees fall,Cut\n", encoding="utf-8")
    done = run("import", "a.csv", "b.csv", "c.csv", "--date", "2024")
    assert done.code == 2
    parts = [part for part in done.out.split("# ==== ") if "[register]" in part]
    assert [loads("# " + part).risks[0].title for part in parts] == ["Storm hits", "Fees fall"]
    assert "b.csv holds no risk table" in done.err
    assert run("import", "a.csv", "c.csv", "--date", "2024").code == 0
    assert run("import", "a.csv", "c.csv", "--date", "2024", "-o", "x.toml").code == 2
    assert not (here / "x.toml").exists()
    one = json.loads(run("import", "a.csv", "--date", "2024", "--format", "json").out)
    listed = run("import", "a.csv", "b.csv", "c.csv", "--date", "2024", "--format", "json")
    assert listed.code == 2
    first, second = json.loads(listed.out)
    assert first == one
    assert second["file"] == "c.csv"
    assert json.loads(run("import", "b.csv", "b.csv", "--date", "2024", "--format", "json").out) == []
