"""Hostile documents: one clear message each, no trace, no control sequence, in bounded time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done

from riskreg.store.read import loads

HEAD = "Risk,Mitigation\n"
TABLE = b"| Risk | Mitigation |\n|---|---|\n| Storms close the harbour | Raise the quay |\n"
NO_TABLE = "holds no risk table"
CASES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.md": (b" \n\n", "is empty"),
    "nul.csv": (b"Risk,Mitigation\na\0b,c\n", "NUL"),
    "noise.txt": (bytes(range(256)) * 20, "NUL"),
    "line.txt": (b"Risk Mitigating action\n" + b"x" * 300_000, "has a line of"),
    "brackets.txt": (b"[" * 100_000, NO_TABLE),
    "deep.html": (b"<html>" + b"<div>\n" * 5_000 + b"<table>", "nested deeper"),
    "deep.md": (b"\n".join(b" " * 2 * n + b"- x" for n in range(60)) + b"\n\n" + TABLE, "nested deeper"),
    "quoted.md": (TABLE + b"\n" + b"> " * 60 + b"x\n", "nested deeper"),
    "tables.html": (b"<html>" + b"<table><tr><td>a</td></tr></table>\n" * 2_100, "no report has so many"),
    "span.html": (b"<html><table><tr><th colspan=400>Risk<th colspan=400>Mitigation</table>", "more than 500 columns"),
    "field.csv": (HEAD.encode() + b'"' + b"a" * 150_000 + b'",b\n', "line 2: a cell holds more than 131,072"),
    "quote.csv": (HEAD.encode() + b'"never closed,b\n' + b"word\n" * 40_000, "line 2: a quote opens there"),
    "wide.csv": (b",".join([b"Risk"] * 600) + b"\n", "more than 500 cells"),
    "many.csv": ((b"a," * 498 + b"b\n") * 402, "more than 200,000 cells"),
    "rows.csv": (HEAD.encode() + b"".join(b"Loss of boat %d,e\n" % n for n in range(5_100)), "5,000 rows"),
    "lines.txt": (b"word\n" * 60_000, "60,000 lines"),
    "fake.docx": (b"PK\x03\x04junk", "cut short or broken"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "before 2007"),
    "rich.rtf": (b"{\\rtf1 hello}", "rich text"),
    "picture.pdf": (b"\x89PNG....", "picture"),
    "encoding.txt": (b"Risk\tMitigation\n\x81\x8d\tb\n", "--encoding"),
    "scan.txt": (b"\f\f\f\n", "is empty"),
    "headings.csv": (HEAD.encode(), NO_TABLE),
    "scale.csv": (b"Risk,Score\nHigh,3\nLow,1\n", NO_TABLE),
    "map.csv": (b"Risk,Likelihood,Impact\nR1,2,3\nR2,3,4\n", NO_TABLE),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", CASES)
def test_one_clear_message(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Done]
) -> None:
    """A document that is none, or holds more than any, is refused in one line that says what it is and what to do."""
    monkeypatch.chdir(tmp_path)
    data, said = CASES[name]
    (tmp_path / name).write_bytes(data)
    done = run("import", name, "--date", "2024")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.startswith("riskreg: ")
    assert done.err.count("\n") == 1


def test_control_characters_reach_neither_screen_nor_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Done]
) -> None:
    """Escape sequences and turned reading directions are taken out, the words kept."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(f'{HEAD}\x1b[31mLoss\x1b[0m of \u202emoney,"Ask\x07 \x9bmore"\n', encoding="utf-8")
    done = run("import", "a.csv", "--date", "2024")
    assert [r.title for r in loads(done.out).risks] == ["[31mLoss[0m of money"]
    assert (done.out + done.err).replace("\n", "").isprintable()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Done]) -> None:
    """A mark is obeyed; Windows text is read as such, with a word of it; --encoding says the rest."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(f"{HEAD}Loss of £5m,Ask\n".encode(encoding))
    done = run("import", "a.csv", "--date", "2024")
    assert [r.title for r in loads(done.out).risks] == ["Loss of £5m"]
    assert ("Windows text" in done.err) == (encoding == "cp1252")
    assert run("import", "a.csv", "--date", "2024", "--encoding", "nonsense").code == 2


def test_a_name_that_promises_something_else_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Done]
) -> None:
    """A document is read as what it is, whatever its name says, and that is said."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.pdf").write_text("Risk\tMitigation\nThe tide turns\tWait for it.\n", encoding="utf-8")
    done = run("import", "report.pdf", "--date", "2024")
    assert done.code == 0
    assert "named like a document of the kind PDF, holds plain text, and was read as what it is" in done.err


@pytest.mark.no_cover
@pytest.mark.parametrize("line", [b" " * 190_000 + b"- x", b" " * 190_000 + b"|x"], ids=["dash", "bar"])
def test_a_long_line_is_gone_over_once(line: bytes, tmp_path: Path) -> None:
    """Whatever stands in a line of Markdown, it takes no time that grows with the square of its length."""
    forked = pytest.importorskip("forked", reason="a copy of this process is made with means of POSIX").forked
    (tmp_path / "r.md").write_bytes(line + b"\n\n" + TABLE)
    done = forked("import", "r.md", "--date", "2024", "--list-tables", cwd=tmp_path)
    assert done.code == 0, done
    assert b"Storms close" in done.out
