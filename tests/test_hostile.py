"""Hostile input through the real command line: one clear message, the documented exit code, and nothing written.

Each case is a process of its own where the descriptor, the pipe or the bytes of the terminal are the point.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Finished, Run, folder_of, process, register

posix = pytest.mark.skipif(os.name != "posix", reason="the guard is of POSIX systems")

HOSTILE = "\x1b]0;owned\x07\x1b[31m \x85 \u202egnol\u2066 \r\x00"
"""What a terminal would obey: escapes, C1, a change of direction, a carriage return."""


def assert_harmless(done: Finished, code: int) -> None:
    """The exit code is the documented one, no trace is shown, and no byte of the output can steer a terminal."""
    said = (done.out + done.err).decode("utf-8")
    assert done.code == code, said
    assert "Traceback" not in said
    assert not [c for c in said if c != "\n" and not c.isprintable()]


def seen(folder: Path) -> dict[str, bytes | None]:
    """All that a folder holds."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() and p.stat().st_size < 2**20 else None
        for p in folder.rglob("*")
    }


def not_utf8(path: Path) -> None:
    path.write_bytes(register().encode().replace(b"Staff", b"Caf\xe9"))


def utf16(path: Path) -> None:
    path.write_text(register(), encoding="utf-16")


def digits(path: Path) -> None:
    path.write_text(register(rest=f"score.current = {{ score = {'9' * 5000} }}\n"))


def deep(path: Path) -> None:
    path.write_text(register(rest=f"evidence = {'[' * 1000}{']' * 1000}\n"))


def dots(path: Path) -> None:
    path.write_text(register(rest=f"{'a.' * 20_000}a = 1\n"))


def one_quote(path: Path) -> None:
    path.write_text(register(rest=f'note = """{"x" * 200_000}'))


def nothing_but_brackets(path: Path) -> None:
    path.write_text("[" * 100_000)


def hex_digits(path: Path) -> None:
    path.write_text(f"[register]\ntitle = 0x{'f' * 4_000}\ndate = 2021\n")


def signs(path: Path) -> None:
    path.write_text(register(rest="=" * 70_000))


def strays(path: Path) -> None:
    rows = (f'[risk.r{n}]\ntitle = "R"\n[risk.r{n}x.mitigation]\na = "Do"\n' for n in range(3_000))
    path.write_text(register(rest="\n".join(rows)))


def program(path: Path) -> None:
    path.write_bytes(Path(sys.executable).read_bytes()[:100_000])


@pytest.mark.parametrize(
    "make",
    [not_utf8, utf16, digits, hex_digits, signs, deep, dots, one_quote, nothing_but_brackets, strays, program],
    ids=lambda f: f.__name__,
)
def test_content_of_any_kind_is_reported(make: Callable[[Path], None], tmp_path: Path, run: Run) -> None:
    """Whatever the bytes, `check` tells at least one fault with its place, and `show` refuses; nothing is changed."""
    make(tmp_path / "x.toml")
    before = seen(tmp_path)
    path = str(tmp_path / "x.toml")
    checked = run("check", path)
    assert checked.code == 1
    assert f"{path}:" in checked.out
    assert "Traceback" not in checked.out + checked.err
    assert run("show", path).code == 2
    assert seen(tmp_path) == before


@pytest.mark.parametrize("key", ["k" * 100_000, '"' + "two words " * 10_000 + '"'], ids=["word", "words"])
def test_a_key_as_long_as_its_file_is_not_told_in_full(key: str, tmp_path: Path, run: Run) -> None:
    """A message stays one that can be read, however much a file puts where a key belongs."""
    (tmp_path / "x.toml").write_text(register(rest=f"{key} = 1\n[risk.{key}]\nowner = 1\n"))
    checked = run("check", str(tmp_path / "x.toml"))
    assert checked.code == 1
    assert " E202 " in checked.out
    assert max(map(len, checked.out.splitlines())) < 3_000


@posix
def test_places_that_are_no_files(tmp_path: Path, run: Run) -> None:
    """A pipe, a folder, a giant, a loop of links and a name that leads nowhere are told; none is waited for."""
    registers = folder_of(tmp_path, {"2022": register()})
    os.mkfifo(registers / "pipe.toml")
    (registers / "folder.toml").mkdir()
    (registers / "loop.toml").symlink_to("loop.toml")
    (registers / "nowhere.toml").symlink_to("gone.toml")
    with (registers / "giant.toml").open("wb") as giant:
        giant.truncate(2**30)
    before = seen(tmp_path)
    done = process("check", cwd=tmp_path)
    assert_harmless(done, 2)
    told = [line for line in done.out.decode().splitlines() if " E003 " in line]
    assert [line.split(":")[0] for line in told] == [
        f"registers/{name}.toml" for name in ("folder", "giant", "loop", "nowhere", "pipe")
    ]
    assert "is a folder" in told[0]
    assert "larger than 16,777,216 bytes; raise the limit with --max-size" in told[1]
    assert "is not an ordinary file" in told[4]
    for name in ("pipe", "folder", "loop", "nowhere", "giant"):
        assert run("show", str(registers / f"{name}.toml")).code == 2
    assert seen(tmp_path) == before


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, run: Run) -> None:
    """An unreadable file is a matter of its own, not a fault of its content."""
    registers = folder_of(tmp_path, {"2022": register()})
    (registers / "2022.toml").chmod(0)
    done = run("show", str(registers / "2022.toml"))
    assert done.code == 2
    assert "may not be read" in done.err


