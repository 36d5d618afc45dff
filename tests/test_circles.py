"""Nothing that a run makes holds itself in a circle: the program looks for none, and would run out of memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from conftest import FILES

from riskreg.store.read import read_card, read_register

REGISTERS = [p.read_bytes() for p in sorted((FILES / "bad").glob("*.toml"))]
CARDS = [p.read_bytes() for p in sorted((FILES / "bad-cards").glob("*.toml"))]


@pytest.fixture
def kept() -> Iterator[list[object]]:
    """What only a search for circles frees, once it is made in the test."""
    read_all()  # what is made once and kept is made
    gc.collect()
    gc.disable()
    gc.freeze()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()
    gc.unfreeze()
    gc.enable()


def read_all() -> None:
    for data in REGISTERS:
        read_register(data, "2021.toml")
    for data in CARDS:
        read_card(data, "2021.toml")


def test_what_is_read_is_freed_when_it_is_let_go(kept: list[object]) -> None:
    """However many faulty files are read one after another, no more is kept than of one."""
    read_all()
    gc.collect()
    ours = [type(one) for one in kept if type(one).__module__.startswith("riskreg")]
    assert not ours
