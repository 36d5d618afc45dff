"""`make fuzz SECONDS=60 SEED=1`: how many cases were run, target by target; a case that fails is kept, with its replay.

    PYTHONPATH=tests python -m fuzz [TARGET …] [--seconds 60] [--seed 1] [--keep FOLDER]
    PYTHONPATH=tests python -m fuzz --replay FOLDER/TARGET-SEED-NUMBER

The seconds are shared among the targets. The end is 1 where a case failed. Only POSIX systems have the limits.
"""

# ruff: noqa: T201

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from fuzz.running import Failure, attempted, fuzzed
from fuzz.targets import TARGETS


def main(words: Sequence[str]) -> int:
    """Run what the words say; the exit code."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Real inputs, damaged at random, through riskreg.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)}; all if none")
    parser.add_argument("--seconds", type=float, default=60, help="for how long in all")
    parser.add_argument("--seed", type=int, default=None, help="equal seeds give equal cases")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="where cases that fail are put")
    parser.add_argument("--replay", type=Path, help="try the case in this folder once more")
    given = parser.parse_args(words)
    if given.replay:
        return _replay(given.replay)
    unknown = [name for name in given.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no such target: {', '.join(unknown)}")
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    return _fuzz(given.targets or list(TARGETS), given.seconds, seed, given.keep)


def _fuzz(targets: Sequence[str], seconds: float, seed: int, keep: Path) -> int:
    print(f"seed {seed}")
    failed = False
    for target in targets:
        cases, failures = fuzzed(target, seed, seconds / len(targets))
        print(f"{target:12} {cases:7,} cases, {len(failures)} failed", flush=True)
        for failure in _one_of_each(failures):
            failed = True
            print(f"\n{failure.why.strip()}\nkept; again with: {_kept(failure, keep)}\n", flush=True)
    return 1 if failed else 0


def _one_of_each(failures: Sequence[Failure]) -> Sequence[Failure]:
    """One failure for each place where one comes from."""
    return list({"".join(failure.why.splitlines()[-4:]): failure for failure in failures}.values())


def _kept(failure: Failure, keep: Path) -> str:
    folder = keep / f"{failure.target}-{failure.seed}-{failure.number}"
    for name, data in failure.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return f"PYTHONPATH=tests python -m fuzz --replay {folder}"


def _replay(folder: Path) -> int:
    target = folder.name.rsplit("-", 2)[0]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    why = attempted(target, files)
    print(why.strip() or "all is well")
    return 1 if why else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
