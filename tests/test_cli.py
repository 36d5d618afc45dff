"""The program as it is used: what each command prints, where it says no, and how it ends."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest
from conftest import FILES, GIT_FREE, Run, folder_of, process, register

from riskreg.cli import git_, main
from riskreg.cli.main import riskreg
from riskreg.codes import CODES

ROOT = Path(__file__).parent.parent
FAULTY = register(rest="owner = 5\nnote = 6\n")
WARNED = {"2021": register('"2021"').replace("turnover", "morale"), "2022": register('"2022"')}
COMMANDS = sorted(riskreg.commands)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two registers in it."""
    folder_of(tmp_path, {"2021": register('"2021"', "Earlier"), "2022": register('"2022"', "Later")})
    monkeypatch.chdir(tmp_path)
    return tmp_path


# Starting


@pytest.mark.parametrize("words", [["--version"], ["--help"], *([c, "--help"] for c in COMMANDS)], ids=" ".join)
def test_what_needs_no_register_imports_nothing_heavy(words: list[str]) -> None:
    """Help and version come without attrs, cattrs and tabulate."""
    program = (
        "import sys\nfrom riskreg.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as left: code = left.code\n"
        "print(code, sorted({'attr', 'attrs', 'cattrs', 'tabulate', 'tomllib', 'riskreg.errors'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, env=GIT_FREE
    )
    assert done.stdout.splitlines()[-1] == "0 []"


RISKREG = "from riskreg.cli.main import main"
CLICK_ALONE = "import click\nmain = click.Command('alone')"


