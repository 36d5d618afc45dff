"""How far a long work is, shown on standard error where that is a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")

_FEW = 100
"""So many files are read before anybody wonders."""


def reading(files: Sequence[str]) -> Iterator[str]:
    """The names of the files of a folder, one by one; a bar shows how many have been read."""
    return watched(files, "Reading registers") if len(files) > _FEW else iter(files)


def watched(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one by one; a bar shows how many have been worked on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar
