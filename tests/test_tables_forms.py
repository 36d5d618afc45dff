"""Whatever a cell holds, every form shows it as text and keeps its rows."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
import tabulate
from hypothesis import given, settings
from hypothesis import strategies as st

from riskreg.errors import UnknownWord
from riskreg.printable import printable
from riskreg.tables.cells import shown
from riskreg.tables.forms import FORMS, form_names, render
from riskreg.tables.table import Cell, Column, Row, Table

HOSTILE = (
    "a|b",
    "two\nlines",
    "<script>alert('x')</script>",
    '=HYPERLINK("x")',
    "100% & more_or_less",
    "\x1b[31mred\x9b0m",
    "\u202eright to left",
    "carriage\rreturn",
    "1e5",
    "007",
    "1.10",
    "back\\slash\\",
    "  spaces  ",
    "•",
    "-",
    "",
)
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal might obey; a line feed is no harm."""

LETTERS = st.one_of(
    st.sampled_from("ab1 .|\\\n<>&;*_`#[]'\"=+-@\t\r\x1b\x9b\u202e\u2028\ud800%$~{}•£"), st.characters()
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(LETTERS, max_size=40))
CELLS = st.one_of(st.none(), st.integers(), TEXTS)


def table_of(*rows: Row, caption: str = "Caption") -> Table:
    columns = tuple(Column(f"c{i}", f"Column {i}") for i in range(len(rows[0])))
    return Table(caption, columns, rows)


@st.composite
def tables(draw: st.DrawFn, widest: int = 5) -> Table:
    width = draw(st.integers(1, widest))
    columns = [Column(f"c{i}", draw(TEXTS), draw(st.sampled_from(["left", "right"]))) for i in range(width)]
    rows = draw(st.lists(st.tuples(*[CELLS] * width), max_size=4))
    texts = st.lists(TEXTS, max_size=2)
    return Table(draw(TEXTS), tuple(columns), tuple(rows), tuple(draw(texts)), tuple(draw(texts)))


# Every form


@pytest.mark.parametrize("form", form_names())
@given(table=tables())
def test_no_form_lets_a_control_character_through_or_ends_but_once(form: str, table: Table) -> None:
    """What a file contains never reaches a terminal as a command, and output ends as a line does."""
    out = render(table, form)
    assert not OBEYED.search(out.replace("\t", "") if form in ("csv", "tsv") else out)
    assert out.endswith("\n")
    assert not out.endswith("\n\n") or form == "csv"


@pytest.mark.parametrize("form", form_names())
@pytest.mark.parametrize("cell", ["1e5", "007", "1.10", "0x1F"])
def test_no_form_takes_text_for_a_number(form: str, cell: str) -> None:
    """An id that looks like a number stays as it was written."""
    assert re.search(rf"(?<![\w.]){re.escape(cell)}(?![\w.])", render(table_of((cell, "x")), form))


@pytest.mark.parametrize("form", form_names())
def test_every_form_shows_only_the_default_columns(form: str) -> None:
    """Columns that nobody asked for stay away."""
    table = Table("T", (Column("a", "Alpha"), Column("b", "Beta")), (("one", "two"),), default_columns=("b",))
    out = render(table, form)
    assert "two" in out
    assert "one" not in out


@pytest.mark.parametrize("form", [f for f in form_names() if f not in ("csv", "tsv")])
def test_what_is_said_around_a_table_stands_around_it(form: str) -> None:
    """The caption, which may mark a table as exempt, and the notes, which say what is missing, are never lost."""
    table = Table("EXEMPT caption", (Column("a", "A"),), (("cell",),), ("The lead",), ("The note",))
    out = render(table, form)
    assert "EXEMPT caption" in out
    assert out.index("The lead") < out.index("cell") < out.index("The note")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex", "grid", "tsv"])
def test_a_tab_is_shown_as_a_space(form: str) -> None:
    """What a file may rightly hold is neither written out like a danger nor left to shift the columns."""
    assert "a b" in render(table_of(("a\tb",)), form)


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    """A slip is answered with what was probably meant."""
    with pytest.raises(UnknownWord, match=r'no form "markdwn"; did you mean "markdown"\? there are: text, markdown'):
        render(table_of(("x",)), "markdwn")


