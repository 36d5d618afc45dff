"""Options that several commands share, and what their words may be."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context
from riskreg.cli.printing import Printing

Command = TypeVar("Command", bound=Callable[..., Any])

OURS = ("text", "markdown", "html", "latex", "csv", "json")

PICTURES = ("svg", "png")

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


# A type of one's own is a function: click's class for them takes what it converts to from release 8.4 only.
def size(text: str) -> int:
    """A number of bytes: 500000, 64K, 16M, 1G. Refuses anything else."""
    match = re.fullmatch(r"([0-9]{1,12})([KMG]?)B?", text.upper())
    if not match or int(match[1]) == 0:
        raise click.BadParameter(f"{text!r} is no size; write 500000, 64K, 16M or 1G")
    return int(match[1]) * _UNITS[match[2]]


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a shared option, whether it stands before the command or after it."""
    if value is not None and param.name:
        setattr(ctx.ensure_object(Context), param.name, value)


def shared(command: Command) -> Command:
    """The options that the program and every command of it take."""
    registers = click.option(
        "--registers",
        metavar="DIR",
        type=click.Path(),
        expose_value=False,
        callback=_remember,
        help="The folder of registers. [default: $RISKREG_REGISTERS, else the nearest registers/ at or above the "
        "working folder]",
    )
    max_size = click.option(
        "--max-size",
        type=size,
        metavar="SIZE",
        expose_value=False,
        callback=_remember,
        help="The largest file that is read. [default: 16M]",
    )
    return registers(max_size(command))


include_exempt = click.option(
    "--include-exempt",
    is_flag=True,
    help="Show risks that are exempt from publication too; the output is marked EXEMPT.",
)


def ref(name: str) -> Callable[[Command], Command]:
    """An argument that names a register, completed by the shell."""
    return click.argument(name, metavar=name.upper(), shell_complete=complete_ref)


def printing(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that prints a table; the command gets them as one `Printing`."""
    return _with_printing(command, pictures=False)


def printing_or_picture(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that draws pictures too: they are forms, and what --output ends in chooses one."""
    return _with_printing(command, pictures=True)


def _with_printing(command: Callable[..., None], *, pictures: bool) -> Callable[..., None]:
    @wraps(command)
    def with_printing(
        *words: Any, form: str, output: str | None, columns: str | None, sort: str | None, **others: Any
    ) -> None:
        if output is not None:
            from riskreg.cli.endings import TABLES, agreed, is_given

            form = agreed(form, output, (*TABLES, *PICTURES) if pictures else TABLES, given=is_given("form"))
        keys = tuple(key.strip() for key in (columns or "").split(",") if key.strip())
        command(*words, printing=Printing(form, output, keys, sort), **others)

    made: Callable[..., None] = with_printing
    for option in reversed(_printing_options(pictures=pictures)):
        made = option(made)
    return made


def _printing_options(*, pictures: bool) -> tuple[Callable[[Any], Any], ...]:
    drawn = "; svg and png draw a picture" if pictures else ""
    return (
        click.option(
            "-f",
            "--format",
            "form",
            default="text",
            metavar="FORM",
            help=f"{', '.join(OURS)}, or any name that tabulate knows (grid, github, rst, …){drawn}. "
            "[default: what the ending of --output FILE says, else text]",
        ),
        click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE rather than the screen."),
        click.option("--columns", metavar="KEYS", help="The columns to show, with commas between: id,title."),
        click.option("--sort", metavar="KEY", help="Sort rows by this column; -KEY for the other way round."),
        shared,
    )
