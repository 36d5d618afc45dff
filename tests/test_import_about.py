"""What a draft says of its register: its own date and title, or a question, or a refusal that quotes what it found."""

from __future__ import annotations

from pathlib import Path

import documents
import pytest
from conftest import Run

from riskreg.intake.about import date_of

ROWS = [
    ("Risk", "Mitigating action"),
    ("Storms close the harbour for weeks", "Raise the quay"),
    ("Pilots retire faster than they are trained", "Two trainees each year"),
]
EARLIER = '[register]\ntitle = "{title}"\ndate = 2024-01-10\n\n[risk.a]\ntitle = "{risk}"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an empty folder of registers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registers").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 2026", "2026-03"),
        ("Last updated 12 February 2026", "2026-02-12"),
        ("Audit and Governance Committee, 14 January 2026", "2026-01-14"),
        ("Cabinet - 5 May 2025\nMay 2025", "2025-05-05"),
        ("The committee met on 14 January 2026 and saw nothing", None),
        ("Report of the year to March 2026", None),
    ],
)
def test_dates_of_documents(line: str, date: str | None) -> None:
    """A line that is a date, says that it is one, or names a meeting and its day; no date within a sentence."""
    found = date_of(f"{line}\n\nWords", "report.md")
    assert (str(found[0]) if found else None) == date


def test_a_refusal_quotes_the_dates_found(here: Path, run: Run) -> None:
    """Where dates are not clearly that of the document, the refusal has them as --date takes them."""
    (here / "a.md").write_text(f"It met on 14 January 2026, and before on 2 May 2025.\n\n{documents.markdown(ROWS)}")
    done = run("import", "a.md")
    assert done.code == 2
    assert "14 January 2026 (--date 2026-01-14); 2 May 2025 (--date 2025-05-02)" in done.err


@pytest.mark.parametrize(
    ("title", "risk", "kept", "asked"),
    [
        ("Highways risks", "Potholes", False, True),
        ("Harbour risk register, January 2024", "Potholes", True, False),
        ("Port risks", ROWS[1][0], True, False),
    ],
)
def test_the_title_of_an_earlier_register(here: Path, run: Run, title: str, risk: str, kept: bool, asked: bool) -> None:
    """An earlier title is taken where it or its risks are the same; else the document's own, as a question."""
    (here / "registers" / "2024-01.toml").write_text(EARLIER.format(title=title, risk=risk))
    (here / "a.md").write_text(f"Harbour risk register, March 2024\n\n{documents.markdown(ROWS)}")
    done = run("import", "a.md", "--date", "2024-03-04")
    assert done.code == 0
    assert (f'title = "{title}"' in done.out) is kept
    assert ('title = "Harbour risk register, March 2024"' in done.out) is not kept
    assert ("# QUESTION: the title" in done.out) is asked


def test_an_earlier_title_that_stands_in_is_a_question(here: Path, run: Run) -> None:
    """Where the document has no title, that of the register before is only a suggestion."""
    (here / "registers" / "2024-01.toml").write_text(EARLIER.format(title="Highways risks", risk="Potholes"))
    (here / "a.csv").write_text(documents.comma_separated(ROWS))
    done = run("import", "a.csv", "--date", "2024-03-04")
    assert 'title = "Highways risks"' in done.out
    assert "is this the same register?" in " ".join(done.out.replace("#", "").split())
