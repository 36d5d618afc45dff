"""Conflict markers that git left in a text: where they stand, and the text with the first side only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, evolve, field

from riskreg.store.toml.parts import Fault
from riskreg.store.toml.wording import LEFT, MARKER

_MARKER = re.compile(r"^(?:<{7}(?=\s|$)|\|{7}(?=\s|$)|>{7}(?=\s|$)|={7}(?=[ \t\r]*$))", re.MULTILINE)
_WHOLE = re.compile(r"<\|?=>")
"""The markers of one conflict; in the style of git that is called diff3 the base stands between the sides."""
# A comment or a string of one line is passed over, so that quotes within it open nothing.
_QUOTES = re.compile(r'#.*|"""|\'\'\'|"(?:[^"\\]++|\\.)*+"?|\'[^\']*+\'?')
_CLOSING = {'"""': re.compile(r'\\.|"""'), "'''": re.compile("'''")}


@define
class _Sides:
    """Reading line by line: which side of a conflict it is, and which quotes of three are open."""

    side: str = ""
    """The marker that began it; empty outside conflicts."""
    quotes: str = ""
    quotes_before: str = ""
    """What was open where the conflict began, and so where each side begins."""
    quotes_after: str = ""
    """What is open at the end of the side that is kept."""
    faults: list[Fault] = field(factory=list)

    def keeps(self, line: str, offset: int) -> bool:
        """Whether a line stays."""
        match = None if self.quotes and not self.side else _MARKER.match(line)
        if match:
            self._switch(match[0][0])
            self.faults.append(Fault(MARKER, offset, offset + len(line.rstrip())))
            return False
        self.quotes = _open_quotes(line, self.quotes)
        return self.side in ("", "<")

    def _switch(self, marker: str) -> None:
        if not self.side and marker != "<":
            return
        if self.side == "<":
            self.quotes_after = self.quotes
        if marker == "<":
            self.quotes_before = self.quotes
        self.quotes = self.quotes_before
        if marker == ">":
            self.quotes = self.quotes_after
        self.side = "" if marker == ">" else marker


def first_sides(text: str) -> tuple[str, list[Fault]]:
    """The text with spaces for the markers and for all sides but the first; and each marker as a fault."""
    if not _MARKER.search(text):
        return text, []
    sides = _Sides()
    kept = [line if sides.keeps(line, at) else " " * len(line) for line, at in _lines(text)]
    return ("\n".join(kept), _told(text, sides.faults)) if sides.faults else (text, [])


def _told(text: str, markers: list[Fault]) -> list[Fault]:
    """The markers; each that is left of a conflict whose others are gone is told as what it is."""
    signs = "".join(text[marker.start] for marker in markers)
    whole = {number for match in _WHOLE.finditer(signs) for number in range(*match.span())}
    return [m if n in whole else evolve(m, says=LEFT[signs[n]]) for n, m in enumerate(markers)]


def _lines(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.split("\n"):
        yield line, at
        at += len(line) + 1


def _open_quotes(line: str, quotes: str) -> str:
    """Which quotes of three are open behind a line that begins within `quotes`."""
    at = 0
    while at <= len(line):
        if quotes:
            end = _closed(line, at, quotes)
            if end is None:
                return quotes
            quotes, at = "", end
        else:
            match = next((m for m in _QUOTES.finditer(line, at) if m[0] in _CLOSING), None)
            if match is None:
                return ""
            quotes, at = match[0], match.end()
    return quotes


def _closed(line: str, at: int, quotes: str) -> int | None:
    return next((m.end() for m in _CLOSING[quotes].finditer(line, at) if m[0] == quotes), None)
