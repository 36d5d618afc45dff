"""Three trees of text made into one: what one side changed is taken as typed, what both changed is joined by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import frozen

from riskreg.comparison.merged_order import merged_lines, merged_order
from riskreg.comparison.threeway import MISSING, is_container, same
from riskreg.finding import Path
from riskreg.merging.three import Three, value_at
from riskreg.merging.tree import Document, Entry, Lines, Record, Section
from riskreg.merging.typed import new_comments, tail_of, typed
from riskreg.store.safe import NotAsMeant


@frozen
class Clash:
    """Lines in dispute."""

    ours: Lines
    """What our side has; nothing where it deleted what stands on the other."""
    theirs: Lines
    """What their side has."""


Piece = str | Clash
"""A line, or lines in dispute."""

Pieces = tuple[Piece, ...]

Node = TypeVar("Node", Entry, Section, Record)
Data = Three[Any]


def woven(trees: Three[Document], data: Data) -> Pieces:
    """The lines of the merged text. Raises NotAsMeant where something is typed in a way not foreseen."""
    top = merged_lines(*trees.each(lambda d: d.top))
    end = merged_lines(*trees.each(lambda d: d.end))
    return (*top, *_each(trees.each(lambda d: d.records), data), *end)


def _each(groups: Three[Sequence[Node]], data: Data) -> Pieces:
    """Records, sections or entries, each decided by itself, in the order they are to have."""
    known = groups.each(lambda nodes: {node.path: node for node in nodes})
    if any(len(found) < len(nodes) for found, nodes in zip(known, groups, strict=True)):
        raise NotAsMeant("the parts of one table stand apart")
    order = merged_order([*known.base], [*known.ours], [*known.theirs], {*known.ours, *known.theirs})
    out: list[Piece] = []
    for path in order:
        three = Three(*(found.get(path) for found in known))
        out += _node(three, data.each(lambda d, path=path: value_at(d, path)), data)  # type: ignore[misc]
    return tuple(out)


def _node(three: Three[Node | None], here: Data, data: Data) -> Pieces:
    """One part of the text, as far as it can be decided whole; else what is in it."""
    base, ours, theirs = three
    if theirs in (ours, base):
        return _lines(ours)
    if ours == base:
        return _lines(theirs)
    path = next(node.path for node in three if node)
    if is_whole(path) and (ours is None or theirs is None):
        return _of_one_side(three, here)
    if is_whole(path) and base is None and not same(here.ours, here.theirs) and not _is_list(here):
        return _clash(_lines(ours), _lines(theirs))
    some = next(node for node in three if node)
    if isinstance(some, Entry):
        return _of_one_side(three, here) if ours is None or theirs is None else _entry(three, here)  # type: ignore[arg-type]
    if isinstance(some, Section):
        return _section(three, data)  # type: ignore[arg-type]
    return _each(three.each(lambda r: r.sections if r else ()), data)  # type: ignore[union-attr]


def is_whole(path: Path) -> bool:
    """Whether a table is deleted, or added, as one thing: a risk, an action, a removal, the matrix."""
    match path:
        case ("risk" | "removed", _) | ("risk", _, "mitigation", _) | ("matrix",):
            return True
        case _:
            return False


def _is_list(here: Data) -> bool:
    return isinstance(here.ours, list) and isinstance(here.theirs, list)


def _lines(node: Entry | Section | Record | None) -> Lines:
    return node.lines() if node else ()


def _of_one_side(three: Three[Any], here: Data) -> Pieces:
    """What one side does not have: put in by the other, or deleted by this one."""
    base, ours, theirs = three
    there, value, gone = (theirs, here.theirs, here.ours) if ours is None else (ours, here.ours, here.theirs)
    if base is None:
        return _lines(there)
    if gone is not MISSING:
        raise NotAsMeant("what one side left out here stands elsewhere")
    if same(here.base, value):
        return _left(base.lines(), there.lines())
    return _clash(_lines(ours), _lines(theirs))


def _left(base: Lines, now: Lines) -> Lines:
    """The comments that a side put into what the other deleted: they stay where it stood."""
    found = new_comments(base, now)
    beside = {n for line in now if line not in base for n in _beside(line, base)}
    kept = (*found, *sorted(beside))
    return ("", *kept) if kept and not now[0].strip() else kept


def _beside(line: str, base: Lines) -> Iterable[str]:
    """The comment behind a value that was not there before."""
    at = max(line.rfind(" #"), line.rfind("\t#"))
    return (line[at + 1 :],) if at > 0 and not any(line[at + 1 :] in other for other in base) else ()


def _clash(ours: Lines, theirs: Lines) -> Pieces:
    """Lines in dispute; empty lines above them stand before the marker."""
    blank = _blank(ours or theirs)
    return (*(ours or theirs)[:blank], Clash(ours[_blank(ours) :], theirs[_blank(theirs) :]))


def _blank(lines: Lines) -> int:
    return next((n for n, line in enumerate(lines) if line.strip()), len(lines))


def _section(three: Three[Section | None], data: Data) -> Pieces:
    """A table of which each side may have changed other keys."""
    base, ours, theirs = three
    entries = _each(three.each(lambda s: s.entries if s else ()), data)
    tail = merged_lines(*three.each(lambda s: s.tail if s else ()))
    is_there = (ours is not None) if (ours is None) == (theirs is None) else base is None
    lead = merged_lines(*three.each(lambda s: s.lead if s else ()))
    if not (is_there or entries):
        return (*new_comments(base.lead if base else (), lead), *tail)
    if ours is None or theirs is None:
        there = ours or theirs or base
        lead = there.lead if there else ()
    header = three.each(lambda s: s.header if s else "").led() or next(s.header for s in three if s)
    beside = tail_of(three.each(lambda s: s.beside if s else ""))
    return (*lead, *((header + beside,) if header else ()), *entries, *tail)


def _entry(three: Three[Entry], here: Data) -> Pieces:
    """A key that both sides have."""
    base, ours, theirs = three
    lead = merged_lines(base.lead if base else (), ours.lead, theirs.lead)
    texts = typed(ours.path, here, Three(base.value if base else None, ours.value, theirs.value))
    heads = Three(base.head if base else ours.head, ours.head, theirs.head)
    tail = tail_of(Three(base.tail if base else "", ours.tail, theirs.tail))
    bodies = [tuple(f"{heads.led()}{text}{tail}".split("\n")) for text in texts if text is not None]
    if len(bodies) != 2:
        raise NotAsMeant("a key whose value is gone")
    return (*lead, *bodies[0]) if bodies[0] == bodies[1] else (*lead, Clash(*bodies))


def resolved(pieces: Iterable[Piece], *, ours: bool) -> Lines:
    """The lines with every dispute resolved one way."""
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        else:
            out += piece.ours if ours else piece.theirs
    return tuple(out)


def marked(pieces: Iterable[Piece], labels: Three[str], size: int) -> Lines:
    """The lines with git's markers around those in dispute."""
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        else:
            out += [_marker("<", size, labels.ours), *piece.ours, "=" * size]
            out += [*piece.theirs, _marker(">", size, labels.theirs)]
    return tuple(out)


def _marker(sign: str, size: int, label: str) -> str:
    return f"{sign * size} {label}".rstrip()
