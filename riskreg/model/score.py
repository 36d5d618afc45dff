"""Scores, and the matrix that gives them a meaning: scales, bands, the rating that a score falls in.

Councils differ in their scales and bands and change them, so both are data of each register. A product or a rating is
worked out when asked for and never stored.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from attrs import frozen

from riskreg.model.dates import PartialDate


class Stage(StrEnum):
    """What a score takes into account."""

    INHERENT = "inherent"
    """Before any mitigation."""
    CURRENT = "current"
    """With the mitigations that are in place now."""
    TARGET = "target"
    """What the risk is to be brought down to."""


@frozen
class Score:
    """A risk's standing at one stage: likelihood and impact; or a number or rating, where the source gives no more."""

    likelihood: int | None = None
    """Position on the likelihood scale, counted from 1 for the lowest."""
    impact: int | None = None
    """Position on the impact scale, counted from 1 for the lowest."""
    score: int | None = None
    """The number alone, where the source prints no likelihood and impact."""
    rating: str | None = None
    """The name of the band alone, where the source prints no number."""
    by: PartialDate | None = None
    """When the target is to be reached; only for the target stage."""

    def product(self) -> int | None:
        """Likelihood × impact, or the number that the source prints; None where it prints only a rating."""
        if self.likelihood is not None and self.impact is not None:
            return self.likelihood * self.impact
        return self.score

    def __str__(self) -> str:
        """`L4 × I4 = 16`, or `16`, or `Amber`."""
        if self.likelihood is not None and self.impact is not None:
            return f"L{self.likelihood} × I{self.impact} = {self.product()}"
        return str(self.score) if self.score is not None else self.rating or ""


@frozen
class Band:
    """A range of scores with one name (RAG: red, amber, green)."""

    name: str
    """What the band is called: "Amber"."""
    from_: int
    """The lowest score that falls in it; it reaches up to the next band."""
    letter: str | None = None
    """A short form for grids; the first letter of the name where absent."""
    colour: str | None = None
    """How a picture paints it; never the only sign."""

    def short(self) -> str:
        """The letter that stands for the band."""
        return self.letter or self.name[:1].upper()


@frozen
class Matrix:
    """The scales and bands in force for one register."""

    likelihood: tuple[str, ...]
    """Labels of the likelihood scale, lowest first."""
    impact: tuple[str, ...]
    """Labels of the impact scale, lowest first."""
    bands: tuple[Band, ...]
    """Bands in ascending order, the first from 1."""

    def highest(self) -> int:
        """The highest score the scales allow."""
        return len(self.likelihood) * len(self.impact)

    def band(self, points: int) -> Band | None:
        """The band that a score of so many points falls in; None below the first."""
        return next((b for b in reversed(self.bands) if b.from_ <= points), None)

    def rating(self, score: Score) -> Band | None:
        """The band a score falls in, by its product or by the rating it gives; None where no band is named so."""
        points = score.product()
        if points is not None:
            return self.band(points)
        return next((b for b in self.bands if b.name == score.rating), None)

    def same_scale(self, other: Matrix) -> bool:
        """Whether scores under both matrices may be compared: scale lengths and band thresholds are equal."""
        return self._shape == other._shape

    @cached_property
    def _shape(self) -> tuple[int, int, tuple[int, ...]]:
        return len(self.likelihood), len(self.impact), tuple(b.from_ for b in self.bands)
