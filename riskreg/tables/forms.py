"""The forms a table can be printed in, by name."""

from __future__ import annotations

from riskreg.errors import UnknownWord
from riskreg.tables.as_text import text
from riskreg.tables.table import Table, choose

FORMS = ("text", "markdown", "html", "latex", "csv", "json")
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
    if form in FORMS:
        return _ours(table, form, width)
    names = form_names()
    if form not in names:
        raise UnknownWord("form", form, names)
    from riskreg.tables.as_tabulate import as_tabulate

    return as_tabulate(table, form, width)


def _ours(table: Table, form: str, width: int) -> str:
    """One of riskreg's own forms; the writers of the others are not imported."""
    match form:
        case "markdown":
            from riskreg.tables.as_markdown import markdown

            return markdown(table)
        case "html":
            from riskreg.tables.as_html import html

            return html(table)
        case "latex":
            from riskreg.tables.as_latex import latex

            return latex(table, "latex")
        case "csv":
            from riskreg.tables.as_csv import comma_separated

            return comma_separated(table)
        case "json":
            from riskreg.tables.as_json import as_json

            return as_json(table)
        case _:
            return text(table, width)
