"""`matrix`: where each risk stands by likelihood and impact, then and now."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from builders import FIVE, FOUR, points, register, removal, risk
from conftest import Run, folder_of
from hypothesis import given
from strategies import pairs

import riskreg
from riskreg.errors import NothingToPlace
from riskreg.model.score import Band, Matrix, Score, Stage
from riskreg.store.write import dumps
from riskreg.tables.as_matrix import matrix_text, room_for_ids
from riskreg.tables.forms import render
from riskreg.tables.matrix import View, matrix_table, movement_tables
from riskreg.tables.standing import placed, point
from riskreg.tables.table import Table

EXAMPLE = str(Path(__file__).parents[1] / "docs" / "example" / "registers")
COUNCIL = Matrix(
    ("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
    ("Negligible", "Minor", "Moderate", "Major", "Critical"),
    (Band("Green", 1), Band("Amber", 8), Band("Red", 15)),
)
THEN = register(
    "2021",
    risk("staff", current=points(4, 4), target=points(2, 2)),
    risk("roof", current=points(2, 3)),
    risk("flood", current=points(5, 5)),
    risk("cyber", current=Score(rating="Red")),
    risk("heat", current=points(1, 1)),
    matrix=COUNCIL,
)
NOW = register(
    "2022",
    risk("staff", current=points(2, 4), target=points(2, 2)),
    risk("roof", current=points(2, 3)),
    risk("cyber", current=points(3, 3)),
    risk("heat", current=Score(score=12)),
    risk("pay", current=points(3, 3)),
    risk("silent"),
    removed=[removal("flood", "not reported")],
    matrix=COUNCIL,
)


def cell(table: Table, likelihood: int, impact: int) -> list[str]:
    """The lines of one cell."""
    highest = len(table.rows)
    return str(table.rows[highest - likelihood][impact]).split("\n")


def moved(then: riskreg.Register = THEN, now: riskreg.Register = NOW, **view: Any) -> tuple[Table, ...]:
    """Two registers as the view draws them."""
    return movement_tables(riskreg.compare(then, now), "2021", "2022", View(**view))


# One register


def test_the_highest_likelihood_stands_on_top() -> None:
    """Rows fall from the highest likelihood, columns rise with the impact, both with number and label."""
    table = matrix_table(NOW, "2022", View())
    assert [row[0] for row in table.rows] == ["5 Almost certain", "4 Likely", "3 Possible", "2 Unlikely", "1 Rare"]
    assert [c.title for c in table.columns][1:3] == ["Impact 1 Negligible", "Impact 2 Minor"]


def test_every_cell_names_its_band() -> None:
    """Nothing rests on colour: an empty cell says its band too, and the bands are explained above."""
    table = matrix_table(NOW, "2022", View())
    letters = [[str(cell).split("\n")[0] for cell in row[1:]] for row in table.rows]
    assert letters == [list("GARRR"), list("GAARR"), list("GGAAR"), list("GGGAA"), list("GGGGG")]
    assert table.lead == ("Bands: G Green 1–7, A Amber 8–14, R Red 15–25.",)


def test_bands_that_share_a_letter_are_named_in_full() -> None:
    """A letter that could mean two bands means nothing."""
    bands = (Band("Moderate", 1), Band("Major", 25))
    table = matrix_table(evolve(NOW, matrix=evolve(COUNCIL, bands=bands)), "2022", View())
    assert cell(table, 5, 5) == ["Major"]
    assert table.lead == ("Bands: Moderate 1–24, Major 25.",)


def test_risks_stand_where_they_are_scored() -> None:
    """Below the band's letter, in the register's order, each by its id."""
    table = matrix_table(NOW, "2022", View())
    assert cell(table, 3, 3) == ["A", "cyber", "pay"]
    assert cell(table, 2, 4) == ["A", "staff"]


def test_risks_that_cannot_be_placed_are_listed() -> None:
    """A number or a word alone has no place, and neither has silence; the three are told apart."""
    table = matrix_table(NOW, "2022", View())
    assert table.notes == (
        "Not placed, since a number or a rating alone is stated: heat (12 (Amber)).",
        "Not placed, since the current score is not stated: silent.",
    )


def test_another_stage_can_be_asked_for() -> None:
    """The matrix of what is aimed at."""
    table = matrix_table(NOW, "2022", View(Stage.TARGET))
    assert cell(table, 2, 2) == ["G", "staff"]
    assert "target" in table.caption


def test_ids_that_do_not_fit_become_numbers_with_a_key() -> None:
    """All or none of them, so that nobody has to guess; the key says id and title."""
    table = matrix_table(NOW, "2022", View(room=4))
    assert cell(table, 3, 3) == ["A", "3, 4"]
    assert table.notes[:4] == (
        "1 staff: The risk staff",
        "2 roof: The risk roof",
        "3 cyber: The risk cyber",
        "4 pay: The risk pay",
    )
    assert cell(matrix_table(NOW, "2022", View(room=5)), 3, 3) == ["A", "cyber", "pay"]


def test_exempt_risks_are_left_out_and_counted() -> None:
    """And mark the output where they were asked for."""
    secret = evolve(NOW, risks=(*NOW.risks, risk("secret", exempt=True, current=points(1, 1))))
    table = matrix_table(secret, "2022", View())
    assert "secret" not in render(table, "html")
    assert table.notes[-1] == "1 exempt risk not shown."
    marked = matrix_table(secret, "2022", View(include_exempt=True))
    assert cell(marked, 1, 1) == ["G", "secret"]
    assert marked.caption.startswith("EXEMPT: ")


@pytest.mark.parametrize(
    ("unscored", "stage", "said"),
    [
        (register("2022", risk("a")), "current", "2022 has no [matrix]: its risks are not scored"),
        (register("2022", risk("a"), matrix=FIVE), "current", "as its current score; see: show 2022"),
        (NOW, "inherent", "no risk of 2022 states likelihood and impact as its inherent score; try --stage current"),
    ],
)
def test_a_register_without_scores_is_refused(unscored: riskreg.Register, stage: str, said: str) -> None:
    """The refusal says what is missing, and where else to look."""
    with pytest.raises(NothingToPlace) as refusal:
        matrix_table(unscored, "2022", View(Stage(stage)))
    assert said in str(refusal.value)


# Then and now


def test_a_risk_that_moved_is_marked_with_where_it_stood() -> None:
    """One that stands where it stood is not; a new one and one that was not placed before say so."""
    (table,) = moved()
    assert cell(table, 2, 4) == ["A", "staff (from L4 × I4)"]
    assert cell(table, 2, 3) == ["G", "roof"]
    assert cell(table, 3, 3) == ["A", "cyber (not placed before)", "pay (new)"]


def test_marks_are_brief_where_risks_are_numbers() -> None:
    """So that a cell of a wide matrix has room for them."""
    (table,) = moved(room=2)
    assert cell(table, 2, 4) == ["A", "1 (L4 I4)"]
    assert cell(table, 2, 3) == ["G", "2"]


def test_each_movement_is_said_in_a_sentence() -> None:
    """From where to where with the ratings; what came, what went and how, and what could not be drawn."""
    (table,) = moved()
    assert table.notes == (
        "Since 2021:",
        "staff moved from L4 × I4 (Red) to L2 × I4 (Amber), ↓ down",
        "cyber was not placed (Red), now L3 × I3 (Amber)",
        "heat stood at L1 × I1 (Green), now not placed (12 (Amber))",
        "pay is new, at L3 × I3 (Amber)",
        "flood stood at L5 × I5 (Red) and is not in 2022: removed, not reported",
        "Not placed, since a number or a rating alone is stated: heat (12 (Amber)).",
        "Not placed, since the current score is not stated: silent.",
    )


def test_a_merged_risk_comes_from_each_place_that_went_into_it() -> None:
    """As far as that is another place than its own."""
    now = register("2022", risk("one", current=points(2, 3), supersedes=["staff", "roof", "flood"]), matrix=COUNCIL)
    (table,) = moved(now=now)
    assert cell(table, 2, 3) == ["G", "one (from L5 × I5, L4 × I4)"]
    assert table.notes[1] == (
        "one is at L2 × I3 (Green); of what went into it, flood stood at L5 × I5 (Red), ↓ down; "
        "roof stood there already; staff stood at L4 × I4 (Red), ↓ down"
    )


def test_a_merged_risk_tells_of_origins_and_of_itself_where_they_cannot_be_placed() -> None:
    """One origin was a word alone; now the risk itself is a number alone."""
    one = risk("one", current=points(2, 3), supersedes=["roof", "cyber"])
    (table,) = moved(now=register("2022", one, matrix=COUNCIL))
    assert table.notes[1] == (
        "one is at L2 × I3 (Green); of what went into it, cyber was not placed (Red); roof stood there already"
    )
    off = risk("one", current=Score(score=12), supersedes=["roof", "staff"])
    (table,) = moved(now=register("2022", off, risk("pay", current=points(1, 1)), matrix=COUNCIL))
    assert table.notes[1].startswith(
        "one is not placed (12 (Amber)); of what went into it, roof stood at L2 × I3 (Green)"
    )


def test_where_nothing_moved_that_is_said() -> None:
    """Silence could also mean that nobody looked."""
    (table,) = moved(THEN, evolve(THEN, date=NOW.date))
    assert table.notes[0] == "No risk moved since 2021."


def test_both_matrices_are_printed_where_they_differ() -> None:
    """One after the other without a mark, and the first says why."""
    now = register("2022", risk("staff", current=points(2, 4)), matrix=FOUR)
    first, second = moved(now=now)
    assert "The matrix changed between 2021 and 2022, so that no movement is drawn" in first.lead[1]
    assert (len(first.rows), len(second.rows)) == (5, 4)
    assert cell(second, 2, 4) == ["A", "staff"]
    assert not any("moved" in note for note in (*first.notes, *second.notes))


def test_a_risk_that_was_exempt_at_either_date_is_not_shown() -> None:
    """Neither where it stands nor where it stood, nor in two matrices that differ; it is counted."""
    then = evolve(THEN, risks=(*THEN.risks, risk("secret", exempt=True, current=points(3, 1))))
    for scale in (COUNCIL, evolve(COUNCIL, bands=COUNCIL.bands[:2])):
        now = evolve(NOW, risks=(*NOW.risks, risk("secret", current=points(1, 1))), matrix=scale)
        tables = moved(then, now)
        assert not any("secret" in render(table, "markdown") for table in tables)
        assert all(table.notes[-1] == "1 exempt risk not shown." for table in tables)
        assert all(table.caption.startswith("EXEMPT: ") for table in moved(then, now, include_exempt=True))


@given(pairs())
def test_every_risk_is_shown_once_or_counted(
    drawn: tuple[riskreg.Register, riskreg.Register, tuple[riskreg.Register, ...]],
) -> None:
    """Whatever two registers hold: each later risk that is not exempt stands in one cell, or is listed below."""
    earlier, later, series = drawn
    comparison = riskreg.compare(earlier, later, series)
    if not (placed(earlier, Stage.CURRENT) and placed(later, Stage.CURRENT)):
        return
    table = movement_tables(comparison, "then", "now", View(include_exempt=True))[-1]
    lines = [line.partition(" ")[0] for row in table.rows for c in row[1:] for line in str(c).split("\n")[1:]]
    assert sorted(lines) == sorted(r.id for r in later.risks if point(r, Stage.CURRENT))
    off = " ".join(note for note in table.notes if note.startswith("Not placed"))
    assert all(re.search(rf"\b{r.id}\b", off) for r in later.risks if point(r, Stage.CURRENT) is None)


# On the page


def test_a_small_matrix_reads_well_at_eighty_columns() -> None:
    """A line round every cell, and no word broken."""
    text = matrix_text(matrix_table(NOW, "2022", View()), 80)
    assert text.split("\n")[4:11] == [
        "+------------+------------+----------+----------+----------+----------+",
        "| Likelihood | Impact 1   | Impact 2 | Impact 3 | Impact 4 | Impact 5 |",
        "|            | Negligible | Minor    | Moderate | Major    | Critical |",
        "+============+============+==========+==========+==========+==========+",
        "| 5 Almost   | G          | A        | R        | R        | R        |",
        "| certain    |            |          |          |          |          |",
        "+------------+------------+----------+----------+----------+----------+",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_plain_text_is_never_wider_than_asked_for(width: int) -> None:
    """Down to forty columns, where the grid becomes lists."""
    for table in (matrix_table(NOW, "2022", View(room=room_for_ids(5, width))), *moved(room=room_for_ids(5, width))):
        assert max(map(len, matrix_text(table, width).split("\n"))) <= width


def test_thirty_five_risks_fit_on_a_page(run: Run) -> None:
    """The example's 31 placed risks: numbers in the cells, a key below, nothing wider than eighty columns."""
    done = run("--registers", EXAMPLE, "matrix", "2025-11")
    assert done.code == 0
    assert max(map(len, done.out.split("\n"))) <= 80
    assert re.search(r"^\| +\| +\| 10 +\| 8, 12, 13, +\| 4, 7, 15, +\| 1, 11, 18 +\|$", done.out, re.MULTILINE)
    assert "\n31 elections: An election is run badly or challenged\n" in done.out