def test_the_limit_can_be_moved(tmp_path: Path, run: Run) -> None:
    """`--max-size` counts for files and standard input alike, before the command and after it."""
    path = folder_of(tmp_path, {"2022": register()}) / "2022.toml"
    size = str(path.stat().st_size)
    less = str(path.stat().st_size - 1)
    assert run("--max-size", size, "check", str(path)).code == 0
    assert run("--max-size", less, "check", str(path)).code == 2
    assert run("check", "--max-size", less, str(path)).code == 2
    assert run("--max-size", less, "check", "-", stdin=path.read_bytes()).code == 2
    assert run("--max-size", "1k", "check", "-", stdin=path.read_bytes()).code == 0
    for wrong in ("0", "-1", "many", "1T", "", "١"):
        assert run("--max-size", wrong, "check").code == 2


def hostile_register() -> str:
    """A register that is valid as TOML, with hostile characters in every kind of place."""
    escaped = "".join(f"\\u{ord(c):04x}" for c in HOSTILE)
    return (
        f'[register]\ntitle = "{escaped}"\ndate = "2022"\n"{escaped}" = 1\n\n[risk."{escaped}"]\ntitle = "{escaped}"\n'
        f'response = "{escaped}"\nevidence = ["{escaped}"]\n\n[risk.a]\ntitle = "A"\nsupersedes = ["{escaped}"]\n'
        f'note = "raw \x1b[31m \x85 \u202e"\n# \x1b[2J\n'
    )


@posix
def test_hostile_characters_never_reach_the_terminal(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, key, id, text, comment, file name: whatever a file holds is written out in every form."""
    name = "2023\x1b[31m\u202e\x85"
    folder_of(tmp_path, {"2022": register(), name: hostile_register(), "2024\x1b[2J": register('"2024"')})
    assert_harmless(process("check", cwd=tmp_path), 1)
    monkeypatch.chdir(tmp_path)
    for code, words in (
        (1, ["check", "--format", "json"]),
        (1, ["check", "--format", "github"]),
        (0, ["list"]),
        (2, ["show", name]),
        (0, ["show", "2024\x1b[2J"]),
        (2, ["compare", "2022", name]),
    ):
        done = run(*words)
        assert_harmless(Finished(done.code, done.out.encode(), done.err.encode()), code)


@posix
@pytest.mark.parametrize(
    "words",
    [
        ["show", "X"],
        ["show", "2022", "X"],
        ["show", "X:2022"],
        ["show", "X/x.toml"],
        ["X"],
        ["--X"],
        ["show", "2022", "a", "X"],
        ["show", "2022", "--format", "X"],
        ["show", "2022", "--columns", "X"],
        ["show", "2022", "--sort", "X"],
        ["show", "2022", "--output", "X/x"],
        ["--registers", "X", "list"],
        ["--max-size", "X", "list"],
        ["check", "--format", "X"],
        ["check", "--explain", "X"],
        ["check", "--strict=X"],
    ],
    ids=" ".join,
)
def test_hostile_words_are_written_out(
    words: list[str], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word of the command line that is refused is shown, and steers no terminal."""
    folder_of(tmp_path, {"2022": register()})
    hostile = HOSTILE.replace("\x00", "")
    monkeypatch.chdir(tmp_path)
    done = run(*(word.replace("X", hostile) for word in words))
    assert done.code == 2
    assert done.err
    assert done.out == ""
    assert not [c for c in done.err if c != "\n" and not c.isprintable()]


@posix
def test_a_hostile_revision_and_variable(tmp_path: Path) -> None:
    """The folder that a variable names is refused like one that an option names."""
    done = process("list", cwd=tmp_path, env={"RISKREG_REGISTERS": "\x1b[31m\u202e"})
    assert_harmless(done, 2)
    assert b"$RISKREG_REGISTERS" in done.err


@posix
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_streams(closed: int, tmp_path: Path) -> None:
    """A stream that was closed before the program began is no reason to fall over."""
    folder_of(tmp_path, {"2022": register()})
    script = f"import os, sys; os.close({closed}); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    program = "from riskreg.cli.main import main; main()"
    words = ["show", "-"] if closed == 0 else ["show", "2022"]
    done = subprocess.run(
        [sys.executable, "-c", script, "-c", program, *words], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == (2 if closed == 0 else 0)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    """What cannot be printed is said to be so, and is no fault of riskreg."""
    folder_of(tmp_path, {"2022": register()})
    program = "from riskreg.cli.main import main; main()"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", program, "list"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("riskreg: could not write standard output: ")
    assert done.stderr.count(b"\n") == 1
