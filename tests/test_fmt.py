"""`fmt` gives registers one layout and keeps every comment where it belongs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from conftest import FILES, Run, folder_of, register
from hypothesis import given
from hypothesis import strategies as st
from strategies import registers

from riskreg.model.register import Register
from riskreg.store.layout import formatted
from riskreg.store.layout_remarks import remarks_of
from riskreg.store.read import load, loads
from riskreg.store.write import dumps

FMT = sorted((FILES / "fmt").glob("*.toml"))
GOOD = sorted((FILES / "good").glob("*.toml"))


@pytest.mark.parametrize("path", FMT, ids=lambda p: p.stem)
def test_files_come_to_what_stands_beside_them(path: Path, expect: Callable[[Path, str], None]) -> None:
    """Each file comes to the layout in the file beside it, and that stays as it is."""
    text = path.read_text(encoding="utf-8")
    found = formatted(text, loads(text))
    expect(path.with_suffix(".expected"), found)
    assert formatted(found, loads(found)) == found


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_every_good_file_can_be_laid_out(path: Path) -> None:
    """Whatever is valid is laid out, says the same, and without comments is what `dumps` writes."""
    text = path.read_bytes().decode("utf-8-sig")
    found = formatted(text, load(path))
    assert loads(found) == load(path)
    if not remarks_of(text.replace("\r\n", "\n")).texts():
        assert found == dumps(load(path))


def commented(text: str, random: Random) -> str:
    """A text with comments in many places: above lines, behind them, in lists, at both ends."""
    out, number, quotes = [], 0, False
    for line in text.split("\n"):
        inside, quotes = quotes, quotes ^ (line.count('"""') % 2 == 1)
        if not inside and random.random() < 0.3:
            number += 1
            out += [f"{' ' * random.randrange(3)}# above {number}", *[""] * random.choice((0, 0, 1, 2))]
        if line and not quotes and random.random() < 0.3:
            number += 1
            out.append(f"{line} # beside {number}")
        else:
            out.append(line if quotes or inside else _spread(line, random))
    return "\n".join(out)


def _spread(line: str, random: Random) -> str:
    """A list of plain words over several lines, with comments in it."""
    match = re.fullmatch(
        r"((?:supersedes|evidence|likelihood|impact) = \[)(\"[^\"\\]*\"(?:, \"[^\"\\]*\")*)(\].*)", line
    )
    if not match or random.random() < 0.4:
        return line
    items = match[2].split('", "')
    inner = '", # in a list\n  # between\n\n"'.join(items)
    return f"{match[1]} # opening\n{inner} # last\n# tail\n{match[3]}"


@given(registers(), st.randoms(use_true_random=False))
def test_no_comment_is_lost_and_nothing_else_is_changed(made: Register, random: Random) -> None:
    """Comments anywhere: each is in the result once, the register says the same, and a second time changes nothing."""
    text = commented(dumps(made), random)
    found = formatted(text, loads(text))
    assert sorted(re.findall(r"# (?:above|beside) \d+", found)) == sorted(re.findall(r"# (?:above|beside) \d+", text))
    assert loads(found) == made
    assert formatted(found, made) == found
    for comment, line in re.findall(r"(# above \d+)\n *((?!#).+)", text):
        key = re.match(r"[^=\n]*", line)
        assert key
        if "=" in line and not line.startswith(('"', "]", "{")):
            assert re.search(
                rf"{re.escape(comment)}\n(?:[ ]*#.*\n)*.*{re.escape(key[0].split('.')[-1].strip())}", found
            )


@given(registers())
def test_without_comments_it_is_what_is_written(made: Register) -> None:
    """The canonical text of a register is laid out already."""
    assert formatted(dumps(made), made) == dumps(made)


# The command

UNTIDY = '[register]\ndate   = "2022"\ntitle="Risks" # the title\n[risk.turnover]\ntitle = "Staff leave"\n'
TIDY = '[register]\ntitle = "Risks"  # the title\ndate = "2022"\n\n\n[risk.turnover]\ntitle = "Staff leave"\n'


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder_of(tmp_path, {"2021": register('"2021"'), "2022": UNTIDY})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "registers"


def test_all_files_are_laid_out_and_those_that_are_stay_untouched(place: Path, run: Run) -> None:
    """What is in the layout is not written, not even its time is changed."""
    for file in place.iterdir():
        os.utime(file, (1, 1))
    done = run("fmt")
    assert (done.code, done.out, done.err) == (0, "registers/2022.toml: formatted\n", "")
    assert (place / "2022.toml").read_text() == TIDY
    assert (place / "2021.toml").stat().st_mtime == 1
    os.utime(place / "2022.toml", (1, 1))
    assert run("fmt", "registers/2022.toml").out == ""
    assert (place / "2022.toml").stat().st_mtime == 1


def test_check_and_diff_change_nothing(place: Path, run: Run) -> None:
    """`--check` ends with 1 where a file would change, `--diff` shows how."""
    done = run("fmt", "--check")
    assert (done.code, done.out) == (1, "registers/2022.toml: would change\n")
    done = run("fmt", "--diff", "2022")
    assert done.code == 0
    assert done.out.startswith("--- registers/2022.toml\n+++ registers/2022.toml\n")
    assert '+title = "Risks"  # the title\n' in done.out
    assert run("fmt", "--check", "--diff").code == 1
    assert run("fmt", "--check", "2021").code == 0
    assert (place / "2022.toml").read_text() == UNTIDY


def test_bytes_come_to_the_one_form(place: Path, run: Run) -> None:
    """A byte order mark and CRLF are no part of the layout."""
    (place / "2022.toml").write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert run("fmt", "--check").code == 1
    assert run("fmt").code == 0
    assert (place / "2022.toml").read_bytes() == TIDY.encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("title", "titel"),
        lambda text: text + "<<<<<<< ours\nx = 1\n=======\n>>>>>>> theirs\n",
        lambda text: text + "broken\n",
        lambda text: text + "[risk.x]\ntitle = 5\n",
    ],
)
def test_a_faulty_file_is_never_touched(place: Path, run: Run, spoil: Callable[[str], str]) -> None:
    """It is named with its faults, the others are done all the same, and the end is 2."""
    spoiled = spoil(UNTIDY)
    (place / "2020.toml").write_text(spoiled)
    done = run("fmt")
    assert done.code == 2
    assert done.out == "registers/2022.toml: formatted\n"
    assert "registers/2020.toml cannot be used" in done.err
    assert (place / "2020.toml").read_text() == spoiled
    assert (place / "2022.toml").read_text() == TIDY
    assert run("fmt", "--check").code == 2


def test_what_is_no_file_is_refused(place: Path, run: Run) -> None:
    """Standard input and unknown names cannot be laid out; the others are."""
    done = run("fmt", "-", "none", "2022", stdin=TIDY.encode())
    assert done.code == 2
    assert '"-" is no file on disk' in done.err
    assert 'no register "none"' in done.err
    assert (place / "2022.toml").read_text() == TIDY