def test_then_and_now_from_the_command_line(run: Run) -> None:
    """Two REFs of a series, lineage followed."""
    done = run("--registers", EXAMPLE, "matrix", "2025-09", "2025-11", "--format", "html")
    assert done.code == 0
    assert "<td>VH<br>adults-cost (from L5 × I4)<br>lgr (from L4 × I5)</td>" in done.out
    assert "<p>ai-use was not placed (High), now L3 × I3 (Medium)</p>" in done.out
    assert '<th scope="row">5 Almost certain</th>' in done.out


def test_a_changed_matrix_from_the_command_line(run: Run) -> None:
    """Two tables in every form; in JSON a list of both."""
    words = ("--registers", EXAMPLE, "matrix", "2025-02", "2025-05")
    text = run(*words).out
    assert "The matrix changed between 2025-02 and 2025-05" in text
    assert text.count("| Likelihood") == 2
    assert run(*words, "--format", "markdown").out.count("| Likelihood |") == 2
    assert [len(table["rows"]) for table in json.loads(run(*words, "--format", "json").out)] == [4, 5]


def test_an_unscored_register_is_refused_on_the_command_line(run: Run) -> None:
    """The real registers state no scores."""
    done = run("--registers", str(Path(EXAMPLE).parents[2] / "registers"), "matrix", "2022")
    assert (done.code, done.out) == (2, "")
    assert "2022 has no [matrix]" in done.err


