"""What is exempt in any register of a series can be read in no output of any command, and counts are those of all.

Nor can what it was called before or is called since, as far as one line of the history leads.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from attrs import evolve
from conftest import Run, folder_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import series

import riskreg
from riskreg.comparison.history import history
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk
from riskreg.store.write import dumps
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json
from riskreg.tables.forms import render
from riskreg.tables.history import history_table
from riskreg.tables.history_story import story_table
from riskreg.tables.table import Table, choose

pytestmark = pytest.mark.no_cover

FORMS = ("text", "markdown", "html", "latex", "csv", "json")

SECRET = "zqx"  # noqa: S105 - no password
"""Begins every word that must not be read, and no other."""


def disguised(registers: tuple[Register, ...]) -> tuple[Register, ...]:
    """The series with a word of its own in every id, title and action of each risk that is exempt anywhere.

    That is under every id that it ever had in one line of its history.
    """
    ids = {risk.id for register in registers for risk in register.risks if risk.exempt}
    lines = [set(line.ids) for line in history(registers).lines]
    while more := {id for line in lines if line & ids for id in line - ids}:
        ids |= more
    return tuple(_disguised(register, ids) for register in registers)


def _disguised(register: Register, ids: set[str]) -> Register:
    risks = tuple(_risk(risk, ids) for risk in register.risks)
    removed = tuple(evolve(r, id=_id(r.id, ids), note=_note(r.id, ids)) for r in register.removed)
    return evolve(register, title="Risks", risks=risks, removed=removed)


def _id(id: str, ids: set[str]) -> str:
    return f"{SECRET}-id-{id}" if id in ids else id


def _note(id: str, ids: set[str]) -> str | None:
    return f"{SECRET}note" if id in ids else None


def _risk(risk: Risk, ids: set[str]) -> Risk:
    title = f"{SECRET}title {risk.title}" if risk.id in ids else risk.title
    own = tuple(_id(id, ids) for id in risk.supersedes)
    actions = tuple(_action(m, risk.id, ids) for m in risk.mitigations)
    return evolve(risk, id=_id(risk.id, ids), title=title, supersedes=own, mitigations=actions)


def _action(action: Mitigation, risk: str, ids: set[str]) -> Mitigation:
    refs = tuple(MitigationRef(_id(ref.risk, ids), ref.mitigation) for ref in action.supersedes)
    words = f"{SECRET}action {action.action}" if risk in ids else action.action
    return evolve(action, action=words, supersedes=refs)


def rendered(table: Table) -> str:
    """Every column of a table in every form."""
    wide = choose(table, [c.key for c in table.columns])
    return "\n".join(render(wide, form, width=10_000) for form in FORMS)


@given(series().map(disguised), st.data())
def test_no_comparison_and_no_history_names_it(registers: tuple[Register, ...], data: st.DataObject) -> None:
    """From Python, with nothing but the registers given: whichever two are compared, whichever story is told."""
    secret = {risk.id for register in registers for risk in register.risks if risk.id.startswith(SECRET)}
    later = data.draw(st.integers(1, len(registers) - 1))
    earlier = data.draw(st.integers(0, later - 1))
    comparison = riskreg.compare(registers[earlier], registers[later], registers)
    told = history(registers)
    refs = [str(number) for number, _ in enumerate(registers)]
    tables = [comparison_table(comparison, "x", "y"), history_table(told, refs)]
    public = {id for line in told.lines if not secret.intersection(line.ids) for id in line.ids}
    public -= {id for line in told.lines if secret.intersection(line.ids) for id in line.ids}
    tables += [story_table(told, id, refs) for id in sorted(public)]
    text = comparison_json(comparison, "x", "y")
    assert SECRET not in "\n".join((text, *map(rendered, tables)))
    assert json.loads(text)["hidden"] + len(tables[0].rows) == len(comparison.changes)


@given(registers=series().map(disguised), data=st.data())
@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_no_command_prints_it(
    registers: tuple[Register, ...], data: st.DataObject, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On the command line, in every form; who asks for it sees it, marked."""
    place = tmp_path_factory.mktemp("series")
    refs = [str(register.date)[:4] for register in registers]
    texts = {ref: dumps(register) for ref, register in zip(refs, registers, strict=True)}
    folder = ("--registers", str(folder_of(place, texts)))
    later = data.draw(st.integers(1, len(refs) - 1))
    earlier = data.draw(st.integers(0, later - 1))
    form = data.draw(st.sampled_from(FORMS))
    ids = [risk.id for risk in registers[later].risks]
    commands = [("list",), ("show", refs[later]), ("compare", refs[earlier], refs[later]), ("history",)]
    commands += [("matrix", refs[later]), ("matrix", refs[earlier], refs[later])]
    commands += [("history", "--until", refs[earlier]), ("history", "--since", refs[later])]
    commands += [("show", refs[earlier], "nonesuch"), ("history", "nonesuch")]
    commands += [(*words, id) for id in ids if SECRET not in id for words in (("show", refs[later]), ("history",))]
    for words in commands:
        done = run(*folder, *words, "--format", form)
        assert done.code in (0, 2), done.err
        assert SECRET not in done.out + done.err, (words, done.out + done.err)
        if words[0] in ("show", "compare", "history") and "nonesuch" not in words and form != "csv":
            asked = run(*folder, *words, "--format", form, "--include-exempt").out
            assert SECRET not in asked or "exempt" in asked.lower(), words
    for form in ("html", "csv", "json"):
        done = run(*folder, "export", refs[later], "--to", form)
        assert done.code == 0, done.err
        assert SECRET not in done.out + done.err, form


