"""Papers brought up to date: what stands at each mark against what should, and the new bytes, before any is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from riskreg.errors import NotPossible, UnknownWord
from riskreg.papers.kinds import read_paper
from riskreg.papers.open_elsewhere import refuse_if_open
from riskreg.papers.paper import Mark, Paper, Waiting
from riskreg.store.raw import read_bytes
from riskreg.store.safe import Draft, NotAsMeant
from riskreg.tables.block import Block

Blocks = Callable[[str], Block]
"""Builds the block of a named table."""


class State(StrEnum):
    """How a block stands to the registers."""

    FRESH = "unchanged"
    STALE = "stale"
    EDITED = "edited by hand"


@frozen
class Standing:
    """One block of a paper."""

    mark: Mark
    """As the paper holds it."""
    wanted: tuple[str, ...]
    """What it should say."""
    added: bool = False
    """Whether it stands there for the first time."""

    @property
    def state(self) -> State:
        """Edited counts only where an edit would be lost: what says what it should is not lost."""
        if self.mark.lines == self.wanted:
            return State.FRESH
        return State.EDITED if self.mark.edited else State.STALE


@frozen
class Opened:
    """A paper as it was read, and how to name it."""

    name: str
    path: Path
    data: bytes
    paper: Paper


@frozen
class Refreshed:
    """A paper, and what becomes of it."""

    opened: Opened
    standings: tuple[Standing, ...]
    """Its blocks in the order of the document."""
    after: bytes
    """What it is to hold."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.opened.data

    def draft(self) -> Draft:
        """The new bytes for the safe writer."""
        return Draft(self.opened.name, self.opened.path, self.opened.data, self.after, self._prove)

    def _prove(self, written: bytes) -> None:
        """What was written is a sound paper that says at each mark what it should, edited by nobody."""
        marks = {mark.name: mark for mark in read_paper(self.opened.name, written).marks}
        for standing in self.standings:
            mark = marks.get(standing.mark.name)
            if mark is None or mark.edited or mark.lines != standing.wanted:
                raise NotAsMeant(f"{self.opened.name}: {standing.mark.name}")


def opened(name: str, max_size: int, *, to_write: bool) -> Opened:
    """A paper of the disk. Raises as `read_paper` does, and UnwritableFile where another program has it open."""
    path = Path(name)
    data = read_bytes(path, name, max_size)
    if to_write:
        refuse_if_open(path, name)
    return Opened(name, path, data, read_paper(name, data))


def named_in(papers: Iterable[Opened], known: Iterable[str]) -> tuple[str, ...]:
    """The tables that papers hold. Raises UnknownWord, with its place, for one that riskreg.toml does not name."""
    tables = tuple(known)
    names: dict[str, None] = {}
    for paper in papers:
        for mark in paper.paper.marks:
            if mark.name not in tables:
                where = f"{paper.name}, {mark.place}" if mark.place else paper.name
                raise UnknownWord(f"table in riskreg.toml ({where})", mark.name, tables)
            names[mark.name] = None
    return tuple(names)


def refreshed(paper: Opened, blocks: Mapping[str, Block]) -> Refreshed:
    """The paper with all its blocks up to date. Raises NotPossible where it has none, and waits for none."""
    marks = paper.paper.marks
    if not marks and not paper.paper.waiting:
        raise NotPossible(
            f"{paper.name} holds no table of riskreg",
            f"write a line such as [[riskreg:changes]] where one is to stand, then: riskreg embed {paper.name} "
            f'--add changes --at "[[riskreg:changes]]"',
        )
    wanted = {mark.name: blocks[mark.name] for mark in marks}
    standings = tuple(Standing(mark, paper.paper.lines(mark.name, wanted[mark.name])) for mark in marks)
    return Refreshed(paper, standings, paper.paper.filled(wanted))


def unfilled(paper: Opened, known: Iterable[str]) -> tuple[str, ...]:
    """What each `[[riskreg:NAME]]` of a paper still waits for, and what to do, a sentence each."""
    tables, marked = tuple(known), {mark.name for mark in paper.paper.marks}
    return tuple(_unfilled(paper.name, waiting, tables, marked) for waiting in paper.paper.waiting)


def _unfilled(paper: str, waiting: Waiting, known: Sequence[str], marked: Collection[str]) -> str:
    where = f" ({waiting.place})" if waiting.place else ""
    said = f"{waiting.at}{where} waits for its table"
    if waiting.name not in known:
        return f"{said}: {UnknownWord('table in riskreg.toml', waiting.name, known).sentence()}"
    if waiting.name in marked:
        return f"{said}, which stands in the paper already; take these words out"
    if waiting.hindrance:
        return f"{said}: {waiting.hindrance.removeprefix(f'{paper}: ')}"
    return f'{said}; put it in with: riskreg embed {paper} --add {waiting.name} --at "{waiting.at}"'


def with_added(paper: Opened, name: str, at: str, block: Block) -> Refreshed:
    """The paper with a first block in the place of a paragraph; its other blocks stay as they are."""
    after = paper.paper.added(name, at, block)
    mark = next(mark for mark in read_paper(paper.name, after).marks if mark.name == name)
    return Refreshed(paper, (Standing(Mark(name, "", "", (), mark.place), mark.lines, added=True),), after)
