"""How many faults put into the code do the tests find? Of every area a sample, each fault in a copy of its own.

    python benchmarks/mutation.py [--mutants 250] [--seed 1] [--seconds 90] [--keep FOLDER] [--only FILE:LINE …]

First the tests run once without a fault, and are asked which lines each of them runs; a test that fails in the copy is
left out. Then, for every fault of the sample, those tests run that run its line: a few quick ones, and where these find
nothing, the others, as many as --seconds allow. What a test has run by another process, as by git, is not known and not
counted. Printed is how many faults were killed, were survived, or made the tests hang, by area, and every survivor.
FOLDER keeps what the first run found, for the next; --only tries every fault of some lines.
"""

# A benchmark prints, and its randomness keeps no secrets.
# ruff: noqa: S311, T201

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import time
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from chosen import NAMES
from mutants import Mutant, mutants
from tested import LOG, ROOT, Known, asked, copied, run_tests

MATCHING = ("likeness", "nearest", "stems", "suggest", "words", "renaming", "renamed")
AREAS = {
    "comparison": ["riskreg/comparison/*.py"],
    "matching": [*(f"riskreg/comparison/{name}.py" for name in MATCHING), "riskreg/intake/matched.py"],
    "merging": ["riskreg/merging/*.py"],
    "places": ["riskreg/store/positions.py", "riskreg/store/toml/*.py"],
    "safe writer": ["riskreg/store/safe.py", "riskreg/store/standing.py", "riskreg/store/lock.py"],
}
"""The files of each area; a file that two of them name is the later one's."""

OWN = {
    "comparison": ("comparison", "history", "lineage", "travel"),
    "matching": ("likeness", "suggestions", "find", "words", "action_index", "sources"),
    "merging": ("merge", "textconv"),
    "places": ("positions", "parser", "syntax"),
    "safe writer": ("safe", "faults"),
}
"""By a part of their file's name, the tests that an area has of its own: these are run first."""

LEAST = 30
"""How many faults of a small area are tried at least."""

QUICK = 10.0
"""How many seconds the tests took, without a fault, that are tried first."""

KILLED, HUNG, SURVIVED = "killed", "hung", "survived"
FAILED = re.compile(r"^(?:FAILED|ERROR) (.*?)(?: - |$)", re.MULTILINE)


class Tried(NamedTuple):
    """What became of a fault."""

    mutant: Mutant
    """The fault."""
    fate: str
    """Killed, hung or survived."""
    by: str
    """The test that found it."""


def main() -> None:
    """Try a sample, or the faults of some lines, and print what came of it."""
    given = _given()
    with TemporaryDirectory(prefix="mutation-") as made:
        keep = given.keep or Path(made)
        copies = [copied(Path(made) / f"copy-{n}") for n in range(given.jobs)]
        known = asked(copies[0], keep, given.jobs)
        areas = {area: list(_faults_of(files)) for area, files in _files().items()}
        chosen = _lines(areas, given.only) if given.only else _sample(areas, given.mutants, given.seed)
        started = time.monotonic()
        tried: dict[str, list[Tried]] = {area: [] for area in chosen}
        for n, (area, one) in enumerate(_tried(chosen, known, copies, given.seconds), 1):
            tried[area].append(one)
            print(
                f"{n:4} {time.monotonic() - started:6.0f} s  {area:12} {_said(one)}  {one.by}",
                file=sys.stderr,
                flush=True,
            )
    _print(areas, tried)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How many faults put into the code do the tests find?")
    parser.add_argument("--mutants", type=int, default=250, help="how many faults are tried; of each area 30 at least")
    parser.add_argument("--seed", type=int, default=1, help="equal seeds give equal samples")
    parser.add_argument("--seconds", type=float, default=90, help="how long the tests of one fault may take at most")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many are tried at a time")
    parser.add_argument("--keep", type=Path, help="where the run without a fault is kept, and looked for")
    parser.add_argument(
        "--only", nargs="+", metavar="FILE:LINE", help="instead of a sample, every fault of these lines"
    )
    return parser.parse_args()


def _files() -> Mapping[str, Sequence[Path]]:
    owner = {file: area for area, names in AREAS.items() for name in names for file in sorted(ROOT.glob(name))}
    return {area: [file for file, its in owner.items() if its == area] for area in AREAS}


def _faults_of(files: Iterable[Path]) -> Iterator[Mutant]:
    for file in files:
        yield from mutants(file, ROOT)


