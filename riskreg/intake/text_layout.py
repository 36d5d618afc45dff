"""Tables in the text that `pdftotext -layout` makes, which keeps columns where they stood: from heads to end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from riskreg.intake.columns import named_columns, role_of, roles_of
from riskreg.intake.grid import Grid, GridRow
from riskreg.intake.layout_columns import Split, chunks, cuts_of, split
from riskreg.intake.layout_end import kept_of
from riskreg.intake.layout_rows import Shape, rows, shape_of
from riskreg.intake.lines import Line, ends_table, heading_before, section_of
from riskreg.intake.plain import folded, quoted

_RULE = re.compile(r"\s*[-=_─━]{3,}(?:[\s+|]+[-=_─━]{3,})*\s*")
_MOST_HEADING_LINES = 4
_FURNITURE = 3
"""So many lines may stand between a table and the end of a page, if it goes on behind."""
_FEW = 12
"""On a page with fewer lines, how wide columns are is told by the whole table."""


@frozen
class _Headings:
    """The headings of a table."""

    titles: tuple[str, ...]
    """Of each column; those of several lines joined."""
    starts: tuple[int, ...]
    """Where each begins."""
    lines: tuple[Line, ...]
    """In which they stand."""


@frozen
class _Body:
    """What stands below the headings of a table."""

    pages: tuple[tuple[Split, ...], ...]
    """Its lines, page by page: headings repeated may stand elsewhere."""
    end: int
    """Behind the last line that was looked at, in the lines of the text."""
    doubts: tuple[str, ...]
    """What is not sure of where it ends."""


def layout_tables(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The tables below lines that hold the headings of a risk table, two blanks or more between them."""
    return tuple(_grids(_without_rules(lines)))


