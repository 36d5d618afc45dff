"""How far a long work is, shown on standard error where that is a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

T = TypeVar("T")

_FEW = 100
"""So many files are read or compared before anybody wonders."""


def reading(files: Sequence[str]) -> Iterator[str]:
    """The names of the files of a folder, one by one; a bar shows how many have been read."""
    return _of_many(files, "Reading registers")


def comparing(registers: Sequence[T]) -> Iterator[T]:
    """Registers that are each compared with the one before, one by one; a bar shows how many have been."""
    return _of_many(registers, "Comparing registers")


def _of_many(items: Sequence[T], label: str) -> Iterator[T]:
    return watched(items, label) if len(items) > _FEW else iter(items)


def watched(items: Sequence[T], label: str) -> Iterator[T]:
    """The items one by one; a bar shows how many have been worked on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar
