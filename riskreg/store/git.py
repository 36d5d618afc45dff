"""The one file that runs git: what a folder held at a revision.

Nothing that a revision's name could smuggle in is run or written: no shell, the name is resolved to a hash before it
is used, and only the hash goes on. Git's own variables, as a hook inherits them, are not passed on.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from attrs import frozen

from riskreg.errors import GitFailed, NotARevision

_HASH = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_KEPT = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
"""What tells git how this machine is set up, rather than which repository and index a hook runs for."""


@frozen
class Blob:
    """A file as git keeps it."""

    name: str
    """Its name within the folder."""
    hash: str
    """The hash of its content."""
    size: int
    """In bytes."""


def commit(folder: Path, revision: str) -> str:
    """The hash of the commit that a revision names. Raises NotARevision where it names none, GitFailed without git."""
    if not revision or not revision.isprintable():
        raise NotARevision(revision)
    done = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = done.stdout.decode("ascii", errors="replace").strip()
    if done.returncode != 0 or not _HASH.fullmatch(found):
        _repository(folder)
        raise NotARevision(revision)
    return found


def files(folder: Path, commit: str) -> tuple[Blob, ...]:
    """The ordinary files of a folder at a commit; none where the folder was not there then."""
    inside = _repository(folder)
    done = _run(folder, "ls-tree", "-z", "-l", "--full-tree", f"{commit}:{inside}")
    rows = done.stdout.decode("utf-8", errors="replace").split("\0") if done.returncode == 0 else []
    return tuple(_blob(row) for row in rows if row.startswith("100"))


def content(folder: Path, blob: Blob) -> bytes:
    """The bytes of a file as git keeps it."""
    done = _run(folder, "cat-file", "blob", blob.hash)
    if done.returncode != 0:
        raise GitFailed(f"read {blob.name}", _said(done))
    return done.stdout


def _repository(folder: Path) -> str:
    """The folder's path within its repository, with a slash at the end; empty for the top."""
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


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    return kept | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""
