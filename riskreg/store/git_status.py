"""Whether git uses riskreg as it should: what is missing, stale or overridden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from riskreg.store import git
from riskreg.store.git_drivers import DRIVER, NAME, TEXTCONV, named_program, settings
from riskreg.store.git_setup import ATTRIBUTES

_WORDS = {DRIVER: "merge driver", TEXTCONV: "textconv"}
_ATTRIBUTES = ("merge", "diff")
_RUN = "run: riskreg git install"
_DELETED = (
    f"in force only until the deletion of {ATTRIBUTES} is committed; commit that, "
    f"or bring the file back: git restore {ATTRIBUTES}"
)


@frozen
class Point:
    """One thing that has to be right."""

    what: str
    """What it is: the merge driver, the textconv, the attributes of a register."""
    wrong: str = ""
    """What is wrong with it; empty where nothing is."""

    def __str__(self) -> str:
        return f"{self.what}: {self.wrong or 'installed'}"


def points(folder: Path, stems: Sequence[str], program: str) -> Iterator[Point]:
    """What there is to say of a folder of registers. Raises GitFailed outside a repository."""
    inside = git.inside(folder)
    wanted = settings(program)
    for key, what in _WORDS.items():
        yield Point(what, _setting(folder, key, wanted[key]))
    top = git.top(folder)
    deleted = bool(git.asked(top, "ls-files", "-z", "--deleted", "--", ATTRIBUTES))
    names = [f"{inside}{stem}.toml" for stem in stems] or [f"{inside}register.toml"]
    for attribute in _ATTRIBUTES:
        yield from _attribute(top, attribute, names, f"{inside}*.toml", deleted=deleted)


def _setting(folder: Path, key: str, wanted: str) -> str:
    found = git.asked(folder, "config", "-z", "--get", key)
    if found is None:
        return f"missing; {_RUN}"
    value = found.decode("utf-8", errors="surrogateescape").removesuffix("\0")
    if value == wanted:
        return ""
    named = named_program(value)
    if named and not Path(named).is_file():
        return f"stale: it names a program that is not there any more; {_RUN}"
    return f"stale: it is not what this riskreg would write; see: git config {key}; or {_RUN}"


def _attribute(top: Path, attribute: str, names: Sequence[str], together: str, *, deleted: bool) -> Iterator[Point]:
    """An attribute of the registers as git itself sees it (git check-attr), the same values together."""
    told = git.answer(top, "check-attr", "-z", attribute, "--", *names, doing="read the attributes")
    parts = told.decode("utf-8", errors="surrogateescape").split("\0")
    by_value: dict[str, list[str]] = {}
    for name, value in zip(parts[::3], parts[2::3], strict=False):
        by_value.setdefault(value, []).append(name)
    for value, having in by_value.items():
        named = together if len(by_value) == 1 else ", ".join(having)
        yield Point(f"{attribute} attribute of {named}", _said_of(value, deleted=deleted))


def _said_of(value: str, *, deleted: bool) -> str:
    """Where the file of attributes is deleted, git goes by the one that it last held."""
    if value == NAME:
        return _DELETED if deleted else ""
    if value == "unspecified":
        return f"missing; {_RUN}"
    return f"overridden: it is {value}; look into each .gitattributes and .git/info/attributes"
