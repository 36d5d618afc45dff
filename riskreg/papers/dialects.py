"""What each kind of text paper has in its own way: marks, stretches that hold none, headings, formatters kept out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from attrs import frozen

_NAME = r"[a-z][a-z0-9_]{0,20}"
_MARK = rf"riskreg:(?P<what>begin|end)[ \t]+(?P<name>{_NAME})(?:[ \t]+sha256=(?P<digest>[0-9a-f]*))?"

_RAW_ELEMENTS = "script|style|textarea|title|xmp|pre|template"
_RAW = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)"
    rf"|<({_RAW_ELEMENTS})\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_FENCE = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])?[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_RAW_BLOCK = re.compile(r" {0,3}<(script|pre|style|textarea)\b", re.IGNORECASE)
_ATX, _SETEXT = re.compile(r" {0,3}(#{1,6})(?:\s|$)"), re.compile(r" {0,3}(=+|-+)\s*")
_VERBATIM = re.compile(r"\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|comment|filecontents\*?)\}")
_PARTS = ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph")
_SECTIONING = re.compile(rf"[ \t]*\\({'|'.join(_PARTS)})\*?[\[{{]")
_LATEX_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4}
_UTF8 = re.compile(r"""<meta[^>]+charset\s*=\s*["']?utf-?8""", re.IGNORECASE)
_LOWEST = 6


@frozen
class Dialect:
    """One kind of paper that is written as text."""

    name: str
    """What it is called."""
    form: str
    """The form that its blocks are written in."""
    mark: re.Pattern[str]
    """A whole line that is a mark."""
    almost: re.Pattern[str]
    """What looks like a mark."""
    code: re.Pattern[str]
    """What of a line is code, in which nothing is a mark."""
    comment: tuple[str, str]
    """What stands before and after a mark's words."""
    guards: tuple[tuple[str, ...], tuple[str, ...]]
    """Lines that keep formatters from laying out what stands between."""
    hidden: Callable[[Sequence[str]], Iterator[int]]
    """The numbers of the lines that are no text of the paper: code, comments, front matter."""
    heading: Callable[[str, str], int | None]
    """The level of a heading that a line is, given the line before it; None where it is none."""
    paragraph: Callable[[str, str], bool]
    """Whether a line says a text and nothing else."""
    apart: bool
    """Whether only an empty line ends a paragraph."""
    safe: Callable[[str, str], str]
    """A text as a paper that says this can hold it."""
    laid: Callable[[Sequence[str], str], list[str]]
    """The lines of a block as they stand below a mark with this indentation."""
    bare: Callable[[str, str], str]
    """A line of a block below such a mark without the indentation, which says nothing."""

    def spoken(self, line: str) -> str:
        """A line without its code and its comments."""
        start, end = (re.escape(side.strip()) for side in self.comment)
        return re.sub(rf"(?<!\\){start}.*?{end or '$'}", "", self.code.sub("", line))

    def begin(self, name: str, digest: str) -> str:
        """The mark before a block."""
        return f"{self.comment[0]}riskreg:begin {name} sha256={digest}{self.comment[1]}"

    def end(self, name: str) -> str:
        """The mark after a block."""
        return f"{self.comment[0]}riskreg:end {name}{self.comment[1]}"


def _markdown_hidden(lines: Sequence[str]) -> Iterator[int]:
    """Front matter, fenced code, blocks of raw HTML. Code by indentation holds no mark: that stands further left."""
    until: Callable[[str], bool] | None = None
    for number, line in enumerate(lines):
        if until is not None:
            yield number
            until = None if until(line) else until
        elif (until := _opens(line, number)) is not None:
            yield number


def _opens(line: str, number: int) -> Callable[[str], bool] | None:
    """What ends the stretch that a line begins; None where it begins none."""
    if number == 0 and line.strip() in ("---", "+++"):
        ends = {line.strip(), "..."}
        return lambda later: later.strip() in ends
    fence = _FENCE.fullmatch(line)
    if fence and not (fence["fence"][0] == "`" and "`" in fence["info"]):
        closing = re.compile(rf"[ \t]*{re.escape(fence['fence'][0])}{{{len(fence['fence'])},}}[ \t]*")
        return lambda later: closing.fullmatch(later) is not None
    if raw := _RAW_BLOCK.match(line):
        end = f"</{raw[1].lower()}"
        return None if end in line.lower() else lambda later: end in later.lower()
    if line.lstrip(" ").startswith("<!--") and "-->" not in line:
        return lambda later: "-->" in later
    return None


def _html_hidden(lines: Sequence[str]) -> Iterator[int]:
    """Lines that begin within a comment, a script or another element whose content is no markup."""
    text = "\n".join(lines)
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    number = 0
    for raw in _RAW.finditer(text):
        while number < len(starts) and starts[number] <= raw.start():
            number += 1
        while number < len(starts) and starts[number] < raw.end():
            yield number
            number += 1


