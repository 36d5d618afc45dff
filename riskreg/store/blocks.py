"""The registers of a series cut into the tables of their risks, so that what several of them say alike is read once.

A register is the one before it with some edits. Only a plain file is cut: one without text over several lines, where
every line that begins with a bracket is a plain header. In TOML such a line is then a header wherever it stands, and
what lies between two headers says the same in every file. Whatever is not plain is read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from attrs import evolve

from riskreg.model.register import Register
from riskreg.model.risk import Risk

_BRACKET = re.compile(r"^[ \t]*\[[^\n]*", re.MULTILINE)
_PLAIN = re.compile(r"\[(?:register|matrix|removed(?:\.[\w-]+)?|risk(?:\.([\w-]+)(?:\.[\w-]+)*)?)\][ \t]*\r?", re.ASCII)

Read = Callable[[str], Register | None]
"""The register of a text without faults; None of any other."""


class _Part(NamedTuple):
    """A stretch of a file."""

    id: str | None
    """Of which risk the tables are; None of everything else."""
    text: str


class Known:
    """The risks that were read before, by the text of their tables."""

    def __init__(self) -> None:
        self._risks: dict[tuple[str, bytes], Risk] = {}

    def register(self, text: str, read: Read) -> Register | None:
        """The register of a text, of which only what is not known is read; None where it has to be read as a whole."""
        parts = _parts(text)
        if parts is None:
            return None
        keys = {part.id: (part.id, blake2b(part.text.encode(), digest_size=16).digest()) for part in parts if part.id}
        if len(keys) < sum(part.id is not None for part in parts):
            return None
        fresh = {id: key for id, key in keys.items() if key not in self._risks}
        register = read("".join(part.text for part in parts if part.id is None or part.id in fresh))
        if register is None or {risk.id for risk in register.risks} != fresh.keys():
            return None
        self._risks.update((fresh[risk.id], risk) for risk in register.risks)
        return evolve(register, risks=tuple(self._risks[key] for key in keys.values()))


def _parts(text: str) -> list[_Part] | None:
    """The file in turn: the tables of one risk that follow each other, and what stands between; None if not plain."""
    if '"""' in text or "'''" in text:
        return None
    parts, start, current = [], 0, None
    for header in _BRACKET.finditer(text):
        plain = _PLAIN.fullmatch(header[0])
        if plain is None:
            return None
        if plain[1] is None or plain[1] != current:
            parts.append(_Part(current, text[start : header.start()]))
            start, current = header.start(), plain[1]
    return [*parts, _Part(current, text[start:])]
