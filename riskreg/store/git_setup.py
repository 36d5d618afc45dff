"""Git taught to use riskreg, in one repository or for one user; what that changes, and the way back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from riskreg.errors import UnwritableFile
from riskreg.store import git
from riskreg.store.git_block import pattern_of, with_block, without_block
from riskreg.store.git_drivers import NAME, settings
from riskreg.store.lock import locked
from riskreg.store.raw import read_bytes
from riskreg.store.safe import Draft, write_drafts

ATTRIBUTES = ".gitattributes"
CARDS = "seeds"

_SAME_EVERYWHERE = "text eol=lf"
"""Registers have the same bytes on every machine, whatever git is told of line ends there."""


@frozen
class Scope:
    """Where git is told of riskreg: one repository, or all repositories of one user."""

    folder: Path
    """Where git is asked from."""
    file: Path
    """The file of attributes."""
    shown: str
    """That file as messages call it."""
    option: str
    """Git's option for whose settings are meant."""
    lines: tuple[str, ...]
    """The attributes of registers and cards."""


@frozen
class Changes:
    """What is to change, or has been changed."""

    before: bytes | None
    """The file of attributes as it is; None where there is none."""
    after: bytes | None
    """As it will be; None where it goes."""
    settings: Mapping[str, str | None]
    """The settings that change, each with its new value, or None where it goes."""

    @property
    def any(self) -> bool:
        """Whether anything changes."""
        return self.before != self.after or bool(self.settings)


def repository(folder: Path) -> Scope:
    """The repository that a folder of registers stands in, or would stand in. Raises GitFailed outside a work tree."""
    inside = git.inside(folder)
    top = git.top(folder)
    cards = f"{inside.rstrip('/').rpartition('/')[0]}/".lstrip("/") + f"{CARDS}/"
    lines = (
        f"{pattern_of(inside)} merge={NAME} diff={NAME} {_SAME_EVERYWHERE}",
        f"{pattern_of(cards)} diff={NAME} {_SAME_EVERYWHERE}",
    )
    return Scope(top, top / ATTRIBUTES, ATTRIBUTES, "--local", lines)


def user(folder: Path, name: str) -> Scope:
    """All repositories of the user, for registers in folders of that name anywhere. Line ends are left to each."""
    lines = (f"**/{pattern_of(f'{name}/')} merge={NAME} diff={NAME}", f"**/{CARDS}/*.toml diff={NAME}")
    return Scope(folder, _users_file(folder), "your git attributes", "--global", lines)


def _users_file(folder: Path) -> Path:
    """As git looks for it: core.attributesFile, else git/attributes in the folder for settings (gitattributes)."""
    for option in ("--global", "--system"):
        if named := git.asked(folder, "config", option, "--type=path", "--get", "core.attributesFile"):
            return Path(os.fsdecode(named.removesuffix(b"\n")))
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "git" / "attributes"


def install(scope: Scope, program: str, *, only_look: bool) -> Changes:
    """Tell git of riskreg; what is as it should be is not touched. Raises NotPossible, UnwritableFile or GitFailed."""
    wanted = settings(program)
    if not only_look:
        _make_folder(scope)
    with _held(scope, only_look=only_look):
        before = _read(scope)
        new = {key: value for key, value in wanted.items() if values(scope, key) != (value,)}
        changes = Changes(before, with_block(before, scope.lines), new)
        if not only_look:
            _apply(scope, changes)
    return changes


def uninstall(scope: Scope, *, only_look: bool) -> Changes:
    """Take back what `install` did, to the byte. Raises NotPossible, UnwritableFile or GitFailed."""
    with _held(scope, only_look=only_look):
        before = _read(scope)
        gone = {key: None for key in settings("") if values(scope, key)}
        changes = Changes(before, None if before is None else without_block(before), gone)
        if not only_look:
            _apply(scope, changes)
    return changes


def values(scope: Scope, key: str) -> tuple[str, ...]:
    """What a setting says, in this scope alone."""
    found = git.asked(scope.folder, "config", scope.option, "-z", "--get-all", key) or b""
    return tuple(found.decode("utf-8", errors="surrogateescape").split("\0")[:-1])


@contextmanager
def _held(scope: Scope, *, only_look: bool) -> Iterator[None]:
    """The lock on the folder of the attributes; none where nothing is written, or where there is no such folder."""
    if only_look or not scope.file.parent.is_dir():
        yield
        return
    with locked([scope.file.parent], scope.shown):
        yield


def _make_folder(scope: Scope) -> None:
    try:
        scope.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(scope.shown, error.strerror or "the system refused") from error


def _read(scope: Scope) -> bytes | None:
    return read_bytes(scope.file, scope.shown) if scope.file.exists() else None


def _apply(scope: Scope, changes: Changes) -> None:
    """The settings first: attributes without them do nothing, but do no harm either."""
    for key, value in changes.settings.items():
        words = ("--unset-all", key) if value is None else ("--replace-all", key, value)
        git.answer(scope.folder, "config", scope.option, *words, doing="change its settings")
    if changes.before == changes.after:
        return
    if changes.after is None:
        scope.file.unlink()
    else:
        write_drafts([Draft(scope.shown, scope.file, changes.before, changes.after)])
