"""A document's risk table as rows of cells with their places: found, put together, and every doubt said.

`risk_rows(name, data)` is what reads a report again, without a draft: for checks of a register against its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from riskreg.errors import NotPossible, UnknownWord
from riskreg.intake.action_columns import asked_of_owner
from riskreg.intake.asked_of_columns import asked_of_actions, asked_of_blank, asked_of_categories, asked_of_colours
from riskreg.intake.candidates import Candidate, candidates
from riskreg.intake.grid import Document, GridRow
from riskreg.intake.headings import Header, is_mark, told_header
from riskreg.intake.limits import MOST_ROWS, too_much
from riskreg.intake.lines import numbered
from riskreg.intake.not_read import is_of_closed, of_others, of_refused, places_of
from riskreg.intake.plain import cleaned, quoted
from riskreg.intake.readers import Pages, form_of, read_document
from riskreg.intake.record_cards import with_cards
from riskreg.intake.rest import with_rest
from riskreg.intake.rows import RiskRow, RiskRows
from riskreg.intake.stitch import Stitched, Stitcher, asked_of_names, ends_with_stops

_BY_HAND = "--table N --columns risk=1,mitigation=2 reads a table by hand; --list-tables shows them"


def risk_rows(
    name: str,
    data: bytes,
    *,
    table: int | None = None,
    columns: Mapping[str, int] | None = None,
    encoding: str | None = None,
) -> RiskRows:
    """The rows of a document's risk table, in order, with cells, places and questions.

    `table` is the number of the table where a person knows better (see `looked_at`), `columns` says what its columns
    hold, counted from 0. Tables under the same headings are one list. Raises NotPossible where there is no risk
    table, UnreadableFile where the document cannot be read, and MissingExtra where a library is missing.
    """
    return rows_of(name, tables_of(name, data, encoding), table=table, columns=columns)


def tables_of(name: str, data: bytes, encoding: str | None = None, pages: Pages | None = None) -> Document:
    """Every table of a document, its text made plain, cards as rows of one table.

    `pages` is as for `read_document`. Raises as `risk_rows` does.
    """
    document = read_document(name, data, encoding, pages)
    grids = (evolve(g, rows=_plainly(g.rows), hidden=_plainly(g.hidden)) for g in document.grids)
    return with_cards(evolve(document, grids=tuple(grids), form=form_of(name, data)))


def rows_of(
    name: str, document: Document, *, table: int | None = None, columns: Mapping[str, int] | None = None
) -> RiskRows:
    """What `risk_rows` gives, of a document that is read already."""
    found = candidates(document)
    chosen, others = _chosen(name, found, table, columns)
    first = chosen[0]
    header = first.header
    if header is None:  # a table is chosen only with headings, its own or told
        raise NotPossible(f"table {first.number} of {name} has no headings that say what it holds", _BY_HAND)
    if sum(c.body for c in chosen) > MOST_ROWS:
        raise too_much(name, f"a risk table of more than {MOST_ROWS:,} rows")
    stitcher = Stitcher(header, ends_with_stops([r for c in chosen for r in c.grid.rows], header))
    named = references(chosen)
    for index, candidate in enumerate(chosen):
        another = index > 0 and named[index] != named[index - 1]
        placed = _placed(_body(candidate), candidate, chosen)
        stitcher.add(placed, goes_on=index > 0, table=index, another=another, header=candidate.header)
        stitcher.leave_hidden(_placed(candidate.grid.hidden, candidate, chosen))
    banners = tuple(map(str, stitcher.banners()))
    asked_of_names(stitcher.risks, header)
    if not stitcher.risks:
        raise NotPossible(f"{first.grid.place} of {name} has headings and no risks below them", _BY_HAND)
    return RiskRows(
        name=name,
        header=header,
        heading=first.grid.heading,
        place=places_of(chosen),
        rows=tuple(_rows(stitcher.risks, _headers(chosen, header), named, document)),
        read=stitcher.read,
        left_out=tuple(stitcher.left_out),
        banners=banners,
        questions=(
            *_asked(header, stitcher.risks),
            *stitcher.questions,
            *(d for c in chosen for d in c.grid.doubts),
        ),
        notes=(*document.notes, *_above(first), *of_others(chosen, others), *of_refused(chosen, found)),
        looked_at=found,
        text="\n".join((*_lines_above(first), document.text)),
    )


def _asked(header: Header, risks: Sequence[Stitched]) -> Iterator[str]:
    """What is not sure of a table's columns."""
    yield from (*header.doubts, *asked_of_owner(header), *asked_of_blank(risks, header))
    yield from (*asked_of_categories(risks), *asked_of_actions(risks, header))