def _without_rules(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that are only drawn, below headings or between rows: white is said of the next."""
    kept: list[Line] = []
    drawn = False
    for line in lines:
        if _RULE.fullmatch(line.text):
            drawn = True
            continue
        kept.append(evolve(line, after_blank=True) if drawn else line)
        drawn = False
    return kept


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    at = 0
    while at < len(lines):
        if not headings(lines[at].text):
            at += 1
            continue
        found = _headings(lines, at)
        body = _body(lines, at, found)
        yield _grid(lines, at, found, body)
        at = body.end


def headings(text: str) -> tuple[int, ...]:
    """Where the headings of a risk table begin on a line; nothing where it is none."""
    cells = chunks(text) if "  " in text.strip() and "\t" not in text else ()
    if len(cells) < 2 or not named_columns([title for _, title in cells]):
        return ()
    return tuple(start for start, _ in cells)


def _headings(lines: Sequence[Line], at: int) -> _Headings:
    """The headings that begin in a line; the lines below it that cannot begin a row are more of them."""
    cells = chunks(lines[at].text)
    titles, starts = [title for _, title in cells], tuple(start for start, _ in cells)
    used = [lines[at]]
    for line in lines[at + 1 : at + _MOST_HEADING_LINES]:
        more = _more(titles, starts, line)
        if more is None or line.after_blank or line.page != lines[at].page:
            break
        titles = more
        used.append(line)
    return _Headings(tuple(titles), starts, tuple(used))


def _more(titles: Sequence[str], starts: Sequence[int], line: Line) -> list[str] | None:
    """The headings with what a line adds to each; None where it is none of them."""
    parts = [""] * len(titles)
    for start, text in chunks(line.text):
        near = min(range(len(starts)), key=lambda c: abs(starts[c] - start))
        if abs(starts[near] - start) > len(titles[near]) + 2 or parts[near] or len(text.split()) > 5:
            return None
        parts[near] = text
    joined = [_title(title, part) for title, part in zip(titles, parts, strict=True)]
    begins = parts[0] and not parts[0].startswith("(") and not parts[0][:1].islower()
    known = all(role_of(whole) for whole, part in zip(joined, parts, strict=True) if part)
    return joined if known and named_columns(joined) and not begins else None


def _title(title: str, more: str) -> str:
    """A heading and what stands below it: more words, or the rest of a word that was too long for its column."""
    whole = f"{title}{more}"
    return whole if more[:1].islower() and not role_of(title) and role_of(whole) else f"{title} {more}".strip()


def _body(lines: Sequence[Line], start: int, found: _Headings) -> _Body:
    """The lines of a table, page by page, as far as it goes."""
    header, section = folded(found.lines[0].text), section_of(lines[:start])
    at, starts = start + len(found.lines), found.starts
    pages: list[tuple[Split, ...]] = []
    doubts: list[str] = []
    between: list[str] = []
    near = True
    below: tuple[str, ...] = ()
    while at < len(lines):
        end = _reach(lines, at, header, section, starts)
        cuts = cuts_of(lines[at:end], starts, near=near)
        kept = kept_of([split(line, cuts) for line in lines[at:end]], cuts)
        follows = end < len(lines) and folded(lines[end].text) == header
        if not kept.table and not follows:
            break
        doubts += [*between, *_left_out(kept.before)]
        pages += [kept.table] if kept.table else []
        turns = end < len(lines) and lines[end].page != lines[at].page
        at, between, below = at + len(kept.before) + len(kept.table), list(_left_out(kept.after)), kept.doubts
        if not follows and not (turns and len(kept.after) <= _FURNITURE):
            break
        at, near = end, follows
        if follows:
            starts = headings(lines[at].text) or starts
            at += _repeated(lines[at:], found)
    return _Body(tuple(pages), at, (*doubts, *below))


def _reach(lines: Sequence[Line], at: int, header: str, section: int, starts: Sequence[int]) -> int:
    """How far the lines go on one page, before headings and what ends a table for sure."""
    for end in range(at, len(lines)):
        text = lines[end].text
        if headings(text) or lines[end].page != lines[at].page:
            return end
        if ends_table(text, section) and not text[: starts[1]].endswith("  "):
            return end
    return len(lines)


def _left_out(lines: Sequence[Split]) -> Iterator[str]:
    """What to ask of lines that are none of a table, where it goes on behind them."""
    for one in lines:
        yield f"line {one.line.number}: {quoted(one.line.text)} was left out between rows; is it no part of them?"


def _repeated(lines: Sequence[Line], found: _Headings) -> int:
    """How many lines the headings take that stand first in these lines, once more."""
    taken = 1
    for heading in found.lines[1:]:
        if taken < len(lines) and folded(lines[taken].text) == folded(heading.text):
            taken += 1
    return taken


def _grid(lines: Sequence[Line], start: int, found: _Headings, body: _Body) -> Grid:
    first, last = found.lines[0], found.lines[-1]
    place = f"line {first.number}" if first is last else f"lines {first.number}-{last.number}"
    every = [one for page in body.pages for one in page]
    whole = _shape(every, found)
    below = (row for page in body.pages for row in rows(page, whole if len(page) < _FEW else _shape(page, found)))
    end = every[-1].line.number if every else last.number
    table = (GridRow(found.titles, place, first.page), *below)
    doubts = (*body.doubts, *_empty(body, every, found))
    return Grid(table, f"lines {first.number}-{end}", heading_before(lines[:start]), doubts)


def _empty(body: _Body, every: Sequence[Split], found: _Headings) -> Iterator[str]:
    """What to ask of a page on which a column is empty that holds text on others."""
    for page in body.pages:
        for column, title in enumerate(found.titles):
            if any(one.parts[column] for one in every) and not any(one.parts[column] for one in page):
                where = f"lines {page[0].line.number}-{page[-1].line.number}"
                yield f"{where}: on this page nothing stands below {quoted(title)}; were its columns parted rightly?"


def _shape(lines: Sequence[Split], found: _Headings) -> Shape:
    return shape_of(lines, roles_of(found.titles))
