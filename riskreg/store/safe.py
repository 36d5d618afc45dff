"""The one safe writer: a file is written whole and at once, or not at all.

Under a lock on its folder, the new bytes go to a temporary file in the same folder, are flushed to the disk, read again
and compared with what was meant, and put in the old file's place in one step. A kill, a full disk or a refusal at any
moment leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from riskreg.errors import NotPossible, UnwritableFile
from riskreg.store.lock import PREFIX, SUFFIX, locked
from riskreg.store.standing import Mark, Stands, holds, mark, status_of

_NEW_FILE = 0o666
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)


class Wrote(StrEnum):
    """What became of a file that a command was told to write."""

    NEW = "written"
    OVER = "written over the file that was there"
    SAME = "unchanged, it holds the same already"


class NotAsMeant(Exception):
    """A fault of riskreg: the text it made is not the text it meant. Nothing is written."""


@frozen
class Draft:
    """New bytes for a file."""

    name: str
    """The file as messages call it."""
    path: Path
    """The file; a link is followed and kept."""
    before: bytes | Stands | None
    """What it held when it was read; None for a file that must not be there yet."""
    after: bytes
    """What it is to hold."""
    check: Callable[[bytes], None] = lambda _: None
    """Raises where what the disk gives back is not what was meant, beyond that its bytes are."""


@frozen
class _Staged:
    """A draft on its way."""

    draft: Draft
    path: Path
    """Where its name led when it was begun."""
    was: Mark | None
    """What stood there then."""
    temporary: Path
    """The hidden file with the new bytes."""


def write_text(name: str, text: str) -> Wrote:
    """Write UTF-8 text with LF line ends to the file of that name, as `write_bytes` does."""
    return write_bytes(name, text.encode("utf-8", errors="backslashreplace"))


def write_bytes(name: str, data: bytes) -> Wrote:
    """Write to the file of that name what a command made; an equal file is left untouched. Says which it was.

    A link is followed and kept, and so is the file's mode. Raises UnwritableFile where the place is a folder, a device,
    read-only, shared by several names, or a TOML file: no table is written over a register.
    """
    path = Path(name).resolve()
    with refusing(name), locked([path.parent], name):
        status = status_of(path, name)
        if status is not None and path.suffix == ".toml":
            raise UnwritableFile(name, "it is a TOML file that is there already, and may be a register or a card")
        if holds(path, data):
            return Wrote.SAME
        _put(_staged(path, data, status), path)
    return Wrote.NEW if status is None else Wrote.OVER


def write_drafts(drafts: Iterable[Draft]) -> None:
    """Put all drafts in the place of their files; the caller holds the lock on their folders since it read them.

    Everything is refused before the first file is replaced: a file that is not as it was read, is read-only, or has
    several names. Where the disk fails at a later file all the same, NotPossible says which were written.
    """
    staged: list[_Staged] = []
    try:
        for draft in drafts:
            if draft.before == draft.after:
                draft.check(draft.after)  # an edit that changed nothing may have missed its place
                continue
            with refusing(draft.name):
                one = _prepared(draft)
            if one:
                staged.append(one)
        _put_all(staged)
    finally:
        for one in staged:
            with contextlib.suppress(OSError):
                one.temporary.unlink()


@contextlib.contextmanager
def refusing(name: str) -> Iterator[None]:
    """What the system refuses while the file of that name is written is said as UnwritableFile."""
    try:
        yield
    except OSError as error:
        folder = Path(name).parent
        if isinstance(error, FileNotFoundError) and not folder.exists():
            raise UnwritableFile(name, f"there is no folder {folder}", "make it, or name another place") from error
        raise UnwritableFile(name, error.strerror or "the system refused") from error


def _prepared(draft: Draft) -> _Staged | None:
    """A temporary file with a draft's bytes, proved to be what was meant, for a file that is still as it was read.

    None where any file may stand there, and an equal one does.
    """
    path = draft.path.resolve()
    status = status_of(path, draft.name)
    if draft.before is Stands.ANYTHING and holds(path, draft.after):
        return None
    temporary = _staged(path, draft.after, status)
    one = _Staged(draft, path, status and mark(status), temporary)
    try:
        written = temporary.read_bytes()
        if written != draft.after:
            raise NotAsMeant(draft.name)
        draft.check(written)
        _refuse_if_changed(one)
    except BaseException:
        temporary.unlink()
        raise
    return one


def _refuse_if_changed(one: _Staged) -> None:
    """An editor takes no lock: what it has written since is kept; and so is where a link leads that was changed."""
    draft = one.draft
    if _is_as_it_was(one) and (one.was is None or draft.path.resolve() == one.path):
        return
    if draft.before is None:
        raise _is_there(draft.name)
    raise NotPossible(f"{draft.name} changed on disk meanwhile", "nothing was changed by riskreg; try again")


def _is_as_it_was(one: _Staged) -> bool:
    if isinstance(one.draft.before, bytes):
        return holds(one.path, one.draft.before)
    try:
        now = mark(one.path.stat())
    except FileNotFoundError:
        now = None
    return now == (one.was if one.draft.before is Stands.ANYTHING else None)


def _is_there(name: str) -> NotPossible:
    return NotPossible(f"{name} is there already", "nothing was changed: riskreg overwrites no file")


def _put_all(staged: list[_Staged]) -> None:
    done: list[str] = []
    for one in staged:
        draft = one.draft
        try:
            _refuse_if_changed(one)
            with refusing(draft.name):
                if draft.before is None or one.was is None:
                    _put_new(one.temporary, draft.path, draft.name)
                else:
                    _put(one.temporary, one.path)
        except (UnwritableFile, NotPossible) as error:
            if not done:
                raise
            missing = ", ".join(later.draft.name for later in staged[len(done) :])
            why = f"{error}; but before that, {', '.join(done)} had been written, and {missing} not"
            raise NotPossible(
                why, "put back what was written (git restore), or mend the cause and try again"
            ) from error
        done.append(draft.name)


def _staged(path: Path, data: bytes, status: os.stat_result | None) -> Path:
    """A hidden file beside the one to be written, with the bytes on the disk, and mode and owner set."""
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            _keep(temporary, status)
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _keep(temporary: Path, status: os.stat_result | None) -> None:
    if status is not None and sys.platform != "win32" and os.geteuid() == 0:
        os.chown(temporary, status.st_uid, status.st_gid)  # root's edit leaves the file its owner
    temporary.chmod(stat.S_IMODE(status.st_mode) if status else _NEW_FILE & ~_umask())


def _put(temporary: Path, path: Path) -> None:
    try:
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    """Windows refuses while another program, as a virus scanner, holds the file: there it is tried for a while."""
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    temporary.replace(path)


def _put_new(temporary: Path, path: Path, name: str) -> None:
    """Give a new file its name only where nothing bears it; a second name can do that, a replacement cannot."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise _is_there(name) from None
    except OSError:  # a disk without hard links: the look just before has to do
        temporary.replace(path)
    else:
        temporary.unlink()
    _flush_folder(path.parent)


def _umask() -> int:
    """What the process keeps from new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows cannot open a folder; there the replacement is as lasting as the file system makes it.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
