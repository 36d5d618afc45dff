"""Ids that changed places, were passed on, or were changed differently by both sides: each thing gets its own.

An id then says nothing about what it names, so that all three texts are put under ids that do, at once. What cannot
have one id on both sides is in dispute: in the base it stands under both ids, with a key that neither side has, so that
each side deleted what the other changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from attrs import field, frozen

from riskreg.merging.three import Three
from riskreg.store.edit import Edit, edited
from riskreg.store.rows import Row, rows
from riskreg.store.toml.lexemes import line_end

Path = tuple[str, ...]
Ids = dict[str, str]
"""Ids as a text has them, and as it is to have them."""


@frozen
class Plan:
    """The id that each record of the three texts is to have."""

    ids: Three[Ids]
    """The ids of each text."""
    apart: list[tuple[str, str, str]] = field(factory=list)
    """What both sides gave another id: our new id, their new id, and the id that it had."""
    marked: list[tuple[str, str]] = field(factory=list)
    """What one side gave a new id and the other deleted: its new id, and the id that it had."""
    taken: set[str] = field(factory=set)
    """Ids that are given away."""

    def put(self, was: str, now: str, ours: str | None, theirs: str | None) -> None:
        """Give a record of the base an id, on both sides too."""
        self.taken.add(now)
        for ids, id in zip(self.ids, (was, ours, theirs), strict=True):
            if id is not None:
                ids[id] = now


def is_crossed(known: Three[Collection[str]], here: Ids, there: Ids) -> bool:
    """Whether an id is passed on from one thing to another, or both sides gave one thing another id."""
    passed = any(
        old in side or new in known.base
        for side, found in ((known.ours, here), (known.theirs, there))
        for old, new in found.items()
    )
    return passed or any(old in there and there[old] != new for old, new in here.items())


def planned(known: Three[Collection[str]], here: Ids, there: Ids) -> Plan:
    """Which id each record is to have; what either side put in keeps its own."""
    now = {id: (_now(id, known.ours, here), _now(id, known.theirs, there)) for id in known.base}
    new = {id for n, ids in enumerate(known[1:]) for id in {*ids} - {pair[n] for pair in now.values()}}
    plan = Plan(Three({}, {}, {}))
    fresh = _fresh({*known.base, *known.ours, *known.theirs})
    for id in sorted(now, key=lambda old: None in now[old]):  # what one side deleted makes room for what both have
        ours, theirs = now[id]
        if ours is None or theirs is None:
            _put_deleted(plan, id, (ours, theirs), new, fresh)
            continue
        goal = theirs if ours == id else ours
        if goal in plan.taken | new or (ours != theirs and id not in (ours, theirs)):
            _put_apart(plan, id, (ours, theirs), new, fresh)
        else:
            plan.put(id, goal, ours, theirs)
    return plan


def _now(id: str, known: Collection[str], found: Ids) -> str | None:
    """The id that a record of the base has on a side; None where that side deleted it."""
    return found.get(id) or (id if id in known and id not in found.values() else None)


def _fresh(known: set[str]) -> Callable[[str], str]:
    def made(id: str) -> str:
        n = 2
        while f"{id}-{n}" in known:
            n += 1
        known.add(f"{id}-{n}")
        return f"{id}-{n}"

    return made


def _put_deleted(
    plan: Plan, id: str, now: tuple[str | None, str | None], new: set[str], fresh: Callable[[str], str]
) -> None:
    goal = now[0] or now[1] or id
    free = goal if goal not in plan.taken | new else fresh(goal)
    plan.put(id, free, *now)
    if goal != id:
        plan.marked.append((free, id))


def _put_apart(plan: Plan, id: str, now: tuple[str, str], new: set[str], fresh: Callable[[str], str]) -> None:
    ours, theirs = now
    mine = fresh(ours) if ours in plan.taken | new else ours
    other = fresh(theirs) if theirs in plan.taken | new | {mine} else theirs
    plan.put(id, mine, ours, None)
    plan.taken.add(other)
    plan.ids.theirs[theirs] = other
    plan.apart.append((mine, other, id))


def relabelled(text: str, path: Path, ids: Mapping[str, str]) -> str:
    """The text with the ids of the tables at a path changed at once; what refers to them is left."""
    changed = {(*path, old): new for old, new in ids.items() if old != new}
    return edited(text, _relabelled(text, changed)) if changed else text


def _relabelled(text: str, changed: Mapping[Path, str]) -> Iterator[Edit]:
    seen = set()
    for row in rows(text):
        for at, part in row.key_parts():
            new = changed.get(at)  # type: ignore[arg-type]
            if new is not None and part.start not in seen:
                seen.add(part.start)
                quote = text[part.start] if text[part.start] in "\"'" else ""
                yield Edit(part.start, part.end, f"{quote}{new}{quote}")


def with_old_id(text: str, path: Path, old: str) -> str:
    """The text with the old id as a key of the record at a path; the same where it has no place for it."""
    for row in rows(text):
        if row.is_header and row.path == path:
            return edited(text, [Edit(row.end, row.end, f'\nid = "{old}"')])
        if row.path == path and text.startswith("{", row.items[0].start) and len(row.items) > 1:
            at = row.items[0].start + 1
            return edited(text, [Edit(at, at, f' id = "{old}",')])
    return text


def with_copy(text: str, path: Path, new: str) -> str:
    """The text with the record at a path once more, behind it, under another id."""
    other = relabelled(text, path[:-1], {path[-1]: new})
    found = [row for row in rows(text) if row.path[: len(path)] == path]
    typed = [_typed(other, row) for row in rows(other) if row.path[: len(path)] == (*path[:-1], new)]
    end = line_end(text, found[-1].end)
    return edited(text, [Edit(end, end, "".join(f"\n{line}" for line in typed))])


def _typed(text: str, row: Row) -> str:
    return text[row.first : line_end(text, row.end)]
