"""`git textconv`: one line a field, the same for files that say the same, different wherever a value differs."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import FILES, Run, process, register
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers

from riskreg.merging.fields import fields, lines
from riskreg.merging.textconv import converted
from riskreg.model.register import Register
from riskreg.printable import printable
from riskreg.store.data import plain_data
from riskreg.store.write import dumps

ACTIONS = """
[risk.turnover.mitigation]
pay = { action = "Pay more" }
academy = { status = "in place", action = "Academy", evidence = ["2021: 1", "2021: 2"] }
"""


def file_of(place: Path, data: bytes | str) -> str:
    path = place / "x.toml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def test_one_line_a_field(tmp_path: Path, run: Run) -> None:
    """Every field has a line with its address, the actions sorted by id, the items of a list each on its own."""
    done = run("git", "textconv", file_of(tmp_path, register(rest='note = "Two\\nlines"\n' + ACTIONS)))
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "register.title: Corporate risks",
        'register.date: "2022"',
        "risk.turnover.title: Staff leave",
        "risk.turnover.note: Two\\nlines",
        "risk.turnover.mitigation.academy.action: Academy",
        "risk.turnover.mitigation.academy.status: in place",
        "risk.turnover.mitigation.academy.evidence[]: 2021: 1",
        "risk.turnover.mitigation.academy.evidence[]: 2021: 2",
        "risk.turnover.mitigation.pay.action: Pay more",
    ]


def test_cards_too(tmp_path: Path, run: Run) -> None:
    """A card's fields stand in the same form."""
    done = run("git", "textconv", file_of(tmp_path, 'kind = "plan"\ntitle = "T"\n[risk-table]\nrows = 3\n'))
    assert done.out == "title: T\nkind: plan\nrisk-table.rows: 3\n"


@given(registers(), st.randoms(use_true_random=False))
def test_order_and_layout_do_not_show(made: Register, random: Any) -> None:
    """Tables and keys in any other order give the same lines."""
    data = plain_data(dumps(made).encode())
    assert data is not None

    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        items = list(value.items())
        random.shuffle(items)
        return {key: shuffled(inner) for key, inner in items}

    assert list(lines(shuffled(data))) == list(lines(data))


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=6)
    | st.integers(-20, 2030)
    | st.booleans()
    | st.floats(-5, 5)
    | st.dates(date(2020, 1, 1), date(2024, 1, 1))
    | st.sampled_from(
        ["true", "1", "-1", "1.5", "nan", "2022-11-16", '"a"', "[]", "{}", "a\\n", "a\n", "[a]", " a", ""]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab."[] \\', max_size=3), inner, max_size=3),
    max_leaves=5,
)
DOCUMENTS = st.dictionaries(st.text("ab.: []", max_size=3), VALUES, max_size=3)


def kinds(value: Any) -> Any:
    """A value that equals another only where both are of the same types."""
    if isinstance(value, dict):
        return {key: kinds(inner) for key, inner in value.items()}
    return [kinds(item) for item in value] if isinstance(value, list) else (type(value), repr(value))


