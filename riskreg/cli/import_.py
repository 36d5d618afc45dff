"""The command `import`: a register file from the spreadsheet or CSV file that riskreg exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.editing import say
from riskreg.cli.printing import note, print_text

if TYPE_CHECKING:
    from riskreg.model.register import Register


@click.command("import")
@click.argument("file", type=click.Path())
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="The register file to write; it must be new.")
@options.shared
@pass_context
def import_(context: Context, file: str, output: str | None) -> None:
    """A register file from a workbook (xlsx) or CSV file that `riskreg export` wrote and somebody edited.

    The rules are those of a register file; each fault is told with its cell. Without --output the register is printed.
    A file that is there already is never overwritten.

    \b
    Examples:
      riskreg import risks.xlsx
      riskreg import risks.xlsx --output registers/2026-02.toml
    """
    from pathlib import Path

    from riskreg.intake.exported import read_export
    from riskreg.store.raw import MAX_SIZE, read_bytes
    from riskreg.store.write import dumps

    found = read_export(file, read_bytes(Path(file), file, context.max_size or MAX_SIZE))
    for told in found.notes:
        note(told)
    if output is None or output == "-":
        print_text(dumps(found.register), output)
        return
    _write_new(output, found.register)
    say(f"{output}: {_counted(found.register)} from {file}")


def _write_new(output: str, register: Register) -> None:
    from riskreg.store.read import loads
    from riskreg.store.safe import NotAsMeant, write_new
    from riskreg.store.write import dumps

    def check(data: bytes) -> None:
        if loads(data.decode("utf-8"), output) != register:
            raise NotAsMeant(output)

    write_new(output, dumps(register).encode("utf-8"), check)


def _counted(register: Register) -> str:
    from riskreg.tables.wording import count

    return f"{count(len(register.risks), 'risk')} and {count(register.mitigation_count(), 'mitigation')}"
