"""The text of an HTML element, block by block, as a reader of the page sees it; what is left out is counted."""

from __future__ import annotations

import re
from typing import Any

from attrs import define, field

from riskreg.intake.plain import quoted
from riskreg.intake.struck import struck_note

_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend main ol p pre section summary table tr ul".split()
)
_SILENT = frozenset("script style template head title noscript button datalist".split())
_STRUCK = frozenset(["del", "s", "strike"])
_HIDDEN = re.compile(r"(?i)\bdisplay\s*:\s*none|\bvisibility\s*:\s*(?:hidden|collapse)")
_LINE_THROUGH = re.compile(r"(?i)\btext-decoration(?:-line)?\s*:[^;]*\bline-through")
_NOTE_MARK = re.compile(r"\[?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4}|[*†‡§#]{1,3})[\])]?")
_POWER = re.compile(r"(?:[0-9)]|\b(?:[cdkm]?m|ft|yd|in|x))$")
_UNTYPED = frozenset("hidden checkbox radio button submit reset image file".split())
_SHOWN = 5


@define
class Left:
    """What was left out of the text of a page's tables, or read in another way than as text."""

    struck: list[str] = field(factory=list)
    """Texts that are struck out."""
    hidden: int = 0
    """Pieces that are not shown."""
    marks: list[str] = field(factory=list)
    """Raised marks of footnotes."""
    pictures: list[str] = field(factory=list)
    """Pictures, by the text that stands for them; blank where there is none."""

    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""
        said = [text for text in self.pictures if text]
        silent = len(self.pictures) - len(said)
        instead = f"{_many(len(said), 'picture')} in tables read by what the page says for it: {_some(said)}"
        return (
            *struck_note("in tables, ", self.struck),
            *([f"{_many(self.hidden, 'piece')} of hidden text in tables left out"] if self.hidden else []),
            *([f"{_many(len(self.marks), 'footnote mark')} left out: {_some(self.marks)}"] if self.marks else []),
            *([instead] if said else []),
            *([f"{_many(silent, 'picture')} in tables not read: no text says what it shows"] if silent else []),
        )


def _many(n: int, what: str) -> str:
    return f"{n} {what}{'s'[: n > 1]}"


def _some(texts: list[str]) -> str:
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(map(quoted, texts[:_SHOWN])) + more


def text_of(element: Any, *, within_tables: bool = True, with_struck: bool = False, left: Left | None = None) -> str:
    """The text below an element, each block on lines of its own, points of lists marked; `left` counts what is not."""
    gatherer = _Gatherer(within_tables, with_struck, left or Left())
    gatherer.gather(element, outermost=True)
    lines = (" ".join(line.split()) for line in "".join(gatherer.parts).split("\0"))
    return "\n".join(line for line in lines if line)


def hides(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or _HIDDEN.search(str(element.get("style", ""))) is not None


def strikes(element: Any) -> bool:
    """Whether an element strikes out what it holds."""
    return element.tag in _STRUCK or _LINE_THROUGH.search(str(element.get("style", ""))) is not None


def all_text(element: Any) -> str:
    """Every word below an element, shown or not."""
    return " ".join("".join(element.itertext()).split())


@define
class _Gatherer:
    """A way through an element and what it holds."""

    within_tables: bool
    with_struck: bool
    left: Left
    parts: list[str] = field(factory=list)

    def gather(self, element: Any, *, outermost: bool = False) -> None:
        block = not outermost and (element.tag in _BLOCKS or element.tag in ("li", "td", "th"))
        if block:
            self.parts.append("\0* " if element.tag == "li" else "\0")
        if not self.skipped(element, outermost=outermost):
            self.parts.append(self.instead(element) or element.text or "")
            for child in element:
                self.gather(child)
                self.parts.append(child.tail or "")
        if block:
            self.parts.append("\0")

    def skipped(self, element: Any, *, outermost: bool) -> bool:
        if element.tag in _SILENT or (element.tag == "table" and not self.within_tables and not outermost):
            return True
        if hides(element):
            self.left.hidden += bool(all_text(element))
            return True
        if strikes(element) and not self.with_struck:
            self.left.struck += filter(None, [all_text(element)])
            return True
        if element.tag == "sup" and self.is_note_mark(all_text(element)):
            self.left.marks.append(all_text(element))
            return True
        return element.tag == "option" and not _is_chosen(element)

    def is_note_mark(self, text: str) -> bool:
        """Whether raised text is the mark of a footnote, no power, and not what the note itself begins with."""
        before = "".join(self.parts[-3:]).rstrip()
        return bool(before) and _NOTE_MARK.fullmatch(text) is not None and _POWER.search(before) is None

    def instead(self, element: Any) -> str:
        """What an element shows that is no text of its own: a picture's description, what is typed into a form."""
        if element.tag == "img":
            said = " ".join(str(element.get("alt") or element.get("title") or "").split())
            self.left.pictures.append(said)
            return f" {said} "
        if element.tag == "input" and element.get("type", "text").lower() not in _UNTYPED:
            return f" {element.get('value', '')} "
        return ""


def _is_chosen(option: Any) -> bool:
    """Whether a list to choose from shows this of its words: the chosen ones, else the first."""
    choices = list(next(option.iterancestors("select"), option.getparent()).iter("option"))
    chosen = [choice for choice in choices if choice.get("selected") is not None] or choices[:1]
    return option in chosen
