"""Two readers of TOML, one answer: the standard library's, and the faster one of `riskreg[fast]`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers
from test_read_corpus import INVALID, VALID, label

from riskreg.store import parser, syntax
from riskreg.store.read import read_register
from riskreg.store.write import dumps

pytest.importorskip("toml_rs", reason="riskreg[fast] is not installed")

ROOT = Path(__file__).parents[1]
OURS = [*ROOT.glob("registers/*.toml"), *ROOT.glob("tests/files/*/*.toml"), *ROOT.glob("docs/example/registers/*.toml")]


def by_both(data: bytes) -> tuple[Any, Any]:
    """What a register file holds, and its faults, by either reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "fast_parser", lambda: None)
        slowly = read_register(data, "x.toml")
    quickly = read_register(data, "x.toml")
    return (slowly.record, slowly.findings), (quickly.record, quickly.findings)


def test_the_fast_reader_is_used_where_it_is_installed() -> None:
    """An installed extra is no ornament: a sound text is read by it, and by it alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", lambda text: pytest.fail("the slow reader was asked"))
        assert syntax.parse("x = 1").data == {"x": 1}


@pytest.mark.no_cover
@pytest.mark.parametrize("path", [*OURS, *INVALID, *VALID], ids=label)
def test_both_readers_find_the_same_in_every_file(path: Path) -> None:
    """Records, faults and their places are the same by either reader, for sound files and for faulty ones."""
    slowly, quickly = by_both(path.read_bytes())
    assert slowly == quickly


@given(registers())
def test_both_readers_find_the_same_in_any_register(register: Any) -> None:
    """Whatever a register holds, both read it alike."""
    slowly, quickly = by_both(dumps(register).encode())
    assert slowly == quickly
    assert quickly[0] == register


@given(st.sampled_from(OURS), st.integers(0, 4000), st.text("[]{}\"'=#.,\n\r\t\\0aé\ufeff", max_size=3))
def test_both_readers_find_the_same_in_what_was_spoilt(path: Path, at: int, put: str) -> None:
    """A few characters put into a register anywhere leave both readers of one opinion."""
    text = path.read_text(encoding="utf-8", errors="replace")
    slowly, quickly = by_both(f"{text[:at]}{put}{text[at:]}".encode())
    assert slowly == quickly


THROUGH_A_LIST = """[register]
title = "T"
date = 2022-01-01

[["risk".a.assurance]]
by = "Ofsted"
finding = "F"
[risk.a]
title = "A"
assurance.x.y = 1
"""


def test_no_key_leads_through_a_list_of_tables() -> None:
    """The faster reader alone would let it pass, and tell another fault at another place."""
    slowly, quickly = by_both(THROUGH_A_LIST.encode())
    assert slowly == quickly
    assert [(f.line, f.code) for f in slowly[1]] == [(10, "E104")]


NESTS = {
    "on one line": lambda n: "x = " + "[" * n,
    "over lines": lambda n: "x = " + "[\n" * n,
    "closing some": lambda n: "x = " + "[[],\n" * n,
    "tables": lambda n: "x = " + "{a = " * n,
    "behind a comment": lambda n: "x = " + "[ # ]\n" * n,
    "behind a string": lambda n: "x = [" + '"]",[\n' * n,
    "behind long strings": lambda n: 'x = ["""\n' + 'a = """, [ """\n' * n,
    "behind long literal strings": lambda n: "x = ['''\n" + "a = ''', [ '''\n" * n,
    "behind lone rows": lambda n: "x = [" + "[1]\n,[[\n" * n,
    "in a header": lambda n: "[" * n,
    "in a value that never ends": lambda n: "x = {\n" * n,
    "in lists that never end": lambda n: "x = [\n" * n,
    "under quoted keys": lambda n: '"x" = {\n' * n,
    "closed in a comment": lambda n: "x = { # }\n" * n,
    "closed in a string": lambda n: 'x = { a = "}",\n' * n,
    "closed in a string that never ends": lambda n: 'x = { "}\n' * n,
    "in a long string that never ends": lambda n: 'x = """' + '\\"' * n,
    "in a string that never ends": lambda n: 'x = ["' + '\\"' * n,
    "closed before": lambda n: "}" * n + "\n" + "x = {\n" * n,
}


@pytest.mark.parametrize("sign", "=-+.")
@pytest.mark.parametrize("before", ["", "note = ", "note = [", "a."], ids=repr)
def test_no_run_of_one_sign_ends_the_process(before: str, sign: str) -> None:
    """However often a sign is repeated on one line, both readers are of one opinion."""
    slowly, quickly = by_both(f'[register]\ntitle = "T"\ndate = "2021"\n{before}{sign * 70_000}'.encode())
    assert slowly == quickly
    assert slowly[1]


@pytest.mark.slow
@pytest.mark.parametrize("nest", NESTS.values(), ids=list(NESTS))
def test_no_depth_ends_the_process(nest: Any) -> None:
    """However a text nests a value, and however deep, it is refused with a finding."""
    assert read_register(nest(100_000).encode(), "x.toml").findings
