"""The command `check`: every fault of every register and card, with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context
from riskreg.cli.endings import agreed, is_given
from riskreg.cli.options import shared
from riskreg.cli.printing import note, print_text

if TYPE_CHECKING:
    from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

FORMS = ("text", "json", "github")


def day(text: str) -> date:
    """A day: 2025-11-30; of a date without a day, the last that it may mean. Refuses anything else."""
    from datetime import date

    from riskreg.model.dates import PartialDate

    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else PartialDate.of_text(text).last
    except ValueError:
        advice = 'write it as 2025-11-30, or "2025-11" for the end of November'
        raise click.BadParameter(f"{text!r} is no date; {advice}") from None


def _explain(ctx: click.Context, param: click.Parameter, code: str | None) -> None:
    """Say what a code means, and be done."""
    if code is None or ctx.resilient_parsing:
        return
    from riskreg.codes import explanation

    click.echo(explanation(code))
    ctx.exit(0)


@click.command()
@click.argument("refs", nargs=-1, metavar="[REF]...", shell_complete=complete_ref)
@click.option("--strict", is_flag=True, help="Warnings count as errors: exit with 1.")
@click.option(
    "--as-of",
    metavar="DATE",
    type=day,
    help="Also what is overdue on that day, in the latest register that is not dated after it, or in the REFs given.",
)
@click.option(
    "--explain", metavar="CODE", is_eager=True, expose_value=False, callback=_explain, help="What a code means."
)
@click.option("-f", "--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE rather than the screen.")
@shared
@pass_context
@click.pass_context
def check(
    ctx: click.Context,
    context: Context,
    refs: tuple[str, ...],
    strict: bool,
    as_of: date | None,
    form: str,
    output: str | None,
) -> None:
    """Every fault of every register and card, with its place. Nothing is ever changed.

    Exits with 1 where there are errors, with --strict where there are warnings, and with 2 where a file cannot be read,
    or the folder that --registers names holds no register.

    With --as-of DATE, also warnings of what is overdue on that day: targets missed, actions not complete when due,
    risks not reviewed for a year, ratings above appetite. Without it, nothing depends on the day.

    \b
    Examples:
      riskreg check
      riskreg check 2022
      riskreg check --strict --format github
      riskreg check --as-of 2025-11-30
      riskreg check --explain W401
    """
    from riskreg.checking.check import check_everything, check_refs
    from riskreg.store.filled import filled
    from riskreg.tables.findings import WRITERS

    form = agreed(form, output, FORMS, given=is_given("form"))
    finder = context.finder
    result = check_refs(finder, refs, as_of) if refs else check_everything(filled(finder), as_of)
    print_text(WRITERS[form](result.findings, result.files), output)
    for remark in result.notes:
        note(remark)
    if result.unreadable:
        ctx.exit(2)
    if any(strict or f.severity == "error" for f in result.findings):
        ctx.exit(1)
