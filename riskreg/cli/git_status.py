"""The command `git status`: whether git uses riskreg as it should."""

from __future__ import annotations

import click

from riskreg.cli.context import Context, pass_context
from riskreg.cli.git_registers import git_registers
from riskreg.cli.options import shared


@click.command(short_help="Say what is missing, stale or overridden.")
@shared
@pass_context
@click.pass_context
def status(ctx: click.Context, context: Context) -> None:
    """Say whether git uses riskreg as it should: what is missing, stale or overridden.

    Exits with 1 where not all is well. Nothing is changed.

    \b
    Examples:
      riskreg git status
    """
    from riskreg.cli.printing import print_text
    from riskreg.printable import printable
    from riskreg.store.git_drivers import this_program
    from riskreg.store.git_status import points

    folder = git_registers(context)
    shelf = context.finder.shelf()
    found = tuple(points(folder, shelf.stems(), this_program()))
    print_text("".join(f"{printable(str(point))}\n" for point in found), None)
    if any(point.wrong for point in found):
        ctx.exit(1)
