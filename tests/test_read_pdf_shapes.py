"""The many shapes that risk tables have in PDFs: no risk is joined, lost or invented without a question."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Run
from office import Placed, pdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from riskreg.intake.grid import Document, Grid
from riskreg.intake.pdf_document import read_pages
from riskreg.intake.risk_rows import risk_rows

Row = tuple[str, ...]

NAMES = ("Risk", "Mitigating action")
ROWS = [
    ("Homes are flooded", "Walls are raised"),
    ("Key staff leave", "An academy is open"),
    ("Fraud goes unseen", "Audits are held"),
]
LONG = [
    (
        "Experienced staff leave faster|than they can be replaced.",
        "Pay is compared with others in|every year by one office.",
    ),
    (
        "Homes by the river are flooded|in most winters.",
        "Walls are raised, and warnings|are sent to all who live there.",
    ),
]
AFTER = "Members are asked to note that nothing else in this report needs their attention before spring."


def read(data: bytes) -> Document:
    return read_pages(data, lambda done, total: None)


def cells(grid: Grid) -> list[Row]:
    return [row.cells for row in grid.rows]


def table(
    rows: Sequence[Row], y: float = 100, pitch: float = 18, line: float = 12, xs: Sequence[float] = (60, 260)
) -> list[Placed]:
    """Rows of cells from a height on; `|` breaks a line, `line` points further down."""
    placed: list[Placed] = []
    for row in rows:
        placed += [
            (x, y + line * n, text)
            for x, cell in zip(xs, row, strict=True)
            for n, text in enumerate(cell.split("|"))
            if text
        ]
        y += pitch + line * max(cell.count("|") for cell in row)
    return placed


def flat(rows: Sequence[Row]) -> list[Row]:
    return [tuple(cell.replace("|", " ") for cell in row) for row in rows]


@pytest.mark.parametrize("pitch", [12.0, 14.0, 18.0, 24.0])
def test_a_row_is_a_line(pitch: float) -> None:
    """Rows of one line each, however close, are as many risks, and no question is needed."""
    (grid,) = read(pdf(table([NAMES, *ROWS], pitch=pitch))).grids
    assert cells(grid) == [NAMES, *ROWS]
    assert grid.doubts == ()


def test_rows_of_a_line_with_references_and_scores() -> None:
    """Scores below each other are those of different risks."""
    names = ("Ref", "Risk", "Likelihood", "Impact", "Controls")
    rows = [(f"R{n}", risk, "3", "4", action) for n, (risk, action) in enumerate(ROWS, 1)]
    (grid,) = read(pdf(table([names, *rows], xs=(40, 90, 240, 320, 400)))).grids
    assert cells(grid) == [names, *rows]


def test_rows_of_a_line_in_small_letters_are_asked_about() -> None:
    """Where nothing begins with a capital, rows are parted by the room that their lines leave, with a question."""
    rows = [tuple(cell.lower() for cell in row) for row in ROWS]
    (grid,) = read(pdf(table([NAMES, *rows]))).grids
    assert cells(grid) == [NAMES, *rows]
    assert grid.rows[2].doubts == ('page 1: does a new row begin at "key staff leave an academy is"?',)


def test_a_row_of_a_line_without_an_action() -> None:
    """A risk with nothing beside it is a row of its own among rows of one line."""
    rows = [ROWS[0], ("Key staff leave", ""), ROWS[2]]
    (grid,) = read(pdf(table([NAMES, *rows]))).grids
    assert cells(grid) == [NAMES, *rows]


@pytest.mark.parametrize("pitch", [12.0, 20.0])
def test_wrapped_lines_are_no_rows(pitch: float) -> None:
    """Lines that go on in small letters are rows' second lines, with white between rows and without."""
    (grid,) = read(pdf(table([NAMES, *LONG], pitch=pitch))).grids
    assert cells(grid) == [NAMES, *flat(LONG)]


