"""`compare --format json` is what docs/compare.schema.json says, and the schema lets nothing else pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import DATES, pairs, registers

import riskreg
from riskreg.cli.main import riskreg as program
from riskreg.comparison.change import ActionKind, Balance, Direction, FieldKind, Kind, Why
from riskreg.comparison.fields import ACTION_FIELDS, RISK_FIELDS
from riskreg.model.register import Reason, Register
from riskreg.tables.comparison_json import comparison_json

ROOT = Path(__file__).parent.parent
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "compare.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)


def output() -> dict[str, Any]:
    """What the command prints for the two real registers."""
    arguments = ["--registers", str(ROOT / "registers"), "compare", "2021", "2022", "--format", "json"]
    result = CliRunner().invoke(program, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert isinstance(data, dict)
    return data


REAL = output()


def problems(data: object) -> list[str]:
    """What the schema finds wrong."""
    return [f"{error.json_path}: {error.message[:200]}" for error in VALID.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    """It is valid by the rules of its own dialect."""
    Draft202012Validator.check_schema(SCHEMA)


def test_what_is_printed_for_the_real_registers_is_valid() -> None:
    """The contract holds for the registers that the project ships."""
    assert problems(REAL) == []
    assert REAL["counts"]["carried"] == 1


@given(pairs(), st.booleans())
def test_what_is_printed_for_any_series_is_valid(given: tuple[Register, Register, Any], include: bool) -> None:
    """It holds whatever became of the risks, with exempt ones and without."""
    assert problems(json.loads(comparison_json(riskreg.compare(*given), "x", "y", include_exempt=include))) == []


@settings(max_examples=12, deadline=None)
@given(registers(), registers(), DATES)
def test_what_is_printed_for_any_fields_is_valid(earlier: Register, later: Register, date: riskreg.PartialDate) -> None:
    """It holds for every field that a register may state, in any script."""
    comparison = riskreg.compare(attrs.evolve(earlier, date=date), _renamed(attrs.evolve(later, date=date), earlier))
    assert problems(json.loads(comparison_json(comparison, "x", "y", include_exempt=True))) == []


def _renamed(later: Register, earlier: Register) -> Register:
    """The later register under the ids of the earlier one, so that its risks are carried with all their differences."""
    ids = dict(zip((r.id for r in later.risks), (r.id for r in earlier.risks), strict=False))
    risks = (attrs.evolve(r, id=ids.get(r.id, f"{r.id}-later"), supersedes=()) for r in later.risks)
    return attrs.evolve(later, risks=tuple(risks), removed=())


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield from [schema] if schema.get("type") == "object" else []
        for part in schema.values():
            yield from _objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _objects(part)


def test_every_object_of_the_schema_is_closed_and_every_key_described() -> None:
    """Nothing undocumented can be printed, and nothing can be left out."""
    objects = list(_objects(SCHEMA))
    assert len(objects) > 5
    for found in objects:
        assert found["additionalProperties"] is False
        assert sorted(found["required"]) == sorted(found["properties"])
        assert all(part.get("description") for part in found["properties"].values())


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (("change", "properties", "kind"), Kind),
        (("change", "properties", "reason"), Reason),
        (("pair", "properties", "why"), Why),
        (("pair", "properties", "direction"), Direction),
        (("mitigation", "properties", "kind"), ActionKind),
        (("field", "properties", "kind"), FieldKind),
        (("riskField",), [*RISK_FIELDS, "score.inherent", "score.current", "score.target"]),
        (("mitigationField",), ACTION_FIELDS),
    ],
)
def test_the_words_of_the_schema_are_those_of_the_code(place: tuple[str, ...], words: Any) -> None:
    """A word that the code gains must be added here, and none may linger."""
    found = SCHEMA["$defs"]
    for step in place:
        found = found[step]
    assert [word for word in found["enum"] if word is not None] == [str(word) for word in words]


def test_the_counts_and_the_balance_of_the_schema_are_those_of_the_code() -> None:
    """Every kind is counted, and every step of the balance is there."""
    assert list(SCHEMA["properties"]["counts"]["properties"]) == [str(kind) for kind in Kind]
    assert list(SCHEMA["properties"]["balance"]["properties"]) == [f.name for f in attrs.fields(Balance)]


def _merged(data: dict[str, Any]) -> Any:
    return next(c for c in data["changes"] if c["kind"] == "merged")


def _removed(data: dict[str, Any]) -> Any:
    return next(c for c in data["changes"] if c["kind"] == "removed")


def _action(data: dict[str, Any], kind: str) -> Any:
    return next(m for c in data["changes"] for p in c["pairs"] for m in p["mitigations"] if m["kind"] == kind)


def _field(data: dict[str, Any]) -> Any:
    return _merged(data)["pairs"][0]["fields"][0]


SUGGESTION: dict[str, Any] = {
    "earlier": "x",
    "later": "y",
    "likeness": 0.81,
    "words": ["placement", "costs"],
    "removed": False,
}

BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another version": lambda d: d.update(version=2),
    "a key more": lambda d: d.update(extra=1),
    "a key less": lambda d: d.pop("suggestions"),
    "a number as text": lambda d: d["counts"].update(new="1"),
    "a kind that is none": lambda d: _merged(d).update(kind="joined"),
    "a kind of another shape": lambda d: _merged(d).update(kind="carried"),
    "a merge without pairs": lambda d: _merged(d).update(pairs=[]),
    "a removal without a reason": lambda d: _removed(d).update(reason=None),
    "a reason that is none": lambda d: _removed(d).update(reason="forgotten"),
    "a reason for a merge": lambda d: _merged(d).update(reason="closed"),
    "a removal that goes on": lambda d: _removed(d).update(later=["x"]),
    "a merge that lost in numbers": lambda d: d["balance"].update(merged=1),
    "an added action that was there": lambda d: _action(d, "added").update(earlier="a.b"),
    "a dropped action that is there": lambda d: _action(d, "dropped").update(later="a.b"),
    "a moved action from nowhere": lambda d: _action(d, "moved").update(earlier=None),
    "a reworded action without words": lambda d: _action(d, "reworded").update(fields=[]),
    "an action without its risk": lambda d: _action(d, "moved").update(later="b"),
    "a field that is none": lambda d: _field(d).update(field="colour"),
    "a field of an action at a risk": lambda d: _field(d).update(field="status"),
    "a field first stated that was there": lambda d: _field(d).update(kind="first stated"),
    "a date that is none": lambda d: d["earlier"].update(date="September 2021"),
    "an id that is none": lambda d: _merged(d).update(later=["two words"]),
    "a likeness above one": lambda d: d["suggestions"].append(SUGGESTION | {"likeness": 1.1}),
    "a likeness below what is suggested": lambda d: d["suggestions"].append(SUGGESTION | {"likeness": 0.44}),
    "a suggestion without its words": lambda d: d["suggestions"].append({"earlier": "x", "later": "y", "likeness": 1}),
}


@pytest.mark.parametrize("how", BROKEN)
def test_broken_output_is_found(how: str) -> None:
    """The schema is strict: it would notice if the output changed."""
    data = deepcopy(REAL)
    BROKEN[how](data)
    assert problems(data)


def test_suggestions_are_part_of_the_contract() -> None:
    """Risks are suggested for risks, mitigations for mitigations, and never the one for the other."""
    actions = SUGGESTION | {"earlier": "x.a", "later": "y.b"}
    assert problems(REAL | {"suggestions": [SUGGESTION, actions]}) == []
    assert problems(REAL | {"suggestions": [SUGGESTION | {"later": "y.b"}]})
    assert problems(REAL | {"suggestions": [SUGGESTION | {"earlier": "x.a"}]})
