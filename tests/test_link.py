"""`link` records lineage in a file and changes nothing else in it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from conftest import Run, folder_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers

from riskreg.model.register import Register
from riskreg.model.risk import MitigationRef
from riskreg.store.edit_lists import with_item, without_item
from riskreg.store.read import loads
from riskreg.store.write import dumps

EARLIER = """[register]
title = "Risks"
date = "2021"
[risk.morale]
title = "Low morale"
[risk.turnover]
title = "Staff leave"
mitigation.pay = { action = "Better pay" }
[risk.covid]
title = "Covid"
"""
LATER = """\
# our own words
[register]
title='Risks'   # as printed
date = 2022-11-16

  [ risk . "staff" ]
  # its name
  title = 'Staff leave' # a label
  score.current = {rating="Red"}
[risk.staff.mitigation]
academy = { status="planned",action = "Academy" } # since 2021
[risk.staff.mitigation.offer]
action = '''An
offer'''
note = "x"
[removed.covid]
reason = "closed"\
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder_of(tmp_path, {"2021": EARLIER})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "registers" / "2022.toml").write_text(LATER)
    return tmp_path / "registers"


def changed(before: bytes, after: bytes) -> list[str]:
    """The lines that differ, the others being equal byte for byte."""
    lines = difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True))
    return [line for line in lines if not line.startswith(("  ", "?"))]


def test_a_link_is_recorded_and_then_known(place: Path, run: Run) -> None:
    """One line is added behind the title, compare says "recorded lineage", check is content."""
    before = (place / "2022.toml").read_bytes()
    done = run("link", "2022", "staff", "turnover", "morale")
    assert (done.code, done.err) == (0, "")
    assert done.out == "registers/2022.toml: staff supersedes turnover, morale\n"
    assert changed(before, (place / "2022.toml").read_bytes()) == ['+   supersedes = ["turnover", "morale"]\n']
    assert run("check", "--strict").code == 0
    assert '"why": "supersedes"' in run("compare", "2021", "2022", "--format", "json").out


@pytest.mark.parametrize("action", ["academy", "offer"])
def test_a_link_of_actions(place: Path, run: Run, action: str) -> None:
    """RISK.MITIGATION on both sides; in braces the list goes there, in a table it gets a line of its own."""
    before = (place / "2022.toml").read_bytes()
    assert run("link", "2022", f"staff.{action}", "turnover.pay").code == 0
    added = changed(before, (place / "2022.toml").read_bytes())
    if action == "academy":
        assert added[1] == (
            '+ academy = { status="planned",action = "Academy", supersedes = ["turnover.pay"] } # since 2021\n'
        )
    else:
        assert added == ['+ supersedes = ["turnover.pay"]\n']
    assert loads((place / "2022.toml").read_text()).risk("staff").mitigation(action).supersedes == (
        MitigationRef("turnover", "pay"),
    )
    assert run("link", "2022", f"staff.{action}", "turnover.pay", "--undo").code == 0
    assert (place / "2022.toml").read_bytes() == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_bytes_are_kept_and_undone(place: Path, run: Run, mark: bytes, end: bytes) -> None:
    """Byte order mark, CRLF and a missing last line end stay; what was linked and unlinked is the same file."""
    before = mark + LATER.encode().replace(b"\n", end)
    (place / "2022.toml").write_bytes(before)
    for words in (("staff", "turnover"), ("staff.offer", "turnover.pay"), ("staff", "morale")):
        assert run("link", "2022", *words).code == 0
    after = (place / "2022.toml").read_bytes()
    assert (
        after.replace(b'  supersedes = ["turnover", "morale"]' + end, b"").replace(
            b'supersedes = ["turnover.pay"]' + end, b""
        )
        == before
    )
    for undone in (("staff", "turnover", "morale"), ("staff.offer", "turnover.pay")):
        assert run("link", "2022", *undone, "--undo").code == 0
    assert (place / "2022.toml").read_bytes() == before


def test_saying_it_twice_changes_nothing(place: Path, run: Run) -> None:
    """What is recorded already is said to be so, and the file is not written."""
    run("link", "2022", "staff", "turnover")
    (place / "2022.toml").chmod(0o444)
    done = run("link", "2022", "staff", "turnover")
    assert (done.code, done.out) == (
        0,
        "registers/2022.toml: staff superseded turnover already; nothing to change\n",
    )
    done = run("link", "2022", "staff", "morale", "--undo")
    assert (done.code, done.out) == (0, "registers/2022.toml: staff did not supersede morale; nothing to change\n")


