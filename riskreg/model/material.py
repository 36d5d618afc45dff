"""What a view is built from: registers, each under the name it is asked for."""

from __future__ import annotations

from typing import NamedTuple

from riskreg.model.register import Register


class Stated(NamedTuple):
    """A register and its name."""

    ref: str
    """The REF that named it."""
    register: Register
    """What it holds."""


class Material(NamedTuple):
    """The registers that one view needs; which ones, follows from the view."""

    earlier: Stated | None = None
    """The earlier of two; of one register alone, the preceding one, which gives its scores a direction of travel."""
    later: Stated | None = None
    """The later of two, or the one that is shown."""
    series: tuple[Stated, ...] = ()
    """The sound registers of the folder, oldest first: all of a history; of two, those that carry the lineage."""
    exempt: frozenset[str] = frozenset()
    """The ids of risks that are known to be exempt."""
    beside: tuple[tuple[Register, ...], ...] = ()
    """All registers of each folder it comes from: they say what else is exempt, and under which ids."""
    left_out: tuple[str, ...] = ()
    """Files that could not be used."""
