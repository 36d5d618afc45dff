"""The header of a risk table in a PDF without lines: known by its words, and by the room between its cells."""

from __future__ import annotations

import re

from riskreg.intake.pdf_text import Line, Word

_RISK = re.compile(r"(?:[\w&/]+ ){0,2}(?:risks?|threats?|hazards?|issues?)\b(?:[ /]\S+){0,5}", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:[\w&/]+ ){0,2}\(?(?:mitigat|controls?\b|actions?\b|likelihood|impact|probability|owner|scor|rating|inherent|"
    r"residual|current|target|consequence|response|lead\b|status|how to avoid|treatment|measures?\b)",
    re.IGNORECASE,
)
_LONGEST_CELL = 8


def is_header(line: Line) -> bool:
    """Whether a line is the header of a risk table: short cells apart from each other, one of them the risk's."""
    texts = [" ".join(w.text for w in cell) for cell in cells_of(line)]
    if len(texts) < 2 or not all(_short(text) for text in texts):
        return False
    risks = [i for i, text in enumerate(texts) if _RISK.fullmatch(text)]
    others = [i for i, text in enumerate(texts) if _OTHER.match(text)]
    return any(a != b for a in risks for b in others)


def risk_cell(line: Line) -> int:
    """Which cell of a header is the risk's; the first where none is."""
    texts = (" ".join(w.text for w in cell) for cell in cells_of(line))
    return next((i for i, text in enumerate(texts) if _RISK.fullmatch(text)), 0)


_WORDS = "likelihood probability mitigation mitigating mitigations consequence inherent residual category description"
_BROKEN = [re.compile(r"\b" + r"\s?".join(word) + r"\b", re.IGNORECASE) for word in _WORDS.split()]


def mended(text: str) -> str:
    """A header cell in which the words that a narrow column broke, as `Likeliho od`, are whole again."""
    for word in _BROKEN:
        text = word.sub(lambda m: "".join(m[0].split()), text)
    return text


def _short(text: str) -> bool:
    return len(text.split()) <= _LONGEST_CELL and not text[:1].islower() and text[-1] not in ".,;"


def cells_of(line: Line, room: float = 0.9) -> list[list[Word]]:
    """The words of a line, parted where the room between two is wider than a share of the letters' height."""
    cells = [[line.words[0]]]
    for word in line.words[1:]:
        if word.x0 - cells[-1][-1].x1 > room * word.height:
            cells.append([])
        cells[-1].append(word)
    return cells
