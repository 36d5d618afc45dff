"""Standard output and error as the program writes to them: what cannot be written is said once, or is nobody's loss."""

from __future__ import annotations

import os
import sys
from io import BufferedWriter, FileIO, RawIOBase, StringIO, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def open_streams() -> None:
    """UTF-8 into files and pipes; a character that a terminal's encoding lacks is written out, not refused.

    Whoever prints then need not think of a reader that has gone (head, less), nor of a full disk: see `_Raw`.
    """
    # Where a stream was closed before the program began, there is nobody to speak to.
    sys.stdout = _opened(sys.stdout, answers=True) if sys.stdout else StringIO()
    sys.stderr = _opened(sys.stderr, answers=False) if sys.stderr else StringIO()


def _opened(stream: TextIO, *, answers: bool) -> TextIO:
    if not isinstance(stream, TextIOWrapper):
        return stream
    into_file = not stream.isatty() and not os.environ.get("PYTHONIOENCODING")
    stream.reconfigure(encoding="utf-8" if into_file else None, errors="backslashreplace")
    if not isinstance(getattr(stream.buffer, "raw", stream.buffer), FileIO):
        return stream  # a console of Windows, or what a test captures
    raw = BufferedWriter(_Raw(stream, answers=answers))
    return TextIOWrapper(raw, stream.encoding, "backslashreplace", line_buffering=True)


class _Raw(RawIOBase):
    """The system's stream, whose first failure is its last: what comes after it goes nowhere.

    A reader that has gone wants no more, and the exit code still says what was found. Else what standard output cannot
    take raises UnwritableFile; what standard error cannot take has nobody left to be told to.
    """

    def __init__(self, stream: TextIOWrapper, *, answers: bool) -> None:
        self._stream = stream  # it would close the system's stream when nobody held it
        self._answers = answers
        self._lost = False

    def write(self, data: ReadableBuffer, /) -> int:
        """All that the stream takes at once."""
        size = memoryview(data).nbytes
        if self._lost:
            return size
        try:
            return os.write(self.fileno(), data)
        except BrokenPipeError:
            self._lost = True
        except OSError as error:
            self._lost = True
            if self._answers:
                from riskreg.errors import UnwritableFile

                raise UnwritableFile("standard output", error.strerror or "the system refused") from error
        return size

    def fileno(self) -> int:
        """The system's number of the stream."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Whether somebody sits there."""
        return self._stream.isatty()

    def writable(self) -> bool:
        """It is."""
        return True
