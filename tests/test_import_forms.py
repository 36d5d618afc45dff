"""Tables of known truth through every text form: what is read is what was meant, to the word."""

from __future__ import annotations

import re
from collections.abc import Sequence

import documents
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskreg.errors import NotPossible
from riskreg.intake.risk_rows import risk_rows

WORDS = tuple(
    re.findall(
        r"\w+", "harbour wall quay dredging boats mooring fees ferry storm flood pump crane licence audit grant fuel"
    )
)

sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(lambda w: " ".join(w).capitalize() + ".")
names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(lambda w: " ".join(w).capitalize())
texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
points = st.lists(sentences, min_size=2, max_size=3).map(lambda s: "\n".join(f"* {x}" for x in s))


def tables(actions: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    rows = st.lists(st.tuples(names, actions), min_size=2, max_size=6, unique_by=lambda row: row[0])
    return rows.map(lambda rows: [("Risk", "Mitigating action"), *rows])


def cells(name: str, text: str) -> list[tuple[str, str]]:
    """Risk and action of each row that is read."""
    return [(r.cell("risk"), r.cell("mitigation")) for r in risk_rows(name, text.encode()).rows]


@pytest.mark.parametrize("suffix", documents.FORMS)
@given(table=tables(st.one_of(texts, points)))
def test_cells_that_are_kept_apart_are_read_exactly(suffix: str, table: Sequence[tuple[str, str]]) -> None:
    """Tabs, Markdown, HTML and CSV give back every cell of every row, points of lists included."""
    assert cells(f"report.{suffix}", documents.FORMS[suffix](table)) == list(table[1:])


@given(table=tables(texts), breaks=st.sets(st.integers(3, 40), max_size=2))
def test_interleaved_text_is_exact_or_asked_about(table: Sequence[tuple[str, str]], breaks: set[int]) -> None:
    """Cells one after the other are put together exactly, or a question or a page break is told of, or refused."""
    text = documents.interleaved(table, breaks=tuple(breaks))
    try:
        read = risk_rows("report.txt", text.encode())
    except NotPossible:
        return
    found = [(r.cell("risk"), r.cell("mitigation")) for r in read.rows]
    told = read.asked or read.joins or any("page break" in row.place for row in read.rows)
    assert found == list(table[1:]) or told


@given(table=tables(texts), wide=st.sampled_from([(26, 40), (34, 34), (44, 30)]))
def test_layout_text_is_exact_or_asked_about(table: Sequence[tuple[str, str]], wide: tuple[int, int]) -> None:
    """Columns side by side are read exactly, or a question is told, whatever their widths."""
    read = risk_rows("report.txt", documents.layout(table, wide).encode())
    found = [(r.cell("risk"), r.cell("mitigation")) for r in read.rows]
    assert found == list(table[1:]) or read.asked


def test_headings_on_every_page_are_no_running_heads() -> None:
    """What stands at the top of every page is taken out, but for the headings of the table itself."""
    table = [("Risk", "Mitigating action"), *((f"Storm {n}", f"Raise the quay by {n} metres.") for n in range(9))]
    text = documents.interleaved(table, breaks=(8, 16, 24, 32))
    text = text.replace("\f", "\fHarbour Council\n").replace("Risk Mitigating action", "Risk Mitigating action", 1)
    assert cells("report.txt", text) == table[1:]
