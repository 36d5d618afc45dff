"""The command `git verify-merge`: edits that merges lost, for servers that merge without riskreg."""

from __future__ import annotations

import click

from riskreg.cli import options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.git_registers import git_registers
from riskreg.cli.printing import Printing


@click.command("verify-merge", short_help="Replay merges, and name the edits that they lost.")
@click.argument("range", required=False, metavar="[RANGE]")
@options.include_exempt
@options.printing
@pass_context
@click.pass_context
def verify_merge(
    ctx: click.Context, context: Context, range: str | None, include_exempt: bool, printing: Printing
) -> None:
    """Replay merges by record, and name the edits that were lost or invented.

    RANGE is A..B, the merges of B that A does not have, or one merge commit. Without it: HEAD if it is a merge, else
    what HEAD has and its upstream has not. Exits with 1 where an edit was lost or comes from no side, or the merge
    made a register unreadable. Where a register cannot be verified, the reason stands in its place.

    \b
    Examples:
      riskreg git verify-merge
      riskreg git verify-merge v1.0..main
      riskreg git verify-merge HEAD~3 --format json
    """
    from riskreg.merging.verify import verdicts
    from riskreg.store.git_merges import merges
    from riskreg.tables.merges import merges_table

    finder = context.finder
    folder = git_registers(context)
    found = merges(folder, range)
    told = tuple(verdicts(folder, found, include_exempt=include_exempt, max_size=finder.max_size))
    printing.table(merges_table(len(found), told, include_exempt=include_exempt))
    if any(verdict.is_wrong for verdict in told):
        ctx.exit(1)
