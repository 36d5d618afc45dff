"""Slips and damage at random, and the standard library's own invalid files: always an answer, never noise."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskreg.store import syntax
from riskreg.store.syntax import parse


def good_register(risks: int) -> list[str]:
    """The lines of a register without a fault."""
    lines = ["[register]", 'title = "Risks"', "date = 2022-11-16", ""]
    for n in range(risks):
        lines += [
            f"[risk.r{n}]",
            'title = "The \\"big\\" one, and more"  # why',
            "score.current = { likelihood = 4, impact = 4 }",
            f"[risk.r{n}.mitigation]", 'a = { status = "planned", action = \'Children\', due = "2023-Q1" }',
            f"[risk.r{n}.mitigation.b]", 'evidence = ["2021-09: 5.1", "2020-06: plan"]', "",
        ]  # fmt: skip
    return lines


INJECTED: list[tuple[str, list[tuple[str, int]]]] = [
    ("k{n} = 2021-09", [("E102", 0)]),
    ('k{n} = {{ status = "x", due = 2021-Q1 }}', [("E102", 0)]),
    ("k{n} = 1\nk{n} = 2", [("E104", 1)]),
    ("k{n} = {{ a = 1, a = 2 }}", [("E104", 0)]),
    ('k{n} = {{\n  a = "x",\n  b = "y"\n}}', [("E105", 0)]),
    ("[n{n}", [("E106", 0)]),
    ("[n{n}. ]", [("E106", 0)]),
    ("[n {n} x]", [("E106", 0)]),
    ("k{n} = planned", [("E107", 0)]),
    ("k{n} = Staff leave, and more", [("E107", 0)]),
    ('k{n} = "Staff leave', [("E108", 0)]),
    ('k{n} = "The "big" risk"', [("E108", 0)]),
    ("k{n} = {{ a = 'Children's services', b = 'x' }}", [("E108", 0)]),
    ('k{n} = ["a" "b"]', [("E109", 0)]),
    ('k{n} = ["a", "b"', [("E109", 0)]),
    ("k{n} = “Staff leave”", [("E110", 0)]),
    ("k{n} = 99999999999999999999", [("E111", 0)]),
    ("<<<<<<< a\nk{n} = 1\n=======\nk{n} = ?\n>>>>>>> b", [("E113", 0), ("E113", 2), ("E113", 4)]),
    ("k{n} = 2021-02-30", [("E114", 0)]),
    ('k{n} "x"', [("E115", 0)]),
    ("k{n} =", [("E115", 0)]),
    ("k{n} = £3m", [("E116", 0)]),
    ("k{n} = {{ amount = 3,000,000, period = 'x' }}", [("E116", 0)]),
    ("k{n} = 10:30", [("E117", 0)]),
    ("k{n} k = 'x'", [("E101", 0)]),
]


@settings(deadline=None)
@given(st.data())
def test_every_injected_slip_is_found_and_nothing_else(data: st.DataObject) -> None:
    """Slips put at random into a good register are all found in one pass, at their lines, and no others."""
    lines = good_register(data.draw(st.integers(1, 4)))
    chosen = data.draw(st.lists(st.tuples(st.integers(0, len(lines)), st.sampled_from(INJECTED)), max_size=10))
    chosen.sort(key=lambda c: c[0])
    out: list[str] = []
    expected: list[tuple[str, int]] = []
    for n, (at, (slip, faults)) in enumerate(chosen):
        out += lines[(chosen[n - 1][0] if n else 0) : at]
        expected += [(code, len(out) + 1 + offset) for code, offset in faults]
        out += slip.format(n=n).split("\n")
    out += lines[(chosen[-1][0] if chosen else 0) :]
    found = parse("\n".join(out)).slips
    assert [(s.code, s.spot.line) for s in found] == expected


FRAGMENTS = [
    *'"\'[]{},=.#\\-+\t\r\n', '"""', "'''", "[[", "\r\n", "2021-09", "True", "“", "”", "<<<<<<< a\n", "=======\n",
    ">>>>>>> b\n", "planned", "[risk.r0]\n", "a = 1\n", "\x00", "£", "007", "\ud800", "\u2028", "[a",
    "a.b = 1\n", "}\n", "]\n", "= ", "🙂",
]  # fmt: skip


def mutated(text: str, rng: random.Random) -> str:
    """The text with a few random changes."""
    for _ in range(rng.randint(1, 6)):
        at, other = rng.randint(0, len(text)), rng.randint(0, len(text))
        match rng.randrange(3):
            case 0:
                text = text[:at] + rng.choice(FRAGMENTS) + text[at:]
            case 1:
                text = text[:at] + text[at + rng.randint(1, 8) :]
            case _:
                text = text[:at] + text[other : other + rng.randint(0, 80)] + text[at:]
    return text


def assert_answered(text: str) -> None:
    """Whatever the text, there is an answer: the parser's data, or slips that stand within it."""
    parsed = parse(text)
    lines = text.split("\n")
    assert parsed.text.count("\n") == len(lines) - 1
    for slip in parsed.slips:
        assert 1 <= slip.spot.line <= len(lines)
        assert 1 <= slip.spot.column <= max(1, len(lines[slip.spot.line - 1]))
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        assert parsed.slips
    else:
        assert parsed.slips or repr(parsed.data) == repr(data)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_damage_is_answered(rng: random.Random) -> None:
    """A register damaged at random never raises, and all that is said of it points into it."""
    assert_answered(mutated("\n".join(good_register(2)), rng))


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab.=[]{}\"'\\#,\n\r\t 12-:“eux\x00é")))
def test_any_text_is_answered(text: str) -> None:
    """Any string at all never raises, and all that is said of it points into it."""
    assert_answered(text)


def test_the_slow_way_agrees_with_the_quick_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good text gives the same where it is looked at closely, as it is with parsers of TOML 1.1."""
    monkeypatch.setattr(syntax, "_NEWER_PARSER", True)
    for text in ["\n".join(good_register(3)), *(f.read_bytes().decode() for f in corpus("valid"))]:
        parsed = parse(text)
        assert parsed.slips == ()
        assert repr(parsed.data) == repr(tomllib.loads(text))


def corpus(kind: str) -> list[File]:
    """The TOML files that the standard library is tested with; none where Python came without its tests."""
    try:
        root = File(str(files("test.test_tomllib").joinpath("data", kind)))
    except ModuleNotFoundError:
        return []
    return sorted(root.rglob("*.toml"))


INVALID: list[Any] = [pytest.param(f, id=f"{f.parent.name}-{f.stem}") for f in corpus("invalid")]


@pytest.mark.parametrize(
    "file", INVALID or [pytest.param(None, marks=pytest.mark.skip("Python came without its tests"))]
)
def test_every_invalid_file_of_the_standard_library_is_told(file: File) -> None:
    """What the standard library's tests hold for invalid has at least one slip, and its place is in the text."""
    text = file.read_bytes().decode(errors="replace")
    assert parse(text).slips
    assert_answered(text)
