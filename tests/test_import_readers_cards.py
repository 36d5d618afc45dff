"""A card may hold a small table of actions: its headings are no action, and each action has its own owner."""

from __future__ import annotations

import pytest
from office import docx, row, table

from riskreg.intake.risk_rows import risk_rows
from riskreg.intake.rows import RiskRows

CARD = (("Risk reference", "SR1", "Risk owner", "Director"), ("Risk title", "Pool closes", "", ""))
HEAD = ("Further actions", "Action owner", "Due date", "Status")
ACTIONS = (
    ("Options appraisal", "Leisure Manager", "30/04/2026", "On track"),
    ("Step-in plan", "Head of Legal", "31/05/2026", "Late"),
    ("Reserve", "Head of Finance", "30/06/2026", "Late"),
)
ASIDE = (("Likelihood", "4", "Impact", "3"),)


def read(*rows: tuple[str, ...]) -> RiskRows:
    return risk_rows("r.docx", docx(table(*(row(*cells) for cells in rows))))


@pytest.mark.parametrize("after", [(), (("Review date", "1 May 2026", "", ""),)])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_rows_below_headings_in_a_card_are_its_actions(number: int, after: tuple[tuple[str, ...], ...]) -> None:
    """Each action keeps its owner, date and status; the labels before and behind are the card's."""
    found = read(*CARD, *ASIDE, HEAD, *ACTIONS[:number], *after)
    (risk,) = found.rows
    assert (risk.cell("ref"), risk.cell("risk"), risk.cell("owner")) == ("SR1", "Pool closes", "Director")
    assert [
        tuple(cells.get(role) for role in ("mitigation", "action-owner", "due", "status")) for cells in risk.parts
    ] == list(ACTIONS[:number])


def test_a_status_of_the_card_is_not_that_of_an_action() -> None:
    """A heading of the small table that is a label of the card too loses neither."""
    found = read(*CARD, *ASIDE, ("Status", "Open", "", ""), HEAD, *ACTIONS[:1])
    parts = found.rows[0].parts
    held = {text for part in parts for text in part.values()} | {text for _, text in found.rows[0].others}
    assert {"Open", "On track"} <= held, held
