"""Tags of HTML that stand in plain text and in Markdown: lists become points, paragraphs lines, the rest goes."""

from __future__ import annotations

import html
import re

_POINT = re.compile(r"(?i)<li(?:\s[^<>]*)?>")
_BREAK = re.compile(r"(?i)</?(?:p|br|div|ul|ol|li|tr|h[1-6])(?:\s[^<>]*)?/?>")
_OTHER = re.compile(
    r"(?i)</?(?:a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr|o:p)(?:\s[^<>]*)?/?>"
)


def without_tags(text: str) -> str:
    """The text of a cell that holds tags; what is no known tag (`<5 days`) stays."""
    if "<" in text:
        text = _OTHER.sub("", _BREAK.sub("\n", _POINT.sub("\n* ", text)))
    return html.unescape(text) if "&" in text else text
