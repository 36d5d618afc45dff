"""Bytes of a text document become text: by their mark, as UTF-8, or as Windows text with a word said of it."""

from __future__ import annotations

import codecs

from riskreg.errors import UnreadableFile

LONGEST_LINE = 200_000
"""No line of a report is longer, in characters."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(
    name: str, data: bytes, encoding: str | None = None, *, long_lines: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The text, and what a person should know of how it was read.

    Without `encoding`: by the byte order mark, else UTF-8, else Windows-1252, with a note. Guessing programs read
    short Windows text wrongly, so none is asked. Raises UnreadableFile where the bytes are no text so, and where a line
    is longer than any of a report, unless the form knows no lines (`long_lines`).
    """
    text, notes = _decode(name, data, encoding or _marked(data))
    if "\0" in text:
        raise UnreadableFile(name, "is no text file: it holds NUL characters", "give the document as it was published")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE and not long_lines:
        raise UnreadableFile(
            name, f"has a line of {longest:,} characters; no report has", "give the document as it was published"
        )
    return text, notes


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _decode(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    if encoding is not None:
        try:
            return data.decode(encoding), ()
        except LookupError:
            raise UnreadableFile(name, f'there is no encoding "{encoding}"', "try utf-8, cp1252 or mac-roman") from None
        except (UnicodeDecodeError, ValueError):
            raise UnreadableFile(name, f"is no text in {encoding}", "name another with --encoding") from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    if b"\0" in data:
        raise UnreadableFile(name, "is no text file: it holds NUL characters", "give the document as it was published")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFile(
            name, f"is neither UTF-8 nor Windows text (line {line})", "name its encoding with --encoding"
        ) from None
    return text, (f"line {line} is not UTF-8: the file was read as Windows text (cp1252); if £ or quotes are wrong, "
                  "name the encoding with --encoding",)  # fmt: skip
