"""A faulty text made parseable: each slip noted once, what is faulty blanked, all else left where it stands."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from riskreg.finding import Path, address
from riskreg.store.toml import wording
from riskreg.store.toml.conflict import first_sides
from riskreg.store.toml.declared import Clash, Declared
from riskreg.store.toml.headers import header_end
from riskreg.store.toml.lexemes import DOTTED, line_end, read_key
from riskreg.store.toml.lines import Lines, blanked
from riskreg.store.toml.parts import Fault, Kind, Says, Statement
from riskreg.store.toml.statements import Statements

MOST_SLIPS = 50
"""How many slips are noted; a text with more is read no further."""

# Begun at the edge of a word alone, so that a long line is read once.
_KEY_AND_SIGN = re.compile(rf"(?<![A-Za-z0-9_-])({DOTTED})[ \t]*+[=:]")
_NO_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


@frozen
class Notice:
    """A slip, as it will be told."""

    says: Says
    start: int
    end: int
    address: str
    """The table or key that it is about; empty where that cannot be told."""


@frozen
class Mended:
    """A text that should parse now, and what was wrong with it."""

    text: str = field(repr=False)
    notices: tuple[Notice, ...]
    """The slips, in the order of the text."""
    partial: bool
    """Whether something was blanked."""
    lost: frozenset[Path]
    """The keys and tables that were blanked; the empty path where it could be any."""
    scratch: str
    """The name of the table that took what stood under unreadable headers."""


def mended(text: str) -> Mended:
    """The text with its slips blanked or put right."""
    chosen, markers = first_sides(text)
    mender = _Mender(chosen)
    mender.run()
    notices = [Notice(f.says, f.start, f.end, "") for f in markers] + mender.notices
    notices.sort(key=lambda n: n.start)
    partial = bool(markers) or mender.partial
    return Mended(mender.result(), tuple(notices[:MOST_SLIPS]), partial, frozenset(mender.lost), mender.scratch)


def _unused_name(text: str) -> str:
    name = "unread"
    while name in text:
        name += "-"
    return name


@define
class _Mender:
    """Statement by statement: what is kept, what is blanked, what is noted."""

    text: str
    notices: list[Notice] = field(factory=list)
    partial: bool = False
    lost: set[Path] = field(factory=set)
    scratch: str = field(init=False)
    _edits: list[tuple[int, int, str]] = field(factory=list)
    _declared: Declared = field(factory=Declared)
    _skipped: tuple[str, ...] = ()
    """The table that was given before, and whose second body is passed over."""
    _lists: set[tuple[str, ...]] = field(factory=set)
    """The lists that should be keyed tables, each of which is noted once."""

    def __attrs_post_init__(self) -> None:
        self.scratch = _unused_name(self.text)

    def run(self) -> None:
        for statement in Statements(self.text):
            if len(self.notices) >= MOST_SLIPS:
                self._give_up(statement.start)
                return
            self._take(statement)
            if statement.endless:
                self._give_up(statement.start)
                return

    def _take(self, statement: Statement) -> None:
        if statement.kind in (Kind.TABLE, Kind.ARRAY):
            self._header(statement)
        elif self._skipped:
            self._blank(statement)
        elif any(f.says is wording.NO_OPENING for f in statement.faults):
            self._unreadable(statement)
        else:
            self._pair(statement)

    def result(self) -> str:
        """The text with all edits made."""
        pieces, at = [], 0
        for start, end, put in self._edits:
            pieces += [self.text[at:start], put]
            at = end
        return "".join([*pieces, self.text[at:]])

    # Pairs, and lines that are nothing

    def _pair(self, statement: Statement) -> None:
        here = self._declared.here
        # Of a faulty value only its own key is sure.
        clashes = self._declared.add(statement.items[:1] if statement.faults else statement.items)
        for fault in statement.faults:
            self._note(fault.says, fault.start, fault.end, (*here, *fault.path))
        for clash in clashes:
            says = wording.key_twice(str(clash.path[-1]), self._line(clash))
            self._note(says, clash.start, clash.end, clash.path)
        if statement.faults or clashes:
            self.lost.update((*here, *names) for names in self._keys_of(statement))
            self._blank(statement)

    def _keys_of(self, statement: Statement) -> set[tuple[str, ...]]:
        """The keys that a faulty statement held, as far as they can be told."""
        known = {statement.names} if statement.parts else set()
        if statement.parts and all(f.says is not wording.TWO_PAIRS for f in statement.faults):
            return known
        first = read_key(self.text, statement.start)
        signs = _KEY_AND_SIGN.finditer(self.text, statement.start, line_end(self.text, statement.start))
        found = {tuple(name.strip() for name in m[1].split(".")) for m in signs}
        return (known | found | {tuple(p.name for p in first.parts)}) - {()}

    # Headers

    def _header(self, statement: Statement) -> None:
        if self._skipped and statement.names[: len(self._skipped)] == self._skipped:
            self._blank(statement)
            return
        self._skipped = ()
        if not statement.parts:
            self._unreadable(statement)
        elif statement.kind is Kind.ARRAY and _is_keyed(statement.names):
            self._keyed(statement)
        else:
            self._enter(statement)

    def _enter(self, statement: Statement) -> None:
        clash = self._declared.enter(statement.parts, is_array=statement.kind is Kind.ARRAY)
        if statement.faults and clash:
            # What it was taken for cannot be meant.
            self._unreadable(statement)
        elif clash:
            self._twice(statement, clash)
        elif statement.faults:
            self._readable(statement)

    def _readable(self, statement: Statement) -> None:
        """A faulty header of which it is plain what it means."""
        for fault in statement.faults:
            self._note(fault.says, fault.start, fault.end, statement.names)
        self._edits.append((statement.start, statement.end, statement.mended))
        if any(f.says is wording.AFTER_HEADER for f in statement.faults):
            behind = self.text[statement.start + len(statement.mended) : statement.end]
            self.lost.update((*self._declared.here, m[1]) for m in _KEY_AND_SIGN.finditer(behind))
            self.partial = True

    def _twice(self, statement: Statement, clash: Clash) -> None:
        says = wording.table_twice(address(clash.path), self._line(clash))
        self._note(says, statement.start, header_end(self.text, statement), statement.names)
        self._skipped = tuple(step for step in clash.path if isinstance(step, str))
        self.lost.add(statement.names)
        self._blank(statement)

    def _keyed(self, statement: Statement) -> None:
        """A list where a table is meant: read as that table, the first time that it is plain which."""
        end = header_end(self.text, statement)
        faults = [Fault(wording.KEYED_TABLES, statement.start, end)]
        again = statement.names in self._lists
        self._lists.add(statement.names)
        nameless = statement.names in (("risk",), ("removed",)) or statement.names[2:] == ("mitigation",)
        if again or nameless or statement.faults or self._declared.enter(statement.parts, is_array=False):
            self._set_aside(statement, [] if again else faults)
            if statement.names not in (("risk",), ("removed",)):
                self.lost.add(statement.names)
            return
        self._note(wording.KEYED_TABLES, statement.start, end, ())
        self._edits.append((statement.start, end, self.text[statement.start + 1 : end - 1]))

    def _unreadable(self, statement: Statement) -> None:
        self._set_aside(statement, list(statement.faults))
        line = self.text[statement.start : statement.end].split("#")[0]
        names = tuple(name for name in _NO_NAME.sub("", line).split(".") if name)
        self.lost.add(names or ("",))

    def _set_aside(self, statement: Statement, faults: list[Fault]) -> None:
        """Put what stands under a header into a table of its own, which is thrown away."""
        for fault in faults:
            self._note(fault.says, fault.start, fault.end, ())
        name = str(len(self._edits))
        self._edits.append((statement.start, statement.end, f"[{self.scratch}.{name}]"))
        self._declared.leave((self.scratch, name))
        self.partial = True

    # What both do

    def _note(self, says: Says, start: int, end: int, path: Path) -> None:
        known = path[2:] if path[:1] == (self.scratch,) else path
        self.notices.append(Notice(says, start, end, address(known)))

    def _blank(self, statement: Statement) -> None:
        self._edits.append((statement.start, statement.end, blanked(self.text[statement.start : statement.end])))
        self.partial = True

    def _give_up(self, start: int) -> None:
        """Read no further: of what follows, nothing can be said."""
        self._edits = [e for e in self._edits if e[0] < start]
        self._edits.append((start, len(self.text), blanked(self.text[start:])))
        self.lost.add(())
        self.partial = True

    def _line(self, clash: Clash) -> int:
        return Lines(self.text).number(clash.mark.at)


def _is_keyed(names: tuple[str, ...]) -> bool:
    """Whether a register keeps these tables by id, so that a list of them cannot be meant."""
    match names:
        case ("register" | "matrix" | "risk" | "removed",) | ("risk" | "removed", _):
            return True
        case ("risk", _, "mitigation") | ("risk", _, "mitigation", _):
            return True
        case _:
            return False
