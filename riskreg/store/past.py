"""What commits made of one risk: its part of a register file before and after each, read where its bytes differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from attrs import frozen

from riskreg.store import git
from riskreg.store.past_ids import Edits, Step, later_id, steps
from riskreg.store.past_parts import Part
from riskreg.store.raw import MAX_SIZE
from riskreg.store.shelf import SUFFIX

_SHORT = 8
"""How much of a commit's hash is shown: enough for git to know it again."""


@frozen
class Version:
    """One commit that changed what a register file says of a risk."""

    commit: str
    """The beginning of its hash."""
    day: str
    """The day its author made it."""
    author: str
    """Who made it."""
    register: str
    """The register: its file's name without `.toml`."""
    id: str
    """The risk's id since."""
    was: str
    """Its id before; the same but where the commit changed it."""
    before: tuple[Part, ...]
    """What was said before; of a merge, in each commit that it follows."""
    after: Part | None
    """What is said since; None where that version is no valid register."""


def past(folder: Path, stems: Collection[str], ids: Iterable[str], max_size: int = MAX_SIZE) -> Iterator[Version]:
    """The commits that changed what these registers of a folder say of risks of these ids, the oldest first.

    A risk to which a commit gave its id is followed back under the id that it had. A version that cannot be read is
    told once, and what follows is held against the last one before it that could. Raises GitFailed outside a
    repository.
    """
    edits = _edits(folder, stems, max_size)
    for step in steps(edits, tuple(ids)):
        version = _version(edits, step)
        if version.after is None or version.was != version.id or version.after not in version.before:
            yield version


def renamed(folder: Path, stems: Collection[str], id: str, known: Collection[str], max_size: int) -> str | None:
    """The id among those known that a risk of this id was given by commits, one after the other; None for none.

    Raises GitFailed outside a repository.
    """
    edits = _edits(folder, stems, max_size)
    seen = {id}
    while (now := later_id(edits, id)) and now not in seen:
        if now in known:
            return now
        seen.add(now)
        id = now
    return None


def _edits(folder: Path, stems: Collection[str], max_size: int) -> Edits:
    names = {f"{stem}{SUFFIX}" for stem in stems}
    return Edits(folder, tuple(e for e in git.edits(folder) if e.name in names), max_size)


def _version(past: Edits, step: Step) -> Version:
    """What an edit made of a risk. What cannot be read stands for what was there before it."""
    edit, old, new = past.edits[step.at], past.reader(step.was), past.reader(step.id)
    before = tuple(old.part(hash) for hash in edit.before)
    after = new.read(edit.after) if new.differs(edit.before, edit.after) else before[0]
    if after is None and edit.after and edit.before:
        new.stands_for(edit.after, edit.before[0])
    stem = edit.name.removesuffix(SUFFIX)
    return Version(edit.commit[:_SHORT], edit.day, edit.author, stem, step.id, step.was, before, after)