def test_every_form_of_tabulate_is_known_here() -> None:
    """A form that a new tabulate brings is looked at by somebody before it is offered."""
    grids = {"colon_grid", "grid", "outline", "plain", "presto", "pretty", "psql", "simple"}
    for look in ("double", "fancy", "heavy", "mixed", "rounded", "simple"):
        grids |= {f"{look}_grid", f"{look}_outline"}
    latex = {"latex", "latex_booktabs", "latex_longtable", "latex_raw"}
    wikis = {"asciidoc", "jira", "mediawiki", "moinmoin", "textile", "youtrack"}
    known = grids | latex | wikis | {"github", "pipe", "html", "unsafehtml", "orgtbl", "rst", "tsv"}
    assert set(tabulate.tabulate_formats) == known
    assert set(form_names()) == known | set(FORMS)


def test_the_own_forms_are_known_without_tabulate() -> None:
    """Completion and help are quick: naming the forms, and CSV, JSON, HTML, Markdown and LaTeX, load no tabulate."""
    lines = (
        "import sys",
        "from riskreg.tables.forms import FORMS, render",
        "from riskreg.tables.table import Column, Table",
        "table = Table('T', (Column('a', 'A'),), (('x',),))",
        "[render(table, form) for form in FORMS if form != 'text']",
        "print('tabulate' in sys.modules)",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Plain text


@given(tables(widest=9), st.integers(40, 130))
@settings(deadline=None)
def test_text_is_never_wider_than_the_terminal(table: Table, width: int) -> None:
    """At any width from 40 columns up, no line of the text form is cut off or wrapped by the terminal."""
    assert max(len(line) for line in render(table, "text", width=width).split("\n")) <= width


def letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace())


@given(tables(), st.integers(40, 130))
@settings(deadline=None)
def test_text_leaves_no_cell_out(table: Table, width: int) -> None:
    """Folding breaks lines and loses nothing: each character of each cell is there as often as in the table."""
    out = render(table, "text", width=width)
    texts = [shown(cell) for row in table.rows for cell in row]
    for character in set(letters("".join(texts))):
        assert out.count(character) >= sum(text.count(character) for text in texts)


def test_text_without_long_cells_is_compact() -> None:
    """Rows of one line stand close together, numbers to the right."""
    table = Table("Registers", (Column("ref", "Ref"), Column("risks", "Risks", "right")), (("2021", 11), ("2022", 3)))
    assert render(table, "text") == ("Registers\n\nRef      Risks\n-----  -------\n2021        11\n2022         3\n")


def test_text_parts_rows_of_several_lines() -> None:
    """Where rows are folded, an empty line shows where one ends."""
    out = render(table_of(("r1", "one\ntwo"), ("r2", "three")), "text")
    assert "            two\n\nr2" in out


def test_text_makes_lists_of_rows_that_do_not_fit() -> None:
    """Many columns on a narrow terminal become fields below each other; what is not stated is left out."""
    columns = tuple(Column(f"c{i}", f"Longish {i}") for i in range(6))
    row = ("first", None, "third", "• one\n• two", None, "a sentence that needs a second line")
    assert render(Table("T", columns, (row, (None,) * 6)), "text", width=40) == (
        "T\n\nLongish 0: first\nLongish 2: third\nLongish 3:\n  • one\n  • two\n"
        "Longish 5: a sentence that needs a\n  second line\n\nNone recorded\n"
    )


def test_lists_of_rows_are_no_wider_than_the_terminal_either() -> None:
    """The indent of further lines counts."""
    columns = tuple(Column(f"c{i}", f"Longish {i}") for i in range(6))
    out = render(Table("T", columns, (("a " * 60,) * 6,)), "text", width=40)
    assert max(map(len, out.split("\n"))) <= 40


