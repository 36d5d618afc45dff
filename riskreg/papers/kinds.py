"""A paper of whatever kind, by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from riskreg.errors import UnknownWord
from riskreg.papers.dialects import HTML, LATEX, MARKDOWN
from riskreg.papers.paper import Paper
from riskreg.papers.text import read_text

_TEXT = {".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML, ".tex": LATEX}
_WORD = ".docx"

KINDS = (_WORD, *_TEXT)
"""The endings of papers."""


def read_paper(name: str, data: bytes) -> Paper:
    """A paper from its bytes; `name` is the file as messages call it.

    Raises UnknownWord where the ending is none of a paper, UnreadableFile where it cannot be read, and NotPossible
    where its marks make no pairs.
    """
    ending = Path(name).suffix.lower()
    if ending == _WORD:
        from riskreg.papers.word import read_word  # noqa: PLC0415 (text papers need none of it)

        return read_word(name, data)
    if ending not in _TEXT:
        raise UnknownWord("kind of paper", ending or name, KINDS)
    return read_text(name, data, _TEXT[ending])
