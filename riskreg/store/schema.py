"""JSON Schemas of the files, for editors: made from the records, with the sentence under each field.

A schema says which keys there are, which must be there, and what each may hold. What it cannot say, `check` says:
docs/editors.md lists it. No pattern looks ahead, since editors read them with engines that cannot.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

import attrs

from riskreg.model.card import Card
from riskreg.model.dates import PartialDate
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef, Risk, Scores
from riskreg.model.score import Band, Matrix, Score
from riskreg.model.settings import NamedTable, Settings
from riskreg.store.field_docs import field_docs
from riskreg.store.keys import ID, KEYED, PROSE, key_of
from riskreg.store.settings_rules import NAME as TABLE_NAME

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_HOSTILE = r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_NOT_ONE_LINE = _HOSTILE.replace(r"\u0008\u000b-", "")
"""The same with the tab and the line break."""
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
"""Four digits, but not 0000."""
_DAY = f"^{_YEAR}-(0[1-9]|1[0-2])-[0-9]{{2}}$"
_NO_DAY = f"^{_YEAR}(-(0[1-9]|1[0-2])|-Q[1-4]|/[0-9]{{2}})?$"


def _shape(pattern: str, description: str) -> Schema:
    """Text of one form; a line break is refused by name, as `$` may stand before one."""
    return {"type": "string", "pattern": pattern, "not": {"pattern": r"\n"}, "description": description}


_TEXTS: dict[str, Schema] = {
    "line": {
        "type": "string",
        "pattern": r"\S",
        "not": {"pattern": _NOT_ONE_LINE},
        "description": "Text of one line.",
    },
    "prose": {
        "type": "string",
        "pattern": r"\S",
        "not": {"pattern": _HOSTILE},
        "description": "Text that may run over several lines.",
    },
    "date": {
        "anyOf": [
            # By its format an editor knows a TOML date, to which it applies nothing that is said of text with `not`.
            {"type": "string", "format": "date", "pattern": _DAY, "maxLength": 10},
            _shape(_NO_DAY, 'What is known of a date, in quotes: "2022-11", "2022-Q4", "2022" or "2022/23".'),
        ],
        "description": 'A day without quotes, or "2022-11", "2022-Q4", "2022" or "2022/23" where no day is known.',
    },
    "id": _shape(f"^{ID.pattern}$", "An id: letters, digits, - and _, a letter or digit first."),
    "table-name": _shape(f"^{TABLE_NAME.pattern}$", "A table's name: small letters, digits and _, a letter first."),
    "action-ref": _shape(rf"^{ID.pattern}\.{ID.pattern}$", "An action of an earlier register: RISK.MITIGATION."),
    "evidence": {
        "allOf": [{"$ref": "#/$defs/line"}, {"pattern": r"^\S([\s\S]*\S)?: \S([\s\S]*\S)?$"}],
        "description": "A card and a place in its document: CARD: PLACE.",
    },
    "currency": _shape("^[A-Z]{3}$", "The code of a currency: GBP, EUR."),
}
"""What text may be, by its name among the definitions."""

_KINDS: dict[Any, str] = {str: "line", PartialDate: "date", Evidence: "evidence", MitigationRef: "action-ref"}
_OWN: dict[tuple[type[Any], str], Schema] = {
    (Register, "currency"): {"$ref": "#/$defs/currency"},
    (Risk, "supersedes"): {"type": "array", "items": {"$ref": "#/$defs/id"}, "uniqueItems": True},
    (Card, "sha256"): {"type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64},
}
"""Fields whose values are of a form of their own."""

_POSITIVE = {"likelihood", "impact", "score", "rows", "from_"}
"""Numbers that begin at 1."""


def schema(name: str) -> Schema:
    """The JSON Schema of one kind of file."""
    return SCHEMAS[name]()


def schema_text(name: str) -> str:
    """The JSON Schema of one kind of file, as text."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def _register() -> Schema:
    defs: dict[str, Schema] = dict(_TEXTS)
    tables = {KEYED.get((Register, n), (n,))[0]: n for n in ("matrix", "risks", "removed")}
    heading = _table(Register, defs, leave_out=tuple(tables.values()))
    parts = {key: _property(Register, name, defs) for key, name in tables.items()}
    root = {"register": heading, **parts}
    return _whole("A register of risks", _closed(root, ["register"], _said(Register)), defs)


def _card() -> Schema:
    defs: dict[str, Schema] = dict(_TEXTS)
    return _whole("A card of a source document", _table(Card, defs), defs)


def _config() -> Schema:
    defs: dict[str, Schema] = dict(_TEXTS)
    return _whole("A council's words, its form of dates, and its named tables", _table(Settings, defs), defs)


SCHEMAS: dict[str, Callable[[], Schema]] = {"register": _register, "card": _card, "config": _config}
"""Each kind of file; `config` is riskreg.toml."""


