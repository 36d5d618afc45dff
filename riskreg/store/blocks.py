"""The registers of a series cut into the tables of their risks, so that what several of them say alike is read once.

A register is the one before it with some edits. Only a plain file is cut: one without text over several lines, where
every line that begins with a bracket is a plain header, and no key stands before the first of these or in a table
`[risk]`. In TOML such a line is then a header wherever it stands, what lies between two headers says the same in every
file, and nothing is said of a risk but in the tables that name it. Whatever is not plain is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from attrs import evolve

from riskreg.model.register import Register
from riskreg.model.risk import Risk

_BRACKET = re.compile(r"^[ \t]*\[[^\n]*", re.MULTILINE)
_PLAIN = re.compile(r"\[(?:register|matrix|removed(?:\.[\w-]+)?|risk\.([\w-]+)(?:\.[\w-]+)*)\][ \t]*\r?", re.ASCII)
_EMPTY = re.compile(r"\s*+(?:#[^\n]*+\s*+)*+")

Read = Callable[[str], Register | None]
"""The register of a text without faults of syntax, keys or values; None of any other."""

Ruled = Callable[[Register | None], Register | None]
"""A register that breaks none of the rules, which no table by itself can be asked about; None of any other."""


class _Part(NamedTuple):
    """A stretch of a file. A risk is known by it whole: a digest would save no memory that shows."""

    id: str | None
    """Of which risk the tables are; None of everything else."""
    text: str


class Known:
    """What was read before: risks by the text of their tables, and registers without a fault by their whole text."""

    def __init__(self) -> None:
        self._risks: dict[_Part, Risk] = {}
        self._registers: dict[str, Register] = {}

    def register(self, text: str, read: Read, ruled: Ruled) -> Register | None:
        """The register of a text, of which only what is not known is read; None where it has any fault."""
        if text not in self._registers:
            register = ruled(self._put_together(text, read))
            if register is None:
                return None
            self._registers[text] = register
        return self._registers[text]

    def _put_together(self, text: str, read: Read) -> Register | None:
        parts = _parts(text) or []
        known_by = {part.id: part for part in parts if part.id}
        if not known_by or len(known_by) < sum(part.id is not None for part in parts):
            return read(text)
        fresh = {id: part for id, part in known_by.items() if part not in self._risks}
        register = read("".join(part.text for part in parts if part.id is None or part.id in fresh))
        if register is None:
            return None
        if {risk.id for risk in register.risks} != fresh.keys():
            return read(text)
        self._risks.update((fresh[risk.id], risk) for risk in register.risks)
        return evolve(register, risks=tuple(self._risks[part] for part in known_by.values()))


def stretch(text: str, id: str) -> tuple[int, int] | None:
    """Where the tables of a risk begin and end; None in a file that is not plain, or where others stand between."""
    parts = _parts(text) or []
    starts = accumulate((len(part.text) for part in parts), initial=0)
    found = [(start, start + len(part.text)) for part, start in zip(parts, starts, strict=False) if part.id == id]
    return found[0] if len(found) == 1 else None


def _parts(text: str) -> list[_Part] | None:
    """The file in turn: the tables of one risk that follow each other, and what stands between; None if not plain."""
    if '"""' in text or "'''" in text:
        return None
    parts: list[_Part] = []
    start, current = 0, None
    for header in _BRACKET.finditer(text):
        plain = _PLAIN.fullmatch(header[0])
        if plain is None or not (parts or _EMPTY.fullmatch(text, 0, header.start())):
            return None
        if plain[1] is None or plain[1] != current:
            parts.append(_Part(current, text[start : header.start()]))
            start, current = header.start(), plain[1]
    return [*parts, _Part(current, text[start:])]
