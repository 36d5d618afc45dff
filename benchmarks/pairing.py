"""Titles reworded at random are paired again: by riskreg, or by rapidfuzz at the threshold that suits it best.

    python benchmarks/pairing.py titles FILE SIZE
    python benchmarks/pairing.py riskreg|rapidfuzz FILE

The first writes the titles of `likeness.py`; the others print processor time and time on the clock of the pairing
alone, without start-up, and its precision and recall. rapidfuzz scores all pairs by token_sort_ratio in one call of
its fastest function, on one core; the most alike are then taken first, one to one.
"""

# Each side imports only what it has; peers have a Python of their own.
# ruff: noqa: PLC0415

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

Pairs = list[tuple[int, int]]


def write_titles(path: Path, size: int) -> None:
    """The titles of two registers of that size, and the truth."""
    from likeness import task

    made = task(size, seed=1)
    data = {"earlier": made.earlier, "later": made.later, "truth": sorted(made.truth)}
    path.write_text(json.dumps(data), encoding="utf-8")


def by_riskreg(data: dict[str, Any]) -> tuple[Pairs, float, float]:
    """What riskreg suggests for two registers of these titles, and what it cost."""
    from likeness import Task, by_riskreg

    given = Task(tuple(data["earlier"]), tuple(data["later"]), frozenset())
    by_riskreg(Task(given.earlier[:10], given.later[:10], frozenset()))  # so that what is imported late is there
    wall, cpu = time.perf_counter(), time.process_time()
    found = by_riskreg(given)
    return found, time.perf_counter() - wall, time.process_time() - cpu


def by_rapidfuzz(data: dict[str, Any], least: int) -> tuple[Pairs, float, float]:
    """The most alike first, one to one, above a score; and what it cost."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    wall, cpu = time.perf_counter(), time.process_time()
    scores = process.cdist(
        data["earlier"],
        data["later"],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=least,
        dtype=np.uint8,
    )
    rows, columns = scores.nonzero()
    order = np.argsort(-scores[rows, columns].astype(int), kind="stable")
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return found, time.perf_counter() - wall, time.process_time() - cpu


def quality(found: Pairs, data: dict[str, Any]) -> tuple[float, float]:
    """Precision and recall."""
    true = {(i, j) for i, j in data["truth"]}
    right = len(true.intersection(found))
    return right / max(len(found), 1), right / max(len(true), 1)


def best_threshold(data: dict[str, Any]) -> int:
    """Where precision and recall of rapidfuzz are best together, on these very titles."""
    return max(range(50, 85, 5), key=lambda least: sum(quality(by_rapidfuzz(data, least)[0], data)))


def main() -> None:
    """Write titles, or pair them and print what it cost."""
    what, path = sys.argv[1], Path(sys.argv[2])
    if what == "titles":
        write_titles(path, int(sys.argv[3]))
        return
    data = json.loads(path.read_text(encoding="utf-8"))
    gc.set_threshold(200_000)  # as riskreg's program has it; the same for both
    found, wall, cpu = by_riskreg(data) if what == "riskreg" else by_rapidfuzz(data, best_threshold(data))
    precision, recall = quality(found, data)
    print(json.dumps({"wall": wall, "cpu": cpu, "precision": precision, "recall": recall}))  # noqa: T201


if __name__ == "__main__":
    main()
