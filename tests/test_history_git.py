"""`history RISK --git`: what the commits between the dates changed of one risk."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import Run, folder_of, git, register
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers

from riskreg.comparison.history_edits import edited
from riskreg.model.register import Register
from riskreg.store.past import past
from riskreg.store.past_parts import part_of
from riskreg.store.read import loads
from riskreg.store.write import dumps

OTHER = '\n\n[risk.other]\ntitle = "Another"\n'
ACTION = '\n[risk.turnover.mitigation]\nhire = { status = "planned", action = "Hire" }\n'


class Book:
    """A repository with one register, committed step by step."""

    def __init__(self, place: Path) -> None:
        self.place = place
        git(place, "init", "--quiet", "--initial-branch=main")

    def commit(self, text: str | None, day: str = "2022-01-01", stem: str = "2022", folder: str = "registers") -> None:
        path = self.place / folder / f"{stem}.toml"
        if text is None:
            path.unlink()
        else:
            folder_of(self.place, {stem: text}, folder)
        git(self.place, "add", "--all")
        git(self.place, "commit", "--quiet", "--allow-empty", "--message=x", GIT_AUTHOR_DATE=f"{day}T12:00:00Z")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.chdir(tmp_path)
    return Book(tmp_path)


def rows(run: Run, *words: str) -> list[tuple[str, str, str, str]]:
    """Day, field, old and new of each change, as CSV gives them."""
    out = run("history", "turnover", "--git", "--format", "csv", *words).out
    found = csv.DictReader(io.StringIO(out))
    return [(r["date"], r["field"], r["old"], r["new"]) for r in found if r["commit"]]


def test_fields_from_commit_to_commit(book: Book, run: Run) -> None:
    """Each commit that changed the risk is told with its day, and each field with its old and new value."""
    book.commit(register(), "2022-01-01")
    book.commit(register(rest='owner = "Treasurer"\n'), "2022-01-02")
    book.commit(register(rest='owner = "Treasurer"\n' + OTHER), "2022-01-03")
    book.commit(register(rest='owner = "Director"\n' + ACTION + OTHER), "2022-01-04")
    book.commit(register(title="Another title", rest=ACTION.replace("planned", "in place")), "2022-01-05")
    assert rows(run) == [
        ("2022-01-01", "risk", "", "Staff leave"),
        ("2022-01-02", "owner", "", "Treasurer"),
        ("2022-01-04", "owner", "Treasurer", "Director"),
        ("2022-01-04", "mitigation.hire", "", "Hire"),
        ("2022-01-05", "owner", "Director", ""),
        ("2022-01-05", "mitigation.hire.status", "planned", "in place"),
    ]


def test_as_text(book: Book, run: Run) -> None:
    """In text the commits stand among the dates, each once, without names of people unless asked for."""
    book.commit(register('"2022-03"'), "2022-01-01")
    book.commit(register('"2022-03"', rest='owner = "Treasurer"\n'), "2022-05-02")
    out = run("history", "turnover", "--git").out
    hash = git(book.place, "rev-parse", "--short=8", "HEAD").strip()
    assert f"2022-05-02: commit {hash}, register 2022\n  \u2022 owner first stated: Treasurer\n" in out
    assert out.index("2022-01-01: commit") < out.index("2022-03: in the first") < out.index("2022-05-02")
    assert "An Officer" not in out
    assert f"commit {hash} by An Officer, register 2022" in run("history", "turnover", "--git", "--authors").out


def test_what_cannot_be_read_is_passed_over(book: Book, run: Run) -> None:
    """A version that is no register is told, and the next good one is held against the last good one."""
    book.commit(register(rest='owner = "Treasurer"\n'), "2022-01-01")
    book.commit(register(rest='owner = "Treasurer\n'), "2022-01-02")
    book.commit(register(rest="owner = 3\n"), "2022-01-03")
    book.commit(register(rest='owner = "Treasurer\n'), "2022-01-04")
    book.commit(register(rest='owner = "Director"\n'), "2022-01-05")
    out = run("history", "turnover", "--git").out
    assert out.count("not a valid register at this commit: passed over") == 3
    assert rows(run)[-1] == ("2022-01-05", "owner", "Treasurer", "Director")


def test_faults_elsewhere_do_not_matter(book: Book, run: Run) -> None:
    """A version with a fault in another risk alone still tells of this one."""
    book.commit(register(rest=OTHER), "2022-01-01")
    book.commit(register(rest='owner = "Treasurer"\n' + OTHER + "nonsense = 1\n"), "2022-01-02")
    book.commit(register(rest='owner = "Treasurer"\n' + OTHER), "2022-01-03")
    assert rows(run) == [("2022-01-01", "risk", "", "Staff leave"), ("2022-01-02", "owner", "", "Treasurer")]


def test_a_file_that_goes_and_comes_back(book: Book, run: Run) -> None:
    """A deleted register takes its risk along."""
    for text in (register(), None, register()):
        book.commit(text)
    assert [row[1:] for row in rows(run)] == [
        ("risk", "", "Staff leave"),
        ("risk", "Staff leave", ""),
        ("risk", "", "Staff leave"),
    ]


def test_a_merge_tells_only_what_it_made(book: Book, run: Run) -> None:
    """Changes of a branch are told at their own commits, and a merge only what is as on neither side."""
    owner, manager = 'owner = "Treasurer"\n', 'manager = "Clerk"\n'
    book.commit(register(rest=OTHER))
    git(book.place, "checkout", "--quiet", "-b", "branch")
    book.commit(register(rest=owner + OTHER))
    git(book.place, "checkout", "--quiet", "main")
    book.commit(register(rest=manager + OTHER))
    git(book.place, "merge", "--quiet", "--no-commit", "--strategy=ours", "branch")
    book.commit(register(rest=owner + manager + 'category = "People"\n' + OTHER))
    assert sorted(row[1] for row in rows(run)) == ["category", "manager", "owner", "risk"]


def test_removals_are_told(book: Book, run: Run) -> None:
    """What a register says of a risk's removal is part of its story."""
    end = '[register]\ntitle = "R"\ndate = "2023"\n[removed.turnover]\nreason = "closed"\n'
    book.commit(register())
    book.commit(end, "2023-01-01", "2023")
    book.commit(end.replace("closed", "tolerated"), "2023-01-02", "2023")
    assert [row[1:] for row in rows(run)][1:] == [
        ("removed", "", "closed"),
        ("removed.reason", "closed", "tolerated"),
    ]


