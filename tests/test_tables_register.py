"""Registers and risks become tables that an officer can read."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from riskreg.errors import ExemptRisk
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Assurance, Cost, Evidence
from riskreg.model.register import Reason, Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Response, Risk, Scores, Status
from riskreg.model.score import Band, Matrix, Score
from riskreg.tables.fields import FIELDS
from riskreg.tables.forms import render
from riskreg.tables.register import register_table
from riskreg.tables.registers import Entry, register_list
from riskreg.tables.risk import risk_sheet
from riskreg.tables.table import Cell, Table, choose, order

BANDS = Band("Green", 1), Band("Amber", 8), Band("Red", 15)
FIVE = ("1", "2", "3", "4", "5")
ACADEMY = Mitigation(
    id="academy",
    status=Status.IN_PLACE,
    action="Academy for newly\nqualified staff",
    since=PartialDate.of_day(date(2021, 9, 1)),
)
PAY = Mitigation(
    id="pay-offer",
    action="Permanent offer on pay",
    owner="Head of Human Resources",
    due=PartialDate.of_text("2023-Q1"),
    cost=(Cost(3_000_000, "2021/22", "first year"), Cost(600_000, "each later year")),
    place="5.1",
    evidence=(Evidence("2021-09", "5.1"), Evidence("2020-06", "plan")),
    supersedes=(MitigationRef("morale", "pay"),),
    note="Agreed with the unions",
)
TURNOVER = Risk(
    id="staff-turnover",
    title="Experienced staff leave",
    owner="Director of People",
    supersedes=("morale", "vacancies"),
    assurance=(Assurance("Inspectorate", "Morale is improving", "6.10"),),
    score=Scores(current=Score(4, 4), target=Score(2, 4, by=PartialDate.of_text("2024/25"))),
    mitigations=(ACADEMY, PAY),
)
FLOOD = Risk(id="flood", title="The sea wall fails", score=Scores(current=Score(rating="Amber")))
SECRET = Risk(id="secret", title="Not for the public", exempt=True, mitigations=(ACADEMY,))
REGISTER = Register(
    "Corporate risks",
    PartialDate.of_day(date(2022, 11, 16)),
    organisation="Harbourside Council",
    committee="Audit Committee",
    source="2022-11",
    matrix=Matrix(FIVE, FIVE, BANDS),
    risks=(TURNOVER, FLOOD),
    removed=(
        Removal("paperwork", Reason.NOT_REPORTED, "Discussed in the body."),
        Removal("brexit", Reason.TRANSFERRED, to="the county"),
    ),
)
WITH_SECRET = attrs.evolve(REGISTER, risks=(TURNOVER, SECRET))


def column(table: Table, key: str) -> list[Cell]:
    return [row[0] for row in choose(table, [key]).rows]


def shown_keys(table: Table) -> list[str]:
    return [c.key for c in choose(table).columns]


def facts(table: Table) -> dict[Cell, Cell]:
    return {row[0]: row[1] for row in table.rows}


# The list of registers


def test_the_list_counts_risks_and_mitigations() -> None:
    """One row says which register it is and how much it holds."""
    table = register_list([Entry("2022", REGISTER)])
    assert choose(table).rows == (("2022", "2022-11-16", "Corporate risks", 2, 2, "2022-11"),)


def test_the_list_knows_the_body_and_the_committee() -> None:
    """Who keeps a register can be asked for."""
    table = register_list([Entry("2022", REGISTER)])
    assert choose(table, ["organisation", "committee"]).rows == (("Harbourside Council", "Audit Committee"),)


def test_the_list_says_when_there_is_nothing_to_list() -> None:
    """An empty folder is answered with a sentence, not with bare headings."""
    assert "There are no registers yet." in render(register_list([]), "text")


# A register


def test_a_register_shows_each_risk_with_its_actions() -> None:
    """One row a risk, one line an action, with just as much in brackets as is stated."""
    table = register_table(REGISTER, "2022")
    assert column(table, "id") == ["staff-turnover", "flood"]
    assert column(table, "mitigation") == [
        "• Academy for newly qualified staff (in place; since 2021-09-01)\n"
        "• Permanent offer on pay (due 2023-Q1; Head of Human Resources)",
        None,
    ]


def test_an_action_of_which_nothing_else_is_stated_has_no_brackets() -> None:
    """Nothing is made up, not even a pair of brackets."""
    risk = attrs.evolve(FLOOD, mitigations=(Mitigation(id="m", action="Watch the wall"),))
    table = register_table(attrs.evolve(REGISTER, risks=(risk,)), "2022")
    assert column(table, "mitigation") == ["• Watch the wall"]


def test_a_register_shows_columns_where_any_risk_states_something() -> None:
    """Owners and scores appear with the first risk that has one, and take no room before."""
    assert shown_keys(register_table(REGISTER, "2022")) == [
        "id",
        "title",
        "owner",
        "current",
        "target",
        "mitigation",
    ]
    bare = attrs.evolve(REGISTER, risks=(attrs.evolve(FLOOD, score=Scores()),))
    assert shown_keys(register_table(bare, "2022")) == ["id", "title", "mitigation"]


def test_a_column_that_only_an_exempt_risk_would_fill_does_not_appear() -> None:
    """Not even a heading tells of what is left out."""
    secret = attrs.evolve(SECRET, response=Response.TOLERATE)
    table = register_table(attrs.evolve(REGISTER, risks=(FLOOD, secret)), "2022")
    assert "response" not in shown_keys(table)


def test_every_field_of_a_risk_can_be_asked_for() -> None:
    """No fact of a register file is out of reach: the columns are the model's fields, scores by stage."""
    model = {f.name for f in attrs.fields(Risk)} - {"score", "mitigations"}
    assert {f.key for f in FIELDS} == model | {f.name for f in attrs.fields(Scores)}
    assert {c.key for c in register_table(REGISTER, "2022").columns} == {f.key for f in FIELDS} | {
        "direction",
        "mitigation",
    }


