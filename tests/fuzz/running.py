"""Cases are run in a process of their own, each with a limit of time and memory, and what fails is kept."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import FrameType

from attrs import frozen

from fuzz.targets import TARGETS, Files, tried

PROCESSOR_SECONDS = 30.0
"""How long a case of several commands may reckon: a report of 4,000 rows takes a few seconds for each of them."""
CLOCK_SECONDS = 120.0
"""How long it may take in all, with the processes that it starts; beyond, its process is killed."""
MEMORY = 2 << 30
"""How much address space the process of the cases has."""
GROWTH = 400 << 20
"""By how much one case may make it grow."""


class TookTooLong(BaseException):
    """The limit of time; no handler of ordinary faults may swallow it."""


@frozen
class Failure:
    """A case that did not go as it should."""

    target: str
    """What was tried."""
    seed: int
    """The seed of the run."""
    number: int
    """The number of the case within the run."""
    why: str
    """The end of its trace, or which limit it broke."""

    def files(self) -> Files:
        """The damaged files, made again."""
        return case(self.target, self.seed, self.number)


def case(target: str, seed: int, number: int) -> Files:
    """The files of a case: the same for the same three."""
    return TARGETS[target].make(Random(f"{target} {seed} {number}"))  # noqa: S311 (no secrets)


def fuzzed(target: str, seed: int, seconds: float, first: int = 0) -> tuple[int, list[Failure]]:
    """Run cases for so many seconds: how many were run, and what failed. A process that is lost is begun anew."""
    end, number, failures = time.monotonic() + seconds, first, list[Failure]()
    while (left := end - time.monotonic()) > 0:
        for done, why in _in_process(target, seed, number, left):
            number = done + 1
            if why:
                failures.append(Failure(target, seed, done, why))
    return number - first, failures


def attempted(target: str, files: Files) -> str:
    """What is wrong with one case, tried in this process, in a folder of its own; empty where all is well."""
    here = Path.cwd()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        os.chdir(folder)
        try:
            with _limited():
                tried(files, TARGETS[target].attempt)
        except (Exception, TookTooLong):
            return traceback.format_exc()
        finally:
            os.chdir(here)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10
    return f"the process grew by {grown:,} bytes" if grown > GROWTH else ""


class _limited:  # noqa: N801 (it is used as a function would be)
    """A limit on the time that the processor spends here."""

    def __enter__(self) -> None:
        signal.signal(signal.SIGPROF, self._stop)
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    @staticmethod
    def _stop(number: int, frame: FrameType | None) -> None:
        raise TookTooLong(f"more than {PROCESSOR_SECONDS:g} seconds of the processor")


def _in_process(target: str, seed: int, first: int, seconds: float) -> Iterator[tuple[int, str]]:
    """Each case that was run with what was wrong with it, until the time is over or the process is lost."""
    here, there = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=_work, args=(there, target, seed, first, seconds))
    worker.start()
    there.close()
    number = first
    try:
        while here.poll(CLOCK_SECONDS):
            number, why = here.recv()
            yield number, why
            number += 1
        yield number, f"more than {CLOCK_SECONDS:g} seconds on the clock"
    except EOFError:
        worker.join()
        if worker.exitcode:
            yield number, f"its process ended with {worker.exitcode}"
    finally:
        worker.kill()
        worker.join()
        here.close()


def _work(there: Connection, target: str, seed: int, number: int, seconds: float) -> None:
    """Cases one after the other, told to the process that watches."""
    most = MEMORY + _size()
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    setattr(os, "fsync", lambda _: None)  # noqa: B010 (nothing here need outlive a power cut, and disks are slow)
    sys.stderr.flush()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        there.send((number, attempted(target, case(target, seed, number))))
        number += 1
    there.close()
    os._exit(0)


def _size() -> int:
    """How large the process is already, where the system tells: what it was forked from may be large."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[0]) * resource.getpagesize() if told.exists() else 0
