"""The command `new`: start the next register from the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import editing, options
from riskreg.cli.completion import complete_ref
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import note
from riskreg.printable import printable

if TYPE_CHECKING:
    from riskreg.model.register import Register


@click.command()
@click.argument("date")
@click.option("--from", "source", metavar="REF", shell_complete=complete_ref, help="Start from REF, not the latest.")
@click.option("--drop-finished", is_flag=True, help="Leave out actions that are complete or withdrawn.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be written.")
@options.shared
@pass_context
def new(context: Context, date: str, source: str | None, drop_finished: bool, dry_run: bool) -> None:
    """Start the register of DATE from the latest one.

    DATE is a day (2026-02-11), a month (2026-02), a quarter (2026-Q1), a year (2026) or a financial year (2026/27).
    Risks, actions and comments are kept. Supersedes, removals, source and places are left out: they belong to the
    register before. A register that is there already is never overwritten.

    \b
    Examples:
      riskreg new 2026-02-11
      riskreg new 2026-Q1 --drop-finished
      riskreg new 2026-02 --from 2025-09
      riskreg new 2026-02-11 --dry-run
    """
    from riskreg.store.edit_desk import at_desk
    from riskreg.store.safe import write_drafts
    from riskreg.store.start_register import begun

    with at_desk(context.finder.shelf(), known=context.finder.known) as desk:
        draft, was, now = begun(
            desk, context.finder.locate(source) if source else None, date, drop_finished=drop_finished
        )
        if not dry_run:
            write_drafts([draft])
    told = f"{draft.name}: {_kept(now)} from {was.date}{_left_out(was, now)}"
    _warn_of_period(now)
    if dry_run:
        click.echo(printable(draft.after.decode(), keep="\n\t"), nl=False)
        note(f"{told}; not written{_exempt(now)}")
    else:
        editing.say(told)


def _kept(register: Register) -> str:
    from riskreg.tables.wording import count

    return f"{count(len(register.risks), 'risk')} and {count(register.mitigation_count(), 'mitigation')}"


def _exempt(register: Register) -> str:
    """A mark for who passes on what was printed: a file holds its exempt risks."""
    from riskreg.tables.wording import count

    exempt = sum(risk.exempt for risk in register.risks)
    return f"; EXEMPT: {count(exempt, 'exempt risk')} in what is printed" if exempt else ""


def _left_out(was: Register, now: Register) -> str:
    from riskreg.tables.history_notes import listed
    from riskreg.tables.wording import count

    removals, finished = len(was.removed), was.mitigation_count() - now.mitigation_count()
    told = [
        *([count(removals, "removal")] if removals else []),
        *([f"{count(finished, 'finished action')}"] if finished else []),
    ]
    told += [name for name, there in _of_the_report(was) if there]
    return f"; left out: {listed(told)}" if told else ""


def _of_the_report(was: Register) -> tuple[tuple[str, bool], ...]:
    """What belongs to one report alone, and whether a register states any."""
    risks, actions = was.risks, [m for risk in was.risks for m in risk.mitigations]
    assurance = [a for risk in risks for a in risk.assurance]
    placed = any(r.place for r in risks) or any(m.place for m in actions) or any(a.place for a in assurance)
    superseding = any(r.supersedes for r in risks) or any(m.supersedes for m in actions)
    return ("source", was.source is not None), ("places", placed), ("supersedes", superseding)


def _warn_of_period(register: Register) -> None:
    """A date that is a whole period leaves no room for another register within it."""
    from riskreg.model.dates import Precision

    if register.date.precision is not Precision.DAY:
        period = register.date.precision.value
        note(
            f"{register.date} covers all days of that {period}: no other register of that {period} can stand beside "
            "it; give the day where it is known"
        )