def test_nothing_to_undo_is_said_by_a_look_too(place: Path, run: Run) -> None:
    """`--undo --dry-run` of what was never linked says so, rather than nothing."""
    done = run("link", "2022", "staff", "morale", "--undo", "--dry-run")
    assert (done.code, done.out) == (0, "registers/2022.toml: staff did not supersede morale; nothing to change\n")


def test_an_action_without_its_risk(place: Path, run: Run) -> None:
    """The id of an action alone is answered by its whole name."""
    done = run("link", "2022", "staff", "pay")
    assert done.code == 2
    assert 'no risk "pay", but an action "turnover.pay"; write RISK.MITIGATION' in done.err
    assert '"staff.offer"' in run("link", "2022", "offer", "turnover.pay").err


def test_a_link_to_what_goes_on_makes_a_split(place: Path, run: Run) -> None:
    """That the earlier risk stands in the register too is said at once."""
    folder_of(place.parent, {"2022": LATER + '\n[risk.turnover]\ntitle = "Still here"\n'})
    done = run("link", "2022", "staff", "turnover", "--dry-run")
    assert done.code == 0
    assert "turnover stands in this register as well" in done.err
    assert run("link", "2022", "staff", "morale").err == ""


def test_of_many_ids_the_nearest_are_named(place: Path, run: Run) -> None:
    """A wrong id is not answered by a page of ids."""
    many = "".join(f'[risk.r{n}x]\ntitle = "R{n}"\n' for n in range(40))
    folder_of(place.parent, {"2021": EARLIER + many})
    err = run("link", "2022", "staff", "zzz").err
    assert "and 38 more: see riskreg history" in err
    assert err.count("x") < 10
    assert "and 38 more: see riskreg show 2021" in run("show", "2021", "zzz").err


def test_a_look_first(place: Path, run: Run) -> None:
    """`--dry-run` prints the difference and writes nothing."""
    done = run("link", "2022", "staff", "turnover", "--dry-run")
    assert done.code == 0
    assert done.out.splitlines()[:2] == ["--- registers/2022.toml", "+++ registers/2022.toml"]
    assert '+  supersedes = ["turnover"]' in done.out.splitlines()
    assert (place / "2022.toml").read_text() == LATER