def test_rows_of_a_line_over_pages() -> None:
    """Rows that stand at the edges of page after page are no headers and footers, though only their numbers differ."""
    rows = [(f"{risk} {n}", action) for n in range(20) for risk, action in ROWS]
    footer = [(60.0, 810.0, "Example Council, page 1")], [(60.0, 810.0, "Example Council, page 2")]
    pages = [*table([NAMES, *rows[:30]], 60, 24), *footer[0]], [*table([NAMES, *rows[30:]], 60, 24), *footer[1]]
    document = read(pdf(*pages))
    (grid,) = document.grids
    assert [row for row in cells(grid) if row != NAMES] == rows
    assert document.text == ""


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        ([(60.0, 190.0, "5. Conclusion")], False),
        ([(60.0, 190.0, "5. Conclusion"), (60.0, 205.0, AFTER)], False),
        ([(60.0, 190.0, AFTER)], False),
        ([(60.0, 190.0, "**Conclusion")], False),
        ([(54.0, 190.0, "The report is noted.")], False),
        ([(60.0, 190.0, "The report is noted.")], True),
        ([(60.0, 190.0, "Conclusion"), (60.0, 205.0, "The report is noted.")], True),
    ],
    ids=["numbered", "numbered, then text", "across", "bold", "further left", "short", "two short"],
)
def test_what_follows_a_table_is_none_of_its_risks(after: list[Placed], asked: bool) -> None:
    """A heading or paragraph behind the table stays out of its last risk; where that is not sure, it is asked."""
    document = read(pdf([*table([NAMES, *LONG], pitch=20), *after]))
    (grid,) = document.grids
    assert cells(grid) == [NAMES, *flat(LONG)]
    assert document.text == "\n".join(text.removeprefix("**") for _, _, text in after)
    assert [d.partition("just below")[2] for d in grid.doubts] == [" the table, belong to its last row?"] * asked


def test_a_banner_over_columns_without_lines() -> None:
    """A few words over several columns, with a row below, stand in a row of their own."""
    names = ("Ref", "Risk", "Controls")
    first, second = (("R1", *LONG[0]), ("R2", *LONG[1]))
    xs = (50.0, 80.0, 280.0)
    placed = [
        *table([names], 100, xs=xs), (50.0, 120.0, "Financial risks"), *table([first], 140, xs=xs),
        (50.0, 180.0, "Risks to people"), *table([second], 200, xs=xs), (50.0, 250.0, AFTER),
    ]  # fmt: skip
    read_rows = risk_rows("report.pdf", pdf(placed))
    assert [(row.category, row.cell("risk")) for row in read_rows.rows] == [
        ("Financial risks", flat(LONG)[0][0]),
        ("Risks to people", flat(LONG)[1][0]),
    ]


def test_a_header_on_two_lines() -> None:
    """The second line of a heading that is not bold belongs to it."""
    names = ("Risk", "Mitigating action|in place or planned")
    (grid,) = read(pdf(table([names, *LONG], pitch=20))).grids
    assert cells(grid) == flat([names, *LONG])


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("angle", [90, -90])
def test_a_page_on_its_side(angle: int) -> None:
    """A landscape table that is printed sideways on an upright page is read as a person turns it."""

    def sideways(canvas: Canvas) -> None:
        canvas.translate(*((A4[0], 0) if angle > 0 else (0, A4[1])))
        canvas.rotate(angle)
        for x, y, text in table([NAMES, *LONG], pitch=20):
            canvas.drawString(x, A4[0] - y, text)

    (grid,) = read(drawn(sideways)).grids
    assert cells(grid) == [NAMES, *flat(LONG)]


