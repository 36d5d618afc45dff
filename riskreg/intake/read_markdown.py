"""The tables of a Markdown text, with the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_TABLES, too_much
from riskreg.intake.plain import cleaned, quoted
from riskreg.intake.tags import without_tags

if TYPE_CHECKING:
    from markdown_it.token import Token

DELIMITER = re.compile(
    r"^[ >]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|^[ >]*\|[ \t]*:?-+:?[ \t]*\|$", re.MULTILINE
)
"""The line under the headings of a table."""

_LONGEST = 4_000_000
_PIPE = re.compile(r"(?<!\\)\|")


def read_markdown(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The tables of a Markdown file, as GitHub reads them.

    Raises MissingExtra, and UnreadableFile where it is no text.
    """
    text, notes = decoded(name, data, encoding)
    return Document(markdown_tables(name, text), notes, text)


def markdown_tables(name: str, text: str) -> tuple[Grid, ...]:
    """The tables of a Markdown text; a table within a fence of code is none."""
    if not DELIMITER.search(text):
        return ()
    if len(text) > _LONGEST:
        raise UnreadableFile(name, f"is Markdown of {len(text):,} characters", "give the section with the risk table")
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise MissingExtra("import", "reading Markdown tables") from None
    tokens = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").parse(text)
    grids = tuple(_grids(tokens, text.split("\n")))
    if len(grids) > MOST_TABLES:
        raise too_much(name, f"{len(grids):,} tables")
    return grids


def _grids(tokens: Sequence[Token], lines: list[str]) -> Iterator[Grid]:
    heading, start, number = "", 0, 0
    for index, (token, after) in enumerate(pairwise(tokens)):
        if token.type == "heading_open":
            heading = after.content
        elif token.type == "table_open":
            start = index
        elif token.type == "table_close":
            number += 1
            yield _grid(tokens[start:index], lines, f"table {number}", heading)
    if tokens and tokens[-1].type == "table_close":
        yield _grid(tokens[start:], lines, f"table {number + 1}", heading)


def _grid(tokens: Sequence[Token], lines: list[str], place: str, heading: str) -> Grid:
    rows: list[GridRow] = []
    doubts: list[str] = []
    line = 0
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            line, cells = (token.map or [line])[0], []
        elif token.type == "inline":
            cells.append(cleaned(_text(token)))
        elif token.type == "tr_close":
            source = lines[line]
            if not _PIPE.search(source):  # a line of prose right below is a row to GitHub, and none to its author
                doubts.append(f"line {line + 1}: {quoted(source)} stands right below the table; is it part of it?")
            else:
                rows.append(GridRow((*cells, *_surplus(source, len(cells))), f"line {line + 1}"))
    return Grid(tuple(rows), place, heading, tuple(doubts))


def _surplus(source: str, cells: int) -> list[str]:
    """The cells of a row beyond its headings: GitHub does not show them, and their author has written them."""
    found = _PIPE.split(source.strip().removeprefix("|").removesuffix("|"))[cells:]
    return [cleaned(without_tags(cell.replace(r"\|", "|").strip())) for cell in found]


def _text(inline: Token) -> str:
    parts = []
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        else:
            parts.append(token.content)
    return without_tags("".join(parts))
