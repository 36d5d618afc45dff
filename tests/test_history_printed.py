"""The command `history`: the grid as a committee reads it, and one risk's story."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from attrs import evolve
from click.shell_completion import ShellComplete
from conftest import Run, folder_of, register
from hypothesis import given
from strategies import series

from riskreg.cli.main import riskreg
from riskreg.comparison.history import history
from riskreg.model.register import Register
from riskreg.tables.forms import render
from riskreg.tables.history import exempt_nodes, history_table, ids
from riskreg.tables.history_story import story_table
from riskreg.tables.history_text import grid_text

EXAMPLE = Path(__file__).parents[1] / "docs" / "example" / "registers"

MATRIX = """
[matrix]
likelihood = ["Low", "Mid", "High"]
impact = ["Low", "Mid", "High"]
bands = [{ name = "Green", from = 1 }, { name = "Red", from = 6 }]
"""


def stated(date: str, *risks: str, rest: str = "", matrix: str = "") -> str:
    tables = "\n".join(f"[risk.{each}" for each in risks)
    return f'[register]\ntitle = "Risks"\ndate = "{date}"\n{matrix}\n{tables}\n{rest}'


def one(id: str, title: str = "", rest: str = "") -> str:
    return f'{id}]\ntitle = "{title or f"The risk {id}"}"\n{rest}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three registers: one risk is scored, one leaves and comes back, one merges, one is exempt."""
    score = "score.current = { likelihood = 3, impact = 3 }"
    texts = {
        "2020": stated(
            "2020", one("a", "", score), one("b"), one("c"), one("x", "Hush", "exempt = true"), matrix=MATRIX
        ),
        "2021": stated(
            "2021",
            one("a", "The risk a, said anew", 'supersedes = ["c"]\n' + score),
            one("x", "Hush"),
            rest='[removed.b]\nreason = "closed"\nnote = "It did not happen"\n',
            matrix=MATRIX,
        ),
        "2022": stated("2022", one("a"), one("b"), matrix=MATRIX),
    }
    monkeypatch.chdir(folder_of(tmp_path, texts).parent)
    return tmp_path / "registers"


def test_the_grid(folder: Path, run: Run) -> None:
    """The grid shows ratings, marks, blanks and words, and the notes say what the numbers mean and how counts close."""
    assert run("history").out == (
        "What became of every risk, 2020 to 2022\n\n"
        "Letter and number: the rating and the current score. G Green, R Red.\n"
        "\u25cf: in the register, without a current score.\n"
        "A number in brackets: see the note below.\n"
        "2022, the latest register shown, states no current score: the ratings before it\n"
        "are the last known, and may no longer hold.\n\n"
        "Risk            2020  2021        2022\n"
        "--------------  ----  ----------  -----\n"
        "The risk a (a)  R 9   R 9 [1]     \u25cf\n"
        "The risk b (b)  \u25cf     closed [2]  \u25cf [3]\n"
        "The risk c (c)  \u25cf     merged [1]\n\n"
        "2020: 4 risks\n\n"
        "2021: Balance: 4 \u2212 1 in merges \u2212 1 removed = 2\n"
        '[1] "The risk c" (c) merged into "The risk a, said anew" (a), which goes on.\n'
        '[2] "The risk b" (b) removed: closed. It did not happen.\n\n'
        "2022: Balance: 2 + 1 returned \u2212 1 left out = 2\n"
        '[3] "The risk b" (b) returned. It stood last in 2020 and left in 2021: closed.\n\n'
        "1 exempt risk not shown.\n"
    )


def test_exempt_risks_are_shown_only_if_asked_for(folder: Path, run: Run) -> None:
    """A risk that is exempt in one register is in no cell and no note of any; with the option the output is marked."""
    for form in ("text", "markdown", "html", "csv", "json"):
        assert "Hush" not in run("history", "--format", form).out
    shown = run("history", "--include-exempt").out
    assert shown.startswith("EXEMPT: What became")
    assert "EXEMPT: Hush (x)" in shown
    assert "unaccounted" in shown
    assert run("history", "x").code == 2
    assert "is exempt from publication" in run("history", "x").err
    assert run("history", "x", "--include-exempt").out.startswith("EXEMPT: ")
    assert '"x"' not in run("history", "nothing").err.partition("no risk")[2]