@pytest.mark.parametrize("form", ["grid", "fancy_grid", "outline", "psql", "pretty", "presto", "simple", "plain"])
def test_grids_are_folded_to_the_width(form: str) -> None:
    """The plain-text forms of tabulate fit the terminal as well, unless their columns are too many."""
    out = render(table_of(("r1", "word " * 60), ("r2", "word " * 30)), form, width=70)
    assert 60 < max(map(len, out.split("\n"))) <= 70


# Markdown


def markdown_cells(line: str) -> list[str]:
    """The cells of a row, split at the pipes that no backslash stands before, as GitHub does it."""
    cells = re.findall(r"((?:\\.|[^|\\])*)\|", line)
    assert cells[0] == ""
    return [cell.removeprefix(" ").removesuffix(" ") for cell in cells[1:]]


def read_markdown(cell: str) -> str:
    """What a reader sees of a cell."""
    seen = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "<br>": "\n"}
    return re.sub(r"\\([!-/:-@\[-`{-~])|&(?:lt|gt|amp);|<br>", lambda m: m[1] or seen[m[0]], cell)


@given(tables())
@settings(deadline=None)
def test_markdown_keeps_its_rows_and_cells(table: Table) -> None:
    """A table of n rows has n rows and each its cells, and each cell reads as it was written, whatever it holds."""
    lines = [line for line in render(table, "markdown").split("\n") if line.startswith("|")]
    assert len(lines) == len(table.rows) + 2
    headings, _, *rows = [markdown_cells(line) for line in lines]
    assert [read_markdown(h) for h in headings] == [shown(c.title) for c in table.columns]
    assert [[read_markdown(c) for c in row] for row in rows] == [[shown(c) for c in row] for row in table.rows]


@pytest.mark.parametrize("form", ["github", "pipe"])
@given(table=tables())
def test_markdown_of_tabulate_keeps_its_rows_and_cells(form: str, table: Table) -> None:
    """Markdown by tabulate is as safe as riskreg's."""
    lines = [line for line in render(table, form).split("\n") if line.startswith("|")]
    assert len(lines) == len(table.rows) + 2
    assert {len(markdown_cells(line)) for line in lines} == {len(table.columns)}


@given(TEXTS)
def test_markdown_has_no_tag_but_its_line_break(text: str) -> None:
    """Raw HTML in a cell shows as text."""
    out = render(table_of((text,), caption=text), "markdown")
    assert "<" not in out.replace("<br>", "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**bold** and _leaning_", r"\*\*bold\*\* and \_leaning\_"),
        ("3 * 4, snake_case", "3 * 4, snake_case"),
        ("`code` ~~gone~~", r"\`code\` \~\~gone\~\~"),
        ("[link](http://x)", r"\[link](http://x)"),
        ("R&D &lt; &#124;", r"R&D &amp;lt; &amp;#124;"),
        ("a|b\\", r"a\|b\\"),
        ("£3m, 100%", "£3m, 100%"),
    ],
)
def test_markdown_is_escaped_where_it_would_mark_up_and_only_there(text: str, written: str) -> None:
    """The text reads as it was written, and its source stays readable."""
    assert f"| {written} |" in render(table_of((text,)), "markdown")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# Heading", r"\# Heading"),
        (" * item", r"\* item"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("2022 was", "2022 was"),
    ],
)
def test_a_sentence_in_markdown_stays_a_sentence(text: str, written: str) -> None:
    """A lead or a note makes no heading and no list."""
    table = Table("T", (Column("a", "A"),), (("x",),), (text,), (text,))
    assert render(table, "markdown") == f"**T**\n\n{written}\n\n| A |\n| --- |\n| x |\n\n{written}\n"


def test_markdown_sets_numbers_to_the_right() -> None:
    """A column of numbers can be compared at a glance."""
    assert "| ---: |" in render(Table("T", (Column("n", "N", "right"),), ((1,),)), "markdown")


# HTML


