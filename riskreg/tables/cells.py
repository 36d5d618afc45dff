"""What every form of a table starts from: cells as text that is safe to print, and parts put one below another."""

from __future__ import annotations

from riskreg.printable import printable
from riskreg.tables.table import Cell


def shown(cell: Cell) -> str:
    """The cell as text: control characters written out, line breaks kept, a space for a tab, nothing for None."""
    return "" if cell is None else printable(str(cell).replace("\t", " "), keep="\n")


def on_one_line(cell: Cell) -> str:
    """The cell as text with a space for every line break."""
    return shown(cell).replace("\n", " ")


def parts(*texts: str) -> str:
    """Those texts that say something, an empty line between them, one line end after the last."""
    return "\n\n".join(t for t in texts if t.strip()).rstrip("\n") + "\n"
