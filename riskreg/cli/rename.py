"""The command `rename`: change an id and everything in the series that refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from riskreg.cli import editing, options
from riskreg.cli.context import Context, pass_context

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from riskreg.comparison.renaming import Renaming
    from riskreg.model.register import Register
    from riskreg.store.edit import Original


@click.command()
@options.ref("ref")
@click.argument("old", metavar="OLD", shell_complete=editing.complete_risk_of("ref"))
@click.argument("new", metavar="NEW")
@editing.dry_run
@options.shared
@pass_context
def rename(context: Context, ref: str, old: str, new: str, dry_run: bool) -> None:
    """Change the id of a risk, or of an action RISK.MITIGATION, of register REF.

    A risk goes on by its id from register to register, so it gets the new id in every register of the folder that has
    it, and an action under every risk that carries it on. Lists of supersedes and removals that name it follow. Where
    another risk had the id before, or took it up later, that one keeps it. All files are checked before the first is
    written.

    \b
    Examples:
      riskreg rename 2022 staff-retention workforce
      riskreg rename 2022 staff-retention.academy training --dry-run
    """
    from riskreg.store.edit_desk import at_desk, place_of
    from riskreg.store.edit_ids import with_ids
    from riskreg.store.safe import write_drafts

    shelf, stem = place_of(context.finder.locate(ref))
    with at_desk(shelf, known=context.finder.known) as desk:
        series = desk.valid()
        register = next(r for o, r in series if o.ref == stem)
        _refuse_elsewhere({o.ref: r for o, r in series}, register, ref, old, new)
        renaming = _renaming([r for _, r in series], register, ref, old, new)
        planned = [(o, r, renaming.at(number)) for number, (o, r) in enumerate(series)]
        texts = [(o, with_ids(o.text, one.risk, one.action, one.earlier)) for o, _, one in planned]
        drafts = [o.draft(text, one.register(r)) for (o, r, one), (_, text) in zip(planned, texts, strict=True)]
        if not dry_run:
            write_drafts(drafts)
    changed = [o.name for o, text in texts if text != o.text]
    if not dry_run and len(changed) > 1:
        editing.say(f"{len(changed)} files changed (--dry-run shows beforehand what would be):")
    for original, text in texts:
        if dry_run:
            editing.show_difference(original.name, original.text, text)
        elif text != original.text:
            editing.say(f"{original.name}: {_touched(original, text, old, new)}")


def _renaming(series: Sequence[Register], register: Register, ref: str, old: str, new: str) -> Renaming:
    """The renaming that is asked for. Raises NotPossible where it cannot be."""
    from riskreg.comparison.renaming import keeps_lineage, of_action, of_risk_at, taken
    from riskreg.errors import NotPossible
    from riskreg.store.edit_link import Owner

    owner = Owner.named(old, register, ref)
    bare = new.removeprefix(f"{owner.risk}.") if owner.mitigation is not None else new
    _refuse_malformed(bare, new, owner.mitigation is not None)
    if bare == (owner.mitigation or owner.risk):
        raise NotPossible(f'"{old}" has that id already', "give another one")
    if owner.mitigation is None:
        renaming = of_risk_at(series, series.index(register), old, bare)
    else:
        renaming = of_action(series, owner.risk, owner.mitigation, bare)
    if where := taken(series, renaming):
        raise NotPossible(f'the id "{bare}" is taken: {where}', "choose an id that the series has never used")
    if not keeps_lineage(series, renaming):
        raise NotPossible(f'under the id "{bare}" other lineage would come about', "choose another id")
    return renaming


def _refuse_elsewhere(registers: Mapping[str, Register], register: Register, ref: str, old: str, new: str) -> None:
    """Refuse an id that only other registers of the series have: in which, and what to type."""
    import shlex

    from riskreg.errors import NotPossible
    from riskreg.tables.history_notes import listed

    having = [one for one, other in registers.items() if _has(other, old)]
    if not having or _has(register, old):
        return
    what = "action" if "." in old else "risk"
    where = f"only {having[0]} has" if len(having) == 1 else f"but {listed(having)} have"
    command = shlex.join(("riskreg", "rename", having[-1], old, new))
    raise NotPossible(f'{ref} has no {what} "{old}", {where} it', f"type: {command}")


def _has(register: Register, id: str) -> bool:
    risk, _, mitigation = id.partition(".")
    found = next((r for r in register.risks if r.id == risk), None)
    return found is not None and (not mitigation or any(m.id == mitigation for m in found.mitigations))


def _refuse_malformed(bare: str, new: str, is_action: bool) -> None:
    from riskreg.errors import NotPossible
    from riskreg.store.keys import ID

    if "." in bare and is_action:
        raise NotPossible(f'"{new}" would move the action to another risk', "give the action's new id alone")
    if not ID.fullmatch(bare):
        raise NotPossible(f'"{new}" is no id', "write letters, digits, - and _, a letter or digit first")


def _touched(original: Original, text: str, old: str, new: str) -> str:
    before, after = original.text.split("\n"), text.split("\n")
    lines = sum(was != now for was, now in zip(before, after, strict=True))
    return f"{old} is now {new} ({lines} line{'' if lines == 1 else 's'})"
