"""What git's settings say of riskreg: how it is called, and what git does where it is not there or fails.

Git runs these lines with its own shell, on Windows too. A driver that fails must not leave one side alone: riskreg
says with an exit code of its own whether it merged, and with any other git's line merge runs. A textconv that fails
would end every `git diff` and `git log -p`: there the file itself is shown.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from riskreg.errors import NotPossible

NAME = "riskreg"
"""What the drivers are called in attributes and settings."""

TITLE = f"merge.{NAME}.name"
DRIVER = f"merge.{NAME}.driver"
TEXTCONV = f"diff.{NAME}.textconv"
_HEADING = f"diff.{NAME}.xfuncname"

_MERGE = (
    "{program} git merge-driver %O %A %B %L %P; "
    "case $? in 0) exit 0;; 10) exit 1;; "
    "*) exec git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B;; esac"
)
_CONVERT = '{program} git textconv -- "$1" 2>/dev/null || cat -- "$1"'


def settings(program: str) -> dict[str, str]:
    """The settings for the program at a path, whatever characters the path has."""
    quoted = shlex.quote(program)
    convert = _CONVERT.format(program=quoted)
    return {
        TITLE: "registers merged by record and field",
        # Git itself replaces what follows a percent sign.
        DRIVER: _MERGE.format(program=quoted.replace("%", "%%")),
        TEXTCONV: f"sh -c {shlex.quote(convert)} -",
        # What stands over a part of a diff: a header, in plain text only; a line of a field says itself whose it is.
        _HEADING: r"^\[.*",
    }


def named_program(value: str) -> str:
    """The program that a setting made by `settings` names; empty where it is none of these."""
    try:
        words = shlex.split(value)
        inner = shlex.split(words[2]) if words[:2] == ["sh", "-c"] else [words[0].replace("%%", "%")]
    except (ValueError, IndexError):
        return ""
    return inner[0] if inner else ""


def this_program() -> str:
    """The absolute path of the riskreg that runs. Raises NotPossible where it has none, as in an import from Python."""
    found = next((path for path in _candidates() if path.is_file()), None)
    if found is None:
        raise NotPossible(
            "the program riskreg is nowhere to be found, so that git could not call it",
            "install it for good, for example, in your copy of riskreg: pipx install .",
        )
    return Path(os.path.abspath(found)).as_posix()  # noqa: PTH100 (a link that updates go through is kept)


def _candidates() -> Iterator[Path]:
    """Where it may be: as it was called, beside the Python that runs it, on the PATH."""
    called = Path(sys.argv[0])
    for path in (called if called.stem == NAME else None, Path(sys.executable).parent / NAME):
        if path is not None:
            yield from (path.with_suffix(".exe"), path) if sys.platform == "win32" else (path,)
    if found := shutil.which(NAME):
        yield Path(found)
