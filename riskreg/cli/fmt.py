"""The command `fmt`: registers in the canonical layout, every comment kept where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import editing, options
from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context

if TYPE_CHECKING:
    from riskreg.store.shelf import DiskShelf


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_ref)
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@options.shared
@pass_context
@click.pass_context
def fmt(ctx: click.Context, context: Context, files: tuple[str, ...], check: bool, diff: bool) -> None:
    """Put registers in the canonical layout, with every comment kept.

    FILE is a path or the name of a register; without one, all registers of the folder. A file with faults is never
    touched: it is named, the others are done, and the exit code is 2.

    \b
    Examples:
      riskreg fmt
      riskreg fmt 2022
      riskreg fmt --check
      riskreg fmt registers/2022.toml --diff
    """
    from riskreg.errors import RiskregError

    would_change = refused = False
    for name in files or context.finder.shelf().stems():
        try:
            shelf, stem = _place(context, name) if files else (context.finder.shelf(), name)
            would_change = _done(shelf, stem, check=check, diff=diff) or would_change
        except RiskregError as error:
            refused = True
            click.echo(f"riskreg: {error}", err=True)
    if refused:
        ctx.exit(2)
    if check and would_change:
        ctx.exit(1)


def _place(context: Context, name: str) -> tuple[DiskShelf, str]:
    from riskreg.store.edit_desk import place_of

    return place_of(context.finder.locate(name))


def _done(shelf: DiskShelf, stem: str, *, check: bool, diff: bool) -> bool:
    """Whether a file was not in the layout. It is now, unless it was only to be looked at."""
    from riskreg.store.edit_desk import at_desk
    from riskreg.store.layout import formatted
    from riskreg.store.safe import write_drafts

    with at_desk(shelf, stem) as desk:
        original = desk.original(stem)
        register = original.reading.valid()
        text = formatted(original.text, register)
        differs = text.encode() != original.data
        if not (check or diff):
            write_drafts([original.rewritten(text, register)])
    if diff and differs:
        editing.show_difference(original.name, original.text, text)
    elif differs:
        editing.say(f"{original.name}: {'would change' if check else 'formatted'}")
    return differs
