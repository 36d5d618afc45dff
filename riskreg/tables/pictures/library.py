"""The library that draws: matplotlib, of the extra `plot`; imported when a picture is asked for, and never before."""

from __future__ import annotations

from importlib import import_module

from riskreg.errors import MissingExtra


def require_matplotlib() -> None:
    """Raises MissingExtra where matplotlib is not installed."""
    try:
        import_module("matplotlib.figure")
    except ImportError as error:
        raise MissingExtra("plot", "drawing pictures") from error


def font_file(*, bold: bool) -> str:
    """DejaVu Sans as it comes with matplotlib, so that a picture is the same on every machine."""
    from matplotlib import get_data_path

    return f"{get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"
