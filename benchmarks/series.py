"""Series of registers, made up: one of many dates, or many bodies of some dates each, 50 risks a register.

    python benchmarks/series.py --dates 1000 FOLDER
    python benchmarks/series.py --bodies 40 --dates 25 FOLDER

writes FOLDER/registers/, or FOLDER/body-1/registers/ and so on. From one date to the next some fields change, a risk in
a while is closed and another comes, and a risk in a while gets a new id, with its lineage recorded: `check` finds no
fault. The same seed gives the same files.
"""

# Randomness here keeps no secrets.
# ruff: noqa: S311

from __future__ import annotations

import argparse
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from forms import as_toml
from pairs import changed, register, risk

Data = dict[str, Any]

FIRST = date(2022, 1, 3)
WEEK = timedelta(7)
CLOSED, RENAMED, EDITED = 0.3, 0.1, 3


def series(dates: int, risks: int, seed: int) -> Iterator[tuple[date, Data]]:
    """A register a week."""
    random, numbers = Random(seed), count(1)
    held = {f"risk-{n}": risk(random, n) for n in (next(numbers) for _ in range(risks))}
    removed: Data = {}
    for week in range(dates):
        day = FIRST + week * WEEK
        yield day, register(held, day, removed)
        held, removed = _next(random, held, numbers)


def _next(random: Random, held: Data, numbers: Iterator[int]) -> tuple[Data, Data]:
    held = {id: {key: value for key, value in body.items() if key != "supersedes"} for id, body in held.items()}
    for id in random.sample([*held], min(EDITED, len(held))):
        held[id] = deepcopy(held[id])
        changed(random, held[id])
    if random.random() < RENAMED:
        held = _with_another_id(random, held, f"risk-{next(numbers)}")
    if random.random() >= CLOSED:
        return held, {}
    number = next(numbers)
    id = random.choice([id for id, body in held.items() if "supersedes" not in body])
    del held[id]
    return held | {f"risk-{number}": risk(random, number)}, {id: {"reason": "closed"}}


def _with_another_id(random: Random, held: Data, new: str) -> Data:
    old = random.choice([*held])
    body = dict(held[old])
    last = {key: body.pop(key) for key in ("score", "mitigation")}
    body = body | {"supersedes": [old]} | last
    return {new if id == old else id: body if id == old else other for id, other in held.items()}


def write_series(folder: Path, dates: int, risks: int = 50, seed: int = 1) -> None:
    """The files of a series."""
    (folder / "registers").mkdir(parents=True, exist_ok=True)
    for day, data in series(dates, risks, seed):
        (folder / "registers" / f"{day}.toml").write_text(as_toml(data), encoding="utf-8")


def main() -> None:
    """Write one series, or one a body."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bodies", type=int, default=0)
    parser.add_argument("--dates", type=int, default=25)
    parser.add_argument("--risks", type=int, default=50)
    given = parser.parse_args()
    for body in range(1, given.bodies + 1):
        write_series(given.folder / f"body-{body}", given.dates, given.risks, seed=body)
    if not given.bodies:
        write_series(given.folder, given.dates, given.risks)


if __name__ == "__main__":
    main()
