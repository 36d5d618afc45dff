"""A register as text, in the canonical layout.

Register, matrix, the risks each followed by its mitigations, removals; two blank lines before each risk, one before
its parts. A mitigation stands on one line where that fits, else in a table of its own; TOML cannot go back to the
one-line form after a table, so from the first that does not fit on, all are tables, and the order is kept. Comments
stand where they are said to belong; a list or a mitigation that holds one is not put on one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import attrs

from riskreg.finding import Path
from riskreg.model.dates import PartialDate, Precision
from riskreg.model.evidence import Evidence
from riskreg.model.register import Register, Removal
from riskreg.model.risk import Mitigation, MitigationRef, Risk, Scores
from riskreg.store.keys import ID, KEYED, PROSE, key_of
from riskreg.store.remarks import NONE, Remarks, solid

WIDTH = 120
"""The columns within which a mitigation or a list stands on one line."""

_INDENT = "    "
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def dumps(register: Register, remarks: Remarks = NONE) -> str:
    """The canonical text of a register; `loads` gives the same register back.

    `remarks` are comments to go with it, at `places` of it. A register that breaks the rules gives a text that `loads`
    refuses.
    """
    lines = list(_Writer(remarks).register(register))
    if remarks.top:
        lines = [*remarks.top, *([""] if remarks.top[-1] else []), *lines]
    return "\n".join((*lines, *remarks.end)) + "\n"


def places(register: Register) -> Iterator[tuple[Path, bool]]:
    """Every place of the layout that a comment may stand beside, in order, and whether it is a table."""
    yield from _in_table(("register",), register)
    if register.matrix is not None:
        yield from _in_table(("matrix",), register.matrix)
    for risk in register.risks:
        yield from _in_table(("risk", risk.id), risk)
        if risk.mitigations:
            yield ("risk", risk.id, "mitigation"), True
        for mitigation in risk.mitigations:
            yield from _in_table(("risk", risk.id, "mitigation", mitigation.id), mitigation)
    for removal in register.removed:
        yield from _in_table(("removed", removal.id), removal)


def _in_table(table: Path, record: Any) -> Iterator[tuple[Path, bool]]:
    yield table, True
    for path, _, value in _entries(record, table):
        yield path, False
        if isinstance(value, tuple):
            yield from (((*path, index), False) for index in range(len(value)))


def _entries(record: Any, table: Path) -> Iterator[tuple[Path, str, Any]]:
    """The path, the key and the value of each entry of a table, in the order of the record's fields."""
    for name, value in _stated(record):
        if (type(record), name) in KEYED or name == "matrix":
            continue
        if isinstance(value, Scores):
            yield from (((*table, "score", str(s)), f"score.{s}", score) for s, score in value.stages())
        else:
            yield (*table, key_of(name)), key_of(name), value


def _stated(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields that say something: those that differ from their default, and never the id."""
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if attribute.name != "id" and value != attribute.default:
            yield attribute.name, value


@attrs.frozen
class _Writer:
    """Lines of the text, comments among them."""

    remarks: Remarks

    def register(self, register: Register) -> Iterator[str]:
        yield from self._table(("register",), register)
        if register.matrix is not None:
            yield from ("", *self._table(("matrix",), register.matrix))
        for risk in register.risks:
            yield from ("", "", *self._risk(risk))
        for index, removal in enumerate(register.removed):
            yield from ([""] if index else ["", ""])
            yield from self._removal(removal)

    def _removal(self, removal: Removal) -> Iterator[str]:
        yield from self._table(("removed", removal.id), removal)

    def _risk(self, risk: Risk) -> Iterator[str]:
        table: Path = ("risk", risk.id)
        actions: Path = (*table, "mitigation")
        lines = ((m, self._one_line((*actions, m.id), m)) for m in risk.mitigations)
        short = list(takewhile(lambda pair: pair[1], lines))
        yield from self._table(table, risk)
        if short:
            yield from ("", *self._header(actions))
            for mitigation, line in short:
                yield from self._beside((*actions, mitigation.id), line)
            yield from solid(self.remarks.tail.get(actions, ()))
        for index, mitigation in enumerate(risk.mitigations[len(short) :]):
            # Comments of the table of all actions go to the first where none stands in that table.
            yield from ("", *(() if short or index else self._orphans(actions)))
            yield from self._table((*actions, mitigation.id), mitigation)

    def _orphans(self, table: Path) -> Iterator[str]:
        """The comments of a table that has no header in the layout."""
        yield from self.remarks.above.get(table, ())
        yield from filter(None, (self.remarks.beside.get(table),))
        yield from solid(self.remarks.tail.get(table, ()))

    def _one_line(self, path: Path, mitigation: Mitigation) -> str:
        """A mitigation on one line; empty where that does not fit."""
        line = f"{_key(mitigation.id)} = {_inline(mitigation)}"
        is_broken = "\n" in mitigation.action + (mitigation.note or "")
        return "" if len(line) > WIDTH or is_broken or self.remarks.within(path) else line

    def _table(self, path: Path, record: Any) -> Iterator[str]:
        """A header with one `key = value` an entry; collections named by id are left out."""
        yield from self._header(path)
        for place, key, value in _entries(record, path):
            yield from self._beside(place, self._entry(place, key, value))
        yield from solid(self.remarks.tail.get(path, ()))

    def _header(self, path: Path) -> Iterator[str]:
        yield from self.remarks.above.get(path, ())
        yield self._commented(path, f"[{'.'.join(map(_key, map(str, path)))}]")

    def _beside(self, path: Path, text: str) -> Iterator[str]:
        """An entry with the comments above it and behind it."""
        yield from solid(self.remarks.above.get(path, ()))
        yield self._commented(path, text)

    def _commented(self, path: Path, text: str) -> str:
        comment = self.remarks.beside.get(path)
        return f"{text}  {comment}" if comment else text

    def _entry(self, path: Path, key: str, value: Any) -> str:
        line = f"{key} = {_inline(value)}"
        if isinstance(value, tuple) and (len(line) > WIDTH or self.remarks.within(path)):
            return "\n".join((self._opened(path, key), *self._items(path, value), "]"))
        if key in PROSE and "\n" in value:
            return f"{key} = {_several_lines(value)}"
        return line

    def _opened(self, path: Path, key: str) -> str:
        comment = self.remarks.opening.get(path)
        return f"{key} = [  {comment}" if comment else f"{key} = ["

    def _items(self, path: Path, items: tuple[Any, ...]) -> Iterator[str]:
        for index, item in enumerate(items):
            yield from (_INDENT + line for line in self._beside((*path, index), f"{_inline(item)},"))
        yield from (_INDENT + line for line in solid(self.remarks.tail.get(path, ())))


def line(key: str, value: Any) -> str:
    """One entry of a TOML table, `key = value`, as every file of riskreg's has it."""
    return f"{_key(key)} = {_inline(value)}"


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
