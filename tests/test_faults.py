"""Faults of the machine and of the moment, for every command that writes: the old file or the new one, and it is said.

What `link`, `new` and `fmt` do is in test_safe.py; here are the commands that write papers, exports, drafts and merges.
Each is run as a process of its own, with the fault put in from outside; RISKREG_KILL_ROUNDS=100 kills more often.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest
from attrs import frozen
from conftest import GIT_FREE, Finished
from forked import files_of_at_most, forked, killed_at, meanwhile
from papers import REGISTERS, council, marks
from word_files import PLACE, document, paragraph

pytestmark = pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="the faults are put in with means of POSIX")

ROUNDS = int(os.environ.get("RISKREG_KILL_ROUNDS", "1"))
"""How many times each command is killed at a random moment."""

MAIN = "from riskreg.cli.main import main; main()"
PAPER = "Before\n\n" + marks("changes", ".md") + "\n" + marks("risks", ".md") + "\nAfter\n"
CSV = "Ref,Risk,Mitigating action\nH1,Storms close the harbour,Raise the quay\n" + "".join(
    f"H{n},The crane number {n} breaks down,Mend crane number {n}\n" for n in range(2, 30)
)
NOW = REGISTERS["2022-11"]


@frozen
class Writing:
    """A command that writes one file."""

    words: tuple[str, ...]
    """What is typed."""
    file: str
    """What it writes."""


WRITING = {
    "embed": Writing(("embed", "p.md"), "p.md"),
    "embed-docx": Writing(("embed", "p.docx", "--add", "changes", "--at", "[[riskreg:changes]]"), "p.docx"),
    "export": Writing(("export", "2022-11", "-o", "risks.html"), "risks.html"),
    "import": Writing(("import", "report.csv", "--date", "2024", "-o", "draft.toml"), "draft.toml"),
    "merge": Writing(("git", "merge", "base.toml", "ours.toml", "theirs.toml", "-o", "ours.toml"), "ours.toml"),
    "driver": Writing(("git", "merge-driver", "base.toml", "ours.toml", "theirs.toml", "7", "x"), "ours.toml"),
}

BESIDE = {"link": Writing(("link", "2022-11", "pay", "arc-1"), "registers/2022-11.toml")}
"""A register that is edited in place, where a fault is one that test_safe.py does not put in."""

EDITING = {**{name: WRITING[name] for name in ("embed", "embed-docx", "merge")}, **BESIDE}
"""The commands that write a file which somebody may have open in an editor."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A council's folder with all that the commands need."""
    here = council(tmp_path / "here")
    files = {
        "p.md": PAPER.encode(),
        "p.docx": document(paragraph("Before"), PLACE, paragraph("After")),
        "report.csv": CSV.encode(),
        "risks.html": b"<p>of last year</p>",
        "base.toml": NOW.encode(),
        "ours.toml": NOW.replace("Staff leave", "Staff go").encode(),
        "theirs.toml": NOW.replace("A cyber attack", "An attack").encode(),
    }
    files["registers/2022-11.toml"] = NOW.partition("[removed")[0].encode()
    put(here, files)
    return here


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def held(folder: Path) -> dict[str, bytes]:
    """All that a folder holds."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def restore(folder: Path, files: Mapping[str, bytes]) -> None:
    for name in held(folder).keys() - files.keys():
        (folder / name).unlink()
    put(folder, files)


def outcome(writing: Writing, place: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The folder before the command and after it; then it is as before."""
    before = held(place)
    done = forked(*writing.words, cwd=place)
    assert done.code == 0, done.err
    after = held(place)
    assert {name for name in after if after[name] != before.get(name)} == {writing.file}
    restore(place, before)
    return before, after


def assert_whole(place: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], file: str) -> None:
    """The file is the old one or the new one; nothing else has changed; what is left over is hidden."""
    now = held(place)
    assert now.get(file) in (before.get(file), after[file])
    rest = {name: data for name, data in now.items() if name != file and ".riskreg-" not in name}
    assert rest == {name: data for name, data in before.items() if name != file}


