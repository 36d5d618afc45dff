"""The console blocks of a page: each command, what the page shows below it, and what a program prints.

As a program it holds an installed riskreg against pages, in a copy of the files that they speak of and without the
project's own code beside them: `python tests/shown.py .venv/installed/bin/riskreg README.md`. It needs no library.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SPOKEN_OF = ("registers", "seeds", "docs", "riskreg.toml")
"""What the pages' commands read."""

ELISION = "..."


def examples(page: Path) -> Iterator[tuple[str, str]]:
    """Each command of a page's console blocks, with the output that the page shows."""
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def typed(command: str) -> list[str]:
    """The words that follow `riskreg` in a command; `make demo` is the comparison that it runs."""
    program, *words = command.replace("make demo", "riskreg compare 2021 2022").split()
    assert program == "riskreg"
    return words


def printed(command: str, program: Sequence[str], folder: Path = ROOT) -> str:
    """What a command prints at 80 columns."""
    environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*program, *typed(command)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def agree(shown: str, output: str) -> bool:
    """Whether the output is what is shown, a line of three dots standing for any number of lines."""
    pattern = "".join(r"(?s:.*)" if line == ELISION else re.escape(line) + r"\n" for line in shown.splitlines())
    return re.fullmatch(pattern, output) is not None


def otherwise(page: Path, program: Sequence[str], folder: Path) -> Iterator[str]:
    """Each command of the page that prints something else than is shown, with what it prints."""
    for command, shown in examples(page):
        output = printed(command, program, folder)
        if not output.strip() or not agree(shown, output):
            yield f"{page.name}: $ {command}\n{output}"


def copied(folder: Path) -> None:
    """The files that the pages speak of, and none of the project's code."""
    for name in SPOKEN_OF:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)


def main(program: str, pages: Sequence[str]) -> int:
    """Say of every page whether all that it shows is printed; 1 where one is not."""
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        copied(Path(folder))
        for page in map(Path, pages):
            faults = list(otherwise(page, [str(Path(program).absolute())], Path(folder)))
            tried = len(list(examples(page)))
            print(*faults, f"{page}: {tried - len(faults)} of {tried} commands print what is shown", sep="\n")  # noqa: T201
            found += len(faults) + (tried == 0)
    return min(found, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