HEAD = '[register]\ntitle = "Risks"\ndate = "{}"\n\n[risk.roof]\ntitle = "Roof"\n'
RISK = '\n[risk.{}]\ntitle = "zqxtitle"\nscore.current = {{ likelihood = 2, impact = 2 }}\n{}'
MATRIX = """
[matrix]
likelihood = ["1", "2", "3"]
impact = ["1", "2", "3"]
bands = [{ name = "Green", from = 1 }, { name = "Red", from = 6 }]
"""


def scored(year: int, id: str, rest: str = "") -> str:
    """A register with a risk that nobody minds, and one that is called by a word of its own."""
    public = "score.current = { likelihood = 1, impact = 1 }\n"
    return HEAD.format(year) + public + RISK.format(id, rest) + MATRIX


RENAMED = {
    "exempt at first": {
        "2018": scored(2018, "zqxold", "exempt = true\n"),
        "2019": scored(2019, "zqxnew", 'supersedes = ["zqxold"]\n'),
        "2020": scored(2020, "zqxnew"),
    },
    "exempt at last": {
        "2018": scored(2018, "zqxold"),
        "2019": scored(2019, "zqxold"),
        "2020": scored(2020, "zqxnew", 'supersedes = ["zqxold"]\nexempt = true\n'),
    },
}
"""A risk that is exempt under one id, and was or is called by another."""

ASKED = [
    *(("show", year) for year in ("2018", "2019", "2020")),
    *(("matrix", year) for year in ("2018", "2019", "2020")),
    *(("export", year, "--to", form) for year in ("2018", "2019", "2020") for form in ("html", "csv", "json")),
    *((command, *two) for command in ("compare", "matrix") for two in (("2018", "2019"), ("2019", "2020"))),
    ("compare", "2018", "2019", "--format", "json"),
    ("history",),
    ("history", "--until", "2018"),
    ("history", "--since", "2019"),
    ("history", "nonesuch", "--until", "2018"),
    *(("show", year, "zqxne") for year in ("2018", "2019", "2020")),
]


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
@pytest.mark.parametrize("series", RENAMED)
def test_a_risk_is_exempt_under_every_id_it_had(run: Run, tmp_path: Path, series: str, words: tuple[str, ...]) -> None:
    """Whichever of the registers says so, and whichever of them is looked at; what is hidden is counted."""
    done = run("--registers", str(folder_of(tmp_path, RENAMED[series])), *words)
    told = (done.out + done.err).replace("zqxne'", "").replace("zqxne ", "")
    assert not re.search("zqx(old|new|title)", told), told
    assert "1 exempt risk not shown" in told or "json" in words or "csv" in words or done.code == 2, told


@pytest.mark.parametrize("series", RENAMED)
def test_it_is_shown_marked_where_asked_for(run: Run, tmp_path: Path, series: str) -> None:
    """Who asks for it sees it under each id, and the output says EXEMPT, also where the register itself does not."""
    folder = str(folder_of(tmp_path, RENAMED[series]))
    for words in ASKED:
        if words[0] in ("show", "matrix", "compare", "export") and "zqxne" not in words:
            done = run("--registers", folder, *words, "--include-exempt")
            assert SECRET in done.out, words
            assert "exempt" in done.out.lower(), words


@pytest.mark.parametrize("series", RENAMED)
def test_the_folder_says_what_is_exempt_in_standard_input(run: Run, tmp_path: Path, series: str) -> None:
    """A register that is piped in stands beside the folder's: what is exempt there is exempt in it."""
    folder = str(folder_of(tmp_path, RENAMED[series]))
    for year in ("2018", "2019", "2020"):
        text = RENAMED[series][year].replace("exempt = true\n", "")
        for words in (("show", "-"), ("matrix", "-"), ("export", "-", "--to", "json"), ("show", "-", "nonesuch")):
            done = run("--registers", folder, *words, stdin=text.encode())
            assert SECRET not in done.out + done.err, words


