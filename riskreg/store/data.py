"""A TOML file's plain data, whatever it means: tables, lists and values as the parser gives them, judged by nobody."""

from __future__ import annotations

import tomllib
from typing import Any

_MARK = "\ufeff"


def plain_data(data: bytes) -> dict[str, Any] | None:
    """What a TOML file holds; None where its bytes are not UTF-8 or its text is not TOML."""
    try:
        return tomllib.loads(data.decode("utf-8").lstrip(_MARK).replace("\r\n", "\n"))
    # A number of thousands of digits is a ValueError too, and deep nesting a RecursionError.
    except (ValueError, RecursionError):
        return None
