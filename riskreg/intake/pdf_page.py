"""One page of a PDF as pdfplumber sees it: its words, its ruled tables, and the lines that are drawn on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from riskreg.intake.pdf_glyphs import readable
from riskreg.intake.pdf_text import Line, Word, lines_of, paragraphs

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_SNAP = 1.5
_SIDEWAYS = 0.9
"""The share of a page's characters that stand on their side where the page itself does."""
_MARGIN = 0.08
"""The share of a page's width that is margin for words that run up or down."""
_MOST_CHARACTERS = 100_000

Box = tuple[float, float, float, float]
Char = dict[str, Any]


@frozen
class RuledTable:
    """A table whose cells have lines around them."""

    rows: tuple[tuple[str, ...], ...]
    """The text of each cell."""
    lefts: tuple[float, ...]
    """Where each column begins."""
    box: Box
    """Where it stands: left, top, right, bottom."""
    doubts: tuple[str, ...] = ()
    """What is not sure of it, as questions."""
    lines: Mapping[tuple[int, str], tuple[tuple[Line, ...], float]] = field(factory=dict)
    """By column and text the lines of a cell, and where they end at most: what its paragraphs are, its heading says."""


@frozen
class PageContent:
    """What stands on one page."""

    number: int
    """Counted from 1."""
    height: float
    """In points."""
    words: tuple[Word, ...]
    """The words outside ruled tables."""
    tables: tuple[RuledTable, ...]
    """Its ruled tables, from top to bottom."""
    rules: tuple[tuple[float, float, float], ...]
    """Lines drawn across: height, left, right."""
    pictured: bool
    """Whether it holds a picture, and no text."""
    unreadable: int = 0
    """How many of its characters its fonts give no meaning."""
    beyond: int = 0
    """How many of its characters were not read, as there are more than any page has."""


def content_of(page: Page) -> PageContent:
    """Read one page."""
    page = _upright(page)
    visible = [c for c in page.chars if _visible(c, page)]
    chars, unreadable = readable(_once(visible[:_MOST_CHARACTERS]))
    tables = [t for t in page.find_tables() if _columns(t) > 1]
    tables = [t for t in tables if not any(_within(t.bbox, o.bbox) for o in tables if o is not t)]
    outside = [c for c in chars if not (_in_margin(c, page) or any(_holds(t.bbox, c) for t in tables))]
    rules = {(round(e["top"], 1), round(e["x0"], 1), round(e["x1"], 1)) for e in page.edges if _across(e)}
    return PageContent(
        page.page_number,
        float(page.height),
        tuple(_words(outside)),
        tuple(_ruled(t, chars) for t in sorted(tables, key=lambda t: t.bbox[1])),
        tuple(sorted(rules)),
        bool(page.images) and not chars,
        unreadable,
        max(0, len(visible) - _MOST_CHARACTERS),
    )


def _upright(page: Page) -> Page:
    """The page, turned where all but a little of its text stands on its side, as a person would turn it."""
    turned = [c["matrix"][1] > 0 for c in page.chars if abs(c["matrix"][1]) > abs(c["matrix"][0])]
    if len(turned) < _SIDEWAYS * len(page.chars) or not turned:
        return page
    quarter = 90 if 2 * sum(turned) >= len(turned) else 270
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.page_obj.rotate + quarter) % 360
    return type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def _in_margin(char: Char, page: Page) -> bool:
    """Whether a character belongs to a line that runs up or down beside the text of the page."""
    across = _middle(char)[0] / float(page.width)
    return not char["upright"] and not _MARGIN < across < 1 - _MARGIN


def _across(edge: dict[str, Any]) -> bool:
    return bool(edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 20)


def _visible(char: Char, page: Page) -> bool:
    """Whether a character is on the page at all."""
    return 0 <= _middle(char)[0] <= page.width and 0 <= _middle(char)[1] <= page.height


def _once(chars: list[Char]) -> list[Char]:
    """The characters, those printed twice on one spot, as some programs make bold, only once."""
    seen: dict[tuple[str, int], list[float]] = {}
    kept = []
    for char in chars:
        spots = seen.setdefault((char["text"], round(char["top"])), [])
        if not any(abs(spot - char["x0"]) < 1 for spot in spots):
            kept.append(char)
        spots.append(char["x0"])
    return kept


def _middle(char: Char) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _holds(box: Box, char: Char) -> bool:
    x, y = _middle(char)
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _within(inner: Box, outer: Box) -> bool:
    """Whether a box stands inside another, larger one."""
    return (
        outer[0] - _SNAP <= inner[0]
        and outer[1] - _SNAP <= inner[1]
        and inner[2] <= outer[2] + _SNAP
        and inner[3] <= outer[3] + _SNAP
        and (outer[2] - outer[0]) * (outer[3] - outer[1]) > (inner[2] - inner[0]) * (inner[3] - inner[1]) + 1
    )


def _columns(table: Table) -> int:
    return max(sum(cell is not None for cell in row.cells) for row in table.rows)


def _words(chars: list[Char]) -> list[Word]:
    from pdfplumber.utils.text import extract_words

    up = sum(c["matrix"][1] > 0 for c in chars if not c["upright"])
    down = sum(c["matrix"][1] < 0 for c in chars if not c["upright"])
    turned = ("btt", "ltr") if up >= down else ("ttb", "rtl")
    words = extract_words(
        chars,
        x_tolerance_ratio=0.15,
        use_text_flow=False,
        return_chars=True,
        char_dir_rotated=turned[0],
        line_dir_rotated=turned[1],
    )
    return [
        Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], all("Bold" in c["fontname"] for c in w["chars"]))
        for w in words
    ]


def _ruled(table: Table, chars: list[Char]) -> RuledTable:
    """The texts of a ruled table; a cell over several rows stands in each, one over several columns in the first."""
    inside = [c for c in chars if _holds(table.bbox, c)]
    lefts = _merged({cell[0] for cell in table.cells})
    tops = _merged({cell[1] for cell in table.cells})
    rows = [[""] * len(lefts) for _ in tops]
    held: dict[tuple[int, str], tuple[tuple[Line, ...], float]] = {}
    for cell in table.cells:
        text, lines, right = _cell_text(cell, [c for c in inside if _holds(cell, c)])
        column = _nearest(lefts, cell[0])
        held[column, text] = lines, right
        for row in range(_nearest(tops, cell[1]), len(tops)):
            if tops[row] < cell[3] - _SNAP:
                rows[row][column] = text
    return RuledTable(tuple(tuple(row) for row in rows if any(row)), tuple(lefts), table.bbox, (), held)


def _merged(edges: set[float]) -> list[float]:
    """Edges that are nearly one, as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 2 * _SNAP:
            found.append(edge)
    return found


def _nearest(edges: list[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))


def _cell_text(cell: Box, chars: list[Char]) -> tuple[str, tuple[Line, ...], float]:
    """The text of a cell, its lines, and where they end at most; no lines where they run up or down."""
    if not chars:
        return "", (), 0.0
    upright = [c for c in chars if c["upright"]]
    if len(upright) < len(chars) / 2:
        return " ".join(w.text for w in _words(chars)), (), 0.0
    words = _words(chars)
    lines = lines_of(words)
    inset = max(0.0, min(line.x0 for line in lines) - cell[0])
    right = cell[2] - min(inset, 12.0)
    return paragraphs(lines, right), tuple(lines), right
