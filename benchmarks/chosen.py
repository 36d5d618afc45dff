"""A plugin of pytest: of the tests that it collected, only those that a file names are run, in the file's order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NAMES = "RISKREG_CHOSEN_TESTS"
"""The variable that says which file it is; a name a line."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the named tests and put them in order."""
    named = {name: n for n, name in enumerate(Path(os.environ[NAMES]).read_text("utf-8").splitlines())}
    left_out = [item for item in items if item.nodeid not in named]
    config.hook.pytest_deselected(items=left_out)
    items[:] = sorted((item for item in items if item.nodeid in named), key=lambda item: named[item.nodeid])
