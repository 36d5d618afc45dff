"""`schema`: the JSON Schemas and the reader accept and refuse the same files, but for what a schema cannot say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from conftest import FILES, Run
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import registers

from riskreg.cli.schema import KINDS
from riskreg.merging.fields import inline
from riskreg.model.register import Register
from riskreg.store.data import plain_data
from riskreg.store.read import read_card, read_register, read_settings
from riskreg.store.schema import SCHEMAS, schema, schema_text
from riskreg.store.write import dumps

ROOT = Path(__file__).parents[1]
VALIDATORS = {name: Draft202012Validator(schema(name)) for name in SCHEMAS}
READERS: dict[str, Callable[[bytes, str], Any]] = {"register": read_register, "card": read_card}


def as_json(value: Any) -> Any:
    """A TOML document as editors see it: days and times are text there."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield value


def any_text(data: Any, part: str) -> bool:
    return any(isinstance(v, str) and part in v for v in leaves(data))


NOT_SAID: dict[str, Callable[[Any], bool]] = {
    "E111": lambda d: any(isinstance(v, int) and not -(2**63) <= v < 2**63 for v in leaves(d)),
    "E201": lambda d: any(isinstance(v, date | time) or (isinstance(v, float) and v.is_integer()) for v in leaves(d)),
    "E205": lambda d: any_text(d, "-") or any_text(d, "/"),
    "E212": lambda d: True,
    "E213": lambda d: "matrix" not in d,
    "E214": lambda d: "matrix" in d,
    "E216": lambda d: "removed" in d,
    "E217": lambda d: "removed" in d,
    "E218": lambda d: True,
    "E219": lambda d: True,
    "E220": lambda d: any_text(d, ": "),
    "E223": lambda d: "matrix" in d,
}
"""The codes of rules that a schema cannot say in full, and what a document must hold for them to be broken."""


def agree(kind: str, data: Any) -> None:
    """Hold the schema and the reader against each other on one document."""
    faults = {f.code for f in READERS[kind](document(data).encode(), "x").findings}
    refused = list(VALIDATORS[kind].iter_errors(as_json(data)))
    if refused:
        assert faults, f"only the schema refuses: {refused[0].message}"
    elif faults:
        unsaid = {code for code in faults if code in NOT_SAID and NOT_SAID[code](data)}
        assert unsaid == faults, f"only the reader refuses: {faults}"


def document(data: dict[str, Any]) -> str:
    """The TOML text of plain data, each key at its top on one line."""
    return "".join(f"{key_text(key)} = {toml(value)}\n" for key, value in data.items())


def key_text(key: str) -> str:
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml(value: Any) -> str:
    match value:
        case str():
            return key_text(value)
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key_text(key)} = {toml(inner)}' for key, inner in value.items())} }}"
        case _:
            return inline(value)


def plain(register: Register) -> dict[str, Any]:
    data = plain_data(dumps(register).encode())
    assert data is not None
    return data


@given(registers())
def test_what_is_valid_is_accepted(made: Register) -> None:
    """Every valid register is accepted by the schema."""
    assert not list(VALIDATORS["register"].iter_errors(as_json(plain(made))))


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *("", " ", "\t", "a\nb", "a\n", "\x1b", "\u202e", "x", "2022", "2022-13", "2022-11", "2022-11-16", "2022/23"),
        *("2022/25", "2022-Q4", "2022-Q5", "0000", "2022\n", "GBP", "GBP\n", "gbp", "a.b", "a.b.c", "a: b", "a : : b"),
        *("a:b", "treat", "in place", "closed", "Green", "a b", "-a", "a\n"),
        *(0, 1, 2, -1, 3.0, 1.5, True, False, date(2022, 11, 16), datetime(2022, 11, 16, 10), time(10)),
        *([], {}, [1], ["a"], ["a", "a"], ["a: b", "a: b"], ["a.b"], [{}], {"x": {}}, {"title": "x"}),
        *({"score": 3}, {"likelihood": 1}, {"likelihood": 1, "impact": 1}, {"score": 1, "rating": "x"}, {"by": "2022"}),
        *(
            {"action": "x"},
            {"reason": "closed"},
            {"by": "x", "finding": "y"},
            [{"amount": 3}],
            [{"name": "A", "from": 1}],
        ),
    ]
)
_WORDS = (
    "title date id note score by current from risk matrix removed x action mitigation supersedes evidence cost exempt "
    "currency likelihood impact rating due"
)
KEYS = st.sampled_from([*_WORDS.split(), "a b", "a\n"])


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a document: what holds it, and its key or index."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


