"""A register as text, in the canonical layout.

Register, matrix, the risks each followed by its mitigations, removals; two blank lines before each risk, one before
its parts. A mitigation stands on one line where that fits, else in a table of its own; TOML cannot go back to the
one-line form after a table, so from the first that does not fit on, all are tables, and the order is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

import attrs

from riskreg.model.dates import PartialDate, Precision
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Risk, Scores
from riskreg.store.keys import ID, KEYED, PROSE, key_of

WIDTH = 120
"""The columns within which a mitigation or a list stands on one line."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def dumps(register: Register) -> str:
    """The canonical text of a register; `loads` gives the same register back.

    A register that breaks the rules gives a text that `loads` refuses.
    """
    parts = ["[register]", *_lines(register, leave_out=("matrix",))]
    if register.matrix is not None:
        parts += ["", "[matrix]", *_lines(register.matrix)]
    for risk in register.risks:
        parts += ["", "", *_risk(risk)]
    for index, removal in enumerate(register.removed):
        parts += [*([""] if index else ["", ""]), *_removal(removal)]
    return "\n".join(parts) + "\n"


def _risk(risk: Risk) -> Iterator[str]:
    head = f"risk.{_key(risk.id)}"
    yield f"[{head}]"
    yield from _lines(risk)
    short = tuple(takewhile(lambda pair: _fits(pair[1], pair[0]), ((_one_line(m), m) for m in risk.mitigations)))
    if short:
        yield from ("", f"[{head}.mitigation]", *(line for line, _ in short))
    for mitigation in risk.mitigations[len(short) :]:
        yield from ("", f"[{head}.mitigation.{_key(mitigation.id)}]", *_lines(mitigation))


def _removal(removal: Removal) -> Iterator[str]:
    yield f"[removed.{_key(removal.id)}]"
    yield from _lines(removal)


def _one_line(mitigation: Mitigation) -> str:
    return f"{_key(mitigation.id)} = {_inline(mitigation)}"


def _fits(mitigation: Mitigation, line: str) -> bool:
    return len(line) <= WIDTH and "\n" not in mitigation.action + (mitigation.note or "")


def _lines(record: Any, leave_out: Sequence[str] = ()) -> Iterator[str]:
    """One `key = value` an entry, in the order of the record's fields; collections named by id are left out."""
    for name, value in _stated(record):
        if name in leave_out or (type(record), name) in KEYED:
            continue
        if isinstance(value, Scores):
            yield from (f"score.{stage} = {_inline(score)}" for stage, score in value.stages())
        else:
            yield from _entry(key_of(name), value)


def _entry(key: str, value: Any) -> Iterator[str]:
    line = f"{key} = {_inline(value)}"
    if isinstance(value, tuple) and len(line) > WIDTH:
        yield from (f"{key} = [", *(f"    {_inline(item)}," for item in value), "]")
    elif key in PROSE and "\n" in value:
        yield f"{key} = {_several_lines(value)}"
    else:
        yield line


def _stated(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields that say something: those that differ from their default, and never the id."""
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if attribute.name != "id" and value != attribute.default:
            yield attribute.name, value


def _inline(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return f"{value:_}" if abs(value) >= 10_000 else str(value)
        case str() | Evidence() | MitigationRef():
            return _text(str(value))
        case PartialDate():
            return str(value) if value.precision is Precision.DAY else _text(str(value))
        case tuple():
            return f"[{', '.join(map(_inline, value))}]"
        case _:
            return f"{{ {', '.join(f'{key_of(name)} = {_inline(inner)}' for name, inner in _stated(value))} }}"


def _key(id: str) -> str:
    return id if ID.fullmatch(id) else _text(id)


def _text(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _several_lines(text: str) -> str:
    body = "\n".join("".join(map(_escaped, line)) for line in text.split("\n"))
    return f'"""\n{body}"""'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character < " " or character == "\x7f":
        return f"\\u{ord(character):04x}"
    return character
