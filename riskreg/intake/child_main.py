"""What the child process runs: its own limits first, then one reader; bytes come in by stdin, one line goes out."""

from __future__ import annotations

import json
import os
import sys
from typing import TextIO

from riskreg.errors import UnreadableFile
from riskreg.intake.grid import Document
from riskreg.intake.transport import document_to

MEMORY = 1 << 30
"""The most memory, in bytes: what a PDF of a thousand pages needs, four times over."""
PROCESSOR_SECONDS = 240
_NO_FILE = 0


def main() -> None:
    """Read the document on stdin as the form that the first argument names, and print what it came to."""
    _limit()
    said = sys.stdout
    sys.stdout = sys.stderr
    try:
        answer = document_to(_read(sys.argv[1], sys.stdin.buffer.read(), said))
    except UnreadableFile as refused:
        answer = {"refused": [refused.reason, refused.advice]}
    except MemoryError:
        answer = {"refused": ["reading it takes more memory than any report needs", _ADVICE]}
    print(json.dumps(answer), file=said, flush=True)
    os._exit(0)


_ADVICE = "ask for another copy, or for the pages with the risk table alone"


def _read(form: str, data: bytes, said: TextIO) -> Document:
    if form == "excel":
        from riskreg.intake.excel_sheets import read_sheets

        return read_sheets("", data)
    from riskreg.intake.pdf_document import read_pages

    return read_pages(data, lambda done, total: print(f"page {done} {total}", file=said, flush=True))


def _limit() -> None:
    """Limit memory, processor time and the size of files; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", PROCESSOR_SECONDS), ("RLIMIT_FSIZE", _NO_FILE)):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (ValueError, OSError, AttributeError):
            continue


if __name__ == "__main__":
    main()
