"""The marked block of riskreg in a file of git attributes: put in, brought up to date, taken out to the byte.

All else in the file is somebody's own, and stays as it is: its line ends, its last line without an end, its encoding.
The block remembers what its coming changed, so that its going changes it back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskreg.errors import NotPossible

_NEW_FILE = b" (file begun by riskreg)"
_NO_END = b" (line end before it added by riskreg)"
_BEGIN, _BEGIN_END = b"# >>> riskreg git install", b" >>>"
_END = b"# <<< riskreg git install <<<"

_FIRST = re.compile(rb"^# >>> riskreg git install(?P<made> \([^)\n]*\))? >>>[ \t]*\r?\n", re.MULTILINE)
_LAST = re.compile(rb"^# <<< riskreg git install <<<[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_BLOCK = re.compile(_FIRST.pattern + rb"(?P<lines>(?:(?!# <<<|# >>>)[^\n]*\n)*)" + _LAST.pattern, re.MULTILINE)


def block_lines(data: bytes) -> tuple[str, ...] | None:
    """The lines of the block; None where there is none. Raises NotPossible where its marks are broken."""
    found = _found(data)
    return _lines(found) if found else None


def with_block(data: bytes | None, wanted: Sequence[str]) -> bytes:
    """The file with these lines in its block; `data` is None where there is no file yet.

    A line of the block for another pattern stays, so that several folders of registers can share it.
    """
    before = data or b""
    found = _found(before)
    if found is None:
        return _begun(data, wanted)
    patterns = tuple(_pattern(line) for line in wanted)
    lines = (*(line for line in _lines(found) if _pattern(line) not in patterns), *wanted)
    block = _block(lines, found["made"] or b"", _line_end(before))
    return before[: found.start()] + block + before[found.end() :]


def without_block(data: bytes) -> bytes | None:
    """The file as it was before the block came; None where it was not there. Raises NotPossible for broken marks."""
    found = _found(data)
    if found is None:
        return data
    before, after = data[: found.start()], data[found.end() :]
    if found["made"] == _NEW_FILE and not before and not after:
        return None
    if found["made"] == _NO_END and not after:
        before = before.removesuffix(b"\n").removesuffix(b"\r")
    return before + after


def _begun(data: bytes | None, wanted: Sequence[str]) -> bytes:
    before = data or b""
    end = _line_end(before)
    cut = bool(before) and not before.endswith(b"\n")
    made = _NEW_FILE if data is None else _NO_END if cut else b""
    return before + (end if cut else b"") + _block(wanted, made, end)


def _block(lines: Sequence[str], made: bytes, end: bytes) -> bytes:
    rows = (_BEGIN + made + _BEGIN_END, *(line.encode() for line in lines), _END)
    return b"".join(row + end for row in rows)


def _found(data: bytes) -> re.Match[bytes] | None:
    blocks = list(_BLOCK.finditer(data))
    if len(blocks) > 1 or not len(_FIRST.findall(data)) == len(_LAST.findall(data)) == len(blocks):
        raise NotPossible(
            "the block of riskreg in the attributes file is broken: its first and last line do not pair",
            f'delete what is left of it by hand, from "{_BEGIN.decode()}" to "{_END.decode()}", then try again',
        )
    return blocks[0] if blocks else None


def _lines(found: re.Match[bytes]) -> tuple[str, ...]:
    return tuple(found["lines"].decode("utf-8", errors="surrogateescape").splitlines())


def _line_end(data: bytes) -> bytes:
    return b"\r\n" if b"\r\n" in data else b"\n"


def _pattern(line: str) -> str:
    """The pattern that a line of attributes begins with."""
    match = re.match(r'"(?:[^"\\]|\\.)*"|\S+', line)
    return match[0] if match else line


def pattern_of(folder: str) -> str:
    """The pattern of the TOML files in a folder, given with a slash at its end, from the top of a repository.

    Characters that mean something in a pattern are taken for themselves (gitattributes, gitignore: pattern format).
    """
    pattern = re.sub(r"([\\*?\[])", r"\\\1", folder) + "*.toml"
    if not folder or folder[0] in '#!"':
        pattern = f"/{pattern}"
    if pattern.isprintable() and not set(' "') & set(pattern):
        return pattern
    quoted = pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'"{quoted}"'