def test_scores_places_and_what_is_taken_over_are_told(book: Book, run: Run) -> None:
    """Each field is told by its name in the file, also where a comparison of two reports would pass over it."""
    book.commit(register(), "2022-01-01")
    stated = {
        "supersedes": ('["old", "older"]', '["old"]', "old; older", "old"),
        "place": ('"8.1"', '"8.2"', "8.1", "8.2"),
        "evidence": ('["card: 1"]', '["card: 1", "card: 2"]', "card: 1", "card: 1; card: 2"),
        "reviewed": ("2022-01-01", "2022-02-01", "2022-01-01", "2022-02-01"),
        "assurance": (
            '[{ by = "Ofsted", finding = "Good" }]',
            '[{ by = "Ofsted", finding = "Good" }, { by = "DfE", finding = "Fair" }]',
            "Ofsted: Good",
            "Ofsted: Good; DfE: Fair",
        ),
    }
    first, second = (
        "".join(f"{key} = {sides[n]}\n" for key, sides in stated.items())
        + f'score.target = {{ rating = "{colour}", by = "2023" }}\n'
        for n, colour in enumerate(("Red", "Green"))
    )
    book.commit(register(rest=first), "2022-01-02")
    book.commit(register(rest=second), "2022-01-03")
    book.commit(register(), "2022-01-04")
    before = {key: sides[2] for key, sides in stated.items()} | {"score.target": "Red by 2023"}
    after = {key: sides[3] for key, sides in stated.items()} | {"score.target": "Green by 2023"}
    told = {day: {row[1]: row[2:] for row in rows(run) if row[0] == f"2022-01-0{day}"} for day in (2, 3, 4)}
    assert told[2] == {key: ("", value) for key, value in before.items()}
    assert told[3] == {key: (before[key], after[key]) for key in before}
    assert told[4] == {key: (value, "") for key, value in after.items()}


def test_an_action_that_came_or_went_is_told_once_whatever_else_it_says(book: Book, run: Run) -> None:
    """By its words alone; what the other actions say is told beside it field by field."""
    kept = '[risk.turnover.mitigation.keep]\naction = "Keep"\n'
    more = 'owner = "Clerk"\nevidence = ["card: 1"]\nsupersedes = ["old.keep"]\n'
    more += 'cost = [{ amount = 5000, period = "2021/22", note = "first year" }, { amount = 60 }]\n'
    hire = '[risk.turnover.mitigation.hire]\naction = "Hire"\nstatus = "planned"\nowner = "Clerk"\ndue = 2023\n'
    hire = hire.replace("2023", '"2023"')
    book.commit(register(rest=kept), "2022-01-01")
    book.commit(register(rest=kept + more + hire), "2022-01-02")
    book.commit(register(rest=kept), "2022-01-03")
    keep = {"owner": "Clerk", "evidence": "card: 1", "supersedes": "old.keep"}
    keep["cost"] = "5,000 2021/22 (first year); 60"
    for day, (old, new) in {"2022-01-02": (0, 1), "2022-01-03": (1, 0)}.items():
        told = {row[1]: row[2:] for row in rows(run) if row[0] == day}
        expected = {f"mitigation.keep.{key}": ("", value)[:: new - old] for key, value in keep.items()}
        assert told == expected | {"mitigation.hire": ("", "Hire")[:: new - old]}