def test_a_score_has_its_rating_as_a_word() -> None:
    """Red is said, never only painted; where the source gives a rating alone, it stands alone, once."""
    table = register_table(REGISTER, "2022")
    assert column(table, "current") == ["L4 × I4 = 16 Red", "Amber"]
    assert column(table, "target") == ["L2 × I4 = 8 Amber, by 2024/25", None]


def test_a_score_without_a_matrix_has_no_rating() -> None:
    """A number is not called red where nobody said what red is."""
    table = register_table(attrs.evolve(REGISTER, matrix=None), "2022")
    assert column(table, "current") == ["L4 × I4 = 16", "Amber"]


def test_a_register_can_be_sorted_by_score() -> None:
    """The gravest risk comes first when asked, by its product."""
    low = attrs.evolve(FLOOD, id="low", score=Scores(current=Score(5, 1)))
    table = register_table(attrs.evolve(REGISTER, risks=(low, TURNOVER)), "2022")
    assert column(order(table, "-current"), "id") == ["staff-turnover", "low"]


def test_lists_within_a_field_have_a_line_each() -> None:
    """Several ids, places or verdicts can be told apart."""
    table = register_table(REGISTER, "2022")
    assert column(table, "supersedes") == ["morale\nvacancies", None]
    assert column(table, "assurance") == ["Inspectorate: Morale is improving (6.10)", None]


def test_a_register_says_which_it_is_and_what_is_not_in_it() -> None:
    """Title, date, name, body, and each risk that the register removed with its reason."""
    table = register_table(REGISTER, "2022")
    assert table.caption == "Corporate risks, 2022-11-16 (register 2022)"
    assert table.lead == ("Harbourside Council, Audit Committee",)
    assert table.notes == (
        "Removed: paperwork — not reported (Discussed in the body.)",
        "Removed: brexit — transferred, to the county",
    )


def test_a_register_of_examples_says_so() -> None:
    """A reader is told that a missing action proves nothing."""
    table = register_table(attrs.evolve(REGISTER, examples_only=True, note="As at noon."), "2022")
    assert table.lead[1:] == ("As at noon.", "The source gives its actions as examples.")


def test_a_register_without_risks_says_so() -> None:
    """Bare headings are no answer."""
    assert register_table(attrs.evolve(REGISTER, risks=(), removed=()), "2022").notes == (
        "The register states no risks.",
    )


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex", "csv", "json", "grid", "tsv"])
def test_an_exempt_risk_is_counted_and_not_shown(form: str) -> None:
    """No word of it is in the output; that there is one is said wherever there is room for a sentence."""
    table = register_table(WITH_SECRET, "2022")
    everything = choose(table, [c.key for c in table.columns])
    out = render(everything, form, width=400)
    assert "Not for the public" not in out
    assert "secret" not in out
    assert ("1 exempt risk not shown." in out) == (form not in ("csv", "tsv"))


def test_several_exempt_risks_are_counted() -> None:
    """The sentence is right for any number."""
    table = register_table(attrs.evolve(REGISTER, risks=(SECRET, SECRET, FLOOD), removed=()), "2022")
    assert table.notes == ("2 exempt risks not shown.",)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex", "csv", "json", "grid", "tsv"])