class Reader(HTMLParser):
    """What a browser makes of a fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self.scopes: list[list[str]] = []
        self.around: list[str] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
            self.scopes.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self.scopes[-1].append(dict(attrs).get("scope") or tag)
            self._text = self.rows[-1]
        elif tag in ("p", "caption"):
            self.around.append("")
            self._text = self.around
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "p", "caption"):
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[-1] += data


def read(fragment: str) -> Reader:
    reader = Reader()
    reader.feed(fragment)
    reader.close()
    return reader


def seen(cell: Cell) -> str:
    return shown(cell) if shown(cell).strip() else "None recorded"


@pytest.mark.parametrize("form", ["html", "unsafehtml"])
@given(table=tables())
@settings(deadline=None)
def test_html_reads_back_as_the_table(form: str, table: Table) -> None:
    """A browser finds every cell as it was written, and no tag that is not riskreg's."""
    reader = read(render(table, form))
    assert reader.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "p"}
    assert reader.rows[0] == [seen(c.title) for c in table.columns]
    assert reader.rows[1:] == [[seen(cell) for cell in row] for row in table.rows]
    assert reader.around == [seen(t) for t in (*table.lead, table.caption, *table.notes)]


def test_html_can_be_read_aloud() -> None:
    """A screen reader has a caption, the heading of each column and each row, and no blank cell to stumble over."""
    table = Table("Risks", (Column("id", "Id"), Column("n", "Actions", "right")), (("r1", 2), ("r2", None)))
    out = render(table, "html")
    assert read(out).scopes == [["col", "col"], ["row", "td"], ["row", "td"]]
    assert read(out).rows[2] == ["r2", "None recorded"]
    assert "<caption>Risks</caption>" in out
    assert '<td style="text-align: right">2</td>' in out


def test_html_escapes_quotes() -> None:
    """A cell may be copied into an attribute without harm."""
    assert "&quot;x&quot; &#x27;y&#x27;" in render(table_of(("\"x\" 'y'",)), "html")


# CSV


def unguarded(text: str) -> str:
    return text[1:] if re.match(r"'+[-=+@\t\n]", text) else text


@given(tables())
def test_csv_reads_back_as_the_table(table: Table) -> None:
    """A program finds every cell; the apostrophe that guards against formulas can always be told from the text."""
    headings, *rows = csv.reader(io.StringIO(render(table, "csv"), newline=""))
    assert headings == [c.key for c in table.columns]
    want = [["" if c is None else printable(str(c), keep="\n\t") for c in row] for row in table.rows]
    assert [[unguarded(cell) for cell in row] for row in rows] == want


@given(TEXTS)
def test_csv_has_no_cell_that_a_spreadsheet_runs(text: str) -> None:
    """No text begins with a sign that makes a formula, unless it is a negative number."""
    _, (cell,) = csv.reader(io.StringIO(render(table_of((text,)), "csv"), newline=""))
    assert not re.match(r"[=+@\t\r\n]", cell)
    assert not cell.startswith("-") or re.fullmatch(r"-[0-9.,]+", cell)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+44 20", "'+44 20"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("- none", "'- none"),
        ("-5", "-5"),
        (-5, "-5"),
        ("-1,200.50", "-1,200.50"),
        ("'tis", "'tis"),
        ("'=x", "''=x"),
        ("a=b", "a=b"),
    ],
)
def test_csv_guards_formulas_and_nothing_else(cell: Cell, written: str) -> None:
    """Numbers stay numbers and words stay words."""
    _, row = csv.reader(io.StringIO(render(table_of((cell,)), "csv"), newline=""))
    assert row == [written]


def test_csv_keeps_lines_within_a_cell_and_ends_its_own_with_lf() -> None:
    """The file is the same on every system."""
    assert render(table_of(("a\nb", None)), "csv") == 'c0,c1\n"a\nb",\n'


@given(TEXTS)
def test_tsv_is_guarded_too(text: str) -> None:
    """The other form that spreadsheets open has one line a row and no formulas either."""
    _, line = render(table_of((text, "x")), "tsv").splitlines()
    first, last = line.split("\t")
    assert not re.match(r"[=+@]", first.strip())
    assert last == "x"


