"""Where everything stands in a TOML text that the parser has accepted.

Only what is said about faults needs it, so it is worked out only then. Whatever a path leads to, something near it can
be pointed at: its value, else its key, else the header of its table, else the same for what holds it.
"""

from __future__ import annotations

from attrs import define, field, frozen

from riskreg.finding import Path, Spot
from riskreg.store.toml.declared import Declared
from riskreg.store.toml.headers import header_end
from riskreg.store.toml.lines import Lines
from riskreg.store.toml.parts import Item, Kind, Statement
from riskreg.store.toml.statements import Statements

Stretch = tuple[int, int]
"""The offset of the first character, and the offset behind the last."""


@frozen
class Positions:
    """Where the values, keys and headers of one text stand."""

    lines: Lines = field(repr=False)
    _values: dict[Path, Stretch] = field(repr=False)
    _keys: dict[Path, Stretch] = field(repr=False)
    _headers: dict[Path, Stretch] = field(repr=False)
    _implied: set[Path] = field(repr=False)

    def value(self, path: Path) -> Spot | None:
        """The value at a path, of a value over several lines its first one; None for a table under a header."""
        return self._spot(self._values.get(path))

    def key(self, path: Path) -> Spot | None:
        """The last part of the key that defines a path, before its `=`, in a dotted key or in a header."""
        return self._spot(self._keys.get(path))

    def header(self, path: Path) -> Spot | None:
        """The `[header]` that declares a table; None where it has none of its own."""
        return self._spot(self._headers.get(path))

    def nearest(self, path: Path) -> Spot:
        """The closest thing that there is: value, key or header of the path, else of what holds it."""
        for length in range(len(path), 0, -1):
            outer = path[:length]
            stretch = self._values.get(outer) or self._keys.get(outer) or self._headers.get(outer)
            if stretch:
                return self.lines.spot(*stretch)
        return Spot(1, 1)

    def explicit(self, path: Path) -> bool:
        """Whether something has a header or key of its own, and is not only implied by what it holds."""
        known = path in self._values or path in self._keys or not path
        return known and path not in self._implied

    def stretch(self, path: Path) -> Stretch | None:
        """The whole value at a path, as offsets into the text."""
        return self._values.get(path)

    def _spot(self, stretch: Stretch | None) -> Spot | None:
        return self.lines.spot(*stretch) if stretch else None


def locate(text: str) -> Positions:
    """Find everything in a text. What the parser refuses is passed over."""
    finder = _Finder(text)
    for statement in Statements(text, trusted=True):
        if not statement.faults:
            finder.take(statement)
    return Positions(Lines(text), finder.values, finder.keys, finder.headers, finder.implied)


@define
class _Finder:
    """Statement by statement, what stands where."""

    text: str
    values: dict[Path, Stretch] = field(factory=dict)
    keys: dict[Path, Stretch] = field(factory=dict)
    headers: dict[Path, Stretch] = field(factory=dict)
    implied: set[Path] = field(factory=set)
    declared: Declared = field(factory=Declared)

    def take(self, statement: Statement) -> None:
        if statement.kind is Kind.PAIR:
            for item in statement.items:
                self._item(item)
        else:
            self._header(statement)

    def _item(self, item: Item) -> None:
        path = (*self.declared.here, *item.path)
        self.values[path] = item.start, item.end
        for back, part in enumerate(reversed(item.parts)):
            outer = path[: len(path) - back]
            self.keys.setdefault(outer, (part.start, part.end))
            self.implied.discard(outer)

    def _header(self, statement: Statement) -> None:
        is_array = statement.kind is Kind.ARRAY
        self.declared.enter(statement.parts, is_array=is_array)
        path = self.declared.here
        stretch = statement.start, header_end(self.text, statement)
        for outer, part in zip(_without_indexes(path), statement.parts, strict=False):
            if outer not in self.keys:
                self.implied.add(outer)
                self.keys[outer] = part.start, part.end
        last = statement.parts[-1]
        self.keys[path] = last.start, last.end
        self.headers[path] = stretch
        self.implied.discard(path)
        if is_array:
            self.headers.setdefault(path[:-1], stretch)
            self.implied.discard(path[:-1])


def _without_indexes(path: Path) -> list[Path]:
    """The path and all that hold it, without the single tables of arrays."""
    return [path[: n + 1] for n, step in enumerate(path) if isinstance(step, str)]
