"""Text is folded and width is shared out."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from riskreg.tables.wrap import fold, share_out, want

PROSE = st.text(alphabet="ab -•\n\u00a0é", max_size=80)


@given(PROSE, st.integers(1, 30))
def test_no_line_is_longer_than_the_width(text: str, width: int) -> None:
    """A folded text fits its column, at any width."""
    assert max(map(len, fold(text, width))) <= width


@given(PROSE, st.integers(1, 30))
def test_folding_loses_no_letter(text: str, width: int) -> None:
    """Only spaces go, and only at the ends of lines."""
    assert "".join("".join(fold(text, width)).split()) == "".join(text.split())


def test_line_breaks_of_the_text_stay() -> None:
    """What was written on lines of its own is read on lines of its own, an empty line included."""
    assert fold("one\n\ntwo three", 5) == ["one", "", "two", "three"]


def test_an_item_of_a_list_is_indented_below_its_bullet() -> None:
    """Where the next action begins can be seen at a glance."""
    assert fold("• Recruit more carers", 14) == ["• Recruit more", "  carers"]


def test_a_word_that_fits_a_line_is_not_broken_at_its_hyphens() -> None:
    """An id can be copied from the table."""
    assert fold("see staff-turnover", 14) == ["see", "staff-turnover"]


def test_a_word_longer_than_a_line_is_broken_at_a_hyphen() -> None:
    """A break stands where a reader expects it."""
    assert fold("placement-costs", 12) == ["placement-", "costs"]


def test_columns_that_fit_have_what_they_need() -> None:
    """Where there is room, nothing is folded."""
    assert share_out([want(["id"]), want(["some words"])], 12) == [2, 10]


def test_a_short_column_is_not_folded_for_the_sake_of_a_long_one() -> None:
    """A score or a date stays on its line; the long text has the rest."""
    assert share_out([want(["L4 × I4 = 16 Red"]), want(["words " * 50])], 60) == [16, 44]


def test_of_two_long_columns_the_longer_has_more() -> None:
    """The rest is shared by how much there is to read."""
    shorter, longer = share_out([want(["word " * 20]), want(["word " * 100])], 60)
    assert 10 <= shorter < longer
    assert shorter + longer >= 59


def test_a_single_long_word_does_not_take_the_row() -> None:
    """Where words have to be broken, it is the longest."""
    assert share_out([want(["a" * 24]), want(["b" * 8])], 20) == [12, 8]


@given(st.lists(st.text(alphabet="ab \n", max_size=60), min_size=1, max_size=8), st.integers(8, 120))
def test_together_the_columns_never_exceed_the_room(texts: list[str], room: int) -> None:
    """Whatever the texts, the table fits, and no column is wider than its text."""
    wants = [want([text]) for text in texts]
    widths = share_out(wants, room)
    assert sum(widths) <= room
    assert all(width <= w.natural for width, w in zip(widths, wants, strict=True))
    assert all(width >= 1 for width, w in zip(widths, wants, strict=True) if w.natural)


WORDS = st.lists(st.text(alphabet="ab-•é.", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


@given(WORDS, st.integers(9, 30), st.booleans())
def test_ordinary_text_is_folded_as_the_standard_library_does(text: str, width: int, item: bool) -> None:
    """Word after word, each line as full as it can be."""
    line = f"• {text}" if item else text
    indent = "  " if line.startswith("• ") else ""
    assert fold(line, width) == wrap(line, width, break_on_hyphens=False, subsequent_indent=indent)
