"""Which tables and keys a text has declared so far, and which may therefore not be declared again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from attrs import define, frozen

from riskreg.finding import Path
from riskreg.store.toml.parts import Item, Part


class How(Enum):
    """How something came to be in the document."""

    HEADER = auto()
    """By its own `[header]`."""
    IMPLIED = auto()
    """By a header of something within it; its own may still come."""
    DOTTED = auto()
    """By a dotted key; closed when the next header comes, for no other leads keys into it."""
    VALUE = auto()
    """By `key = value`; closed at once."""
    ARRAY = auto()
    """By `[[header]]`; each further one adds a table."""


@define
class Mark:
    """What is known of one path."""

    how: How
    at: int
    """The offset of what declared it first."""
    count: int = 1
    """How many tables an array has so far."""


@frozen
class Clash:
    """Something is declared that may not be: it was there before."""

    path: Path
    """What was there before."""
    mark: Mark
    """How it came to be there."""
    start: int
    """The offset of the key part that declares it again."""
    end: int
    """The offset behind that part."""


class Declared:
    """The declarations of a text up to some place."""

    def __init__(self) -> None:
        self.here: Path = ()
        """The table that keys belong to now."""
        self._marks: dict[Path, Mark] = {}

    def enter(self, parts: Sequence[Part], *, is_array: bool) -> Clash | None:
        """Go on under a header. Where it may not be declared, nothing changes and the reason is returned."""
        *outer, last = parts
        path: Path = ()
        for part in outer:
            path = (*path, part.name)
            mark = self._marks.get(path)
            if mark and mark.how is How.VALUE:
                return Clash(path, mark, part.start, part.end)
            path = self._newest(path)
        path = (*path, last.name)
        mark = self._marks.get(path)
        if mark and mark.how is not (How.ARRAY if is_array else How.IMPLIED):
            return Clash(path, mark, last.start, last.end)
        self._imply(outer)
        self._declare(path, last.start, is_array=is_array)
        return None

    def _declare(self, path: Path, at: int, *, is_array: bool) -> None:
        mark = self._marks.get(path)
        if is_array and mark:
            mark.count += 1
        else:
            self._marks[path] = Mark(How.ARRAY if is_array else How.HEADER, at)
        self.here = self._newest(path)

    def leave(self, path: Path) -> None:
        """Go on in a table outside the document's own, whose keys clash with nothing."""
        self.here = path

    def _imply(self, parts: Sequence[Part]) -> None:
        path: Path = ()
        for part in parts:
            path = (*path, part.name)
            self._marks.setdefault(path, Mark(How.IMPLIED, part.start))
            path = self._newest(path)

    def _newest(self, path: Path) -> Path:
        """The table that a name in a header means: of an array, its last one."""
        mark = self._marks.get(path)
        return (*path, mark.count - 1) if mark and mark.how is How.ARRAY else path

    def add(self, items: Sequence[Item]) -> list[Clash]:
        """Declare the values of a pair. Returns what may not be declared, the outermost only."""
        clashes: list[Clash] = []
        for item in items:
            if item.parts and not any(_within(item, c, len(self.here)) for c in clashes):
                clashes += self._add(item)
        return clashes

    def _add(self, item: Item) -> Iterator[Clash]:
        path = (*self.here, *item.path)
        base = len(path) - len(item.parts)
        for length, part in enumerate(item.parts[:-1], start=base + 1):
            outer = path[:length]
            mark = self._marks.get(outer)
            if mark and mark.how not in (How.IMPLIED, How.DOTTED):
                yield Clash(outer, mark, part.start, part.end)
                return
            self._marks[outer] = Mark(How.DOTTED, mark.at if mark else part.start)
        last = item.parts[-1]
        mark = self._marks.setdefault(path, Mark(How.VALUE, last.start))
        if mark.at != last.start:
            yield Clash(path, mark, last.start, last.end)


def _within(item: Item, clash: Clash, depth: int) -> bool:
    """Whether an item stands within the value whose key clashes."""
    inner = clash.path[depth:]
    return item.path[: len(inner)] == inner
