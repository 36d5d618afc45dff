"""A register written and read again is the same register, in a layout that has only one form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import mitigation, register, risk
from conftest import FILES
from hypothesis import given
from strategies import DATES, registers

from riskreg.errors import InvalidRegister
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Assurance, Cost
from riskreg.model.register import Register
from riskreg.store.read import load, loads
from riskreg.store.write import WIDTH, dumps

GOOD = sorted((FILES / "good").glob("*.toml"))


@given(registers())
def test_what_is_written_is_read_again(made: Register) -> None:
    """Nothing is lost and nothing added, the order is kept, and what is written anew is the same text."""
    text = dumps(made)
    again = loads(text)
    assert again == made
    assert [m.id for r in again.risks for m in r.mitigations] == [m.id for r in made.risks for m in r.mitigations]
    assert dumps(again) == text


@given(registers())
def test_the_text_is_plain(made: Register) -> None:
    """LF line ends, one at the end, no control characters; a line is long only where it cannot be broken."""
    text = dumps(made)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    for line in text.split("\n"):
        if len(line) > WIDTH:
            assert not re.match(r"[^\s=]+ = \[.+\]$", line), "a list that fits on no line has a line for each item"
            assert not re.match(r"[^\s=]+ = \{ (status|action) = ", line), "such an action has a table of its own"


@given(DATES)
def test_dates_keep_their_form(date: PartialDate) -> None:
    """A day is written as a TOML date, and what is less than a day in quotes."""
    again = loads(f"[register]\ntitle = 'x'\ndate = {_written(date)}\n")
    assert again.date == date
    assert f"date = {_written(date)}\n" in dumps(again)


def _written(date: PartialDate) -> str:
    return str(date) if len(str(date)) == len("2022-11-16") else f'"{date}"'


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_good_files_come_to_the_one_form(path: Path) -> None:
    """However a register was typed, it is written in one way."""
    text = dumps(load(path))
    assert loads(text) == load(path)
    assert dumps(loads(text)) == text


def test_the_layout() -> None:
    """Two blank lines before each risk, one before its parts; an action on one line where it fits, else a table."""
    made = register(
        "2022-11-16",
        risk(
            "turnover",
            mitigation("academy", action="Academy", since="2021-09"),
            mitigation("offer", action="An offer " + "on pay and progression " * 6, cost=(Cost(3_000_000, "2021/22"),)),
            mitigation("later", action="Stands after a table, and so is one"),
            supersedes=["morale"],
            assurance=(Assurance("Ofsted", "Dealt with well " * 4), Assurance("DfE", "Met " * 12)),
            note='First line\nSecond "line"',
        ),
        risk("fire"),
        title="Risks",
        examples_only=True,
    )
    offer = "An offer " + "on pay and progression " * 6
    assert (
        dumps(made)
        == f"""[register]
title = "Risks"
date = 2022-11-16
examples-only = true


[risk.turnover]
title = "The risk turnover"
supersedes = ["morale"]
assurance = [
    {{ by = "Ofsted", finding = "{"Dealt with well " * 4}" }},
    {{ by = "DfE", finding = "{"Met " * 12}" }},
]
note = \"\"\"
First line
Second \\"line\\"\"\"\"

[risk.turnover.mitigation]
academy = {{ action = "Academy", since = "2021-09" }}

[risk.turnover.mitigation.offer]
action = "{offer}"
cost = [{{ amount = 3_000_000, period = "2021/22" }}]

[risk.turnover.mitigation.later]
action = "Stands after a table, and so is one"


[risk.fire]
title = "The risk fire"
"""
    )


def test_a_line_of_exactly_the_width_is_not_broken() -> None:
    """An action stands on one line up to the last column, and in a table from the next on."""
    short = len('a = { action = "" }')
    for length, fits in ((WIDTH - short, True), (WIDTH - short + 1, False)):
        text = dumps(register("2022", risk("x", mitigation("a", action="y" * length))))
        assert ("a = {" in text) is fits
        assert ("[risk.x.mitigation.a]" in text) is not fits


def test_what_breaks_the_rules_does_not_come_back() -> None:
    """A register that no file could hold is written, and refused when it is read."""
    with pytest.raises(InvalidRegister, match="E206"):
        loads(dumps(register("2022", risk("not an id"))))
    with pytest.raises(InvalidRegister, match="E209"):
        loads(dumps(register("2022", risk("x", title="\x1b[31m"))))
