"""A table in one of tabulate's own forms, in each of which no cell can break its row."""

from __future__ import annotations

import re
from collections.abc import Callable

from riskreg.tables.as_csv import guarded
from riskreg.tables.as_html import html
from riskreg.tables.as_latex import STYLES, latex
from riskreg.tables.as_markdown import cell_text, paragraph
from riskreg.tables.as_text import around, grid
from riskreg.tables.cells import on_one_line, parts
from riskreg.tables.table import Cell, Table

_PLAIN = frozenset({"plain", "simple", "presto", "pretty", "psql"})
_MARKDOWN = frozenset({"github", "pipe"})
_PUNCTUATION = re.compile(r"(?<!\w)[-']|[-'](?!\w)|[!-&*+:-@\[-`{-~]")
_RST_MARKS = re.compile(r"[\\*`|_]|:(?=:)")
_RST_START = re.compile(r"^(?=[^\w\s]|\w+[.)](\s|$))")


def as_tabulate(table: Table, form: str, width: int) -> str:
    """The table in the form that tabulate calls so: plain-text grids are wrapped, all else has one line a row."""
    if form in STYLES:
        return latex(table, form)
    if form == "unsafehtml":
        return html(table)
    if form == "tsv":
        return parts(_marked_up(table, form, _tsv))
    if form in _MARKDOWN:
        return _with_paragraphs(table, _marked_up(table, form, cell_text), paragraph)
    if form in _PLAIN or form.endswith(("grid", "outline")):
        return around(table, grid(table, form, width), width)
    text = {"rst": _rst, "orgtbl": _org}.get(form, _entities)
    return _with_paragraphs(table, _marked_up(table, form, text), text)


def _marked_up(table: Table, form: str, text: Callable[[Cell], str]) -> str:
    from tabulate import tabulate

    return tabulate(
        [[text(cell) for cell in row] for row in table.rows],
        [text(c.title) for c in table.columns],
        tablefmt=form,
        disable_numparse=True,
        colalign=[c.align for c in table.columns],
    )


def _with_paragraphs(table: Table, body: str, text: Callable[[str], str]) -> str:
    return parts(text(table.caption), *map(text, table.lead), body, *map(text, table.notes))


def _entities(cell: Cell) -> str:
    """Punctuation as character references, which wikis show and do not read as markup."""
    return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", on_one_line(cell).strip())


def _rst(cell: Cell) -> str:
    """A backslash before markup, and an escaped space, which shows nothing, before what might begin a list."""
    return _RST_START.sub(r"\\ ", _RST_MARKS.sub(r"\\\g<0>", on_one_line(cell).strip()))


def _org(cell: Cell) -> str:
    return on_one_line(cell).strip().replace("|", r"\vert{}")


def _tsv(cell: Cell) -> str:
    # Stripped before it is guarded: tabulate strips too, and would lay bare a sign that a space was hiding.
    return str(guarded(on_one_line(cell).strip()))
