"""What a history tells of a risk that has to do with an exempt one, or with itself under the same id."""

from __future__ import annotations

from builders import register, risk

from riskreg.comparison.history import history
from riskreg.tables.forms import render
from riskreg.tables.history import history_table
from riskreg.tables.history_story import story_table


def test_what_merged_with_an_exempt_risk_has_a_note_that_does_not_name_it() -> None:
    """The word in the cell has its footnote, in the grid and in the story."""
    registers = (
        register("2020", risk("a"), risk("secret", exempt=True), risk("b")),
        register("2021", risk("a", supersedes=["secret"]), risk("b1", supersedes=["b"]), risk("b2", supersedes=["b"])),
        register("2022", risk("a"), risk("b1"), risk("b2", exempt=True)),
    )
    found = history(registers)
    notes = history_table(found, ["2020", "2021", "2022"]).notes
    assert '[1] A risk that is exempt from publication merged into "The risk a" (a), which goes on.' in notes
    assert '[2] "The risk b" (b) split into "The risk b1" (b1) and a risk that is exempt from publication.' in notes
    told = render(story_table(found, "a", ["2020", "2021", "2022"]), "json")
    assert "A risk that is exempt from publication merged into" in told
    assert "secret" not in told


def test_an_event_that_two_lines_of_a_risk_share_is_told_once() -> None:
    """An id that ends in a merge, and begins anew as what came of it."""
    registers = (
        register("2020", risk("a"), risk("b")),
        register("2021", risk("a1", supersedes=["a"]), risk("a2", supersedes=["a"]), risk("b")),
        register("2022", risk("a", supersedes=["a1", "a2"]), risk("b")),
    )
    told = [row for id in ("a", "b") for row in story_table(history(registers), id, ["1", "2", "3"]).rows]
    text = "\n".join(str(row) for row in told)
    assert len(told) == 6
    assert text.count("merged into") == 1
