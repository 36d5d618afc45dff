"""A picture as SVG or PNG, drawn by matplotlib: the same bytes every time, and its words within it.

Nothing is left to the settings of the machine: matplotlib's defaults, its own font, a fixed salt for ids, no date and
no name of a program. Text stays text in SVG, so that it can be searched and read aloud; nothing in it is mathematics.
"""

from __future__ import annotations

import re
import warnings
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from riskreg.tables.contrast import BLACK, WHITE
from riskreg.tables.pictures.library import font_file, require_matplotlib
from riskreg.tables.pictures.shapes import Arrow, Disc, Picture, Shape, Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.path import Path
    from matplotlib.transforms import Transform

FORMS = ("svg", "png")
"""The forms of a picture."""

_DOTS = 200
"""Dots an inch of a PNG: sharp in print."""

_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "riskreg",
    "font.sans-serif": ["DejaVu Sans", "Verdana"],  # the next best where a reader's machine lacks the first
    "text.usetex": False,
    "path.simplify": False,
}

_HEAD = 4.2
"""The length of an arrow's head."""

_MIDDLE = 0.36
"""How far below the middle of a capital the line stands that letters stand on, in parts of the size."""


def draw(picture: Picture, form: str) -> bytes:
    """The file: `svg` or `png`. Raises MissingExtra where matplotlib is not installed."""
    require_matplotlib()
    import matplotlib as mpl

    # A sign that the font lacks is a box in PNG, and in SVG whatever the reader's fonts have: nothing to warn of.
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        return _svg(picture) if form == "svg" else _png(picture)


def _png(picture: Picture) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    file = BytesIO()
    figure = _figure(picture)
    FigureCanvasAgg(figure)
    said = {"Software": None, "Title": picture.title, "Description": "\n".join(picture.words)}
    figure.savefig(file, format="png", dpi=_DOTS, metadata=said)
    return file.getvalue()


def _svg(picture: Picture) -> bytes:
    """The drawing, named by a title and described by all its words (WAI-ARIA: role, aria-labelledby)."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    file = BytesIO()
    figure = _figure(picture)
    FigureCanvasSVG(figure)
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = file.getvalue().decode("utf-8")
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text, count=1)  # it would name a file outside, and stops a page inside
    words = "\n".join(picture.words)
    # Two pictures of one page have ids of their own.
    mark = sha256(f"{picture.title}\n{words}".encode()).hexdigest()[:8]
    opening = re.search(r"<svg [^>]*>", text)
    if opening is None:
        raise AssertionError("matplotlib wrote no svg element")
    named = (
        f'{opening[0][:-1]} role="img" aria-labelledby="title-{mark} desc-{mark}">\n'
        f' <title id="title-{mark}">{escape(picture.title, quote=False)}</title>\n'
        f' <desc id="desc-{mark}">{escape(words, quote=False)}</desc>'
    )
    return (text[: opening.start()] + named + text[opening.end() :]).encode("utf-8")


def _figure(picture: Picture) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    figure = Figure(figsize=(picture.width / 72, picture.height / 72), dpi=72, facecolor=WHITE)
    points = Affine2D().scale(1 / 72, -1 / 72).translate(0, picture.height / 72) + figure.dpi_scale_trans
    for depth, shape in enumerate(picture.shapes):
        for artist in _artists(shape, points):
            artist.set_zorder(depth)
            figure.add_artist(artist)
    return figure


def _artists(shape: Shape, points: Transform) -> list[Artist]:
    from matplotlib.patches import Circle, Rectangle

    if isinstance(shape, Words):
        return [_text(shape, points)]
    if isinstance(shape, Arrow):
        return _arrow(shape, points)
    look: dict[str, Any] = {"facecolor": shape.fill or "none", "edgecolor": shape.edge or "none", "transform": points}
    if isinstance(shape, Disc):
        return [Circle((shape.x, shape.y), shape.radius, linewidth=0.9, **look)]
    return [Rectangle((shape.x, shape.y), shape.width, shape.height, linewidth=shape.line, **look)]


def _text(words: Words, points: Transform) -> Artist:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    font = FontProperties(family="sans-serif", weight="bold" if words.bold else "normal")
    font.set_file(font_file(bold=words.bold))
    font.set_size(words.size)
    drop = words.size * _MIDDLE
    x, y = (words.x + drop, words.y) if words.upright else (words.x, words.y + drop)
    return Text(
        x,
        y,
        words.text,
        color=words.colour,
        fontproperties=font,
        horizontalalignment=words.align,
        verticalalignment="baseline",
        rotation=90 if words.upright else 0,
        rotation_mode="anchor",
        parse_math=False,
        transform=points,
    )


def _arrow(arrow: Arrow, points: Transform) -> list[Artist]:
    from matplotlib.patches import PathPatch, Polygon

    across, down = arrow.end[0] - arrow.bend[0], arrow.end[1] - arrow.bend[1]
    length = (across * across + down * down) ** 0.5 or 1.0
    along, aside = (across / length * _HEAD, down / length * _HEAD), (-down / length * _HEAD, across / length * _HEAD)
    neck = arrow.end[0] - along[0], arrow.end[1] - along[1]
    head = [
        arrow.end,
        (neck[0] + aside[0] / 2, neck[1] + aside[1] / 2),
        (neck[0] - aside[0] / 2, neck[1] - aside[1] / 2),
    ]
    line: dict[str, Any] = {"facecolor": "none", "transform": points, "capstyle": "butt"}
    curve = _curve(arrow, neck)
    return [
        PathPatch(curve, edgecolor=WHITE, linewidth=2.6, **line),
        Polygon(head, facecolor=BLACK, edgecolor=WHITE, linewidth=0.8, joinstyle="round", transform=points),
        PathPatch(curve, edgecolor=BLACK, linewidth=0.9, **line),
    ]


def _curve(arrow: Arrow, end: tuple[float, float]) -> Path:
    from matplotlib.path import Path

    return Path([arrow.start, arrow.bend, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
