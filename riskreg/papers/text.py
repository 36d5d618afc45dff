"""A paper of Markdown, HTML or LaTeX: blocks between marks that are comments, and every byte outside them kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import islice

from attrs import frozen

from riskreg.errors import NotPossible, UnreadableFile
from riskreg.papers.dialects import Dialect
from riskreg.papers.marks import Span, inside, spans
from riskreg.papers.paper import MOST_WAITING, TYPED, Mark, Waiting
from riskreg.tables.as_block import LEVEL, block_text
from riskreg.tables.block import Block

_DIGITS = 12
"""How much of a digest a mark states: enough to notice any edit."""


@frozen
class TextPaper:
    """A paper that was read whole and found sound."""

    name: str
    """The file as messages call it."""
    text: str
    """All of it, a byte order mark included."""
    dialect: Dialect
    """Which kind of text."""

    @cached_property
    def _lines(self) -> list[str]:
        """Its lines; a carriage return at the end of one is part of it."""
        return self.text.split("\n")

    @cached_property
    def _bare(self) -> list[str]:
        """Its lines as they are read: without carriage returns and byte order mark."""
        first, *rest = (line.removesuffix("\r") for line in self._lines)
        return [first.removeprefix("\ufeff"), *rest]

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return spans(self.name, self._bare, self.dialect)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its marked blocks in the order of the document, each name once."""
        return tuple(map(self._mark, self._spans))

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What is typed for tables that are not there yet; what stands in code, comments and blocks is not."""
        aside = {*self.dialect.hidden(self._bare), *inside(self._spans)}
        said = ((n, self.dialect.spoken(line)) for n, line in enumerate(self._bare) if n not in aside)
        typed = ((n, found) for n, line in said for found in TYPED.finditer(line))
        return tuple(self._waits(n, found[1], found[0]) for n, found in islice(typed, MOST_WAITING))

    def _waits(self, number: int, name: str, at: str) -> Waiting:
        hindrance = ""
        try:
            self._place_of(at)
        except NotPossible as error:
            hindrance = error.sentence()
        return Waiting(name, at, f"line {number + 1}", hindrance)

    def filled(self, blocks: Mapping[str, Block]) -> bytes:
        """The paper with these blocks between their marks. Raises NotPossible where it has no mark of such a name."""
        for name in blocks:
            self._span(name)
        lines = list(self._lines)
        for span in reversed(self._spans):
            if span.name in blocks:
                before, cr = _around(lines[span.begin])
                new = self._marked(span.name, blocks[span.name], span.begin, before)
                lines[span.begin : span.end] = [line + cr for line in new]
        return "\n".join(lines).encode("utf-8")

    def added(self, name: str, at: str, block: Block) -> bytes:
        """The paper with a first block, marked, in the place of the one paragraph that says `at` and nothing else.

        Raises NotPossible where no paragraph does, or several do, or it stands where no mark is known as one, or the
        name is marked already.
        """
        if any(span.name == name for span in self._spans):
            raise NotPossible(f"{self.name} has a block {name} already", f"refresh it with: riskreg embed {self.name}")
        place = self._place_of(at)
        before, cr = _around(self._lines[place])
        last = cr if place < len(self._lines) - 1 else ""
        end = before.removeprefix("\ufeff") + self.dialect.end(name)
        if not self.dialect.mark.fullmatch(end):
            why = f'{self.name} says "{at}" in line {place + 1} so far to the right that a table there would be code'
            raise NotPossible(why, "indent it by three spaces at most")
        new = [*(line + cr for line in self._marked(name, block, place, before)), end + last]
        return "\n".join((*self._lines[:place], *new, *self._lines[place + 1 :])).encode("utf-8")

    def lines(self, name: str, block: Block) -> tuple[str, ...]:
        """What the block would say at its mark, as lines of text, to compare with those of the mark."""
        body = self._body(block, self._span(name).begin)
        return self._said([self.dialect.bare(line, "") for line in body])

    def _marked(self, name: str, block: Block, place: int, before: str) -> list[str]:
        """The begin mark, with what stands before it on its line, and the block below it."""
        body = self._body(block, place)
        begin = before + self.dialect.begin(name, self._digest(body))
        return [begin, *self.dialect.laid(body, before.removeprefix("\ufeff"))]

    def _mark(self, span: Span) -> Mark:
        indent = _around(self._bare[span.begin])[0]
        body = [self.dialect.bare(line, indent) for line in self._bare[span.begin + 1 : span.end]]
        return Mark(span.name, span.digest, self._digest(body), self._said(body), f"line {span.begin + 1}")

    def _span(self, name: str) -> Span:
        for span in self._spans:
            if span.name == name:
                return span
        example = f"{self.dialect.comment[0]}riskreg:begin {name}{self.dialect.comment[1]}"
        raise NotPossible(f"{self.name} has no block {name}", f"mark its place with {example} and an end, or use --add")

    def _said(self, body: Sequence[str]) -> tuple[str, ...]:
        """The lines of a block without those that only keep formatters out."""
        return tuple(_trimmed([line for line in body if line.strip() not in self._guards]))

    def _digest(self, body: Sequence[str]) -> str:
        """Of what is said; blanks at the ends of lines, which editors take away, and around guards say nothing."""
        bare = (self.dialect.bare(line, "") for line in body)
        said = (line.strip() if line.strip() in self._guards else line for line in bare)
        return sha256("\n".join(_trimmed([*said])).encode("utf-8")).hexdigest()[:_DIGITS]

    @property
    def _guards(self) -> set[str]:
        return {line for side in self.dialect.guards for line in side}

    def _body(self, block: Block, place: int) -> list[str]:
        """What stands between the marks: the block, and around it what keeps formatters out."""
        text = block_text(block, self.dialect.form, level=self._level(place))
        before, after = self.dialect.guards
        return [*before, "", *self.dialect.safe(text, self.text).rstrip("\n").split("\n"), "", *after]

    def _level(self, place: int) -> int:
        """One below the last heading above a place that is no part of a block."""
        aside = {*self.dialect.hidden(self._bare), *inside(self._spans)}
        level = LEVEL - 1
        for number in range(place):
            if number not in aside:
                before = self._bare[number - 1] if number and number - 1 not in aside else ""
                level = self.dialect.heading(self._bare[number], before) or level
        return level + 1

    def _place_of(self, at: str) -> int:
        """The line of the one paragraph that says a text and nothing else."""
        aside = {*self.dialect.hidden(self._bare), *inside(self._spans)}
        saying = [n for n, line in enumerate(self._bare) if n not in aside and self.dialect.paragraph(line, at)]
        alone = [n for n in saying if not self.dialect.apart or self._stands_alone(n)]
        if not at.strip() or (not alone and not self._mentions(at)):
            raise NotPossible(f'no paragraph of {self.name} says "{at}"', "write it where the table is to stand")
        if not alone:
            where = ", ".join(str(n + 1) for n in self._mentions(at))
            why = f'{self.name} says "{at}" in line {where}, but not as a paragraph of its own'
            raise NotPossible(why, "put it on a line of its own, with an empty line before and after it")
        if len(alone) > 1:
            where = " and ".join(str(n + 1) for n in alone)
            raise NotPossible(f'{self.name} says "{at}" in lines {where}', "leave one of them")
        return alone[0]

    def _mentions(self, at: str) -> list[int]:
        return [n for n, line in enumerate(self._bare) if at.strip() and at.strip() in line]

    def _stands_alone(self, number: int) -> bool:
        """Whether nothing on the lines beside one belongs to its paragraph."""
        around = [*self._bare[max(number - 1, 0) : number], *self._bare[number + 1 : number + 2]]
        return all(not line.strip() or self._ends_paragraph(line) for line in around)

    def _ends_paragraph(self, line: str) -> bool:
        return self.dialect.heading(line, "") is not None or self.dialect.mark.fullmatch(line) is not None


def read_text(name: str, data: bytes, dialect: Dialect) -> TextPaper:
    """A paper from its bytes; `name` is the file as messages call it.

    Raises UnreadableFile where it is not UTF-8, and NotPossible where its marks make no pairs.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = f"is not UTF-8 text (byte 0x{data[error.start]:02x} in line {line})"
        raise UnreadableFile(name, reason, "save it as UTF-8 in your editor") from None
    if "\0" in text:
        raise UnreadableFile(name, "is no text file", "name a paper of text")
    paper = TextPaper(name, text, dialect)
    paper.marks  # noqa: B018 (what is wrong with its marks is said now)
    return paper


def _around(line: str) -> tuple[str, str]:
    """What stands before the words of a line, and the carriage return at its end."""
    bare = line.removesuffix("\r")
    mark = "\ufeff" if bare.startswith("\ufeff") else ""
    rest = bare.removeprefix(mark)
    return mark + rest[: len(rest) - len(rest.lstrip(" \t"))], "\r" if line.endswith("\r") else ""


def _trimmed(body: Sequence[str]) -> Iterator[str]:
    lines = [line.rstrip() for line in body]
    while lines and not lines[-1]:
        lines.pop()
    start = next((n for n, line in enumerate(lines) if line), len(lines))
    yield from lines[start:]
