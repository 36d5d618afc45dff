"""A view in a paper: the council's words and no ids, no empty cell, and nothing that is exempt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from builders import FIVE, FOUR, mitigation, points, register, removal, risk
from conftest import Run
from hypothesis import given
from papers import NAMES, council
from strategies import Given, pairs
from test_comparison_exempt import SECRETS

from riskreg.errors import ExemptRisk, UnknownWord
from riskreg.model.material import Material, Stated
from riskreg.model.register import Register
from riskreg.model.settings import COLUMNS, Form, Labels, NamedTable, Settings, ViewKind
from riskreg.tables.as_block import block_text
from riskreg.tables.block import Block
from riskreg.tables.view import NONE_RECORDED, Manner, build

PAPER = Manner(paper=True)

THEN = register(
    "2021-09",
    risk("turnover", mitigation("academy", status="planned", due="2022-03"), current=points(3, 4)),
    risk("cyber", current=points(2, 2)),
    risk("pay", current=points(1, 2)),
    risk("roof"),
    risk("drains"),
    risk("archive"),
    risk("theft"),
    matrix=FIVE,
)
NOW = register(
    "2022-11-16",
    risk("turnover", mitigation("academy", status="complete", due="2022-03"), current=points(2, 4)),
    risk("cyber", current=points(2, 2)),
    risk("pay", current=points(3, 2)),
    risk("estate", supersedes=["roof", "drains"]),
    risk("flood", mitigation("pumps", "Buy pumps"), current=points(5, 5)),
    removed=[removal("archive", "not reported"), removal("theft", "closed")],
    matrix=FIVE,
)


def block(earlier: Register, later: Register, manner: Manner = PAPER, **keys: Any) -> Block:
    wanted = NamedTable(**({"id": "x", "view": ViewKind.COMPARE} | keys))
    return build(wanted, Material(earlier=Stated("THEN", earlier), later=Stated("NOW", later)), manner)


def rows(made: Block) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in made.table.rows]


def test_the_section_says_what_changed() -> None:
    """Heading, sentence with balance, and a row for each risk that changed; what did not is counted."""
    made = block(THEN, NOW, section=True)
    assert made.heading == "Changes since September 2021"
    assert made.table.lead == (
        "The register of 16 November 2022 holds 5 risks, the register of September 2021 held 7: 1 carried unchanged, "
        "2 carried with changes, 2 merged into 1, 1 new; 1 closed, 1 left out without a reason given.",
        "Balance: 7 + 1 new − 1 in merges − 1 removed − 1 left out = 5.",
    )
    assert rows(made) == [
        [
            "The risk turnover",
            "Changed",
            "Current score: from L3 × I4 = 12 Amber to L2 × I4 = 8 Amber (↓ down)\nAction completed: Do academy",
        ],
        ["The risk pay", "Changed", "Current score: from L1 × I2 = 2 Green to L3 × I2 = 6 Green (↑ up)"],
        ["The risk estate", "Merged", "Brings together:\n• “The risk drains”\n• “The risk roof”"],
        ["The risk flood", "New", "Current score: L5 × I5 = 25 Red\nWith the action: Buy pumps"],
        ["The risk archive", "Left out, no reason given", NONE_RECORDED],
        ["The risk theft", "Closed", NONE_RECORDED],
    ]
    assert made.table.notes == ("1 risk carried on unchanged is not listed.",)


def test_how_many_went_up_and_down() -> None:
    """The form `movement` counts up, down and static, and gives each risk with its score then and now."""
    made = block(THEN, NOW, form=Form.MOVEMENT)
    assert made.table.lead[-1] == (
        "Scores since the earlier register: 1 up, 1 down, 1 static. "
        "Besides: 1 new, 2 no longer in the register, 2 without a direction of travel."
    )
    assert [row[0] + ": " + row[-1] for row in rows(made)] == [
        "The risk turnover: ↓ down",
        "The risk cyber: ↔ static",
        "The risk pay: ↑ up",
        "The risk estate: not scored",
        "The risk flood: New",
        "The risk archive: Left out, no reason given",
        "The risk theft: Closed",
    ]


def test_new_removed_and_amended() -> None:
    """The form `summary` has a row for new risks, removed ones and amended scores, and for what else happened."""
    assert rows(block(THEN, NOW, form=Form.SUMMARY)) == [
        ["New risks", "1", "The risk flood"],
        ["Risks removed", "1", "The risk theft (closed)"],
        ["Risks left out, no reason given", "1", "The risk archive"],
        [
            "Current scores amended",
            "2",
            "• The risk turnover: from L3 × I4 = 12 Amber to L2 × I4 = 8 Amber (↓ down)\n"
            "• The risk pay: from L1 × I2 = 2 Green to L3 × I2 = 6 Green (↑ up)",
        ],
        ["Risks merged", "1", "“The risk drains” and “The risk roof” into “The risk estate”"],
    ]
    assert rows(block(THEN, THEN, form=Form.SUMMARY))[0] == ["New risks", "0", "None"]


def test_footnotes_are_numbered_where_they_are_needed() -> None:
    """What a list of examples does not prove, and why a direction is withheld, is said once and referred to."""
    before = register(
        "2021", risk("a", mitigation("x"), current=points(2, 2)), risk("b"), matrix=FOUR, examples_only=True
    )
    after = register("2022", risk("a", mitigation("y"), current=points(3, 2)), risk("b", mitigation("z")), matrix=FIVE)
    made = block(before, after)
    assert "(↑ up)" not in rows(made)[0][2]
    assert "to L3 × I2 = 6 Green [1]" in rows(made)[0][2]
    assert "Action added [2]: Do y" in rows(made)[0][2]
    assert "Action added [2]: Do z" in rows(made)[1][2]
    assert [note[:30] for note in made.table.notes] == [
        "[1] The risk matrix changed be",
        "[2] The register of 2021 gave ",
    ]


def test_labels_are_used() -> None:
    """The council's word for the current score stands in the cells, above the columns and in the summary."""
    manner = Manner(
        paper=True, settings=Settings(labels=Labels(current="Residual", title="Our risk", detail="What is new"))
    )
    made = block(THEN, NOW, manner)
    assert [column.title for column in made.table.columns] == ["Our risk", "Change", "What is new"]
    assert rows(made)[0][2].startswith("Residual score: from")
    assert rows(block(THEN, NOW, manner, form=Form.SUMMARY))[3][0] == "Residual scores amended"


