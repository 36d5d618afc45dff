"""The tests that touch what riskreg rests on, with whatever releases of it are installed: `make lowest`, `make newest`.

As a program it says which releases those are, and runs the tests named here; `lowest` as first word also holds that
they are the lowest that pyproject.toml allows.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]

TOUCHING: Mapping[str, tuple[str, ...]] = {
    "attrs": ("test_parser", "test_read_files", "test_registers", "test_settings", "test_write"),
    "cattrs": ("test_parser", "test_read_files", "test_settings", "test_positions"),
    "click": ("test_cli", "test_check", "test_extras", "test_history_printed", "test_comparison_printed", "test_new"),
    "tabulate": ("test_tables_forms", "test_tables_register", "test_tables_table", "test_tables_wrap"),
    "toml-rs": ("test_parser", "test_read_corpus"),
    "pyarrow": ("test_analytics",),
    "matplotlib": ("test_pictures_files", "test_pictures_history", "test_pictures_matrix"),
    "XlsxWriter": ("test_export_data", "test_export_exempt"),
    "python-calamine": ("test_import_exported", "test_read_excel", "test_workbook_guard"),
    "lxml": ("test_container", "test_import", "test_import_forms", "test_import_office", "test_read_word"),
    "markdown-it-py": ("test_import_forms", "test_import_tables"),
    "pdfplumber": ("test_read_pdf", "test_read_pdf_shapes", "test_read_pdf_text"),
}
"""By what riskreg rests on, the tests that fail first where another release of it does otherwise."""


def floors(extras: tuple[str, ...] | None = None) -> dict[str, str]:
    """What riskreg rests on, always or by these extras (by any), each with the lowest release that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    named = [name for name in optional if name != "dev"] if extras is None else extras
    asked = [*project["dependencies"], *(line for name in named for line in optional[name])]
    return dict(line.split(">=") for line in asked)


def _numbers(release: str) -> tuple[int, ...]:
    """A release for comparison: 3.2 and 3.2.0 are one."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", release)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def above_the_lowest() -> Iterator[str]:
    """What is installed in a later release than the lowest allowed."""
    for name, floor in floors().items():
        if _numbers(version(name)) != _numbers(floor):
            yield f"{name} {version(name)} is installed, where {floor} is the lowest that pyproject.toml allows"


def main(which: str, words: list[str]) -> int:
    """Say what is installed, and run the tests; further words go to pytest."""
    said = ", ".join(f"{name} {version(name)}" for name in floors())
    print(f"Python {sys.version.split()[0]}: {said}", flush=True)  # noqa: T201
    if which == "lowest" and (later := list(above_the_lowest())):
        print(*later, sep="\n")  # noqa: T201
        return 1
    files = sorted({f"tests/{name}.py" for names in TOUCHING.values() for name in names})
    command = [sys.executable, "-m", "pytest", "--quiet", "--numprocesses=auto", *files, *words]
    if (
        which == "lowest"
    ):  # old matplotlib calls what new pyparsing, which it does not limit, would have it call otherwise
        command += ["-W", "ignore::DeprecationWarning"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
