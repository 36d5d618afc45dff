"""Risks that stand one a table, label beside value, or one a column, laid as rows of one table under their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from riskreg.intake.card_actions import ActionTables, action_tables, apart
from riskreg.intake.columns import is_risk_table, role_of, roles_of
from riskreg.intake.grid import Document, Grid, GridRow
from riskreg.intake.headings import header_of

_FEWEST_LABELS = 3
_LONGEST_LABEL = 10


@frozen
class _Card:
    """One risk: its labels and values, and where it stands."""

    values: dict[str, str]
    place: str
    page: int
    actions: tuple[tuple[dict[str, str], str], ...] = ()
    """What small tables in it hold, row by row, each with its place."""

    def rows(self) -> Iterator[tuple[dict[str, str], str]]:
        """What it holds, once for each of its actions, as merged cells would give it; and where that stands."""
        for number, (action, place) in enumerate(self.actions or (({}, self.place),)):
            own = {apart(title) if title in self.values else title: text for title, text in action.items()}
            yield {**self.values, **own}, place if number else self.place


def with_cards(document: Document) -> Document:
    """The document with each run of such tables as one table; as it is where there are none."""
    grids: list[Grid] = []
    run: list[tuple[Grid, list[_Card]]] = []
    for grid in document.grids:
        cards = _cards(grid)
        if cards and (not run or _alike(run[-1][1][0], cards[0])):
            run.append((grid, cards))
            continue
        grids += _as_one(run)
        run = [(grid, cards)] if cards else []
        grids += [] if cards else [grid]
    grids += _as_one(run)
    notes = (f"{g.place}: labels stand beside their values there; each card was read as one risk" for g in grids
             if g not in document.grids)  # fmt: skip
    return evolve(document, grids=tuple(grids), notes=(*document.notes, *notes))


def _alike(one: _Card, other: _Card) -> bool:
    """Whether two cards are of one set: most of their labels are the same."""
    shared = len(one.values.keys() & other.values.keys())
    return shared * 2 > min(len(one.values), len(other.values))


def _as_one(run: Sequence[tuple[Grid, Sequence[_Card]]]) -> list[Grid]:
    cards = [card for _, of_grid in run for card in of_grid]
    if not cards:
        return []
    labels = tuple(dict.fromkeys(label for card in cards for row, _ in card.rows() for label in row))
    first, last = run[0][0], run[-1][0]
    rows = (
        GridRow(tuple(row.get(x, "") for x in labels), place, card.page) for card in cards for row, place in card.rows()
    )
    place = first.place if first is last else f"{first.place} to {last.place}".replace("table", "tables", 1)
    place = re.sub(r"^tables (\d+) to table (\d+)$", r"tables \1 to \2", place)
    return [
        Grid(
            (GridRow(labels, first.place, first.rows[0].page), *rows),
            place,
            first.heading if all(grid.heading == first.heading for grid, _ in run) else "",
            tuple(doubt for grid, _ in run for doubt in grid.doubts),
            tuple(row for grid, _ in run for row in grid.hidden),
        )
    ]


def _cards(grid: Grid) -> list[_Card]:
    """The risks of a table whose labels stand at the side; none where it is another kind of table."""
    wide = max((len(row.cells) for row in grid.rows), default=0)
    if wide < 2 or header_of(grid) is not None:
        return []
    tables = action_tables(grid.rows)
    labelled = tables.rest(grid.rows)
    filled = [c for c in range(wide) if any(_at(row, c) for row in labelled)]
    texts = {c: [_at(row, c) for row in labelled] for c in filled}
    sides = filled[::2]
    paired = len(filled) % 2 == 0 and all(_are_few_labels(texts[c]) for c in sides)
    if paired and _are_labels([text for c in sides for text in texts[c]]):
        return _down(grid, list(zip(sides, filled[1::2], strict=True)), tables)
    return _across(grid, filled) if filled and not tables.tables and _are_labels(texts[filled[0]]) else []


def _at(row: GridRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether the texts at the side are the headings of a risk table."""
    held = [t for t in texts if t]
    known = [r for r in roles_of(held) if r]
    distinct = len(set(known))
    return distinct >= _FEWEST_LABELS and len(known) * 2 >= len(held) and is_risk_table(known)


def _are_few_labels(texts: Sequence[str]) -> bool:
    held = [t for t in texts if t]
    return bool(held) and sum(role_of(t) is not None for t in held) * 2 > len(held)


def _down(grid: Grid, pairs: Sequence[tuple[int, int]], tables: ActionTables) -> list[_Card]:
    """Cards below each other: a label that comes again begins the next one."""
    cards: list[_Card] = []
    values: dict[str, str] = {}
    actions: list[tuple[dict[str, str], str]] = []
    start, page = "", 0
    last: dict[int, str] = {}
    for at, row in enumerate(grid.rows):
        if table := tables.of(at):
            actions += [(table.values(row), _place(grid, row))] if at > table.head and any(row.cells) else []
            continue
        for pair, (label, value) in zip(pairs, _labelled(row, pairs), strict=True):
            if label and label in values:
                cards.append(_Card(values, start, page, tuple(actions)))
                values, start, actions = {}, "", []
            if not label and not value:
                continue
            if not start:
                start, page = _place(grid, row), row.page
            under = last[pair[0]] = label or last.get(pair[0], "Other")
            values[under] = "\n".join(filter(None, (values.get(under, ""), value)))
    return [*cards, _Card(values, start, page, tuple(actions))] if values else cards


def _labelled(row: GridRow, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Labels and values of a row, pair by pair; a lone text that is no label is kept under one of its own."""
    for label, value in pairs:
        said, held = " ".join(_at(row, label).split()).rstrip(":"), _at(row, value)
        if said and not held and role_of(said) is None:
            yield "Heading", said
        else:
            yield said, held


def _across(grid: Grid, filled: Sequence[int]) -> list[_Card]:
    """A table laid on its side: each column is a risk."""
    labels = [" ".join(_at(row, filled[0]).split()).rstrip(":") for row in grid.rows]
    if len(set(labels)) < len(labels) or any(len(label.split()) > _LONGEST_LABEL for label in labels):
        return []
    names = [label or f"Row {n}" for n, label in enumerate(labels, start=1)]
    first = grid.rows[0]
    return [
        _Card(
            {n: _at(row, c) for n, row in zip(names, grid.rows, strict=True)},
            f"{_named(grid)}, column {c + 1}",
            first.page,
        )
        for c in filled[1:]
    ]


def _place(grid: Grid, row: GridRow) -> str:
    return f"{_named(grid)}, {row.place}" if row.place.startswith("row ") else row.place


def _named(grid: Grid) -> str:
    return grid.place.partition(" (")[0]
