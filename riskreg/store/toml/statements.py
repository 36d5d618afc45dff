"""A text as its statements, one after the other: headers, and keys with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskreg.store.toml import wording
from riskreg.store.toml.broken import broken_pair, lost_opening
from riskreg.store.toml.headers import read_header
from riskreg.store.toml.lexemes import Key, blank_end, control_fault, is_pair, line_end, read_key
from riskreg.store.toml.parts import Fault, Kind, Part, Statement
from riskreg.store.toml.values import Value

_SPACE = re.compile(r"[ \t\n]*")
_SEPARATOR = re.compile(r"[^=:#\n\[\]{}]*?[=:][ \t]*")


class Statements:
    """The statements of a text."""

    def __init__(self, text: str, *, trusted: bool = False) -> None:
        """Prepare to read a text. `trusted` text has been accepted by the parser: no guesses are made about it."""
        # A space for the first half of a line end changes no place and no meaning.
        self._text = text.replace("\r\n", " \n")
        self._trusted = trusted
        self._depth = 0

    def __iter__(self) -> Iterator[Statement]:
        pos = self._next(0)
        while pos < len(self._text):
            statement = self._at(pos)
            if statement.parts or statement.faults:
                yield statement
            if statement.kind in (Kind.TABLE, Kind.ARRAY):
                self._depth = len(statement.parts)
            pos = self._next(max(statement.end, pos + 1))

    def _next(self, pos: int) -> int:
        match = _SPACE.match(self._text, pos)
        return match.end() if match else pos

    def _at(self, pos: int) -> Statement:
        char = self._text[pos]
        if char == "#":
            end = line_end(self._text, pos)
            return Statement(Kind.COMMENT, pos, end, faults=tuple(control_fault(self._text, pos, end)))
        return read_header(self._text, pos) if char == "[" else self._pair(pos)

    def _pair(self, pos: int) -> Statement:
        key = read_key(self._text, pos)
        equals = blank_end(self._text, key.end)
        if key.broken or not self._text.startswith("=", equals):
            return self._broken(pos, key)
        value = self._value(blank_end(self._text, equals + 1), key.parts)
        faults = [*value.faults, *self._after(value)]
        end = line_end(self._text, value.pos)
        return Statement(Kind.PAIR, pos, end, key.parts, tuple(value.items), tuple(faults), endless=value.endless)

    def _value(self, pos: int, parts: tuple[Part, ...]) -> Value:
        return Value(self._text, pos, parts, depth=self._depth, trusted=self._trusted)

    def _after(self, value: Value) -> list[Fault]:
        """What stands between a value and the line end, where it is not a comment."""
        pos = blank_end(self._text, value.pos)
        end = line_end(self._text, pos)
        if value.is_torn or pos == end:
            return []
        if self._text[pos] == "#":
            return control_fault(self._text, pos, end)
        is_comma = self._text[pos] == ","
        pair = blank_end(self._text, pos + is_comma)
        if is_comma and self._text[pair:end][:1] in ("", "#"):
            return [Fault(wording.COMMA_AFTER, pos, pos + 1, value.path)]
        says = wording.TWO_PAIRS if is_pair(self._text, pair) else wording.AFTER_VALUE
        return [Fault(says, pos, end, value.path)]

    def _broken(self, pos: int, key: Key) -> Statement:
        """A line without `key =`; where a value begins on it all the same, it ends where that ends."""
        end = line_end(self._text, pos)
        faults = [lost_opening(self._text, pos, end) or broken_pair(self._text, pos, end, key)]
        start = self._value_start(pos, key)
        if start is None:
            return Statement(Kind.STRAY, pos, end, faults=tuple(faults))
        value = self._value(start, ())
        faults += (f for f in value.faults if f.says.code != "E107")
        return Statement(Kind.STRAY, pos, line_end(self._text, value.pos), faults=tuple(faults), endless=value.endless)

    def _value_start(self, pos: int, key: Key) -> int | None:
        after = blank_end(self._text, key.end)
        if key.parts and not key.broken and self._text.startswith(("[", "{", '"', "'"), after):
            return after
        match = _SEPARATOR.match(self._text, pos)
        return match.end() if match and self._text[match.end() : match.end() + 1] in ("[", "{", '"', "'") else None
