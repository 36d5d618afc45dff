"""The fuzzer, run for a moment: it finds what fails, and says how to see it again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="Windows has no limits of memory")

from fuzz import running
from fuzz.__main__ import main
from fuzz.targets import TARGETS, Files, Target

FOUND = sorted(path for path in (Path(__file__).parent / "files" / "found").glob("*") if path.is_dir())

QUICK = sorted(TARGETS.keys() - {"import-pdf", "import-xlsx"})
"""All but those of which each case starts a process."""


@pytest.mark.no_cover
@pytest.mark.parametrize("target", QUICK)
def test_a_few_cases_of_each_target(target: str) -> None:
    """Whatever is damaged, the answer is a result or a refusal, within the limits."""
    for number in range(2):
        assert not running.attempted(target, running.case(target, 7, number))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_stays_mended(path: Path) -> None:
    """Each case that failed once is kept in tests/files/found, and does so no more."""
    files = {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}
    assert not running.attempted(path.name.rsplit("-", 2)[0], files)


def _raises(_: Files) -> None:
    raise KeyError("not meant")


def _never_ends(_: Files) -> None:
    while True:
        pass


def _grows(_: Files) -> None:
    held = bytearray(b"x" * (300 << 20))
    del held


def _dies(_: Files) -> None:
    os._exit(6)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [(_raises, "KeyError"), (_never_ends, "TookTooLong"), (_grows, "grew by"), (_dies, "its process ended with 6")],
    ids=["raises", "never ends", "grows", "dies"],
)
def test_what_fails_is_kept_with_its_replay(
    attempt: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trace, a hang, growth and a lost process are each told, and the case can be tried again."""
    monkeypatch.setattr(running, "PROCESSOR_SECONDS", 0.2 if attempt is _never_ends else 9)
    monkeypatch.setattr(running, "GROWTH", 50 << 20)
    monkeypatch.setitem(TARGETS, "odd", Target(lambda rng: {"a/b": rng.randbytes(4)}, attempt))  # type: ignore[arg-type]
    assert main(["odd", "--seconds", "0.05", "--seed", "3", "--keep", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("seed 3\nodd ")
    assert said in out
    replay = out.rpartition("--replay ")[2].split()[0]
    assert (Path(replay) / "a" / "b").read_bytes() in {running.case("odd", 3, n)["a/b"] for n in range(1000)}
    if attempt is not _dies:
        assert main(["--replay", replay]) == 1


def test_equal_seeds_give_equal_cases() -> None:
    """A seed and a number say which case it was, on any day; another seed gives another one."""
    for target in TARGETS:
        assert running.case(target, 1, 5) == running.case(target, 1, 5)
        assert running.case(target, 1, 5) != running.case(target, 2, 5)


def test_a_target_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled target is not passed over."""
    with pytest.raises(SystemExit):
        main(["raeder"])
    assert "no such target: raeder" in capsys.readouterr().err
