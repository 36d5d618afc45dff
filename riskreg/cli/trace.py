"""A fault of riskreg itself is kept with its trace, so that it can be reported."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback

from riskreg.version import __version__


def keep_trace(error: BaseException) -> str:
    """Write the trace and the versions to a new file in the folder for temporary files; its path."""
    with tempfile.NamedTemporaryFile("w", prefix="riskreg-", suffix=".log", delete=False, encoding="utf-8") as file:
        file.write(f"riskreg {__version__}, Python {platform.python_version()}, {sys.platform}\n\n")
        file.writelines(traceback.format_exception(error))
    return file.name
