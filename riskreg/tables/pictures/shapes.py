"""What a picture is made of: boxes, discs, curves and words, in points from the upper left corner of the page."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from riskreg.tables.contrast import BLACK

Spot = tuple[float, float]
"""Across and down, in points."""


@frozen
class Box:
    """A rectangle."""

    x: float
    """Its left edge."""
    y: float
    """Its upper edge."""
    width: float
    """How wide it is."""
    height: float
    """How high it is."""
    fill: str | None = None
    """The colour inside; None for none."""
    edge: str | None = None
    """The colour of its line; None for none."""
    line: float = 0.7
    """How thick the line is."""


@frozen
class Disc:
    """A circle."""

    x: float
    """Its centre, across."""
    y: float
    """Its centre, down."""
    radius: float
    """From the centre to the line."""
    fill: str | None
    """The colour inside; None for a hollow one."""
    edge: str
    """The colour of its line."""


@frozen
class Arrow:
    """A curve with a head at its end, and a pale line round it, so that it can be seen on every ground."""

    start: Spot
    """Where it begins."""
    bend: Spot
    """What the curve is drawn towards on its way (the control point of a quadratic Bézier curve)."""
    end: Spot
    """The tip of its head."""


@frozen
class Words:
    """One line of text."""

    x: float
    """Where it begins, has its middle or ends, as `align` says."""
    y: float
    """The middle of its height."""
    text: str
    """What it says."""
    size: float
    """The size of the type."""
    colour: str = BLACK
    """The ink."""
    align: Literal["left", "center", "right"] = "left"
    """Which part of it stands at `x`."""
    bold: bool = False
    """Whether it is set in bold type."""
    upright: bool = False
    """Whether it runs from below to above."""


Shape = Box | Disc | Arrow | Words


@frozen
class Picture:
    """A picture, and what it says in words."""

    width: float
    """In points; 482 is the width of the text of a page of A4."""
    height: float
    """In points."""
    title: str
    """What it is called by a program that reads it aloud."""
    words: tuple[str, ...]
    """All that it shows, in sentences, for those who do not see it."""
    shapes: tuple[Shape, ...]
    """In the order in which they are drawn, later ones over earlier ones."""
