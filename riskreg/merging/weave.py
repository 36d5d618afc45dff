"""Three trees of text made into one: what one side changed is taken as typed, what both changed is joined by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from attrs import frozen

from riskreg.comparison.merged_order import merged_lines, merged_order
from riskreg.comparison.threeway import MISSING, is_one_addition, is_set, same
from riskreg.finding import Path
from riskreg.merging.comments import comments
from riskreg.merging.forms import in_one_form
from riskreg.merging.three import Three, value_at
from riskreg.merging.tree import Document, Entry, Lines, Record, Section
from riskreg.merging.typed import tail_of, typed
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


def _each(groups: Three[tuple[Node, ...]], data: Data) -> Pieces:
    """Records, sections or entries, each decided by itself, in the order they are to have."""
    known: Three[dict[Path, Node]] = groups.each(_by_path)
    order = merged_order([*known.base], [*known.ours], [*known.theirs], {*known.ours, *known.theirs})
    out: list[Piece] = []
    for path in order:
        three = Three(known.base.get(path), known.ours.get(path), known.theirs.get(path))
        out += _node(path, three, data)
    return tuple(out)


def _by_path(nodes: tuple[Node, ...]) -> dict[Path, Node]:
    found = {node.path: node for node in nodes}
    if len(found) < len(nodes):
        raise NotAsMeant("the parts of one table stand apart")
    return found


def _node(path: Path, three: Three[Node | None], data: Data) -> Pieces:
    """One part of the text: as one side has it where that can be, else joined."""
    base, ours, theirs = three
    if theirs in (ours, base):
        return _lines(ours)
    if ours == base:
        return _lines(theirs)
    return _joined(path, three, data)


def _joined(path: Path, three: Three[Any], data: Data) -> Pieces:
    """A part of the text that both sides changed: as a whole where it is one, else by what is in it."""
    base, ours, theirs = three
    here = Three(value_at(data.base, path), value_at(data.ours, path), value_at(data.theirs, path))
    some = ours if ours is not None else theirs
    if (ours is None or theirs is None) and (is_whole(path) or (isinstance(some, Entry) and not is_set(path))):
        return _of_one_side(three, here)
    if (
        is_whole(path)
        and base is None
        and not (same(here.ours, here.theirs) or is_one_addition(path, here.ours, here.theirs))
    ):
        return _clash(_lines(ours), _lines(theirs))
    if isinstance(some, Entry):
        return _entry(three, here)
    return _section(three, data) if isinstance(some, Section) else _each(in_one_form(three, data), data)


def is_whole(path: Path) -> bool:
    """Whether a table is deleted, or added, as one thing: a risk, an action, a removal, the matrix."""
    match path:
        case ("risk" | "removed", _) | ("risk", _, "mitigation", _) | ("matrix",):
            return True
        case _:
            return False


def _lines(node: Entry | Section | Record | None) -> Lines:
    return node.lines() if node else ()


def _of_one_side(three: Three[Any], here: Data) -> Pieces:
    """What one side deleted and the other changed; what one side alone put in never comes here."""
    base, ours, theirs = three
    there, value, gone = (theirs, here.theirs, here.ours) if ours is None else (ours, here.ours, here.theirs)
    if same(here.base, value):
        return _left(base.lines(), there.lines())
    if gone is not MISSING:
        raise NotAsMeant("what one side left out here stands elsewhere")
    return _clash(_lines(ours), _lines(theirs))


def _left(base: Lines, now: Lines) -> Lines:
    """The comments that a side put into what the other deleted: they stay where it stood."""
    known = set(comments("\n".join(base)))
    kept = tuple(comment for comment in comments("\n".join(now)) if comment not in known)
    return ("", *kept) if kept and not now[0].strip() else kept


def _clash(ours: Lines, theirs: Lines) -> Pieces:
    """Lines in dispute; empty lines above them stand before the marker."""
    blank = _blank(ours or theirs)
    return (*(ours or theirs)[:blank], Clash(ours[_blank(ours) :], theirs[_blank(theirs) :]))


def _blank(lines: Lines) -> int:
    return next((n for n, line in enumerate(lines) if line.strip()), len(lines))


def _section(three: Three[Section | None], data: Data) -> Pieces:
    """A table of which each side may have changed other keys."""
    _, ours, theirs = three
    alone = (ours or theirs) if None in (ours, theirs) else None
    entries = _each(three.each(lambda s: s.entries if s else ()), data)
    tail = merged_lines(*three.each(lambda s: s.tail if s else ()))
    lead = merged_lines(*three.each(lambda s: s.lead if s else ()))
    if alone and not entries:
        return (*(line for line in lead if line.strip()), *tail)
    lead = alone.lead if alone else lead
    header = alone.header if alone else three.each(lambda s: s.header if s else "").led()
    beside = tail_of(three.each(lambda s: s.beside if s else ""))
    return (*lead, *((header + beside,) if header else ()), *entries, *tail)


def _entry(three: Three[Entry | None], here: Data) -> Pieces:
    """A key that both sides have, or a set that one of them emptied."""
    ours, theirs = typed(_path(three), here, three.each(lambda e: e.value if e is not None else None))
    if ours is None or theirs is None:
        known = three.base.lines() if three.base is not None else ()
        return tuple(line for e in three[1:] if e is not None for line in _left(known, e.lines()))
    around = three.each(lambda e: e if e is not None else three.base)  # what one side left out says nothing
    lead = merged_lines(*around.each(lambda e: e.lead if e is not None else ()))
    tail = tail_of(around.each(lambda e: e.tail if e is not None else ""))
    heads = around.each(lambda e: e.head if e is not None else "")
    mine, other = (tuple(f"{heads.led()}{text}{tail}".split("\n")) for text in (ours, theirs))
    return (*lead, *mine) if mine == other else (*lead, Clash(mine, other))


def _path(three: Three[Entry | None]) -> Path:
    return next(entry.path for entry in three if entry is not None)


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
            out += [_marker("<", size, labels.ours, piece.ours), *piece.ours, "=" * size]
            out += [*piece.theirs, _marker(">", size, labels.theirs, piece.theirs)]
    return tuple(out)


def _marker(sign: str, size: int, label: str, lines: Lines) -> str:
    """A marker line; it says where the side has nothing, since an empty stretch says little to who reads it first."""
    return f"{sign * size} {label}{'' if lines else ': deleted'}".rstrip()
