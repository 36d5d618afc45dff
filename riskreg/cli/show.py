"""The command `show`: a register as a table, or one risk in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.completion import complete_risk
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing

if TYPE_CHECKING:
    from riskreg.model.register import Register
    from riskreg.model.risk import Risk


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

    \b
    Examples:
      riskreg show 2022
      riskreg show 2022 staff-retention
      riskreg show 2022 --columns title,mitigation --format markdown
      riskreg show main:2022
    """
    from riskreg.store.companions import exempt_ids
    from riskreg.tables.register import register_table
    from riskreg.tables.risk import risk_sheet

    found = context.finder.locate(ref)
    register = found.reading.valid()
    if risk is None:
        exempt = exempt_ids(context.finder, found) if register.removed else frozenset()
        table = register_table(register, ref, include_exempt=include_exempt, exempt_before=exempt)
    else:
        table = risk_sheet(register, _risk(register, risk, ref), ref, include_exempt=include_exempt)
    printing.table(table)


def _risk(register: Register, id: str, ref: str) -> Risk:
    from riskreg.errors import NoSuchRisk

    try:
        return register.risk(id)
    except KeyError:
        raise NoSuchRisk(id, ref, [risk.id for risk in register.risks if not risk.exempt]) from None
