"""The real registers, their cards, and the documents they were taken from hold together."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import riskreg

ROOT = Path(__file__).parents[1]
DOCUMENTS = ROOT.parent / "shared" / "seeds"
SERIES = riskreg.Series.of_folder(ROOT / "registers")
CARDS = {name: reading.valid() for name, reading in SERIES.cards.items()}
REGISTERS = {entry.ref: entry.reading.valid() for entry in SERIES.entries}

needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents are not beside the project")

ROWS = {
    "2021": {
        "covid-19": "The Covid-19 pandemic",
        "demand-surge": "A surge in service demand",
        "safer-for-children": "Knowing that the service",
        "quality-practice": "Understanding and applying",
        "multi-agency": "The imperative for improved",
        "improvement-journey": "Demonstrating to the",
        "leadership": "Leadership capacity and",
        "staff-retention": "Organisational morale",
        "admin-burden": "Social workers encumbered",
        "data-management": "Risk of data management",
        "ofsted-readiness": "Preparedness for cycle",
    },
    "2022": {
        "sustaining-improvement": "To maintain the level",
        "staff-retention": "Recruitment and retention",
        "placement-costs": "Financial risk of overspend",
    },
}
"""How each row of the two risk tables begins, in the order of the tables."""


def test_nothing_is_wrong_with_them() -> None:
    """The registers and cards that come with the project have no fault and no warning."""
    assert riskreg.check(SERIES) == ()


def test_cards_and_registers_hold_together() -> None:
    """There are five cards, and each register holds as many risks as its card counts rows."""
    assert set(CARDS) == {"2020-06", "2020-07", "2021-02", "2021-09", "2022-11"}
    tables = {name: card.risk_table.rows for name, card in CARDS.items() if card.risk_table}
    assert tables == {str(r.source): len(r.risks) for r in REGISTERS.values()}
    assert tables == {"2021-09": 11, "2022-11": 3}


@pytest.mark.parametrize("ref", REGISTERS)
def test_every_row_has_its_risk_in_its_place(ref: str) -> None:
    """The risks stand in the order of the table, each with the number of its row."""
    risks = REGISTERS[ref].risks
    assert [risk.id for risk in risks] == list(ROWS[ref])
    rows = [re.findall(r"row ([0-9]+)", risk.place or "") for risk in risks]
    assert rows == [[str(number)] for number in range(1, len(risks) + 1)]


@pytest.mark.parametrize("ref", REGISTERS)
def test_nothing_is_made_up(ref: str) -> None:
    """The reports print no scores, categories or risk owners, and so the registers hold none."""
    for risk in REGISTERS[ref].risks:
        assert not risk.score.stages()
        assert (risk.category, risk.owner, risk.manager, risk.appetite, risk.response) == (None,) * 5
    assert REGISTERS[ref].matrix is None


@pytest.mark.parametrize("ref", REGISTERS)
def test_they_are_in_the_canonical_layout(ref: str) -> None:
    """Each file is what the writer writes, byte for byte."""
    text = (ROOT / "registers" / f"{ref}.toml").read_bytes().decode("utf-8")
    assert riskreg.dumps(riskreg.loads(text)) == text


def test_lineage_is_as_the_documents_support_it() -> None:
    """One risk is carried, two became one, one is new, and eight were left out without a reason."""
    changes = riskreg.compare(REGISTERS["2021"], REGISTERS["2022"]).changes
    groups = [(c.kind.value, [r.id for r in c.earlier], [r.id for r in c.later]) for c in changes if c.later]
    assert groups == [
        ("merged", ["improvement-journey", "ofsted-readiness"], ["sustaining-improvement"]),
        ("carried", ["staff-retention"], ["staff-retention"]),
        ("new", [], ["placement-costs"]),
    ]
    assert [c.reason for c in changes if not c.later] == [riskreg.Reason.NOT_REPORTED] * 8


@pytest.mark.seeds
@needs_documents
@pytest.mark.parametrize("name", CARDS)
def test_each_card_knows_its_document(name: str) -> None:
    """A card's digest is that of the document it describes."""
    data = (DOCUMENTS / CARDS[name].file).read_bytes()
    assert hashlib.sha256(data).hexdigest() == CARDS[name].sha256


@pytest.mark.seeds
@needs_documents
@pytest.mark.parametrize("ref", REGISTERS)
def test_the_rows_stand_in_the_document(ref: str) -> None:
    """The document's risk table has these rows in this order, under the columns that its card names."""
    card = CARDS[str(REGISTERS[ref].source)]
    assert card.risk_table
    text = " ".join((DOCUMENTS / card.file).read_text(encoding="utf-8").split())
    table = text[text.index(" ".join(card.risk_table.columns)) :]
    places = [table.index(beginning) for beginning in ROWS[ref].values()]
    assert places == sorted(places)
    assert len(places) == card.risk_table.rows


@pytest.mark.seeds
@needs_documents
@pytest.mark.parametrize("name", sorted(set(CARDS) - {"2021-09", "2022-11"}))
def test_the_other_documents_have_no_risk_table(name: str) -> None:
    """A card without a risk table describes a document without one."""
    text = (DOCUMENTS / CARDS[name].file).read_text(encoding="utf-8")
    assert CARDS[name].risk_table is None
    assert not re.search(r"mitigating action", text, re.IGNORECASE)
