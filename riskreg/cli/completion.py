"""What the shell may complete: names of registers, and ids of risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli.context import Context

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def complete_ref(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The registers of the folder, by file name. Nothing is said where there is no folder."""
    from click.shell_completion import CompletionItem

    try:
        stems = _context(ctx).finder.shelf().stems()
    except Exception:  # a completion that fails must not disturb the line being typed
        return []
    return [CompletionItem(stem) for stem in stems if stem.startswith(incomplete) and stem.isprintable()]


def complete_risk(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The risks of the register that the line names already, with their titles; exempt ones only if asked for."""
    from click.shell_completion import CompletionItem

    try:
        from riskreg.comparison.exempt import exempt_ids
        from riskreg.store.companions import beside

        finder = _context(ctx).finder
        found = finder.locate(ctx.params["ref"])
        hidden = frozenset() if ctx.params.get("include_exempt") else exempt_ids(beside(finder, found))
        register = found.reading.record
    except Exception:  # as above
        return []
    risks = register.risks if register else ()
    return [
        CompletionItem(risk.id, help=risk.title)
        for risk in risks
        if risk.id.startswith(incomplete) and risk.id not in hidden
    ]


def _context(ctx: click.Context) -> Context:
    return ctx.ensure_object(Context)