def imported(words: list[str], folder: Path, program: str = RISKREG) -> set[str]:
    """What is imported when these words are run in a process of their own."""
    program = (
        f"import sys\n{program}\n"
        "try: main()\n"
        "except SystemExit as left: print(left.code, *sys.modules, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=GIT_FREE, cwd=folder)
    code, *modules = done.stderr.splitlines()
    assert code == "0", done.stderr
    return set(modules)


AT_START = {
    "riskreg", "riskreg.version", "riskreg.printable", "riskreg.cli", "riskreg.cli.main", "riskreg.cli.late",
    "riskreg.cli.options", "riskreg.cli.completion", "riskreg.cli.context", "riskreg.cli.printing",
    "riskreg.cli.streams",
}  # fmt: skip
"""What of riskreg every run needs."""

COSTLY = {
    "attr", "cattrs", "tabulate", "tomllib", "toml_rs", "shutil", "bz2", "lzma", "subprocess", "tempfile", "pathlib",
    "difflib", "json", "csv", "importlib.metadata", "click.shell_completion",
}  # fmt: skip
"""What no run needs that only says how riskreg is used; earlier releases of click import some of it themselves."""


@pytest.mark.parametrize("words", [["--version"], ["--help"]], ids=" ".join)
def test_version_and_help_import_no_command(words: list[str], tmp_path: Path) -> None:
    """They know the commands by name and first sentence, and need nothing that takes long to import."""
    modules = imported(words, tmp_path)
    assert {m for m in modules if m.partition(".")[0] == "riskreg"} == AT_START
    assert not modules & COSTLY - imported(["--help"], tmp_path, CLICK_ALONE)


UNWANTED = {
    "tabulate", "importlib.metadata", "subprocess", "tempfile", "shutil", "json", "csv", "html", "hashlib", "textwrap",
    "click.shell_completion", "statistics", "riskreg.store.git", "riskreg.store.git_shelf", "riskreg.store.slips",
    "riskreg.store.positions", "riskreg.store.settings_rules", "riskreg.comparison.history",
    "riskreg.comparison.history_lines", "riskreg.tables.history", "riskreg.tables.matrix",
    "riskreg.tables.movement", "riskreg.tables.plain", "riskreg.tables.changes",
}  # fmt: skip
"""What tells faults apart, asks git, follows exempt risks, prints other views, or prints in other forms."""


def test_to_compare_good_registers_imports_only_what_that_takes(place: Path) -> None:
    """No command but `compare`, and nothing that is there for faults, for git, for other views and other forms."""
    modules = imported(["compare", "2021", "2022"], place)
    assert not modules & UNWANTED
    assert {m for m in modules if m.startswith("riskreg.store.toml.")} <= {"riskreg.store.toml.limits"}
    assert {m for m in modules if m.startswith("riskreg.cli.")} == {
        *(m for m in AT_START if m.startswith("riskreg.cli.")), "riskreg.cli.compare", "riskreg.cli.progress",
    }  # fmt: skip


def test_the_lists_of_commands_say_what_the_commands_say() -> None:
    """The first sentence that `--help` lists is that of the command's own help, and its name that of the command."""
    git = riskreg.commands["git"]
    assert isinstance(git, click.Group)
    for name, late in {**main._COMMANDS, **git_._COMMANDS}.items():
        command = late.command()
        assert command.name == name
        assert late.short_help == ("" if command.hidden else command.get_short_help_str(150))


def test_an_unknown_command_is_refused_with_those_that_are_near(run: Run) -> None:
    """To say what was meant, none of them has to be imported."""
    done = run("compar", "2021", "2022")
    assert done.code == 2
    assert "compar" in done.err
    assert run("git", "instal").code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_how_it_is_used(name: str, run: Run) -> None:
    """Help has a sentence and examples, every one of which begins with the program's name, within 80 columns."""
    done = run(name, "--help")
    assert done.code == 0
    assert f"Usage: riskreg {name} " in done.out
    examples = done.out.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert all(line.startswith(f"    riskreg {name}") for line in examples)
    assert max(map(len, done.out.splitlines())) <= 80


def test_commands_stand_in_their_groups(run: Run) -> None:
    """Commands are listed by what they are for."""
    out = run("--help").out
    listed = out[out.index("\nReading:") :]
    assert listed.index("  list ") < listed.index("  compare ") < listed.index("\nEditing:") < listed.index("  check ")
    assert run("-h").out == out


def test_without_words_there_is_help(run: Run) -> None:
    """A newcomer who types the bare name sees what there is."""
    done = run()
    assert "Usage: riskreg" in done.out + done.err


# list and show


def test_list(place: Path, run: Run) -> None:
    """The valid registers in the order of their dates; those with faults are named beside."""
    (place / "registers" / "2020.toml").write_text(FAULTY.replace("2022", "2020"))
    done = run("list", "--format", "csv")
    assert done.code == 0
    rows = done.out.splitlines()
    assert rows[0].lower().startswith("ref,date,title")
    assert [row.partition(",")[0] for row in rows[1:]] == ["2021", "2022"]
    assert done.err == "riskreg: not valid: registers/2020.toml; see riskreg check\n"


def test_show(place: Path, run: Run) -> None:
    """A register as a table, one risk in full, and a clear no for a risk that is not there."""
    assert "Staff leave" in run("show", "2022").out
    assert "Staff leave" in run("show", "2022", "turnover").out
    done = run("show", "2022", "turnovr")
    assert done.code == 2
    assert done.err == 'riskreg: 2022 has no risk "turnovr"; did you mean "turnover"?\n'
    assert done.out == ""


def test_a_risk_that_has_left_leads_to_its_story(place: Path, run: Run) -> None:
    """Whoever asks for a risk that an earlier register has is led to `history`; what is exempt is not told of."""
    older = register('"2020"') + '\n[risk.morale]\ntitle = "Morale"\n\n[risk.secret]\ntitle = "X"\nexempt = true\n'
    (place / "registers" / "2020.toml").write_text(older)
    done = run("show", "2022", "morale")
    assert done.code == 2
    assert done.err == 'riskreg: 2022 has no risk "morale" any more; what became of it: riskreg history morale\n'
    assert run("history", "morale").code == 0
    for words in ((), ("--include-exempt",)):
        unknown, hidden = run("show", "2022", "nobody", *words), run("show", "2022", "secret", *words)
        assert unknown.err.replace("nobody", "secret") == hidden.err
        assert "any more" not in hidden.err


def test_what_is_not_valid_is_not_shown(place: Path, run: Run) -> None:
    """Every fault is told where a valid register is needed, and nothing half-right is printed."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    for words in (["show", "2022"], ["compare", "2021", "2022"], ["show", "2022", "turnover"]):
        done = run(*words)
        assert done.code == 2
        assert done.out == ""
        lines = done.err.splitlines()
        assert [re.search(r"\d+:\d+: E201", line) is not None for line in lines] == [True, True, False]
        assert lines[-1] == "registers/2022.toml cannot be used: 2 faults; mend it, then try again"


# check


def test_check_without_faults(place: Path, run: Run) -> None:
    """All is well: 0, and the number of files looked at."""
    done = run("check")
    assert (done.code, done.out, done.err) == (0, "No faults in 2 files.\n", "")


def test_check_ends_with_1_for_errors(place: Path, run: Run) -> None:
    """Each fault with its line and a caret, the counts in the last line, and nothing on the side."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    done = run("check")
    assert done.code == 1
    assert done.err == ""
    assert done.out == (
        'registers/2022.toml:8:9: E201 risk.turnover.owner: found the number 5, expected text in quotes; write "5"\n'
        "    owner = 5\n"
        "            ^\n"
        'registers/2022.toml:9:8: E201 risk.turnover.note: found the number 6, expected text in quotes; write "6"\n'
        "    note = 6\n"
        "           ^\n"
        "2 errors in 2 files.\n"
    )


def test_warnings_count_only_with_strict(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning alone is 0, with --strict 1."""
    folder_of(tmp_path, WARNED)
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.code == 0
    assert "W401" in done.out
    assert done.out.endswith("1 warning in 2 files.\n")
    assert run("check", "--strict").code == 1
    assert run("check", "--strict", "2021").code == 0


def test_check_of_several_registers(place: Path, run: Run) -> None:
    """Named registers are checked within their series; of others nothing is said."""
    (place / "registers" / "2020.toml").write_text(FAULTY.replace("2022", "2020"))
    assert run("check", "2021", "2022").code == 0
    assert run("check", "2021", "2022", "2021").out == "No faults in 2 files.\n"
    assert run("check", "2020", "2022").code == 1
    assert run("check", "registers/2020.toml", "2020").out.count("registers/2020.toml:8:9: E201") == 1


def test_check_tells_all_before_it_refuses(place: Path, run: Run) -> None:
    """A file that cannot be read keeps nobody from learning the faults of the others."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    done = run("check", "registers/none.toml", "2022")
    assert done.code == 2
    assert "registers/none.toml:1:1: E003 there is no such file" in done.out
    assert done.out.endswith("3 errors in 2 files.\n")


def test_a_file_by_itself_is_checked_by_itself(tmp_path: Path, run: Run) -> None:
    """Outside a folder of registers, what was not checked is said."""
    (tmp_path / "x.toml").write_text(register(rest='supersedes = ["morale"]\n'))
    for ref, stdin in ((str(tmp_path / "x.toml"), b""), ("-", (tmp_path / "x.toml").read_bytes())):
        done = run("check", ref, stdin=stdin)
        assert (done.code, done.out) == (0, "No faults in 1 file.\n")
        assert "was checked by itself; lineage and cards are checked in a folder named registers/" in done.err


def test_findings_as_json(place: Path, run: Run) -> None:
    """The contract: each finding with its place in parts, and the numbers of errors and warnings."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    done = run("check", "--format", "json")
    assert done.code == 1
    said = json.loads(done.out)
    assert set(said) == {"version", "findings", "errors", "warnings"}
    assert (said["version"], said["errors"], said["warnings"]) == (1, 2, 0)
    assert said["findings"][0] == {
        "file": "registers/2022.toml",
        "line": 8,
        "column": 9,
        "code": "E201",
        "severity": "error",
        "address": "risk.turnover.owner",
        "message": "found the number 5, expected text in quotes",
        "hint": 'write "5"',
    }


def test_findings_for_github(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding is a workflow command, with what would break one written in percent."""
    folder_of(tmp_path, {**WARNED, "50%,a:b": register('"2020"', rest='number = 5\nowner = ["100%", "b"]\n')})
    monkeypatch.chdir(tmp_path)
    lines = run("check", "--format", "github").out.splitlines()
    place = "file=registers/50%25%2Ca%3Ab.toml"
    start = f"::error {place},line=8,col=10,title=E201::risk.turnover.number: found the number 5"
    assert [line.startswith(start) for line in lines].count(True) == 1
    assert [line.endswith('write "100%25, b"') for line in lines].count(True) == 1
    assert any(line.startswith("::warning file=registers/2022.toml,line=1,col=1,title=W401::") for line in lines)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, run: Run) -> None:
    """`--explain` says what a code means, in capitals or not, and needs no register."""
    done = run("check", "--explain", code.lower())
    assert done.code == 0
    name, meaning = CODES[code]
    severity = "warning" if code.startswith("W") else "error"
    assert done.out == f"{code}: {name} ({severity})\n\n{meaning}\n"


def test_a_code_that_is_none(run: Run) -> None:
    """An unknown code is refused with those there are."""
    done = run("check", "--explain", "E999")
    assert done.code == 2
    assert 'no code "E999"' in done.err
    assert "W403" in done.err


def test_nothing_is_ever_changed(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` leaves every byte of a faulty file as it was."""
    texts = {p.stem: p.read_bytes() for p in (FILES / "bad").glob("many-*.toml")}
    folder = folder_of(tmp_path, {})
    for stem, data in texts.items():
        (folder / f"{stem}.toml").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 1
    assert {p.stem: p.read_bytes() for p in folder.iterdir()} == texts


# Printing


def test_a_file_is_written_whole_and_its_mode_and_link_are_kept(place: Path, run: Run) -> None:
    """`--output` writes through a link, keeps the permissions, and leaves no litter."""
    (place / "real.csv").write_text("old")
    (place / "real.csv").chmod(0o640)
    (place / "link.csv").symlink_to("real.csv")
    done = run("list", "--format", "csv", "--output", "link.csv")
    assert (done.code, done.out, done.err) == (0, "", "riskreg: link.csv: written over the file that was there\n")
    assert (place / "link.csv").is_symlink()
    assert (place / "real.csv").read_text() == run("list", "--format", "csv").out
    assert stat.S_IMODE((place / "real.csv").stat().st_mode) == 0o640
    assert sorted(p.name for p in place.iterdir()) == ["link.csv", "real.csv", "registers"]


def test_a_file_that_says_so_already_is_not_written(place: Path, run: Run) -> None:
    """Writing the same again changes nothing, not even the time of the file."""
    first = run("check", "--output", "found.txt")
    assert (first.code, first.err) == (0, "riskreg: found.txt: written\n")
    os.utime("found.txt", (1, 1))
    assert run("check", "--output", "found.txt").err == "riskreg: found.txt: unchanged, it holds the same already\n"
    assert (place / "found.txt").stat().st_mtime == 1


def test_places_that_cannot_be_written(place: Path, run: Run) -> None:
    """A folder, a file of several names and a place that is not there are refused, and nothing is changed."""
    (place / "one").write_text("old")
    (place / "two").hardlink_to(place / "one")
    for name, why in (
        ("registers", "it is a folder"),
        ("two", "it has several names"),
        ("none/x", "there is no folder"),
    ):
        done = run("list", "--output", name)
        assert done.code == 2
        assert done.out == ""
        assert re.fullmatch(rf"riskreg: could not write {name}: {why}.*; nothing was changed(; .+)?\n", done.err)
    assert (place / "one").read_text() == "old"


def test_a_disk_that_is_full(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new text cannot be put on the disk, the old file stays and no other is left."""
    (place / "out.txt").write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("list", "--output", "out.txt")
    assert done.code == 2
    assert done.err == "riskreg: could not write out.txt: No space left on device; nothing was changed\n"
    assert (place / "out.txt").read_text() == "old"
    assert sorted(p.name for p in place.iterdir()) == ["out.txt", "registers"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_file(place: Path, run: Run) -> None:
    """A file that may not be written is not replaced."""
    (place / "out.txt").write_text("old")
    (place / "out.txt").chmod(0o444)
    assert run("list", "--output", "out.txt").code == 2
    assert (place / "out.txt").read_text() == "old"


def test_findings_go_into_a_file(place: Path, run: Run) -> None:
    """`check --output` writes the findings, and the exit code still tells."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    expected = run("check").out
    done = run("check", "-o", "found.txt")
    assert (done.code, done.out) == (1, "")
    assert (place / "found.txt").read_text() == expected


@pytest.mark.parametrize("columns", ["40", "80", "160"])
def test_the_width_there_is(columns: str, place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is no broader than the columns there are, and uses them."""
    long = "Experienced staff leave faster than they can be replaced, which makes families wait for help"
    (place / "registers" / "2022.toml").write_text(register('"2022"', "Later").replace("Staff leave", long))
    monkeypatch.setenv("COLUMNS", columns)
    broadest = max(map(len, run("show", "2022").out.splitlines()))
    assert int(columns) // 2 < broadest <= int(columns)


def test_no_colour(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sign is given by colour alone: the output is the same with NO_COLOR and without."""
    (place / "registers" / "2022.toml").write_text(FAULTY)
    plain = run("check")
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("check") == plain
    assert "\x1b" not in plain.out


# Leaving


def test_a_fault_of_riskreg_itself(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program is 3: what it is, and where its trace was put."""
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(place))

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("riskreg.checking.check.check_everything", broken)
    done = run("check")
    assert done.code == 3
    assert done.out == ""
    first, second = done.err.splitlines()
    assert first == "riskreg: this is a fault of riskreg itself: ZeroDivisionError"
    trace = Path(second.rpartition(" ")[2])
    assert trace.parent == place
    kept = trace.read_text()
    assert kept.startswith("riskreg ")
    assert "ZeroDivisionError: by design" in kept


def test_the_user_stops_it(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is 130, and no trace is shown."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("riskreg.checking.check.check_everything", stopped)
    done = run("check")
    assert done.code == 130
    assert done.err.strip() == "stopped"


@pytest.mark.skipif(os.name != "posix", reason="pipes end otherwise elsewhere")
def test_a_reader_that_leaves_is_no_fault(place: Path) -> None:
    """`| head` ends in silence, and the exit code still says what was found."""
    risks = "".join(f'\n[risk.r{i}]\ntitle = "Risk {i}"\nowner = 5\n' for i in range(2000))
    (place / "registers" / "2022.toml").write_text(register() + risks)
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from riskreg.cli.main import main; main()", "check"]
    done = subprocess.run(command, cwd=place, env=GIT_FREE, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_that_lacks_letters(place: Path) -> None:
    """What the terminal's encoding cannot show is written out, and none is a reason to fall over."""
    (place / "registers" / "2022.toml").write_text(register(title="Café 東京 £"), encoding="utf-8")
    done = process("list", cwd=place, env={"PYTHONIOENCODING": "latin-1"})
    assert (done.code, done.err) == (0, b"")
    assert b"Caf\xe9 \\u6771\\u4eac \xa3" in done.out
    assert process("list", cwd=place, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}).code == 0


# Completing


def completed(place: Path, *words: str) -> list[str]:
    """What the shell would offer for the last word."""
    env = {"_RISKREG_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = process(cwd=place, env=env)
    assert done.err == b""
    return [line.partition(",")[2] for line in done.out.decode().splitlines()]


def test_the_shell_completes_registers_and_risks(place: Path) -> None:
    """Registers by their names, then the risks of the register that the line names."""
    assert completed(place, "riskreg", "show", "20") == ["2021", "2022"]
    assert completed(place, "riskreg", "show", "2022", "t") == ["turnover"]


def test_completion_never_disturbs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder, or with a register that cannot be read, nothing is offered and nothing said."""
    from riskreg.cli.completion import complete_ref, complete_risk

    context = click.Context(riskreg.commands["show"])
    context.params["ref"] = "2022"
    monkeypatch.setattr("riskreg.store.find.registers_folder", _no_folder)
    argument = riskreg.commands["show"].params[0]
    assert complete_ref(context, argument, "") == []
    assert complete_risk(context, argument, "") == []


def _no_folder(_: object = None) -> Path:
    raise FileNotFoundError


def test_what_is_offered(place: Path) -> None:
    """Names that begin so, with the titles of risks beside their ids; never a name that could steer a terminal."""
    from riskreg.cli.completion import complete_ref, complete_risk

    (place / "registers" / "20\x1b.toml").write_text(register())
    context = click.Context(riskreg.commands["show"])
    context.params["ref"] = "2022"
    argument = riskreg.commands["show"].params[0]
    assert [item.value for item in complete_ref(context, argument, "202")] == ["2021", "2022"]
    assert [item.value for item in complete_ref(context, argument, "")] == ["2021", "2022"]
    assert [(item.value, item.help) for item in complete_risk(context, argument, "t")] == [("turnover", "Staff leave")]
    assert complete_risk(context, argument, "x") == []


# What an officer may trip over


def test_a_table_is_never_written_over_a_register(place: Path, run: Run) -> None:
    """A slip of the name after --output costs nobody a register."""
    before = (place / "registers" / "2021.toml").read_bytes()
    done = run("list", "--output", "registers/2021.toml")
    assert done.code == 2
    assert "may be a register or a card" in done.err
    assert (place / "registers" / "2021.toml").read_bytes() == before


def test_a_card_is_checked_as_a_card(place: Path, run: Run) -> None:
    """A path into the folder of cards is not taken for a register."""
    (place / "seeds").mkdir()
    (place / "seeds" / "2021.toml").write_text(
        'title = "Report"\nkind = 5\nfile = audit.pdf\nsha256 = "abc"\n', "utf-8"
    )
    done = run("check", "seeds/2021.toml")
    assert done.code == 1
    assert [line.split()[1] for line in done.out.splitlines() if line.startswith("seeds/")] == [
        "E203",
        "E203",
        "E201",
        "E107",
        "E224",
    ]


def test_columns_that_were_asked_for_have_headings(place: Path, run: Run) -> None:
    """A comparison's paragraphs give way to a table where columns were chosen."""
    done = run("compare", "2021", "2022", "--columns", "change,earlier,later")
    assert "Earlier ids" in done.out
    assert "Later ids" in done.out


def test_a_folder_of_nothing_but_faults_is_not_called_empty(place: Path, run: Run) -> None:
    """That no register can be shown is another thing than that there are none."""
    for name in ("2021", "2022"):
        (place / "registers" / f"{name}.toml").write_text(FAULTY, "utf-8")
    done = run("list")
    assert "no registers" not in done.out
    assert "not valid: registers/2021.toml, registers/2022.toml" in done.err


def test_the_ids_of_exempt_risks_are_not_offered(place: Path, run: Run) -> None:
    """A refusal names the risks there are, but not those that are exempt."""
    text = register('"2023"') + '\n[risk.secret]\ntitle = "Secret"\nexempt = true\n'
    (place / "registers" / "2023.toml").write_text(text, "utf-8")
    done = run("show", "2023", "nothing-like-it")
    assert done.code == 2
    assert "turnover" in done.err
    assert "secret" not in done.err
