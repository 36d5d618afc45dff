"""The command `list`: the registers there are."""

from __future__ import annotations

import click

from riskreg.cli.context import Context, pass_context
from riskreg.cli.options import printing
from riskreg.cli.printing import print_table


@click.command("list")
@printing
@pass_context
def list_(context: Context, form: str, output: str | None, columns: str | None, sort: str | None) -> None:
    """The registers: name, date, title, risks, mitigations, source.

    \b
    Examples:
      riskreg list
      riskreg list --format csv --output registers.csv
      riskreg list --columns ref,date,risks --sort -risks
    """
    from riskreg.tables.registers import Entry, register_list

    series = context.finder.series()
    entries = [Entry(e.ref, e.reading.record) for e in series.entries if e.reading.record]
    print_table(register_list(entries), form, output, columns, sort)
    faulty = [e.reading.text.file for e in series.entries if e.reading.findings]
    for error in series.unreadable_registers:
        click.echo(f"riskreg: {error}", err=True)
    if faulty:
        click.echo(f"riskreg: not valid: {', '.join(faulty)}; see riskreg check", err=True)
