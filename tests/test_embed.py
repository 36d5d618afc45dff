"""`embed` brings papers up to date: all are looked through before the first is written, and no edit is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FILES, Run
from papers import NAMES, REGISTERS, SETTINGS, council, marks

BAD = sorted(path for path in (FILES / "papers" / "bad").iterdir() if path.suffix != ".txt")
ENDINGS = (".md", ".html", ".tex")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's folder, and the working folder."""
    monkeypatch.chdir(council(tmp_path))
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_papers_are_refused_in_so_many_words(
    path: Path, here: Path, run: Run, expect: Callable[[Path, str], None]
) -> None:
    """Each is refused with the line that is wrong, and stays as it was."""
    (here / path.name).write_bytes(path.read_bytes())
    done = run("embed", path.name)
    assert done.code == 2
    assert (here / path.name).read_bytes() == path.read_bytes()
    expect(path.with_suffix(".txt"), done.err)


def test_of_very_many_faults_the_first_are_told(here: Path, run: Run) -> None:
    """A paper with thousands of wrong marks earns a message that can be read, and each mark is told once."""
    write("p.md", (marks("changes", ".md") + "\n") * 2_000)
    done = run("embed", "p.md")
    assert done.code == 2
    assert done.err.count("changes stands in the paper already, from line 1;") == 20
    assert "and 1,979 more; nothing was changed" in done.err
    assert len(done.err) < 3_000


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_paper_is_brought_up_to_date(ending: str, here: Path, run: Run) -> None:
    """Every named table comes in, a second run changes nothing, and a new register makes those stale that show it."""
    paper = write(f"p{ending}", "Before\n\n" + "\n".join(marks(name, ending) for name in NAMES) + "\nAfter")
    done = run("embed", paper.name)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"p{ending}: " + ", ".join(f"{name} brought up to date" for name in NAMES) + "\n"
    first = paper.read_bytes()
    assert first.startswith(b"Before\n\n")
    assert first.endswith(b"\nAfter")
    assert run("embed", paper.name).out == f"p{ending}: " + ", ".join(f"{name} unchanged" for name in NAMES) + "\n"
    assert paper.read_bytes() == first
    assert run("embed", paper.name, "--check").out == f"p{ending}: up to date\n"
    later = REGISTERS["2022-11"].replace("2022-11-16", "2023-03-15").replace("Pay awards", "Energy prices")
    (here / "registers" / "2023-03.toml").write_text(later.partition("[removed")[0], encoding="utf-8")
    done = run("embed", paper.name, "--check")
    assert done.code == 1
    assert f"p{ending}: changes (line 3) is stale: " in done.out
    assert paper.read_bytes() == first
    assert run("embed", paper.name).code == 0
    assert b"Energy prices" in paper.read_bytes()


def test_adding_a_first_table(here: Path, run: Run) -> None:
    """--add puts one table where a paragraph says the text; it is fresh from then on."""
    paper = write("p.md", "# Report\n\n[[riskreg:changes]]\n\nEnd\n")
    look = run("embed", "p.md", "--add", "changes", "--at", "[[riskreg:changes]]", "--dry-run")
    assert look.code == 0
    assert "+## Changes since 9 March 2022" in look.out
    assert "[[riskreg:changes]]" in paper.read_text(encoding="utf-8")
    done = run("embed", "p.md", "--add", "changes", "--at", "[[riskreg:changes]]")
    assert done.out == "p.md: changes put in at line 3\n"
    assert run("embed", "p.md", "--check").code == 0
    again = run("embed", "p.md", "--add", "changes", "--at", "End")
    assert again.code == 2
    assert "has a block changes already" in again.err


def test_an_edit_by_hand_is_not_lost(here: Path, run: Run) -> None:
    """It is told by --check, shown and refused, and overwritten with --force alone."""
    paper = write("p.md", marks("changes", ".md") + "\n" + marks("risks", ".md"))
    run("embed", "p.md")
    fresh = paper.read_bytes()
    edited = fresh.replace(b"Staff leave", b"Good staff leave", 1)
    paper.write_bytes(edited)
    done = run("embed", "p.md", "--check")
    assert (done.code, done.out) == (1, "p.md: changes (line 1) was edited by hand since riskreg wrote it\n")
    done = run("embed", "p.md")
    assert done.code == 2
    assert "-| Good staff leave |" in done.out
    assert "+| Staff leave |" in done.out
    assert "add --force" in done.err
    assert paper.read_bytes() == edited
    done = run("embed", "p.md", "--force")
    assert done.out == "p.md: changes overwritten, risks unchanged\n"
    assert paper.read_bytes() == fresh


def test_a_mark_alone_is_renewed(here: Path, run: Run) -> None:
    """A block that says what it should under a mark without its digest gets the digest, and loses nothing."""
    paper = write("p.md", marks("changes", ".md"))
    run("embed", "p.md")
    fresh = paper.read_bytes()
    start = fresh.index(b" sha256=")
    paper.write_bytes(fresh[:start] + fresh[fresh.index(b" -->") :])
    assert run("embed", "p.md", "--check").code == 1
    assert run("embed", "p.md").out == "p.md: changes unchanged; marks renewed\n"
    assert paper.read_bytes() == fresh


