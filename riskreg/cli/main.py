"""The program: its commands in their groups, and the three fates of a run, each with its exit code."""

from __future__ import annotations

import gc
import sys
from io import StringIO
from typing import Any

import click

from riskreg.cli.late import Commands, Late
from riskreg.cli.options import shared
from riskreg.cli.printing import columns
from riskreg.cli.streams import open_streams
from riskreg.printable import printable
from riskreg.version import __version__

STOPPED = 130
FAULT = 3

_GROUPS = {
    "Reading": {
        "list": Late("list_.list_", "The registers: name, date, title, risks, mitigations, source."),
        "show": Late("show.show", "A register as a table; with RISK, one risk in full."),
        "compare": Late("compare.compare", "What changed between two registers: the main job."),
        "history": Late(
            "history.history", "What became of every risk over all registers, as a grid; with RISK, one risk's story."
        ),
        "matrix": Late(
            "matrix.matrix", "Where each risk stands by likelihood and impact; with a later REF, then and now."
        ),
    },
    "Editing": {
        "check": Late("check.check", "Every fault of every register and card, with its place."),
        "fmt": Late("fmt.fmt", "Put registers in the canonical layout, with every comment kept."),
        "new": Late("new.new", "Start the register of DATE from the latest one."),
        "link": Late("link.link", "Record in register LATER that ID takes over risks of earlier registers."),
        "rename": Late("rename.rename", "Change the id of a risk, or of an action RISK.MITIGATION, of register REF."),
    },
    "Papers and reports": {
        "embed": Late("embed.embed", "Bring the tables between the marks of papers up to date."),
        "export": Late(
            "export.export", "A register as a file for others: html, xlsx, csv, json or docx; all registers as Parquet."
        ),
        "import": Late("import_.import_", "Make a draft register from the risk table of a report."),
        "sources": Late(
            "sources.sources", "The cards: date, kind, risk table, which registers rest on each and which cite it."
        ),
    },
    "Plumbing": {
        "git": Late("git_.git", "Teach git to show, merge and verify registers by record and by field."),
        "schema": Late(
            "schema.schema",
            "Print the JSON Schema (2020-12) of a register, a card or riskreg.toml (config), for editors.",
        ),
    },
}
"""The commands by what they are for, in the order of an officer's work."""

_COMMANDS = {name: late for group in _GROUPS.values() for name, late in group.items()}


class Program(click.Group):
    """A group that lists its commands by what they are for."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The width of help is click's own, which would import shutil to find it."""
        extra.setdefault("terminal_width", max(min(columns(), 80) - 2, 50))
        return super().make_context(info_name, args, parent, **extra)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One section a purpose; no command is imported for it."""
        for title, commands in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, late.short_help) for name, late in commands.items()])


@click.group(cls=Program, commands=Commands(_COMMANDS), context_settings={"help_option_names": ["-h", "--help"]})
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


def main() -> None:
    """Run the program, and leave with the exit code of what became of it."""
    # Records hold nothing in circles, and are needed to the end: looking for some took a sixteenth of a long run.
    gc.disable()
    open_streams()
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
    try:
        click.echo(f"Please report it with the trace, which was put in {keep_trace(error)}", err=True)
    except OSError as unkept:
        click.echo(
            f"Please report it; the trace could not be kept: {unkept.strerror or 'the system refused'}", err=True
        )
    return FAULT