@given(DOCUMENTS, DOCUMENTS)
def test_what_differs_shows(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Documents that hold different things never give the same lines, and lines are printable."""
    assert (list(lines(one)) == list(lines(other))) == (kinds(one) == kinds(other))
    assert all(line.isprintable() for line in lines(one) if not set(line) & set("\u00a0\u2007\u202f\u3000"))


ALIKE: list[tuple[Any, Any]] = [
    ("a\n", "a\\n"),
    ("\x1b", "\\x1b"),
    (1, "1"),
    (1, 1.0),
    (True, "true"),
    (1e22, "1e+22"),
    (date(2022, 11, 16), "2022-11-16"),
    ([], "[]"),
    ([1], ["1"]),
    (["a"], "a"),
    (["a", "b"], ["a, b"]),
    ({}, "{}"),
    ({"a": 1}, "{ a = 1 }"),
    ("a", "a "),
    ("a", '"a"'),
]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=str)
def test_what_looks_alike_is_told_apart(one: object, other: object) -> None:
    """Values of different types, or with different characters in them, never give the same line."""
    assert list(lines({"x": one})) != list(lines({"x": other}))
    assert list(lines({"x": [one]})) != list(lines({"x": [other]}))


@given(registers(), st.data())
def test_one_edit_is_one_line(made: Register, data: st.DataObject) -> None:
    """One field that says something else is one line less and one line more."""
    document = plain_data(dumps(made).encode())
    assert document is not None
    address = data.draw(st.sampled_from([at for at, value in fields(document) if isinstance(value, str)]))
    edited = deepcopy(document)
    table = edited
    for key in address[:-1]:
        table = table[key]
    table[address[-1]] += " more"
    before, after = list(lines(document)), list(lines(edited))
    assert len(before) == len(after)
    assert [now.partition(": ")[0] for was, now in zip(before, after, strict=True) if was != now] == [
        next(line for line in after if line not in before).partition(": ")[0]
    ]


NOT_TOML = [b"", b"title = \n", b"<<<<<<< ours\n", b"\xff\xfe\x00", b"x = " + b"1" * 5000, b"x = " + b"[" * 2000]


@pytest.mark.parametrize("data", NOT_TOML, ids=range(len(NOT_TOML)))
def test_it_never_fails(data: bytes, tmp_path: Path, run: Run) -> None:
    """What is not TOML is printed as it is, with exit code 0."""
    done = run("git", "textconv", file_of(tmp_path, data))
    assert (done.code, done.err) == (0, "")
    assert done.out == (data.decode() if data.isascii() else "\\xff\\xfe\\x00")


@pytest.mark.parametrize("file", sorted((FILES / "bad").glob("*.toml")), ids=lambda path: path.name)
def test_faulty_registers_are_shown(file: Path) -> None:
    """A register with faults is shown whole, as fields or as it is, and its own characters steer nothing."""
    shown = converted(file)
    assert printable(shown, keep="\n\t") == shown


def test_very_large_files_are_shown_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the size limit costs no parsing, and is still shown."""
    monkeypatch.setattr("riskreg.merging.textconv.MAX_SIZE", 10)
    text = 'title = "longer than ten bytes"\n'
    assert converted(Path(file_of(tmp_path, text))) == text


HOSTILE = '[register]\ntitle = "\\u001b]0;x\\u0007"\n["\\u009b[31m"]\nx = 1\n'


@pytest.mark.parametrize("text", [HOSTILE, "not toml \x1b[31m\x9b\u202e\rx\r\n"])
def test_nothing_steers_the_terminal(text: str, tmp_path: Path) -> None:
    """Escapes in values, in keys and in a file that is no TOML are written out."""
    done = process("git", "textconv", file_of(tmp_path, text), cwd=tmp_path)
    assert done.code == 0
    assert done.out.decode().replace("\n", "").isprintable()
    assert b"\\x1b" in done.out


def test_what_is_no_file(tmp_path: Path, run: Run) -> None:
    """Where there is nothing to show, that is said."""
    for name in (str(tmp_path), str(tmp_path / "none.toml")):
        done = run("git", "textconv", name)
        assert done.code == 2
        assert done.err.startswith("riskreg: ")


def test_of_a_conflict_either_side_is_told(tmp_path: Path, run: Run) -> None:
    """What both sides say is told once, and what is in dispute once of each, its side before it."""
    dispute = '<<<<<<< ours\nowner = "Clerk"\n=======\nowner = "Usher"\n>>>>>>> theirs\n'
    done = run("git", "textconv", file_of(tmp_path, register(rest=dispute)))
    agreed = run("git", "textconv", file_of(tmp_path, register())).out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert sorted(done.out.splitlines()) == sorted(
        [*agreed, "<<<<<<< ours risk.turnover.owner: Clerk", ">>>>>>> theirs risk.turnover.owner: Usher"]
    )


@pytest.mark.parametrize("sides", [("owner =", 'owner = "Usher"'), ('owner = "Clerk"', "owner =")])
def test_a_conflict_with_a_side_that_is_not_toml_is_shown_as_it_is(sides: tuple[str, str], tmp_path: Path) -> None:
    """Nothing is told of one side alone: the text stands there with its marks."""
    dispute = f"<<<<<<< ours\n{sides[0]}\n=======\n{sides[1]}\n>>>>>>> theirs\n"
    text = register(rest=dispute)
    assert converted(Path(file_of(tmp_path, text))) == text


def test_the_parts_of_a_register_stand_in_the_order_of_its_format(tmp_path: Path, run: Run) -> None:
    """Heading, matrix, risks, removals, in whatever order the file has them."""
    removed = '[removed.old]\nreason = "closed"\n'
    done = run("git", "textconv", file_of(tmp_path, removed + register()))
    starts = [line.partition(".")[0] for line in done.out.splitlines()]
    assert list(dict.fromkeys(starts)) == ["register", "risk", "removed"]


def test_a_tab_and_a_backslash_are_written_out(tmp_path: Path, run: Run) -> None:
    """What leaves a gap on the screen and what hides what follows it are told apart."""
    done = run("git", "textconv", file_of(tmp_path, register(rest='note = "a\\tb\\\\tc"\n')))
    assert done.out.splitlines()[-1] == r"risk.turnover.note: a\tb\\tc"


SHOWN: dict[str, list[str]] = {
    'x = ""': ['x: ""'],
    "x = []": ["x: []"],
    "x = {}": ["x: {}"],
    "x = [{}]": ["x[]: {}"],
    "x = [[1, 2], []]": ["x[]: [1, 2]", "x[]: []"],
    'x = [{ b = 1, a = "A" }]': ['x[]: { a = "A", b = 1 }'],
    'x = [{ b = { "c d" = true } }]': ['x[]: { b = { "c d" = true } }'],
    "x = [true, false]": ["x[]: true", "x[]: false"],
    'x = [2022-01-01, 10:30:00, "2022-01-01"]': ["x[]: 2022-01-01", "x[]: 10:30:00", 'x[]: "2022-01-01"'],
    "x = 2022-01-01T10:30:00": ["x: 2022-01-01T10:30:00"],
    "x = 1e3": ["x: 1000.0"],
    'x = "a \\"b\\""': ['x: a "b"'],
    'x = "[a] \\"b\\""': ['x: "[a] \\"b\\""'],
    'x = "\\"a\\""': ['x: "\\"a\\""'],
    'x = "a\\rb"': ["x: a\\rb"],
    "x = 'a # b'": ["x: a # b"],
    'x = "-inf"': ['x: "-inf"'],
    '"a\\"b".c = 1': ['"a\\"b".c: 1'],
    '"a.b".c-d_E9 = 1': ['"a.b".c-d_E9: 1'],
    '"" = 1': ['"": 1'],
    "x.y = []\nx.a.b = 1\nx.z = 0": ["x.y: []", "x.z: 0", "x.a.b: 1"],
}
"""What a file has, and the lines that are shown."""


@pytest.mark.parametrize("text", SHOWN)
def test_a_value_is_shown_much_as_toml_has_it(text: str, tmp_path: Path, run: Run) -> None:
    """On its line, in quotes only where it would look like something else; tables come behind values."""
    assert run("git", "textconv", file_of(tmp_path, f"{text}\n")).out.splitlines() == SHOWN[text]


def test_what_a_thing_is_called_stands_first(tmp_path: Path, run: Run) -> None:
    """Then its date, its status and its score; whatever else it has follows by the alphabet."""
    known = ["title", "action", "reason", "name", "date", "status", "score"]
    text = "".join(f"{key} = 1\n" for key in ["apple", *reversed(known), "zebra", "owner"])
    tables = "".join(f"[{key}]\nx = 1\n" for key in ["able", "removed", "risk", "matrix", "register"])
    done = run("git", "textconv", file_of(tmp_path, text + tables))
    keys = [*known, "apple", "owner", "zebra"]
    assert done.out.splitlines() == [
        *(f"{key}: 1" for key in keys),
        *(f"{key}.x: 1" for key in ["register", "matrix", "risk", "removed", "able"]),
    ]


@pytest.mark.parametrize("base", ['owner = "Cook"\n', ""])
def test_of_a_conflict_with_its_base_either_side_is_told(base: str, tmp_path: Path, run: Run) -> None:
    """As git leaves it with `merge.conflictStyle=diff3`: what both began with is no side."""
    dispute = f'<<<<<<< ours\nowner = "Clerk"\n||||||| base\n{base}=======\nowner = "Usher"\n>>>>>>> theirs\n'
    done = run("git", "textconv", file_of(tmp_path, register(rest=dispute) + 'note = "n"\n'))
    assert done.out.splitlines()[-3:] == [
        "risk.turnover.note: n",
        "<<<<<<< ours risk.turnover.owner: Clerk",
        ">>>>>>> theirs risk.turnover.owner: Usher",
    ]


def test_signs_that_are_no_marks_are_part_of_a_side(tmp_path: Path, run: Run) -> None:
    """A line of eight signs is none of seven, and neither is one that other text stands before."""
    note = 'note = """\n========\n x =======\n"""\n'
    dispute = f'<<<<<<< ours\n{note}=======\nowner = "Usher"\n>>>>>>> theirs\n'
    done = run("git", "textconv", file_of(tmp_path, register(rest=dispute)))
    assert '<<<<<<< ours risk.turnover.note: "========\\n x =======\\n"' in done.out.splitlines()
