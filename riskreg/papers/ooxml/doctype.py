"""No part of a Word document has a DOCTYPE, read or not: one that has is a trap for the next program that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskreg.papers.ooxml.package import Member, Package

_FIRST = 2**16
"""How many bytes of a part are looked at: before its first element stand a declaration and perhaps a comment."""

_XML = (".xml", ".rels", ".vml", ".xsl", ".xsd")
_PROLOG = re.compile(r"\ufeff?(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_AGAIN = "open it in Word, save it as a Word document (.docx), and try again"


def refuse_doctypes(package: Package) -> None:
    """Raises UnreadableFile where an XML part of the document has a DOCTYPE, or hides whether it has one."""
    for part in _xml(package):
        data = package.first(part, _FIRST)
        begin = _text(data)
        prolog = _PROLOG.match(begin)
        rest = begin[prolog.end() :] if prolog else begin
        if rest[:9].upper() == "<!DOCTYPE":
            raise package.refused(f"{part.name} in it has a DOCTYPE, which no Word document has", _AGAIN)
        if rest.startswith(("<!", "<?")) or (not rest and len(data) == _FIRST):
            raise package.refused(f"{part.name} in it begins with what no part of a Word document has", _AGAIN)


def _xml(package: Package) -> Iterator[Member]:
    return (m for m in package.members if m.name.casefold().endswith(_XML))


def _text(data: bytes) -> str:
    """The beginning of a part; a part that is not read may be in UTF-16."""
    if data.startswith(b"\xff\xfe") or data[1:2] == b"\0":
        return data.decode("utf-16-le", errors="replace")
    if data.startswith(b"\xfe\xff") or data[:1] == b"\0":
        return data.decode("utf-16-be", errors="replace")
    return data.decode("utf-8", errors="replace")