@pytest.mark.parametrize(("view", "form"), [key for key, columns in COLUMNS.items() if columns])
def test_the_columns_that_settings_know_are_those_that_the_view_has(view: ViewKind, form: Form | None) -> None:
    """A column that `check` lets pass is one that `embed` finds, and the other way round."""
    risk_id = "turnover" if view is ViewKind.RISK else None
    known = COLUMNS[view, form]
    made = block(THEN, NOW, view=view, form=form, columns=known, risk=risk_id)
    assert tuple(column.key for column in made.table.columns) == known
    with pytest.raises(UnknownWord) as refusal:
        block(THEN, NOW, view=view, form=form, columns=("no-such",), risk=risk_id)
    assert sorted(refusal.value.known) == sorted(known)


@given(pairs())
def test_no_cell_is_empty_and_nothing_exempt_is_told(given: Given) -> None:
    """Whatever the registers hold: every cell says something, and an exempt risk's title is nowhere."""
    earlier, later, series = given
    exempt = {r.id for register in (earlier, later) for r in register.risks if r.exempt}
    hidden = {r.title for x in (earlier, later) for r in x.risks if r.id in exempt}
    plain = {r.title for x in (earlier, later, *series) for r in x.risks if r.id not in exempt}
    stated = tuple(Stated("", register) for register in series)
    material = Material(earlier=Stated("a", earlier), later=Stated("b", later), series=stated)
    for form in Form:
        made = build(NamedTable(id="x", view=ViewKind.COMPARE, form=form, section=True), material, PAPER)
        assert made.table.rows
        assert all(str(cell).strip() for row in made.table.rows for cell in row)
        titles = [
            str(row[[c.key for c in made.table.columns].index("risk")])
            for row in made.table.rows
            if form is not Form.SUMMARY
        ]
        lines = {line for title in titles for line in title.split("\n")}
        assert not {t for t in hidden - plain if t in lines}


SECRET = register("2021", risk("open"), risk("deal", title="Sale of the docks", exempt=True))
STILL = register("2022", risk("open"), risk("deal", title="Sale of the docks", exempt=True))


