"""The actions that a cell holds: its points, numbered or not, a list with semicolons, else each paragraph as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from riskreg.intake.plain import BULLET

_NUMBER = re.compile(r"^\(?(?:([0-9]{1,2})|([a-z])|([ivx]{1,4}))[.)]\)?\s+(?=\S)", re.IGNORECASE)
_INLINE = re.compile(r"(?<!\S)\(?([0-9]{1,2})[.)]\s+(?=[A-Z])")
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


@frozen
class Points:
    """What a cell of actions holds."""

    actions: tuple[str, ...]
    """One text each."""
    leads: tuple[str, ...] = ()
    """Sentences that only lead to a list, such as "We will:"."""


def points(cell: str) -> Points:
    """The actions in a cell. Nothing is left out but the marks and numbers of points."""
    lines = [line for line in cell.split("\n") if line.strip(" *")]
    if not lines:
        return Points(())
    if any(line.startswith(BULLET) for line in lines):
        return _listed([(line.removeprefix(BULLET), line.startswith(BULLET)) for line in lines])
    if _numbered(lines):
        return _listed([(_NUMBER.sub("", line, count=1), bool(_NUMBER.match(line))) for line in lines])
    return Points(tuple(part for line in _whole(lines) for part in _parts(line)))


def _listed(lines: Sequence[tuple[str, bool]]) -> Points:
    """Lines and whether each is a point; one before a point that ends with a colon only leads to it."""
    actions: list[str] = []
    leads: list[str] = []
    for (text, point), (_, next_is) in zip(lines, [*lines[1:], ("", False)], strict=True):
        if not point and next_is and text.rstrip().endswith(":"):
            leads.append(text.strip())
        elif not point and actions and text[:1].islower():
            actions[-1] = f"{actions[-1]} {text.strip()}"
        elif text.strip():
            actions.append(text.strip())
    return Points(tuple(actions), tuple(leads))


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
    parts = [part.strip() for part in line.split(";") if part.strip()]
    if len(parts) > 1 and not _SENTENCE.search(line) and (len(parts) > 2 or _are_short(parts)):
        yield from (re.sub(r"^and\s+", "", part) if n else part for n, part in enumerate(parts))
        return
    yield line


def _are_short(parts: Sequence[str]) -> bool:
    return all(len(part.split()) <= 12 for part in parts)
