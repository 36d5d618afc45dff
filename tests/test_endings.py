"""What a file is called after --output says what it holds: the form is made, or refused, and never another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run, folder_of, register

COMMANDS = {
    "list": ("list",),
    "show": ("show", "2022"),
    "compare": ("compare", "2021", "2022"),
    "history": ("history",),
    "matrix": ("matrix", "2022"),
    "sources": ("sources",),
}
MATRIX = """
[matrix]
likelihood = ["Low", "High"]
impact = ["Low", "High"]
bands = [{ name = "Green", from = 1 }, { name = "Red", from = 3 }]


[risk.morale]
title = "Morale | falls"
score.current = { likelihood = 2, impact = 2 }
"""
CARD = 'title = "A report"\nkind = "report"\ndate = 2022-11-16\norganisation = "Council"\nfile = "a.pdf"\n'


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two registers and a card."""
    folder_of(tmp_path, {"2021": register('"2021"'), "2022": register('"2022"') + MATRIX})
    folder_of(tmp_path, {"a": f'{CARD}sha256 = "{"0" * 64}"\n'}, "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("x.md", "markdown"), ("x.markdown", "markdown"), ("x.html", "html"), ("x.HTM", "html"), ("x.tex", "latex"),
        ("x.csv", "csv"), ("x.json", "json"), ("x.tsv", "tsv"), ("x.rst", "rst"), ("x.txt", "text"), ("x", "text"),
        ("x.2", "text"), ("a.b.csv", "csv"),
    ],
)  # fmt: skip
def test_the_ending_chooses_the_form(words: tuple[str, ...], name: str, form: str, place: Path, run: Run) -> None:
    """Without --format, a file holds what its name says; what no form is called by is plain text."""
    done = run(*words, "--output", name)
    assert (done.code, done.out) == (0, "")
    assert run(*words, "--format", form, "--output", "asked").code == 0
    assert (place / name).read_bytes() == (place / "asked").read_bytes() != b""


def test_a_folder_with_an_ending_is_no_matter(place: Path, run: Run) -> None:
    """It is the file's own name that counts."""
    (place / "papers.csv").mkdir()
    assert run("list", "-o", "papers.csv/x").code == 0
    assert (place / "papers.csv" / "x").read_text().startswith("Registers\n")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.docx", "x.docx is called a Word document, which this command does not make"),
        ("x.DOC", "riskreg embed puts tables into a paper, riskreg export makes a document of a register"),
        ("x.xlsx", "write x.csv, or make a workbook of a register: riskreg export REF --output FILE.xlsx"),
        ("x.ods", "x.ods is called a workbook of another kind than .xlsx, which this command does not make"),
        ("x.pdf", "write x.html, and print that to a PDF in a browser"),
        ("x.parquet", "riskreg export --all --to parquet --output FOLDER"),
        ("x.jpg", "x.jpg is called a picture of another kind than .svg and .png"),
    ],
)
def test_what_a_command_does_not_make_is_refused(
    words: tuple[str, ...], name: str, said: str, place: Path, run: Run
) -> None:
    """Whether a form is named or not, nothing is written under the name of another; what to do instead is said."""
    for more in ((), ("--format", "csv"), ("--format", "text"), ("--format", "grid")):
        (place / name).write_text("mine")
        done = run(*words, *more, "--output", name)
        assert (done.code, done.out) == (2, "")
        assert said in " ".join(done.err.split())
        assert (place / name).read_text() == "mine"


@pytest.mark.parametrize("command", ["list", "show", "compare", "sources"])
def test_a_picture_is_refused_where_none_is_drawn(command: str, place: Path, run: Run) -> None:
    """Two commands draw, and the others name them."""
    for name in ("x.svg", "x.png"):
        done = run(*COMMANDS[command], "-o", name)
        assert done.code == 2
        assert "riskreg history and riskreg matrix draw pictures" in " ".join(done.err.split())
        assert not (place / name).exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("markdown", "x.csv"), ("csv", "x.md"), ("html", "x.json"), ("text", "x.html"), ("github", "x.html"),
        ("tsv", "x.csv"), ("latex_raw", "x.md"), ("json", "x.rst"),
    ],
)  # fmt: skip
def test_two_forms_are_refused(form: str, name: str, place: Path, run: Run) -> None:
    """The one that is asked for and the one that the file is called by have to agree."""
    done = run("list", "--format", form, "-o", name)
    assert done.code == 2
    said = f"--format {form} and the ending of {name} name two forms; leave one of them out"
    assert said in " ".join(done.err.split())
    assert not (place / name).exists()