def test_an_exempt_risk_that_was_asked_for_marks_the_output(form: str) -> None:
    """Whoever finds the output later can see that it is not to be published, in every form."""
    table = register_table(WITH_SECRET, "2022", include_exempt=True)
    assert table.caption == "EXEMPT: Corporate risks, 2022-11-16 (register 2022)"
    out = render(table, form, width=400)
    assert "Not for the public" in out
    assert "exempt" in out.lower().replace("not shown", "")


def test_a_register_without_exempt_risks_is_not_marked() -> None:
    """The mark means something: it stands only where something is exempt."""
    assert register_table(REGISTER, "2022", include_exempt=True) == register_table(REGISTER, "2022")


# A risk


def test_a_risk_in_full_has_a_row_for_each_field_it_states() -> None:
    """What the file says is there in the model's order, and no empty row."""
    table = risk_sheet(REGISTER, TURNOVER, "2022")
    assert table.caption == "Experienced staff leave: Corporate risks, 2022-11-16 (register 2022)"
    assert [row[0] for row in table.rows] == [
        "Id",
        "Risk",
        "Owner",
        "Supersedes",
        "Assurance",
        "Current score",
        "Target score",
        "Action academy",
        "Action pay-offer",
    ]


def test_an_action_in_full_says_all_that_is_stated_of_it() -> None:
    """Each fact has a line and a name, money as people write it."""
    assert facts(risk_sheet(REGISTER, TURNOVER, "2022"))["Action pay-offer"] == (
        "Permanent offer on pay\n"
        "Owner: Head of Human Resources\n"
        "Due: 2023-Q1\n"
        "Cost: £3,000,000 2021/22 (first year); £600,000 each later year\n"
        "Place: 5.1\n"
        "Evidence: 2021-09: 5.1; 2020-06: plan\n"
        "Supersedes: morale.pay\n"
        "Note: Agreed with the unions"
    )


@pytest.mark.parametrize(
    ("currency", "amount", "said"),
    [("EUR", 5, "€5"), ("USD", 1200, "$1,200"), ("CHF", 5, "CHF 5"), ("GBP", -5, "-£5"), (None, 0, "£0")],
)
def test_money_is_said_in_the_registers_currency(currency: str | None, amount: int, said: str) -> None:
    """A sign where there is a common one, else the code; a saving keeps its minus."""
    risk = attrs.evolve(FLOOD, mitigations=(Mitigation(id="m", action="Act", cost=(Cost(amount),)),))
    register = attrs.evolve(REGISTER, risks=(risk,), currency=currency)
    assert facts(risk_sheet(register, risk, "2022"))["Action m"] == f"Act\nCost: {said}"


def test_an_exempt_risk_in_full_is_refused() -> None:
    """Naming it is not enough; the refusal says what is, and does not give its title away."""
    with pytest.raises(ExemptRisk) as refusal:
        risk_sheet(WITH_SECRET, SECRET, "2022")
    assert str(refusal.value) == 'the risk "secret" of 2022 is exempt from publication; add --include-exempt to show it'


def test_an_exempt_risk_in_full_is_marked_where_it_was_asked_for() -> None:
    """The mark comes first, and in the rows as well."""
    table = risk_sheet(WITH_SECRET, SECRET, "2022", include_exempt=True)
    assert table.caption.startswith("EXEMPT: ")
    assert facts(table)["Exempt"] == "exempt"


def test_a_risk_in_full_reads_well_at_eighty_columns() -> None:
    """Fields to the left, what is stated to the right, rows of several lines set apart."""
    risk = attrs.evolve(TURNOVER, supersedes=(), assurance=(), score=Scores(), mitigations=(ACADEMY,))
    assert render(risk_sheet(REGISTER, risk, "2022"), "text").split("\n", 2)[2] == (
        "Field           Value\n"
        "--------------  -----------------------\n"
        "Id              staff-turnover\n"
        "Risk            Experienced staff leave\n"
        "Owner           Director of People\n"
        "\n"
        "Action academy  Academy for newly\n"
        "                qualified staff\n"
        "                Status: in place\n"
        "                Since: 2021-09-01\n"
    )


def test_the_removal_of_an_exempt_risk_is_exempt_too() -> None:
    """What a register says of a risk that was exempt before is not shown, but counted."""
    gone = Removal("secret-claim", Reason.CLOSED, note="Settled for a sum")
    register = Register("Risks", PartialDate.of_text("2022"), removed=(gone, Removal("plain", Reason.CLOSED)))
    hidden = render(register_table(register, "2022", exempt={"secret-claim"}), "text")
    assert "secret" not in hidden
    assert "Settled" not in hidden
    assert "Removed: plain" in hidden
    assert "1 removal of exempt risks not shown." in hidden
    shown = render(register_table(register, "2022", include_exempt=True, exempt={"secret-claim"}), "text")
    assert "Settled" in shown
    assert shown.startswith("EXEMPT: ")