def _latex_hidden(lines: Sequence[str]) -> Iterator[int]:
    """Environments that print what they hold as it is, and all behind the end of the document."""
    end = ""
    for number, line in enumerate(lines):
        if end:
            yield number
            end = "" if end in line and end != "\0" else end
        elif found := _VERBATIM.search(line):
            end = rf"\end{{{found[1]}}}"
        elif line.lstrip().startswith(r"\end{document}"):
            end = "\0"


def _markdown_heading(line: str, before: str) -> int | None:
    if found := _ATX.match(line):
        return len(found[1])
    if before.strip() and not _ATX.match(before) and (rule := _SETEXT.fullmatch(line)) and "|" not in before:
        return 1 if rule[1][0] == "=" else 2
    return None


def _html_heading(line: str, _: str) -> int | None:
    found = re.findall(r"<h([1-6])\b", line, re.IGNORECASE)
    return int(found[-1]) if found else None


def _latex_heading(line: str, _: str) -> int | None:
    found = _SECTIONING.match(line)
    return _LATEX_LEVELS.get(found[1], _LOWEST) if found else None


def _says(line: str, text: str) -> bool:
    return line.strip() == text.strip()


def _html_says(line: str, text: str) -> bool:
    bare = re.fullmatch(r"<p(?:\s[^>]*)?>(.*?)</p>", line.strip(), re.IGNORECASE)
    return (bare[1] if bare else line).strip() in (text.strip(), escape(text.strip()))


def _as_it_is(text: str, _: str) -> str:
    return text


def _html_safe(text: str, page: str) -> str:
    """A page that does not say that it is in UTF-8 gets characters beyond ASCII by their numbers."""
    return text if _UTF8.search(page) else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _like_its_mark(body: Sequence[str], indent: str) -> list[str]:
    """In Markdown what stands further left than its list item is no part of it, and ends the list."""
    return [indent + line if line else line for line in body]


def _indent_off(line: str, indent: str) -> str:
    return line[min(len(indent), len(line) - len(line.lstrip(" "))) :]


def _opening_like_its_mark(body: Sequence[str], indent: str) -> list[str]:
    """As prettier lays out a page: it indents what stands before the content that it is to leave alone."""
    opening = len(HTML.guards[0])
    return [*(indent + line for line in body[:opening]), *body[opening:]]


def _left_off(line: str, _: str) -> str:
    """Of HTML: no blank at the beginning of a line of a block is seen."""
    return line.lstrip()


def _flush(body: Sequence[str], _: str) -> list[str]:
    return list(body)


_COMMENT = ("<!-- ", " -->")
_IN_COMMENT = rf"<!--[ \t]*{_MARK}[ \t]*-->[ \t]*"
_ALMOST = re.compile(r"<!--\s*/?\s*riskreg\s*:", re.IGNORECASE)

MARKDOWN = Dialect(
    name="Markdown",
    form="markdown",
    mark=re.compile(rf" {{0,3}}{_IN_COMMENT}"),
    almost=_ALMOST,
    code=re.compile(r"^(?: {4}|\t).*|(`+)(?!`).*?(?<!`)\1(?!`)"),
    comment=_COMMENT,
    guards=(
        ("<!-- prettier-ignore-start -->", "<!-- markdownlint-capture -->", "<!-- markdownlint-disable -->"),
        ("<!-- markdownlint-restore -->", "<!-- prettier-ignore-end -->"),
    ),
    hidden=_markdown_hidden,
    heading=_markdown_heading,
    paragraph=_says,
    apart=True,
    safe=_as_it_is,
    laid=_like_its_mark,
    bare=_indent_off,
)
HTML = Dialect(
    name="HTML",
    form="html",
    mark=re.compile(rf"[ \t]*{_IN_COMMENT}"),
    almost=_ALMOST,
    code=re.compile(rf"<({_RAW_ELEMENTS})\b.*?</\1\s*>", re.IGNORECASE),
    comment=_COMMENT,
    guards=(("<!-- prettier-ignore -->", "<div>"), ("</div>",)),
    hidden=_html_hidden,
    heading=_html_heading,
    paragraph=_html_says,
    apart=False,
    safe=_html_safe,
    laid=_opening_like_its_mark,
    bare=_left_off,
)
LATEX = Dialect(
    name="LaTeX",
    form="latex",
    mark=re.compile(rf"[ \t]*%+[ \t]*{_MARK}[ \t]*"),
    almost=re.compile(r"(?<!\\)%+\s*riskreg\s*:", re.IGNORECASE),
    code=re.compile(r"\\(?:verb|lstinline)\*?([^A-Za-z\s*]).*?\1"),
    comment=("% ", ""),
    guards=((r"% \begin{noindent}",), (r"% \end{noindent}",)),
    hidden=_latex_hidden,
    heading=_latex_heading,
    paragraph=_says,
    apart=True,
    safe=_as_it_is,
    laid=_flush,
    bare=_as_it_is,
)
