"""A register is written whole and at once or not at all, and no edit is lost."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from conftest import GIT_FREE, Run, folder_of, register
from forked import at_once, files_of_at_most, forked, killed_at

from riskreg.errors import NotPossible, UnwritableFile
from riskreg.store import lock, safe
from riskreg.store.safe import Draft, NotAsMeant, write_drafts

POSIX = pytest.mark.skipif(not hasattr(os, "O_DIRECTORY"), reason="Windows has no lock on folders")

ROUNDS = int(os.environ.get("RISKREG_KILL_ROUNDS", "2"))
"""How many times each command is killed."""

FIRST = register('"2021"', rest="\n".join(f'[risk.old-{n}]\ntitle = "Old {n}"' for n in range(60)))
SECOND = register('"2022"', rest="\n".join(f'[risk.new-{n}]\ntitle   =  "New {n}" # {n}' for n in range(60)))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return folder_of(tmp_path, {"2021": FIRST, "2022": SECOND})


def names(place: Path) -> list[str]:
    return sorted(p.name for p in place.iterdir())


LINK = ("link", "2022", "new-1", "old-1")

# Kills

COMMANDS: dict[str, tuple[str, ...]] = {"link": LINK, "new": ("new", "2023"), "fmt": ("fmt", "2022")}


@pytest.mark.no_cover
@POSIX
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_every_step(command: str, place: Path, run: Run) -> None:
    """Whatever step it is killed at, each file is as before or as after, and the next run clears up and does it."""
    before = {name: (place / name).read_bytes() for name in names(place)}
    assert forked(*COMMANDS[command], cwd=place.parent).code == 0
    after = {name: (place / name).read_bytes() for name in names(place)}
    assert after != before
    for step in range(40):
        for name in names(place):
            (place / name).unlink()
        for name, data in before.items():
            (place / name).write_bytes(data)
        done = forked(*COMMANDS[command], cwd=place.parent, arrange=killed_at(step))
        check_state(place, before, after)
        if done.code == 0:
            assert step > 3
            break
        assert done.code == -signal.SIGKILL
        assert run("link", "2022", "new-2", "old-2").code == 0
        assert not [name for name in names(place) if name.startswith(".")]
    else:
        raise AssertionError("it never came to an end")


def check_state(place: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Every register is one of the two, and what else there is is hidden."""
    for name in names(place):
        if not name.startswith(".riskreg-"):
            assert (place / name).read_bytes() in (before.get(name), after.get(name))
    assert before.keys() <= set(names(place))


