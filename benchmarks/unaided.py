"""A plugin of pytest for the run that asks which lines each test runs: laws are asked too, and each test as if alone.

What riskreg remembers from one call to the next, as the stems of words, is forgotten before each test: one that finds
everything known runs no line of it, and would be asked for no fault there.
"""

from __future__ import annotations

import sys

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Laws are measured, other than in a build, where what they cost is too much for what they add."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.own_markers[:] = [mark for mark in item.own_markers if mark.name != "no_cover"]


def pytest_runtest_setup() -> None:
    """Nothing is known from the test before."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "riskreg":
            for one in tuple(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()
