"""The command `compare`: what changed between two registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import Printing, note

if TYPE_CHECKING:
    from riskreg.comparison.change import Comparison


@click.command()
@options.ref("earlier")
@options.ref("later")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@options.include_exempt
@options.printing
@pass_context
@click.pass_context
def compare(
    ctx: click.Context,
    context: Context,
    earlier: str,
    later: str,
    exit_code: bool,
    include_exempt: bool,
    printing: Printing,
) -> None:
    """What changed between two registers: the main job.

    Risks are paired by the same id, then by recorded supersedes, followed over the registers between the two dates.
    With --format json the whole comparison is printed, as docs/compare.schema.json describes it: --columns and --sort,
    which choose from the table, are refused there.

    \b
    Examples:
      riskreg compare 2021 2022
      riskreg compare 2021 2022 --format markdown --output changes.md
      riskreg compare HEAD~3:2022 2022 --exit-code
    """
    from riskreg.tables.comparison import comparison_table
    from riskreg.tables.comparison_json import comparison_json

    if printing.form == "json" and (printing.columns or printing.sort):
        raise click.UsageError(
            "--columns and --sort choose from a table; compare --format json is always the whole comparison: leave "
            "them out, or print the table with --format csv"
        )
    comparison, left_out = _compared(context, earlier, later)
    if printing.form == "json":
        printing.text(comparison_json(comparison, earlier, later, include_exempt=include_exempt))
    else:
        printing.table(comparison_table(comparison, earlier, later, include_exempt=include_exempt))
    if left_out:
        note(f"left out of the lineage, as not valid: {', '.join(left_out)}")
    if exit_code and comparison.differs:
        ctx.exit(1)


def _compared(context: Context, earlier: str, later: str) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison of two REFs, and the files beside them that could not be used."""
    from riskreg.comparison.compare import compare as compared
    from riskreg.errors import WrongOrder
    from riskreg.store.companions import companions, exempt_ids

    was, now = context.finder.locate(earlier), context.finder.locate(later)
    before, after = was.reading.valid(), now.reading.valid()
    if after.date.before(before.date):
        raise WrongOrder(earlier, str(before.date), later, str(after.date))
    beside = companions(context.finder, was, now)
    secret = exempt_ids(context.finder, was, now)
    return compared(before, after, beside.registers, secret), beside.left_out
