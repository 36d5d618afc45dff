"""Copies of the project in which its tests are run, and which of them run which line of it."""

# A benchmark prints.
# ruff: noqa: T201

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET  # what pytest wrote a moment ago

from coverage import CoverageData
from mutants import Mutant

ROOT = Path(__file__).resolve().parents[1]

LOG = "log.txt"
"""What pytest said last in a copy."""

LEFT_OUT = ("browser", "contrast", "docs", "house", "architecture", "benchmark", "fuzz", "libreoffice", "office")
"""Tests of other things, by a part of their file's name: slow, or about files that the copy has not."""


class Known(NamedTuple):
    """What the tests did without a fault."""

    seconds: Mapping[str, float]
    """How long each test took that passed."""
    of_line: Mapping[tuple[str, int], Sequence[str]]
    """Which of them ran a line of a file, the quickest first; line 0 stands for any."""

    def tests(self, mutant: Mutant, own: Sequence[str], most: float) -> Sequence[str]:
        """The tests that can find a fault, and that together take no longer than `most` seconds: its area's own first.

        A line that runs when its file is imported is tried with all tests that run the file.
        """
        line = 0 if mutant.at_import else mutant.line
        all_ = self.of_line.get((mutant.file, line)) or self.of_line.get((mutant.file, 0), ())
        taken: list[str] = []
        for test in sorted(all_, key=lambda test: not any(f"test_{name}" in test for name in own)):
            most -= self.seconds[test]
            if most > 0 or not taken:
                taken.append(test)
        return taken


def copied(place: Path) -> Path:
    """A copy of the project's files as they are now, those that git does not know yet among them."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def asked(copy: Path, keep: Path, jobs: int) -> Known:
    """The run without a fault; taken from `keep` where one was kept."""
    keep.mkdir(parents=True, exist_ok=True)
    data, report, settings = keep / "lines.db", keep / "report.xml", keep / "coverage.ini"
    if not (data.exists() and report.exists()):
        settings.write_text(f"[run]\nsource = riskreg\ndata_file = {data.resolve()}\n", encoding="utf-8")
        print("running the tests once without a fault", file=sys.stderr, flush=True)
        words = ["--cov", f"--cov-config={settings.resolve()}", "--cov-context=test", "--cov-report="]
        words += ["-p", "unaided", "-n", str(jobs), f"--junitxml={report.resolve()}", "-q"]
        words += [f"--ignore-glob=tests/test_*{part}*" for part in LEFT_OUT]
        run_tests(copy, words, None)
    seconds = dict(_passed(report))
    return Known(seconds, _by_line(data, seconds))


def _passed(report: Path) -> Iterator[tuple[str, float]]:
    for case in ET.parse(report).iter("testcase"):  # noqa: S314
        if not len(case):
            yield f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}", float(case.get("time", 1))


def _by_line(data: Path, seconds: Mapping[str, float]) -> Mapping[tuple[str, int], Sequence[str]]:
    """Which tests that passed ran each line, the quickest first."""
    found = CoverageData(str(data))
    found.read()
    of_line: dict[tuple[str, int], set[str]] = {}
    for path in found.measured_files():
        file = path[path.rindex("riskreg/") :]
        for line, contexts in found.contexts_by_lineno(path).items():
            for name in {context.rpartition("|")[0] for context in contexts} & seconds.keys():
                of_line.setdefault((file, line), set()).add(name)
                of_line.setdefault((file, 0), set()).add(name)
    return {line: sorted(names, key=lambda name: (seconds[name], name)) for line, names in of_line.items()}


def run_tests(copy: Path, words: Sequence[str], limit: float | None, **more: str) -> int:
    """Run pytest in a copy; its exit code. What the tests start in turn ends with it."""
    path = os.pathsep.join([str(copy), str(copy / "benchmarks")])
    settings = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", **more}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--hypothesis-seed=1", *words]
    with (copy / LOG).open("wb") as out:
        process = subprocess.Popen(
            command, cwd=copy, env=settings, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            raise
