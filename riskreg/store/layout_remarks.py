"""Which comment of a register's text stands beside what, and where it goes where the layout has no such place."""

from __future__ import annotations

import re

from attrs import define, evolve, field

from riskreg.finding import Path
from riskreg.model.register import Register
from riskreg.store.remarks import Block, Remarks, paragraphs, solid
from riskreg.store.rows import Row, rows
from riskreg.store.toml.parts import Item
from riskreg.store.write import places

_COMMENT = re.compile(r"#[^\n]*")


def remarks_of(text: str) -> Remarks:
    """The comments of a text with LF line ends, by the paths of the text."""
    collector = _Collector(text)
    collector.collect()
    return collector.found


@define
class _Collector:
    """Row by row, what comments stand where."""

    text: str
    found: Remarks = field(factory=Remarks)

    def collect(self) -> None:
        listed = list(rows(self.text))
        top: Block = ()
        at = 0
        for before, row in zip([None, *listed], listed, strict=False):
            gap = self._gap(at, row.first)
            if before is None:
                top, above = _top(gap, row)
            else:
                tail, above = _parted(gap) if row.is_header else ((), gap)
                self._add(self.found.tail, _table(before), tail)
            self._add(self.found.above, row.path, above)
            self._row(row)
            at = row.end + 1
        self.found = evolve(self.found, top=paragraphs(top), end=_end(self._gap(at, len(self.text))))

    def _gap(self, start: int, end: int) -> Block:
        """The lines between two rows: comments, and empty ones."""
        between = self.text[start:end].removesuffix("\n")
        return tuple(line.strip() for line in between.split("\n")) if between or end - start == 1 else ()

    def _row(self, row: Row) -> None:
        if match := _COMMENT.search(self.text, row.value_end, row.end):
            self.found.beside[row.path] = match[0].rstrip()
        for item in row.items:
            if self.text[item.start] == "[":
                self._list(row, item)

    def _list(self, row: Row, holder: Item) -> None:
        at, before = holder.start + 1, None
        for child in row.children(holder):
            self._in_list(self.text[at : child.start], holder, before, child)
            at, before = child.end, child
        self._in_list(self.text[at : holder.end - 1], holder, before, None)

    def _in_list(self, gap: str, holder: Item, before: Item | None, after: Item | None) -> None:
        """The comments between two items of a list, or an item and a bracket."""
        for match in _COMMENT.finditer(gap):
            comment = match[0].rstrip()
            if "\n" not in gap[: match.start()]:
                if before:
                    self.found.beside[before.path] = comment
                else:
                    self.found.opening[holder.path] = comment
            elif after:
                self._add(self.found.above, after.path, (comment,))
            else:
                self._add(self.found.tail, holder.path, (comment,))

    def _add(self, where: dict[Path, Block], path: Path, lines: Block) -> None:
        if solid(lines):
            where[path] = paragraphs((*where.get(path, ()), *lines))


def _top(gap: Block, first: Row) -> tuple[Block, Block]:
    """What stands at the top of the file, and what belongs to its first row: the lines that touch a header."""
    if not first.is_header:
        return gap, ()
    touching = next((n for n, line in enumerate(reversed(gap)) if not line), len(gap))
    cut = len(gap) - touching
    return gap[:cut], gap[cut:]


def _parted(gap: Block) -> tuple[Block, Block]:
    """The comments that touch the row before, and those that belong to the header behind."""
    if "" not in gap:
        return (), gap
    cut = gap.index("")
    return gap[:cut], gap[cut:]


def _end(gap: Block) -> Block:
    """What stands at the end of the file, with an empty line before it where there is one."""
    lines = paragraphs(gap)
    while lines and not lines[-1]:
        lines = lines[:-1]
    return ("", *lines) if lines and not gap[0] else lines


def _table(row: Row) -> Path:
    """The table that a comment behind a row is in the end of."""
    path = (*row.path, "") if row.is_header else row.path
    match path:
        case ("risk", _, "mitigation", _, _, *_):
            return path[:4]
        case ("risk", _, "mitigation", _):
            return path[:3]
        case ("risk" | "removed", _, *_):
            return path[:2]
        case _:
            return path[:1]


def settled(raw: Remarks, register: Register) -> Remarks:
    """The same comments, each at an entry, table or item that the canonical layout has."""
    settler = _Settler(list(places(register)), Remarks(raw.top, raw.end))
    for path in dict.fromkeys((*raw.above, *raw.beside, *raw.opening, *raw.tail)):
        settler.settle(path, raw)
    return settler.found


@define
class _Settler:
    """Path by path, where comments may stay."""

    known: list[tuple[Path, bool]]
    """Every place of the layout in its order, and whether it is a table."""
    found: Remarks
    _tables: dict[Path, bool] = field(init=False)
    _first: dict[Path, Path] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._tables = dict(self.known)
        self._first = {}
        for path, _ in reversed(self.known):
            self._first |= {path[:n]: path for n in range(1, len(path))}

    def settle(self, path: Path, raw: Remarks) -> None:
        if path in self._tables:
            self._stay(path, raw)
        else:
            lines = [*raw.above.get(path, ()), raw.beside.get(path, ""), raw.opening.get(path, "")]
            self._move(path, solid((*lines, *raw.tail.get(path, ()))))

    def _stay(self, path: Path, raw: Remarks) -> None:
        self._add(self.found.above, path, raw.above.get(path, ()))
        if path in raw.beside:
            self.found.beside[path] = raw.beside[path]
        if path in raw.opening:
            self.found.opening[path] = raw.opening[path]
        tail = raw.tail.get(path, ())
        is_holder = self._tables[path] or path in raw.opening or path in self._first
        self._add(self.found.tail if is_holder else self.found.above, path, tail)

    def _move(self, path: Path, lines: Block) -> None:
        """To above the first thing in it; else to the entry or the end of the table that held it."""
        if path in self._first:
            self._add(self.found.above, self._first[path], lines)
            return
        around = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self._tables), ("register",))
        self._add(self.found.tail if self._tables[around] else self.found.above, around, lines)

    def _add(self, where: dict[Path, Block], path: Path, lines: Block) -> None:
        if solid(lines):
            where[path] = paragraphs((*where.get(path, ()), *lines))
