"""docs/security.md promises nothing that no test holds, and names in files lead nowhere."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import folder_of, register

from riskreg.intake import child, child_main, container, decoded, limits, pdf_document, workbook_guard
from riskreg.papers.ooxml import package
from riskreg.store import raw

pytest.importorskip("fcntl", reason="a copy of this process is made with means of POSIX")

from forked import forked
from fuzz import running

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_is_there() -> None:
    """Each row of a table names a test, and each test that is named is a function of its file."""
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.endswith(" held by |")]
    assert len(rows) > 30
    assert not [row for row in rows if "::test_" not in row.rpartition(" | ")[2]]
    missing = [name for name in re.findall(r"`(tests/[^`]+)`", PAGE) if not _is_there(*name.split("::"))]
    assert not missing


def _is_there(file: str, test: str) -> bool:
    path = ROOT / file
    found = ast.parse(path.read_text(encoding="utf-8")).body if path.is_file() else []
    return any(isinstance(node, ast.FunctionDef) and node.name == test for node in found)


def test_a_name_that_is_misspelled_would_be_noticed() -> None:
    """The look for tests can fail."""
    assert _is_there("tests/test_security.py", "test_every_test_that_is_named_is_there")
    assert not _is_there("tests/test_security.py", "test_nothing_of_the_kind")
    assert not _is_there("tests/test_nowhere.py", "test_x")


def test_limits_are_those_of_the_code() -> None:
    """Every number of the page is the one that the program goes by."""
    told = [
        f"{raw.MAX_SIZE >> 20} MiB, or what `--max-size` says",
        f"{container.LARGEST_PART >> 20} MiB unpacked, {container.LARGEST_WHOLE >> 20} MiB in all",
        f"{package.LARGEST_PART >> 20} MiB unpacked, {package.LARGEST_WHOLE >> 20} MiB in all",
        f"{workbook_guard.MOST_TEXT:,} characters",
        f"{running.PROCESSOR_SECONDS:g} seconds of the processor and {running.GROWTH >> 20} MiB more than before",
        f"{child_main.MEMORY >> 30} GiB of memory, {child_main.PROCESSOR_SECONDS} seconds of the processor, "
        f"{child.SECONDS} on the clock; {pdf_document.MOST_PAGES} pages",
        f"{limits.MOST_CELLS:,} cells, {limits.MOST_TABLES:,} tables, {limits.MOST_ROWS:,} rows of a risk table, "
        f"{limits.WIDEST} columns, {limits.MOST_LINES:,} lines that hold anything, {decoded.LONGEST_LINE:,} characters",
    ]
    assert [words for words in told if words not in PAGE] == []


OUT = "../../secret"
CARD = f"""title = "Risk report"
kind = "report"
date = "2022"
organisation = "Harbourside Council"
file = "{OUT}.txt"
sha256 = "{"0" * 64}"
"""


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("show", "2022"),
        ("show", "2022", OUT),
        ("sources",),
        ("sources", "--verify", "papers"),
        ("export", "2022", "-o", "page.html"),
        ("compare", "2021", "2022"),
        ("history",),
    ],
    ids=" ".join,
)
def test_names_in_files_lead_nowhere(words: tuple[str, ...], tmp_path: Path) -> None:
    """Whatever a register or a card calls its documents, no file outside the folders that were named is opened."""
    place = tmp_path / "a" / "b"
    rest = f'evidence = ["{OUT}: 5.1", "/etc/hostname: 1"]\nplace = "{OUT}"\n'
    texts = {"2021": register('"2021"'), "2022": register(rest=rest).replace("\n\n", f'\nsource = "{OUT}"\n\n', 1)}
    folder_of(place, texts)
    (place / "seeds").mkdir()
    (place / "papers").mkdir()
    (place / "seeds" / "2022.toml").write_text(CARD)
    for secret in ("secret.txt", "secret.toml", "a/secret.txt", "a/secret.toml"):
        (tmp_path / secret).write_text("of somebody")
    opened = tmp_path / "opened"

    def watch() -> None:
        def hook(event: str, args: tuple[Any, ...]) -> None:
            if event == "open" and ("secret" in str(args[0]) or "hostname" in str(args[0])):
                opened.touch()

        sys.addaudithook(hook)

    done = forked(*words, cwd=place, arrange=watch)
    assert done.code in (0, 1, 2), done.err
    assert not opened.exists()
    assert b"of somebody" not in done.out + done.err
