"""A table in the form that was asked for, to the screen or into a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from riskreg.printable import printable

if TYPE_CHECKING:
    from riskreg.tables.block import Block
    from riskreg.tables.pictures.shapes import Picture
    from riskreg.tables.table import Table

PIPED = 80
"""The width of plain text where there is no terminal."""


class Printing(NamedTuple):
    """How a table is to be printed."""

    form: str
    """One of riskreg's own forms, or of tabulate's."""
    output: str | None
    """The file to write; None for the screen."""
    columns: tuple[str, ...]
    """The keys of the columns to show; empty for the usual ones."""
    sort: str | None
    """The key of the column to sort by, with a hyphen before it for the other way round."""

    def table(self, table: Table) -> None:
        """Choose columns and order, then print."""
        from riskreg.tables.table import choose, order

        ordered = order(table, self.sort) if self.sort else table
        self.ready(choose(ordered, self.columns))

    def ready(self, table: Table) -> None:
        """Print a table whose columns are chosen and whose rows are in order."""
        from riskreg.tables.forms import render

        self.text(render(table, self.form, width=width(), colour=self.output in (None, "-") and coloured()))

    def block(self, block: Block) -> None:
        """Print a block as a paper would hold it."""
        from riskreg.tables.as_block import block_text

        self.text(block_text(block, self.form, width=width()))

    @property
    def drawn(self) -> bool:
        """Whether a picture is asked for; refuses what has no meaning then."""
        if self.form not in ("svg", "png"):
            return False
        if self.columns or self.sort:
            raise click.UsageError("--columns and --sort choose among columns and rows: a picture has none")
        if self.form == "png" and self.output in (None, "-") and (self.output is None or sys.stdout.isatty()):
            raise click.UsageError("a PNG picture goes into a file: add --output FILE.png")
        return True

    def picture(self, picture: Picture) -> None:
        """Draw into the file, and print what the picture says in words; an SVG without a file goes to the screen."""
        from riskreg.tables.pictures.draw import draw

        data = draw(picture, self.form)
        if self.output is None or self.output == "-":
            _to_screen(data)
            return
        _into_file(data, self.output)
        _to_screen("".join(f"{line}\n" for line in picture.words))

    def text(self, text: str) -> None:
        """Print a text that is made already."""
        print_text(text, self.output)


def print_text(text: str, output: str | None) -> None:
    """To the screen, or whole and at once into a file."""
    if output is None or output == "-":
        _to_screen(text)
        return
    from riskreg.store.safe import write_text

    note(f"{output}: {write_text(output, text)}")


def print_bytes(data: bytes, output: str) -> None:
    """Whole and at once into a file; with `-` to the standard output, where that is no terminal."""
    if output != "-":
        _into_file(data, output)
    elif sys.stdout.isatty():
        raise click.UsageError("this is no text for a screen; name a file after --output")
    else:
        _to_screen(data)


def _into_file(data: bytes, output: str) -> None:
    from riskreg.store.safe import write_bytes

    note(f"{output}: {write_bytes(output, data)}")


def bytes_to_screen(data: bytes) -> None:
    """To the screen, every byte as it is."""
    _to_screen(data)


def note(text: str) -> None:
    """Say something on the side, on standard error."""
    click.echo(f"riskreg: {printable(text)}", err=True)


def _to_screen(text: str | bytes) -> None:
    click.echo(text, nl=False)


def coloured() -> bool:
    """Whether colour may be added: on a terminal that can, unless `$NO_COLOR` says otherwise (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns there are: `$COLUMNS`, else the terminal's, else 80."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return columns()
    return PIPED


def columns() -> int:
    """What `shutil.get_terminal_size` says of columns, without shutil: it imports every kind of compression."""
    try:
        given = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        given = 0
    if given > 0:
        return given
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or PIPED
    except (OSError, ValueError):
        return PIPED
