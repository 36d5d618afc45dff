"""The picture of a matrix: where each risk stands, and where it stood; where the matrix changed, both side by side.

It is laid out for the text width of a page of A4, upright, and lying where there are two: at that size its type can be
read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskreg.errors import NotPossible
from riskreg.model.score import Stage
from riskreg.tables.contrast import BLACK, WHITE
from riskreg.tables.matrix import Drawing
from riskreg.tables.pictures.colours import colours_of
from riskreg.tables.pictures.grid import Grid, require_room
from riskreg.tables.pictures.heading import heading
from riskreg.tables.pictures.legend import SIZE, Entry, columns, paragraphs
from riskreg.tables.pictures.lettering import plain, width, wrapped
from riskreg.tables.pictures.library import require_matplotlib
from riskreg.tables.pictures.marks import crowd, marks_of, shapes_of
from riskreg.tables.pictures.matrix_words import matrix_words, name_of, numbers_of
from riskreg.tables.pictures.shapes import Arrow, Box, Disc, Picture, Shape, Words
from riskreg.tables.standing import not_placed
from riskreg.tables.wording import count

UPRIGHT, LYING = 482.0, 740.0
"""The text widths of a page of A4, in points: 17 cm and 26 cm."""

MOST_RISKS = 60
"""The list of more would not fit below the matrix on one page."""

_EDGE = 8.0


def matrix_picture(drawings: Sequence[Drawing], stage: Stage, score: str = "") -> Picture:
    """One drawing, or two under different matrices.

    Raises MissingExtra without matplotlib, and NotPossible where there are too many risks, where a scale is too long,
    or where a band's colour is none.
    """
    require_matplotlib()
    score = score or f"{stage} score"
    numbers = numbers_of(drawings, stage)
    _require_legible(drawings, numbers)
    page = LYING if len(drawings) > 1 else UPRIGHT
    room = page - 2 * _EDGE
    title = _title(drawings, score)
    exempt = any(d.exempt for d in drawings)
    shapes, y = heading(title.removeprefix("EXEMPT: "), _EDGE, room, exempt=exempt)
    body: list[Shape] = [*shapes]
    if since := drawings[-1].since:
        body += _signs(since, drawings[-1].ref, _EDGE, y + 5)
        y += 16
    panels, y = _panels(drawings, stage, numbers, y + 2, room)
    entries, y = columns(_entries(drawings, numbers), _EDGE, y + 10, room, 3 if len(drawings) > 1 else 2)
    notes, y = paragraphs(_notes(drawings, stage, score), _EDGE, y + 6, room)
    body += [*panels, *entries, *notes]
    words = matrix_words(drawings, stage, score, numbers)
    return Picture(page, round(y + _EDGE), plain(title), words, tuple(body))


def _require_legible(drawings: Sequence[Drawing], numbers: Mapping[str, int]) -> None:
    for drawing in drawings:
        require_room(drawing.scales, drawing.ref)
    if len(numbers) > MOST_RISKS:
        raise NotPossible(
            f"{count(len(numbers), 'risk')} are too many for a picture that can be read: it has room for {MOST_RISKS}",
            f"see them as a table: riskreg matrix {' '.join(d.ref for d in drawings)} --format html",
        )


def _title(drawings: Sequence[Drawing], score: str) -> str:
    if len(drawings) == 1:
        return drawings[0].caption(score)
    was, now = drawings
    exempt = "EXEMPT: " if now.exempt else ""
    return f"{exempt}{now.register.title}, {was.register.date} and {now.register.date}: {score}s"


def _panels(
    drawings: Sequence[Drawing], stage: Stage, numbers: Mapping[str, int], y: float, room: float
) -> tuple[list[Shape], float]:
    """The matrices side by side, and where the longer one ends."""
    share = (room - 14 * (len(drawings) - 1)) / len(drawings)
    shapes: list[Shape] = []
    bottom = y
    for number, drawing in enumerate(drawings):
        x = _EDGE + number * (share + 14)
        if len(drawings) > 1:
            shapes.append(Words(x + 74, y + 5, f"{drawing.register.date} (register {drawing.ref})", 8, bold=True))
        marks = marks_of(drawing, stage, numbers)
        top = y + (14 if len(drawings) > 1 else 0)
        legend, top = _bands(drawing, x + 74, top, share - 74)
        grid = Grid(drawing.scales, colours_of(drawing.scales), x, top + 4, share, crowd(marks))
        shapes += legend
        # Boxes, then arrows, then all that is read.
        shapes += sorted((*grid.shapes(), *shapes_of(marks, grid)), key=_depth)
        bottom = max(bottom, grid.bottom)
    return shapes, bottom


def _depth(shape: Shape) -> int:
    return 0 if isinstance(shape, Box) else 1 if isinstance(shape, Arrow) else 2


def _bands(drawing: Drawing, x: float, y: float, room: float) -> tuple[list[Shape], float]:
    """Each band with its colour, its name and its scores, in as many rows as they need; and where they end."""
    shapes: list[Shape] = []
    matrix, left = drawing.scales, x
    colours = colours_of(matrix)
    ends = [*(band.from_ - 1 for band in matrix.bands[1:]), matrix.highest()]
    for band, end in zip(matrix.bands, ends, strict=True):
        text = f"{band.name} {band.from_}" + (f"–{end}" if end > band.from_ else "")
        text = wrapped(text, SIZE, room - 14, 1)[0]
        needed = 12 + width(text, SIZE) + 12
        if left > x and left + needed - 12 > x + room:
            left, y = x, y + 12
        shapes += [Box(left, y + 1, 8, 8, colours[band.from_], BLACK, 0.5), Words(left + 12, y + 5, text, SIZE)]
        left += needed
    return shapes, y + 12


def _signs(since: str, now: str, x: float, y: float) -> Iterator[Shape]:
    """What a hollow disc, an arrow and a filled disc mean."""
    yield Disc(x + 5, y, 4.2, WHITE, BLACK)
    then = wrapped(f"stood here in {since}, and does not now", SIZE, 260, 1)[0]
    yield Words(x + 13, y, then, SIZE)
    start = x + 13 + width(then, SIZE) + 14
    yield Arrow((start, y), (start + 9, y), (start + 18, y))
    yield Words(start + 22, y, "moved to", SIZE)
    end = start + 22 + width("moved to", SIZE) + 18
    yield Disc(end, y, 4.2, BLACK, BLACK)
    yield Words(end + 8, y, wrapped(f"stands here in {now}", SIZE, 120, 1)[0], SIZE)


def _entries(drawings: Sequence[Drawing], numbers: Mapping[str, int]) -> list[Entry]:
    """What each number stands for, as the latest register calls it; what became of it where movement is drawn."""
    now = drawings[-1]
    risks = {r.id: r for d in drawings for r in (*d.gone, *d.risks) if r.id in numbers}
    gone = {risk.id for risk in now.gone}
    return [Entry(n, name_of(risks[id]), _remark(now, id), id in gone) for id, n in numbers.items()]


def _remark(drawing: Drawing, id: str) -> str:
    """`↓ down, from L4 × I5`; `new`; nothing for a risk that stands where it stood."""
    if any(risk.id == id for risk in drawing.gone):
        return f"not in {drawing.ref}"
    mark = drawing.found.get(id)
    if mark is None or not (mark.word or mark.origins):
        return ""
    places = mark.text(brief=False).strip(" ()")
    return f"{drawing.travels[id]}, {places}" if id in drawing.travels and mark.origins else places


def _notes(drawings: Sequence[Drawing], stage: Stage, score: str) -> Iterator[str]:
    for drawing in drawings:
        if not drawing.since:
            yield from drawing.lead
        said = (*not_placed(drawing.risks, stage, drawing.scales, score_name=score), *drawing.left_out())
        where = f"{drawing.ref}: " if len(drawings) > 1 else ""
        yield from (f"{where}{text}" for text in said)
