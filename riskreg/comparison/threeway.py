"""What two edits of one register come to: field by field, and where they contradict each other.

Values are those of the file: tables, lists, texts, numbers, dates. Nothing here knows how they are typed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from riskreg.comparison.merged_order import merged_order
from riskreg.finding import Path, address


class Missing:
    """What stands for a value that is not there."""

    def __repr__(self) -> str:
        return "(nothing)"


MISSING = Missing()

_IDENTITY = {"assurance": "by", "cost": "period"}
"""By which key an item of a list of tables is the same one on both sides."""

_SCALES = ("likelihood", "impact", "bands")


@frozen
class Conflict:
    """One contradiction: two edits of which only one can stand."""

    path: Path
    """The field or the record that it is about."""
    base: Any
    """What it was; MISSING where it was not there."""
    ours: Any
    """What our side says; MISSING where it was deleted."""
    theirs: Any
    """What their side says; MISSING where it was deleted."""

    @property
    def address(self) -> str:
        """The field or record as people write it."""
        return address(self.path)

    @property
    def kind(self) -> str:
        """`changed`, `deleted here`, `deleted there` or `added`."""
        if self.ours is MISSING or self.theirs is MISSING:
            return "deleted here" if self.ours is MISSING else "deleted there"
        return "added" if self.base is MISSING else "changed"


@frozen
class Sides:
    """What is decided: one value, or two where the sides contradict each other."""

    ours: Any
    """The value with every contradiction resolved our way."""
    theirs: Any
    """The same resolved their way."""
    conflicts: tuple[Conflict, ...] = field(default=())
    """The contradictions within it."""


def same(one: Any, other: Any) -> bool:
    """Whether two values of a file say the same; `1`, `1.0` and `true` do not, the order of keys says nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(v, other[k]) for k, v in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def three_way(path: Path, base: Any, ours: Any, theirs: Any) -> Sides:
    """What becomes of one value that stood at a path, and that both sides may have changed."""
    if same(ours, theirs) or same(base, theirs):
        return Sides(ours, ours)
    if same(base, ours):
        return Sides(theirs, theirs)
    parts = keyed(path, base, ours, theirs)
    if parts is None:
        return Sides(ours, theirs, (Conflict(path, base, ours, theirs),))
    return _together(path, parts, as_list=isinstance(ours, list) or isinstance(theirs, list))


Keyed = Mapping[Any, Any]


def keyed(path: Path, base: Any, ours: Any, theirs: Any) -> tuple[Keyed, Keyed, Keyed] | None:
    """The parts of a value on the three sides, each by what makes it the same part; None where it is one whole.

    A list of plain texts is a set of them; the labels of a scale are known by their place.
    """
    three = (base, ours, theirs)
    if is_container(path) and all(v is MISSING or isinstance(v, dict) for v in three):
        return _three({} if v is MISSING else v for v in three)
    if all(isinstance(v, dict) for v in three):
        return None if _is_other_score(path, three) else (base, ours, theirs)
    if base is MISSING and is_one_addition(path, ours, theirs):
        return {}, ours, theirs
    if all(isinstance(v, list) or v is MISSING for v in three) and (is_set(path) or MISSING not in (ours, theirs)):
        return _lists(path, *([] if v is MISSING else v for v in three))
    return None


def is_one_addition(path: Path, ours: Any, theirs: Any) -> bool:
    """Whether what both sides added under one id is one: a risk of the same title, an action of the same words."""
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return False
    match path:
        case ("risk", _):
            return "title" in ours and same(ours["title"], theirs.get("title"))
        case ("risk", _, "mitigation", _):
            return "action" in ours and same(ours["action"], theirs.get("action"))
        case _:
            return False


def is_set(path: Path) -> bool:
    """Whether a list of plain texts is meant, of which nothing more is to say when it is empty."""
    return path[-1:] in (("evidence",), ("supersedes",)) and len(path) in (3, 5)


def is_container(path: Path) -> bool:
    """Whether a table only holds others, so that having none of it is having it empty."""
    match path:
        case () | ("register",) | ("risk",) | ("removed",):
            return True
        case ("risk", _, "mitigation" | "score"):
            return True
        case _:
            return False


def _is_other_score(path: Path, three: tuple[Any, ...]) -> bool:
    """A score by likelihood and impact on one side, and by its number or rating on another: two ways to say it."""
    if len(path) != 4 or path[2] != "score":
        return False
    first, *others = (v.keys() - {"by"} for v in three)
    return any(other != first for other in others)


def _lists(path: Path, before: list[Any], ours: list[Any], theirs: list[Any]) -> tuple[Keyed, Keyed, Keyed] | None:
    if path[:1] == ("matrix",) and path[-1] in _SCALES:
        is_even = len(before) == len(ours) == len(theirs)
        return _three(dict(enumerate(items)) for items in (before, ours, theirs)) if is_even else None
    named = [_named(path, items) for items in (before, ours, theirs)]
    return None if None in named else _three(n for n in named if n is not None)


def _named(path: Path, items: list[Any]) -> Keyed | None:
    """The items by what names each; None where that does not tell them apart."""
    by = _IDENTITY.get(str(path[-1]), "")
    names: list[Hashable] = [i.get(by) if isinstance(i, dict) else i for i in items]
    if not all(type(name) is str for name in names) or len(set(names)) < len(names):
        return None
    return dict(zip(names, items, strict=True))


def _three(values: Iterable[Keyed]) -> tuple[Keyed, Keyed, Keyed]:
    base, ours, theirs = values
    return base, ours, theirs


def _together(path: Path, parts: tuple[Keyed, Keyed, Keyed], *, as_list: bool) -> Sides:
    mine: dict[Any, Any] = {}
    other: dict[Any, Any] = {}
    conflicts: list[Conflict] = []
    for key, part in decided(path, parts, as_list=as_list):
        conflicts += part.conflicts
        if part.ours is not MISSING:
            mine[key] = part.ours
        if part.theirs is not MISSING:
            other[key] = part.theirs
    if as_list and not mine and is_set(path):
        return Sides(MISSING, MISSING)
    if as_list:
        return Sides(list(mine.values()), list(other.values()), tuple(conflicts))
    return Sides(mine, other, tuple(conflicts))


def decided(path: Path, parts: tuple[Keyed, Keyed, Keyed], *, as_list: bool) -> Iterator[tuple[Any, Sides]]:
    """Part by part in the order they are to have, what becomes of each; of one that is gone, MISSING."""
    base, ours, theirs = parts
    for key in merged_order([*base], [*ours], [*theirs], {*ours, *theirs}):
        step = _index(key, ours, theirs) if as_list else key
        yield key, three_way((*path, step), *(side.get(key, MISSING) for side in parts))


def _index(key: Any, ours: Keyed, theirs: Keyed) -> int:
    """Where an item stands on our side, or on theirs where ours has none."""
    return list(ours if key in ours else theirs).index(key)
