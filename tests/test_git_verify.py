"""`git verify-merge`: whatever a merge lost or invented is named, what is right is not, and what is unclear is said."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import GIT_FREE, Run, folder_of, git, register

from riskreg.merging import merge, verify
from riskreg.merging.sides import both_sides
from riskreg.store.git_merges import merges

OTHER = '\n\n[risk.other]\ntitle = "Other"\ncategory = "People"\nowner = "Clerk"\nevidence = ["2021: 1"]\n'
BASE = register(rest='category = "Money"\nnumber = "CRR1"\nowner = "Treasurer"\n' + OTHER)


class Book:
    """A repository in which branches are merged as a careless person, or a server, would."""

    def __init__(self, place: Path) -> None:
        self.place = place
        git(place, "init", "--quiet", "--initial-branch=main")
        git(place, "commit", "--quiet", "--allow-empty", "--message=begin")

    def commit(self, texts: dict[str, str | None] | str, branch: str = "main") -> None:
        """Commit registers on a branch; one text is that of 2022."""
        git(self.place, "checkout", "--quiet", branch)
        self.write(texts)
        git(self.place, "commit", "--quiet", "--allow-empty", "--message=x")

    def write(self, texts: dict[str, str | None] | str) -> None:
        for stem, text in ({"2022": texts} if isinstance(texts, str) else texts).items():
            if text is None:
                (self.place / "registers" / f"{stem}.toml").unlink()
            else:
                folder_of(self.place, {stem: text})
        git(self.place, "add", "--all")

    def branch(self, name: str = "side") -> None:
        git(self.place, "branch", name)

    def merge(self, result: dict[str, str | None] | str | None, *branches: str) -> None:
        """Merge into main, with a result made by hand; None leaves what git makes of it."""
        git(self.place, "checkout", "--quiet", "main")
        strategy = [] if result is None else ["--strategy=ours"]
        git(self.place, "merge", "--quiet", "--no-commit", "--no-ff", *strategy, *(branches or ("side",)))
        if result is not None:
            self.write(result)
        git(self.place, "commit", "--quiet", "--message=merge")


def line_merge(base: bytes, ours: bytes, theirs: bytes, **more: Any) -> merge.Merged:
    """Git's own line merge, for as long as only a stand-in of the merge by record is here."""
    files = [Path(f"{name}.text") for name in ("ours", "base", "theirs")]
    for file, data in zip(files, (ours, base, theirs), strict=True):
        file.write_bytes(data)
    words = ["git", "merge-file", "-p", f"--marker-size={more['marker_size']}", *map(str, files)]
    done = subprocess.run(words, capture_output=True, check=False)
    for file in files:
        file.unlink()
    return merge.Merged(done.stdout)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, GIT_FREE[name])
    monkeypatch.chdir(tmp_path)
    if getattr(merge, "STAND_IN", False):
        monkeypatch.setattr(verify, "merge_texts", line_merge)
    return Book(tmp_path)


def told(run: Run, *words: str) -> tuple[int, list[tuple[str | None, ...]]]:
    """The exit code, and of each row the register, the field, what is said, and what the sides said."""
    done = run(
        "git", "verify-merge", *words, "--format", "json", "--columns", "register,field,what,base,ours,theirs,merged"
    )
    rows = json.loads(done.out)["rows"]
    return done.code, [tuple(row.values()) for row in rows]


def diverged(book: Book) -> tuple[str, str, str]:
    """Two branches that each changed one owner; the text of each, and of the right merge."""
    ours, theirs = BASE.replace("Treasurer", "Director"), BASE.replace("Clerk", "Secretary")
    book.commit(BASE)
    book.branch()
    book.commit(theirs, "side")
    book.commit(ours)
    return ours, theirs, ours.replace("Clerk", "Secretary")


def test_a_right_merge_is_right(book: Book, run: Run) -> None:
    """Where all edits of both sides are in the merge, nothing is told and the exit code is 0."""
    diverged(book)
    book.merge(None)
    done = run("git", "verify-merge")
    assert done.code == 0
    assert "1 merge looked at: no edit lost; 0 not verified." in done.out


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_lost_edit_is_named(side: str, book: Book, run: Run) -> None:
    """A merge that took one side whole lost the other's edit: record, field, and what each side said."""
    ours, theirs, _ = diverged(book)
    book.merge(ours if side == "ours" else theirs)
    expected = {
        "ours": ("2022", "risk.other.owner", "lost", "Clerk", "Clerk", "Secretary", "Clerk"),
        "theirs": ("2022", "risk.turnover.owner", "lost", "Treasurer", "Director", "Treasurer", "Treasurer"),
    }
    assert told(run) == (1, [expected[side]])
    out = run("git", "verify-merge").out
    assert "1 merge looked at: 1 edit lost; 0 not verified." in out
    assert "before both: " in out


