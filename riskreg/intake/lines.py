"""The lines of a text that was made from pages: page breaks, page numbers, running heads, numbered headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from attrs import frozen

_NUMBERED = re.compile(r"^\s*(?:-\s+)?([0-9]{1,2}(?:\.[0-9]{1,3}){0,3})[.)]?\s+(\S.*)$")
_PAGE_NUMBER = re.compile(r"(?i)^\s*(?:page\s+)?[-–]?\s*[0-9]{1,4}\s*[-–]?(?:\s*(?:of|/)\s*[0-9]{1,4})?\s*$")
_DATE = re.compile(r"(?i)^\s*[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_END = re.compile(r"(?i)^\s*(?:background papers?|appendi(?:x|ces)\b|contact(?: officer)?s?:|report author)")

_PAGE_AT_END = re.compile(r"(?i)\bpage\s+[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?\s*$")

JOINING = frozenset("a an and as at by for from in into is of on or that the to was were which with".split())
"""Words that do not end a text."""


@frozen
class Line:
    """One line of a text."""

    number: int
    """Counted from 1."""
    text: str
    """Without blanks at its end."""
    page: int
    """The page, by form feeds, counted from 1."""
    after_blank: bool
    """Whether an empty line stands before it."""


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold anything."""
    found = []
    page, blank = 1, True
    for number, raw in enumerate(text.split("\n"), start=1):
        page += raw.count("\f")
        line = raw.replace("\f", "").rstrip()
        if line.strip():
            found.append(Line(number, line, page, blank))
        blank = not line.strip()
    return tuple(found)


def without_furniture(lines: Sequence[Line], is_heading: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines without page numbers, and without those that stand at the edge of most pages.

    The headings of a table that runs over pages stand there too, and stay.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    edges: Counter[str] = Counter()
    for page in pages.values():
        edges.update({_shape(line) for line in (*page[:2], *page[-2:])})
    running = {shape for shape, times in edges.items() if times >= 3 and times * 2 > len(pages)}
    at_edge = {id(line) for page in pages.values() for line in (*page[:2], *page[-2:])}
    return tuple(
        line
        for line in lines
        if not _PAGE_NUMBER.match(line.text)
        and not (id(line) in at_edge and _PAGE_AT_END.search(line.text))
        and not (id(line) in at_edge and _shape(line) in running and not is_heading(line.text))
    )


_LONGEST = 500
"""What stands at the edge of every page is shorter; a pattern would take long over a line without an end."""


def _shape(line: Line) -> str:
    """The text, its page number apart: a number at its end, behind three words or the word page."""
    flat = " ".join(line.text.split())
    if len(flat) > _LONGEST:
        return flat
    return re.sub(r"(?i)((?:\S+ ){3,}|.*\bpage )[0-9]+(?: of [0-9]+)?$", r"\1", flat)


def numbered(text: str) -> tuple[str, str] | None:
    """The number and the words of a heading or paragraph such as `8.1 A summary`; None where there is none."""
    match = _NUMBERED.match(text)
    return (match[1], match[2]) if match and not _DATE.match(text) else None


def section_of(lines: Sequence[Line]) -> int:
    """The section that stands open at the end of these lines: 8 after `8.1 A summary`; 0 where nothing is numbered."""
    found = (numbered(line.text) for line in reversed(lines))
    return next((int(f[0].split(".")[0]) for f in found if f and f[1][:1].isupper()), 0)


def ends_table(text: str, section: int) -> bool:
    """Whether a line cannot be part of a table any more: the heading of the next section, or of an appendix."""
    found = numbered(text)
    if found and found[1][:1].isupper():
        number, words = found
        if "." not in number and section and int(number) == section + 1 and len(words.split()) <= 12:
            return True
        if "." in number and section and int(number.split(".")[0]) in (section, section + 1):
            return True
    return bool(_END.match(text))


def heading_before(lines: Sequence[Line]) -> str:
    """The nearest numbered heading or paragraph above, else the last line that looks like a heading."""
    for line in reversed(lines[-60:]):
        found = numbered(line.text)
        if found and found[1][:1].isupper():
            return f"{found[0]} {found[1].strip()}"
    return next((line.text.strip() for line in reversed(lines[-6:]) if _is_title(line.text)), "")


def _is_title(text: str) -> bool:
    words = text.split()
    return len(words) <= 8 and words[0][:1].isupper() and not text.rstrip().endswith((".", ",", ";"))
