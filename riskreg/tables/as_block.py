"""A block in a form that papers are written in: its heading, its sentences, its table, its footnotes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from attrs import evolve

from riskreg.tables.as_html import html
from riskreg.tables.as_latex import escaped as latex_escaped
from riskreg.tables.as_latex import latex
from riskreg.tables.as_markdown import escaped, markdown, paragraph
from riskreg.tables.block import Block
from riskreg.tables.cells import on_one_line, parts
from riskreg.tables.forms import render
from riskreg.tables.table import Table
from riskreg.tables.wrap import fold

LEVEL = 2
"""The level of a heading where nothing says another: below the title of the paper."""

_COMMANDS = ("section", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph")


def block_text(block: Block, form: str, *, level: int = LEVEL, width: int = 80) -> str:
    """The block in that form, ending with one line end. Raises UnknownWord where there is no such form.

    `level` is that of its heading: 1 for the title of a document, and 2 for a section of it.
    """
    maker = _MAKERS.get(form)
    return maker(block, level) if maker else _plain(block, form, width)


def _markdown(block: Block, level: int) -> str:
    heading = f"{'#' * min(level, 6)} {escaped(block.heading.strip())}" if block.heading.strip() else ""
    return parts(heading, *map(paragraph, block.table.lead), markdown(_bare(block.table)))


def _html(block: Block, level: int) -> str:
    tag = f"h{min(level, 6)}"
    heading = f"<{tag}>{escape(on_one_line(block.heading))}</{tag}>\n" if block.heading.strip() else ""
    return heading + html(block.table)


def _latex(block: Block, level: int) -> str:
    command = _COMMANDS[min(level, 6) - 1]
    heading = rf"\{command}{{{latex_escaped(on_one_line(block.heading))}}}" if block.heading.strip() else ""
    lead = (latex_escaped(on_one_line(text)) for text in block.table.lead)
    return parts(heading, *lead, latex(_bare(block.table), "latex_longtable"))


def _plain(block: Block, form: str, width: int) -> str:
    """Text for a terminal or a mail: the heading underlined; tabulate's forms likewise."""
    title = "\n".join(fold(on_one_line(block.heading), width)) if block.heading.strip() else ""
    rule = "=" * max(map(len, title.split("\n"))) if title else ""
    lead = ("\n".join(fold(on_one_line(text), width)) for text in block.table.lead)
    return parts(f"{title}\n{rule}" if title else "", *lead, render(_bare(block.table), form, width=width))


def _bare(table: Table) -> Table:
    """The table without its sentences, which stand above its caption."""
    return evolve(table, lead=())


_MAKERS: dict[str, Callable[[Block, int], str]] = {"markdown": _markdown, "html": _html, "latex": _latex}
