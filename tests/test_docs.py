"""README and docs tell the truth: what they show as output is what the commands print."""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path

import attrs
import docx
import pytest
from conftest import Run
from shown import agree, examples, printed, typed
from tutorial import STEPS, walk

from riskreg import codes
from riskreg.model.card import Card, RiskTable
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, Risk
from riskreg.model.score import Matrix
from riskreg.model.settings import Labels, NamedTable, Settings
from riskreg.store.keys import keys_of

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TUTORIAL = ROOT / "docs" / "tutorial.md"
COMMANDS = [page for page in PAGES if page != TUTORIAL and "```console" in page.read_text(encoding="utf-8")]
PROGRAM = [sys.executable, "-c", "from riskreg.cli.main import main; main()"]


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: page.name)
def test_output_that_is_shown_is_printed(page: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that a page shows prints what stands below it."""
    monkeypatch.chdir(ROOT)
    found = list(examples(page))
    assert found
    for command, shown in found:
        output = run(*typed(command)).out
        assert output.strip(), command
        assert agree(shown, output), f"{page.name}: $ {command}\n{output}"


def test_the_first_command_of_readme_prints_it_as_a_process() -> None:
    """What is printed in this process is what the reader's own shell shows."""
    command, shown = next(examples(ROOT / "README.md"))
    assert agree(shown, printed(command, PROGRAM))


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """In an empty folder, step by step: each file is saved, each command prints what stands below it."""
    (tmp_path / "registers").mkdir()
    page = TUTORIAL.read_text(encoding="utf-8")
    tried = 0
    for command, shown, output in walk(page, tmp_path):
        assert output == shown, f"$ {command}\n{output}"
        tried += 1
    assert tried == page.count("\n$ ") > 10
    assert page.count("```") == 2 * (len(STEPS.findall(page)) - 1)
    paper = docx.Document(str(tmp_path / "report.docx"))
    assert [table.cell(0, 0).text for table in paper.tables] == ["Risk", "Risk"]
    assert not [p.text for p in paper.paragraphs if "[[" in p.text]
    assert "Replace both pumps (planned; due 30 June 2026)" in paper.tables[1].cell(1, 1).text
    assert (tmp_path / "risks.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_wrong_output_would_be_noticed() -> None:
    """The comparison of shown and printed output can fail."""
    assert agree("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not agree("a\n...\nd\n", "a\nb\n")
    assert not agree("a\n", "a\nb\n")


@pytest.mark.parametrize("page", [ROOT / "docs" / "python.md"], ids=lambda page: page.name)
def test_python_that_is_shown_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every Python session that a page shows gives what stands below it."""
    monkeypatch.chdir(ROOT)
    failures, tried = doctest.testfile(str(page), module_relative=False)
    assert tried
    assert not failures


def test_readme_and_file_of_the_faulty_example_agree() -> None:
    """The faulty register that README shows is the file that its command checks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert (ROOT / "docs" / "example-with-faults.toml").read_text(encoding="utf-8") in blocks


RECORDS = [Register, Matrix, Risk, Mitigation, Removal, Card, RiskTable, Settings, Labels, NamedTable]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_is_described(record: type[attrs.AttrsInstance]) -> None:
    """docs/format.md names every key of every table."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    tables = {"matrix", "risk", "removed", "mitigation", "score"}
    assert not [key for key in keys_of(record) if f"`{key}`" not in page and key not in tables]


def test_every_code_is_described() -> None:
    """docs/codes.md says of every code what `check --explain` says."""
    page = (ROOT / "docs" / "codes.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `([EW][0-9]{3})` \| (.*) \|$", page, re.MULTILINE))
    assert described == {code: f"**{name}** | {meaning}" for code, (name, meaning) in codes.CODES.items()}


def test_every_link_leads_somewhere() -> None:
    """Links between the pages of the project lead to files that are there."""
    for page in [*PAGES, *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
