"""Tags of HTML that stand in plain text and in Markdown: lists become points, paragraphs lines, the rest goes."""

from __future__ import annotations

import html
import re

_POINT = re.compile(r"(?i)<li(?:\s[^<>]*)?>")
_BREAK = re.compile(r"(?i)</?(?:p|br|div|ul|ol|li|tr|h[1-6])(?:\s[^<>]*)?/?>")
_OTHER = re.compile(
    r"(?i)</?(?:a|abbr|b|big|code|del|em|font|i|ins|mark|s|small|span|strike|strong|sub|sup|u|wbr|o:p)(?:\s[^<>]*)?/?>"
)
_STRUCK = re.compile(r"(?is)<(s|del|strike)(?:\s[^<>]*)?>(.*?)</\1\s*>")


def struck_apart(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what its tags strike out, and what that is, piece by piece."""
    if "<" not in text:
        return text, ()
    struck = (" ".join(without_tags(match[2]).split()) for match in _STRUCK.finditer(text))
    return _STRUCK.sub("", text), tuple(filter(None, struck))


def without_tags(text: str) -> str:
    """The text of a cell that holds tags; what is no known tag (`<5 days`) stays."""
    if "<" in text:
        text = _OTHER.sub("", _BREAK.sub("\n", _POINT.sub("\n* ", text)))
    return html.unescape(text) if "&" in text else text
