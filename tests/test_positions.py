"""Where everything stands in a TOML text: held against the parser itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskreg.finding import Path, Spot
from riskreg.store.positions import Positions, locate

REGISTER = """\
[register]
title = "Corporate risks"   # the body's own
date = 2022-11-16

[risk.staff-turnover]
title = "Staff leave"
score.current = { likelihood = 4, impact = 5 }
supersedes = [
  "morale", # the old one ]
  "turnover",
]
note = \"\"\"
[risk.not-a-header]
title = 1
\"\"\"

[risk.staff-turnover.mitigation]
academy = { status = "in place", "action" = 'Academy', cost = [{ amount = 3_000 }, { amount = 4 }] }

[risk."other one".mitigation.pay]
action = "Pay"

[[risk.list]]
a = 1
[[risk.list]]
a = 2
[risk.list.sub]
b = 3
"""

RISK = ("risk", "staff-turnover")

VALUES: list[tuple[Path, Spot]] = [
    (("register", "date"), Spot(3, 8, 10)),
    ((*RISK, "score", "current"), Spot(7, 17, 30)),
    ((*RISK, "score", "current", "impact"), Spot(7, 44, 1)),
    ((*RISK, "supersedes"), Spot(8, 14, 1)),
    ((*RISK, "supersedes", 0), Spot(9, 3, 8)),
    ((*RISK, "supersedes", 1), Spot(10, 3, 10)),
    ((*RISK, "note"), Spot(12, 8, 3)),
    ((*RISK, "mitigation", "academy", "action"), Spot(18, 45, 9)),
    ((*RISK, "mitigation", "academy", "cost", 1, "amount"), Spot(18, 95, 1)),
    (("risk", "list", 1, "a"), Spot(26, 5, 1)),
    (("risk", "list", 1, "sub", "b"), Spot(28, 5, 1)),
]

KEYS: list[tuple[Path, Spot]] = [
    (("register",), Spot(1, 2, 8)),
    (("risk",), Spot(5, 2, 4)),
    (RISK, Spot(5, 7, 14)),
    ((*RISK, "score"), Spot(7, 1, 5)),
    ((*RISK, "score", "current"), Spot(7, 7, 7)),
    ((*RISK, "score", "current", "likelihood"), Spot(7, 19, 10)),
    ((*RISK, "mitigation", "academy", "action"), Spot(18, 34, 8)),
    (("risk", "other one"), Spot(20, 7, 11)),
    (("risk", "list", 0), Spot(23, 8, 4)),
    (("risk", "list", 1), Spot(25, 8, 4)),
]


@pytest.fixture(scope="module")
def where() -> Positions:
    """The positions of the register above."""
    return locate(REGISTER)


@pytest.mark.parametrize(("path", "spot"), VALUES, ids=str)
def test_a_value_stands_where_it_begins(where: Positions, path: Path, spot: Spot) -> None:
    """A value is found in a table, a dotted key, an inline table, an array, a list of tables; its first line counts."""
    assert where.value(path) == spot


@pytest.mark.parametrize(("path", "spot"), KEYS, ids=str)
def test_a_key_stands_where_it_is_defined(where: Positions, path: Path, spot: Spot) -> None:
    """A key's place is its own part, not the whole dotted key; a quoted one has its quotes."""
    assert where.key(path) == spot


def test_a_header_is_found_where_there_is_one(where: Positions) -> None:
    """Only a table with a header of its own has one; a list of tables has that of its first."""
    assert where.header(RISK) == Spot(5, 1, 21)
    assert where.header(("risk", "list", 1)) == Spot(25, 1, 13)
    assert where.header(("risk", "list")) == Spot(23, 1, 13)
    assert where.header(("risk",)) is None
    assert where.header((*RISK, "score")) is None


def test_a_table_under_a_header_has_no_value(where: Positions) -> None:
    """What a header makes is pointed at by its key, never as a value."""
    assert where.value(RISK) is None
    assert where.value(("risk", "list", 0)) is None


def test_explicit_means_a_header_or_key_of_its_own(where: Positions) -> None:
    """A table that only came to be on the way to another is not explicit."""
    assert where.explicit(RISK)
    assert where.explicit((*RISK, "score"))
    assert where.explicit((*RISK, "mitigation", "academy", "cost", 0))
    assert where.explicit(("risk", "list"))
    assert where.explicit(())
    assert not where.explicit(("risk",))
    assert not where.explicit(("risk", "other one"))
    assert not where.explicit(("nothing",))


def test_a_header_that_comes_late_counts_as_the_tables_own() -> None:
    """`[a.b]` before `[a]`: the second header makes `a` explicit and is its place."""
    where = locate("[a.b]\n[a]\n")
    assert where.explicit(("a",))
    assert where.key(("a",)) == Spot(2, 2, 1)


def test_nearest_always_finds_something(where: Positions) -> None:
    """What is not there is pointed at by what would hold it; without anything, by the first line."""
    assert where.nearest((*RISK, "owner")) == Spot(5, 7, 14)
    assert where.nearest((*RISK, "mitigation", "academy", "cost", 7, "note")) == where.value(
        (*RISK, "mitigation", "academy", "cost")
    )
    assert where.nearest(("risk", "other one", "title")) == Spot(20, 7, 11)
    assert where.nearest(("removed", "x")) == Spot(1, 1)
    assert where.nearest(()) == Spot(1, 1)


