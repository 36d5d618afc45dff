"""The command `git merge-driver`: what git runs to merge a register; it says by its exit code who finishes the merge.

0: merged. 10: merged, with conflicts marked. Anything else, as from a program that is missing, fails or is killed:
nothing was written, and what called it lets git merge by lines.
"""

from __future__ import annotations

import os

import click

from riskreg.cli.context import Context, pass_context
from riskreg.cli.options import shared

CONFLICTS = 10


@click.command(hidden=True)
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.argument("marker_size", type=click.IntRange(1, 1000))
@click.argument("path")
@shared
@pass_context
@click.pass_context
def merge_driver(
    ctx: click.Context, context: Context, base: str, ours: str, theirs: str, marker_size: int, path: str
) -> None:
    """Merge %A with %B, whose common ancestor is %O; for git, as a merge driver.

    The result goes into OURS (%A) and nowhere else; PATH (%P) is only what messages call the file. The exit code is 0
    where all is merged, 10 where conflicts are marked; with any other code OURS is as it was, and what called this must
    let git merge by lines, as the driver in docs/merging.md does: git alone would keep OURS and lose THEIRS.

    \b
    Example:
      riskreg git merge-driver base.toml ours.toml theirs.toml 7 registers/2022.toml
    """
    from pathlib import Path

    from riskreg.cli.git_merge import put, tell
    from riskreg.errors import Declined, RiskregError
    from riskreg.merging.merge import LABELS, merge_texts
    from riskreg.printable import printable
    from riskreg.store.raw import MAX_SIZE, read_bytes

    size = context.max_size or MAX_SIZE
    names = (f"{path} (ours)", f"{path} (base)", f"{path} (theirs)")
    try:
        texts = [read_bytes(Path(file), path, size) for file in (base, ours, theirs)]
        merged = merge_texts(*texts, labels=LABELS, names=names, marker_size=marker_size)
    except Declined as error:
        click.echo(f"riskreg: {printable(error.why)}; git merges this file by lines", err=True)
        ctx.exit(2)
    except RiskregError as error:
        click.echo(f"riskreg: {error}", err=True)
        ctx.exit(2)
    if merged.text != texts[1]:
        put(ours, merged.text, {os.path.realpath(ours): texts[1]})
    if merged.conflicts:
        click.echo(f"riskreg: {printable(path)}:", err=True)
        tell(merged, LABELS)
    ctx.exit(CONFLICTS if merged.conflicts else 0)
