"""The elements of an XML part, each with the place of its bytes, so that some can be replaced and all others kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.parsers import expat

from attrs import define, field, frozen

from riskreg.errors import UnreadableFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of a Word document; its elements and attributes are called `w:…` here, whatever prefix a file takes."""
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The same of the strict form (ISO/IEC 29500)."""

DEEPEST = 200
MOST_ELEMENTS = 2_000_000

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_AGAIN = "open it in Word, save it as a Word document (.docx), and try again"


@frozen(eq=False)
class Element:
    """One element, and where it stands."""

    name: str
    """`w:tbl`; of other namespaces the local name alone."""
    attributes: Mapping[str, str]
    """Named in the same way."""
    start: int
    """Where its start tag begins."""
    inner: int
    """Where its content begins."""
    inner_end: int
    """Where its content ends."""
    end: int
    """Behind its end tag."""
    children: tuple[Element, ...]
    """The elements directly in it."""
    text: str
    """The text directly in it."""

    def all(self) -> Iterator[Element]:
        """It and every element in it, in their order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((c for c in self.children if c.name == name), None)

    def value(self, name: str) -> str | None:
        """The `w:val` of the first child of that name."""
        child = self.child(name)
        return None if child is None else child.attributes.get("w:val")

    def path(self, inner: Element) -> list[Element]:
        """The elements from this one down to one in it, both included."""
        way = [self]
        while way[-1] is not inner:
            way.append(next(c for c in way[-1].children if c.start <= inner.start and inner.end <= c.end))
        return way


@frozen
class Part:
    """One XML part."""

    data: bytes
    """All of it."""
    root: Element
    """Its outermost element."""
    prefix: str
    """What `w:` is called there; `w:` where the outermost element gives the namespace no prefix."""
    declared: bool
    """Whether that prefix is known to the whole part."""
    strict: bool
    """Whether it is of the strict form."""

    def raw(self, element: Element) -> str:
        """An element as it is typed."""
        return self.data[element.start : element.end].decode("utf-8")


def scanned(data: bytes, part: str, file: str) -> Part:
    """The elements of a part. Raises UnreadableFile where it is no XML in UTF-8, or holds what documents never do."""
    if data.startswith(_WIDE) or b"\0" in data[:4]:
        raise UnreadableFile(file, f"{part} in it is written in UTF-16, not in UTF-8", _AGAIN)
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(data, parser)
    parser.buffer_text = True
    builder.listen()
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        message = expat.ErrorString(fault.code)
        reason = f"{part} in it is not well-formed XML: line {fault.lineno}, column {fault.offset + 1}: {message}"
        raise UnreadableFile(file, reason, _AGAIN) from None
    except _Unwanted as unwanted:
        raise UnreadableFile(file, f"{part} in it {unwanted}", _AGAIN) from None
    bound = [(prefix, uri) for prefix, uri in builder.bound if uri in (WORD, STRICT)]
    named = [prefix for prefix, _ in bound if prefix]
    prefix = "w" if "w" in named or not named else named[0]
    return Part(data, builder.done[0], f"{prefix}:", bool(named), any(uri == STRICT for _, uri in bound))


class _Unwanted(Exception):
    """Something that no document of Word or LibreOffice holds, and that is used to attack."""


@define
class _Open:
    """An element whose end has not been seen."""

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    children: list[Element] = field(factory=list)
    text: list[str] = field(factory=list)


@define
class _Builder:
    """Takes what the parser tells, and keeps the elements."""

    data: bytes
    parser: expat.XMLParserType
    open: list[_Open] = field(factory=list)
    done: list[Element] = field(factory=list)
    bound: list[tuple[str, str]] = field(factory=list)
    count: int = 0

    def listen(self) -> None:
        parser = self.parser
        parser.XmlDeclHandler = self.declaration
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.finish
        parser.CharacterDataHandler = self.characters

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise _Unwanted(f"is written in {encoding}, not in UTF-8")

    def doctype(self, *_: object) -> None:
        raise _Unwanted("has a DOCTYPE, which no Word document has")

    def namespace(self, prefix: str | None, uri: str) -> None:
        if not self.open:
            self.bound.append((prefix or "", uri))

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= DEEPEST or self.count > MOST_ELEMENTS:
            raise _Unwanted("is nested deeper, or holds more elements, than a document does")
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        if tag is None:
            raise _Unwanted("is not written in UTF-8")
        self.open.append(_Open(_short(name), {_short(k): v for k, v in attributes.items()}, start, tag.end()))

    def finish(self, _name: str) -> None:
        was = self.open.pop()
        if self.data[was.inner - 2 : was.inner] == b"/>":
            inner_end = end = was.inner
        else:
            inner_end = self.parser.CurrentByteIndex
            end = self.data.index(b">", inner_end) + 1
        children = tuple(was.children)
        element = Element(was.name, was.attributes, was.start, was.inner, inner_end, end, children, "".join(was.text))
        (self.open[-1].children if self.open else self.done).append(element)

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    uri, _, local = name.rpartition(" ")
    return f"w:{local}" if uri in (WORD, STRICT) else local
