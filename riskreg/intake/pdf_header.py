"""The header of a risk table in a PDF without lines: known by its words, and by the room between its cells."""

from __future__ import annotations

import re

from riskreg.intake.pdf_text import Line, Word

_RISK = re.compile(r"risks?\b|threat|hazard|opportunity", re.IGNORECASE)
_OTHER = re.compile(
    r"mitigat|controls?\b|actions?\b|likelihood|impact|probability|owner|score|rating|inherent|residual|current|target|"
    r"consequence|response|lead\b|status|respons|how to avoid|treatment",
    re.IGNORECASE,
)


def is_header(line: Line) -> bool:
    """Whether a line is the header of a risk table: several short cells apart from each other, one of them a risk's."""
    cells = cells_of(line)
    texts = [" ".join(w.text for w in cell) for cell in cells]
    short = all(len(text.split()) <= 8 for text in texts)
    risk = any(_RISK.search(text) for text in texts)
    return len(cells) > 1 and short and risk and any(_OTHER.search(t) for t in texts)


def cells_of(line: Line, room: float = 0.9) -> list[list[Word]]:
    """The words of a line, parted where the room between two is wider than a share of the letters' height."""
    cells = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - cells[-1][-1].x1 > room * word.height:
            cells.append([])
        cells[-1].append(word)
    return cells
