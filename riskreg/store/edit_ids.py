"""An id changed wherever a text names it: in headers and keys, in `supersedes`, in `[removed.…]`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator

from riskreg.finding import Path
from riskreg.model.risk import MitigationRef
from riskreg.store.edit import Edit, edited
from riskreg.store.rows import Row, rows
from riskreg.store.toml.parts import Item

Rename = Callable[[str], str]
"""The id that a risk of this id is to have."""

RenameAction = Callable[[str, str], str]
"""The id that an action of this risk and this id is to have."""


def with_ids(text: str, risk: Rename, action: RenameAction, earlier: Rename | None = None) -> str:
    """The text with other ids for its risks and actions; the order, the quoting and all else is kept.

    `earlier` gives the ids of the risks of earlier registers that it names, where they differ from those of its own.
    """
    named = earlier or risk
    return edited(text, [edit for row in rows(text) for edit in _edits(text, row, risk, action, named)])


def _edits(text: str, row: Row, risk: Rename, action: RenameAction, earlier: Rename) -> Iterator[Edit]:
    seen = set()
    for path, part in row.key_parts():
        new = _new_key(path, risk, action, earlier)
        if new is not None and new != part.name and part.start not in seen:
            seen.add(part.start)
            yield Edit(part.start, part.end, _quoted_like(text[part.start], new))
    for item in row.items:
        if _is_reference(item):
            yield from _reference(text, item, earlier, action)


def _new_key(path: Path, risk: Rename, action: RenameAction, earlier: Rename) -> str | None:
    match path:
        case ("risk", str(id)):
            return risk(id)
        case ("removed", str(id)):
            return earlier(id)
        case ("risk", str(id), "mitigation", str(mitigation)):
            return action(id, mitigation)
        case _:
            return None


def _is_reference(item: Item) -> bool:
    match item.path:
        case ("risk", _, "supersedes", int()) | ("risk", _, "mitigation", _, "supersedes", int()):
            return True
        case _:
            return False


def _reference(text: str, item: Item, earlier: Rename, action: RenameAction) -> Iterator[Edit]:
    literal = text[item.start : item.end]
    was = str(tomllib.loads(f"x = {literal}")["x"])
    if len(item.path) == 4:
        new = earlier(was)
    else:
        ref = MitigationRef.of_text(was)
        new = f"{earlier(ref.risk)}.{action(ref.risk, ref.mitigation)}"
    if new != was:
        yield Edit(item.start, item.end, _quoted_like(literal[0], new))


def _quoted_like(first: str, id: str) -> str:
    return f"{first}{id}{first}" if first in ('"', "'") else id
