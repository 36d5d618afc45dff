"""The text of Word paragraphs: runs joined, list marks put in, deletions and hidden text left out and told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import define, field

from riskreg.intake.cell_text import plain
from riskreg.intake.struck import struck_note
from riskreg.intake.word_lists import Lists
from riskreg.intake.word_tree import attribute, child, is_on, tag, text_boxes, through

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSTEAD = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0FB": "✗", "F0A8": "☐", "F0B7": "•", "F0A7": "•", "F0E0": "→", "F0E8": "→"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "footnote", "commentReference": "comment"}
_TRACKED = {"del": "deletion", "moveFrom": "deletion", "delText": "deletion"}


@define
class Reading:
    """What is read of one document, and what is left out of it."""

    file: str
    """The file, as messages call it."""
    lists: Lists
    """Its styles and lists."""
    left_out: Counter[str] = field(factory=Counter)
    """What was met and not read, by its kind: `footnote`, `hidden`, `picture`, `deletion`, `symbol`, `comment`."""
    struck: list[str] = field(factory=list)
    """What is struck out, piece by piece, in rows that stay and outside tables."""

    def run(self, run: _Element) -> str:
        """The text of one run."""
        style = attribute(child(run, "rPr", "rStyle"), "val")
        hidden = is_on(run, "rPr", "vanish") or is_on(run, "rPr", "webHidden")
        if hidden or (style and child(run, "rPr", "vanish") is None and self.lists.hidden_style(style)):
            self.left_out["hidden"] += any(tag(t) == "t" and t.text for t in run)
            return ""
        text = "".join(self.piece(piece) for piece in through(run))
        if text.strip() and self._is_struck(run, style):
            self.struck.append(text)
            return ""
        return text

    def _is_struck(self, run: _Element, style: str) -> bool:
        own = [kind for kind in ("strike", "dstrike") if child(run, "rPr", kind) is not None]
        return any(is_on(run, "rPr", kind) for kind in own) if own else self.lists.struck_style(style)

    def piece(self, piece: _Element) -> str:
        """The text of one part of a run."""
        name = tag(piece)
        if name == "t":
            return piece.text or ""
        if name == "sym":
            return self._symbol(piece)
        if name in _NOTES:
            self.left_out[_NOTES[name]] += 1
        elif name in {"drawing", "pict", "object"}:
            self.left_out["picture"] += next(text_boxes(piece), None) is None
        return _INSTEAD.get(name, "")

    def inline(self, element: _Element) -> str:
        """The text of a paragraph, or of what stands in one, without its list mark and its text boxes."""
        words = []
        for inner in through(element):
            name = tag(inner)
            if name in _TRACKED:
                self.left_out[_TRACKED[name]] += 1
            elif name == "r":
                words.append(self.run(inner))
            elif name in {"oMath", "oMathPara", "ruby", "rubyBase"}:
                words.append("".join(str(t.text or "") for t in inner.iter() if tag(t) == "t"))
        return "".join(words)

    def paragraph(self, element: _Element) -> str:
        """The text of a paragraph with its list mark, and below it what its text boxes say."""
        before = len(self.struck)
        text, label = plain(self.inline(element)), self.lists.label(element)
        gone = not text and len(self.struck) > before  # the number of a point that is struck out goes with it
        lines = [] if gone else [_labelled(label, text)]
        lines += [self.paragraphs(box) for box in text_boxes(element)]
        return "\n".join(filter(None, lines))

    def paragraphs(self, element: _Element) -> str:
        """The text of all paragraphs in a cell or a text box, tables in it as lines."""
        lines: list[str] = []
        joined = False
        for block in through(element):
            if tag(block) == "p":
                text = self.paragraph(block)
                if joined and lines and text:
                    lines[-1] += text
                elif text:
                    lines.append(text)
                joined = is_on(block, "pPr", "rPr", "del")
            elif tag(block) == "tbl":
                lines += self._lines_of_table(block)
        return "\n".join(lines)

    def _lines_of_table(self, table: _Element) -> list[str]:
        rows = ([c for c in through(row) if tag(c) == "tc"] for row in through(table) if tag(row) == "tr")
        texts = ((" ".join(self.paragraphs(cell).split("\n")) for cell in row) for row in rows)
        return [line for row in texts if (line := " | ".join(filter(None, row)))]

    def _symbol(self, piece: _Element) -> str:
        sign = _SYMBOLS.get(attribute(piece, "char").upper(), "")
        self.left_out["symbol"] += not sign
        return sign

    def notes(self) -> tuple[str, ...]:
        """What a person should know of all that was left out."""
        counted = (_told(_SENTENCES[kind], n) for kind, n in sorted(self.left_out.items()) if n)
        return (*counted, *struck_note("", self.struck))


_SENTENCES = {
    "chunk": "{n} embedded document{s} (altChunk) not read: save the file anew in Word, and it becomes text",
    "comment": "{n} comment{s} not read",
    "deletion": "{n} tracked deletion{s} left out: the document is read as if all changes were accepted",
    "footnote": "{n} footnote reference{s} left out; footnotes are not read",
    "hidden": "{n} piece{s} of hidden text left out",
    "picture": "{n} picture{s} not read: what a picture shows, riskreg cannot tell",
    "symbol": "{n} symbol{s} of a symbol font left out, since what it looks like is not known",
}


def _told(sentence: str, n: int) -> str:
    return sentence.format(n=n, s="" if n == 1 else "s")


def _labelled(label: str, text: str) -> str:
    """A paragraph with its mark: `* ` for a bullet, `2. ` for what is counted; a number alone as it is printed."""
    if not text:
        return label.strip(" *")
    if label in {"", "* "}:
        return label + text
    number = re.search(r"(\d+|[A-Za-z]+)\W*$", label)
    return f"{number[1] if number else label}. {text}"


def blocks(element: _Element) -> Iterable[_Element]:
    """Paragraphs and tables of a body or a cell, in order."""
    return (block for block in through(element) if tag(block) in {"p", "tbl"})
