"""What a document says of itself: its date and its title, where they can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from riskreg.intake.plain import folded
from riskreg.intake.values import LONG_DATE, date_in
from riskreg.model.dates import PartialDate

_FIRST_LINES = 60
_LABELLED = re.compile(
    r"(?i)^(?:date|date of (?:meeting|report)|meeting date|meeting|report date|as (?:at|of)|position at|"
    r"(?:last )?(?:updated|reviewed|revised)(?: on)?|version of)\b\s*:?\s*(.+)$"
)
_OF_A_MEETING = re.compile(
    r"(?i)^(?:[\w&',-]+ ){0,10}(?:committee|cabinet|board|panel|council|meeting)\s*[,:–—-]?\s*(?:on |of )?([0-9].+)$"
)
_MONTH_LINE = re.compile(
    r"(?i)(?:january|february|march|april|may|june|july|august|september|october|november|december),? 20[0-9]{2}"
)
_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{2}-[01][0-9]-[0-3][0-9]|20[0-9]{2}-[01][0-9]|20[0-9]{2}-Q[1-4])(?![0-9])")
_NO_TITLE = re.compile(
    r"(?i)^(?:summary|introduction|background|report (?:by|of)|agenda|contents|page|skip to|menu|welcome to|"
    r"(?:the )?(?:focus (?:for|of)|purpose of|recommendations?|executive summary|key (?:points|issues)|decisions?)|"
    r"last (?:updated|reviewed))\b|"
    r"committee|board$|cabinet$|council$|website|home page"
)
_NAMED = re.compile(
    r"(?i)^(?![0-9]+(?:\.[0-9]+)*\.? )[^.:;?]*\b(?:risk (?:register|log)|register of [\w ]*risks?)\b[^.;?]*$"
)


def date_of(text: str, name: str) -> tuple[PartialDate, str] | None:
    """The document's date and where it was found; None where it cannot be told.

    A line near its beginning that is a date and nothing else, or says it is the date; else a date in the file's name.
    Dates within sentences are dates of something else.
    """
    dates = list(_dates(text))
    days = [(date, where) for date, where in dates if date.first == date.last]
    dates = days or dates  # a month alone is the date only where no day is named
    if dates and all(date == dates[0][0] for date, _ in dates):
        return dates[0]
    match = _IN_NAME.search(PurePath(name).stem)
    found = date_in(match[1]) if match else None
    return (found, "the file's name") if found and match else None


def _dates(text: str) -> Iterator[tuple[PartialDate, str]]:
    for line in text.split("\n")[:_FIRST_LINES]:
        plain = line.strip(" #*\t|")
        labelled = _LABELLED.match(plain) or _OF_A_MEETING.match(plain)
        words = labelled[1] if labelled else plain
        match = LONG_DATE.search(words)
        found = date_in(match[0]) if match and (labelled or len(words) <= len(match[0]) + 12) else None
        found = found or (date_in(words) if _MONTH_LINE.fullmatch(words.strip(" .")) else None)
        if found:
            yield found, f'the line "{plain[:60]}"'


def dates_said(text: str) -> dict[str, PartialDate]:
    """The days that the document names near its beginning, as it prints them: one of them may be its own."""
    lines = text.split("\n")[:_FIRST_LINES]
    named = [m[0] for line in lines for pattern in (LONG_DATE, _MONTH_LINE) for m in pattern.finditer(line)]
    whole = [words for words in named if not any(words in other and words != other for other in named)]
    found = {" ".join(words.split()): date_in(words) for words in whole}
    return {words: date for words, date in found.items() if date is not None}


def title_of_document(text: str, heading: str = "", columns: Iterable[str] = ()) -> str | None:
    """A line near the beginning that reads like a title, not like part of a paragraph; None where there is none.

    One that says risk register comes first, then the heading of the table where it says so. `columns` are the headings
    of the table: a line of their words is no title.
    """
    lines = [" ".join(line.strip(" #*\t").split()) for line in text.split("\n")[:20] if _is_line(line)]
    named = (
        line for line in (*lines, heading) if len(line) < 150 and 2 <= len(line.split()) <= 12 and _NAMED.search(line)
    )
    of_table = {word for title in columns for word in folded(title).split()}
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    found = (line for before, line, after in around if _is_title(before, line, after))
    every = (" ".join(line.split()) for line in (*named, *found))
    return next((line for line in every if not set(folded(line).split()) <= of_table and not _of_scales(line)), None)


def _is_line(line: str) -> bool:
    return bool(line.strip()) and "|" not in line.strip() and "\t" not in line.strip()


def _of_scales(line: str) -> bool:
    return (
        re.search(r"(?i)\b(?:how to|guidance|scor(?:e|es|ing)|instructions|legend|key to|matrix|definitions)\b", line)
        is not None
    )


def _is_title(before: str, line: str, after: str) -> bool:
    if not 3 <= len(line.split()) <= 20 or not line[0].isupper() or line.endswith((".", ",", ";", ":")):
        return False
    in_paragraph = after[:1].islower() or (len(before) > 60 and not before.endswith((".", ":")))
    return not in_paragraph and not _NO_TITLE.search(line) and not LONG_DATE.search(line)
