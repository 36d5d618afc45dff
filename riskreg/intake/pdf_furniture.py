"""Headers, footers and page numbers of a PDF, known by standing on page after page, left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import product, takewhile

from attrs import evolve

from riskreg.intake.pdf_header import is_header
from riskreg.intake.pdf_page import PageContent
from riskreg.intake.pdf_text import Line, lines_of

_AT_EDGE = 3
"""How many lines at the top and at the bottom of a page may be its header and footer."""
_MOST_NUMBERS = 3
"""In how many numbers of one line that of the page is looked for."""
Key = tuple[str, int, tuple[tuple[bool, int], ...]]

_PAGE_NUMBER = re.compile(r"(page|p\.)?\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?|[ivxl]{1,6}|-\s*\d{1,4}\s*-", re.IGNORECASE)


def without_furniture(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages without what repeats at their edges. A table's header repeats too, and is kept."""
    seen = Counter(key for page in pages for key in {key for line in _edges(page) for key in _keys(line, page)})
    often = max(2, min(len(pages) // 2, 5))
    repeated = {key for key, n in seen.items() if n >= often}
    return [_without(page, repeated) for page in pages]


def _without(page: PageContent, repeated: set[Key]) -> PageContent:
    gone = {
        word
        for line in _edges(page)
        if not repeated.isdisjoint(_keys(line, page)) or _is_number(line, page)
        for word in line.words
    }
    return evolve(page, words=tuple(w for w in page.words if w not in gone))


def _edges(page: PageContent) -> list[Line]:
    """The first and last lines of a page, those in ruled tables aside, that stand in its upper or lower sixth."""
    lines = lines_of(page.words)
    top = [line for line in lines[:_AT_EDGE] if line.bottom < page.height / 6]
    bottom = [line for line in lines[-_AT_EDGE:] if line.top > page.height * 5 / 6]
    # What stands below a table's header is the table's.
    top = list(takewhile(lambda line: not is_header(line), top))
    return [line for line in (*top, *bottom) if not is_header(line)]


def _keys(line: Line, page: PageContent) -> set[Key]:
    """What a line is known again by: its words and height, each number as it is, or counted from that of the page.

    The rows of a list are numbered too, and stand at the edges of pages, but their numbers do not grow page by page.
    """
    words, numbers = re.sub(r"\d+", "#", line.text.casefold()), [int(n) for n in re.findall(r"\d{1,6}", line.text)]
    shifts = product((0, page.number), repeat=len(numbers)) if len(numbers) <= _MOST_NUMBERS else [(0,) * len(numbers)]
    return {
        (words, round(line.top), tuple((bool(by), n - by) for n, by in zip(numbers, shift, strict=True)))
        for shift in shifts
    }


def _is_number(line: Line, page: PageContent) -> bool:
    at_edge = line.bottom < page.height / 10 or line.top > page.height * 9 / 10
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None
