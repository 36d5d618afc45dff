"""The merges of a range of commits: what each merged, what that had in common, and the registers of every side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from riskreg.errors import NotARevision, NotPossible
from riskreg.store import git
from riskreg.store.shelf import SUFFIX

Stems = dict[str, str]
"""The registers of a folder at a commit: by each name, without `.toml`, the hash of its content."""


@frozen
class Merge:
    """A commit that merges others."""

    commit: str
    """Its hash."""
    parents: tuple[str, ...]
    """The hashes of the commits that it merges; the first is the branch it was made on."""
    bases: tuple[str, ...]
    """The hashes of the best common ancestors of the first two; several where branches were merged crosswise."""


@frozen
class Past:
    """A folder of registers in git's history; each commit is looked into once."""

    folder: Path
    """The folder."""
    _known: dict[str, Stems] = field(factory=dict, init=False, eq=False, repr=False)

    def registers(self, commit: str) -> Stems:
        """The registers that a commit has."""
        if commit not in self._known:
            blobs = git.files(self.folder, commit)
            self._known[commit] = {b.name.removesuffix(SUFFIX): b.hash for b in blobs if b.name.endswith(SUFFIX)}
        return self._known[commit]

    def bases(self, one: str, other: str) -> tuple[str, ...]:
        """The hashes of the best common ancestors of two commits."""
        return _bases(self.folder, one, other)


def merges(folder: Path, named: str | None) -> tuple[Merge, ...]:
    """The merges that are meant, the oldest first.

    `A..B` means those of B that A does not have, and a single revision means itself. Where nothing is named, HEAD is
    meant if it is a merge, else what HEAD has and its upstream has not. Raises NotARevision for what git does not know,
    and NotPossible where the clone holds too little of the history to tell.
    """
    rows = _rows(folder, named)
    found = tuple(_merge(folder, *row) for row in rows if len(row) > 2)
    if not found and git.asked(folder, "rev-parse", "--is-shallow-repository") == b"true\n":
        raise NotPossible(
            "this clone holds only the newest commits, so that a merge looks like any other commit",
            "fetch the whole history: git fetch --unshallow; in a build, set the depth of the checkout to 0",
        )
    return found


def _rows(folder: Path, named: str | None) -> Iterator[list[str]]:
    """Each commit that may be a merge, with its parents behind it."""
    if named is None:
        head = git.commit(folder, "HEAD")
        alone = list(_listed(folder, "--no-walk", head))
        upstream = _upstream(folder) if len(alone[0]) < 3 else None
        return _listed(folder, head, f"^{upstream}") if upstream else iter(alone)
    if "..." in named:
        raise NotPossible(f'"{named}" has three dots', "write two: A..B means the commits of B that A does not have")
    since, dots, until = named.rpartition("..")
    if not dots:
        return _listed(folder, "--no-walk", git.commit(folder, named))
    return _listed(folder, git.commit(folder, until or "HEAD"), f"^{git.commit(folder, since or 'HEAD')}")


def _upstream(folder: Path) -> str | None:
    try:
        return git.commit(folder, "@{upstream}")
    except NotARevision:
        return None


def _listed(folder: Path, *words: str) -> Iterator[list[str]]:
    told = git.answer(
        folder, "rev-list", "--parents", "--topo-order", "--reverse", *words, "--", doing="list the commits"
    )
    return (row.split() for row in told.decode("ascii").splitlines())


def _merge(folder: Path, commit: str, *parents: str) -> Merge:
    return Merge(commit, parents, _bases(folder, *parents[:2]))


def _bases(folder: Path, *commits: str) -> tuple[str, ...]:
    return tuple((git.asked(folder, "merge-base", "--all", *commits) or b"").decode("ascii").split())
