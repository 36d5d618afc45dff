"""The command import: a draft that a person can edit, nothing lost without a word, nothing overwritten."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import documents
import pytest
from conftest import Done, folder_of
from hypothesis import given
from hypothesis import strategies as st

from riskreg.intake.draft import About, draft
from riskreg.intake.earlier import Known
from riskreg.intake.risk_rows import risk_rows
from riskreg.model.dates import PartialDate
from riskreg.store.read import loads

Run = Callable[..., Done]

TABLE = [
    ("Risk", "Mitigating action (in place or planned)"),
    ("Storms close the harbour for longer than the reserve can bear", "Raise the wall.\n* Pumps\n* Sandbags"),
    ("Pilots retire faster than new ones are trained", "Two trainees a year; a pool with the next port"),
]

SCORED = """<html><body><p>Date: 4 March 2024</p>
<h2>Levels</h2><table><tr><th>Impact<th>Description<tr><td>1<td>Minor</table>
<h2>Heat map</h2><table><tr><th>Risk<th>Score<tr><td>R1<td>R2<tr><td>R3<td>R4</table>
<h2>5.2 Risks</h2><table>
<tr><th rowspan=2>Ref<th rowspan=2>Rіsk<th colspan=3>Inherent<th rowspan=2>Mitigation<th colspan=3>Residual
<th rowspan=2>Owner<th rowspan=2>Due date<th rowspan=2>Trend</tr><tr><th>L<th>I<th>S<th>L<th>I<th>S</tr>
<tr><td colspan=12>Weather</td></tr>
<tr><td rowspan=2>H1<td rowspan=2>Storms close the harbour
<td rowspan=2>4<td rowspan=2>4<td rowspan=2>16<td>Raise the wall
<td rowspan=2>3<td rowspan=2>4<td rowspan=2>12<td>Harbour Master<td>31/03/2025<td rowspan=2>down</tr>
<tr><td>Buy pumps<td>Engineer<td>June 2025</tr>
<tr><td>H2<td>Pilots retire<td>5<td>3<td>15<td>Train two a year<td>2<td>3<td>6<td>Harbour Master<td>ongoing<td>up</tr>
<tr><td colspan=12>* Scores of February.</td></tr></table></body></html>"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with reports and no registers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text(documents.tabbed(TABLE), encoding="utf-8")
    (tmp_path / "scored.html").write_text(SCORED, encoding="utf-8")
    return tmp_path


def test_draft_is_a_register_and_says_where_each_risk_stood(here: Path, run: Run) -> None:
    """A draft is valid as it is: risks, actions and places as the report has them, the date from its own line."""
    done = run("import", "report.txt")
    assert done.code == 0
    made = loads(done.out)
    assert str(made.date) == "2024-03-04"
    assert [(r.title, r.place, len(r.mitigations)) for r in made.risks] == [
        ("Storms close the harbour for longer than the reserve can bear", "8, row 1", 3),
        ("Pilots retire faster than new ones are trained", "8, row 2", 2),
    ]
    assert "2 risks from 2 rows" in done.err
    assert "0 of " in done.err
    assert '# QUESTION: the date is read from the line "4 March 2024"' in done.out


def test_nothing_is_overwritten(here: Path, run: Run) -> None:
    """--output makes a new file, which check finds nothing wrong with, and never replaces one."""
    assert run("import", "report.txt", "-o", "2024-03.toml").code == 0
    first = (here / "2024-03.toml").read_bytes()
    assert run("check", "2024-03.toml").code == 0
    again = run("import", "report.txt", "--title", "Another", "-o", "2024-03.toml")
    assert (again.code, (here / "2024-03.toml").read_bytes()) == (2, first)
    assert "is there already" in again.err
    assert run("import", "report.txt", "-o", "away/2024.toml").code == 2


def test_two_rows_of_headings_scores_merged_cells_banners_and_footnotes(here: Path, run: Run) -> None:
    """A table as councils print it: every part of it in its field, in a comment, or told to be left out."""
    done = run("import", "scored.html")
    first, second = loads(done.out).risks
    assert (first.number, first.title, first.category) == ("H1", "Storms close the harbour", "Weather")
    assert [(m.action, m.owner, str(m.due)) for m in first.mitigations] == [
        ("Raise the wall", "Harbour Master", "2025-03-31"),
        ("Buy pumps", "Engineer", "2025-06"),
    ]
    assert [s.score.inherent and s.score.inherent.product() for s in (first, second)] == [16, 15]
    assert [s.score.current and s.score.current.product() for s in (first, second)] == [12, 6]
    assert second.owner == "Harbour Master"
    assert '# The table also has, under "due": ongoing' in done.out
    assert '# The table also has, under "Trend": down' in done.out
    assert 'left out: row 7: "* Scores of February." (it looks like a footnote)' in done.err
    assert 'row 3: "Weather" stands over the risks below it' in done.err
    # The two trends, and "ongoing"; the footnote.
    assert f"{len('downup') + len('ongoing') + len('ScoresofFebruary.')} of " in done.err


