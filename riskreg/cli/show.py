"""The command `show`: a register as a table, or one risk in full."""

from __future__ import annotations

import click

from riskreg.cli import options
from riskreg.cli.completion import complete_risk
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing


@click.command()
@options.ref("ref")
@click.argument("risk", required=False, metavar="[RISK]", shell_complete=complete_risk)
@options.include_exempt
@options.printing
@pass_context
def show(
    context: Context,
    ref: str,
    risk: str | None,
    include_exempt: bool,
    printing: Printing,
) -> None:
    """A register as a table; with RISK, one risk in full.

    Where risks are scored, each score's direction of travel since the preceding register of the series is told.

    \b
    Examples:
      riskreg show 2022
      riskreg show 2022 staff-retention
      riskreg show 2022 --columns title,mitigation --format markdown
      riskreg show main:2022
    """
    from riskreg.model.settings import NamedTable, ViewKind
    from riskreg.store.gather import single
    from riskreg.tables.view import Manner, build

    found = single(context.finder, context.finder.locate(ref))
    view = ViewKind.REGISTER if risk is None else ViewKind.RISK
    wanted = NamedTable(id="show", view=view, risk=risk, columns=printing.columns, sort=printing.sort)
    manner = Manner(settings=context.settings_for(printing.form), include_exempt=include_exempt)
    printing.ready(build(wanted, found, manner).table)