# Kills


@pytest.mark.no_cover
@pytest.mark.parametrize("command", ["embed-docx", "export", "import", "driver"])
def test_killed_at_every_step(command: str, place: Path) -> None:
    """Whatever step of writing it is killed at, the file is old or new; the next run does it and clears up."""
    writing = WRITING[command]
    before, after = outcome(writing, place)
    for step in range(40):
        done = forked(*writing.words, cwd=place, arrange=killed_at(step))
        assert_whole(place, before, after, writing.file)
        if done.code == 0:
            assert step > 2
            assert held(place) == after
            return
        assert done.code == -signal.SIGKILL
        if step % 2:  # what every other run leaves, the next one finds
            restore(place, before)
        elif writing.file in before:
            put(place, {writing.file: before[writing.file]})
        else:
            (place / writing.file).unlink(missing_ok=True)
    raise AssertionError("it never came to an end")


@pytest.mark.no_cover
@pytest.mark.parametrize("command", ["embed-docx", "merge"])
def test_killed_at_any_moment(command: str, place: Path) -> None:
    """At random moments too, no file is damaged, and a run that is left alone does the work."""
    writing = WRITING[command]
    random = Random(command)  # noqa: S311 (moments, no secrets)
    before, after = outcome(writing, place)
    for _ in range(ROUNDS):
        restore(place, before)
        running = subprocess.Popen(
            [sys.executable, "-c", MAIN, *writing.words],
            cwd=place, env=GIT_FREE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            running.wait(random.uniform(0.1, 0.5))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        assert_whole(place, before, after, writing.file)
    restore(place, before)
    assert forked(*writing.words, cwd=place).code == 0
    assert held(place) == after


# Disks


def assert_refused(done: Finished, writing: Writing) -> None:
    """One message that says which file could not be written, and nothing on standard output."""
    said = done.err.decode()
    assert done.code == 2, said
    assert done.out == b""
    assert f"could not write {writing.file}" in said
    assert "nothing was changed" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("command", WRITING)
def test_a_file_that_may_not_grow(command: str, place: Path) -> None:
    """Where the system lets no file grow to its size, the old one stays, and it is said which could not be written."""
    before = held(place)
    done = forked(*WRITING[command].words, cwd=place, arrange=files_of_at_most(300))
    assert_refused(done, WRITING[command])
    assert held(place) == before


FULL = "mount -t tmpfs -o size=512k none {work} && cp -r {place}/. {work} && (cat /dev/zero > {work}/filler; true)"
READ_ONLY = "mount --bind {place} {work} && mount -o remount,ro,bind {work}"
IN_IT = "cd {work} && {program}; code=$?; rm -f {work}/filler; cp -r {work}/. {out}; exit $code"


def mounted(how: str, writing: Writing, place: Path) -> Finished:
    """The command run where a disk of that kind is mounted, which only this process sees; `out` is what it came to."""
    work, out = place.parent / "work", place.parent / "out"
    work.mkdir()
    out.mkdir()
    program = shlex.join([sys.executable, "-c", MAIN, *writing.words])
    script = f"{how} 2>/dev/null || exit 77; {IN_IT}".format(place=place, work=work, out=out, program=program)
    if shutil.which("unshare") is None:
        pytest.skip("this system has no `unshare`, which mounts a disk for one process alone")
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", script]
    done = subprocess.run(command, env=GIT_FREE, capture_output=True, check=False, timeout=60)
    if done.returncode == 77 or b"unshare" in done.stderr:
        pytest.skip("this system lets nobody mount a disk here")
    return Finished(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("how", [FULL, READ_ONLY], ids=["full", "read-only"])
@pytest.mark.parametrize("command", ["embed-docx", "export", "driver", "link"])
def test_a_disk_that_takes_no_more(command: str, how: str, place: Path) -> None:
    """On a full disk, and on one that is read-only, the old file stays, nothing is left over, and that is said."""
    writing, before = {**WRITING, **BESIDE}[command], held(place)
    assert_refused(mounted(how, writing, place), writing)
    assert held(place.parent / "out") == before


# Others at work


def in_place(file: Path) -> None:
    """As an editor saves that opens the file again."""
    file.write_bytes(b"of the editor")


def by_renaming(file: Path) -> None:
    """As an editor saves that writes beside it, and renames."""
    saved = file.with_name("saved")
    saved.write_bytes(b"of the editor")
    saved.rename(file)


@pytest.mark.parametrize("how", [in_place, by_renaming], ids=lambda how: how.__name__)
@pytest.mark.parametrize("command", EDITING)
def test_what_an_editor_saves_meanwhile_is_kept(command: str, how: Callable[[Path], None], place: Path) -> None:
    """What was saved after riskreg had read the file is not overwritten, and it is said that the file changed."""
    writing = EDITING[command]
    before = held(place)
    # `merge` reads before it takes the lock, the others after it.
    when = "fcntl.flock" if command == "merge" else "tempfile.mkstemp"
    done = forked(*writing.words, cwd=place, arrange=meanwhile(when, lambda: how(place / writing.file)))
    assert done.code == 2
    assert f"{writing.file} changed on disk meanwhile" in done.err.decode()
    assert b"nothing was changed" in done.err
    assert held(place) == {**before, writing.file: b"of the editor"}


def link(file: Path, to: Path) -> None:
    """A link in the place of a file."""
    file.unlink(missing_ok=True)
    file.symlink_to(to)


@pytest.mark.parametrize("command", EDITING)
def test_a_link_that_leads_elsewhere_meanwhile(command: str, place: Path) -> None:
    """Where the name leads to another file than the one that was read, neither is written, though they be equal."""
    writing = EDITING[command]
    file = place / writing.file
    other = place.parent / "other"
    other.write_bytes(file.read_bytes())
    file.rename(place / "first")
    file.symlink_to(place / "first")
    before = held(place)
    done = forked(*writing.words, cwd=place, arrange=meanwhile("tempfile.mkstemp", lambda: link(file, other)))
    assert done.code == 2
    assert f"{writing.file} changed on disk meanwhile" in done.err.decode()
    assert other.read_bytes() == before["first"]
    assert held(place) == before


@pytest.mark.parametrize("command", ["export", "import"])
def test_no_output_goes_through_a_link_that_was_put_there_meanwhile(command: str, place: Path) -> None:
    """A link put in the place of an output while it is written is replaced or refused, never followed."""
    writing = WRITING[command]
    other = place.parent / "other"
    other.write_bytes(b"of somebody")
    swap = meanwhile("tempfile.mkstemp", lambda: link(place / writing.file, other))
    done = forked(*writing.words, cwd=place, arrange=swap)
    assert other.read_bytes() == b"of somebody"
    assert done.code in (0, 2)
    assert done.code == 0 or b"nothing was changed" in done.err
    assert not [name for name in held(place) if ".riskreg-" in name]


def test_two_runs_put_different_tables_into_one_paper(place: Path) -> None:
    """No run undoes what another one put in."""
    put(place, {"p.md": b"[[riskreg:risks]]\n\n[[riskreg:grid]]\n\n[[riskreg:one]]\n"})
    words = [sys.executable, "-c", MAIN, "embed", "p.md"]
    running = [
        subprocess.Popen([*words, "--add", name, "--at", f"[[riskreg:{name}]]"], cwd=place, env=GIT_FREE)
        for name in ("risks", "grid", "one")
    ]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    text = (place / "p.md").read_text(encoding="utf-8")
    assert "[[" not in text
    assert text.count("riskreg:begin") == 3