def _placed(rows: Sequence[GridRow], candidate: Candidate, chosen: Sequence[Candidate]) -> Sequence[GridRow]:
    """Rows that are numbered within their table say which it is, where there are several."""
    if len(chosen) == 1:
        return rows
    return [evolve(r, place=f"{candidate.grid.place}, {r.place}") if r.place.startswith("row ") else r for r in rows]


def _plainly(rows: Sequence[GridRow]) -> tuple[GridRow, ...]:
    return tuple(evolve(row, cells=tuple(map(cleaned, row.cells))) for row in rows)


def _body(candidate: Candidate) -> Sequence[GridRow]:
    header = candidate.header
    return candidate.grid.rows[header.start + header.height :] if header else candidate.grid.rows


Chosen = tuple[Sequence[Candidate], Sequence[Candidate]]


def _chosen(name: str, found: Sequence[Candidate], table: int | None, columns: Mapping[str, int] | None) -> Chosen:
    """The tables to read as one list, and the risk tables that are not read."""
    if table is not None and not 1 <= table <= len(found):
        raise UnknownWord("table", str(table), [str(c.number) for c in found] or ["none"])
    if columns is not None:
        return _told(name, found, table, columns), ()
    taken = [c for c in found if c.header and (table is None or c.number == table)]
    if not taken:
        raise _none(name, found if table is None else [found[table - 1]])
    main = max(taken, key=lambda c: (not is_of_closed(c), c.body * len(c.header.roles if c.header else ()), -c.number))
    closed = () if table is not None or is_of_closed(main) else [c for c in taken if is_of_closed(c)]
    same = [c for c in taken if c.header and main.header and _same_list(c, main) and c not in closed]
    others = [c for c in taken if c not in same]
    return (list(with_rest(same, found)) if table is None else same), others


def references(chosen: Sequence[Candidate]) -> list[str]:
    """What each table is called in a register: by its numbered heading or its place; one over pages as it began."""
    names: list[str] = []
    for index, candidate in enumerate(chosen):
        before = chosen[index - 1] if index else None
        found = numbered(candidate.grid.heading)
        goes_on = before is not None and candidate.page and candidate.grid.heading == before.grid.heading
        own = found[0] if found else candidate.grid.place.partition(" (")[0]
        names.append(names[-1] if goes_on or candidate.header is None else own)
    return names


def _same_list(one: Candidate, main: Candidate) -> bool:
    mine, its = (c.header.columns if c.header else () for c in (one, main))
    return one.signature == main.signature or [c.role for c in mine] == [c.role for c in its]


def _told(name: str, found: Sequence[Candidate], table: int | None, columns: Mapping[str, int]) -> Sequence[Candidate]:
    """The table that a person has named, or the only one there is, with the columns that they have named."""
    if table is None and len(found) != 1:
        taken = [c for c in found if c.header]
        if len(taken) != 1:
            raise NotPossible(
                f"{name} has {len(found)} tables, and --columns is about one",
                "say which with --table; --list-tables shows them",
            )
        table = taken[0].number
    candidate = found[(table or 1) - 1]
    wide = max((len(r.cells) for r in candidate.grid.rows), default=0)
    beyond = [f"{role}={place + 1}" for role, place in columns.items() if place >= wide]
    if beyond:
        raise NotPossible(f"table {candidate.number} has {wide} columns, so {beyond[0]} is none", _BY_HAND)
    return [evolve(candidate, header=told_header(candidate.grid, columns))]


