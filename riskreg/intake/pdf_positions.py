"""Tables without lines found among the words of a page: from a header known by its words to the next paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from riskreg.intake.columns import roles_of
from riskreg.intake.pdf_columns import Columns, columns_of
from riskreg.intake.pdf_end import HEADING, end_of_table
from riskreg.intake.pdf_header import cells_of, is_header
from riskreg.intake.pdf_page import PageContent
from riskreg.intake.pdf_rows import rows_of
from riskreg.intake.pdf_text import Line, leading, paragraphs


@frozen
class FoundTable:
    """A table made of words on one page."""

    rows: tuple[tuple[str, ...], ...]
    """The text of each cell, the header included where this page has it."""
    columns: Columns
    """Its columns."""
    lines: tuple[Line, ...]
    """The lines that it took."""
    asked: tuple[tuple[str, ...], ...]
    """What is not sure of each row."""
    doubts: tuple[str, ...]
    """What is not sure of the whole, as where it ends."""
    open: bool
    """Whether it reaches the end of the page's text, and may go on."""


def tables_by_position(page: PageContent, lines: Sequence[Line], going: Columns | None) -> list[FoundTable]:
    """The tables of a page that have no lines; `going`: the columns of one that reached the end of the page before."""
    found: list[FoundTable] = []
    headers = [i for i, line in enumerate(lines) if is_header(line)]
    first = headers[0] if headers else len(lines)
    if going is not None and (table := _goes_on(page, lines[:first], going)) is not None:
        found.append(table)
    below = [_table(page, lines, start, end) for start, end in zip(headers, [*headers[1:], len(lines)], strict=False)]
    # What goes on from the page before may be the end of one row; under a header of its own, one row is the header.
    return [*found, *(table for table in below if len(table.rows) > 1 or table.open)]


def _table(page: PageContent, lines: Sequence[Line], start: int, end: int) -> FoundTable:
    body = _after_header(lines, start, end)
    columns = columns_of(lines[start], lines[body:end])
    stop = _end(columns, lines, body, end)
    columns = columns_of(lines[start], [line for line in lines[body:stop] if not columns.crossed(line)])
    stop, left = end_of_table(columns, lines, (start, body, stop), page.height)
    header = [columns.cells(line) for line in lines[start:body]]
    names = tuple(paragraphs([Line(c[i]) for c in header if c[i]], right) for i, right in enumerate(columns.rights))
    names = tuple(" ".join(name.split()) for name in names)
    group = _group(lines, start, columns)
    columns = evolve(columns, roles=tuple(roles_of(names)))
    rows = rows_of(columns, lines[body:stop], _rules(page, columns, lines[start]))
    return FoundTable(
        (*group, names, *rows.texts),
        columns,
        tuple(lines[start - len(group) : stop]),
        (*[()] * (len(group) + 1), *rows.asked),
        tuple(left),
        stop == len(lines),
    )


def _goes_on(page: PageContent, lines: Sequence[Line], columns: Columns) -> FoundTable | None:
    """A table that goes on from the page before without its header, where the page begins in its columns."""
    stop = _end(columns, lines, 0, len(lines))
    if not any(sum(map(bool, columns.cells(line))) > 1 for line in lines[: min(stop, 3)]):
        return None
    stop, left = end_of_table(columns, lines, (0, 0, stop), page.height)
    rows = rows_of(columns, lines[:stop], _rules(page, columns, lines[0]))
    return FoundTable(rows.texts, columns, tuple(lines[:stop]), rows.asked, tuple(left), stop == len(lines))


def _after_header(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line below the header: lines close under it belong to it, if both are bold, or it clearly goes on."""
    body = start + 1
    while body < end and _near(lines[body - 1], lines[body]) and _same_header(lines, start, body, end):
        body += 1
    return body if body < end else start + 1


def _same_header(lines: Sequence[Line], start: int, body: int, end: int) -> bool:
    """Whether a line close under a header is its second: bold as well, or in cells that go on and apart from the next.

    A row of one line may stand close under a header as well: so cells go on only in small letters or brackets.
    """
    if lines[start].bold:
        return lines[body].bold
    texts = [cell[0].text for cell in cells_of(lines[body])]
    apart = body + 1 == end or lines[body + 1].top - lines[body].bottom > 0.25 * lines[body].height + max(
        0.0, lines[body].top - lines[body - 1].bottom
    )
    return body < start + 3 and apart and all(not text[:1].isalpha() or text[:1].islower() for text in texts)


def _near(above: Line, line: Line) -> bool:
    return line.top - above.bottom < 0.8 * above.height


def _group(lines: Sequence[Line], start: int, columns: Columns) -> list[tuple[str, ...]]:
    """The row of group names above a header, such as `Inherent | Residual`: bold, close, and not at the left edge."""
    if start == 0 or not (lines[start - 1].bold and _near(lines[start - 1], lines[start])):
        return []
    if lines[start - 1].x0 < columns.lefts[1] - 1:
        return []
    texts = [""] * len(columns.lefts)
    for cell in cells_of(lines[start - 1]):
        middle = (cell[0].x0 + cell[-1].x1) / 2
        under = [i for i, left in enumerate(columns.lefts) if left <= middle]
        texts[under[-1] if under else 0] = " ".join(w.text for w in cell)
    return [tuple(texts)]


def _end(columns: Columns, lines: Sequence[Line], start: int, end: int) -> int:
    """Where a table ends: before the first line that runs over its columns, and the heading above that line."""
    stop = next((i for i in range(start, end) if columns.crossed(lines[i]) and not _banner(columns, lines, i)), end)
    usual = leading(lines[start:stop])
    while stop > start + 1 and stop < end and _heads(columns, lines, stop - 1, usual):
        stop -= 1
    return next((i for i in range(start + 1, stop) if _titles(columns, lines[i], lines[start])), stop)


def _banner(columns: Columns, lines: Sequence[Line], at: int) -> bool:
    return columns.banner(lines[at], lines[at + 1] if at + 1 < len(lines) else None)


def _heads(columns: Columns, lines: Sequence[Line], at: int, usual: float) -> bool:
    """Whether a line in the first column alone stands apart from the row above it."""
    alone = not any(columns.cells(lines[at])[1:])
    return alone and lines[at].bottom - lines[at - 1].bottom > 1.25 * usual


def _titles(columns: Columns, line: Line, first: Line) -> bool:
    """Whether a line is a numbered heading, bold where the table's rows are not."""
    alone = not any(columns.cells(line)[1:])
    return alone and line.bold and not first.bold and HEADING.match(line.text) is not None


def _rules(page: PageContent, columns: Columns, header: Line) -> list[float]:
    """The heights of the lines that are drawn across most of the table, below its header."""
    left, right = columns.lefts[0], columns.rights[-1]
    spans: dict[float, float] = {}
    for top, a, b in page.rules:
        spans[top] = spans.get(top, 0.0) + max(0.0, min(b, right) - max(a, left))
    return [top for top, length in spans.items() if length > 0.6 * (right - left) and top > header.bottom - 2]