def test_columns_count_characters() -> None:
    """A column counts characters, whatever bytes they take."""
    assert locate('"£🙂é" = "ü" # x').value(("£🙂é",)) == Spot(1, 9, 3)


def test_carriage_returns_move_nothing() -> None:
    """A text with CRLF has the same positions as with LF."""
    crlf = locate(REGISTER.replace("\n", "\r\n"))
    assert [crlf.value(path) for path, _ in VALUES] == [spot for _, spot in VALUES]
    assert [crlf.key(path) for path, _ in KEYS] == [spot for _, spot in KEYS]


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a document that is no table and no list."""
    if isinstance(value, dict | list):
        steps: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            yield from leaves(inner, (*path, step))
    else:
        yield path, value


def assert_right(text: str) -> None:
    """What stands at each leaf's place, parsed alone, is what the parser found there."""
    where = locate(text)
    for path, value in leaves(tomllib.loads(text)):
        stretch = where.stretch(path)
        assert stretch is not None, path
        # repr, for NaN is not itself, and 1 is not True.
        assert repr(tomllib.loads(f"x = {text[slice(*stretch)]}")["x"]) == repr(value), path
        spot = where.value(path)
        assert spot is not None
        line = text.split("\n")[spot.line - 1]
        assert text[slice(*stretch)].startswith(line[spot.column - 1 : spot.column - 1 + spot.width])


SCALARS = st.sampled_from(
    [
        "1", "-0", "0x1F", "1_000", "1.5e-3", "inf", "-nan", "true", "false", "2021-09-01", "2021-09-01 10:00:00.5",
        "1979-05-27T07:32:00-08:00", "07:32:00", '""', "''", '"a\\"b"', '"\\\\"', "'it\\'", '"# no [comment] = {"',
        '"""\nx\n"""', '"""a""b"""', '""""quoted""""', "'''\n[x]\ny = \"1\"\n'''", "'''''a'''''",
        '"""a \\\n   b \\" c"""',
        '"é🙂"', '"\\u00e9\\U0001F642"', '"""\\"""\\""""""',
    ]
)  # fmt: skip
GAPS = st.sampled_from([",", ", ", " , ", ",\n  ", "\n,", ", # c ] } ' \"\n", "\n# x = 1\n,\t"])
KEY_FORMS = ["k{}", '"k {}"', "'k.{}'", "d{}.x", 'd{} . "y = z" .w', "{}", '"\\u00e9{}"', '""."{}"']


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An array of values, with any gaps that TOML allows between them."""
    items = st.lists(st.tuples(inner, GAPS), max_size=3)
    opening = st.sampled_from(["[", "[ ", "[\n", "[ # c\n "])
    return st.tuples(opening, items).map(lambda t: t[0] + "".join(v + gap for v, gap in t[1]) + "]")


def pairs(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Pairs of keys in all forms, none twice."""
    entries = st.lists(st.tuples(st.sampled_from(KEY_FORMS), st.sampled_from(["=", " = ", "\t= "]), values), max_size=4)
    return entries.map(lambda found: [f"{key.format(n)}{sign}{value}" for n, (key, sign, value) in enumerate(found)])


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An inline table."""
    return pairs(inner).map(lambda found: "{ " + " , ".join(found) + "}")


VALUE = st.recursive(SCALARS, lambda inner: arrays(inner) | tables(inner), max_leaves=6)
HEADERS = [
    "[h{0}]",
    "[ h{0} . 'x' ]",
    "[h{0}.a.b]\n[h{0}]",
    "[[h{0}]]\n[[h{0}]]",
    "[[h{0}]]\n[h{0}.s]\n[[h{0}]]\n[h{0}.s]",
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A TOML document with every construct of the language."""
    text = draw(st.sampled_from(["", "# c\n", "\n\n"]))
    ends = st.sampled_from(["\n", " # c\n", "\t\n\n"])
    for number, header in enumerate(["", *draw(st.lists(st.sampled_from(HEADERS), max_size=3))]):
        if header:
            text += header.format(number) + draw(ends)
        for pair in draw(pairs(VALUE)):
            text += pair + draw(ends)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@settings(deadline=None)
@given(documents())
def test_positions_are_right_for_any_document(text: str) -> None:
    """In any document, what stands at a value's place is that value."""
    assert_right(text)


def corpus(kind: str) -> list[Any]:
    """The TOML files that the standard library is tested with; none where Python came without its tests."""
    try:
        root = File(str(files("test.test_tomllib").joinpath("data", kind)))
    except ModuleNotFoundError:
        return []
    return [pytest.param(file, id=file.stem) for file in sorted(root.rglob("*.toml"))]


VALID = corpus("valid") or [pytest.param(None, marks=pytest.mark.skip("Python came without its own tests"))]


@pytest.mark.parametrize("file", VALID)
def test_positions_are_right_in_the_standard_librarys_files(file: File) -> None:
    """The standard library's own test files are located as it reads them."""
    assert_right(file.read_bytes().decode())
