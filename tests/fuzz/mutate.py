"""Damage: bytes, lines, XML and members of archives, changed at random; equal seeds give equal damage."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

Mutator = Callable[[bytes, Random, Sequence[bytes]], bytes]
"""Makes another input of one, with a source of chance, and others of its kind to take pieces of."""

LARGEST = 1 << 20
"""No input grows beyond this: growth is to come of reading, not of the input."""

_TOKENS = [
    b"\x00", b"\xff", b"\xc3", b"\x1b[2J", b"\r", b"\r\n", b"\n", b"\t", b"\xef\xbb\xbf", "\u202e\u2028\x85".encode(),
    b"9" * 40, b"-1", b"0", b"1e999", b"nan", b"99999999999", b'"', b"'", b'"""', b"[", b"]", b"[[", b"{", b"}", b"=",
    b".", b",", b"#", b"|", b"<!--", b"-->", b"<", b">", b"&", b"&#0;", b"&#x110000;", b"&amp;", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<table>", b"</table>", b"<tr>", b"<td>", b"</td>", b' colspan="400"',
    b' rowspan="4000"', b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"2021-13-40", b"2022", b"true", b"\\u0000",
    b"\\", b"<!-- riskreg:begin changes -->\n", b"<!-- riskreg:end changes -->\n", b"```\n", b"~~~\n", b"$$",
    b"[risk.a]\n", b"[register]\n", b'supersedes = ["a"]\n', b"/../../x", b"=cmd()", "£–“🙂é".encode(), b"obj",
    b"endobj", b"stream", b"/Length 99999999", b"%%EOF", b"/Kids[3 0 R 3 0 R]",
]  # fmt: skip


def of_bytes(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """A few bytes changed, cut, doubled, moved, or taken from another input."""
    for _ in range(rng.choice((1, 1, 2, 4, 9))):
        data = rng.choice(_BYTES)(data, rng, others)[:LARGEST]
    return data


def _place(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randint(0, len(data))
    return start, min(len(data), start + rng.choice((1, 2, 7, 40, 300, 4000)))


def _flipped(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _place(data, rng)
    return data[:start] + data[stop:]


def _doubled(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _place(data, rng)
    return data[:stop] + data[start:stop] * rng.choice((1, 1, 1, 3, 50, 2000)) + data[stop:]


def _moved(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _place(data, rng)
    rest, at = data[:start] + data[stop:], rng.randint(0, len(data))
    return rest[:at] + data[start:stop] + rest[at:]


def _spliced(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    other, at = rng.choice(others), rng.randint(0, len(data))
    start, stop = _place(other, rng)
    return data[:at] + other[start:stop] + data[at:]


def _joined(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others)
    return data[: rng.randint(0, len(data))] + other[rng.randint(0, len(other)) :]


def _with_token(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    start, stop = _place(data, rng)
    return data[:start] + rng.choice(_TOKENS) + data[rng.choice((start, start, stop)) :]


def _ended(data: bytes, rng: Random, _: Sequence[bytes]) -> bytes:
    return data[: rng.randint(0, len(data))]


_BYTES: tuple[Mutator, ...] = (
    _flipped, _flipped, _cut, _doubled, _moved, _spliced, _joined, _with_token, _with_token, _with_token, _ended,
)  # fmt: skip

_WORDS = re.compile(rb'("(?:[^"\\\n]|\\.)*"|[A-Za-z0-9_-]+)')


def of_lines(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Whole lines and whole words changed, so that much of the damage can still be read; at times, bytes as well."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        data = (_words if rng.random() < 0.5 else _lines)(data, rng, others)[:LARGEST]
    return of_bytes(data, rng, others) if rng.random() < 0.3 else data


def _lines(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    more = (rng.choice(others) if rng.random() < 0.5 else data).splitlines(keepends=True)
    at, start = rng.randint(0, len(lines)), rng.randint(0, len(more))
    piece = more[start : start + rng.choice((1, 1, 2, 5, 12))] * rng.choice((1, 1, 1, 1, 40))
    if rng.random() < 0.4:
        del lines[at : at + rng.choice((1, 1, 2, 6))]
    else:
        lines[at:at] = piece
    return b"".join(lines)


def _words(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """One word or quoted text in the place of another."""
    here, there = list(_WORDS.finditer(data)), _WORDS.findall(rng.choice((data, *others)))
    if not here or not there:
        return data
    found = rng.choice(here)
    word = rng.choice(_TOKENS) if rng.random() < 0.1 else rng.choice(there)
    return data[: found.start()] + word + data[found.end() :]


_XML = re.compile(rb"<[^>]*>|[^<]+")
_ATTRIBUTE = re.compile(rb'"[^"]*"')
_ODD = (
    b"",
    b"0",
    b"-1",
    b"99999999999",
    b"1048577",
    b"XFE1",
    b"&#0;",
    b"../../x",
    b"rId1",
    b"true",
    b"\xff",
    b"x" * 9999,
)


def of_xml(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Elements left out, doubled, nested, moved, or with other attributes."""
    parts: list[bytes] = _XML.findall(data) or [b""]
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(parts))
        stop = at + rng.choice((1, 1, 2, 4, 20, 90))
        match rng.randrange(6):
            case 0:
                del parts[at:stop]
            case 1:
                parts[at:at] = parts[at:stop] * rng.choice((1, 1, 3, 60, 400))
            case 2:
                to = rng.randrange(len(parts))
                parts[to:to] = parts[at:stop]
            case 3:
                parts[at] = _ATTRIBUTE.sub(lambda _: b'"%b"' % rng.choice(_ODD), parts[at], count=rng.choice((1, 1, 0)))
            case 4:
                parts[at:at] = (_XML.findall(rng.choice(others)) or [b""])[at:stop]
            case _:
                parts[at:at] = [rng.choice(_TOKENS)]
        parts = parts or [b""]
    return b"".join(parts)[:LARGEST]


def of_archive(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """A member damaged, left out, renamed or doubled, and all packed anew; or the archive's own bytes."""
    if rng.random() < 0.2:
        return of_bytes(data, rng, others)
    members = _members(data)
    names = [name for name, _ in members]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choices(range(len(members)), weights=[1 + len(part) ** 0.5 for _, part in members])[0]
        name, part = members[at]
        match rng.randrange(12):
            case 0:
                del members[at]
            case 1:
                members[at] = (rng.choice(names), part)
            case 2:
                members.append((rng.choice(("../x.xml", "/x", "word/x.xml", name.upper(), name)), part))
            case 3:
                members[at] = (name, of_bytes(part, rng, [p for _, p in members]))
            case _:
                siblings = [p for _, p in _members(rng.choice(others)) if p.lstrip()[:1] == b"<"]
                members[at] = (name, of_xml(part, rng, siblings or [part]))
        if not members:
            break
    return _archive(members, rng)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _archive(members: Sequence[tuple[str, bytes]], rng: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in members:
            how = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            info = zipfile.ZipInfo(name)  # of one date, so that a seed gives the same bytes on any day
            with warnings.catch_warnings(action="ignore"):  # that a name stands there twice is the point
                archive.writestr(info, part, compress_type=how)
    return out.getvalue()