def _sample(areas: Mapping[str, Sequence[Mutant]], count: int, seed: int) -> Mapping[str, Sequence[Mutant]]:
    """From each area as many as its size asks for, and not too few from a small one."""
    size = sum(map(len, areas.values()))
    return {
        area: Random(f"{seed} {area}").sample(all_, min(len(all_), max(LEAST, round(count * len(all_) / size))))
        for area, all_ in areas.items()
    }


def _lines(areas: Mapping[str, Sequence[Mutant]], only: Iterable[str]) -> Mapping[str, Sequence[Mutant]]:
    wanted = set(only)
    return {area: [one for one in all_ if f"{one.file}:{one.line}" in wanted] for area, all_ in areas.items()}


def _tried(
    chosen: Mapping[str, Sequence[Mutant]], known: Known, copies: Sequence[Path], most: float
) -> Iterator[tuple[str, Tried]]:
    """Every fault and its fate, of all areas in turn; each copy holds one fault at a time."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def tried(area: str, mutant: Mutant) -> tuple[str, Tried]:
        copy = free.get()
        try:
            return area, _fate(mutant, known.tests(mutant, OWN[area], most), known, copy)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        order = sorted((n / len(some), area, mutant) for area, some in chosen.items() for n, mutant in enumerate(some))
        for waiting in [pool.submit(tried, area, mutant) for _, area, mutant in order]:
            yield waiting.result()


def _fate(mutant: Mutant, tests: Sequence[str], known: Known, copy: Path) -> Tried:
    source = ROOT / mutant.file
    file = copy / mutant.file
    so_far = list(accumulate(known.seconds[test] for test in tests))
    quick = bisect(so_far, QUICK)
    try:
        _written(file, mutant.applied(source.read_bytes()))
        for some in filter(None, (tests[:quick], tests[quick:])):
            fate = _ran(some, sum(known.seconds[test] for test in some), copy)
            if fate != SURVIVED:
                found = FAILED.search((copy / LOG).read_text("utf-8", errors="replace"))
                return Tried(mutant, fate, found[1] if found else "")
    finally:
        _written(file, source.read_bytes())
    return Tried(mutant, SURVIVED, "")


def _written(file: Path, source: bytes) -> None:
    """A source, and nothing kept that was compiled from the one before: both may be of one second and one size."""
    file.write_bytes(source)
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        compiled.unlink()


def _ran(tests: Sequence[str], seconds: float, copy: Path) -> str:
    """What some tests say of the fault that the copy holds."""
    shutil.rmtree(copy / ".hypothesis", ignore_errors=True)  # what found one fault is not tried on the next
    names = copy / "chosen.txt"
    names.write_text("\n".join(tests), encoding="utf-8")
    files = sorted({test.partition("::")[0] for test in tests})
    try:
        alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", NAMES: str(names)}
        words = ["-x", "-q", "-p", "chosen", "-p", "_hypothesis_pytestplugin", *files]
        code = run_tests(copy, words, 60 + 8 * seconds, **alone)
    except subprocess.TimeoutExpired:
        return HUNG
    return SURVIVED if code == 0 else KILLED


def _said(one: Tried) -> str:
    mutant = one.mutant
    source = (ROOT / mutant.file).read_bytes()
    before = " ".join(source[mutant.start : mutant.end].decode().split())
    return f"{one.fate:8} {mutant.file}:{mutant.line}  {before}  →  {mutant.after}"


def _print(areas: Mapping[str, Sequence[Mutant]], tried: Mapping[str, Sequence[Tried]]) -> None:
    """The table, how many of all the sample stands for, and the survivors."""
    print("| area | faults there are | tried | killed | hung | survived | found |\n|---|---|---|---|---|---|---|")
    shares: list[tuple[int, float, int]] = []
    for area, some in tried.items():
        if not some:
            continue
        fates = Counter(one.fate for one in some)
        share = 1 - fates[SURVIVED] / len(some)
        shares.append((len(areas[area]), share, len(some)))
        numbers = [len(areas[area]), len(some), fates[KILLED], fates[HUNG], fates[SURVIVED], f"{share:.0%}"]
        print(f"| {area} | {' | '.join(map(str, numbers))} |")
    print(f"\nof all, areas by their size: {_of_all(shares)}\n")
    print("\n".join(_said(one) for some in tried.values() for one in some if one.fate == SURVIVED))


def _of_all(shares: Sequence[tuple[int, float, int]]) -> str:
    """What is found of all faults, with the 95 % interval of a sample that was drawn area by area."""
    size = sum(count for count, _, _ in shares)
    share = sum(count * found for count, found, _ in shares) / size
    variance = sum((count / size) ** 2 * found * (1 - found) / tried for count, found, tried in shares)
    return f"{share:.1%} ± {1.96 * math.sqrt(variance):.1%}"


if __name__ == "__main__":
    main()
