"""The tables of a Markdown text, with the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake.decoded import decoded
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.limits import MOST_TABLES, too_much
from riskreg.intake.plain import cleaned, quoted
from riskreg.intake.struck import STRUCK_ROW, is_struck_row, struck_note
from riskreg.intake.tags import struck_apart, without_tags

if TYPE_CHECKING:
    from markdown_it.token import Token

# Nothing is given back that was taken (`*+`): a long line of blanks would be gone over for each of them otherwise.
DELIMITER = re.compile(
    r"^[ >]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?[ \t]*+$|^[ >]*+\|[ \t]*+:?-++:?[ \t]*+\|$",
    re.MULTILINE,
)
"""The line under the headings of a table."""

_LONGEST = 4_000_000
_DEEPEST = 40
"""Below so many lists and quotations in each other the library reads nothing more, and says nothing of it."""
_PIPE = re.compile(r"(?<!\\)\|")
_HELD = re.compile(r"^[\s>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])\s++)*+[\s>]*+(?=\|)")
_STRUCK = re.compile(r"~~(?=\S)(.+?)~~")


def read_markdown(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The tables of a Markdown file, as GitHub reads them.

    Raises MissingExtra, and UnreadableFile where it is no text, or is nested deeper than any page.
    """
    text, notes = decoded(name, data, encoding)
    struck: list[str] = []
    grids = markdown_tables(name, text, struck)
    return Document(grids, (*notes, *struck_note("in tables, ", struck)), text)


def markdown_tables(name: str, text: str, struck: list[str]) -> tuple[Grid, ...]:
    """The tables of a Markdown text; a table within a fence of code is none.

    What is struck out in rows that stay is left out, and added to `struck`.
    """
    if not DELIMITER.search(text):
        return ()
    if len(text) > _LONGEST:
        raise UnreadableFile(name, f"is Markdown of {len(text):,} characters", "give the section with the risk table")
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise MissingExtra("import", "reading Markdown tables") from None
    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).parse(text)
    if any(token.level + token.nesting >= _DEEPEST for token in tokens):
        raise UnreadableFile(name, "is nested deeper than any page", "give the section with the risk table")
    grids = tuple(_grids(tokens, text.split("\n"), struck))
    if len(grids) > MOST_TABLES:
        raise too_much(name, f"{len(grids):,} tables")
    return grids


def _grids(tokens: Sequence[Token], lines: list[str], struck: list[str]) -> Iterator[Grid]:
    heading, start, number = "", 0, 0
    for index, (token, after) in enumerate(pairwise(tokens)):
        if token.type == "heading_open":
            heading = after.content
        elif token.type == "table_open":
            start = index
        elif token.type == "table_close":
            number += 1
            yield _grid(tokens[start:index], _Source(lines, struck), f"table {number}", heading)
    if tokens and tokens[-1].type == "table_close":
        yield _grid(tokens[start:], _Source(lines, struck), f"table {number + 1}", heading)


@frozen
class _Source:
    """What the tables of a text are made of."""

    lines: list[str]
    struck: list[str]


def _grid(tokens: Sequence[Token], source: _Source, place: str, heading: str) -> Grid:
    rows: list[GridRow] = []
    hidden: list[GridRow] = []
    doubts: list[str] = []
    line = 0
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            line, cells = (token.map or [line])[0], []
        elif token.type == "inline":
            cells.append(_text(token))
        elif token.type == "tr_close":
            text = source.lines[line]
            if not _PIPE.search(text):  # a line of prose right below is a row to GitHub, and none to its author
                doubts.append(f"line {line + 1}: {quoted(text)} stands right below the table; is it part of it?")
            else:
                cells += _surplus(text, len(cells), held=tokens[0].level > 0)
                row = _row(cells, f"line {line + 1}", source.struck)
                (hidden if row.doubts else rows).append(row)
    return Grid(tuple(rows), place, heading, tuple(doubts), tuple(hidden))


def _row(cells: Sequence[str], place: str, struck: list[str]) -> GridRow:
    """A row without what it strikes out; one that is struck out whole has all its words, and why it is left out."""
    apart = [struck_apart(cell) for cell in cells]
    live = tuple(cleaned(without_tags(text)) for text, _ in apart)
    every = tuple(cleaned(without_tags(cell)) for cell in cells)
    if is_struck_row(every, live):
        return GridRow(every, place, doubts=(STRUCK_ROW,))
    struck += [piece for _, pieces in apart for piece in pieces]
    return GridRow(live, place)


def _surplus(source: str, cells: int, *, held: bool) -> list[str]:
    """The cells of a row beyond its headings: GitHub does not show them, and their author has written them.

    A row that a quotation or a list holds begins with their marks.
    """
    row = _HELD.sub("", source, count=1) if held else source
    found = _PIPE.split(row.strip().removeprefix("|").removesuffix("|"))[cells:]
    return [_STRUCK.sub(r"<s>\1</s>", cell.replace(r"\|", "|").strip()) for cell in found]


def _text(inline: Token) -> str:
    """The text of a cell, tags of HTML in it; what is struck out stands in such tags too."""
    instead = {"softbreak": "\n", "hardbreak": "\n", "s_open": "<s>", "s_close": "</s>"}
    return "".join(instead.get(token.type, token.content) for token in inline.children or ())