@st.composite
def mutated(draw: st.DrawFn, kind: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """A document with one or two things in it deleted, replaced, added or renamed."""
    data = deepcopy(draw(kind))
    for _ in range(draw(st.integers(1, 2))):
        holder, key = draw(st.sampled_from([(data, None), *places(data)]))
        how = draw(st.integers(0, 3))
        if key is None or (how == 0 and isinstance(holder, dict)):
            holder[draw(KEYS)] = deepcopy(draw(ODD))
        elif how == 1:
            del holder[key]
        elif how == 2 and isinstance(holder, dict):
            holder[draw(KEYS)] = holder.pop(key)
        else:
            holder[key] = deepcopy(draw(ODD))
    return data


@given(mutated(registers().map(plain)))
def test_schema_and_reader_agree_on_registers(data: dict[str, Any]) -> None:
    """Of any mutated register both accept or both refuse, but for the rules that a schema cannot say."""
    agree("register", data)


CARD: dict[str, Any] = plain_data((ROOT / "seeds" / "2022-11.toml").read_bytes()) or {}


@given(mutated(st.just(CARD)))
def test_schema_and_reader_agree_on_cards(data: dict[str, Any]) -> None:
    """The same of any mutated card."""
    agree("card", data)


REAL = [
    *(
        ("register", path)
        for folder in ("registers", "docs/example/registers")
        for path in (ROOT / folder).glob("*.toml")
    ),
    *(("register", path) for path in (FILES / "good").glob("*.toml")),
    *(("card", path) for folder in ("seeds", "docs/example/seeds") for path in (ROOT / folder).glob("*.toml")),
]


@pytest.mark.no_cover
@pytest.mark.parametrize(("kind", "path"), REAL, ids=lambda value: getattr(value, "name", value))
def test_real_files_are_accepted(kind: str, path: Path) -> None:
    """The files of the project are accepted."""
    assert not list(VALIDATORS[kind].iter_errors(as_json(plain_data(path.read_bytes()))))


@pytest.mark.parametrize("path", sorted((FILES / "bad").glob("E2*.toml")), ids=lambda path: path.name)
def test_faulty_files_are_refused(path: Path) -> None:
    """The faulty files of the tests are refused by both, but for the rules that a schema cannot say."""
    data = plain_data(path.read_bytes())
    if data is not None:
        agree("register", data)


HEADING = {"title": "T", "date": "2022"}
RISK = {"title": "R"}
BANDS = [{"name": "G", "from": 1}]


def risk(**more: Any) -> dict[str, Any]:
    return {"register": HEADING, "risk": {"a": RISK | more}}


SAID: dict[str, dict[str, Any]] = {
    "E201 text as a number": {"register": HEADING | {"title": 5}},
    "E201 a list as text": risk(supersedes="b"),
    "E201 a risk without an id": {"register": HEADING, "risk": RISK},
    "E202 a key that is none": risk(titel="x"),
    "E202 an id within": risk(id="a"),
    "E202 a table that is none": {"register": HEADING, "matrx": {}},
    "E203 no title": {"register": {"date": "2022"}},
    "E203 no register": {},
    "E204 a word that is none": risk(response="treet"),
    "E205 a month that is none": {"register": HEADING | {"date": "2022-13"}},
    "E205 a year that is none": {"register": HEADING | {"date": "0000"}},
    "E206 an id with a space": {"register": HEADING, "risk": {"a b": RISK}},
    "E209 a control character": risk(note="\x1b"),
    "E210 empty text": risk(owner=" "),
    "E210 a line break": risk(owner="a\n"),
    "E211 two ways of scoring": risk(score={"current": {"score": 3, "rating": "G"}}),
    "E211 a likelihood alone": risk(score={"current": {"likelihood": 3}}),
    "E211 by in a current score": risk(score={"current": {"score": 3, "by": "2022"}}),
    "E212 a score below one": risk(score={"current": {"score": 0}}),
    "E214 bands that begin at two": {
        "register": HEADING,
        "matrix": {"likelihood": ["a", "b"], "impact": ["a", "b"], "bands": [{"name": "G", "from": 2}]},
    },
    "E214 no bands": {"register": HEADING, "matrix": {"likelihood": ["a", "b"], "impact": ["a", "b"], "bands": []}},
    "E215 one label": {"register": HEADING, "matrix": {"likelihood": ["a"], "impact": ["a", "b"], "bands": BANDS}},
    "E215 a label twice": {
        "register": HEADING,
        "matrix": {"likelihood": ["a", "a"], "impact": ["a", "b"], "bands": BANDS},
    },
    "E220 no colon": risk(evidence=["2021"]),
    "E221 no action": risk(mitigation={"m": {"action": "x", "supersedes": ["b"]}}),
    "E222 twice": risk(evidence=["2021: 1", "2021: 1"]),
    "E226 a sign": {"register": HEADING | {"currency": "£"}},
}


@pytest.mark.parametrize("name", SAID)
def test_what_a_schema_can_say_it_says(name: str) -> None:
    """Each rule that a schema can say is broken in both, under the code of the rule."""
    data = SAID[name]
    assert list(VALIDATORS["register"].iter_errors(as_json(data)))
    assert name[:4] in {f.code for f in read_register(document(data).encode(), "x").findings}


def test_what_is_not_said_is_listed() -> None:
    """docs/editors.md lists exactly the codes that the schema does not say in full."""
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    listed = {row.split("`")[1] for row in page.splitlines() if row.startswith("| `E")}
    assert listed == set(NOT_SAID)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound_and_say_what_fields_mean(name: str) -> None:
    """A schema follows its dialect, has no definition that nothing uses, and describes every key."""
    whole = schema(name)
    Draft202012Validator.check_schema(whole)
    assert all(f'"#/$defs/{used}"' in json.dumps(whole) for used in whole["$defs"])
    for table in (whole, *whole["$defs"].values(), *whole.get("properties", {}).values()):
        if "additionalProperties" in table and name != "register":
            assert all(inner.get("description") for inner in table.get("properties", {}).values())
    assert "None" not in json.dumps(whole)


def test_committed_copies_are_fresh(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copies in docs/schema are what the command prints and writes; the register is the usual kind."""
    monkeypatch.chdir(tmp_path)
    assert set(KINDS) == set(SCHEMAS) == {path.stem for path in (ROOT / "docs" / "schema").glob("*.json")}
    for name in SCHEMAS:
        assert (ROOT / "docs" / "schema" / f"{name}.json").read_text(encoding="utf-8") == schema_text(name)
        assert run("schema", name).out == schema_text(name)
        assert run("schema", name, "--output", "x.json").out == ""
        assert (tmp_path / "x.json").read_text(encoding="utf-8") == schema_text(name)
    assert run("schema").out == schema_text("register")
    assert run("schema", "registre").code == 2


def test_the_line_for_editors_stays(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line of a register that names its schema is a comment that fmt keeps in its place."""
    file = tmp_path / "2022.toml"
    file.write_text('#:schema ../register.schema.json\n[register]\ndate = "2022"\ntitle = "T"\n')
    monkeypatch.chdir(tmp_path)
    assert run("fmt", "2022.toml").code == 0
    assert file.read_text().splitlines()[0] == "#:schema ../register.schema.json"
    assert run("check", "2022.toml").code == 0


SETTINGS = sorted((ROOT / "tests" / "files").glob("bad-settings/*.toml"))


@pytest.mark.parametrize("path", [ROOT / "docs" / "example" / "riskreg.toml"], ids=lambda p: p.stem)
def test_the_schema_of_settings_takes_what_the_loader_takes(path: Path) -> None:
    """A sound riskreg.toml is sound by its schema."""
    data = path.read_bytes()
    assert not read_settings(data, "x").findings
    assert not list(VALIDATORS["config"].iter_errors(as_json(plain_data(data))))


@pytest.mark.parametrize("path", SETTINGS, ids=lambda p: p.stem)
def test_the_schema_of_settings_refuses_single_values(path: Path) -> None:
    """What is wrong with a key or value by itself, the schema refuses; what two keys say together is for check."""
    data = path.read_bytes()
    held = plain_data(data)
    found = {f.code for f in read_settings(data, "x").findings}
    if held is not None and found & {"E201", "E202", "E203", "E204", "E229"}:
        assert list(VALIDATORS["config"].iter_errors(as_json(held)))
