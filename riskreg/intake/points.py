"""The actions that a cell holds: its points, numbered or not, a list with semicolons, else each paragraph as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from riskreg.intake.plain import BULLET

_NUMBER = re.compile(r"^\(?(?:([0-9]{1,2})|([a-z])|([ivx]{1,4}))[.)]\)?\s+(?=\S)", re.IGNORECASE)
_INLINE = re.compile(r"(?<!\S)\(?([0-9]{1,2})[.)]\s+(?=[A-Z])")
_PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"', "“": "”", "‘": "’"}
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


@frozen
class Points:
    """What a cell of actions holds."""

    actions: tuple[str, ...]
    """One text each."""
    leads: tuple[str, ...] = ()
    """Sentences that only lead to a list, such as "We will:"."""
    small: tuple[str, ...] = ()
    """Lines that begin in small letters behind one that is not finished and does not: each may be its rest."""


def points(cell: str, *, wrapped: bool = True) -> Points:
    """The actions in a cell. Nothing is left out but the marks and numbers of points.

    `wrapped`: a line may end because the page did, so one that begins in small letters goes on with the one above.
    """
    lines = [line for line in cell.split("\n") if line.strip(" *")]
    if not lines:
        return Points(())
    if any(line.startswith(BULLET) for line in lines):
        return _listed([(line.removeprefix(BULLET), line.startswith(BULLET)) for line in lines], wrapped=wrapped)
    if _numbered(lines):
        return _listed([(_NUMBER.sub("", line, count=1), bool(_NUMBER.match(line))) for line in lines], wrapped=wrapped)
    whole = tuple(_whole(lines)) if wrapped else tuple(lines)
    return Points(tuple(part for line in whole for part in _parts(line)), (), () if wrapped else tuple(_small(whole)))


def _small(lines: Sequence[str]) -> Iterator[str]:
    for above, line in pairwise(lines):
        if line[:1].islower() and above[:1].isupper() and not above.endswith((".", ";", "!", "?")):
            yield line


def unnumbered(lines: Sequence[str]) -> Sequence[str]:
    """The lines without their numbers, where they are numbered in order."""
    return [_NUMBER.sub("", line, count=1) for line in lines] if _numbered(lines) else lines


def _listed(lines: Sequence[tuple[str, bool]], *, wrapped: bool) -> Points:
    """Lines and whether each is a point; one before a point that ends with a colon only leads to it."""
    actions: list[str] = []
    leads: list[str] = []
    for (text, point), (_, next_is) in zip(lines, [*lines[1:], ("", False)], strict=True):
        if not point and next_is and text.rstrip().endswith(":"):
            leads.append(text.strip())
        elif not point and actions and text[:1].islower() and wrapped:
            actions[-1] = f"{actions[-1]} {text.strip()}"
        elif text.strip():
            actions.append(text.strip())
    unmarked = () if wrapped else _small([text.strip() for text, _ in lines])
    small = {text.strip() for text, point in lines if not point}
    return Points(tuple(actions), tuple(leads), tuple(text for text in unmarked if text in small))


def _numbered(lines: Sequence[str]) -> bool:
    """Whether lines are numbered in order, from 1 or a."""
    found = [m for line in lines if (m := _NUMBER.match(line))]
    if len(found) < 2:
        return False
    first, second = (m[0].strip(" ().").casefold() for m in found[:2])
    return (first, second) in (("1", "2"), ("a", "b"), ("i", "ii"))


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Lines, one that begins in small letters put behind the line above."""
    text = ""
    for line in lines:
        if text and line[:1].islower():
            text = f"{text} {line}"
            continue
        if text:
            yield text
        text = line
    if text:
        yield text


def _parts(line: str) -> Iterator[str]:
    """A paragraph's points, where it runs through numbers or semicolons; else the paragraph."""
    marks = list(_INLINE.finditer(line))
    if len(marks) > 1 and [int(m[1]) for m in marks] == list(range(1, len(marks) + 1)) and marks[0].start() == 0:
        ends = [*(m.start() for m in marks[1:]), len(line)]
        yield from (line[m.end() : end].strip() for m, end in zip(marks, ends, strict=True))
        return
    parts = [part.strip() for part in _split(line) if part.strip()]
    if len(parts) > 1 and not _SENTENCE.search(line) and (len(parts) > 2 or _are_short(parts)):
        yield from (re.sub(r"^and\s+", "", part) if n else part for n, part in enumerate(parts))
        return
    yield line


def _split(line: str) -> Iterator[str]:
    """The line parted at its semicolons, those within brackets and quotes left alone."""
    start, ends = 0, list[str]()
    for place, char in enumerate(line):
        if ends and char == ends[-1]:
            ends.pop()
        elif char in _PAIRS and not line[:place][-1:].isalnum() and line.find(_PAIRS[char], place + 1) > 0:
            ends.append(_PAIRS[char])
        elif char == ";" and not ends:
            yield line[start:place]
            start = place + 1
    yield line[start:]


def _are_short(parts: Sequence[str]) -> bool:
    return all(len(part.split()) <= 12 for part in parts)
