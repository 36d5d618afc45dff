"""A table in the form that was asked for, to the screen or into a file."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from riskreg.tables.table import Table

PIPED = 80
"""The width of plain text where there is no terminal."""


def print_table(table: Table, form: str, output: str | None, columns: str | None, sort: str | None) -> None:
    """Choose columns and order, then print."""
    from riskreg.tables.forms import render
    from riskreg.tables.table import choose, order

    if sort:
        table = order(table, sort)
    keys = [key.strip() for key in columns.split(",") if key.strip()] if columns else []
    print_text(render(choose(table, keys), form, width=width()), output)


def print_text(text: str, output: str | None) -> None:
    """To the screen, or whole and at once into a file."""
    if output is None or output == "-":
        click.echo(text, nl=False)
        return
    from riskreg.store.safe import write_text

    write_text(output, text)


def width() -> int:
    """The columns there are: `$COLUMNS`, else the terminal's, else 80."""
    if os.environ.get("COLUMNS", "").isdigit() or click.get_text_stream("stdout").isatty():
        return shutil.get_terminal_size((PIPED, 24)).columns
    return PIPED
