"""The house: its layers, its captions, its rules, and ARCHITECTURE.md against the files that are there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "riskreg"
FILES = sorted(p.relative_to(HOUSE).as_posix() for p in HOUSE.rglob("*.py"))

ORDER = (
    "version.py",
    "printable.py",
    "spelling.py",
    "finding.py",
    "errors.py",
    "codes.py",
    "model",
    "store",
    "comparison",
    "checking",
    "merging",
    "tables",
    "papers",
    "intake",
    "cli",
)
"""The rooms from the ground up: a room may import only from those before it, and from itself."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def room(file: str) -> str:
    return file.partition("/")[0]


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((HOUSE / file).read_text(encoding="utf-8"))


@cache
def imports(file: str) -> tuple[str, ...]:
    """The modules that a file imports anywhere in it, those for type checking alone included."""
    return tuple(_imports(file))


def _imports(file: str) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def inner_imports(file: str) -> frozenset[str]:
    """The files of the house that a file imports."""
    found: set[str] = set()
    for name in imports(file):
        if name.startswith("riskreg."):
            path = name.removeprefix("riskreg.").replace(".", "/")
            found |= {f for f in (f"{path}.py", f"{path}/__init__.py") if f in FILES}
    return frozenset(found - {file})


INSIDE = [f for f in FILES if f != "__init__.py"]


@pytest.mark.parametrize("file", INSIDE)
def test_no_file_imports_upward(file: str) -> None:
    """A file imports only from its own room and from the rooms below it."""
    reach = ORDER.index(room(file))
    upward = {other for other in inner_imports(file) if ORDER.index(room(other)) > reach}
    assert not upward


def test_no_import_cycle() -> None:
    """No two files need each other, directly or by way of others."""
    graph = {file: inner_imports(file) for file in INSIDE}
    while leaves := {file for file, needed in graph.items() if not needed & graph.keys()}:
        graph = {file: needed for file, needed in graph.items() if file not in leaves}
    assert not graph, f"these import in a circle: {sorted(graph)}"


def test_every_room_has_a_place_in_the_order() -> None:
    """There is no room that the layers do not know."""
    assert {room(f) for f in INSIDE} == set(ORDER)


@pytest.mark.parametrize("file", FILES)
def test_every_file_opens_with_a_caption(file: str) -> None:
    """A file's first sentence says what it is for."""
    caption = ast.get_docstring(tree(file)) or ""
    assert re.match(r"[A-Z`].*[.:]", caption, re.DOTALL), f"{file} has no caption"


@pytest.mark.parametrize("file", FILES)
def test_files_and_functions_stay_small(file: str) -> None:
    """A file has at most 300 lines, a function at most 40 without its docstring."""
    assert len((HOUSE / file).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    long = [f.name for f in ast.walk(tree(file)) if isinstance(f, ast.FunctionDef) and _length(f) > LONGEST_FUNCTION]
    assert not long


def _length(function: ast.FunctionDef) -> int:
    documented = ast.get_docstring(function) is not None
    body = function.body[1:] if documented and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


OUTSIDE = {
    "subprocess": {"store/git.py", "intake/child.py"},
    "cattrs": {"store/structure.py"},
    "toml_rs": {"store/parser.py"},
    "tomllib": {f for f in FILES if f.startswith("store/")},
    "click": {f for f in FILES if f.startswith("cli/")},
}
"""What only some files may import."""


@pytest.mark.parametrize("module", OUTSIDE)
def test_what_only_some_files_may_import(module: str) -> None:
    """One file runs git, one the child; cattrs and the TOML parser live in the store, click in the command line."""
    found = {file for file in FILES if any(name.split(".")[0] == module for name in imports(file))}
    assert found
    assert found <= OUTSIDE[module]


@pytest.mark.parametrize("file", [f for f in FILES if room(f) in ("model", "comparison", "tables")])
def test_values_in_and_values_out(file: str) -> None:
    """The records, the comparison and the tables touch no file and print nothing."""
    outside = {name.split(".")[0] for name in imports(file)}
    assert not outside & {"os", "pathlib", "shutil", "subprocess", "tempfile"}
    called = {n.func.id for n in ast.walk(tree(file)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not called & {"open", "print"}


def described() -> dict[str, str]:
    """The files that ARCHITECTURE.md names, each with the caption it gives."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([\w/.]+\.py)` \| (.+) \|$", text, re.MULTILINE))


def caption(file: str) -> str:
    """The first sentence of a file, on one line."""
    first = (ast.get_docstring(tree(file)) or "").split("\n\n")[0]
    return re.split(r"(?<=\.)\s", " ".join(first.split()))[0]


def test_architecture_names_exactly_the_files_there_are() -> None:
    """ARCHITECTURE.md has one line for each file, with the file's own first sentence."""
    assert described() == {file: caption(file) for file in FILES}


def test_architecture_names_exactly_the_rooms_there_are() -> None:
    """ARCHITECTURE.md has one heading for each room."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^### `riskreg/([\w/]+)/`", text, re.MULTILINE)
    assert set(rooms) == {f.rpartition("/")[0] for f in FILES if "/" in f}
