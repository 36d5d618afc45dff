"""A plain file cut at its headers into its tables, each of which says the same in every file.

Plain is a file without text over several lines, where every line that begins with a bracket is a plain header, and no
key stands before the first of these or in a table `[risk]`. In TOML such a line is then a header wherever it stands,
what lies between two headers says the same in every file, and nothing is said of a risk but in the tables that name it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

_BRACKET = re.compile(r"^[ \t]*\[[^\n]*", re.MULTILINE)
_PLAIN = re.compile(r"\[((?:register|matrix|removed(?:\.[\w-]+)?|risk(?:\.[\w-]+){1,3}))\][ \t]*\r?", re.ASCII)
_EMPTY = re.compile(r"\s*+(?:#[^\n]*+\s*+)*+")


class Table(NamedTuple):
    """A stretch of a file, from one header up to the next."""

    path: str
    """What the header names, `risk.academy.mitigation.pay`; empty for what stands before the first one."""
    header: str
    """The header as it is written."""
    body: str
    """What stands below, from the end of the header's line."""

    @property
    def risk(self) -> str | None:
        """The id of the risk that it is about; None where it is about none."""
        parts = self.path.split(".", 2)
        return parts[1] if parts[0] == "risk" else None


def cut(text: str) -> list[Table] | None:
    """The tables of a file in turn, and before them what stands above; None of a file that is not plain."""
    if '"""' in text or "'''" in text:
        return None
    tables: list[Table] = []
    path, header, start = "", "", 0
    for found in _BRACKET.finditer(text):
        plain = _PLAIN.fullmatch(found[0])
        if plain is None or not (tables or _EMPTY.fullmatch(text, 0, found.start())):
            return None
        tables.append(Table(path, header, text[start : found.start()]))
        path, header, start = plain[1], found[0], found.end()
    return [*tables, Table(path, header, text[start:])]


def by_risk(tables: Sequence[Table]) -> list[tuple[str | None, tuple[Table, ...]]]:
    """The tables that follow each other and are about one risk, together with its id; about none, with None."""
    return [(id, tuple(some)) for id, some in groupby(tables, lambda table: table.risk)]


def stretch(text: str, id: str) -> tuple[int, int] | None:
    """Where the tables of a risk begin and end; None in a file that is not plain, or where others stand between."""
    parts = by_risk(cut(text) or ())
    sizes = [sum(len(table.header) + len(table.body) for table in some) for _, some in parts]
    starts = accumulate(sizes, initial=0)
    found = [(start, start + size) for (its, _), size, start in zip(parts, sizes, starts, strict=False) if its == id]
    return found[0] if len(found) == 1 else None