def test_the_later_register_first_is_refused(run: Run) -> None:
    """With the words in their right order."""
    done = run("--registers", EXAMPLE, "matrix", "2025-11", "2025-09")
    assert done.code == 2
    assert "name the earlier register first: matrix 2025-09 2025-11" in done.err


def test_columns_and_order_can_be_chosen(run: Run) -> None:
    """As of every table."""
    words = ("--registers", EXAMPLE, "matrix", "2025-11", "--columns", "likelihood,impact-5", "--sort", "likelihood")
    rows = run(*words, "--format", "csv").out.split("\n")
    assert rows[0] == "likelihood,impact-5"
    assert rows[1].startswith("1 Rare,M")


UNPLACED = [
    (evolve(NOW, matrix=None, risks=(risk("roof"),)), "it has no [matrix]"),
    (evolve(NOW, risks=(risk("roof"),)), "none of its risks states likelihood and impact as its current score"),
]


@pytest.mark.parametrize(("other", "why"), UNPLACED, ids=["no matrix", "no scores"])
def test_one_of_two_is_drawn_where_the_other_cannot_be(other: riskreg.Register, why: str) -> None:
    """The one that has something to place, the earlier as the later; and a sentence says why the other is missing."""
    (table,) = moved(now=other)
    assert cell(table, 4, 4) == ["R", "staff"]
    assert table.lead[1] == f"2022 (2022) is not shown: {why}; so no movement is drawn."
    (table,) = moved(evolve(other, date=THEN.date), NOW)
    assert cell(table, 2, 4) == ["A", "staff"]
    assert table.lead[1] == f"2021 (2021) is not shown: {why}; so no movement is drawn."
    with pytest.raises(NothingToPlace):
        moved(evolve(other, date=THEN.date), other)


