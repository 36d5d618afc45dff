"""A block: what a paper holds of a view, its heading, sentences, table and footnotes; in whatever form the paper is."""

from __future__ import annotations

from typing import NamedTuple

from riskreg.tables.table import Table


class Block(NamedTuple):
    """One table of a paper with what stands around it."""

    table: Table
    """The columns that are shown and the rows in their order; its caption, its sentences above (`lead`) and its
    footnotes below (`notes`) are part of the block."""
    heading: str = ""
    """What stands above it all; empty: nothing."""
