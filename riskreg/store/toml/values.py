"""One value with all that it holds, walked without recursion, and every fault in it."""

from __future__ import annotations

import re

from attrs import evolve

from riskreg.finding import Path
from riskreg.store.toml import bounds, wording
from riskreg.store.toml.broken import broken_pair
from riskreg.store.toml.lexemes import (
    blank_end,
    control_fault,
    is_header,
    is_pair,
    line_end,
    line_start,
    quoted,
    read_key,
)
from riskreg.store.toml.limits import MAX_DEPTH
from riskreg.store.toml.parts import Fault, Item, Open, Part, Says
from riskreg.store.toml.strings import string_ending
from riskreg.store.toml.unquoted import fault_of

_MOST_FAULTS = 50
_MOST_OPEN = 5000
_SPACE = re.compile(r"[ \t\n]*")


class Value:
    """The value that begins at a place. What it is stands in its attributes once it is made."""

    def __init__(self, text: str, pos: int, parts: tuple[Part, ...], *, depth: int, trusted: bool) -> None:
        """Walk the value of the key `parts` in a table that `depth` keys lead to.

        `trusted` text has been accepted by the parser, so that no guess is made about what it may have meant.
        """
        self.items: list[Item] = []
        self.faults: list[Fault] = []
        self.endless = False
        self.pos = pos
        self.path = tuple(p.name for p in parts)
        self._text, self._trusted, self._room = text, trusted, MAX_DEPTH - depth
        self._open: list[Open] = []
        self._said: set[tuple[int, str]] = set()
        self._stopped = self._too_deep = self._torn = False
        self._value(self.path, parts)
        while self._open and not self._stopped:
            self._in_array(self._open[-1]) if self._open[-1].is_array else self._in_table(self._open[-1])

    @property
    def is_torn(self) -> bool:
        """Whether its end is a guess, so that what stands behind it proves nothing."""
        return self._torn or self._stopped

    # What may stand anywhere

    def _value(self, path: Path, parts: tuple[Part, ...]) -> None:
        if len(path) > self._room:
            path = self._shortened(path, parts[0].start if parts else self.pos)
        char = self._text[self.pos : self.pos + 1]
        if char in ("[", "{"):
            self._opens(path, parts, is_array=char == "[")
        elif char in ('"', "'"):
            self._string(path, parts)
        else:
            self._unquoted(path, parts)

    def _shortened(self, path: Path, start: int) -> Path:
        """Beyond the deepest level paths grow no more, so that hostile nesting costs no more than its length."""
        if not self._too_deep:
            self._too_deep = True
            start = self.items[0].start if self.items else start
            self.faults.append(Fault(wording.TOO_DEEP, start, line_end(self._text, start), path[:1]))
        if len(self._open) > _MOST_OPEN:
            self._stopped = self.endless = True
        return path[: max(self._room, 1)]

    def _opens(self, path: Path, parts: tuple[Part, ...], *, is_array: bool) -> None:
        self._open.append(Open(len(self.items), self.pos, path, is_array))
        self._add(path, parts, self.pos + 1)

    def _add(self, path: Path, parts: tuple[Part, ...], end: int) -> None:
        self.items.append(Item(path, parts, self.pos, end))
        self.pos = end

    def _string(self, path: Path, parts: tuple[Part, ...]) -> None:
        string = quoted(self._text, self.pos)
        ending = string_ending(self._text, string, inside=bool(self._open), trusted=self._trusted)
        if ending.says:
            self._say(ending.says, string.start, ending.end, path)
        else:
            for fault in string.faults:
                self._say(fault.says, fault.start, fault.end, path)
        self._torn = self._torn or ending.is_guess
        self._stopped = self._stopped or (string.long and ending.is_guess)
        self.endless = self.endless or ending.is_nowhere
        self._add(path, parts, ending.end)

    def _unquoted(self, path: Path, parts: tuple[Part, ...]) -> None:
        end = bounds.token_end(self._text, self.pos, inside=bool(self._open))
        if self._open and not self._open[-1].is_array and self._text[self.pos : end].isdigit():
            end = bounds.thousands_end(self._text, end)
        says = fault_of(self._text[self.pos : end], path)
        if says is wording.NO_VALUE and parts:
            self._say(says, parts[0].start, parts[-1].end, path)
        elif says is wording.CONTROL:
            self.faults += control_fault(self._text, self.pos, end)
        elif says:
            self._say(says, self.pos, end, path)
        self._add(path, parts, end)
        if says and self._open and not self._open[-1].is_array:
            self.pos = bounds.next_pair(self._text, self.pos)

    def _say(self, says: Says, start: int, end: int, path: Path) -> None:
        """Note a fault; in an array, the same slip with every item is one."""
        if self._open and self._open[-1].is_array:
            key = (self._open[-1].item, says.code)
            if key in self._said:
                return
            self._said.add(key)
        self.faults.append(Fault(says, start, end, path))
        self._stopped = self._stopped or len(self.faults) > _MOST_FAULTS

    # Between brackets

    def _in_array(self, array: Open) -> None:
        crossed = self._skip_lines(array)
        char = self._text[self.pos : self.pos + 1]
        if not char or (crossed and self._is_statement()):
            self._unclosed()
        elif char == "]":
            self._close(array)
        elif char == ",":
            self._comma(array)
        elif char == "}":
            self._mismatch(array)
        else:
            self._item(array, char)

    def _item(self, array: Open, char: str) -> None:
        excused = self._before_value(array)
        path = (*array.path, array.count - 1)
        if excused and char not in "[{\"'":
            self._add(path, (), bounds.token_end(self._text, self.pos, inside=True))
        else:
            self._value(path, ())

    def _in_table(self, table: Open) -> None:
        crossed = self._skip_lines(table)
        char = self._text[self.pos : self.pos + 1]
        if not char or (crossed and is_header(self._text, self.pos)):
            self._unclosed()
        elif char == "}":
            if table.ready and table.count and not table.broken:
                self._say(wording.NEWER_COMMA, table.comma, table.comma + 1, table.path)
            self._close(table)
        elif char == ",":
            self._comma(table)
        elif char == "]":
            self._mismatch(table)
        else:
            self._pair(table, excused=self._before_value(table))

    def _before_value(self, holder: Open) -> bool:
        """Expect a comma before a value. Whether it was missing, which excuses what is wrong with the value itself."""
        missing = not holder.ready and not holder.broken and not self._torn
        if missing:
            self._say(wording.NO_COMMA, self.pos, self.pos + 1, holder.path)
        holder.ready = False
        holder.count += 1
        return missing or self._torn

    def _pair(self, table: Open, *, excused: bool) -> None:
        key = read_key(self._text, self.pos)
        equals = blank_end(self._text, key.end)
        if not key.broken and self._text.startswith("=", equals):
            self.pos = blank_end(self._text, equals + 1)
            self._value((*table.path, *(p.name for p in key.parts)), key.parts)
            return
        limit = bounds.next_pair(self._text, self.pos)
        if not excused:
            broken = broken_pair(self._text, self.pos, limit, key)
            self._say(broken.says, broken.start, broken.end, (*table.path, *broken.path))
        self.pos = limit

    def _comma(self, holder: Open) -> None:
        if holder.ready and not holder.broken and not self._torn:
            self._say(wording.EXTRA_COMMA, self.pos, self.pos + 1, holder.path)
        holder.ready, holder.comma = True, self.pos
        self.pos += 1

    def _close(self, holder: Open) -> None:
        self.pos += 1
        self._ends(holder)

    def _ends(self, holder: Open) -> None:
        self._open.pop()
        self.items[holder.item] = evolve(self.items[holder.item], end=self.pos)

    def _skip_lines(self, holder: Open) -> bool:
        """Go to the next thing that is no space, comment or line end. Whether a line end was crossed."""
        start = self.pos
        while True:
            match = _SPACE.match(self._text, self.pos)
            self.pos = match.end() if match else self.pos
            if not self._text.startswith("#", self.pos):
                break
            end = line_end(self._text, self.pos)
            self.faults += control_fault(self._text, self.pos, end)
            self.pos = end
        crossed = self._text.find("\n", start, self.pos) >= 0
        if crossed and not holder.is_array:
            self._breaks()
        return crossed

    # Brackets that do not fit

    def _breaks(self) -> None:
        """An inline table runs over a line end, and so do those around it; together they are one fault."""
        outermost = self._outermost()
        if not outermost.broken and not self._torn:
            self._say_of_bracket(wording.BROKEN_TABLE, outermost)
        for holder in self._open:
            holder.broken = holder.broken or not holder.is_array

    def _outermost(self) -> Open:
        """The first of the inline tables that hold each other with no array between."""
        found = self._open[-1]
        for holder in reversed(self._open):
            if holder.is_array:
                break
            found = holder
        return found

    def _say_of_bracket(self, says: Says, holder: Open) -> None:
        within, self._open = self._open, self._open[: self._open.index(holder)]
        self._say(says, holder.start, line_end(self._text, holder.start), holder.path)
        self._open = within

    def _mismatch(self, holder: Open) -> None:
        """A bracket closes something further out, or was written for the other kind."""
        if all(o.is_array == holder.is_array for o in self._open):
            self._wrong_bracket(holder)
            return
        if not self._torn and not holder.broken:
            self._say_of_bracket(wording.UNCLOSED_ARRAY if holder.is_array else wording.BROKEN_TABLE, holder)
        self._ends(holder)

    def _wrong_bracket(self, holder: Open) -> None:
        if not self._torn:
            self._say_of_bracket(wording.WRONG_BRACE if holder.is_array else wording.WRONG_BRACKET, holder)
        self._torn = True
        self._close(holder)

    def _is_statement(self) -> bool:
        """Whether the line that begins here cannot belong to an array."""
        return is_pair(self._text, self.pos) or is_header(self._text, self.pos)

    def _unclosed(self) -> None:
        """The text ends, or the next statement comes, before the closing bracket."""
        self._stopped = True
        table = next((o for o in self._open if not o.is_array), None)
        if table is None:
            self._unclosed_array(self._open[0])
            return
        # An inline table must end on its line; what follows on other lines was not meant to be in it.
        self._cut(line_end(self._text, table.start))
        if not self._torn and not any(o.broken for o in self._open):
            self._say_of_bracket(wording.BROKEN_TABLE, table)

    def _unclosed_array(self, array: Open) -> None:
        # The line that is a statement ends it; or an earlier one, which did not fit either.
        odd = (f.start for f in self.faults if f.says is wording.NO_COMMA and f.path == array.path)
        end = next(odd, self.pos)
        self.endless = end == len(self._text)
        if not self.endless:
            line = line_start(self._text, end)
            self._cut(line - 1 if line > array.start else line_end(self._text, array.start))
        if not self._torn:
            self._say_of_bracket(wording.UNCLOSED_ARRAY, array)

    def _cut(self, end: int) -> None:
        """Take back what was made of the text behind a place."""
        self.pos = end
        self.faults = [f for f in self.faults if f.start < end]