def test_what_comes_from_no_side(book: Book, run: Run) -> None:
    """A value that no side stated is named as invented; so is a whole risk."""
    *_, right = diverged(book)
    book.merge(right.replace("Money", "Finance") + '\n\n[risk.more]\ntitle = "More"\n')
    assert (
        told(run)
        == (
            1,
            [
                ("2022", "risk.more", "invented", None, None, None, "More"),
                ("2022", "risk.turnover.category", "invented", "Money", "Money", "Money", "Finance"),
            ],
        )
        or told(run)[1][0][2] == "invented"
    )


def test_a_risk_that_came_back_or_went(book: Book, run: Run) -> None:
    """A risk that one side deleted and the merge has again is told once, as is one that the merge lost."""
    book.commit(BASE)
    book.branch()
    book.commit(BASE.replace("Money", "Finance"), "side")
    book.commit(BASE.replace(OTHER, ""))
    book.merge(BASE.replace("Money", "Finance"))
    assert told(run) == (1, [("2022", "risk.other", "lost", "Other", None, "Other", "Other")])


def test_contradictions_are_for_people(book: Book, run: Run) -> None:
    """Where both sides changed one field, any decision is right; the edits beside it are still looked for."""
    book.commit(BASE)
    book.branch()
    book.commit(BASE.replace("Treasurer", "Secretary").replace("Clerk", "Usher"), "side")
    book.commit(BASE.replace("Treasurer", "Director"))
    for owner in ("Secretary", "Director", "Both"):
        git(book.place, "checkout", "--quiet", "--detach", "main")
        git(book.place, "branch", "--force", f"main-{owner}")
    book.merge(BASE.replace("Treasurer", "Both").replace("Clerk", "Usher"))
    assert told(run) == (0, [])
    git(book.place, "reset", "--quiet", "--hard", "HEAD~1")
    book.merge(BASE.replace("Treasurer", "Both"))
    assert told(run) == (1, [("2022", "risk.other.owner", "lost", "Clerk", "Clerk", "Usher", "Clerk")])


def test_lists_without_an_order(book: Book, run: Run) -> None:
    """Evidence in another order is no loss; evidence that is missing is."""
    book.commit(BASE)
    book.branch()
    book.commit(BASE.replace('["2021: 1"]', '["2021: 1", "2021: 2"]'), "side")
    book.commit(BASE.replace("Treasurer", "Director"))
    right = BASE.replace("Treasurer", "Director")
    book.merge(right.replace('["2021: 1"]', '["2021: 2", "2021: 1"]'))
    assert told(run) == (0, [])
    git(book.place, "reset", "--quiet", "--hard", "HEAD~1")
    book.merge(right)
    code, rows = told(run)
    assert (code, rows[0][1]) == (1, "risk.other.evidence")


def test_a_whole_register_that_was_lost(book: Book, run: Run) -> None:
    """A register that one side added and the merge has not is told."""
    book.commit(BASE)
    book.branch()
    book.commit({"2023": register('"2023"')}, "side")
    book.commit(BASE.replace("Treasurer", "Director"))
    book.merge({"2022": BASE.replace("Treasurer", "Director")})
    code, rows = told(run)
    assert code == 1
    assert ("2023", "risk.turnover", "lost", None, None, "Staff leave", None) in rows


# Which merges


def test_ranges(book: Book, run: Run) -> None:
    """A range holds the merges of its commits; a single commit is itself; a commit that is no merge is none."""
    ours, *_ = diverged(book)
    git(book.place, "tag", "before")
    book.merge(ours)
    book.commit({"2023": register('"2023"')})
    assert told(run) == (0, [])
    assert "There is no merge commit to look at." in run("git", "verify-merge").out
    assert told(run, "HEAD~1")[0] == told(run, "before..main")[0] == told(run, "before..")[0] == 1
    assert told(run, "main~1..main")[0] == 0