def test_each_field_of_a_removal_is_told(book: Book, run: Run) -> None:
    """What became of the matter, who holds it now, and where that is said."""
    end = '[register]\ntitle = "R"\ndate = "2023"\n[removed.turnover]\nreason = "transferred"\n'
    book.commit(register())
    book.commit(end, "2023-01-01", "2023")
    book.commit(end + 'note = "Gone"\nto = "the county"\nevidence = ["card: 1"]\n', "2023-01-02", "2023")
    assert [row[1:] for row in rows(run)][1:] == [
        ("removed", "", "transferred"),
        ("removed.note", "", "Gone"),
        ("removed.to", "", "the county"),
        ("removed.evidence", "", "card: 1"),
    ]


def test_only_registers_in_the_range(book: Book, run: Run) -> None:
    """Commits to registers outside the range, to other folders and deeper ones are left aside."""
    book.commit(register())
    book.commit(register('"2023"'), "2023-01-01", "2023")
    book.commit(register('"2024"'), "2024-01-01", "2024", "elsewhere")
    book.commit(register('"2024"'), "2024-01-01", "2024", "registers/old")
    assert [row[0] for row in rows(run, "--since", "2023")] == ["2023-01-01"]
    assert len(rows(run)) == 2


def test_a_renamed_risk_is_followed(book: Book, run: Run) -> None:
    """What commits changed under an earlier id is told too, and the renaming once for all registers."""
    old = {"2021": register('"2021"', rest=OTHER), "2022": register(rest=ACTION + OTHER)}
    for stem, text in old.items():
        book.commit(text.replace("turnover", "staff"), "2022-01-01", stem)
    book.commit(old["2022"].replace("turnover", "staff").replace("planned", "in place"), "2022-01-02")
    assert run("rename", "2022", "staff", "turnover").code == 0
    git(book.place, "commit", "--quiet", "--all", "--message=x", GIT_AUTHOR_DATE="2022-01-03T12:00:00Z")
    book.commit(register(rest=OTHER), "2022-01-04")
    assert rows(run) == [
        ("2022-01-01", "risk", "", "Staff leave"),
        ("2022-01-01", "risk", "", "Staff leave"),
        ("2022-01-02", "mitigation.hire.status", "planned", "in place"),
        ("2022-01-03", "id", "staff", "turnover"),
        ("2022-01-03", "id", "staff", "turnover"),
        ("2022-01-04", "mitigation.hire", "Hire", ""),
    ]
    out = run("history", "turnover", "--git").out
    assert out.count("id staff became turnover") == 1
    assert "registers 2021, 2022" in out
    assert "riskreg history turnover" in run("history", "staff").err


def test_ids_that_changed_twice_and_removals(book: Book, run: Run) -> None:
    """A risk is followed over several ids, its removal with it; an id of its own that it had before stays another's."""
    end = '[register]\ntitle = "R"\ndate = "2023"\n[removed.first]\nreason = "closed"\n'
    texts = {"2022": register(rest=OTHER).replace("turnover", "first"), "2023": end}
    for day, (old, new) in enumerate((("first", "first"), ("first", "second"), ("second", "turnover")), 1):
        texts = {stem: text.replace(old, new) for stem, text in texts.items()}
        folder_of(book.place, {"2023": texts["2023"]})
        book.commit(texts["2022"], f"2022-01-0{day}")
    reused = texts["2022"] + OTHER.replace("risk.other", "risk.first").replace("Another", "New")
    book.commit(reused, "2022-01-04")
    assert [row[1:] for row in rows(run)] == [
        ("risk", "", "Staff leave"),
        ("removed", "", "closed"),
        ("id", "first", "second"),
        ("id", "first", "second"),
        ("id", "second", "turnover"),
        ("id", "second", "turnover"),
    ]
    book.commit(texts["2022"], "2022-01-05")
    assert "riskreg history turnover" in run("history", "second").err


