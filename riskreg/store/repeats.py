"""The same item twice in one list."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from riskreg.finding import Path
from riskreg.store.fault import Fault


def twice(
    path: Path, items: Sequence[Hashable], *within: str, code: str = "E222", hint: str = "keep one"
) -> Iterator[Fault]:
    """A fault for each item that stands in the list a second time; `within` leads from an item to what is repeated."""
    seen: set[Hashable] = set()
    for index, item in enumerate(items):
        if item in seen:
            yield Fault((*path, index, *within), code, f'"{item}" stands in the list twice', hint)
        seen.add(item)
