"""The program: its commands in their groups, and the three fates of a run, each with its exit code."""

from __future__ import annotations

import os
import sys
from io import StringIO, TextIOWrapper

import click

from riskreg.cli import (
    check,
    compare,
    embed,
    export,
    fmt,
    git_,
    history,
    import_,
    link,
    list_,
    matrix,
    new,
    rename,
    schema,
    show,
    sources,
)
from riskreg.cli.options import shared
from riskreg.printable import printable
from riskreg.version import __version__

STOPPED = 130
FAULT = 3

_GROUPS = {
    "Reading": (list_.list_, show.show, compare.compare, history.history, matrix.matrix),
    "Editing": (check.check, fmt.fmt, new.new, link.link, rename.rename),
    "Papers and reports": (embed.embed, export.export, import_.import_, sources.sources),
    "Plumbing": (git_.git, schema.schema),
}


class Program(click.Group):
    """A group that lists its commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One section a purpose, in the order of an officer's work."""
        for title, commands in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(str(c.name), c.get_short_help_str(150)) for c in commands])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="riskreg", message="%(prog)s %(version)s")
@shared
def riskreg() -> None:
    """Keep a public body's risk registers as text files, and see what changed.

    A register is one TOML file per date in the folder registers/. REF names one: a file name without .toml (2022), a
    date (2022-11), a path, - for standard input, or REV:REF for a register as git has it at a revision (main:2022).

    \b
    Examples:
      riskreg list
      riskreg show 2022
      riskreg compare 2021 2022
      riskreg check
    """


for _group in _GROUPS.values():
    for _command in _group:
        riskreg.add_command(_command)


def main() -> None:
    """Run the program, and leave with the exit code of what became of it."""
    _speak_any_alphabet()
    try:
        code = riskreg.main(prog_name="riskreg", standalone_mode=False)
        _leave(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as leaving:
        _leave(leaving.exit_code)
    except click.ClickException as refusal:
        said = StringIO()
        refusal.show(said)
        click.echo(printable(said.getvalue(), keep="\n"), nl=False, err=True)
        _leave(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        _leave(STOPPED)
    except Exception as error:
        _leave(_refuse(error))


def _leave(code: int) -> None:
    sys.stdout.flush()
    sys.exit(code)


def _refuse(error: Exception) -> int:
    """Say why nothing was done: a refusal in one message, anything else as a fault of riskreg with its trace kept."""
    from riskreg.errors import RiskregError

    if isinstance(error, RiskregError):
        click.echo(f"riskreg: {error}", err=True)
        return error.exit_code
    from riskreg.cli.trace import keep_trace

    click.echo(f"riskreg: this is a fault of riskreg itself: {type(error).__name__}", err=True)
    click.echo(f"Please report it with the trace, which was put in {keep_trace(error)}", err=True)
    return FAULT


def _speak_any_alphabet() -> None:
    """UTF-8 into files and pipes; a character that a terminal's encoding lacks is written out, not refused."""
    # Where a stream was closed before the program began, there is nobody to speak to.
    sys.stdout, sys.stderr = sys.stdout or StringIO(), sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            into_file = not stream.isatty() and not os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding="utf-8" if into_file else None, errors="backslashreplace")