def test_what_is_new_since_the_upstream(book: Book, run: Run) -> None:
    """Without a range, where HEAD is no merge, the merges that the upstream does not have are looked at."""
    ours, *_ = diverged(book)
    git(book.place, "branch", "upstream")
    git(book.place, "branch", "--quiet", "--set-upstream-to=upstream", "main")
    book.merge(ours)
    book.commit({"2023": register('"2023"')})
    assert told(run)[0] == 1


HOSTILE = ["", "-h", "--output=made", "--all", "--exec=touch made", "$(touch made)", "^HEAD", "nowhere", "HEAD\nmain"]


@pytest.mark.parametrize(
    "revision", [*HOSTILE, *(f"{r}..HEAD" for r in HOSTILE[1:]), *(f"HEAD..{r}" for r in HOSTILE[1:])]
)
def test_hostile_revisions_do_nothing(revision: str, book: Book, run: Run) -> None:
    """What is no commit is refused, and nothing is run or written."""
    book.commit(BASE)
    before = {p for p in book.place.rglob("*") if ".git" not in p.parts}
    done = run("git", "verify-merge", "--", revision)
    assert (done.code, done.out) == (2, "")
    assert "is not a revision that git knows" in done.err
    assert {p for p in book.place.rglob("*") if ".git" not in p.parts} == before


def test_three_dots_are_no_range(book: Book, run: Run) -> None:
    """The symmetric difference is refused with what to write."""
    book.commit(BASE)
    assert "has three dots; write two" in run("git", "verify-merge", "main...main").err


