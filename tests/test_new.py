"""`new` starts the next register from the last: everything carried, nothing changed, comments kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import FILES, Run, folder_of, register
from hypothesis import given
from strategies import registers

import riskreg
from riskreg.comparison.change import Kind
from riskreg.model.dates import PartialDate
from riskreg.model.register import Register
from riskreg.store.read import load, loads
from riskreg.store.start import next_register, next_text
from riskreg.store.write import dumps

NEXT = PartialDate.of_text("9998")

LAST = """\
# Kept by audit

[register]
title = "Risks"   # as printed
date = 2022-11-16 # the meeting
source = "2022-11"
organisation = "A council"

# People
[risk.staff]
title = 'Staff leave'
# merged in 2022
supersedes = ["turnover"]
place = "10, row 2"
reviewed = 2022-10-01
evidence = ["2022-11: 5.1"]
assurance = [{ by = "Ofsted", place = "3", finding = "well" }, { place = "4", by = "DfE", finding = "met" }]
[risk.staff.mitigation] # all
academy = { place = "5", status = "complete", action = "Academy", supersedes = ["a.b"] } # since 2021
offer = { action = "Offer", place = "6" }
[risk.staff.mitigation.plan] # the plan
action = "Plan"
status = "withdrawn"
place = "7"
# the plan failed

# Money
[risk.money]
title = "Money"
[risk.money.mitigation]
cut = { status = "complete", action = "Cut" }

# why
[removed.covid]
reason = "closed"
# and so it went
"""

STARTED = """\
# Kept by audit

[register]
title = "Risks"   # as printed
date = 2023-02-01 # the meeting
organisation = "A council"

# People
[risk.staff]
title = 'Staff leave'
# merged in 2022
reviewed = 2022-10-01
evidence = ["2022-11: 5.1"]
assurance = [{ by = "Ofsted", finding = "well" }, { by = "DfE", finding = "met" }]
[risk.staff.mitigation] # all
academy = { status = "complete", action = "Academy" } # since 2021
offer = { action = "Offer" }
[risk.staff.mitigation.plan] # the plan
action = "Plan"
status = "withdrawn"
# the plan failed

# Money
[risk.money]
title = "Money"
[risk.money.mitigation]
cut = { status = "complete", action = "Cut" }
"""

WITHOUT_FINISHED = (
    STARTED.replace('academy = { status = "complete", action = "Academy" } # since 2021\n', "")
    .replace(
        '[risk.staff.mitigation.plan] # the plan\naction = "Plan"\nstatus = "withdrawn"\n# the plan failed\n\n', ""
    )
    .replace('[risk.money.mitigation]\ncut = { status = "complete", action = "Cut" }\n', "")
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return folder_of(tmp_path, {"2021": register('"2021"'), "2022": LAST})


def test_the_next_register(place: Path, run: Run) -> None:
    """Ids, risks, actions and comments stay; what belongs to the register before is left out."""
    done = run("new", "2023-02-01")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "registers/2023-02-01.toml: 2 risks and 4 mitigations from 2022-11-16; "
        "left out: 1 removal, source, places and supersedes\n"
    )
    assert (place / "2023-02-01.toml").read_text() == STARTED
    assert (place / "2022.toml").read_text() == LAST
    assert run("compare", "2022", "2023", "--exit-code").code == 0


def test_only_what_was_there_is_said_to_be_left_out(place: Path, run: Run) -> None:
    """Where there was nothing to leave out, nothing is said of it."""
    done = run("new", "2022-05-01", "--from", "2021")
    assert (done.code, done.err) == (0, "")
    assert done.out == "registers/2022-05-01.toml: 1 risk and 0 mitigations from 2021\n"


def test_a_whole_year_is_warned_of(place: Path, run: Run) -> None:
    """A date that covers a period is accepted, with a word of what it blocks; what it blocks then says so again."""
    done = run("new", "2023")
    assert done.code == 0
    assert "2023 covers all days of that year: no other register of that year can stand beside it" in done.err
    assert "the register to start from, which covers all days of 2023" in run("new", "2023-02-11").err


def test_finished_actions_can_be_left_out(place: Path, run: Run) -> None:
    """With `--drop-finished`, what is complete or withdrawn goes, with the comments that touch it."""
    assert "3 finished actions" in run("new", "2023-02-01", "--drop-finished").out
    assert (place / "2023-02-01.toml").read_text() == WITHOUT_FINISHED


@pytest.mark.parametrize(
    ("date", "stem", "written"),
    [
        ("2023-02-01", "2023-02-01", "2023-02-01"),
        ("2023-02", "2023-02", '"2023-02"'),
        ("2023-Q1", "2023-Q1", '"2023-Q1"'),
        ("2023", "2023", '"2023"'),
        ("2023/24", "2023-24", '"2023/24"'),
    ],
)
def test_dates_of_every_precision(place: Path, run: Run, date: str, stem: str, written: str) -> None:
    """The file is named after the date, a slash in it becoming a hyphen."""
    assert run("new", date).code == 0
    assert f"\ndate = {written} #" in (place / f"{stem}.toml").read_text()


REFUSED = [
    (("2022-11-16",), "overlaps|not after"),
    (("2022-05",), "2022-05 is not after 2022-11-16"),
    (("2021-05", "--from", "2021"), "2021-05 is not after 2021"),
    (("2022-11", "--from", "2021"), "2022-11 overlaps 2022-11-16, the date of registers/2022.toml"),
    (("2022-11", "--from", "none"), 'no register "none"'),
    (("next",), '"next" is no date; write a day as 2022-11-16'),
    (("2023-02-30",), '"2023-02-30" is no date'),
    (("20230201",), "is no date"),
    (("../x",), "is no date"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED, ids=lambda value: str(value)[:30])
def test_what_cannot_be_is_refused(place: Path, run: Run, words: tuple[str, ...], why: str) -> None:
    """Dates that are none, are taken or come too early; nothing is made."""
    done = run("new", *words)
    assert (done.code, done.out) == (2, "")
    assert re.search(why, done.err)
    assert sorted(p.name for p in place.iterdir()) == ["2021.toml", "2022.toml"]


def test_nothing_is_overwritten(place: Path, run: Run) -> None:
    """A file of that name stays, whatever it holds, even a link that leads nowhere."""
    (place / "2023.toml").write_text("mine")
    done = run("new", "2023")
    assert done.code == 2
    assert "registers/2023.toml is there already; edit it, or choose another date; " in done.err
    assert "delete" not in done.err
    (place / "2024.toml").symlink_to("nowhere.toml")
    assert run("new", "2024").code == 2
    assert (place / "2023.toml").read_text() == "mine"
    assert not (place / "nowhere.toml").exists()


def test_from_an_empty_folder(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to start from, and that is said."""
    folder_of(tmp_path, {})
    monkeypatch.chdir(tmp_path)
    done = run("new", "2023")
    assert done.code == 2
    assert "no register to start from; write the first one by hand" in done.err


