"""The command `list`: the registers there are."""

from __future__ import annotations

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing, note


@click.command("list")
@options.printing
@pass_context
def list_(context: Context, printing: Printing) -> None:
    """The registers: name, date, title, risks, mitigations, source.

    \b
    Examples:
      riskreg list
      riskreg list --format csv --output registers.csv
      riskreg list --columns ref,date,risks --sort -risks
    """
    from riskreg.tables.registers import Entry, register_list

    series = context.finder.series()
    entries = [Entry(e.ref, e.reading.record) for e in series.entries if e.reading.record and not e.reading.findings]
    if entries or not series.shelf.stems():
        printing.table(register_list(entries))
    faulty = [e.reading.text.file for e in series.entries if e.reading.findings]
    for error in series.unreadable_registers:
        note(str(error))
    if faulty:
        note(f"not valid: {', '.join(faulty)}; see riskreg check")