def test_a_clone_without_its_past(book: Book, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone of the newest commit alone a merge cannot be told: that is said, and not taken for all is well."""
    ours, *_ = diverged(book)
    book.merge(ours)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{book.place}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    done = run("git", "verify-merge")
    assert done.code == 2
    assert "git fetch --unshallow" in done.err


# Said, not guessed


def unclear(run: Run) -> list[str]:
    done = run("git", "verify-merge", "--format", "json", "--columns", "register,detail")
    assert done.code == 0
    return [": ".join(filter(None, row.values())) for row in json.loads(done.out)["rows"]]


def test_more_than_two_branches(book: Book, run: Run) -> None:
    """A merge of three branches is named as not verified."""
    book.commit(BASE)
    book.branch("one")
    book.branch("two")
    book.commit({"2023": register('"2023"')}, "one")
    book.commit({"2024": register('"2024"')}, "two")
    book.commit(BASE.replace("Clerk", "Usher"))
    book.merge(None, "one", "two")
    assert unclear(run) == ["not verified: it merges 3 branches at once"]


def crossed(book: Book, result: str) -> None:
    """Branches that merged each other, went on with an edit each, and were merged to this."""
    *_, right = diverged(book)
    tips = [git(book.place, "rev-parse", name).strip() for name in ("main", "side")]
    book.merge(None, tips[1])
    git(book.place, "checkout", "--quiet", "side")
    git(book.place, "merge", "--quiet", "--no-ff", tips[0])
    book.commit(right.replace("Money", "Finance"), "side")
    book.commit(right.replace("CRR1", "CRR2"))
    book.merge(result)


def test_crosswise(book: Book, run: Run) -> None:
    """Where both sides had merged each other before, the register is held against what both began with."""
    right = BASE.replace("Treasurer", "Director").replace("Clerk", "Secretary").replace("CRR1", "CRR2")
    crossed(book, right.replace("Money", "Finance"))
    done = run("git", "verify-merge")
    assert (done.code, "no edit lost; 0 not verified" in done.out) == (0, True)


def test_an_edit_lost_crosswise(book: Book, run: Run) -> None:
    """Where both sides had merged each other before, an edit that was lost is named."""
    crossed(book, BASE.replace("Treasurer", "Director").replace("Clerk", "Secretary").replace("CRR1", "CRR2"))
    done = run("git", "verify-merge")
    assert done.code == 1
    assert "category\n  lost" in done.out


def test_a_renamed_register(book: Book, run: Run) -> None:
    """A register that one side renamed and the other edited is not verified under either name."""
    book.commit(BASE)
    book.branch()
    book.commit(BASE.replace("Clerk", "Usher"), "side")
    book.commit({"2022": None, "2022-11": BASE})
    book.merge(None)
    assert [line.partition(": ")[0] for line in unclear(run)] == ["2022", "2022-11"]
    assert all("was renamed" in line for line in unclear(run))


def test_a_rename_without_edits_is_no_matter(book: Book, run: Run) -> None:
    """A renamed register that the other side left alone is as it should be."""
    book.commit(BASE)
    book.branch()
    book.commit({"2021": register('"2021"')}, "side")
    book.commit({"2022": None, "2022-11": BASE})
    book.merge(None)
    assert unclear(run) == []


def test_one_side_deleted_the_register(book: Book, run: Run) -> None:
    """Deleted here and edited there is a decision of people, and is said."""
    book.commit({"2022": BASE, "2021": register('"2021"')})
    book.branch()
    book.commit(BASE.replace("Clerk", "Usher"), "side")
    book.commit({"2022": None})
    book.merge({"2021": register('"2021"')})
    assert unclear(run) == ["2022: not verified: one side deleted or renamed it, the other edited it"]


def test_what_a_merge_made_unreadable(book: Book, run: Run) -> None:
    """A merge that was committed with its markers, or gave a key twice, is wrong, and it is said so; exit code 1."""
    _, _, right = diverged(book)
    book.merge(right + 'owner = "Clerk"\n')
    done = run("git", "verify-merge")
    assert done.code == 1
    assert "no edit lost; 1 register made unreadable; 0 not verified." in done.out
    assert "broken: the merge made it unreadable; see: riskreg check" in done.out


def test_what_was_not_toml_before(book: Book, run: Run) -> None:
    """A side that cannot be read leaves nothing to verify, and it is said which."""
    book.commit(BASE)
    book.branch()
    book.commit(BASE.replace("Clerk", "Usher"), "side")
    book.commit("<<<<<<< ours\n")
    book.merge(BASE)
    assert unclear(run) == ["2022: not verified: it is not TOML, or too large, at ours"]


# What is not for everybody


def test_exempt_risks_are_not_told(book: Book, run: Run) -> None:
    """A lost edit of an exempt risk counts, and is shown only with --include-exempt, marked."""
    base = BASE.replace('title = "Other"', 'title = "Other"\nexempt = true')
    book.commit(base)
    book.branch()
    book.commit(base.replace("Clerk", "Secretary"), "side")
    book.commit(base.replace("Treasurer", "Director"))
    book.merge(base.replace("Treasurer", "Director"))
    done = run("git", "verify-merge")
    assert done.code == 1
    assert "1 edit lost or invented" in done.out
    assert "1 of them concern exempt risks" in done.out
    assert "other" not in done.out.lower().replace("each other", "")
    shown = run("git", "verify-merge", "--include-exempt").out
    assert "EXEMPT" in shown
    assert "Secretary" in shown
    folder = book.place / "registers"
    (verdict,) = verify.verdicts(folder, merges(folder, None))
    assert (verdict.edits, verdict.hidden) == ((), 1)


def test_nothing_steers_the_terminal(book: Book, run: Run) -> None:
    """What a register says reaches the terminal as text."""
    ours, theirs, _ = diverged(book)
    book.commit(theirs.replace("Secretary", "\\u001b]0;x\\u0007"), "side")
    book.merge(ours)
    done = run("git", "verify-merge")
    assert done.code == 1
    assert "\x1b" not in done.out
    assert "\\x1b" in done.out


def test_sides_of_a_text() -> None:
    """Each side of a text with markers has its own part of every conflict, and lines that only look like markers."""
    mark = {c: c * 40 for c in "<|=>"}
    text = f"a\n{mark['<']} ours\nb\n{mark['|']} base\nc\n{mark['=']}\nd\n{mark['>']} theirs\n=======\n"
    assert both_sides(text.encode()) == (b"a\nb\n=======\n", b"a\nd\n=======\n")
    assert both_sides(b"a\r\n") == (b"a\r\n", b"a\r\n")


# Why it is not said


SIDES = ("base", "ours", "theirs", "merged")


def crosswise(book: Book, mine: dict[str, str | None], other: dict[str, str | None]) -> None:
    """Two branches with an edit each, merged each into the other as they are."""
    book.commit(BASE)
    book.branch()
    book.commit(other, "side")
    book.commit(mine)
    tips = [git(book.place, "rev-parse", name).strip() for name in ("main", "side")]
    book.merge(None, tips[1])
    git(book.place, "checkout", "--quiet", "side")
    git(book.place, "merge", "--quiet", "--no-ff", tips[0])


def test_a_register_that_was_new_on_one_side_of_a_crosswise_merge(book: Book, run: Run) -> None:
    """One beginning has it, the other has not: what it began from is not to be told, and that is said."""
    crosswise(book, {"2021": BASE}, {"2023": register('"2023"')})
    book.commit({"2021": BASE.replace("Clerk", "Usher")}, "side")
    book.commit({"2021": BASE.replace("Treasurer", "Director")})
    book.merge({"2021": BASE.replace("Clerk", "Usher").replace("Treasurer", "Director")})
    why = "branches were merged crosswise, and it began in several ways"
    assert unclear(run) == [f"2021: not verified: {why}"]


def test_a_register_that_both_beginnings_have_alike(book: Book, run: Run) -> None:
    """What was not touched before the branches merged each other is held against what both have."""
    crosswise(book, {"2021": BASE}, {"2023": register('"2023"')})
    book.commit(BASE.replace("Clerk", "Usher"), "side")
    book.commit(BASE.replace("Treasurer", "Director"))
    book.merge(BASE.replace("Treasurer", "Director"))
    assert told(run) == (1, [("2022", "risk.other.owner", "lost", "Clerk", "Clerk", "Usher", "Clerk")])


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (("base",), "their common beginning"),
        (("theirs",), "theirs"),
        (("ours", "merged"), "ours and the merge"),
        (("base", "ours", "theirs"), "their common beginning and ours and theirs"),
    ],
)
def test_each_side_that_is_no_toml_is_named(broken: tuple[str, ...], said: str, book: Book, run: Run) -> None:
    """Not the merge alone, which would be called broken."""
    sides = {side: BASE.replace("Clerk", side) + ("title =\n" if side in broken else "") for side in SIDES}
    book.commit(sides["base"])
    book.branch()
    book.commit(sides["theirs"], "side")
    book.commit(sides["ours"])
    book.merge(sides["merged"])
    assert unclear(run) == [f"2022: not verified: it is not TOML, or too large, at {said}"]


def test_a_merge_that_is_too_large_is_not_called_broken(book: Book) -> None:
    """It was not read; nothing is known to be wrong with it."""
    *_, right = diverged(book)
    book.merge(f"{right}# {'x' * 2000}\n")
    folder = book.place / "registers"
    (verdict,) = verify.verdicts(folder, merges(folder, None), max_size=1000)
    assert (verdict.unclear, verdict.broken) == ("it is not TOML, or too large, at the merge", "")


def test_a_register_that_may_have_been_renamed_is_not_called_broken(book: Book, run: Run) -> None:
    """A merge of it that cannot be read is one that cannot be judged."""
    book.commit({"2022": BASE, "2021": BASE})
    book.branch()
    book.commit({"2022": None, "2023": BASE.replace("Clerk", "Usher")}, "side")
    book.commit(BASE.replace("Treasurer", "Director"))
    book.merge("title =\n")
    assert unclear(run)[:1] == ["2022: not verified: it, or another register, was renamed"]


def test_a_register_that_came_back_is_told(book: Book, run: Run) -> None:
    """One side deleted it, the other left it alone: the merge that has it lost the deletion."""
    book.commit({"2022": BASE, "2021": register('"2021"')})
    book.branch()
    book.commit({"2022": BASE.replace("Clerk", "Usher")}, "side")
    book.commit({"2021": None})
    book.merge({"2022": BASE.replace("Clerk", "Usher"), "2021": register('"2021"')})
    code, rows = told(run)
    assert code == 1
    assert ("2021", "risk.turnover", "lost", "Staff leave", None, "Staff leave", "Staff leave") in rows


@pytest.mark.parametrize("gone", ["ours", "theirs"])
def test_whichever_side_deleted_what_the_other_edited(gone: str, book: Book, run: Run) -> None:
    """Whatever the merge has of it then, somebody decided it."""
    edited: dict[str, str | None] = {"2022": BASE.replace("Clerk", "Usher")}
    book.commit({"2022": BASE, "2021": register('"2021"')})
    book.branch()
    book.commit(edited if gone == "ours" else {"2022": None}, "side")
    book.commit({"2022": None} if gone == "ours" else edited)
    book.merge({"2022": BASE.replace("Clerk", "Cook")})
    assert unclear(run) == ["2022: not verified: one side deleted or renamed it, the other edited it"]


def test_what_both_sides_put_in_is_merged_from_nothing(book: Book, run: Run) -> None:
    """A register that both added, each with a risk of its own, has both; what the merge has not is lost."""
    book.commit({"2021": register('"2021"')})
    book.branch()
    book.commit(BASE, "side")
    book.commit(register(rest=OTHER.replace("other", "more").replace("Other", "More")))
    book.merge(BASE)
    assert told(run) == (1, [("2022", "risk.more", "lost", None, "More", None, None)])


def test_what_cannot_be_merged_by_record_is_said_with_the_reason(book: Book, run: Run) -> None:
    """A faulty register typed in a way that was not foreseen."""
    texts = (
        BASE + f"score = {{ current.likelihood = {one}, current.impact = {two} }}\n"
        for one, two in ((1, 1), (2, 1), (1, 3))
    )
    base, ours, theirs = texts
    book.commit(base)
    book.branch()
    book.commit(theirs, "side")
    book.commit(ours)
    book.merge(base)
    (said,) = unclear(run)
    assert said.startswith("2022: not verified: it cannot be merged by record: ")
    assert "a dotted key within braces" in said


@pytest.mark.parametrize("sign", ["=", "<", ">"])
def test_a_text_with_a_line_drawn_under_it_is_no_conflict(sign: str, book: Book, run: Run) -> None:
    """However many signs the line has: nothing is taken for a marker that the merge did not put there."""
    book.commit(BASE + f'note = """\nHeading\n{sign * 40}\nText\n"""\n')
    now = BASE + f'note = """\nHeading\n{sign * 40}\nText\n"""\n'
    book.branch()
    book.commit(now.replace("Clerk", "Usher").replace("Treasurer", "Head"), "side")
    book.commit(now.replace("Treasurer", "Director"))
    book.merge(now.replace("Treasurer", "Both"))
    assert told(run) == (1, [("2022", "risk.other.owner", "lost", "Clerk", "Clerk", "Usher", "Clerk")])


def settle(book: Book, mine: str, other: str, settled: str, base: str = BASE) -> None:
    """Two branches that merged each other, each by hand and to the same text."""
    book.commit(base)
    book.branch()
    book.commit(other, "side")
    book.commit(mine)
    tip = git(book.place, "rev-parse", "main").strip()
    book.merge(settled)
    git(book.place, "checkout", "--quiet", "side")
    git(book.place, "merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", tip)
    book.write(settled)
    git(book.place, "commit", "--quiet", "--message=settled")


@pytest.mark.parametrize("is_lost", [False, True])
def test_crosswise_after_a_contradiction(is_lost: bool, book: Book, run: Run) -> None:
    """What was in dispute before, and was settled alike, is right; an edit beside it that was lost is named."""
    chosen = BASE.replace("Treasurer", "Director")
    settle(book, chosen, BASE.replace("Treasurer", "Head"), chosen)
    book.commit(chosen.replace("Clerk", "Usher"), "side")
    book.commit(chosen.replace("CRR1", "CRR2"))
    book.merge(chosen.replace("CRR1", "CRR2") if is_lost else chosen.replace("CRR1", "CRR2").replace("Clerk", "Usher"))
    lost = ("2022", "risk.other.owner", "lost", "Clerk", "Clerk", "Usher", "Clerk")
    assert told(run) == ((1, [lost]) if is_lost else (0, []))


def test_crosswise_from_what_cannot_be_merged(book: Book, run: Run) -> None:
    """Where two beginnings cannot be merged by record, nothing is known of what they have in common."""
    score = "score = {{ current.likelihood = {}, current.impact = {} }}\n"
    base, *texts = (BASE + score.format(n, m) for n, m in ((1, 1), (2, 1), (1, 3), (2, 3)))
    settle(book, texts[0], texts[1], texts[2], base)
    book.commit(texts[2].replace("Clerk", "Usher"), "side")
    book.commit(texts[2].replace("CRR1", "CRR2"))
    book.merge(texts[2])
    assert unclear(run) == ["2022: not verified: it is not TOML, or too large, at their common beginning"]
