"""The command `link`: record which earlier risks or actions a risk or action takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import editing, options
from riskreg.cli.context import Context, pass_context
from riskreg.cli.printing import note

if TYPE_CHECKING:
    from riskreg.model.register import Register


@click.command()
@options.ref("later")
@click.argument("id", metavar="ID", shell_complete=editing.complete_risk_of("later"))
@click.argument("earlier", metavar="EARLIER-ID...", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Take the lineage out again.")
@editing.dry_run
@options.shared
@pass_context
def link(context: Context, later: str, id: str, earlier: tuple[str, ...], undo: bool, dry_run: bool) -> None:
    """Record in register LATER that ID takes over risks of earlier registers.

    For actions, write RISK.MITIGATION on both sides. The ids go into the supersedes list of ID; every other byte of the
    file stays as it is. The next compare says that the lineage is recorded.

    \b
    Examples:
      riskreg link 2022 staff-retention turnover
      riskreg link 2022 staff-retention turnover morale --dry-run
      riskreg link 2022 staff-retention.academy turnover.academy
      riskreg link 2022 staff-retention turnover --undo
    """
    from riskreg.store.edit_desk import at_desk, place_of
    from riskreg.store.edit_link import linked, unlinked
    from riskreg.store.safe import write_drafts

    shelf, stem = place_of(context.finder.locate(later))
    with at_desk(shelf, stem, known=context.finder.known) as desk:
        original = desk.original(stem)
        register = original.reading.valid()
        before = () if undo else desk.earlier(register)
        made = unlinked(original, id, earlier) if undo else linked(original, before, id, earlier)
        draft = original.draft(made.text, made.register)
        if not dry_run:
            write_drafts([draft])
    if dry_run and made.done:
        editing.show_difference(original.name, original.text, made.text)
    else:
        _tell(original.name, id, made.done, made.idle, undo=undo)
    if not undo:
        _tell_split(register, made.done)


def _tell_split(register: Register, ids: tuple[str, ...]) -> None:
    """Say of what was taken over, but stands in the register itself, what that makes of it."""
    there = {r.id for r in register.risks} | {f"{r.id}.{m.id}" for r in register.risks for m in r.mitigations}
    for id in (id for id in ids if id in there):
        note(f"{id} stands in this register as well, and goes on by itself: a split; if none is meant, add --undo")


def _tell(name: str, id: str, done: tuple[str, ...], idle: tuple[str, ...], *, undo: bool) -> None:
    """One line: what was recorded, and what was so already."""
    verb, already = ("no longer supersedes", "did not supersede") if undo else ("supersedes", "superseded")
    told = [f"{id} {verb} {', '.join(done)}"] if done else []
    told += [f"{id} {already} {', '.join(idle)}{'' if undo else ' already'}"] if idle else []
    editing.say(f"{name}: {'; '.join(told)}" + ("" if done else "; nothing to change"))