def test_all_or_none(here: Path, run: Run) -> None:
    """Where one of several papers cannot be used, none is written."""
    good = write("good.md", marks("changes", ".md"))
    write("bad.md", "<!-- riskreg:begin changes -->\n")
    before = good.read_bytes()
    assert run("embed", "good.md", "bad.md").code == 2
    assert good.read_bytes() == before
    write("bad.md", marks("chnages", ".md"))
    done = run("embed", "good.md", "bad.md")
    assert done.code == 2
    assert 'no table in riskreg.toml (bad.md, line 1) "chnages"; did you mean "changes"?' in done.err
    assert good.read_bytes() == before


def test_dry_run_writes_nothing(here: Path, run: Run) -> None:
    """--dry-run prints what would change, of each table, and leaves the papers."""
    paper = write("p.md", marks("changes", ".md"))
    before = paper.read_bytes()
    done = run("embed", "p.md", "--dry-run")
    assert done.code == 0
    assert done.out.startswith("--- p.md: changes\n+++ p.md: changes\n")
    assert paper.read_bytes() == before


@pytest.mark.parametrize("beside", ["~$p.md", "~$report.md", "~$port.md", ".~lock.report.md#"])
def test_a_paper_that_another_program_has_open_is_left_alone(beside: str, here: Path, run: Run) -> None:
    """The files that Word and LibreOffice leave beside an open paper stop the writing, and not the looking."""
    name = "report.md" if "report" in beside or "port" in beside else "p.md"
    paper = write(name, marks("changes", ".md"))
    before = paper.read_bytes()
    Path(beside).touch()
    done = run("embed", name)
    assert done.code == 2
    assert "has it open" in done.err
    assert paper.read_bytes() == before
    assert run("embed", name, "--dry-run").code == 0


def test_a_paper_under_a_link_stays_a_link(here: Path, run: Run) -> None:
    """The paper that a link leads to is written, once, even if it is named twice."""
    (here / "papers").mkdir()
    paper = write("papers/p.md", marks("changes", ".md"))
    Path("p.md").symlink_to(paper)
    assert run("embed", "p.md", "papers/p.md").out == "p.md: changes brought up to date\n"
    assert Path("p.md").is_symlink()
    assert b"Changes since" in paper.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("embed",), "Missing argument"),
        (("embed", "gone.md"), "gone.md: there is no such file"),
        (("embed", "gone/p.md"), "gone/p.md: there is no such file"),
        (("embed", "p.md", "--add", "changes"), "--add and --at go together"),
        (("embed", "p.md", "--at", "x"), "--add and --at go together"),
        (("embed", "p.md", "p.html", "--add", "changes", "--at", "x"), "one paper"),
        (("embed", "p.md", "--add", "chnages", "--at", "x"), 'did you mean "changes"?'),
        (("embed", "p.md", "--check", "--force"), "--check only looks"),
        (("embed", "p.md", "--check", "--add", "changes", "--at", "x"), "leave out --check"),
        (("embed", "p.md", "--max-size", "10"), "is larger than 10 bytes"),
        (("embed", "p.md"), "holds no table of riskreg"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], said: str, here: Path, run: Run) -> None:
    """Wrong words and missing papers are refused with what to do."""
    write("p.md", "Nothing here yet\n")
    write("p.html", "<p>Nothing here yet</p>\n")
    done = run(*words)
    assert done.code == 2
    assert said in done.err


def test_without_riskreg_toml_nothing_is_embedded(here: Path, run: Run) -> None:
    """The file is asked for by name."""
    (here / "riskreg.toml").unlink()
    write("p.md", marks("changes", ".md"))
    done = run("embed", "p.md")
    assert done.code == 2
    assert done.err.startswith("riskreg: riskreg.toml: there is no such file beside the folder of registers")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('view = "register"\nregister = "2019"', 'cannot be made: no register "2019"'),
        ('view = "risk"\nrisk = "gone"', 'cannot be made: 2022-11 has no risk "gone"'),
        ('view = "compare"\nlater = "2021"', "cannot be made: there is no register before 2021"),
        ('view = "matrix"\nstage = "target"', "cannot be made: no risk of"),
        ('view = "history"\nsince = "2031"', "cannot be made: no register is dated within the range"),
    ],
)
def test_a_table_that_cannot_be_made_is_named(table: str, said: str, here: Path, run: Run) -> None:
    """The name of the table stands before the reason, and the paper stays."""
    council(here, f"[table.broken]\n{table}\n")
    paper = write("p.md", marks("broken", ".md"))
    before = paper.read_bytes()
    done = run("embed", "p.md")
    assert done.code == 2
    assert f"the table broken of riskreg.toml {said.replace('16 November 2022', '2022-11-16')}" in done.err
    assert paper.read_bytes() == before