_NOT_OF_AUTHORS = (".pdf", ".txt", ".text")
_LOST = "if it has one that was lost, give the PDF or Word file itself, or what pdftotext -layout makes of the PDF"
_WRITTEN = "riskreg reads tables: where the risks stand as text, put them into one, a row each below headings"


def _none(name: str, found: Sequence[Candidate]) -> NotPossible:
    if not found:
        return NotPossible(
            f"{name} holds no risk table: it has no table, and no line with the headings of one",
            _LOST if name.lower().endswith(_NOT_OF_AUTHORS) else _WRITTEN,
        )
    looked = "; ".join(f"{c.grid.place}: {c.why}" for c in found[:12])
    more = f"; and {len(found) - 12} more" if len(found) > 12 else ""
    return NotPossible(f"{name} holds no risk table. Looked at: {looked}{more}", _BY_HAND)


def _lines_above(candidate: Candidate) -> list[str]:
    """The texts of a table's rows above its headings: a title, a date, a name."""
    rows = candidate.grid.rows[: candidate.header.start] if candidate.header else ()
    return [line for row in rows if (line := " ".join(" ".join(dict.fromkeys(c for c in row.cells if c)).split()))]


def _above(candidate: Candidate) -> Iterator[str]:
    lines = _lines_above(candidate)
    if lines:
        yield f"above the headings stands {quoted(' | '.join(lines), 200)}, which is no risk"


def _headers(chosen: Sequence[Candidate], first: Header) -> list[Header]:
    """The headings of each table; one without any stands under those before it."""
    found = [first]
    for candidate in chosen:
        found.append(candidate.header or found[-1])
    return found[1:]


def _rows(
    risks: Sequence[Stitched], headers: Sequence[Header], named: Sequence[str], document: Document
) -> Iterator[RiskRow]:
    """The risks; each names its row within its own table."""
    within: Counter[str] = Counter()
    coloured = asked_of_colours(risks, headers) if document.coloured else {}
    for number, risk in enumerate(risks, start=1):
        table = named[risk.table]
        within[table] += 1
        row = _row(risk, number, headers[risk.table], f"{table}, row {within[table]}")
        own = row.header if row.header != headers[0] else None
        asked = tuple(coloured.get(number, ()))
        yield evolve(row, header=own, wrapped=document.wrapped, questions=(*row.questions, *asked))


def _row(risk: Stitched, number: int, header: Header, reference: str) -> RiskRow:
    others = [(c.title or f"column {c.place + 1}", text) for c in header.columns if c.role is None
              and (text := _each_row([r[c.place] for r in risk.rows]))]  # fmt: skip
    return RiskRow(
        number=number,
        parts=tuple(_cells(cells, header) for cells in risk.rows),
        reference=reference,
        place=" and ".join(risk.places),
        category=risk.category,
        others=tuple(others),
        questions=tuple(dict.fromkeys(risk.questions)),
        header=header,
        more=tuple(risk.places[1:]),
        joins=tuple(risk.joins),
    )


def _each_row(cells: Sequence[str]) -> str:
    """What the rows of one risk have in a column: one text where they agree, else each its own, in their order."""
    held = [c for c in cells if c]
    return "\n".join(dict.fromkeys(held) if len(set(held)) == 1 else held)


def _cells(cells: Sequence[str], header: Header) -> dict[str, str]:
    """Text by column; several of one meaning below each other, and of several steps of a scale the one with a mark."""
    found: dict[str, str] = {}
    for column in header.columns:
        text = cells[column.place]
        if column.role is None or not text:
            continue
        if column.step:
            text = column.step if is_mark(text) else text
        held = found.get(column.role, "")
        found[column.role] = f"{held}\n{text}" if held and text not in held.split("\n") else text
    return found
