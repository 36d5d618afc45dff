"""Merges replayed by record, and held against what was committed: which edits were lost, which come from no side.

This is for merges that were made without riskreg, on a server or by hand. Nothing is guessed: where more than two
branches were merged at once, or a register was renamed or one of its sides is no TOML, that is said instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from riskreg.errors import Declined
from riskreg.merging.crosswise import settled
from riskreg.merging.lost import Edit, Versions, edits, without_exempt
from riskreg.merging.merge import merge_texts
from riskreg.merging.sides import both_sides, marker_size
from riskreg.store import git
from riskreg.store.data import plain_data
from riskreg.store.git_merges import Merge, Past
from riskreg.store.raw import MAX_SIZE

Hash = str | None


@frozen
class Case:
    """One register at the sides of one merge, by the hashes of its contents; None where a side does not have it."""

    merge: Merge
    """The merge."""
    register: str
    """The register, by its file's name without `.toml`."""
    base: Hash
    """What both sides began from; no hash at all, but empty, where that is several things."""
    ours: Hash
    """The branch that was merged into."""
    theirs: Hash
    """The branch that was merged."""
    merged: Hash
    """The merge commit."""
    unclear: str
    """Why it cannot be said what the merge should be; empty where it can."""
    crossed: tuple[Hash, Hash, Hash] | None
    """Where it began in two ways: what these had in common, and both."""

    @property
    def sides(self) -> tuple[Hash, Hash, Hash, Hash]:
        """The base, both sides and the merge."""
        return self.base, self.ours, self.theirs, self.merged

    def is_as_one_side(self) -> bool:
        """Whether at most one side changed it, and the merge has just that."""
        if self.ours == self.theirs:
            return self.merged == self.ours
        kept = {self.theirs: self.ours, self.ours: self.theirs}
        return self.base in kept and self.merged == kept[self.base]


@frozen
class Verdict:
    """What is said of one register of one merge, or of a whole merge."""

    commit: str
    """The hash of the merge."""
    register: str
    """The register; empty for the whole merge."""
    edits: tuple[Edit, ...] = ()
    """The edits that were lost or invented and may be shown."""
    hidden: int = 0
    """How many more there are, of risks that are exempt from publication."""
    unclear: str = ""
    """Why it was not verified."""
    broken: str = ""
    """How the merge made a file of it that cannot be read, though all its sides could be."""

    @property
    def is_wrong(self) -> bool:
        """Whether the merge lost or made up something."""
        return bool(self.edits or self.hidden or self.broken)


def verdicts(
    folder: Path, merges: Iterable[Merge], *, include_exempt: bool = False, max_size: int = MAX_SIZE
) -> Iterator[Verdict]:
    """What there is to say of these merges of a folder's registers; nothing where all is well. Raises GitFailed."""
    past = Past(folder)
    found = [case for merge in merges for case in _cases(past, merge)]
    told = [c for c in found if isinstance(c, Verdict) or not c.is_as_one_side()]
    hashes = dict.fromkeys(h for c in told if isinstance(c, Case) for h in (*c.sides, *(c.crossed or ())) if h)
    contents = dict(git.contents(folder, hashes, max_size)) if hashes else {}
    for case in told:
        verdict = case if isinstance(case, Verdict) else _judged(case, contents, include_exempt=include_exempt)
        if verdict.is_wrong or verdict.unclear:
            yield verdict


def _cases(past: Past, merge: Merge) -> Iterator[Case | Verdict]:
    if len(merge.parents) > 2:
        yield Verdict(merge.commit, "", unclear=f"it merges {len(merge.parents)} branches at once")
        return
    bases = [past.registers(base) for base in merge.bases]
    ours, theirs, merged = (past.registers(commit) for commit in (*merge.parents, merge.commit))
    moved = _moved(bases, ours) | _moved(bases, theirs)
    for name in sorted({*ours, *theirs, *merged}.union(*bases)):
        began = {base.get(name) for base in bases} or {None}
        why = "it, or another register, was renamed" if name in moved else ""
        crossed = _crossed(past, merge, name) if len(began) > 1 else None
        why = "branches were merged crosswise, and it began in several ways" if len(began) > 1 and not crossed else why
        base = "" if len(began) > 1 else began.pop()
        yield Case(merge, name, base, ours.get(name), theirs.get(name), merged.get(name), why, crossed)


def _crossed(past: Past, merge: Merge, name: str) -> tuple[Hash, Hash, Hash] | None:
    """The two ways in which a register began, and what these had in common; None where it is not that simple."""
    if len(merge.bases) != 2:
        return None
    origins = {past.registers(commit).get(name) for commit in past.bases(*merge.bases)}
    began = [past.registers(commit).get(name) for commit in merge.bases]
    return (origins.pop(), began[0], began[1]) if len(origins) == 1 and None not in {*origins, *began} else None


def _moved(bases: Iterable[Mapping[str, str]], side: Mapping[str, str]) -> set[str]:
    """The names that a side no longer has, with those that it has instead: a renamed file cannot be told from both."""
    known = {name for base in bases for name in base}
    gone, come = known - side.keys(), side.keys() - known
    return gone | come if gone and come else set()


def _judged(case: Case, contents: Mapping[str, bytes | None], *, include_exempt: bool) -> Verdict:
    read = [contents.get(h) if h else b"" for h in case.sides]
    if case.crossed:
        read[0] = _beginning(*((contents.get(h) if h else None) for h in case.crossed))
    data = [None if found is None else plain_data(found) for found in read]
    if data[3] is None and None not in data[:3] and read[3] is not None and not case.unclear:
        return Verdict(case.merge.commit, case.register, broken="the merge made it unreadable; see: riskreg check")
    why = case.unclear or _unreadable(data) or _gone(case)
    if why:
        return Verdict(case.merge.commit, case.register, unclear=why)
    versions = Versions(*(found or {} for found in data))
    meant = _meant(*(found or b"" for found in read[:3]))
    if isinstance(meant, str):
        return Verdict(case.merge.commit, case.register, unclear=meant)
    found = tuple(edits(meant, versions))
    shown = without_exempt(versions, found, include=include_exempt)
    return Verdict(case.merge.commit, case.register, shown, len(found) - len(shown))


def _beginning(origin: bytes | None, one: bytes | None, other: bytes | None) -> bytes | None:
    """What two beginnings come to, as a base: None where they cannot be merged."""
    if origin is None or one is None or other is None:
        return None
    try:
        return settled(merge_texts(origin, one, other).text)
    except Declined:
        return None


def _unreadable(data: Sequence[Any]) -> str:
    sides = ("their common beginning", "ours", "theirs", "the merge")
    wrong = [side for side, found in zip(sides, data, strict=True) if found is None]
    return f"it is not TOML, or too large, at {' and '.join(wrong)}" if wrong else ""


def _gone(case: Case) -> str:
    """What only one side deleted while the other edited it is a contradiction that somebody had to decide."""
    if case.base and case.base not in (case.ours, case.theirs) and None in (case.ours, case.theirs):
        return "one side deleted or renamed it, the other edited it"
    return ""


def _meant(base: bytes, ours: bytes, theirs: bytes) -> tuple[dict[str, Any], dict[str, Any]] | str:
    """What the merge should hold, as either side would decide its contradictions; or why that cannot be said."""
    size = marker_size(base, ours, theirs)
    try:
        merged = merge_texts(base, ours, theirs, marker_size=size)
    except Declined as why:
        return f"it cannot be merged by record: {why}"
    one, other = both_sides(merged.text, size)
    return plain_data(one) or {}, plain_data(other) or {}  # a merge that is made has been read, either way
