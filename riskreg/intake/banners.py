"""Rows that stand over others: the heading of a group of risks within a table, and how it is told from a risk."""

from __future__ import annotations

import re

from attrs import frozen

from riskreg.intake.plain import quoted

_LONGEST = 12
_BANNER = re.compile(
    r"(?i:(?:(?!to\b|of\b|manage\b)[\w&/,'’()-]+ ){1,5}risks(?: \(.*\))?:?|.*\brisk (?:register|log))|"
    r"(?i:theme|category|directorate|department|service|objective|priority|section|part|outcome)"
    r"\s*(?:[0-9]+|[A-Z]|[:–-])(?!\w).*"
)
_CLOSED = re.compile(r"\b(?:closed|archived?|removed|retired|superseded|de-?escalated)\b", re.IGNORECASE)

_SAYS_CLOSED = re.compile(
    r"(?i)(?:\W|risk|now|to be|is|was|has been)*"
    r"(?:closed|archived|removed|retired|superseded|de-?escalated|no longer (?:a risk|applicable|relevant)|expired)"
    r"(?:\W|out|in|on|at|[0-9]|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)*"
)


@frozen
class Banner:
    """One heading within a table."""

    place: str
    """Where it stands."""
    text: str
    """What it says."""
    above: int
    """How many risks stand above it."""
    column: int = 0
    """The column that it stands in, counted from 0."""

    def __str__(self) -> str:
        """What was made of it, for people."""
        return f"{self.place}: {quoted(self.text)} stands over the risks below it, and is their category"


def reads_like_a_banner(text: str) -> bool:
    """Whether a text may be a heading: short, on one line, no sentence."""
    return len(text.split()) <= _LONGEST and "\n" not in text and not text.endswith(".") and not text[:1].islower()


def says_banner(text: str) -> bool:
    """Whether a text says that it is a heading over risks: "Financial risks", "Theme 2: Money"."""
    return _BANNER.fullmatch(text) is not None


def says_closed(text: str) -> bool:
    """Whether a text says that something is closed, and nothing else: "Closed", "Closed June 2025"."""
    return _SAYS_CLOSED.fullmatch(" ".join(text.split())) is not None


def is_closed(text: str) -> bool:
    """Whether a heading says that the risks below it are closed."""
    return _CLOSED.search(text) is not None
