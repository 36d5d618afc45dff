"""The benchmark of docs/performance.md runs, asks whether answers are right, and tells yes from no."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from riskreg.cli.main import riskreg

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmark's own files can be imported."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def answered(folder: Path) -> dict[str, Any]:
    """What riskreg says of a pair of registers."""
    words = ["--registers", str(folder / "registers"), "compare", "2021", "2022", "--format", "json"]
    done = CliRunner().invoke(riskreg, words)
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.usefixtures("benchmark")
@pytest.mark.parametrize("size", [10, 100])
def test_the_answer_about_a_made_pair_is_the_truth(size: int, tmp_path: Path) -> None:
    """Every pair by id, every field, every removal and nearly every renaming is found as it was made."""
    import pairs
    import truth

    pairs.write_pair(tmp_path, size)
    true = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert len(true["renamed"]) == size // 10
    assert len({id.partition(".")[0] for id, _ in true["fields"]}) == 3 * size // 10
    assert not list(truth.faults(answered(tmp_path), true))


@pytest.mark.usefixtures("benchmark")
@pytest.mark.parametrize("kind", ["removed", "unaccounted", "new", "fields", "renamed"])
def test_a_wrong_answer_is_noticed(kind: str, tmp_path: Path) -> None:
    """The truth check can fail: an answer is no longer right when one item of the truth is another."""
    import pairs
    import truth

    pairs.write_pair(tmp_path, 20)
    true = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    said = answered(tmp_path)
    assert not list(truth.faults(said, true))
    true[kind][0] = ["nobody", "nothing"] if kind in ("fields", "renamed") else "nobody"
    assert list(truth.faults(said, true))


@pytest.mark.usefixtures("benchmark")
def test_a_made_series_has_no_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the many registers are made of is clean, in the canonical layout, with lineage and removals recorded."""
    import series

    monkeypatch.setattr(series, "RENAMED", 0.5)
    series.write_series(tmp_path, dates=6, risks=5)
    registers = str(tmp_path / "registers")
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "registers").iterdir()]
    assert any("supersedes" in text for text in texts)
    assert any("[removed." in text for text in texts)
    for words in (["check", "--strict"], ["fmt", "--check"]):
        done = CliRunner().invoke(riskreg, ["--registers", registers, *words])
        assert done.exit_code == 0, done.output


@pytest.mark.usefixtures("benchmark")
def test_the_table_tells_yes_from_no() -> None:
    """A line reaches its aim, its bound or neither; what is missed is said below, and the page keeps its words."""
    import page
    from rows import Line

    lines = [
        Line("a", 0.9, "", 2.0, 1.0),
        Line("b", 1.5, "", 2.0, 1.0),
        Line("c", 2.1, "", 2.0, 1.0),
        Line("d", 0.97, "", 0.98, 0.98, more=True),
        Line("e", note="daff is not installed"),
    ]
    assert [page.reached(line) for line in lines] == ["yes, and the aim", "yes", "**no**", "**no**", "not measured"]
    assert page.missed(lines).splitlines()[2:] == ["- c: 2.1, wanted 2", "- d: 0.97, wanted 0.98"]
    old = (BENCHMARKS.parent / "docs" / "performance.md").read_text(encoding="utf-8")
    new = page.written(old, page.table(lines))
    assert "| e | daff is not installed |" in new
    assert new.startswith(old.partition(page.BEGIN)[0])
    assert new.endswith(old.partition(page.END)[2])


def test_a_peer_that_is_not_installed_is_said(tmp_path: Path) -> None:
    """A missing peer is named, with what to do, and its row left out; the others are measured."""
    peers = str(tmp_path / "none")
    command = [sys.executable, str(BENCHMARKS / "speed.py"), "--quick", "--only", "link", "--peers", peers]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "| what it is held beside is not installed; `make bench` installs it in .venv/peers | – |" in done.stdout
    assert "Traceback" not in done.stderr
