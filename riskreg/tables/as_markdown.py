"""A table as GitHub Markdown, in which no cell can break its row or turn into markup.

An address that is written out (https://…) stays one: GitHub makes a link of it, and shows where it leads.
"""

from __future__ import annotations

import re

from riskreg.comparison.words import SpanKind
from riskreg.tables.cells import on_one_line, parts, shown
from riskreg.tables.marked import Marked
from riskreg.tables.table import Cell, Column, Table

_MARKUP = re.compile(
    r"""
    [\\`|~$\[]                          # code, cells, strike-through, formulas, links
    | (?<!\s)\*|\*(?!\s)                # emphasis, unless spaces stand on both sides
    | (?<![^\W_])_|_(?![^\W_])          # emphasis, unless within a word
    """,
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SIGNS = {SpanKind.KEPT: "", SpanKind.REMOVED: "~~", SpanKind.ADDED: "**"}
_LINE_START = re.compile(r"^(?:([0-9]+)(?=[.)])|(?=[#+=-]))")


def markdown(table: Table) -> str:
    """The caption in bold, the lead, the table and its notes, each a paragraph."""
    caption = f"**{escaped(table.caption.strip())}**" if table.caption.strip() else ""
    lines = [_line([cell_text(c.title) for c in table.columns]), _line([_rule(c) for c in table.columns])]
    lines += [_line([cell_text(cell) for cell in row]) for row in table.rows]
    return parts(caption, *map(paragraph, table.lead), "\n".join(lines), *map(paragraph, table.notes))


def cell_text(cell: Cell) -> str:
    """A cell as Markdown, on one line; removed words are struck out, added ones bold."""
    if isinstance(cell, Marked):
        return "".join(_SIGNS[span.kind] + _lines(span.text) + _SIGNS[span.kind] for span in cell.spans)
    return _lines(shown(cell))


def paragraph(text: str) -> str:
    """A sentence as Markdown: also nothing that makes a heading, a list or a quotation at the start of a line."""
    return _LINE_START.sub(r"\1\\", escaped(text.strip()))


def escaped(text: str) -> str:
    """The text on one line, with whatever Markdown would read as markup made to show as itself."""
    text = _ENTITY.sub("&amp;", on_one_line(text)).replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\g<0>", text)


def _lines(text: str) -> str:
    return "<br>".join(escaped(line) for line in shown(text).split("\n"))


def _line(cells: list[str]) -> str:
    return "|" + "".join(f" {cell} |" for cell in cells)


def _rule(column: Column) -> str:
    return "---:" if column.align == "right" else "---"