@given(series())
def test_nothing_of_exempt_risks_leaks(registers: tuple[Register, ...]) -> None:
    """No title of a line that is exempt anywhere is in the grid, its notes, or the story of another risk."""
    hidden = exempt_nodes(history(registers))
    secret = [
        evolve(g, risks=tuple(evolve(r, title="SECRET") if (n, r.id) in hidden else r for r in g.risks))
        for n, g in enumerate(registers)
    ]
    found = history(secret)
    refs = [str(n) for n, _ in enumerate(secret)]
    told = [history_table(found, refs)]
    visible = [id for id in ids(found) if id not in {i for _, i in hidden}]
    told += [story_table(found, id, refs) for id in visible]
    assert "SECRET" not in "".join(render(table, "json") for table in told)


def test_the_forms(folder: Path, run: Run) -> None:
    """In CSV and JSON the columns are the registers' names; in HTML no cell is empty."""
    assert run("history", "--format", "csv").out.splitlines()[0] == "risk,2020,2021,2022"
    rows = json.loads(run("history", "--format", "json").out)["rows"]
    assert rows[2] == {"risk": "The risk c (c)", "2020": "\u25cf", "2021": "merged [1]", "2022": None}
    html = run("history", "--format", "html").out
    assert "None recorded" not in html
    assert "\u00b7: not in the register." in html
    assert "| The risk a (a) | R 9 | R 9 \\[1] |" in run("history", "--format", "markdown").out


def test_columns_and_order_are_chosen(folder: Path, run: Run) -> None:
    """The grid takes the options of every table."""
    lines = run("history", "--columns", "risk,2022", "--sort", "-risk").out.splitlines()
    assert [line.partition(" (")[0] for line in lines if line.startswith("The risk")] == [
        "The risk c",
        "The risk b",
        "The risk a",
    ]