def test_tsv_guards_a_formula_behind_a_space() -> None:
    """Spaces at the ends are dropped in this form, and lay no formula bare."""
    assert render(table_of(("  =1+1",)), "tsv").split("\n")[1].strip() == "'=1+1"


# JSON


@given(tables())
def test_json_reads_back_as_the_table(table: Table) -> None:
    """A program gets every value as it is: text unchanged, numbers as numbers, nothing as null."""
    data = json.loads(render(table, "json"))
    keys = [c.key for c in table.columns]
    assert data["rows"] == [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert data["columns"] == [{"key": c.key, "title": c.title} for c in table.columns]
    assert (data["version"], data["caption"]) == (1, table.caption)
    assert (data["lead"], data["notes"]) == (list(table.lead), list(table.notes))


def test_json_is_readable_by_people() -> None:
    """Letters of every script stand as they are; only what a terminal might obey is escaped."""
    assert '"c0": "£ é 東京 \\u202e \\u001b"' in render(table_of(("£ é 東京 \u202e \x1b",)), "json")


# LaTeX


@pytest.mark.parametrize("form", [f for f in form_names() if f.startswith("latex")])
def test_latex_shows_its_specials_as_text(form: str) -> None:
    """No cell runs a command, comments out the line or ends the row, not even in `latex_raw`."""
    out = render(table_of((r"\input{x} 5% & $1 #_^~", "[2pt] a--b|c")), form)
    assert (
        r"\textbackslash{}input\{x\} 5\% \& \$1 \#\_\textasciicircum{}\textasciitilde{} & "
        r"{[}2pt{]} a-{}-b\textbar{}c \\"
    ) in out


@given(tables())
@settings(deadline=None)
def test_latex_keeps_its_rows_and_cells(table: Table) -> None:
    """Each row is one line with its cells, whatever they hold."""
    out = render(table, "latex")
    rows = [line for line in out.split("\n") if line.endswith(r" \\")]
    assert len(rows) == len(table.rows) + 1
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {len(table.columns) - 1}


def test_latex_breaks_long_lines() -> None:
    """A long cell gets a column that breaks lines, a short one keeps its natural width."""
    out = render(Table("T", (Column("a", "A"), Column("n", "N", "right")), (("word " * 40, 7),)), "latex")
    assert out.startswith("\\textbf{T}\n\n\\begin{tabular}{p{\\dimexpr0.95\\linewidth-2\\tabcolsep}r}\n\\hline\n")


def test_latex_keeps_lines_within_a_cell() -> None:
    """Actions stay one below another, in a column that can do that however short they are."""
    out = render(table_of(("a\nb",)), "latex")
    assert r"a\newline b \\" in out
    assert r"{p{" in out


# Other markup


@pytest.mark.parametrize("form", ["orgtbl", "jira", "youtrack", "mediawiki", "moinmoin", "textile", "asciidoc", "rst"])
@given(table=tables())
def test_no_cell_of_a_wiki_breaks_its_row(form: str, table: Table) -> None:
    """A table has as many lines, and a line as many bars, as one of harmless cells."""
    harmless = Table("", table.columns, tuple(("x",) * len(row) for row in table.rows))
    hostile = Table("", table.columns, table.rows)
    bars = [[line.replace(r"\|", "").count("|") for line in render(t, form).split("\n")] for t in (harmless, hostile)]
    assert bars[0] == bars[1]


def test_punctuation_is_no_markup_in_a_wiki() -> None:
    """A wiki shows signs and does not read them; dates and apostrophes within words stay readable in the source."""
    out = render(table_of(("{{x}} ''y'' don't 2022-11-16",)), "mediawiki")
    assert "| &#123;&#123;x&#125;&#125; &#39;&#39;y&#39;&#39; don't 2022-11-16" in out


def test_signs_are_no_markup_in_restructured_text() -> None:
    """Neither roles nor rules nor lists arise from a cell."""
    out = render(table_of(("a `b` *c* d_", "=== x", "1. y", "no. z")), "rst")
    assert re.split("  +", out.split("\n")[-3]) == [r"a \`b\` \*c\* d\_", r"\ === x", r"\ 1. y", r"\ no. z"]