def test_from_standard_input_and_with_other_bytes(place: Path, run: Run) -> None:
    """Any REF can be started from; a new file has LF and no byte order mark."""
    data = b"\xef\xbb\xbf" + LAST.replace("\n", "\r\n").encode()
    assert run("new", "2023-02-01", "--from", "-", stdin=data).code == 0
    assert (place / "2023-02-01.toml").read_bytes() == STARTED.encode()


@given(registers())
def test_any_register_has_a_next(made: Register) -> None:
    """The text says what is meant, everything is carried, and nothing has changed."""
    if not made.date.before(NEXT):
        return
    for drop in (False, True):
        after = loads(next_text(dumps(made), made, NEXT, drop_finished=drop))
        assert after == next_register(made, NEXT, drop_finished=drop)
        if not drop:
            comparison = riskreg.compare(made, after)
            assert not comparison.differs
            assert {c.kind for c in comparison.changes} <= {Kind.CARRIED}


@pytest.mark.parametrize("path", sorted((FILES / "good").glob("*.toml")), ids=lambda p: p.stem)
def test_any_way_of_typing(path: Path) -> None:
    """However a register is typed, its next says what is meant."""
    made = load(path)
    for drop in (False, True):
        text = next_text(path.read_bytes().decode("utf-8-sig"), made, NEXT, drop_finished=drop)
        assert loads(text) == next_register(made, NEXT, drop_finished=drop)


def test_a_look_first(place: Path, run: Run) -> None:
    """`--dry-run` prints the file that would be written, byte for byte, and writes nothing; what is refused is so."""
    before = sorted(place.parent.rglob("*"))
    looked = run("new", "2026-02", "--drop-finished", "--dry-run")
    assert looked.code == 0
    assert sorted(place.parent.rglob("*")) == before
    assert "registers/2026-02.toml: 2 risks" in looked.err
    assert looked.err.endswith("; not written\n")
    assert run("new", "2026-02", "--drop-finished").code == 0
    assert looked.out == (place / "2026-02.toml").read_text()
    assert run("new", "2026-02", "--dry-run").code == 2


def test_a_look_at_exempt_risks_is_marked(place: Path, run: Run) -> None:
    """The text is the file's, so what it holds that is not for publication is said beside it."""
    with max(place.glob("*.toml")).open("a") as file:
        file.write('[risk.hush]\ntitle = "Hush"\nexempt = true\n')
    looked = run("new", "2026-02", "--dry-run")
    assert 'title = "Hush"' in looked.out
    assert looked.err.endswith("; not written; EXEMPT: 1 exempt risk in what is printed\n")


EXAMPLE = sorted((Path(__file__).parents[1] / "docs" / "example" / "registers").glob("*.toml"))[-1:]


@pytest.mark.no_cover
@pytest.mark.parametrize("file", EXAMPLE, ids=lambda file: file.stem)
@pytest.mark.parametrize("words", [(), ("--drop-finished",)])
def test_what_was_canonical_stays_so(
    file: Path, words: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is started from a register in the canonical layout is in it too."""
    monkeypatch.chdir(tmp_path)
    folder_of(tmp_path, {file.stem: file.read_text(encoding="utf-8")})
    assert run("fmt", "--check").code == 0
    assert run("new", "2031-02-11", *words).code == 0
    assert run("fmt", "--check").code == 0
