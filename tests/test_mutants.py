"""`make mutation` puts the faults in that it says, each in one place, and none where nothing would run."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SOURCE = '''"""A text that stands alone."""
import os
Key = tuple[str, ...]; _Keys = dict[Key, int]; T = TypeVar("T")
def first(words: "list[str]", most: int = 3) -> str | None:
    """Another."""
    for word in words:
        if not word or len(word) < most:
            continue
        return word.lstrip() + "é"
    raise ValueError(f"none of {most} letters")
'''


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[Any]]:
    """The faults that a text may get."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import mutants

    def of(text: str) -> list[Any]:
        file = tmp_path / "source.py"
        file.write_text(text, encoding="utf-8")
        return list(mutants.mutants(file, tmp_path))

    return of


def test_each_slip_is_made_once(faults: Callable[[str], list[Any]]) -> None:
    """Each operator changes one place, and says nothing about types, imports and docstrings."""
    made = {
        (one.line, one.applied(SOURCE.encode()).decode().splitlines()[one.line - 1].strip()) for one in faults(SOURCE)
    }
    assert made == {
        (4, 'def first(words: "list[str]", most: int = (3 + 1)) -> str | None:'),
        (7, "if (not word and len(word) < most):"),
        (7, "if (word) or len(word) < most:"),
        (7, "if not word or (len(word) <= most):"),
        (8, "break"),
        (9, "return None"),
        (9, "return (word.lstrip() - 'é')"),
        (9, 'return (word.rstrip)() + "é"'),
        (9, "return word.lstrip() + ('éXX')"),
        (10, "pass"),
    }


def test_every_fault_of_the_project_is_one(faults: Callable[[str], list[Any]]) -> None:
    """Each leaves a source that can be imported, and is another program than before."""
    source = (BENCHMARKS.parent / "riskreg" / "store" / "lock.py").read_text(encoding="utf-8")
    before = ast.dump(ast.parse(source))
    some = faults(source)
    assert len(some) > 20
    assert all(ast.dump(ast.parse(one.applied(source.encode()))) != before for one in some)