def test_what_merged_with_an_exempt_risk_is_not_exempt_itself(run: Run, tmp_path: Path) -> None:
    """A merge ends a line: the public risk that goes on, or the one that came of both, stays public."""
    texts = {
        "2018": scored(2018, "zqxold", "exempt = true\n"),
        "2019": HEAD.format(2019) + 'supersedes = ["zqxold"]\n',
        "2020": HEAD.format(2020),
    }
    folder = str(folder_of(tmp_path, texts))
    for words in (("show", "2018"), ("show", "2019"), ("show", "2020"), ("compare", "2019", "2020"), ("history",)):
        done = run("--registers", folder, *words)
        assert "roof" in done.out, words
        assert SECRET not in done.out, words


def test_a_register_piped_in_is_told_by_itself_where_there_is_no_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard input needs no folder of registers."""
    monkeypatch.chdir(tmp_path)
    done = run("show", "-", stdin=scored(2018, "zqxold", "exempt = true\n").encode())
    assert (done.code, SECRET in done.out) == (0, False)


def test_an_id_that_a_later_register_makes_exempt_is_not_named_as_missing(run: Run, tmp_path: Path) -> None:
    """A history that ends before anything exempt stands in it does not name it as what a risk takes over."""
    texts = {
        "2018": HEAD.format(2018) + 'supersedes = ["zqxnew"]\n',
        "2019": HEAD.format(2019) + 'supersedes = ["zqxnew"]\n',
        "2020": scored(2020, "zqxnew", "exempt = true\n"),
    }
    folder = str(folder_of(tmp_path, texts))
    for words in (("history",), ("history", "roof"), ("history", "--until", "2019"), ("history", "roof", "--git")):
        assert SECRET not in run("--registers", folder, *words).out, words
    asked = run("--registers", folder, "history", "--until", "2019", "--include-exempt").out
    assert SECRET in asked
    assert "EXEMPT" in asked


NAMED = """
[table.then]
view = "register"
register = "2018"

[table.now]
view = "register"

[table.moves]
view = "compare"
earlier = "2018"
later = "2019"

[table.grid]
view = "history"
until = "2019"

[table.places]
view = "matrix"
register = "2019"
"""


@pytest.mark.parametrize("series", RENAMED)
def test_no_table_in_a_paper_has_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, series: str) -> None:
    """What goes into papers follows the same rule."""
    folder_of(tmp_path, RENAMED[series])
    names = ("then", "now", "moves", "grid", "places")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "riskreg.toml").write_text(NAMED, encoding="utf-8")
    marks = "\n".join(f"<!-- riskreg:begin {name} -->\n<!-- riskreg:end {name} -->\n" for name in names)
    (tmp_path / "paper.md").write_text(marks, encoding="utf-8")
    done = run("embed", "paper.md")
    assert done.code == 0, done.err
    told = (tmp_path / "paper.md").read_text(encoding="utf-8")
    assert "Roof" in told
    assert SECRET not in told + done.out + done.err


KEEPING = [
    ("check",),
    ("show", "2023"),
    ("fmt", "2022", "--diff"),
    ("new", "2024", "--from", "2022", "--dry-run"),
    ("rename", "2022", "zqxnew", "zqxother", "--dry-run"),
    ("link", "2022", "zqxnew", "zqxold", "--dry-run"),
    ("git", "textconv", "registers/2022.toml"),
    ("git", "merge", *(3 * ("registers/2022.toml",))),
]


@pytest.mark.parametrize("words", KEEPING, ids=" ".join)
def test_who_keeps_the_files_sees_what_is_in_them(
    run: Run, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/security.md names the commands that print files as they are; none of them is for publication."""
    monkeypatch.chdir(tmp_path)
    folder = folder_of(tmp_path, {"2021": scored(2021, "zqxold"), "2022": scored(2022, "zqxnew", "exempt  = true\n")})
    if words in (("check",), ("show", "2023")):
        folder_of(tmp_path, {"2023": scored(2023, "zqxnew", "exempt = true\nownr = 5\n")})
    done = run("--registers", str(folder), *words)
    assert SECRET in done.out + done.err
    assert done.code == (1 if words[0] == "check" else 2 if words[0] == "show" else 0), done
    page = (Path(__file__).parents[1] / "docs" / "security.md").read_text(encoding="utf-8")
    named = " ".join(word for word in words if not re.search(r"\d|zqx|--from", word))
    assert words[0] == "show" or f"`{named}`" in page