def test_exempt_risks_need_the_flag(here: Path, run: Run) -> None:
    """They are in a paper only with --include-exempt, which marks the table; the check without it says stale."""
    text = REGISTERS["2022-11"].replace('title = "Pay awards', 'exempt = true\ntitle = "Pay awards')
    (here / "registers" / "2022-11.toml").write_text(text, encoding="utf-8")
    paper = write("p.md", "".join(marks(name, ".md") + "\n" for name in NAMES))
    run("embed", "p.md")
    assert "Pay awards" not in paper.read_text(encoding="utf-8")
    assert "1 exempt risk not shown" in paper.read_text(encoding="utf-8")
    run("embed", "p.md", "--include-exempt")
    assert "EXEMPT: " in paper.read_text(encoding="utf-8")
    assert "Pay awards" in paper.read_text(encoding="utf-8")
    assert run("embed", "p.md", "--check").code == 1


def test_latest_and_previous_follow_the_registers(here: Path, run: Run) -> None:
    """`previous` is the register before the later one, wherever that stands in the series."""
    council(here, '[table.old]\nview = "compare"\nlater = "2022-03"\nearlier = "previous"\nsection = true\n')
    paper = write("p.md", marks("old", ".md"))
    assert run("embed", "p.md").code == 0
    assert "## Changes since September 2021" in paper.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_papers_mode_is_kept(here: Path, run: Run) -> None:
    """A paper that its group may write stays one."""
    paper = write("p.md", marks("changes", ".md"))
    paper.chmod(0o664)
    assert run("embed", "p.md").code == 0
    assert paper.stat().st_mode & 0o777 == 0o664


def test_word_papers_are_understood_or_refused_in_words(here: Path, run: Run) -> None:
    """What is named .docx and is no Word document is refused, never a fault of riskreg."""
    write("p.docx", "no zip")
    done = run("embed", "p.docx")
    assert done.code == 2
    assert "p.docx" in done.err


def test_settings_are_those_of_the_tests() -> None:
    """Every name that the tests embed is a table of their riskreg.toml."""
    assert all(f"[table.{name}]" in SETTINGS for name in NAMES)


def word(name: str, *paragraphs: str) -> Path:
    """A Word paper with these paragraphs."""
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    for said in paragraphs:
        paper.add_paragraph(said)
    paper.save(name)
    return Path(name)


@pytest.mark.parametrize("ending", [*ENDINGS, ".docx"])
def test_what_is_typed_and_not_yet_filled_is_told(ending: str, here: Path, run: Run) -> None:
    """A paper that waits for its table is not up to date, and the command that is told is the one that puts it in."""
    name, typed = f"p{ending}", "[[riskreg:changes]]"
    paragraph = f"<p>{typed}</p>" if ending == ".html" else typed
    _ = word(name, "Report", typed) if ending == ".docx" else write(name, f"Report\n\n{paragraph}\n\nEnd\n")
    told = f'waits for its table; put it in with: riskreg embed {name} --add changes --at "{typed}"'
    before = Path(name).read_bytes()
    checked = run("embed", name, "--check")
    assert (checked.code, checked.err) == (1, "")
    assert told in checked.out
    refused = run("embed", name)
    assert (refused.code, refused.out) == (2, "")
    assert "holds no table of riskreg yet" in refused.err
    assert told in refused.err
    assert "write a line" not in refused.err
    assert Path(name).read_bytes() == before
    assert run("embed", name, "--add", "changes", "--at", typed).code == 0
    assert run("embed", name, "--check").out == f"{name}: up to date\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("see [[riskreg:changes]] there", "put it on a line of its own"),
        ("[[riskreg:chnages]]", 'did you mean "changes"?'),
        ("[[riskreg:risks]]", "stands in the paper already; take these words out"),
    ],
)
def test_what_cannot_be_filled_as_it_stands_is_told(typed: str, told: str, here: Path, run: Run) -> None:
    """Words among others, a name that nobody knows, a table that is there: each is told beside the tables that are."""
    write("p.md", f"{marks('risks', '.md')}\n\n{typed}\n\nEnd\n")
    done = run("embed", "p.md")
    assert (done.code, done.out) == (0, "p.md: risks brought up to date\n")
    assert told in done.err
    checked = run("embed", "p.md", "--check")
    assert checked.code == 1
    assert told in checked.out


def test_what_is_code_or_comment_waits_for_nothing(here: Path, run: Run) -> None:
    """A paper may write of marks without asking for tables."""
    aside = "`[[riskreg:changes]]` <!-- [[riskreg:changes]] -->\n\n```\n[[riskreg:changes]]\n```\n"
    write("p.md", f"{marks('risks', '.md')}\n\n{aside}")
    write("p.tex", f"{marks('risks', '.tex')}\n\n% [[riskreg:changes]]\n\\verb|[[riskreg:changes]]|\n")
    assert run("embed", "p.md", "p.tex").err == ""
    assert run("embed", "p.md", "p.tex", "--check").code == 0