REFUSED = [
    (("2022", "staf", "turnover"), 'registers/2022.toml has no risk "staf"; did you mean "staff"?'),
    (("2022", "staff.acadmy", "turnover.pay"), 'has no action "staff.acadmy"; did you mean "staff.academy"?'),
    (("2022", "staff", "turnovr"), 'the earlier registers have no risk "turnovr"; did you mean "turnover"?'),
    (("2022", "staff.offer", "turnover.pax"), 'have no action "turnover.pax"; did you mean "turnover.pay"?'),
    (("2022", "staff", "staff"), '"staff" cannot take over itself'),
    (("2022", "staff", "turnover.pay"), "are a risk and an action; name risks on both sides"),
    (("2022", "staff.offer", "turnover"), "are a risk and an action; name risks on both sides"),
    (("2022", "staff", "covid"), '"covid" was removed; if staff takes it over, delete the table [removed.covid]'),
    (("2021", "turnover", "morale"), "there is no register before registers/2021.toml"),
    (("-", "staff", "turnover"), '"-" is no file on disk'),
    (("none", "staff", "turnover"), 'no register "none"'),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused(place: Path, run: Run, words: tuple[str, ...], why: str) -> None:
    """The reason and the next step are said, the end is 2, and nothing is changed."""
    done = run("link", *words, stdin=LATER.encode())
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert (place / "2022.toml").read_text() == LATER
    assert (place / "2021.toml").read_text() == EARLIER


def test_a_faulty_register_is_refused(place: Path, run: Run) -> None:
    """What does not parse is never edited."""
    (place / "2022.toml").write_text(LATER + "\nbroken")
    done = run("link", "2022", "staff", "turnover")
    assert done.code == 2
    assert "cannot be used" in done.err
    assert (place / "2022.toml").read_text() == LATER + "\nbroken"


def test_a_path_outside_the_folder(place: Path, run: Run, tmp_path: Path) -> None:
    """A register named by its path belongs to the series of its own folder."""
    folder_of(tmp_path, {"a": EARLIER, "b": LATER}, "elsewhere")
    assert run("link", "elsewhere/b.toml", "staff", "turnover").out.startswith("elsewhere/b.toml: staff supersedes")
    assert 'supersedes = ["turnover"]' in (tmp_path / "elsewhere" / "b.toml").read_text()
    assert (place / "2022.toml").read_text() == LATER


# How lists are typed

HEAD = '[register]\ntitle = "x"\ndate = "2022"\n[risk.a]\ntitle = "A"\n'
LISTS = {
    "one line": ('["b"] # why', '["b", "z"] # why'),
    "quotes kept": ("['b']", "['b', 'z']"),
    "comma at the end": ('["b", ]', '["b", "z", ]'),
    "empty": ("[]", '["z",]'),
    "empty with blanks": ("[     ]", '["z",     ]'),
    "comma without a blank": ('["b",]', '["b", "z",]'),
    "comment behind the comma": ('["b", # x\n]', '["b", "z", # x\n]'),
    "several on the last line": ('[\n  "b", "c",\n]', '[\n  "b", "c", "z",\n]'),
    "comma before a comment on its own line": ('["b"\n, # x\n]', '["b", "z"\n, # x\n]'),
    "one item a line": ('[\n    "b", # why\n    "c",\n]', '[\n    "b", # why\n    "c",\n    "z",\n]'),
    "last without comma": ('[\n\t"b",\n\t"c" # why\n]', '[\n\t"b",\n\t"c", # why\n\t"z"\n]'),
    "bracket on the last line": ('[\n  "b",\n  "c"]', '[\n  "b",\n  "c", "z"]'),
    "comma on its own line": ('[\n  "b"\n  ,\n]', '[\n  "b", "z"\n  ,\n]'),
    "comment at the end": ('[\n  "b",\n  # more?\n]', '[\n  "b",\n  "z",\n  # more?\n]'),
    "only a comment": ("[ # none\n]", '["z", # none\n]'),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_kept_as_it_is_typed(name: str) -> None:
    """Lines, comments, quotes and commas of a list stay; taking the item out again gives the same bytes."""
    before, after = (f"{HEAD}supersedes = {value}\n" for value in LISTS[name])
    assert loads(after).risk("a").supersedes[-1] == "z"
    made = with_item(before, ("risk", "a"), "z")
    assert made == after
    index = len(loads(before).risk("a").supersedes)
    assert loads(made).risk("a").supersedes[index:] == ("z",)
    assert without_item(made, ("risk", "a"), index) == before


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('register = {title="x",date="2022"}\nrisk.a.title = "A"', 'risk.a.title = "A"\nrisk.a.supersedes = ["z"]'),
        (
            '[risk]\na.title = "A" # c\n[register]\ntitle="x"\ndate="2022"\n',
            'a.title = "A" # c\na.supersedes = ["z"]\n',
        ),
        ('[risk]\na = {title = "A", number="1"}\n[register]\ntitle="x"\ndate="2022"\n', '"A", supersedes = ["z"], num'),
        ('[register]\ntitle="x"\ndate="2022"\n[risk]\na = {"title" = "A"}', '{"title" = "A", supersedes = ["z"]}'),
        (HEAD + '[[risk.a.assurance]]\nby="x"\nfinding="y"\n', '"A"\nsupersedes = ["z"]\n[[risk.a.assurance]]'),
    ],
)
def test_a_list_is_made_wherever_the_title_stands(text: str, after: str) -> None:
    """However a risk is typed, its new list goes behind its title."""
    made = with_item(text, ("risk", "a"), "z")
    assert after in made
    assert loads(made).risk("a").supersedes == ("z",)
    assert without_item(made, ("risk", "a"), 0) == text


@given(registers().filter(lambda r: bool(r.risks)), st.data())
def test_in_and_out_again_is_the_same_text(made: Register, data: st.DataObject) -> None:
    """In any register, at any risk or action: the item is the only difference, and taking it out takes out all."""
    text = dumps(made)
    risk = data.draw(st.sampled_from(made.risks))
    path: tuple[str, ...] = ("risk", risk.id)
    item = "zz"
    if risk.mitigations:
        mitigation = data.draw(st.sampled_from(risk.mitigations))
        path, item = (*path, "mitigation", mitigation.id), "zz.zz"
    edited = with_item(text, path, item)
    holder = loads(edited).risk(risk.id)
    after = holder.mitigation(path[3]).supersedes if len(path) == 4 else holder.supersedes
    assert str(after[-1]) == item
    assert len(edited.split("\n")) - len(text.split("\n")) in (0, 1)
    assert without_item(edited, path, len(after) - 1) == text


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("tail", ["", "  # the last\n"], ids=["bare", "with a tail comment"])
def test_a_list_over_lines_without_a_last_comma_gets_one(end: str, tail: str) -> None:
    """The comma goes behind the item that was last, and the new one on a line of its own."""
    text = (HEAD + f'supersedes = [\n  "x"\n{tail}]\n').replace("\n", end)
    made = with_item(text, ("risk", "a"), "z")
    assert f'[\n  "x",\n  "z"\n{tail}]'.replace("\n", end) in made
    assert loads(made).risk("a").supersedes == ("x", "z")