@pytest.mark.parametrize(("command", "name"), [("history", "x.svg"), ("matrix", "x.png")])
def test_a_table_is_not_called_a_picture(command: str, name: str, place: Path, run: Run) -> None:
    """Where pictures are drawn, the same rule holds."""
    done = run(*COMMANDS[command], "--format", "csv", "-o", name)
    assert done.code == 2
    assert "name two forms" in done.err
    assert not (place / name).exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("github", "x.md"), ("pipe", "x.md"), ("grid", "x.md"), ("unsafehtml", "x.html"), ("latex_booktabs", "x.tex"),
        ("csv", "x.txt"), ("html", "x"), ("json", "x.geojson"), ("csv", "x.CSV"),
    ],
)  # fmt: skip
def test_kin_and_unknown_endings_are_taken(form: str, name: str, place: Path, run: Run) -> None:
    """Tabulate's kinds of Markdown, HTML and LaTeX go into such files, and any form into others."""
    assert run("list", "--format", form, "-o", name).code == 0
    assert (place / name).exists()


def test_a_form_that_is_none_is_told_first(run: Run) -> None:
    """A slip of the form's name is the thing to mend."""
    assert 'no form "markdwon"; did you mean "markdown"?' in run("list", "-f", "markdwon", "-o", "x.md").err


def test_the_whole_comparison_by_its_ending(place: Path, run: Run) -> None:
    """`compare -o x.json` is what --format json gives, and refuses what that refuses."""
    assert run("compare", "2021", "2022", "-o", "x.json").code == 0
    assert json.loads((place / "x.json").read_text())["earlier"]["ref"] == "2021"
    assert run("compare", "2021", "2022", "-o", "y.json", "--columns", "change").code == 2
    assert run("compare", "2021", "2022", "-o", "y.csv", "--section").code == 2
    assert not list(place.glob("y.*"))


def test_a_card_has_its_own_form(place: Path, run: Run) -> None:
    """The card that `sources` drafts is TOML, whatever else its file is called."""
    (place / "report.md").write_text("# A report\n")
    done = run("sources", "--card", "report.md", "-o", "x.json")
    assert done.code == 2
    assert "a card is TOML" in done.err


# Commands with forms of their own


def test_findings_by_their_ending(place: Path, run: Run) -> None:
    """`check` knows text, JSON and annotations, and no other form."""
    assert run("check", "-o", "found.json").code == 0
    assert json.loads((place / "found.json").read_text())["errors"] == 0
    assert run("check", "-o", "found.txt").code == 0
    assert (place / "found.txt").read_text().startswith("No faults")
    for words, said in (
        (("-o", "x.html"), "x.html is called a page, which this command does not make; it makes text, json, github"),
        (("-o", "x.docx"), "x.docx is called a Word document, which this command does not make; it makes text, json"),
        (("-f", "github", "-o", "x.json"), "--format github and the ending of x.json name two forms"),
        (("-f", "text", "-o", "x.json"), "--format text and the ending of x.json name two forms"),
    ):
        done = run("check", *words)
        assert done.code == 2
        assert said in " ".join(done.err.split())


def test_a_draft_by_its_ending(place: Path, run: Run) -> None:
    """`import` makes a register, or JSON where the file is called so."""
    (place / "report.md").write_text("| Risk | Mitigating action |\n|---|---|\n| Staff leave in numbers | Academy |\n")
    assert run("import", "report.md", "--date", "2024", "-o", "x.json").code == 0
    json.loads((place / "x.json").read_text())
    done = run("import", "report.md", "--date", "2024", "-o", "x.xlsx")
    assert done.code == 2
    assert "x.xlsx is called a workbook, which this command does not make; it makes toml, json" in " ".join(
        done.err.split()
    )
    assert run("import", "report.md", "--date", "2024", "-o", "x.toml").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2022", "--to", "html", "-o", "x.md"), "x.md is called Markdown, which this command does not make"),
        (("2022", "--to", "html", "-o", "x.pdf"), "x.pdf is called a PDF, which this command does not make"),
        (("2022", "--to", "docx", "-o", "x.doc"), "x.doc is called a document of another kind than .docx"),
        (("2022", "-o", "x.parquet"), "parquet holds all registers of a folder, not one: add --all"),
        (("2022", "--to", "csv", "-o", "x.xlsx"), "--to csv and the ending of x.xlsx name two forms"),
        (
            ("--all", "--to", "parquet", "-o", "a.csv"),
            "three files are written, a.csv names one: name a folder",
        ),
        (("--all", "--to", "parquet", "-o", "a.xlsx/"), "a.xlsx/ names one: name a folder"),
        (("--all", "--to", "parquet", "-o", "a.md"), "a.md names one: name a folder"),
    ],
)
def test_export_goes_by_the_same_rule(words: tuple[str, ...], said: str, place: Path, run: Run) -> None:
    """Nothing is exported under a name that says something else, not even a folder."""
    done = run("export", *words)
    assert done.code == 2
    assert said in " ".join(done.err.split())
    assert sorted(p.name for p in place.iterdir()) == ["registers", "seeds"]