def test_two_alike_are_not_guessed(book: Book, run: Run) -> None:
    """Where two risks of the same words left, neither is taken for the one that came."""
    twins = OTHER + OTHER.replace("risk.other", "risk.twin")
    book.commit(register(rest=twins), "2022-01-01")
    book.commit('[register]\ntitle = "R"\ndate = 2022-11-16\n\n[risk.turnover]\ntitle = "Another"\n', "2022-01-02")
    assert [row[1] for row in rows(run)] == ["risk", "title"]
    book.commit(register(rest=twins).replace("[risk.turnover]", "[risk.gone]"), "2022-01-03")
    book.commit('[register]\ntitle = "R"\ndate = 2022-11-16\n\n[risk.turnover]\ntitle = "Another"\n', "2022-01-04")
    assert [row[1:] for row in rows(run)][-1] == ("risk", "", "Another")


def test_a_risk_once_exempt_is_not_named_by_its_old_id(book: Book, run: Run) -> None:
    """Versions under an earlier id that were exempt are told only with --include-exempt."""
    book.commit(register(rest='exempt = true\nowner = "Hush"\n' + OTHER).replace("turnover", "secret"))
    book.commit(register(rest='exempt = true\nowner = "Hush"\n' + OTHER))
    book.commit(register(rest='owner = "Treasurer"\n' + OTHER))
    out = run("history", "turnover", "--git").out
    assert "Hush" not in out
    assert "secret" not in out
    assert "secret" in run("history", "turnover", "--git", "--include-exempt").out


def test_exempt_versions_are_not_told(book: Book, run: Run) -> None:
    """What a risk said while it was exempt is told only with --include-exempt."""
    book.commit(register(rest='exempt = true\nowner = "Hush"\n'))
    book.commit(register(rest='owner = "Treasurer"\n'))
    assert "Hush" not in run("history", "turnover", "--git").out
    assert "Hush" in run("history", "turnover", "--git", "--include-exempt").out


def test_without_commits(book: Book, run: Run) -> None:
    """Before the first commit nothing is told; outside a repository that is refused."""
    folder_of(book.place, {"2022": register()})
    assert "No commit has changed it" in run("history", "turnover", "--git").out


def test_outside_a_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no repository, that is said, and the story alone needs none."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(folder_of(tmp_path, {"2022": register()}).parent)
    assert run("history", "turnover", "--git").code == 2
    assert run("history", "turnover").code == 0


def test_options_that_belong_together(book: Book, run: Run) -> None:
    """--git needs a risk, and --authors needs --git."""
    folder_of(book.place, {"2022": register()})
    assert "name it, as in: riskreg history RISK --git" in run("history", "--git").err
    assert "add --git" in run("history", "turnover", "--authors").err


def test_too_large_versions(book: Book) -> None:
    """A version over the size limit is passed over without being held in memory."""
    book.commit(register())
    book.commit(register(rest="# " + "x" * 5000 + "\n"))
    book.commit(register(rest='owner = "Treasurer"\n'))
    told = list(past(book.place / "registers", ["2022"], ["turnover"], 1000))
    assert [v.after is None for v in told] == [False, True, False]
    assert told[-1].before[0].risk is not None


@given(registers(), st.sampled_from(["\n", "\r\n"]))
def test_a_part_says_what_the_whole_says(made: Register, end: str) -> None:
    """Of any register, the part of one risk reads as the same risk and removal."""
    text = dumps(made).replace("\n", end)
    for id in {*(r.id for r in made.risks), *(r.id for r in made.removed)}:
        part = loads(part_of(text.encode(), id).decode())
        whole = loads(text)
        assert [r for r in part.risks if r.id == id] == [r for r in whole.risks if r.id == id]
        assert [r for r in part.removed if r.id == id] == [r for r in whole.removed if r.id == id]


@pytest.mark.parametrize(
    "text",
    [
        '[risk]\na.title = "One"\nb = { title = "Two" }\n',
        'risk.a.title = "One"\nrisk.b.title = "Two"\n[register]\n',
        '[ risk . a ] # here\ntitle = "One"\n\t[risk.b]\ntitle = "Two"\n',
        "[risk.a]\ntitle = \"One\"\nnote = '''\n[risk.b]\n'''\nowner = \"Clerk\"\n",
        '["risk"."a"]\ntitle = "One"\n[risk.b]\ntitle = "Two"\n',
        '\ufeff[risk.a]\ntitle = "One"\n[risk.b]\n',
    ],
)
def test_whatever_belongs_to_a_risk_is_in_its_part(text: str) -> None:
    """However a file writes a risk, its part holds all of it."""
    part = part_of(text.encode(), "a").decode()
    assert all(word in part for word in ("One", "Clerk") if word in text)


@given(registers())
def test_no_edit_is_no_change(made: Register) -> None:
    """A risk held against itself differs in nothing, and against nothing in one thing: that it is there."""
    for each in made.risks:
        assert edited(each, each) == ()
        assert [c.field for c in edited(None, each)] == ["risk"]
        assert [c.field for c in edited(each, None)] == ["risk"]
