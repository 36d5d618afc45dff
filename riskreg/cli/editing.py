"""What the commands that edit registers share: the option to look first, and what they say."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

from riskreg.cli.context import Context
from riskreg.printable import printable

dry_run = click.option("--dry-run", is_flag=True, help="Change nothing; print what would change.")
"""For commands that edit files."""


def complete_risk_of(argument: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes the ids of the risks of the register that an argument before names."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            register = ctx.ensure_object(Context).finder.locate(ctx.params[argument]).reading.record
        except Exception:  # a completion that fails must not disturb the line being typed
            return []
        risks = register.risks if register else ()
        return [CompletionItem(risk.id, help=risk.title) for risk in risks if risk.id.startswith(incomplete)]

    return complete


def say(text: str) -> None:
    """One line of result."""
    click.echo(printable(text))


def show_difference(name: str, before: str, after: str) -> None:
    """What an edit changes in a file, as a unified diff that is safe to print; nothing where nothing differs."""
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), name, name, lineterm="")
    for line in lines:
        click.echo(printable(line.removesuffix("\r"), keep="\t"))


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [*lines, "(no line end)"] if lines[-1] else lines[:-1]