def test_a_range_of_dates(folder: Path, run: Run) -> None:
    """--since and --until leave out columns; what happened before the first one shown is not told."""
    out = run("history", "--since", "2021-06", "--until", "2021-Q4").out
    assert "What became of every risk, 2021\n" in out
    assert "[1]" not in out
    assert "2021: 2 risks" in out
    assert "It stood last in 2020" in run("history", "--since", "2021").out
    assert run("history", "--since", "2023").code == 2
    assert "there are: 2020 (2020), 2021 (2021), 2022 (2022)" in run("history", "--since", "2023").err
    assert run("history", "--since", "last year").code == 2


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_eight_dates_stay_within_the_width(width: int, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's eight dates are set as a grid, no wider than the terminal, and no word is lost."""
    monkeypatch.setenv("COLUMNS", str(width))
    out = run("--registers", str(EXAMPLE), "history").out
    assert max(map(len, out.splitlines())) <= width
    assert re.search(r"^-+( {1,2}-+){8}$", out, re.MULTILINE)
    assert "became an issue [8]" in out
    assert all(f"\n[{n}] " in out for n in range(1, 25))


@given(series(exempt=False))
def test_the_grid_as_text_loses_nothing(registers: tuple[Register, ...]) -> None:
    """However narrow the text, every cell's words stand in the grid."""
    found = history(registers)
    table = history_table(found, [str(n) for n, _ in enumerate(registers)])
    for width in (40, 80):
        squeezed = re.sub(r"\s", "", grid_text(table, width))
        for row in table.rows:
            assert all(part in squeezed for cell in row[1:] if isinstance(cell, str) for part in cell.split()[-1:])


def test_the_story(folder: Path, run: Run) -> None:
    """A story says at each date what changed, how the risk left and came back, and how it stands at the end."""
    out = run("history", "b").out
    assert out.startswith('The story of "The risk b" (b)\n\n2020: in the first register shown\n')
    assert "2021: removed, closed\n" in out
    assert "2022: returned\n" in out
    assert out.endswith("It stands in the latest register shown, 2022.\n")
    merged = run("history", "c").out
    assert '  "The risk c" (c) merged into "The risk a, said anew" (a), which goes on.\n' in merged
    assert merged.endswith("It is not in the latest register shown, 2022.\nIt goes on in a: riskreg history a\n")
    assert "current score: L3 × I3 = 9 Red (\u2194 same)" in run("history", "a").out


def test_a_story_of_many_dates(run: Run) -> None:
    """The example's stories hold other ids, actions that moved and slipped, withheld directions and places."""
    run_example = ("--registers", str(EXAMPLE), "history")
    erp = run(*run_example, "erp").out
    assert "(finance-hr-system)" in erp.partition("\n\n")[0]
    assert "It was kept under another id before: erp." in erp
    assert "action date slipped:" in erp
    assert "direction withheld: the matrix" in erp
    assert "see 2025-11: Appendix A, row 14" in erp
    savings = re.sub(r"\s+", " ", run(*run_example, "savings").out)
    assert "(to contractor.contract-reviews)" in savings


def test_an_unknown_risk(folder: Path, run: Run) -> None:
    """A word that no risk ever had as id is refused with the nearest one of all registers."""
    done = run("--registers", str(EXAMPLE), "history", "savngs")
    assert done.code == 2
    assert 'the series has no risk "savngs"; did you mean "savings"?' in done.err


def test_faulty_registers(folder: Path, run: Run) -> None:
    """A register with faults in the range is refused with its findings; one before it is left out, and said."""
    (folder / "2021.toml").write_text('[register]\ntitle = "x"\ndate = "2021"\nnonsense = 1\n', encoding="utf-8")
    done = run("history")
    assert done.code == 2
    assert "2021.toml:4:1: E202" in done.err
    later = run("history", "--since", "2022")
    assert later.code == 0
    assert "left out of the lineage, as not valid: registers/2021.toml" in later.err
    assert run("history", "--until", "2020").err == ""


def test_a_folder_without_registers(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no registers, that is said."""
    monkeypatch.chdir(folder_of(tmp_path, {}).parent)
    assert run("history").code == 2
    assert "there are no registers yet" in run("history").err


def test_dates_of_one_month_are_told_apart(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings are as short as they can be: with the day only where two registers are of one month."""
    dates = {"1": "2022-11-02", "2": "2022-11-16", "3": "2023-01-11"}
    monkeypatch.chdir(folder_of(tmp_path, {stem: register(on) for stem, on in dates.items()}).parent)
    titles = [c["title"] for c in json.loads(run("history", "--format", "json").out)["columns"]]
    assert titles == ["Risk", "2 Nov 2022", "16 Nov 2022", "Jan 2023"]


def test_ids_are_completed(folder: Path) -> None:
    """The shell completes every id that a risk ever had, but those of exempt risks."""
    args = ["--registers", str(folder), "history"]
    found = ShellComplete(riskreg, {}, "riskreg", "_RISKREG_COMPLETE").get_completions(args, "")
    assert [item.value for item in found] == ["a", "b", "c"]


SCORED = "score.current = { score = 12 }"
RATED = 'score.current = { rating = "Red" }'


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((SCORED, ""), ("", ""), "states no current score"),
        ((SCORED, ""), (SCORED, ""), "has no matrix"),
        ((RATED, MATRIX), (RATED, ""), "has no matrix"),
        ((RATED, ""), (RATED, MATRIX), None),
        (("", ""), ("", ""), None),
        (("", MATRIX), ("", MATRIX), None),
    ],
)
def test_what_the_latest_register_does_not_say_is_said(
    tmp_path: Path, run: Run, then: tuple[str, str], now: tuple[str, str], said: str | None
) -> None:
    """An old rating is not taken for the present one, nor a bare number for a band; else nothing is added."""
    sides = {"2021": then, "2022": now}
    texts = {ref: stated(ref, one("a", "", score), matrix=matrix) for ref, (score, matrix) in sides.items()}
    done = run("--registers", str(folder_of(tmp_path, texts)), "history", "--format", "markdown")
    assert done.code == 0
    assert done.out.count("the latest register shown") == (said is not None)
    assert said is None or f"2022, the latest register shown, {said}" in done.out


def test_what_an_exempt_risk_scores_is_not_given_away(tmp_path: Path, run: Run) -> None:
    """The latest register scores nothing that is shown, and the note says so."""
    texts = {
        "2021": stated("2021", one("a", "", SCORED)),
        "2022": stated("2022", one("a"), one("x", "Hush", f"exempt = true\n{SCORED}")),
    }
    place = str(folder_of(tmp_path, texts))
    assert "states no current score" in run("--registers", place, "history").out
    assert "states no current score" not in run("--registers", place, "history", "--include-exempt").out


def test_a_register_may_be_called_as_a_column_is(tmp_path: Path, run: Run) -> None:
    """No column of the grid hides another, whatever the file is called."""
    texts = {"risk": stated("2021", one("a")), "2022": stated("2022", one("a"))}
    place = str(folder_of(tmp_path, texts))
    done = run("--registers", place, "history", "--format", "csv")
    assert done.out.split("\n")[0] == "risk,registers/risk,2022"
    (row,) = json.loads(run("--registers", place, "history", "--format", "json").out)["rows"]
    assert row == {"risk": "The risk a (a)", "registers/risk": "●", "2022": "●"}
    chosen = run("--registers", place, "history", "--format", "csv", "--columns", "registers/risk")
    assert chosen.out == "registers/risk\n●\n"