def test_one_of_two_on_the_command_line(tmp_path: Path, run: Run) -> None:
    """Ids that do not fit become numbers whichever of the two is drawn."""
    long = evolve(THEN, risks=(risk("an-id-that-is-much-too-long-for-a-cell", current=points(1, 1)),))
    texts = {"2021": dumps(long), "2022": dumps(UNPLACED[0][0])}
    done = run("--registers", str(folder_of(tmp_path, texts)), "matrix", "2021", "2022")
    assert (done.code, done.err) == (0, "")
    assert "2022 (2022) is not shown" in done.out
    assert "1 an-id-that-is-much-too-long-for-a-cell: " in done.out


LONG = """
[matrix]
likelihood = [{likelihood}]
impact = ["1", "2"]
bands = [{{ name = "Green", from = 1 }}]
"""


@pytest.mark.parametrize("words", [("matrix", "2022"), ("export", "2022", "--to", "html")], ids=" ".join)
@pytest.mark.parametrize("steps", [20, 21, 100_000])
def test_a_scale_longer_than_any_is_refused(words: tuple[str, ...], steps: int, run: Run, tmp_path: Path) -> None:
    """A table of it would hold a million cells and help nobody; where the scores are to be seen is said."""
    score = "score.current = { likelihood = 2, impact = 2 }"
    scored = f'[register]\ntitle = "R"\ndate = "2022"\n\n[risk.a]\ntitle = "A"\n{score}\n'
    scale = LONG.format(likelihood=", ".join(f'"{n}"' for n in range(steps)))
    done = run("--registers", str(folder_of(tmp_path, {"2022": scored + scale})), *words)
    if steps == 20:
        assert (done.code, done.err) == (0, "")
        return
    why = f"the matrix of 2022 has a scale of {steps:,} steps, and a table of it at most 20"
    assert (done.code, done.out) == (2, "")
    assert done.err == f"riskreg: {why}; list the scores instead: riskreg show 2022\n"