@pytest.mark.no_cover
@POSIX
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_any_moment(command: str, place: Path) -> None:
    """At random moments too: no register is ever damaged."""
    random = Random(command)  # noqa: S311 (moments, no secrets)
    before = {name: (place / name).read_bytes() for name in names(place)}
    assert forked(*COMMANDS[command], cwd=place.parent).code == 0
    after = {name: (place / name).read_bytes() for name in names(place)}
    program = [sys.executable, "-c", "from riskreg.cli.main import main; main()", *COMMANDS[command]]
    for _ in range(ROUNDS):
        for name in set(names(place)) - before.keys():
            (place / name).unlink()
        for name, data in before.items():
            (place / name).write_bytes(data)
        running = subprocess.Popen(
            program, cwd=place.parent, env=GIT_FREE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            running.wait(random.uniform(0.15, 0.6))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        check_state(place, before, after)


# Several at once


@pytest.mark.no_cover
@POSIX
def test_two_writers_lose_no_edit(place: Path) -> None:
    """Runs that edit the same file at once wait for each other: every edit is there."""
    for start in (0, 4, 8):
        words = [("link", "2022", f"new-{n}", f"old-{n}") for n in range(start, start + 4)]
        assert at_once(words, cwd=place.parent) == [0, 0, 0, 0]
    text = (place / "2022.toml").read_text()
    assert [n for n in range(12) if f'supersedes = ["old-{n}"]' in text] == list(range(12))
    assert names(place) == ["2021.toml", "2022.toml"]


@POSIX
def test_a_lock_that_is_not_let_go(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some patience it is said who is in the way, and nothing is changed."""
    import fcntl

    monkeypatch.setattr(lock, "PATIENCE", 0)
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = run(*LINK)
    finally:
        os.close(handle)
    assert done.code == 2
    assert done.err == (
        "riskreg: could not write registers/2022.toml: another riskreg is writing in registers/; "
        "nothing was changed; try again when it is done\n"
    )
    assert (place / "2022.toml").read_text() == SECOND
    assert run(*LINK).code == 0


class _Clock:
    """A clock that nobody waits for: it goes on where the lock is waited for, and then alone."""

    def __init__(self) -> None:
        self.now, self.waits = 1000.0, 0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        self.waits += 1


@POSIX
def test_another_run_is_waited_for_so_long_and_no_longer(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as the folder is another's, and until patience ends."""
    import fcntl

    clock = _Clock()
    monkeypatch.setattr(lock, "time", clock)
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert run(*LINK).code == 2
    finally:
        os.close(handle)
    assert lock.PATIENCE <= clock.now - 1000 < lock.PATIENCE + 1
    assert (place / "2022.toml").read_text() == SECOND


@POSIX
@pytest.mark.parametrize("error", [errno.EAGAIN, errno.EACCES])
def test_a_lock_that_is_let_go_is_taken(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """However the system says that the folder is another's: what the run was to do is done then, and under the lock."""
    import fcntl

    refusals, take = iter([error, error]), fcntl.flock
    taken: list[int] = []

    def busy(handle: int, how: int) -> None:
        if found := next(refusals, 0):
            raise OSError(found, "Busy")
        take(handle, how)
        taken.append(how)

    clock = _Clock()
    monkeypatch.setattr(lock, "time", clock)
    monkeypatch.setattr(fcntl, "flock", busy)
    (place / ".riskreg-old.tmp").write_text("left by a run that was killed")
    assert run(*LINK).code == 0
    assert (clock.waits, taken) == (2, [fcntl.LOCK_EX | fcntl.LOCK_NB])
    assert names(place) == ["2021.toml", "2022.toml"]


@POSIX
def test_folders_are_locked_together_each_once_and_let_go(tmp_path: Path) -> None:
    """Whatever names lead to them and in whichever order they are given: no two runs wait for each other."""
    import fcntl

    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    (tmp_path / "link").symlink_to(first, target_is_directory=True)

    def is_free(folder: Path) -> bool:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        else:
            return True
        finally:
            os.close(handle)

    with lock.locked([second, first, tmp_path / "link", second / ".." / "a"], "two files"):
        assert not is_free(first)
        assert not is_free(second)
        assert is_free(tmp_path)
    assert is_free(first)
    assert is_free(second)


@pytest.mark.parametrize("system", ["a network disk", "Windows"])
def test_a_disk_without_locks(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """Where the system has no such lock, work goes on without, and nobody's files are cleared up."""
    if system == "Windows":
        monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    else:
        fcntl = pytest.importorskip("fcntl")

        def no_lock(handle: int, how: int) -> None:
            raise OSError(9, "Bad file descriptor")

        monkeypatch.setattr(fcntl, "flock", no_lock)
    (place / ".riskreg-other.tmp").write_text("at work")
    assert run(*LINK).code == 0
    assert "old-1" in (place / "2022.toml").read_text()
    assert ".riskreg-other.tmp" in names(place)


@POSIX
def test_a_name_that_is_no_text_is_written_all_the_same(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder's name may hold any bytes: what tells of it is written, with the bytes that are no letters spelled."""
    folder = tmp_path / "reg\udce9"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    monkeypatch.chdir(tmp_path)
    (folder / "2022.toml").write_text(register(rest="owner = 3\n"))
    assert run("--registers", "reg\udce9", "check", "-o", "found.txt").code == 1
    assert "reg\\udce9/2022.toml:" in (tmp_path / "found.txt").read_text(encoding="utf-8")


def test_what_an_editor_wrote_meanwhile_is_kept(place: Path) -> None:
    """A file that is not as it was read is not replaced."""
    path = place / "2022.toml"
    path.write_text("of the editor")
    with pytest.raises(NotPossible, match=r"2022 changed on disk meanwhile; nothing was changed"):
        write_drafts([Draft("2022", path, b"as read", b"new", lambda _: None)])
    path.unlink()
    with pytest.raises(NotPossible, match="changed on disk meanwhile"):
        write_drafts([Draft("2022", path, b"as read", b"new", lambda _: None)])
    assert names(place) == ["2021.toml"]


def test_what_an_editor_wrote_while_the_others_were_made_ready_is_kept(place: Path) -> None:
    """Each file is looked at once more before it is replaced, and then the first is not touched either."""
    first, second = place / "2021.toml", place / "2022.toml"

    def edited_meanwhile(_: bytes) -> None:
        first.write_text("of the editor")

    drafts = [
        Draft("2021", first, first.read_bytes(), b"new", lambda _: None),
        Draft("2022", second, second.read_bytes(), b"new", edited_meanwhile),
    ]
    with pytest.raises(NotPossible, match=r"^2021 changed on disk meanwhile; nothing was changed by riskreg"):
        write_drafts(drafts)
    assert (first.read_text(), second.read_text()) == ("of the editor", SECOND)
    assert names(place) == ["2021.toml", "2022.toml"]


@POSIX
def test_a_link_that_leads_elsewhere_meanwhile_is_left_alone(place: Path) -> None:
    """Though both files hold the same: neither the one it led to is replaced nor the one it leads to now."""
    path = place / "2022.toml"
    for name in ("was.toml", "now.toml"):
        (place.parent / name).write_text(SECOND)
    path.unlink()
    path.symlink_to("../was.toml")

    def led_elsewhere(_: bytes) -> None:
        path.unlink()
        path.symlink_to("../now.toml")

    with pytest.raises(NotPossible, match=r"^2022 changed on disk meanwhile"):
        write_drafts([Draft("2022", path, SECOND.encode(), b"new", led_elsewhere)])
    assert [(place.parent / name).read_text() for name in ("was.toml", "now.toml")] == [SECOND, SECOND]
    assert names(place.parent) == ["now.toml", "registers", "was.toml"]


def test_a_file_that_was_deleted_meanwhile_stays_so(place: Path) -> None:
    """Nobody wants back what they have just taken away."""
    path = place / "2022.toml"
    before = path.read_bytes()
    with pytest.raises(NotPossible, match=r"^2022 changed on disk meanwhile"):
        write_drafts([Draft("2022", path, before, b"new", lambda _: path.unlink())])
    assert names(place) == ["2021.toml"]


def test_a_draft_that_changes_nothing_is_not_written(place: Path) -> None:
    """It is looked at all the same, beside one that is: an edit that changed nothing may have missed its place."""
    first, second = place / "2021.toml", place / "2022.toml"
    same, looked = first.stat(), list[bytes]()
    drafts = [
        Draft("2021", first, first.read_bytes(), first.read_bytes(), looked.append),
        Draft("2022", second, second.read_bytes(), b"new", looked.append),
    ]
    write_drafts(drafts)
    assert looked == [FIRST.encode(), b"new"]
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (same.st_ino, same.st_mtime_ns)
    assert second.read_bytes() == b"new"
    assert names(place) == ["2021.toml", "2022.toml"]


def test_what_somebody_else_made_meanwhile_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file never takes the place of another, made at the last moment though it be."""
    path = place / "2023.toml"

    def made_by_another(_: bytes) -> None:
        path.write_text("mine")

    with pytest.raises(NotPossible, match=r"2023 is there already; nothing was changed"):
        write_drafts([Draft("2023", path, None, b"new", made_by_another)])
    monkeypatch.setattr(safe, "_refuse_if_changed", lambda draft: None)
    with pytest.raises(NotPossible, match=r"2023 is there already; nothing was changed"):
        write_drafts([Draft("2023", path, None, b"new", lambda _: None)])
    assert path.read_text() == "mine"
    assert names(place) == ["2021.toml", "2022.toml", "2023.toml"]


# What may not be written


def test_mode_and_link_are_kept(place: Path, run: Run) -> None:
    """A register behind a link is written where it lies, with its permissions."""
    (place.parent / "real.toml").write_text(SECOND)
    (place.parent / "real.toml").chmod(0o640)
    (place / "2022.toml").unlink()
    (place / "2022.toml").symlink_to("../real.toml")
    assert run(*LINK).code == 0
    assert (place / "2022.toml").is_symlink()
    assert "old-1" in (place.parent / "real.toml").read_text()
    assert stat.S_IMODE((place.parent / "real.toml").stat().st_mode) == 0o640
    assert names(place.parent) == ["real.toml", "registers"]


@pytest.mark.parametrize("mask", [0o027, 0o000])
@POSIX
def test_a_new_file_has_the_mode_that_others_get(place: Path, mask: int) -> None:
    """What the process keeps from new files is kept from those of riskreg too, and no more."""
    before = os.umask(mask)
    try:
        safe.write_text(str(place / "paper.md"), "told")
        (place / "other.md").write_text("told")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((place / name).stat().st_mode) for name in ("paper.md", "other.md")]
    assert modes[0] == modes[1] == 0o666 & ~mask


def _read_only(path: Path) -> None:
    path.chmod(0o444)


def _runnable(path: Path) -> None:
    path.chmod(0o555)


def _hard_link(path: Path) -> None:
    (path.parent.parent / "other").hardlink_to(path)


@pytest.mark.parametrize("command", ["link", "fmt"])
@pytest.mark.parametrize(
    ("guard", "why", "advice"),
    [
        (_read_only, "it is read-only", "allow writing to it, then try again"),
        (_runnable, "it is read-only", "allow writing to it, then try again"),
        (_hard_link, "it has several names (hard links)", "put a copy of it in its place, then try again"),
    ],
)
def test_guarded_files_are_refused(
    place: Path, run: Run, guard: Callable[[Path], None], why: str, advice: str, command: str
) -> None:
    """Even for root: a read-only file, and one of several names, are left as they are."""
    guard(place / "2022.toml")
    done = run(*COMMANDS[command])
    assert (done.code, done.out) == (2, "")
    assert done.err == f"riskreg: could not write registers/2022.toml: {why}; nothing was changed; {advice}\n"
    assert (place / "2022.toml").read_text() == SECOND
    assert names(place) == ["2021.toml", "2022.toml"]


@POSIX
@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_is_full(place: Path, command: str) -> None:
    """Where the new text does not fit, the old file stays and no other is left."""
    done = forked(*COMMANDS[command], cwd=place.parent, arrange=files_of_at_most(1000))
    assert (done.code, done.out) == (2, b"")
    assert b"nothing was changed" in done.err
    assert names(place) == ["2021.toml", "2022.toml"]
    assert (place / "2022.toml").read_text() == SECOND


@pytest.mark.parametrize("step", ["replace", "chmod", "hardlink_to"])
def test_a_refusal_of_the_system_at_any_step(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Each is told, and leaves neither a changed file nor litter."""

    def refuse(*words: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, step, refuse)
    if step != "hardlink_to":
        done = run(*LINK)
        assert done.code == 2
        assert done.err.endswith("Operation not permitted; nothing was changed\n")
        assert (place / "2022.toml").read_text() == SECOND
        assert names(place) == ["2021.toml", "2022.toml"]
    else:  # some disks have no hard links; there a new file is put in place like any other
        assert run("new", "2023").code == 0
        assert names(place) == ["2021.toml", "2022.toml", "2023.toml"]


def test_the_second_of_two_files_fails(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a disk fails between files that belong together, it is said which were written."""
    drafts = [
        Draft(name, place / f"{name}.toml", (place / f"{name}.toml").read_bytes(), b"new", lambda _: None)
        for name in ("2021", "2022")
    ]
    put = safe._put

    def once(temporary: Path, path: Path) -> None:
        if path.name == "2022.toml":
            raise UnwritableFile("2022", "No space left on device")
        put(temporary, path)

    monkeypatch.setattr(safe, "_put", once)
    with pytest.raises(NotPossible) as told:
        write_drafts(drafts)
    assert str(told.value).endswith(
        "but before that, 2021 had been written, and 2022 not; "
        "put back what was written (git restore), or mend the cause and try again"
    )
    assert (place / "2021.toml").read_text() == "new"
    assert (place / "2022.toml").read_text() == SECOND
    assert names(place) == ["2021.toml", "2022.toml"]


def test_what_is_written_outlasts_a_power_cut(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is said to be done, the bytes are on the disk, and the name that leads to them, old or new."""
    flushed: list[str] = []
    flush = os.fsync

    def told(handle: int) -> None:
        status = os.fstat(handle)
        flushed.append("folder" if stat.S_ISDIR(status.st_mode) else "file" if status.st_size else "nothing yet")
        flush(handle)

    monkeypatch.setattr(os, "fsync", told)
    for words in (LINK, ("new", "2023"), ("show", "2022", "-o", str(place.parent / "table.md"))):
        flushed.clear()
        assert run(*words).code == 0
        assert flushed == ["file", "folder"], words


class _Windows:
    """What the writer asks about the system, as it is answered there."""

    platform = "win32"


@pytest.mark.parametrize("system", ["Windows", "another"])
def test_a_file_that_a_virus_scanner_holds(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """On Windows it is waited for a while until the scanner lets go; elsewhere a refusal is told at once."""
    waits: list[float] = []
    held = iter([True, True])
    replace = Path.replace

    def replace_unless_held(one: Path, other: Path) -> Path:
        if next(held, False):
            raise PermissionError(13, "Permission denied")
        return replace(one, other)

    monkeypatch.setattr(Path, "replace", replace_unless_held)
    monkeypatch.setattr("riskreg.store.safe.time.sleep", waits.append)
    if system == "Windows":
        monkeypatch.setattr(safe, "sys", _Windows)
    assert run(*LINK).code == (0 if system == "Windows" else 2)
    assert (len(waits), "old-1" in (place / "2022.toml").read_text()) == (
        (2, True) if system == "Windows" else (0, False)
    )
    assert names(place) == ["2021.toml", "2022.toml"]


def test_a_refusal_without_a_reason_is_told(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no reason, it is said that it was the system."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "fsync", refuse)
    assert run(*LINK).err == "riskreg: could not write registers/2022.toml: the system refused; nothing was changed\n"
    assert names(place) == ["2021.toml", "2022.toml"]


def test_a_folder_is_no_file(place: Path, run: Run) -> None:
    """What is to be written into a folder's name is refused with the reason, whole and once."""
    done = run("list", "-o", str(place))
    assert (done.code, done.out) == (2, "")
    assert done.err == f"riskreg: could not write {place}: it is a folder; nothing was changed\n"


@POSIX
def test_an_edit_of_root_leaves_a_file_its_owner(place: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new file is given to whom the old one belonged; who is not root gives nothing to anybody."""
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "chown", lambda path, owner, group: given.append((owner, group)))
    old = (place / "2022.toml").stat()
    for user in (0, 1000):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        assert run("link", "2022", f"new-{user % 7}", f"old-{user % 7}").code == 0
    assert given == [(old.st_uid, old.st_gid)]


def test_of_two_files_none_is_written_where_one_has_changed(place: Path) -> None:
    """What belongs together is refused together: the first file is not touched because of the second."""
    drafts = [Draft(name, place / f"{name}.toml", b"as read", b"new", lambda _: None) for name in ("2021", "2022")]
    (place / "2021.toml").write_text("as read")
    with pytest.raises(NotPossible, match=r"^2022 changed on disk meanwhile; nothing was changed"):
        write_drafts(drafts)
    assert (place / "2021.toml").read_text() == "as read"
    assert names(place) == ["2021.toml", "2022.toml"]


# What was meant


@pytest.mark.parametrize(("found", "put"), [("New 1", "New 8"), ("nowhere", "")], ids=["another title", "no edit"])
def test_a_text_that_is_not_what_was_meant_is_not_written(
    found: str, put: str, place: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """That would be a fault of riskreg: it ends with 3, and the register stays; no link is told of that is not made."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("riskreg.store.edit_link.with_item", lambda text, path, item: text.replace(found, put))
    done = run(*LINK)
    assert done.code == 3
    assert "this is a fault of riskreg itself: NotAsMeant" in done.err
    assert (place / "2022.toml").read_text() == SECOND
    assert names(place) == ["2021.toml", "2022.toml"]


def test_what_the_disk_gives_back_is_looked_at(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that came back other than they went are not put in the place of a register."""
    path = place / "2022.toml"
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: b"rot" if p.name.startswith(".riskreg") else read(p))
    with pytest.raises(NotAsMeant):
        write_drafts([Draft("2022", path, SECOND.encode(), b"new", lambda _: None)])
    assert path.read_text() == SECOND
    assert names(place) == ["2021.toml", "2022.toml"]


def test_what_a_killed_run_left_is_no_register(place: Path, run: Run) -> None:
    """It is not listed, and gone after the next edit; other hidden files are nobody's business."""
    (place / ".riskreg-abc.tmp").write_text("half a regis")
    (place / ".hidden").write_text("of somebody")
    assert "riskreg-abc" not in run("list").out
    assert run("check").code == 0
    assert run(*LINK).code == 0
    assert names(place) == [".hidden", "2021.toml", "2022.toml"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list what a process has open")
def test_writing_leaves_the_process_as_it_was(place: Path) -> None:
    """What it keeps from new files stays what it was, and nothing is left open, however often it writes."""
    mask = os.umask(0o027)
    try:
        before = sorted(Path("/proc/self/fd").iterdir())
        for n in range(3):
            safe.write_text(str(place / f"new-{n}.md"), "told")
            safe.write_text(str(place / f"new-{n}.md"), "told again")
        assert sorted(Path("/proc/self/fd").iterdir()) == before
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