def _whole(title: str, body: Schema, defs: dict[str, Schema]) -> Schema:
    # The line by which a file names its schema is a comment, and so no key of it.
    return {"$schema": DIALECT, "title": title, **body, "$defs": _used(body, defs)}


def _used(body: Schema, defs: dict[str, Schema]) -> dict[str, Schema]:
    """The definitions that are referred to, directly or by way of others, in the order of their names."""
    found: set[str] = set()
    look = [json.dumps(body)]
    while look:
        text = look.pop()
        new = {name for name in defs if f'"#/$defs/{name}"' in text} - found
        found |= new
        look += [json.dumps(defs[name]) for name in new]
    return {name: defs[name] for name in sorted(found)}


def _closed(properties: dict[str, Schema], required: list[str], description: str) -> Schema:
    body: Schema = {"type": "object", "description": description, "properties": properties}
    return {**body, **({"required": required} if required else {}), "additionalProperties": False}


def _table(record: type[Any], defs: dict[str, Schema], leave_out: tuple[str, ...] = ()) -> Schema:
    """A table with the keys of a record."""
    names = [a for a in attrs.fields(record) if a.name != "id" and a.name not in leave_out]
    required = [key_of(a.name) for a in names if a.default is attrs.NOTHING]
    keys = {KEYED.get((record, a.name), (key_of(a.name),))[0]: _property(record, a.name, defs) for a in names}
    return _closed(keys, required, _said(record))


def _said(record: type[Any]) -> str:
    return " ".join((record.__doc__ or "").split("\n\n")[0].split())


def _property(record: type[Any], name: str, defs: dict[str, Schema]) -> Schema:
    """One key, with what its field means."""
    # A file has no word for None: there the key is left out.
    docs = field_docs(record)  # type: ignore[arg-type] # a class can be hashed, whatever its instances are
    described = docs.get(name, "").replace("None where", "left out where")
    found = _OWN.get((record, name)) or _value(record, name, defs)
    return {**found, "description": described} if described else found


def _value(record: type[Any], name: str, defs: dict[str, Schema]) -> Schema:
    if keyed := KEYED.get((record, name)):
        return {
            "type": "object",
            "propertyNames": {"$ref": f"#/$defs/{'table-name' if keyed[1] is NamedTable else 'id'}"},
            "additionalProperties": _ref(keyed[1], defs),
        }
    if name in PROSE:
        return {"$ref": "#/$defs/prose"}
    if record is Scores:
        return _score("target-score" if name == "target" else "score", defs)
    attrs.resolve_types(record)
    found = _kind(getattr(attrs.fields(record), name).type, defs)
    if record is Matrix:
        return found | (_bands(defs) if name == "bands" else {"minItems": 2, "uniqueItems": True})
    return found | ({"minimum": 1} if name in _POSITIVE and found.get("type") == "integer" else {})


def _kind(kind: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of a type."""
    if get_origin(kind) is UnionType:
        kind = next(k for k in get_args(kind) if k is not type(None))
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        unique = {"uniqueItems": True} if item in (Evidence, MitigationRef) else {}
        return {"type": "array", "items": _kind(item, defs), **unique}
    if kind in _KINDS:
        return {"$ref": f"#/$defs/{_KINDS[kind]}"}
    if kind in (int, bool):
        return {"type": "integer" if kind is int else "boolean"}
    return {"enum": [str(word) for word in kind]} if issubclass(kind, StrEnum) else _ref(kind, defs)


def _ref(record: type[Any], defs: dict[str, Schema]) -> Schema:
    name = key_of("".join(f"_{c.lower()}" if c.isupper() else c for c in record.__name__).strip("_"))
    if name not in defs:
        defs[name] = {}
        defs[name] = _table(record, defs)
    return {"$ref": f"#/$defs/{name}"}


def _score(name: str, defs: dict[str, Schema]) -> Schema:
    """A score in one of its three ways; only a target has a date to be reached by."""
    if name not in defs:
        keys = {a.name: _property(Score, a.name, defs) for a in attrs.fields(Score)}
        by = {"by": keys["by"]} if name == "target-score" else {}
        ways = [_closed({key: keys[key] for key in way} | by, list(way), _said(Score)) for way in _WAYS]
        defs[name] = {"oneOf": ways}
    return {"$ref": f"#/$defs/{name}"}


_WAYS = (("likelihood", "impact"), ("score",), ("rating",))
"""The ways of scoring: what each needs, beside which nothing of another may stand."""


def _bands(defs: dict[str, Schema]) -> Schema:
    """Bands, the first from 1. What is said of the first item takes the place of what is said of all."""
    first = _table(Band, defs)
    begins = {**first["properties"], "from": first["properties"]["from"] | {"const": 1}}
    return {"minItems": 1, "prefixItems": [{**first, "properties": begins}]}
