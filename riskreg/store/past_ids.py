"""Commits that gave a risk another id: the same record before under one id, after under another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from attrs import field, frozen

from riskreg.model.risk import Risk
from riskreg.store import git
from riskreg.store.past_parts import Part, Reader, Slice, ids_of, part, part_of


@frozen
class Step:
    """One edit of a register file, and the ids that a risk had before and after it."""

    at: int
    """The number of the edit, the oldest first."""
    was: str
    """The id before it."""
    id: str
    """The id after it."""


@frozen
class Edits:
    """The edits of some register files of a folder, and what their versions say of single risks."""

    folder: Path
    """The folder."""
    edits: Sequence[git.Edit]
    """The edits, the oldest first."""
    max_size: int
    """The largest version that is read."""
    readers: dict[str, Reader] = field(factory=dict, init=False)
    """By the id of a risk, what the versions say of it."""

    def reader(self, id: str) -> Reader:
        """What the versions say of a risk."""
        self.read(id)
        return self.readers[id]

    def read(self, *ids: str) -> None:
        """Read what all versions say of risks, in one go."""
        if missing := [id for id in ids if id not in self.readers]:
            hashes = dict.fromkeys(hash for e in self.edits for hash in (*e.before, e.after) if hash)
            slices: dict[str, dict[str, Slice]] = {id: {} for id in missing}
            for hash, data in git.contents(self.folder, hashes, self.max_size):
                for id, found in slices.items():
                    found[hash] = None if data is None else part_of(data, id)
            self.readers.update((id, Reader(id, found)) for id, found in slices.items())

    def gained(self, id: str) -> Iterator[git.Edit]:
        """The edits after which a file states the risk, that it did not state before."""
        read = self.reader(id).read
        for e in self._made(id):
            if _states(read(e.after)) and all(hash and _lacks(read(hash)) for hash in e.before):
                yield e

    def lost(self, id: str) -> Iterator[git.Edit]:
        """The edits after which a file no longer states the risk, that it stated before."""
        read = self.reader(id).read
        for e in self._made(id):
            if _lacks(read(e.after)) and all(_states(read(hash)) for hash in e.before):
                yield e

    def _made(self, id: str) -> Iterator[git.Edit]:
        """The edits of files that were there before and are since, in which something was done to the risk."""
        reader = self.reader(id)
        return (e for e in self.edits if e.before and e.after and reader.differs(e.before, e.after))

    def whole(self, edits: Iterable[git.Edit]) -> dict[str, bytes]:
        """The versions before and after edits, by their hashes; without those that are too large."""
        hashes = dict.fromkeys(hash for e in edits for hash in (e.before[0], e.after) if hash)
        found = git.contents(self.folder, hashes, self.max_size) if hashes else ()
        return {hash: data for hash, data in found if data is not None}


def steps(past: Edits, ids: Sequence[str]) -> list[Step]:
    """Every edit with the ids that these risks had before and after it, the oldest first; each told once.

    What an edit took from a risk only to state it under another id of these is the one step from id to id.
    """
    past.read(*ids)
    former = cache(partial(former_ids, past))
    found = dict.fromkeys(step for id in ids for step in _trail(past, id, former))
    renamed = {(step.at, step.was) for step in found if step.was != step.id}
    kept = (step for step in found if step.was != step.id or (step.at, step.was) not in renamed)
    return sorted(kept, key=lambda step: step.at)


def _trail(past: Edits, id: str, former: Callable[[str], dict[str, str]]) -> Iterator[Step]:
    """The edits from the last to the first, in each file under the id that the risk had there by then."""
    names: dict[str, str] = {}
    for at in reversed(range(len(past.edits))):
        edit = past.edits[at]
        now = names.get(edit.name, id)
        was = former(now).get(edit.commit, now)
        if was != now and not _handed_over(past, edit, was, now):
            was = now
        names[edit.name] = was
        yield Step(at, was, now)


def _handed_over(past: Edits, edit: git.Edit, was: str, now: str) -> bool:
    """Whether a file said something of one id before, and says it of the other since."""
    old, new = past.reader(was), past.reader(now)
    empty = (None, Part())
    return (
        all(old.read(hash) not in empty and new.read(hash) == Part() for hash in edit.before)
        and old.read(edit.after) == Part()
        and new.read(edit.after) not in empty
    )


def former_ids(past: Edits, id: str) -> dict[str, str]:
    """The commits that gave a risk this id, each with the id that it had before."""
    gained = tuple(past.gained(id))
    whole = past.whole(gained)
    found = ((e.commit, _same(whole.get(e.after or ""), id, whole.get(e.before[0] or ""))) for e in gained)
    return {commit: was for commit, was in found if was}


def later_id(past: Edits, id: str) -> str | None:
    """The id that the last commit to do so gave to a risk of this id; None where none did."""
    lost = tuple(past.lost(id))
    whole = past.whole(lost)
    found = (_same(whole.get(e.before[0] or ""), id, whole.get(e.after or "")) for e in reversed(lost))
    return next(filter(None, found), None)


def _same(stated: bytes | None, id: str, other: bytes | None) -> str | None:
    """The one id that only the other version has, of a risk that is this one but for ids and what it supersedes."""
    if stated is None or other is None:
        return None
    risk = _bare(part(part_of(stated, id), id))
    fresh = ids_of(other) - ids_of(stated)
    found = [one for one in sorted(fresh) if risk and _bare(part(part_of(other, one), one)) == risk]
    return found[0] if len(found) == 1 else None


def _bare(found: Part | None) -> Risk | None:
    return found.risk.without_ids() if found and found.risk else None


def _states(found: Part | None) -> bool:
    return found is not None and found.risk is not None


def _lacks(found: Part | None) -> bool:
    return found is not None and found.risk is None