def test_matrix_of_the_register_before_is_taken_where_the_scores_fit(here: Path, run: Run) -> None:
    """Likelihood and impact are kept where an earlier register's matrix fits them, and the draft says so."""
    matrix = (
        '[matrix]\nlikelihood = ["a", "b", "c", "d", "e"]\nimpact = ["a", "b", "c", "d", "e"]\n'
        'bands = [{ name = "Low", from = 1 }, { name = "High", from = 12 }]\n'
    )
    folder_of(here, {"2023": f'[register]\ntitle = "Harbour risks"\ndate = "2023"\n\n{matrix}'})
    done = run("import", "scored.html")
    first = loads(done.out).risks[0]
    assert (first.score.inherent, first.score.current) != (None, None)
    assert [str(score) for _, score in first.score.stages()] == ["L4 × I4 = 16", "L3 × I4 = 12"]
    assert "# The matrix is that of 2023" in done.out
    assert 'title = "Harbour risks"' in done.out


def test_earlier_ids_only_where_the_wording_is_surely_the_same(here: Path, run: Run) -> None:
    """An equal title brings its id and its actions' ids; a like one a question; an id is never taken by accident."""
    text = (
        '[register]\ntitle = "Harbour risks"\ndate = "2023"\n\n\n[risk.wall]\ntitle = "Storms close the harbour for '
        'longer than the reserve can bear"\n\n[risk.wall.mitigation]\nup = { action = "Raise the wall." }\n'
        'sandbags = { action = "Insure the quay" }\n\n\n'
        '[risk.pilots-retire-faster]\ntitle = "Ferries stop"\n\n\n'
        '[risk.crew]\ntitle = "Pilots retire and too few are trained"\n'
    )
    folder_of(here, {"2023": text})
    done = run("import", "report.txt")
    first, second = loads(done.out).risks
    assert first.id == "wall"
    assert [m.id for m in first.mitigations][:2] == ["up", "pumps"]
    assert first.mitigations[2].id != "sandbags"
    assert second.id == "pilots-retire-faster-2"
    assert '# QUESTION: is this the risk "crew" of 2023 in other words' in done.out
    assert "1 with the id of an earlier risk" in done.err


def test_row_broken_over_a_page_is_joined_and_told(here: Path, run: Run) -> None:
    """A row that goes on below repeated headings in small letters is one risk, with a word of it."""
    rows = "Risk\tMitigating action\nStorms close\tRaise the\n\nRisk\tMitigating action\nthe harbour\twall.\n"
    (here / "broken.txt").write_text(rows, encoding="utf-8")
    done = run("import", "broken.txt", "--date", "2024")
    (only,) = loads(done.out).risks
    assert (only.title, [m.action for m in only.mitigations]) == ("Storms close the harbour", ["Raise the wall."])
    assert "line 5 goes on with the row before it: its risk begins in small letters" in done.err
    assert "# Joined: line 5 goes on" in done.out


def test_a_weak_sign_of_a_broken_row_is_a_question(here: Path, run: Run) -> None:
    """One weak reason joins nothing: the row stays a risk of its own, and is asked about."""
    rows = (
        "Risk\tMitigating action\nFlood\tPumps run.\nStorms close the harbour\tRaise the\n\nRisk\tMitigating action\n"
        "Fire\tHoses are new.\nIce\tSalt is kept.\n"
    )
    (here / "maybe.txt").write_text(rows, encoding="utf-8")
    done = run("import", "maybe.txt", "--date", "2024")
    assert len(loads(done.out).risks) == 4
    assert "question: line 6: is this row the rest of the one above?" in done.err


