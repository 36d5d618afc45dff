"""The command `compare`: what changed between two registers."""

from __future__ import annotations

import click

from riskreg.cli.context import Context, pass_context
from riskreg.cli.options import include_exempt, printing, ref
from riskreg.cli.printing import print_table, print_text


@click.command()
@ref("earlier")
@ref("later")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything differs.")
@include_exempt
@printing
@pass_context
@click.pass_context
def compare(
    ctx: click.Context,
    context: Context,
    earlier: str,
    later: str,
    exit_code: bool,
    include_exempt: bool,
    form: str,
    output: str | None,
    columns: str | None,
    sort: str | None,
) -> None:
    """What changed between two registers: the main job.

    Risks are paired by the same id, then by recorded supersedes, followed over the registers between the two dates.
    With --format json the whole comparison is printed, as docs/compare.schema.json describes it.

    \b
    Examples:
      riskreg compare 2021 2022
      riskreg compare 2021 2022 --format markdown --output changes.md
      riskreg compare HEAD~3:2022 2022 --exit-code
    """
    from riskreg.comparison.compare import compare as compared
    from riskreg.errors import WrongOrder
    from riskreg.store.companions import companions
    from riskreg.tables.comparison import comparison_table
    from riskreg.tables.comparison_json import comparison_json

    finder = context.finder
    was, now = finder.locate(earlier), finder.locate(later)
    before, after = was.reading.valid(), now.reading.valid()
    if after.date.before(before.date):
        raise WrongOrder(earlier, str(before.date), later, str(after.date))
    beside = companions(finder, was, now)
    comparison = compared(before, after, beside.registers)
    if form == "json":
        print_text(comparison_json(comparison, earlier, later, include_exempt=include_exempt), output)
    else:
        table = comparison_table(comparison, earlier, later, include_exempt=include_exempt)
        print_table(table, form, output, columns, sort)
    if beside.left_out:
        click.echo(f"riskreg: left out of the lineage, as not valid: {', '.join(beside.left_out)}", err=True)
    if exit_code and comparison.differs:
        ctx.exit(1)
