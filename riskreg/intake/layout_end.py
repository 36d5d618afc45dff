"""Which lines of a page are a table's in `pdftotext -layout` text, and which are prose above, below or between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from riskreg.intake.layout_columns import Cuts, Split, chunks
from riskreg.intake.lines import numbered
from riskreg.intake.plain import quoted

_TITLE = 10
"""A line of more words is no title."""
_NEAR = 2


@frozen
class Kept:
    """The lines of one page below the headings of a table."""

    before: tuple[Split, ...]
    """Prose above the first line in columns, such as a running head."""
    table: tuple[Split, ...]
    """The table's."""
    after: tuple[Split, ...]
    """What stands below it."""
    doubts: tuple[str, ...]
    """What is not sure of that, as questions."""


def kept_of(lines: Sequence[Split], cuts: Cuts) -> Kept:
    """The lines of a page that are the table's: up to the first block of lines that is none of it.

    Such a block runs across its gutters, begins left of its edge, or has columns of its own; a title above it is part
    of it.
    """
    edge = min((one.indent for one in lines if one.apart and one.parts[0] and not one.runs_on), default=0)
    blocks = list(_blocks(lines))
    first = next((n for n, block in enumerate(blocks) if not _is_prose(block, edge)), len(blocks))
    before = tuple(one for block in blocks[:first] for one in block)
    known = set(cuts[1:])
    table: list[Split] = []
    for block in blocks[first:]:
        fits = _fitting(block, edge, known)
        table += block[:fits]
        if fits < len(block):
            break
        known |= {start for one in block if one.apart for start, _ in chunks(one.line.text)}
    if len(table) + len(before) < len(lines) or _is_title(table[-1:], edge, surely=True):
        table = _without_titles(table, edge)
    after = tuple(lines[len(before) + len(table) :])
    return Kept(before, tuple(table), after, tuple(_doubts(after, edge, known)))


def _blocks(lines: Sequence[Split]) -> Iterator[list[Split]]:
    block: list[Split] = []
    for one in lines:
        if block and one.line.after_blank:
            yield block
            block = []
        block.append(one)
    if block:
        yield block


def _runs(one: Split, edge: int) -> bool:
    """Whether a line is none of a table: it runs across gutters, or begins left of the edge."""
    return (one.runs_on and not one.apart) or one.indent < edge


def _is_prose(block: Sequence[Split], edge: int) -> bool:
    return any(_runs(one, edge) for one in block) and not any(one.apart and not one.runs_on for one in block)


def _fitting(block: Sequence[Split], edge: int, known: set[int]) -> int:
    """How many lines of a block are the table's."""
    if _is_prose(block, edge) or _has_other_columns(block, known):
        return 0
    last = max((n for n, one in enumerate(block) if one.apart and not one.runs_on), default=len(block))
    return next((n for n, one in enumerate(block) if n > last and _runs(one, edge)), len(block))


def _has_other_columns(block: Sequence[Split], known: set[int]) -> bool:
    """Whether a block stands in columns, and none of them begins where one of the table's does."""
    begins = {start for one in block if one.apart for start, _ in chunks(one.line.text)[1:]}
    return bool(begins) and not any(abs(start - at) <= _NEAR for start in begins for at in known)


def _without_titles(table: list[Split], edge: int) -> list[Split]:
    """The lines without titles that stand last: they belong to the prose below."""
    end = len(table)
    while end > 1 and _is_title(table[end - 1 : end], edge, surely=False):
        end -= 1
    return table[:end]


def _is_title(lines: Sequence[Split], edge: int, *, surely: bool) -> bool:
    """Whether a line alone, behind an empty one, is a title of what follows; surely so where it has a number."""
    if not lines or not lines[0].line.after_blank or not lines[0].alone or not lines[0].parts[0]:
        return False
    text = lines[0].line.text.strip()
    short = len(text.split()) <= _TITLE and not text.endswith((".", ",", ";")) and not text[:1].islower()
    return short and lines[0].indent <= edge and (not surely or numbered(text) is not None)


def _doubts(after: Sequence[Split], edge: int, known: set[int]) -> Iterator[str]:
    alone = [one for one in after if one.alone and not _runs(one, edge)]
    if after and after[0] in alone and after[0].indent == edge:
        yield f"{_where(after[:1])} was read as text below the table; is it no row of it?"
    columns = [one for one in after if one.apart and not one.runs_on and not _has_other_columns([one], known)]
    if columns:
        yield f"{_where(columns)} and stands in columns, but below the text that ends the table; is it no part of it?"


def _where(lines: Sequence[Split]) -> str:
    first, last = lines[0].line, lines[-1].line
    where = f"line {first.number}" if first is last else f"lines {first.number}-{last.number}"
    return f"{where}: what begins {quoted(first.text)}"
