"""Installed without extras, every command that needs one says which, and how it is installed; all others work."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from conftest import Run, folder_of, register
from documents import FORMS, markdown, page
from office import cell, par, pdf, row, table, xlsx
from office import docx as document
from papers import marks
from releases import floors

import riskreg
from riskreg.model.register import Register
from riskreg.store.parser import fast_parser
from riskreg.tables.export_xlsx import register_xlsx
from riskreg.tables.published import published

LIBRARIES = {
    "analytics": ("pyarrow",),
    "excel": ("xlsxwriter", "python_calamine"),
    "fast": ("toml_rs",),
    "import": ("lxml", "markdown_it", "pdfplumber", "python_calamine"),
    "plot": ("matplotlib",),
}
"""What each extra brings, as Python names it."""

ROWS = [("Risk", "Mitigating action"), ("The pumps fail", "Spare pumps are kept"), ("Money runs out", "Costs are cut")]
TEXT = register(date="2022-05-01", rest="score.current = { likelihood = 2, impact = 3 }\n") + (
    '\n[matrix]\nlikelihood = ["low", "mid", "high"]\nimpact = ["low", "mid", "high"]\n'
    'bands = [{ name = "Green", from = 1 }, { name = "Red", from = 6 }]\n'
)


def found() -> Register:
    return riskreg.loads(TEXT)


def cells() -> str:
    return table(*(row(*(cell(par(text)) for text in line)) for line in ROWS))


def sheet() -> str:
    return "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{column}{n}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("AB", line, strict=True)
        )
        + "</row>"
        for n, line in enumerate(ROWS, 1)
    )


def drawn() -> bytes:
    return pdf([(72 + 228 * x, 90 + 20 * y, text) for y, line in enumerate(ROWS) for x, text in enumerate(line)])


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "report.docx": lambda: document(par("Risks") + cells()),
    "report.html": lambda: page(ROWS).encode(),
    "report.md": lambda: markdown(ROWS).encode(),
    "report.pdf": drawn,
    "report.xlsx": lambda: xlsx(sheet()),
    "exported.xlsx": lambda: register_xlsx(published(found())),
    "report.txt": lambda: FORMS["txt"](ROWS).encode(),
    "report.csv": lambda: "\n".join(",".join(line) for line in ROWS).encode(),
}
"""A report in each form that is read."""

NEEDING = {
    "import": (
        "import report.docx",
        "import report.html",
        "import report.md --date 2022-05",
        "import report.pdf --date 2022-05",
        "import report.xlsx --date 2022-05",
        "import report.docx --list-tables",
        "sources --card report.docx",
        "sources --verify .",
    ),
    "excel": ("export 2022 --output risks.xlsx", "import exported.xlsx"),
    "analytics": ("export --all --to parquet --output analysis",),
    "plot": (
        "matrix 2022 --format svg",
        "matrix 2022 --output matrix.png",
        "history --format svg",
        "history --output history.svg",
    ),
}
"""Every command that needs an extra, in each way that it may be asked."""

ALWAYS = (
    "check",
    "compare 2021 2022 --format html",
    "export 2022 --output risks.html",
    "export 2022 --output risks.docx",
    "export 2022 --to csv",
    "export 2022 --to json",
    "fmt",
    "history",
    "import report.csv --date 2022-05",
    "import report.txt",
    "list",
    "matrix 2022",
    "new 2023",
    "embed paper.md",
    "embed paper.docx --add risks --at [[riskreg:risks]]",
    "schema register",
    "show 2022",
    "sources",
)
"""What needs none."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's folder with two registers, a card, papers, and a report in each form; the working folder."""
    folder_of(tmp_path, {"2021": register(date='"2021"'), "2022": riskreg.dumps(found())})
    for name, made in DOCUMENTS.items():
        (tmp_path / name).write_bytes(made())
    digest = hashlib.sha256((tmp_path / "report.docx").read_bytes()).hexdigest()
    card = f'title = "Report"\nkind = "report"\ndate = 2022-05-01\norganisation = "Harbour"\nsha256 = "{digest}"\n'
    folder_of(
        tmp_path,
        {"2022-05": card + 'file = "report.docx"\n\n[risk-table]\nplace = "1"\ncolumns = ["Risk"]\nrows = 2\n'},
        "seeds",
    )
    (tmp_path / "riskreg.toml").write_text('[table.risks]\nview = "register"\nregister = "2022"\n', encoding="utf-8")
    (tmp_path / "paper.md").write_text(marks("risks", ".md"), encoding="utf-8")
    paper = docx.Document()
    paper.add_paragraph("[[riskreg:risks]]")
    paper.save(str(tmp_path / "paper.docx"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bare(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, where none of the libraries of the extras is to be had."""
    roots = {library for libraries in LIBRARIES.values() for library in libraries}
    for name in roots | {name for name in sys.modules if name.split(".")[0] in roots}:
        monkeypatch.setitem(sys.modules, name, None)
    fast_parser.cache_clear()
    yield here
    fast_parser.cache_clear()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


CASES = [(extra, words) for extra, commands in NEEDING.items() for words in commands]


@pytest.mark.parametrize(("extra", "words"), CASES, ids=[words for _, words in CASES])
def test_without_the_extra_the_command_says_which(extra: str, words: str, bare: Path, run: Run) -> None:
    """It prints and writes nothing, and says in one line what is to be typed."""
    before = contents(bare)
    done = run(*words.split())
    assert (done.code, done.out) == (2, "")
    assert f'; in your copy of riskreg, run: pip install ".[{extra}]"' in done.err
    assert done.err.count("\n") == 1
    assert contents(bare) == before


@pytest.mark.parametrize("words", [words for _, words in CASES])
def test_with_the_extra_the_command_works(words: str, here: Path, run: Run) -> None:
    """It is the extra that was missing, and nothing else."""
    done = run(*words.split())
    assert done.code in (0, 1), done.err
    assert "pip install" not in done.err


@pytest.mark.parametrize("words", ALWAYS)
def test_what_needs_no_extra_works_without(words: str, bare: Path, run: Run) -> None:
    """All that README promises to everybody runs where only riskreg itself is installed."""
    assert fast_parser() is None
    done = run(*words.split())
    assert done.code == 0, done.err


def test_every_extra_is_tried() -> None:
    """Each extra has commands that ask for it, but the faster parser, which none waits for; no library is forgotten."""
    assert set(NEEDING) | {"fast"} == set(LIBRARIES)
    for extra, libraries in LIBRARIES.items():
        brought = {name.lower().replace("-", "_") for name in set(floors((extra,))) - set(floors(()))}
        assert brought == {{"markdown_it": "markdown_it_py"}.get(name, name) for name in libraries}