@pytest.mark.parametrize("form", list(Form))
def test_exempt_risks_are_counted_and_marked(form: Form) -> None:
    """Left out and counted; with --include-exempt shown, and heading and caption marked, the author's own included."""
    text = block_text(block(SECRET, STILL, form=form, section=True), "markdown")
    assert "docks" not in text
    assert "1 exempt risk not shown." in text
    gone = register("2022", risk("open"))
    manner = Manner(paper=True, include_exempt=True)
    made = block(SECRET, gone, manner, form=form, heading="Our heading", caption="Our caption")
    assert (made.heading, made.table.caption) == ("EXEMPT: Our heading", "EXEMPT: Our caption")
    assert "docks" in block_text(made, "markdown")


def test_an_exempt_risk_alone_is_refused() -> None:
    """A view of one exempt risk is refused, and its title is not told."""
    with pytest.raises(ExemptRisk) as refusal:
        block(SECRET, STILL, view=ViewKind.RISK, risk="deal")
    assert "docks" not in str(refusal.value)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex"])
def test_the_section_has_its_parts_in_order(form: str) -> None:
    """Heading, sentence, caption, table, footnote: in each form of a paper."""
    text = block_text(block(THEN, NOW, section=True), form)
    parts = ("Changes since September 2021", "holds 5 risks", "The risk turnover", "not listed")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_compare_prints_the_section(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`compare --section` prints what a paper's section would hold, and no id."""
    monkeypatch.chdir(council(tmp_path))
    done = run("compare", "2021", "2022-11", "--section", "--format", "html")
    assert done.code == 0
    assert "<h2>Changes since September 2021</h2>" in done.out
    assert "Residual score: from L3 × I3 = 9 Red to L2 × I3 = 6 Red (↓ down)" in done.out
    assert "turnover" not in done.out
    assert run("compare", "2021", "2022-11", "--section", "--format", "json").code == 2


@pytest.mark.parametrize("name", NAMES)
def test_no_view_of_a_paper_tells_ids(name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles stand for risks in every named table."""
    monkeypatch.chdir(council(tmp_path))
    Path("p.md").write_text(f"<!-- riskreg:begin {name} -->\n<!-- riskreg:end {name} -->\n", encoding="utf-8")
    assert run("embed", "p.md").code == 0
    text = Path("p.md").read_text(encoding="utf-8")
    assert "Staff leave" in text or name == "summary"
    assert not [id for id in ("turnover", "arc-1", "2022-11") if id in text]


@pytest.mark.parametrize("where", SECRETS)
def test_nothing_of_an_exempt_risk_is_in_a_paper(where: str) -> None:
    """Whatever became of a risk that is exempt at either date: no view in a paper tells any of it, in any column."""
    earlier, later = SECRETS[where]
    exempt = frozenset(r.id for x in (earlier, later) for r in x.risks if r.exempt)
    stated = Stated("THEN", earlier), Stated("NOW", later)
    both = Material(earlier=stated[0], later=stated[1], series=stated, exempt=exempt)
    wanted = [
        *(NamedTable(id="x", view=ViewKind.COMPARE, form=f, columns=COLUMNS[ViewKind.COMPARE, f]) for f in Form),
        NamedTable(id="x", view=ViewKind.REGISTER, columns=COLUMNS[ViewKind.REGISTER, None]),
        NamedTable(id="x", view=ViewKind.HISTORY),
        NamedTable(id="x", view=ViewKind.HISTORY, risk="a"),
    ]
    for table in wanted:
        if table.risk and not any(r.id == "a" for x in (earlier, later) for r in x.risks):
            continue
        if table.view is ViewKind.REGISTER and any(r.id in exempt and not r.exempt for r in later.risks):
            continue  # the later register itself states the risk openly
        text = block_text(build(evolve(table, section=True), both, PAPER), "markdown")
        assert "secret" not in text.casefold(), table


def test_a_direction_from_several_risks_names_them_by_their_titles() -> None:
    """Where a score is followed from risks of other ids, a paper says which by title, the keeper's table by id."""
    before = register("2021", risk("roof", current=points(2, 2)), risk("drains", current=points(4, 4)), matrix=FIVE)
    after = register("2022", risk("estate", supersedes=["roof", "drains"], current=points(3, 3)), matrix=FIVE)
    for keys in ({"view": ViewKind.REGISTER}, {"view": ViewKind.RISK, "risk": "estate"}):
        text = block_text(block(before, after, **keys), "markdown").replace("\n", " ")
        assert "The risk roof" in text
        assert "The risk drains" in text
        assert not re.search(r"from (roof|drains)|\((roof|drains)\)", text)
    assert "from roof" in str(block(before, after, Manner(), view=ViewKind.REGISTER).table.rows)


def test_a_summary_of_registers_without_scores_speaks_of_none() -> None:
    """That no score was amended is said only where there are scores to amend."""
    before = register("2021", risk("roof"), risk("drains"))
    after = register("2022", risk("roof"), risk("flood"))
    assert [row[0] for row in rows(block(before, after, form=Form.SUMMARY))] == [
        "New risks",
        "Risks removed",
        "Risks left out, no reason given",
    ]
    assert ["Current scores amended", "0", "None"] in rows(block(THEN, THEN, form=Form.SUMMARY))


def test_risks_that_left_for_one_reason_share_a_note() -> None:
    """Below a register, those that are no longer in it are named together, reason by reason."""
    before = register("2021", risk("kept"), risk("a"), risk("b"), risk("c"), risk("d"))
    gone = [removal("a", "not reported"), removal("b", "closed"), removal("c", "not reported")]
    after = register("2022", risk("kept"), removed=[*gone, removal("d", "transferred", to="the fire board")])
    assert block(before, after, view=ViewKind.REGISTER).table.notes == (
        "No longer in the register (left out without a reason given): “The risk a”, “The risk c”.",
        "No longer in the register (closed): “The risk b”.",
        "No longer in the register (transferred, to the fire board): “The risk d”.",
    )


def test_a_matrix_then_and_now_says_when_in_words() -> None:
    """A date is said once, and as that of a register."""
    before = register("2021", risk("roof", current=points(2, 2)), risk("drains", current=points(4, 4)), matrix=FIVE)
    after = register("2022", risk("roof", current=points(3, 3)), matrix=FIVE)
    stated = Material(earlier=Stated("then", before), later=Stated("now", after))
    text = block_text(build(NamedTable(id="x", view=ViewKind.MATRIX, earlier="2021"), stated, PAPER), "markdown")
    assert "In brackets: where a risk stood in the register of 2021, where that was elsewhere." in text
    assert "Since the register of 2021:" in text
    assert "and is not in the register of 2022: " in text


def test_where_a_risk_came_from_is_told_without_ids() -> None:
    """In the direction of travel, in one risk in full and in a story: references or titles, never ids."""
    then = register(
        "2021",
        risk("idroof", mitigation("idmend", "Mend it"), title="Leaks", number="R1", current=points(3, 4)),
        risk("iddrains", title="Blocked drains", current=points(2, 2)),
        risk("idpay", mitigation("idpump", "Pump it"), title="Pay"),
        matrix=FIVE,
    )
    now = register(
        "2022",
        risk(
            "idestate",
            mitigation("idpump", "Pump it", supersedes=["idpay.idpump"]),
            title="Estate",
            supersedes=["idroof", "iddrains"],
            current=points(3, 4),
        ),
        risk("idpay", title="Pay"),
        matrix=FIVE,
    )
    stated = Stated("THEN", then), Stated("NOW", now)
    both = Material(earlier=stated[0], later=stated[1], series=stated)
    wanted = [
        NamedTable(id="x", view=ViewKind.REGISTER, columns=("title", "direction")),
        *(NamedTable(id="x", view=ViewKind.RISK, risk=id) for id in ("idestate", "idpay")),
        *(NamedTable(id="x", view=ViewKind.HISTORY, risk=id) for id in ("idestate", "idpay", "idroof", "iddrains")),
    ]
    texts = [block_text(build(evolve(table, section=True), both, PAPER), "markdown") for table in wanted]
    assert not [text for text in texts if re.search(r"\bid[a-z]{3,}", text)]
    assert "from R1" in texts[0]
    assert "from \u201cBlocked drains\u201d" in texts[0]
    assert 'It goes on in "Estate".' in texts[-1]


def test_where_nothing_changed_a_paper_says_so() -> None:
    """A table of changes between two equal registers does not read as if facts were missing."""
    found = block(THEN, THEN)
    assert str(found.table.rows[0][0]) == "No risk changed"
    assert len(found.table.rows) == 1
