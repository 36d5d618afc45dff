"""The command `show`: a register as a table, or one risk in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.completion import complete_risk
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing

if TYPE_CHECKING:
    from collections.abc import Collection

    from riskreg.comparison.change import Comparison
    from riskreg.model.register import Register
    from riskreg.model.risk import Risk
    from riskreg.store.find import Found


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
    from riskreg.store.companions import exempt_ids
    from riskreg.tables.register import register_table
    from riskreg.tables.risk import risk_sheet

    found = context.finder.locate(ref)
    register = found.reading.valid()
    exempt = exempt_ids(context.finder, found)
    since = _since(context, found, register, exempt)
    if risk is None:
        table = register_table(register, ref, include_exempt=include_exempt, exempt=exempt, since=since)
    else:
        one = _risk(register, risk, ref, frozenset() if include_exempt else exempt)
        table = risk_sheet(register, one, ref, include_exempt=include_exempt, exempt=exempt, since=since)
    printing.table(table)


def _risk(register: Register, id: str, ref: str, hidden: Collection[str]) -> Risk:
    from riskreg.errors import NoSuchRisk

    try:
        return register.risk(id)
    except KeyError:
        raise NoSuchRisk(id, ref, [risk.id for risk in register.risks if risk.id not in hidden]) from None


def _since(context: Context, found: Found, register: Register, exempt: Collection[str]) -> Comparison | None:
    """The comparison with the preceding register; None where nothing is scored, or that one is missing or faulty."""
    from riskreg.comparison.compare import compare
    from riskreg.store.series import has_date

    scored = any(risk.score.stages() for risk in register.risks)
    if not scored or found.shelf is None or not context.finder.holds_a_series(found.shelf):
        return None
    dated = (e.reading for e in context.finder.series(found.shelf).entries if has_date(e.reading))
    before = [(r.record, r.findings) for r in dated if r.record and r.record.date.before(register.date)]
    if not before or before[-1][1]:
        return None
    return compare(before[-1][0], register, [record for record, findings in before if not findings], exempt)
