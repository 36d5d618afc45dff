"""What is printed of any comparison agrees with it: the sentence, the balance, the JSON form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from strategies import Given, compared, pairs

import riskreg
from riskreg.comparison.change import Comparison, Kind
from riskreg.model.register import Reason, Register
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json
from riskreg.tables.forms import render
from riskreg.tables.sentence import balance_line, sentence

EXAMPLE = Path(__file__).parents[1] / "docs" / "example" / "registers"


@given(pairs())
def test_the_numbers_of_the_sentence_are_those_of_the_comparison(given: Given) -> None:
    """What a committee reads adds up to what there is."""
    comparison = compared(given)
    text = sentence(comparison, "2021", "2022").removesuffix(".")
    held, _, said = text.partition(": ")
    holds = f"2022 holds {len(given[1].risks)} risk{'' if len(given[1].risks) == 1 else 's'}"
    assert held == f"{holds}, 2021 held {len(given[0].risks)}"
    numbers = dict(_said(said))
    assert numbers == {words: n for words, n in _meant(comparison) if n}
    went_in = sum(int(n.split()[0]) for n in numbers.values())
    assert went_in == len(given[0].risks) + comparison.balance().new + comparison.balance().returned


def _said(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, text.replace("; ", ", ").split(", ")):
        number, _, words = part.partition(" ")
        before, _, after = words.partition(" into ")
        yield before.replace("became issues", "became an issue"), f"{number} into {after}" if after else number


def _meant(comparison: Comparison) -> Iterator[tuple[str, str]]:
    counts = comparison.counts()
    changed = sum(c.changed for c in comparison.of_kind(Kind.CARRIED))
    reasons = [c.reason for c in comparison.changes if c.reason not in (None, Reason.NOT_REPORTED)]
    silent = [c for c in comparison.changes if c.kind is Kind.UNACCOUNTED or c.reason is Reason.NOT_REPORTED]
    numbers = {
        "carried unchanged": counts[Kind.CARRIED] - changed,
        "carried with changes": changed,
        "continued under another id": counts[Kind.CONTINUED],
        "new": counts[Kind.NEW],
        "returned": counts[Kind.RETURNED],
        "left out without a reason given": len(silent),
    } | {str(reason): reasons.count(reason) for reason in reasons}
    yield from ((words, str(n) if n else "") for words, n in numbers.items())
    for kind in (Kind.MERGED, Kind.SPLIT, Kind.REGROUPED):
        found = comparison.of_kind(kind)
        into = f"{sum(len(c.earlier) for c in found)} into {sum(len(c.later) for c in found)}"
        yield str(kind), into if found else ""


@given(pairs())
def test_the_line_of_the_balance_adds_up(given: Given) -> None:
    """A reader who does the sum gets the number at its end."""
    line = balance_line(compared(given)).removeprefix("Balance: ")
    sum_, _, closing = line.partition(" = ")
    if line.endswith(", unchanged"):
        sum_ = closing = line.removesuffix(", unchanged")
        assert len(given[0].risks) == len(given[1].risks)
    first, *steps = sum_.replace("−", "+ -").replace("- ", "-").split(" + ")
    assert int(first) + sum(int(step.split()[0]) for step in steps) == int(closing) == len(given[1].risks)


@given(pairs(), st.booleans())
def test_the_json_form_says_what_the_comparison_says(given: Given, include: bool) -> None:
    """Programs get the same counts, balance and changes, by the contract's keys."""
    comparison = compared(given)
    data = json.loads(comparison_json(comparison, "x", "y", include_exempt=include))
    assert data["counts"] == {str(kind): n for kind, n in comparison.counts().items()}
    assert data["balance"] == attrs.asdict(comparison.balance())
    assert [data[s]["risks"] for s in ("earlier", "later")] == [len(r.risks) for r in given[:2]]
    assert data["hidden"] + len(data["changes"]) == len(comparison.changes)
    if include:
        told = [(c["kind"], c["earlier"], c["later"], c["reason"]) for c in data["changes"]]
        assert told == [
            (c.kind, [r.id for r in c.earlier], [r.id for r in c.later], c.reason) for c in comparison.changes
        ]
        assert [len(c["pairs"]) for c in data["changes"]] == [len(c.pairs) for c in comparison.changes]


@given(pairs())
def test_nothing_of_an_exempt_risk_is_printed_in_any_series(given: Given) -> None:
    """Neither its id nor its title is in any byte, however its lineage is entangled with that of others."""
    earlier, later, series = (given[0], given[1], given[2])
    hidden = {r.id for register in (earlier, later) for r in register.risks if r.exempt}
    marked = [_marked(register, hidden) for register in series]
    comparison = riskreg.compare(marked[series.index(earlier)], marked[series.index(later)], marked)
    table = comparison_table(comparison, "x", "y")
    printed = comparison_json(comparison, "x", "y") + render(table, "text") + render(table, "html")
    assert "SECRET" not in printed
    assert len(table.rows) + json.loads(comparison_json(comparison, "x", "y"))["hidden"] == len(comparison.changes)


def _marked(register: Register, ids: set[str]) -> Register:
    """The register with the risks of these ids under a name that would be noticed, and exempt throughout."""
    names = {id: f"SECRET-{id}" for id in ids}
    risks = [
        attrs.evolve(
            risk,
            id=names.get(risk.id, risk.id),
            title=names.get(risk.id, risk.title),
            exempt=risk.id in ids,
            supersedes=tuple(names.get(id, id) for id in risk.supersedes),
            mitigations=tuple(_marked_action(m, names) for m in risk.mitigations),
        )
        for risk in register.risks
    ]
    removed = [attrs.evolve(r, id=names.get(r.id, r.id)) for r in register.removed]
    return attrs.evolve(register, risks=tuple(risks), removed=tuple(removed))


def _marked_action(mitigation: Any, names: dict[str, str]) -> Any:
    refs = (attrs.evolve(ref, risk=names.get(ref.risk, ref.risk)) for ref in mitigation.supersedes)
    return attrs.evolve(mitigation, supersedes=tuple(refs))


@pytest.mark.parametrize("words", [("--columns", "change"), ("--sort", "risk")])
def test_json_is_whole_or_refused(run: Run, words: tuple[str, ...]) -> None:
    """What would be ignored is not taken; as CSV it is done."""
    place = ("--registers", str(EXAMPLE), "compare", "2025-09", "2025-11")
    done = run(*place, *words, "--format", "json")
    assert (done.code, done.out) == (2, "")
    assert "--format csv" in done.err
    assert run(*place, *words, "--format", "csv").code == 0
