"""The one file that runs git: what a folder held at a revision, and what its commits changed.

Nothing that a revision's name could smuggle in is run or written: no shell, the name is resolved to a hash before it
is used, and only the hash goes on. Git's own variables, as a hook inherits them, are not passed on.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from attrs import frozen

from riskreg.errors import GitFailed, NotARevision, NotPossible

_HASH = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
"""What tells git how this machine is set up, rather than which repository and index a hook runs for."""


_PIECE = 1 << 20

_LOG = (
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "log",
    "--topo-order",
    "--reverse",
    "--raw",
    "-c",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--no-color",
    "--no-notes",
    "--format=%H %as %an",
)
"""Commits with the files that each changed; of a merge, those that differ from all that it merged."""


@frozen
class Blob:
    """A file as git keeps it."""

    name: str
    """Its name within the folder."""
    hash: str
    """The hash of its content."""
    size: int
    """In bytes."""


@frozen
class Edit:
    """One file of a folder as one commit changed it."""

    commit: str
    """The hash of the commit."""
    day: str
    """The day its author made it, as `2024-05-31`."""
    author: str
    """Who made it."""
    name: str
    """The file's name within the folder."""
    before: tuple[str | None, ...]
    """The hash of its content before, in each commit that this one follows; None where it was not there."""
    after: str | None
    """The hash of its content; None where it was deleted."""


def commit(folder: Path, revision: str) -> str:
    """The hash of the commit that a revision names. Raises NotARevision where it names none, GitFailed without git."""
    if not revision or not revision.isprintable():
        raise NotARevision(revision)
    done = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = done.stdout.decode("ascii", errors="replace").strip()
    if done.returncode != 0 or not _HASH.fullmatch(found):
        inside(folder)
        raise NotARevision(revision)
    return found


def files(folder: Path, commit: str) -> tuple[Blob, ...]:
    """The ordinary files of a folder at a commit; none where the folder was not there then."""
    within = inside(folder)
    done = _run(folder, "ls-tree", "-z", "-l", "--full-tree", f"{commit}:{within}")
    rows = done.stdout.decode("utf-8", errors="replace").split("\0") if done.returncode == 0 else []
    return tuple(_blob(row) for row in rows if row.startswith("100"))


def content(folder: Path, blob: Blob) -> bytes:
    """The bytes of a file as git keeps it."""
    done = _run(folder, "cat-file", "blob", blob.hash)
    if done.returncode != 0:
        raise GitFailed(f"read {blob.name}", _said(done))
    return done.stdout


def edits(folder: Path) -> Iterator[Edit]:
    """Every change that a commit before HEAD made to a file directly in a folder, the oldest first.

    Of a merge, the files that it left as none of the commits before it. Raises GitFailed outside a repository.
    """
    within = inside(folder)
    done = _run(folder, *_LOG, "--", ".")
    if done.returncode != 0:
        if _run(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode != 0:
            return
        raise GitFailed("list the commits", _said(done))
    words = iter(done.stdout.decode("utf-8", errors="surrogateescape").split("\0"))
    commit = day = author = ""
    for word in words:
        told = word.removeprefix("\n")
        if told.startswith(":"):
            name = next(words, "").removeprefix(within)
            if "/" not in name:
                yield _edit(told, name, (commit, day, author))
        elif told:
            commit, day, author = told.split(" ", 2)


def contents(folder: Path, hashes: Iterable[str], max_size: int) -> Iterator[tuple[str, bytes | None]]:
    """Each of these hashes with the bytes that git keeps under it, through one process.

    None for what is larger than `max_size`, or is not there.
    """
    with TemporaryFile() as wanted:
        wanted.write("".join(f"{hash}\n" for hash in hashes).encode("ascii"))
        wanted.seek(0)
        with _started(folder, wanted, "cat-file", "--batch", "--buffer") as process:
            while process.stdout and (line := process.stdout.readline()):
                hash, *facts = line.decode("ascii", errors="replace").split()
                yield hash, _taken(process.stdout, facts, max_size)


def answer(folder: Path, *words: str, doing: str) -> bytes:
    """What git answers. Raises GitFailed, saying what it could not do, where it refuses."""
    done = _run(folder, *words)
    if done.returncode != 0:
        raise GitFailed(doing, _said(done))
    return done.stdout


def asked(folder: Path, *words: str) -> bytes | None:
    """What git answers; None where the answer is no."""
    done = _run(folder, *words)
    return done.stdout if done.returncode == 0 else None


def _taken(stream: IO[bytes], facts: list[str], max_size: int) -> bytes | None:
    """The content that follows in a batch, with the line end behind it; what is too large is passed over in pieces."""
    if len(facts) != 2:
        return None
    left = int(facts[1])
    if left <= max_size:
        return stream.read(left + 1)[:left]
    left += 1
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
    return None


def _edit(raw: str, name: str, commit: tuple[str, str, str]) -> Edit:
    """One line of `git log --raw -c`: as many colons as parents, the modes, the hashes, the letters."""
    parents = len(raw) - len(raw.lstrip(":"))
    hashes = [None if set(hash) == {"0"} else hash for hash in raw.split()[parents + 1 : 2 * parents + 2]]
    return Edit(*commit, name, tuple(hashes[:-1]), hashes[-1])


def top(folder: Path) -> Path:
    """The top of the files of a repository. Raises GitFailed outside one, and where it has no files, being bare."""
    found = answer(folder, "rev-parse", "--show-toplevel", doing="find the files of the repository")
    return Path(os.fsdecode(found.removesuffix(b"\n")))


def refuse_another(registers: Path, here: Path) -> None:
    """Raises NotPossible where registers that nobody named lie outside the repository of the working folder."""
    found = [asked(place, "rev-parse", "--show-toplevel") for place in (here, registers)]
    own, other = (None if top is None else Path(os.fsdecode(top.removesuffix(b"\n"))) for top in found)
    if own is not None and own != other:
        where = os.path.relpath(registers, here).replace(os.sep, "/")
        whose = "in none" if other is None else f'in the repository "{other.name}"'
        raise NotPossible(
            f'you are in the repository "{own.name}", and the registers found ({where}) lie outside it, {whose}',
            "go there, or name the folder that is meant with --registers DIR",
        )


def inside(folder: Path) -> str:
    """The folder's path within its repository, with a slash at the end; empty for the top. Raises GitFailed outside."""
    here = _nearest_folder(folder)
    done = _run(here, "rev-parse", "--show-prefix")
    if done.returncode != 0:
        raise GitFailed(f"find a repository at {here.name}/", _said(done))
    rest = "".join(f"{part}/" for part in folder.relative_to(here).parts)
    return done.stdout.decode("utf-8", errors="surrogateescape").removesuffix("\n") + rest


def _nearest_folder(folder: Path) -> Path:
    """The folder itself, or where it is not on disk now, the nearest one above that is."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path.cwd())


def _blob(row: str) -> Blob:
    facts, _, name = row.partition("\t")
    _, _, hash, size = facts.split()
    return Blob(name, hash, int(size))


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--no-pager", "--no-replace-objects", "--literal-pathspecs", *words]
    try:
        here = _nearest_folder(folder)
        return subprocess.run(command, cwd=here, env=_environment(), capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise GitFailed("be run", "it is not installed, or not on the PATH") from None
    except OSError as error:
        raise GitFailed("be run", error.strerror or "") from error


def _started(folder: Path, stdin: IO[bytes], *words: str) -> subprocess.Popen[bytes]:
    command = ["git", "--no-pager", "--no-replace-objects", *words]
    try:
        return subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=_environment(), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise GitFailed("be run", error.strerror or "") from error


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""
