"""The commands `git install` and `git uninstall`: git told of riskreg, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import editing, options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.git_registers import git_registers

if TYPE_CHECKING:
    from riskreg.store.git_setup import Changes, Scope

_global = click.option(
    "--global", "everywhere", is_flag=True, help="For all your repositories, in your own settings and attributes."
)


@click.command()
@_global
@editing.dry_run
@options.shared
@pass_context
def install(context: Context, everywhere: bool, dry_run: bool) -> None:
    """Have git merge registers by record, and show them by field.

    Writes a marked block into .gitattributes, which is to be committed, and drivers into the settings of this
    repository, which git never shares: everybody who wants them runs this once. Without riskreg git merges and shows
    the same files line by line.

    \b
    Examples:
      riskreg git install
      riskreg git install --dry-run
      riskreg git install --global
    """
    from riskreg.store.git_drivers import this_program
    from riskreg.store.git_setup import install as installed

    scope = _scope(context, everywhere=everywhere)
    changes = installed(scope, this_program(), only_look=dry_run)
    if dry_run:
        _show(scope, changes)
    elif not changes.any:
        editing.say("git uses riskreg already: nothing to change")
    else:
        _say_installed(scope, changes, everywhere=everywhere)


@click.command()
@_global
@editing.dry_run
@options.shared
@pass_context
def uninstall(context: Context, everywhere: bool, dry_run: bool) -> None:
    """Take back what git install did, to the byte.

    \b
    Examples:
      riskreg git uninstall
      riskreg git uninstall --global
    """
    from riskreg.store.git_setup import uninstall as uninstalled

    scope = _scope(context, everywhere=everywhere)
    changes = uninstalled(scope, only_look=dry_run)
    if dry_run:
        _show(scope, changes)
    elif not changes.any:
        editing.say("nothing of riskreg is installed here: nothing to change")
    else:
        editing.say("git uses riskreg no more; registers are merged and shown line by line")
        if not everywhere and changes.before != changes.after:
            editing.say(
                "the block is out of .gitattributes too: commit that; or, for colleagues: git restore .gitattributes"
            )


def _scope(context: Context, *, everywhere: bool) -> Scope:
    from pathlib import Path

    from riskreg.errors import NoRegistersFolder
    from riskreg.store.find import FOLDER
    from riskreg.store.git_setup import repository, user

    if everywhere:
        return user(Path.cwd(), FOLDER)
    try:
        folder = git_registers(context)
    except NoRegistersFolder:
        folder = Path.cwd() / FOLDER
    return repository(folder.resolve())


def _say_installed(scope: Scope, changes: Changes, *, everywhere: bool) -> None:
    patterns = " and ".join(line.partition(" merge=")[0].partition(" diff=")[0] for line in scope.lines)
    whose = "your settings" if everywhere else "the settings of this repository"
    if changes.before != changes.after:
        editing.say(f"{scope.shown}: {patterns} go through riskreg")
    if changes.settings:
        editing.say(f"merge driver and textconv: put into {whose}")
    if not everywhere and changes.before != changes.after:
        editing.say("commit .gitattributes; each colleague with riskreg runs riskreg git install once")


def _show(scope: Scope, changes: Changes) -> None:
    """What would change: the attributes as a difference, the settings as git's own commands."""
    import shlex

    for key, value in changes.settings.items():
        words = ("--unset-all", key) if value is None else ("--replace-all", key, value)
        click.echo(shlex.join(("git", "config", scope.option, *words)))
    before, after = (data.decode("utf-8", errors="replace") if data else "" for data in (changes.before, changes.after))
    if changes.before != changes.after:
        editing.show_difference(scope.shown, before, after)
