"""The picture of a history: a row for each risk and a column for each register, in the colours of the bands.

A grid and not a line for each risk: forty lines on five scores lie over one another, and a line cannot say that a risk
was merged or closed. In the grid each cell says in letters, numbers and words what its colour says, and an arrow where
a score rose or fell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from riskreg.comparison.history import History
from riskreg.errors import NotPossible
from riskreg.model.settings import Labels
from riskreg.tables.contrast import BLACK, WHITE, ink_on
from riskreg.tables.history import Grid
from riskreg.tables.history_words import UNSCORED, headings, legend
from riskreg.tables.house import PLAIN
from riskreg.tables.pictures.colours import colours_of
from riskreg.tables.pictures.heading import heading
from riskreg.tables.pictures.history_rows import Row, Stated, history_words, moved, rows_of
from riskreg.tables.pictures.legend import paragraphs
from riskreg.tables.pictures.lettering import fitted, plain, wrapped
from riskreg.tables.pictures.library import require_matplotlib
from riskreg.tables.pictures.shapes import Box, Picture, Shape, Words

MOST_RISKS = 54
"""More rows, shrunk to one page, would have a type that few can read."""

MOST_DATES = 18
"""More columns do not fit across a page that lies."""

_UPRIGHT, _LYING = 482.0, 740.0
_ONE_PAGE = {_UPRIGHT: 720.0, _LYING: 470.0}
"""The text height of a page of A4 at either width."""

_EDGE = 8.0
_DATE = 40.0
_UPRIGHT_DATES = 8
_FEW = 32
"""So many rows have room for larger type."""

_LEFT_GROUND = "#ededed"
_RULE = "#8a8a8a"
_TITLE = 7.0
_CELL = 7.0
_SMALL_TITLE = 6.0
_SMALLER = (6.0, 5.6, 5.2, 4.8)
_NOTE = 5.0


def history_picture(history: History, labels: Labels = PLAIN, *, include_exempt: bool = False) -> Picture:
    """The registers that are shown.

    Raises MissingExtra without matplotlib, and NotPossible where there are too many risks or registers for a picture
    that can be read, or where a band's colour is none.
    """
    require_matplotlib()
    grid = Grid(history, include_exempt, None, labels)
    registers = [history.registers[n] for n in history.shown]
    colours = {n: colours_of(m) if (m := history.registers[n].matrix) else {} for n in history.shown}
    rows = rows_of(grid, colours)
    _require_legible(rows, len(registers))
    page = _UPRIGHT if len(registers) <= _UPRIGHT_DATES else _LYING
    dates, said = headings(registers), (*legend(registers, labels), " ".join(_signs(grid, rows)))
    top, y = heading(grid.caption().removeprefix("EXEMPT: "), _EDGE, page - 2 * _EDGE, exempt=grid.exempt())
    lead, y = paragraphs(said, _EDGE, y, page - 2 * _EDGE)
    sheet = _Sheet(page, y + 4, dates, rows, tuple(_breaks(history)))
    below, bottom = _notes(grid, page, sheet.bottom + 6)
    words = (f"{grid.caption()}.", *said, *history_words(rows, dates), *grid.notes())
    shapes = (*top, *lead, *sheet.shapes(), *below)
    return Picture(page, round(bottom + _EDGE), plain(grid.caption()), tuple(map(plain, words)), shapes)


def _require_legible(rows: Sequence[Row], dates: int) -> None:
    many = [(len(rows), MOST_RISKS, "risks"), (dates, MOST_DATES, "registers")]
    for number, most, what in many:
        if number > most:
            raise NotPossible(
                f"{number} {what} are too many for a picture that can be read: it has room for {most}",
                "draw fewer registers with --since and --until, or see all as a table with --format html",
            )


def _signs(grid: Grid, rows: tuple[Row, ...]) -> Iterator[str]:
    """What the signs in the cells mean, as far as there are any."""
    cells = [cell for row in rows for cell in row.cells if cell]
    if moved(rows):
        yield "↑ ↓: the score rose or fell since the register before."
    if any(cell.text.startswith(UNSCORED) for cell in cells):
        yield f"{UNSCORED}: in the register, without a current score."
    if grid.has_rating_alone():
        yield "A letter alone: the register gives no number."
    if any(cell.left for cell in cells):
        yield "Words on grey: how a risk left the register. An empty place: not in the register."
    if any(cell.note for cell in cells):
        yield "A small number in brackets: see the note of that number."


def _breaks(history: History) -> Iterator[int]:
    """The columns before which the matrix changed, counted from 0."""
    for column, number in enumerate(history.shown[1:], 1):
        before, after = history.registers[number - 1].matrix, history.registers[number].matrix
        if before and after and not before.same_scale(after):
            yield column


def _notes(grid: Grid, page: float, y: float) -> tuple[tuple[Shape, ...], float]:
    """The notes where they fit on the page; else where they are, and what nobody may miss."""
    room = page - 2 * _EDGE
    shapes, bottom = paragraphs(map(plain, grid.notes()), _EDGE, y, room, 6.5)
    if bottom <= _ONE_PAGE[page]:
        return shapes, bottom
    short = [note for note in grid.notes() if note.endswith("not shown.")]
    if grid.numbers:
        short.insert(0, f"The notes [1] to [{len(grid.numbers)}] are in the words that go with this picture.")
    return paragraphs(short, _EDGE, y, room, 6.5)


@frozen
class _Sheet:
    """The grid on the page."""

    page: float
    y: float
    dates: tuple[str, ...]
    rows: tuple[Row, ...]
    breaks: tuple[int, ...]
    """Columns before which the matrix changed."""

    @property
    def titles(self) -> float:
        """The width of the column of titles."""
        return self.page - 2 * _EDGE - len(self.dates) * self.column

    @property
    def column(self) -> float:
        """The width of a date: as much as is left beside titles that can be read."""
        return min(_DATE, (self.page - 2 * _EDGE - 150) / len(self.dates))

    @property
    def height(self) -> float:
        """Of a row."""
        return 19.0 if len(self.rows) <= _FEW else 14.8

    @property
    def head(self) -> float:
        """Of the row of dates."""
        return 22.0

    @property
    def bottom(self) -> float:
        """Where the grid ends."""
        return self.y + self.head + len(self.rows) * self.height

    def shapes(self) -> Iterator[Shape]:
        """Dates, rows, and a line where the matrix changed."""
        for column, date in enumerate(self.dates):
            lines = wrapped(date, _TITLE, self.column - 2, 2)
            x, first = self._x(column) + self.column / 2, self.y + self.head - 4 - 8.4 * len(lines)
            yield from (Words(x, first + 4.2 + n * 8.4, t, _TITLE, align="center") for n, t in enumerate(lines))
        for number, row in enumerate(self.rows):
            yield from self._row(row, self.y + self.head + number * self.height)
        for column in self.breaks:
            yield Box(self._x(column) - 0.8, self.y, 1.6, self.bottom - self.y, BLACK)

    def _x(self, column: int) -> float:
        return _EDGE + self.titles + column * self.column

    def _row(self, row: Row, y: float) -> Iterator[Shape]:
        yield Box(_EDGE, y, self.titles + len(self.dates) * self.column, 0, None, _RULE, 0.4)
        size = _TITLE if len(self.rows) <= _FEW else _SMALL_TITLE
        lines = wrapped(row.title, size, self.titles - 6, 2)
        first, step = y + self.height / 2, size * 1.14
        first -= (len(lines) - 1) * step / 2
        yield from (Words(_EDGE, first + n * step, line, size) for n, line in enumerate(lines))
        for column, cell in enumerate(row.cells):
            if cell:
                yield from self._cell(cell, self._x(column), y)

    def _cell(self, cell: Stated, x: float, y: float) -> Iterator[Shape]:
        """Its text in the middle, with the number of the note behind it."""
        ground = cell.colour or (_LEFT_GROUND if cell.left else WHITE)
        edge = None if cell.colour or cell.left else _RULE
        yield Box(x + 0.8, y + 0.8, self.column - 1.6, self.height - 1.6, ground, edge, 0.5)
        note = f"[{cell.note}]" if cell.note and not cell.left else ""
        aside = 13.0 if note else 0.0
        text = f"{cell.text} [{cell.note}]" if cell.note and cell.left else cell.text
        size, lines = _fitting(text, self.column - 3 - aside)
        middle, step = x + (self.column - aside) / 2, size * 1.12
        first = y + self.height / 2 - (len(lines) - 1) * step / 2
        ink = ink_on(ground)
        for number, line in enumerate(lines):
            yield Words(middle, first + number * step, line, size, ink, "center", bold=not cell.left)
        if note:
            yield Words(x + self.column - 2, y + self.height / 2 - 2, note, _NOTE, ink, "right")


def _fitting(text: str, room: float) -> tuple[float, list[str]]:
    """The text on one line, or on two in a smaller type; what does not fit even so is cut."""
    whole = fitted(text, (_CELL, 6.5), room / 1.1)  # bold type is wider by about a tenth
    if whole:
        return whole, [text]
    for smaller in _SMALLER:
        lines = wrapped(text, smaller, room)
        if len(lines) <= 2 and all(fitted(word, (smaller,), room) for word in text.split()):
            return smaller, lines
    return _SMALLER[-1], wrapped(text, _SMALLER[-1], room, 2)
