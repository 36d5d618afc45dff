"""What a command costs as a whole process: time on the clock, processor time and peak memory; and two side by side.

This file and all that measures with it import little: the kernel counts the memory of the process that starts a
command towards the command's peak, so the measuring process has to stay smaller than what it measures. Hence
NamedTuple, and hence everything large is made and judged by processes of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import NamedTuple

Command = Sequence[str | Path]


class Cost(NamedTuple):
    """What one run cost."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time, the system's for it included."""
    peak: float
    """The most memory that it held at a time, in bytes; of several processes, of the largest."""


class Side(NamedTuple):
    """One of the two that are held side by side."""

    commands: Sequence[Command]
    """What is run, one after another; most often a single command."""
    folder: Path
    """Where it is run."""
    without: Path | None = None
    """A folder whose modules stand before the installed ones: those in it cannot be imported."""
    before: Callable[[], object] = lambda: None
    """What has to be done before each run, and does not count."""


class Failed(Exception):
    """A command that did not do its work, so that its time says nothing."""


def cost(side: Side, limit: float) -> Cost:
    """What one run costs. Raises Failed where a command ends otherwise than well, or takes longer than the limit."""
    side.before()
    each = [_cost(command, side, limit) for command in side.commands]
    return Cost(sum(c.wall for c in each), sum(c.cpu for c in each), max(c.peak for c in each))


def _cost(command: Command, side: Side, limit: float) -> Cost:
    # No setting of Python's is handed on: with PYTHONDONTWRITEBYTECODE, riskreg would be compiled anew in every run.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**kept, "PYTHONPATH": str(side.without or ""), "COLUMNS": "80"}
    with TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command], cwd=side.folder, env=environment, stdout=subprocess.DEVNULL, stderr=said
        )
        stop = Timer(limit, process.kill)
        stop.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failed(_failure(command, process.returncode, wall, limit, said.read()))
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale)


def _failure(command: Command, code: int, wall: float, limit: float, said: bytes) -> str:
    name = " ".join([Path(command[0]).name, *map(str, command[1:3])])
    if wall >= limit:
        return f"{name} … was not done after {limit:.0f} s"
    last = (said.decode(errors="replace").strip().splitlines() or ["nothing said"])[-1]
    return f"{name} … ended with {code}: {last[:120]}"


def paired(ours: Side, theirs: Side, runs: int, limit: float, *, warm: bool) -> list[tuple[Cost, Cost]]:
    """So many runs of both, which of the two comes first taking turns; with `warm`, after one that does not count.

    That one also leaves the compiled files of what was not compiled when it was installed.
    """
    if warm:
        cost(ours, limit)
        cost(theirs, limit)
    found = []
    for number in range(runs):
        if number % 2:
            second = cost(theirs, limit)
            found.append((cost(ours, limit), second))
        else:
            first = cost(ours, limit)
            found.append((first, cost(theirs, limit)))
    return found


def median(values: Sequence[float]) -> float:
    """The middle one; of an even number the mean of the two in the middle."""
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