def test_a_person_who_knows_better_says_which_table_and_columns(here: Path, run: Run) -> None:
    """--list-tables numbers all tables; --table and --columns read one that riskreg would not."""
    listed = run("import", "scored.html", "--list-tables")
    assert (listed.code, "heat map" in " ".join(listed.out.split())) == (0, True)
    (here / "odd.csv").write_text("Sorge,Was tun\nDie Ebbe kommt,Warten\n", encoding="utf-8")
    assert run("import", "odd.csv", "--date", "2024").code == 2
    done = run("import", "odd.csv", "--date", "2024", "--columns", "risk=1,mitigation=2")
    assert [r.title for r in loads(done.out).risks] == ["Die Ebbe kommt"]
    assert run("import", "odd.csv", "--table", "2", "--date", "2024").code == 2
    for wrong in ("risk=1,rsik=2", "mitigation=2", "risk=0", "risk=1,risk=2", "risk=9"):
        assert run("import", "odd.csv", "--date", "2024", "--columns", wrong).code == 2, wrong


def test_json_has_every_row_with_its_cells(here: Path, run: Run) -> None:
    """--format json gives what was read: rows, cells, questions, what was left out, and the counts."""
    found = json.loads(run("import", "scored.html", "-f", "json").out)
    assert found["counts"] == {
        "read": 5, "risks": 2, "joined": 1, "banners": 1, "left_out": 1, "questions": 0,
        "characters": found["counts"]["characters"], "unkept": found["counts"]["unkept"],
    }  # fmt: skip
    assert [row["cells"][0]["current.score"] for row in found["rows"]] == ["12", "6"]
    assert found["rows"][0]["others"] == [{"heading": "Trend", "text": "down"}]
    assert found["left_out"][0]["why"] == "it looks like a footnote"


def test_a_date_that_cannot_be_told_is_asked_for(here: Path, run: Run) -> None:
    """Dates within sentences are dates of something else: without a line or a name that says it, it is asked for."""
    (here / "undated.csv").write_text(
        "Risk,Mitigation\nStorms on 4 March 2024 close us,Raise the wall\n", encoding="utf-8"
    )
    refused = run("import", "undated.csv")
    assert (refused.code, "--date" in refused.err, refused.out) == (2, True, "")
    assert run("import", "undated.csv", "--date", "4 March").code == 2
    shutil.copy(here / "undated.csv", here / "risks-2024-03-04.csv")
    assert str(loads(run("import", "risks-2024-03-04.csv").out).date) == "2024-03-04"


def test_card_of_the_document_says_date_and_source(here: Path, run: Run) -> None:
    """A card with the digest of the document gives its date, and becomes the draft's source."""
    import hashlib

    data = documents.comma_separated(TABLE).encode()
    (here / "known.csv").write_bytes(data)
    folder_of(here, {})
    digest = hashlib.sha256(data).hexdigest()
    card = 'title = "R"\nkind = "report"\ndate = 2023-05-06\norganisation = "Port"\nfile = "k"\n'
    card += f'sha256 = "{digest}"\n'
    folder_of(here, {"2023-05": card}, "seeds")
    made = loads(run("import", "known.csv").out)
    assert (str(made.date), made.source, made.organisation) == ("2023-05-06", "2023-05", "Port")


def test_exempt_risks_are_not_named(here: Path, run: Run) -> None:
    """A risk that is exempt gives a draft neither its id nor a word, however alike it is; that there is one is told."""
    text = (
        '[register]\ntitle = "Harbour risks"\ndate = "2023"\n\n\n[risk.secret-crew]\n'
        'title = "Pilots retire faster than new ones are trained"\nexempt = true\n'
    )
    folder_of(here, {"2023": text})
    done = run("import", "report.txt")
    assert "secret" not in done.out + done.err
    assert "1 exempt risk of the register before not looked at for ids" in done.err


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), min_size=1, max_size=60).filter(
    lambda text: any(c.isalpha() for c in text)
)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_any_text_makes_a_draft_that_is_read_as_meant(rows: list[tuple[str, str]]) -> None:
    """Whatever stands in the cells, the draft's text is a valid register, and is the one that was meant."""
    named = [(f"Loss of {risk}", action) for risk, action in rows]
    data = documents.comma_separated([("Risk", "Mitigation"), ("Storms close the harbour", "Raise the wall"), *named])
    read = risk_rows("report.csv", data.encode())
    made = draft(read, About("Risks", PartialDate.of_text("2024")), Known())
    assert loads(made.text()) == made.register
    assert len(made.register.risks) + read.joined + len(read.banners) + len(read.left_out) == read.read
