"""The command `check`: every fault of every register and card, with its place."""

from __future__ import annotations

import click

from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context
from riskreg.cli.options import shared
from riskreg.cli.printing import note, print_text

FORMS = ("text", "json", "github")


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
    "--explain", metavar="CODE", is_eager=True, expose_value=False, callback=_explain, help="What a code means."
)
@click.option("-f", "--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE rather than the screen.")
@shared
@pass_context
@click.pass_context
def check(
    ctx: click.Context, context: Context, refs: tuple[str, ...], strict: bool, form: str, output: str | None
) -> None:
    """Every fault of every register and card, with its place. Nothing is ever changed.

    Exits with 1 where there are errors, with --strict where there are warnings, and with 2 where a file cannot be read.

    \b
    Examples:
      riskreg check
      riskreg check 2022
      riskreg check --strict --format github
      riskreg check --explain W401
    """
    from riskreg.checking.check import check_everything, check_refs
    from riskreg.tables.findings import WRITERS

    finder = context.finder
    result = check_refs(finder, refs) if refs else check_everything(finder.series())
    print_text(WRITERS[form](result.findings, result.files), output)
    for remark in result.notes:
        note(remark)
    if result.unreadable:
        ctx.exit(2)
    if any(strict or f.severity == "error" for f in result.findings):
        ctx.exit(1)