def test_words_up_the_margin() -> None:
    """Words that run up the margin are none of the table's."""

    def with_margin(canvas: Canvas) -> None:
        for x, y, text in table([NAMES, *LONG], pitch=20):
            canvas.drawString(x, A4[1] - y, text)
        canvas.translate(20, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Agenda item 7 of the audit committee")

    (grid,) = read(drawn(with_margin)).grids
    assert cells(grid) == [NAMES, *flat(LONG)]


def test_a_table_without_its_outer_lines() -> None:
    """A header above the first line and a row below the last are in the table; the row is asked about."""
    rows = [*ROWS, ("Suppliers fail", "Lots are smaller")]
    ruled = ([50.0, 250.0, 450.0], [105.0, 125.0, 143.0, 161.0])
    (grid,) = read(pdf(table([NAMES, *rows]), ruled=[ruled])).grids
    assert cells(grid) == [NAMES, *rows]
    assert grid.doubts == (
        'page 1: does "Suppliers fail Lots are smaller", just below the table, belong to its last row?',
    )


@pytest.mark.parametrize("ruled", [True, False], ids=["lines", "no lines"])
@pytest.mark.parametrize(("font", "mark"), [("Helvetica", "\u2022"), ("ZapfDingbats", "n"), ("Symbol", "\u00b7")])
def test_bullets_without_a_meaning(font: str, mark: str, ruled: bool) -> None:
    """A glyph that its font gives no meaning, at the beginning of a line, is a bullet."""

    def pointed(canvas: Canvas) -> None:
        if ruled:
            canvas.grid([50, 250, 450], [A4[1] - y for y in (88, 105, 135)])
        for x, y, text in table([NAMES, ("Homes are flooded", "Walls are raised|Warnings are sent")], pitch=20):
            canvas.drawString(x + 12 * (x > 200 and y > 110), A4[1] - y, text)
        canvas.setFont(font, 10)
        for y in (120, 132):
            canvas.drawString(260, A4[1] - y, mark)

    (grid,) = read(drawn(pointed)).grids
    assert cells(grid) == [NAMES, ("Homes are flooded", "* Walls are raised\n* Warnings are sent")]


def test_a_glyph_without_a_meaning_within_a_word_is_told() -> None:
    """What a file does not say is marked where it stands, and told with its page."""
    texts = [NAMES, ("Homes are \x7fooded", "Walls are raised")]
    document = read(pdf(table(texts), ruled=[([50.0, 250.0, 450.0], [88.0, 105.0, 125.0])]))
    assert cells(document.grids[0])[1][0] == "Homes are \ufffdooded"
    assert document.notes == (
        "page 1: the file does not say what 1 of its characters are; \ufffd stands for each: compare with the printed "
        "page",
    )


def test_a_sentence_behind_a_page_break_is_asked_about() -> None:
    """Where a page ends between two sentences of an action, nothing tells one action from two: a person is asked."""
    names = ("Ref", "Risk", "Controls")
    ruled = ([40.0, 80.0, 250.0, 500.0], [88.0, 105.0, 125.0])
    first = table([names, ("R1", "Homes are flooded", "Walls are raised.")], xs=(45, 90, 260))
    rest = table([names, ("", "", "Warnings are sent.")], xs=(45, 90, 260))
    (row,) = risk_rows("report.pdf", pdf(first, rest, ruled=[ruled, ruled])).rows
    asked = 'page 2: is "Warnings are sent." an action of its own, or more of that on the page before?'
    assert row.questions == (asked,)


def test_the_bar_of_an_import_moves_by_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, who imports a long PDF sees which page is being read."""
    monkeypatch.setattr("riskreg.cli.import_._LONG_PDF", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    (tmp_path / "report.pdf").write_bytes(pdf(table([NAMES, *ROWS]), [(60, 90, AFTER)], [(60, 90, AFTER)]))
    monkeypatch.chdir(tmp_path)
    done = run("import", "report.pdf", "--date", "2022")
    assert done.code == 0
    assert all(f"page {n} of 3" in done.err for n in (1, 2, 3))
    assert "100%" in done.err


WIDE = ("Risk", "Mitigating action", "Action owner")


def test_actions_on_lines_of_their_own_are_not_joined() -> None:
    """Where every line of a column begins in capitals, each is an action, whatever room the lines left."""
    rows = [
        ("Fire at the depot", "Install sprinklers|Hold drills|Test alarms", "Head of Estates"),
        ("Flood of the road", "Buy sandbags|Clear gullies", "Head of Roads"),
    ]
    (grid,) = read(pdf(table([WIDE, *rows], pitch=48, xs=(60, 200, 380)))).grids
    assert [row.cells[1] for row in grid.rows[1:]] == [cell.replace("|", "\n") for _, cell, _ in rows]


def test_an_action_below_another_is_asked_about() -> None:
    """A capital below a line without a full stop, where no room tells, is a question that stands at its row."""
    rows = [
        (
            "Doors are old and|would not hold",
            "Fire doors programme|Electrical tests every five|years",
            "Head of Housing",
        ),
        ("Flood of the road", "Buy sandbags", "Head of Roads"),
    ]
    found = risk_rows("a.pdf", pdf(table([WIDE, *rows], pitch=48, xs=(60, 200, 380)))).rows
    assert "Electrical tests every five" in "".join(found[0].questions)
    assert found[0].cell("mitigation").split("\n") == ["Fire doors programme", "Electrical tests every five years"]
    assert found[1].questions == ()


def test_an_action_with_an_owner_of_its_own_is_one() -> None:
    """Below a risk of one line, an action with its own owner is parted from the one above, and asked about."""
    rows = [
        ("Fire at the depot", "Alarms are tested.|Drills are held.", "Head of Estates|Head of HR"),
        ("Flood of the road", "Sandbags.", "Head of Roads"),
    ]
    first = risk_rows("a.pdf", pdf(table([WIDE, *rows], pitch=48, xs=(60, 200, 380)))).rows[0]
    assert first.cell("mitigation") == "Alarms are tested.\nDrills are held."
    assert first.cell("action-owner") == "Head of Estates\nHead of HR"
    assert any("Drills are held. | Head of HR" in question for question in first.questions)
