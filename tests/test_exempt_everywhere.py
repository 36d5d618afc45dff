"""What is exempt in any register of a series can be read in no output of any command, and counts are those of all."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from conftest import Run, folder_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import series, some

import riskreg
from riskreg.comparison.history import history
from riskreg.model.register import Register
from riskreg.model.risk import Mitigation, MitigationRef, Risk
from riskreg.store.write import dumps
from riskreg.tables.comparison import comparison_table
from riskreg.tables.comparison_json import comparison_json
from riskreg.tables.forms import render
from riskreg.tables.history import history_table
from riskreg.tables.history_story import story_table
from riskreg.tables.table import Table, choose

FORMS = ("text", "markdown", "html", "latex", "csv", "json")

SECRET = "zqx"  # noqa: S105 - no password
"""Begins every word that must not be read, and no other."""


def disguised(registers: tuple[Register, ...]) -> tuple[Register, ...]:
    """The series with a word of its own in every id, title and action of each risk that is exempt anywhere."""
    ids = {risk.id for register in registers for risk in register.risks if risk.exempt}
    return tuple(_disguised(register, ids) for register in registers)


def _disguised(register: Register, ids: set[str]) -> Register:
    risks = tuple(_risk(risk, ids) for risk in register.risks)
    removed = tuple(evolve(r, id=_id(r.id, ids), note=_note(r.id, ids)) for r in register.removed)
    return evolve(register, title="Risks", risks=risks, removed=removed)


def _id(id: str, ids: set[str]) -> str:
    return f"{SECRET}-id-{id}" if id in ids else id


def _note(id: str, ids: set[str]) -> str | None:
    return f"{SECRET}note" if id in ids else None


def _risk(risk: Risk, ids: set[str]) -> Risk:
    title = f"{SECRET}title {risk.title}" if risk.id in ids else risk.title
    own = tuple(_id(id, ids) for id in risk.supersedes)
    actions = tuple(_action(m, risk.id, ids) for m in risk.mitigations)
    return evolve(risk, id=_id(risk.id, ids), title=title, supersedes=own, mitigations=actions)


def _action(action: Mitigation, risk: str, ids: set[str]) -> Mitigation:
    refs = tuple(MitigationRef(_id(ref.risk, ids), ref.mitigation) for ref in action.supersedes)
    words = f"{SECRET}action {action.action}" if risk in ids else action.action
    return evolve(action, action=words, supersedes=refs)


def rendered(table: Table) -> str:
    """Every column of a table in every form."""
    wide = choose(table, [c.key for c in table.columns])
    return "\n".join(render(wide, form, width=10_000) for form in FORMS)


@some
@given(series().map(disguised), st.data())
def test_no_comparison_and_no_history_names_it(registers: tuple[Register, ...], data: st.DataObject) -> None:
    """From Python, with nothing but the registers given: whichever two are compared, whichever story is told."""
    secret = {risk.id for register in registers for risk in register.risks if risk.id.startswith(SECRET)}
    later = data.draw(st.integers(1, len(registers) - 1))
    earlier = data.draw(st.integers(0, later - 1))
    comparison = riskreg.compare(registers[earlier], registers[later], registers)
    told = history(registers)
    refs = [str(number) for number, _ in enumerate(registers)]
    tables = [comparison_table(comparison, "x", "y"), history_table(told, refs)]
    public = {id for line in told.lines if not secret.intersection(line.ids) for id in line.ids}
    public -= {id for line in told.lines if secret.intersection(line.ids) for id in line.ids}
    tables += [story_table(told, id, refs) for id in sorted(public)]
    text = comparison_json(comparison, "x", "y")
    assert SECRET not in "\n".join((text, *map(rendered, tables)))
    assert json.loads(text)["hidden"] + len(tables[0].rows) == len(comparison.changes)


@given(registers=series().map(disguised), data=st.data())
@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_no_command_prints_it(
    registers: tuple[Register, ...], data: st.DataObject, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On the command line, in every form; who asks for it sees it, marked."""
    place = tmp_path_factory.mktemp("series")
    refs = [str(register.date)[:4] for register in registers]
    texts = {ref: dumps(register) for ref, register in zip(refs, registers, strict=True)}
    folder = ("--registers", str(folder_of(place, texts)))
    later = data.draw(st.integers(1, len(refs) - 1))
    earlier = data.draw(st.integers(0, later - 1))
    form = data.draw(st.sampled_from(FORMS))
    ids = [risk.id for risk in registers[later].risks]
    commands = [("list",), ("show", refs[later]), ("compare", refs[earlier], refs[later]), ("history",)]
    commands += [("matrix", refs[later]), ("matrix", refs[earlier], refs[later])]
    commands += [(*words, id) for id in ids if SECRET not in id for words in (("show", refs[later]), ("history",))]
    for words in commands:
        done = run(*folder, *words, "--format", form)
        assert done.code in (0, 2), done.err
        assert SECRET not in done.out + done.err, (words, done.out + done.err)
        if words[0] in ("show", "compare", "history") and form != "csv":
            asked = run(*folder, *words, "--format", form, "--include-exempt").out
            assert SECRET not in asked or "exempt" in asked.lower(), words
