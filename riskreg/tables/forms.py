"""The forms a table can be printed in, by name."""

from __future__ import annotations

from collections.abc import Callable

from riskreg.errors import UnknownWord
from riskreg.tables.as_csv import comma_separated
from riskreg.tables.as_html import html
from riskreg.tables.as_json import as_json
from riskreg.tables.as_latex import latex
from riskreg.tables.as_markdown import markdown
from riskreg.tables.as_tabulate import as_tabulate
from riskreg.tables.as_text import text
from riskreg.tables.table import Table, choose

_OURS: dict[str, Callable[[Table, int], str]] = {
    "text": text,
    "markdown": lambda table, _: markdown(table),
    "html": lambda table, _: html(table),
    "latex": lambda table, _: latex(table, "latex"),
    "csv": lambda table, _: comma_separated(table),
    "json": lambda table, _: as_json(table),
}

FORMS = tuple(_OURS)
"""riskreg's own forms; `form_names` has tabulate's as well."""


def form_names() -> tuple[str, ...]:
    """All forms: riskreg's own, then those of tabulate, which is imported to ask."""
    from tabulate import tabulate_formats

    return *FORMS, *sorted(set(tabulate_formats) - set(FORMS))


def render(table: Table, form: str, *, width: int = 80, colour: bool = False) -> str:
    """The table's default columns in that form, ending with one line end.

    `width` matters to plain text alone, and `colour`, for marks on a terminal, to the form `text`. Raises UnknownWord
    where there is no such form.
    """
    table = choose(table)
    if form == "text" and colour:
        return text(table, width, colour=True)
    if form in _OURS:
        return _OURS[form](table, width)
    names = form_names()
    if form not in names:
        raise UnknownWord("form", form, names)
    return as_tabulate(table, form, width)
