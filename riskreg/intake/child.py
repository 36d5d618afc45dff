"""The child process for documents whose readers cannot be trusted with memory, with time, or with staying alive.

A PDF of 1 MB can unpack to a gigabyte, a workbook of 5 kB can end the process that reads it. So the child limits its
own memory and processor time, this side the time on the clock and the length of the answer; however the child ends, one
clear message comes of it. Windows knows no such limits of memory: there the clock alone is watched.
"""

from __future__ import annotations

import importlib.util
import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO

from riskreg.errors import MissingExtra, UnreadableFile
from riskreg.intake.grid import Document
from riskreg.intake.transport import document_from

SECONDS = 300
"""The longest that a child may take, on the clock."""
_LONGEST_ANSWER = 64 << 20
_LONGEST_LINE = 1 << 16

LIBRARIES = {"pdf": ("pdfplumber",), "excel": ("python_calamine", "lxml")}
"""What each reader needs."""

Pages = Callable[[int, int], None]
"""Told how many pages are done, and how many there are."""

_MORE = {
    "pdf": "save the pages with the risk table as a PDF of their own, or ask for the Word document",
    "excel": "copy the risk table into a new workbook (.xlsx) and import that",
}


_TO_END = 10
_UNKNOWN = "the program that reads this form failed on it: its content is broken, or more than any report holds"


def _ends() -> dict[int, str]:
    """What it means that a child was ended by a signal; where the system has no such signals, nothing."""
    met = {
        "SIGABRT": "reading it takes more memory than any report needs",  # so a library ends that gets no more
        "SIGXCPU": "reading it takes more time of the processor than any report needs",
        "SIGKILL": "reading it takes more time or memory than the system gives it, and was stopped",
    }
    return {-number: why for name, why in met.items() if (number := getattr(signal, name, None)) is not None}


def in_child(form: str, name: str, data: bytes, pages: Pages | None = None, seconds: float = SECONDS) -> Document:
    """Read a document in a child process.

    Raises UnreadableFile where the child refuses it, takes too long or too much memory, or does not survive it;
    MissingExtra where a library is absent.
    """
    if any(importlib.util.find_spec(library) is None for library in LIBRARIES[form]):
        raise MissingExtra("import", "reading this form")
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        answer, code, late = _answer(form, source, pages, seconds)
    if late:
        raise UnreadableFile(name, f"reading it took longer than {seconds:g} seconds, and was stopped", _MORE[form])
    return _understood(form, name, answer, code)


def _answer(form: str, source: IO[bytes], pages: Pages | None, seconds: float) -> tuple[bytes, int, bool]:
    """The last line that the child says, how it ended, and whether it was stopped by the clock."""
    command = [sys.executable, "-P", "-m", "riskreg.intake.child_main", form]
    late = threading.Event()
    with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603
        clock = threading.Timer(seconds, _stop, (child, late))
        clock.daemon = True
        clock.start()
        try:
            answer = _listen(child.stdout, pages)
            if not answer:  # it is at its end, and how it came to that says which limit it met
                with suppress(subprocess.TimeoutExpired):
                    child.wait(_TO_END)
        finally:
            clock.cancel()
            child.kill()
    return answer, child.returncode, late.is_set()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _listen(said: IO[bytes] | None, pages: Pages | None) -> bytes:
    """Pass on what is said of pages, and give back the line that follows; never more than an answer may have."""
    while said is not None and (line := said.readline(_LONGEST_ANSWER)):
        words = line.split() if len(line) < _LONGEST_LINE else []
        if len(words) != 3 or words[0] != b"page":
            return line if line.endswith(b"\n") else b""
        if pages is not None:
            pages(int(words[1]), int(words[2]))
    return b""


def _understood(form: str, name: str, answer: bytes, code: int) -> Document:
    try:
        said = json.loads(answer)
    except ValueError:
        raise UnreadableFile(name, _ends().get(code, _UNKNOWN), _MORE[form]) from None
    if "refused" in said:
        raise UnreadableFile(name, *said["refused"])
    return document_from(said)
