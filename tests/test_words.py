"""The words that changed: what is kept, removed and added, and how each form marks it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise

import pytest
from builders import mitigation, register, risk
from hypothesis import given
from hypothesis import strategies as st

import riskreg
from riskreg.cli import printing
from riskreg.comparison.words import LEAST_KEPT, Span, SpanKind, words_changed
from riskreg.printable import printable
from riskreg.tables.comparison import comparison_table
from riskreg.tables.forms import form_names, render
from riskreg.tables.marked import Marked, Phrase, below, together
from riskreg.tables.table import Column, Table, order

KEPT, REMOVED, ADDED = SpanKind.KEPT, SpanKind.REMOVED, SpanKind.ADDED

WORDS = st.lists(
    st.sampled_from(["staff", "leave", "[-", "-]", "{+", "+}", "~~", "**", "<b>", "a|b", "\\"]), max_size=9
)
TEXTS = WORDS.map(" ".join) | st.text(max_size=12)
HOSTILE = st.text(st.sampled_from("[]{}+-\\ ab~*<>&|\n\t\x1b\u202e"), min_size=1, max_size=10)
SPANS = st.lists(st.builds(Span, st.sampled_from(SpanKind), HOSTILE.filter(str.strip)), min_size=1, max_size=6)


def text(spans: Sequence[Span], *kinds: SpanKind) -> str:
    return " ".join(span.text for span in spans if span.kind in kinds)


def shown(earlier: str, later: str) -> str:
    return str(Marked.of(words_changed(earlier, later)))


def table_of(cell: Phrase) -> Table:
    return Table("Caption", (Column("a", "A"), Column("b", "B")), (("first", cell),), stacked=True)


# Which words


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_spans(earlier: str, later: str) -> None:
    """Kept and removed words are the earlier text, kept and added ones the later; no span is empty or says nothing."""
    spans = words_changed(earlier, later)
    if spans:
        assert text(spans, KEPT, REMOVED) == " ".join(earlier.split())
        assert text(spans, KEPT, ADDED) == " ".join(later.split())
        assert all(span.text for span in spans)
        assert {span.kind for span in spans} != {KEPT}
        kept = len(text(spans, KEPT).split())
        assert 2 * kept >= LEAST_KEPT * (len(earlier.split()) + len(later.split()))
        assert all(one.kind is not other.kind for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("earlier", "later", "marked"),
    [
        ("Morale", "Morale and turnover", "Morale {+and turnover+}"),
        ("Staff leave", "Staff leave faster", "Staff leave {+faster+}"),
        ("Too many staff leave", "Too few staff leave", "Too [-many-]{+few+} staff leave"),
        ("The plan of 2021 fails", "The plan of 2022 fails", "The plan of [-2021-]{+2022+} fails"),
        ("Very high costs of care", "High costs of care", "[-Very high-]{+High+} costs of care"),
        ("Costs of care rise", "Costs rise", "Costs [-of care-] rise"),
        ("Staff leave", "Staff stay", "Staff [-leave-]{+stay+}"),
        ("Fees rise and fall", "Fees stay or fall", "Fees [-rise and-]{+stay or+} fall"),
        (
            "The old quay and the old lock",
            "The new quay and the new lock",
            "The [-old-]{+new+} quay and the [-old-]{+new+} lock",
        ),
    ],
)
def test_the_words_that_changed_are_marked(earlier: str, later: str, marked: str) -> None:
    """Removed and added words stand where they stood."""
    assert shown(earlier, later) == marked


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Staff leave", "The bridge is closed"),
        ("Staff leave us", "Staff stay here"),
        ("one\ntwo", "one two"),
        ("same", "same"),
        ("", "x"),
        ("", ""),
    ],
)
def test_what_cannot_be_read_as_one_has_no_spans(earlier: str, later: str) -> None:
    """Two texts of little in common, and texts that differ in spaces alone, are told side by side."""
    assert words_changed(earlier, later) == ()


def test_half_of_the_words_is_enough() -> None:
    """Of both texts together, however they are spread; one word less, and they stand side by side."""
    assert words_changed("Storms", "Storms close harbours")
    assert words_changed("Storms", "Storms close harbours often") == ()
    assert words_changed("Storms close harbours", "Storms")


def test_very_long_texts_are_told_side_by_side() -> None:
    """A hostile file keeps nobody waiting."""
    earlier, later = (" ".join(f"{side} and {n}" for n in range(50_000)) for side in "ab")
    assert words_changed(earlier, later) == ()
    assert words_changed(f"{earlier} x", f"{earlier} y")[-1] == Span(ADDED, "y")


# In a comparison


def detail_of(was: dict[str, str], now: dict[str, str]) -> str:
    """What the table says of a risk whose fields were and are these."""
    comparison = riskreg.compare(register("2021", risk("a", **was)), register("2022", risk("a", **now)))
    return str(comparison_table(comparison, "2021", "2022").rows[0][2])


@pytest.mark.parametrize("field", ["title", "wording", "description", "cause", "event", "consequence"])
def test_a_text_shows_the_words_that_changed(field: str) -> None:
    """Every running text of a risk is told by its words."""
    assert (
        detail_of({field: "Staff leave"}, {field: "Staff leave early"})
        == f"• {field} reworded: Staff leave {{+early+}}"
    )


def test_a_text_with_little_left_is_told_side_by_side() -> None:
    """What was written anew is not taken apart into scraps."""
    told = detail_of({"description": "Staff leave"}, {"description": "The bridge is closed"})
    assert told == '• description was "Staff leave", now "The bridge is closed"'


@pytest.mark.parametrize("field", ["owner", "manager", "category", "objective", "number"])
def test_a_label_is_never_reworded(field: str) -> None:
    """An owner is replaced, not reworded."""
    told = detail_of({field: "Director of Finance"}, {field: "Director of Housing"})
    assert told == f'• {field} was "Director of Finance", now "Director of Housing"'


def test_a_field_first_stated_is_no_rewording() -> None:
    """What is said for the first time, or no longer, has nothing to compare it with."""
    assert detail_of({}, {"cause": "Low pay"}) == "• cause first stated: Low pay"
    assert detail_of({"cause": "Low pay"}, {}) == "• cause no longer stated, was: Low pay"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({"due": "2022-01"}, {"due": "2022-02"}),
        ({"due": "2022-02"}, {"due": "2022-01"}),
        ({"since": "2021-01"}, {"since": "2021-02"}),
        ({"status": "planned"}, {"status": "under way"}),
        ({"status": "planned", "due": "2022"}, {"status": "complete", "due": "2023"}),
        ({}, {"status": "planned"}),
    ],
)
@pytest.mark.parametrize("action", ["Train staff", "Train new staff"])
def test_a_change_of_date_or_status_never_reads_as_rewording(
    was: dict[str, str], now: dict[str, str], action: str
) -> None:
    """Its heading says what changed, and no date or status is marked."""
    earlier = register("2021", risk("a", mitigation("m", "Train staff", **was)))
    later = register("2022", risk("a", mitigation("m", action, **now)))
    told = str(comparison_table(riskreg.compare(earlier, later), "2021", "2022").rows[0][2])
    if action == "Train staff":
        assert "reworded" not in told
    marks = re.findall(r"\[-.*?-\]|\{\+.*?\+\}", told)
    assert marks == ([] if action == "Train staff" else ["{+new+}"])


def test_a_reworded_action_shows_its_words_and_what_else_differs() -> None:
    """The action is told once, its words marked, its other fields behind it."""
    earlier = register("2021", risk("a", mitigation("m", "Train staff", owner="Head of HR")))
    later = register("2022", risk("a", mitigation("m", "Train new staff", owner="Head of Care")))
    told = str(comparison_table(riskreg.compare(earlier, later), "2021", "2022").rows[0][2])
    assert told == 'action reworded:\n• Train {+new+} staff (owner was "Head of HR", now "Head of Care")'


# Marks in every form


def parsed(plain: str) -> list[tuple[str, str]]:
    """Marked plain text read back: what each mark holds, and what stands between."""
    found = re.findall(r"(\[-)(.+?)-\]|(\{\+)(.+?)\+\}|(.)", plain, re.DOTALL)
    return [(removed or added or "", a or b or c) for removed, a, added, b, c in found]


@given(SPANS)
def test_nothing_in_a_text_can_break_or_feign_a_mark(spans: list[Span]) -> None:
    """Read by a program that knows only the signs, there are exactly the marks there should be."""
    marked = together(*(Marked((span,)) for span in spans))
    found = [(sign, held) for sign, held in parsed(str(marked)) if sign]
    expected = [({REMOVED: "[-", ADDED: "{+"}[s.kind], s.text) for s in spans if s.kind is not KEPT]
    assert [sign for sign, _ in found] == [sign for sign, _ in expected]
    assert [_plain(held) for _, held in found] == [held for _, held in expected]


def _plain(text: str) -> str:
    """Marked text as it was before it was made safe: one backslash fewer between two signs of a pair."""
    return re.sub(r"(\[|-|\{|\+)\\(\\*)(?=([-\]+}]))", _one_fewer, text)


def _one_fewer(match: re.Match[str]) -> str:
    pair = match[1] + match[3]
    return match[1] + match[2] if pair in ("[-", "-]", "{+", "+}") else match[0]


@given(SPANS, SPANS)
def test_different_marked_texts_are_written_differently(one: list[Span], other: list[Span]) -> None:
    """Making safe loses nothing."""
    first, second = (together(*(Marked((span,)) for span in spans)) for spans in (one, other))
    assert (str(first) == str(second)) == (first == second)


def test_a_sign_that_comes_about_between_pieces_is_seen() -> None:
    """Two harmless pieces put together make no mark."""
    marked = together("a [", "-b ", Marked((Span(ADDED, "c"),)))
    assert str(marked) == "a [\\-b {+c+}"


def test_text_without_marks_stays_text() -> None:
    """Only what knows its words is written with marks; everything else is left as it is."""
    assert together("a {+", "b+}") == "a {+b+}"
    assert below(["one", "two"]) == "one\ntwo"
    assert below([]) is None


@given(SPANS)
def test_html_has_one_element_for_each_mark_and_no_other(spans: list[Span]) -> None:
    """Removed words are `del`, added ones `ins`, and text is never markup."""
    cell = together("• ", Marked((Span(ADDED, "x"),)), " ", *(Marked((span,)) for span in spans))
    out = re.findall(r"<td>(.*)</td>", render(table_of(cell), "html"))[0]
    found = re.findall(r"<(del|ins)>(.*?)</\1>", out)
    expected = [("ins", "x"), *((_ELEMENT[s.kind], s.text) for s in spans if s.kind is not KEPT)]
    assert [tag for tag, _ in found] == [tag for tag, _ in expected]
    assert [unescape(held.replace("<br>", "\n")) for _, held in found] == [_safe(held) for _, held in expected]
    assert set(re.findall(r"<(/?\w+)", out)) <= {"del", "ins", "/del", "/ins", "br"}


_ELEMENT = {REMOVED: "del", ADDED: "ins"}


def _safe(text: str) -> str:
    return printable(text.replace("\t", " "), keep="\n")


def test_markdown_strikes_out_and_sets_in_bold() -> None:
    """GitHub shows removed words struck out and added ones bold, whatever signs they hold."""
    cell = Marked.of(words_changed("Cut *all* ~~costs~~ of care", "Cut *some* costs| of care"))
    out = render(table_of(cell), "markdown").splitlines()[4]
    assert out == r"| first | Cut ~~\*all\* \~\~costs\~\~~~**\*some\* costs\|** of care |"


@pytest.mark.parametrize(
    "form", [f for f in form_names() if f not in ("html", "unsafehtml", "markdown", "github", "pipe")]
)
def test_every_other_form_writes_plain_marks(form: str) -> None:
    """A form without markup of its own, or for programs, has the plain marks, escaped like any other text."""
    table = table_of(Marked.of(words_changed("Staff leave", "Staff stay")))
    escaped = render(table_of("Staff [-leave-]{+stay+}"), form)
    assert render(table, form) == escaped


def test_csv_guards_marked_text_and_json_has_it_as_text() -> None:
    """A mark at the start is no formula, and a program gets a string."""
    marked = Marked((Span(KEPT, "=1+1 "), Span(ADDED, "x")))
    assert render(table_of(marked), "csv").splitlines()[1] == "first,'=1+1 {+x+}"
    assert json.loads(render(table_of(marked), "json"))["rows"][0]["b"] == "=1+1 {+x+}"


def test_a_table_is_sorted_by_marked_text() -> None:
    """Marked cells have a place among others."""
    rows = (("2", Marked((Span(ADDED, "b"),))), ("1", "a"), ("3", None))
    table = Table("T", (Column("n", "N"), Column("t", "T")), rows)
    assert [row[0] for row in order(table, "t").rows] == ["1", "2", "3"]


# Colour


COLOUR = re.compile(r"\x1b\[(?:31|32|0)m")


@given(SPANS, st.integers(40, 60))
def test_colour_adds_nothing_but_colour(spans: list[Span], width: int) -> None:
    """Without its colours the output is the same, no colour runs on over a line, and nothing else is let through."""
    table = table_of(together("• start ", *(Marked((span,)) for span in spans), "\n• end"))
    plain, coloured = render(table, "text", width=width), render(table, "text", width=width, colour=True)
    assert COLOUR.sub("", coloured) == plain
    for line in coloured.splitlines():
        assert re.fullmatch(r"(?:[^\x1b]|\x1b\[3[12]m[^\x1b]+\x1b\[0m)*", line)


def test_removed_words_are_red_and_added_ones_green() -> None:
    """The signs stay: colour is never the only mark."""
    out = render(table_of(Marked.of(words_changed("Staff leave", "Staff stay"))), "text", colour=True)
    assert "Staff \x1b[31m[-leave-]\x1b[0m\x1b[32m{+stay+}\x1b[0m" in out


@pytest.mark.parametrize(
    ("terminal", "environment", "colour"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_only_on_a_terminal_that_wants_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], colour: bool
) -> None:
    """NO_COLOR is honoured, and nothing that is piped or written to a file is coloured."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert printing.coloured() is colour
