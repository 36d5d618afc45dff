"""Zip-based files behind guards: nothing of a bomb, a locked or a doctored file is parsed.

The limits are those that the research for this project measured: a Word file of 1.2 MB that holds 1.2 GB took a parser
2.4 GiB of memory before it said so. What is declared is not believed: what is read is counted too.
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from attrs import frozen

from riskreg.errors import MissingExtra, UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_PART = 50 << 20
LARGEST_WHOLE = 200 << 20
HIGHEST_RATIO = 200
_SMALL = 1 << 20
"""A part below this size may be packed as tightly as it likes: blank sheets are."""
_MOST_PARTS = 10_000

_AGAIN = "fetch the file again, or ask for another copy"
_NOT_TRUSTED = "it is no ordinary document: do not open it, and ask the sender for another copy or a PDF"
_BROKEN = (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, KeyError, zlib.error)


@frozen
class Package:
    """The parts of a zip-based file, each read and counted."""

    name: str
    """The file, as messages call it."""
    parts: dict[str, bytes]
    """Each part that was read, under its path."""

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path in self.parts

    def root(self, path: str) -> _Element:
        """The root element of an XML part. Raises UnreadableFile where it is missing, broken, or has a DOCTYPE."""
        return _root(self.name, path, self.parts.get(path))

    def main(self) -> str:
        """The path of the part that the package's own relationships call the document."""
        for relation in self.root("_rels/.rels"):
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
        raise UnreadableFile(self.name, "it does not say where its text is", _AGAIN)

    def beside(self, path: str, ending: str) -> str:
        """The path of the part that `path` is related to by a kind ending so; empty where there is none."""
        found = (self._target(path, r) for r in self._relations(path) if str(r.get("Type")).endswith(ending))
        return next(found, "")

    def related(self, path: str) -> dict[str, str]:
        """The paths of all parts that `path` is related to, by the id of the relation."""
        return {str(r.get("Id")): self._target(path, r) for r in self._relations(path)}

    def packed(self) -> bytes:
        """The parts as a zip file again, nothing packed: a library sees the very bytes that were looked over."""
        out = io.BytesIO()
        with ZipFile(out, "w") as archive:
            for path, part in self.parts.items():
                archive.writestr(ZipInfo(path), part)
        return out.getvalue()

    def _relations(self, path: str) -> list[_Element]:
        relations = f"{posixpath.dirname(path)}/_rels/{posixpath.basename(path)}.rels"
        return list(self.root(relations)) if self.has(relations) else []

    def _target(self, path: str, relation: _Element) -> str:
        joined = posixpath.join("/", posixpath.dirname(path), str(relation.get("Target")))
        return posixpath.normpath(joined).lstrip("/")


def open_package(name: str, data: bytes, wanted: str = "") -> Package:
    """Read the parts of a zip-based file whose paths match `wanted`, after a look at what all declare.

    Raises UnreadableFile for one that is broken, locked, or too large unpacked; DOCTYPE is refused in every XML part.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _judge(name, infos)
            parts = {i.filename: _read(name, archive, i) for i in infos if re.match(wanted, i.filename)}
    except _BROKEN as broken:
        raise UnreadableFile(name, "it is cut short or broken", _AGAIN) from broken
    for path, part in parts.items():
        _refuse_doctype(name, path, part)
    return Package(name, parts)


def _judge(name: str, infos: list[ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(
            name, "it is locked with a password", "open it with its password and save a copy without one"
        )
    if len(infos) > _MOST_PARTS:
        raise UnreadableFile(name, f"it holds {len(infos):,} parts", _NOT_TRUSTED)
    if len({info.filename for info in infos}) < len(infos):
        raise UnreadableFile(name, "it holds two parts of one name", _NOT_TRUSTED)
    for info in infos:
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > LARGEST_PART or (info.file_size > _SMALL and ratio > HIGHEST_RATIO):
            raise _too_large(name, f"one part of it, {info.filename}, unpacks to {_mebibytes(info.file_size)}")
    whole = sum(info.file_size for info in infos)
    if whole > LARGEST_WHOLE:
        raise _too_large(name, f"it unpacks to {_mebibytes(whole)}")


def _read(name: str, archive: ZipFile, info: ZipInfo) -> bytes:
    with archive.open(info) as file:
        part = file.read(LARGEST_PART + 1)
    if len(part) > LARGEST_PART:
        raise _too_large(name, f"one part of it, {info.filename}, unpacks to more than {_mebibytes(LARGEST_PART)}")
    return part


def _too_large(name: str, what: str) -> UnreadableFile:
    return UnreadableFile(
        name, f"{what}, more than any report needs", "copy the risk table into a new document and import that"
    )


def _mebibytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MiB"


def _refuse_doctype(name: str, path: str, part: bytes) -> None:
    """A DOCTYPE, in any encoding that an XML part may have, is refused unread: no Office program writes one."""
    start = part[:4096] if not path.endswith((".xml", ".rels")) else part
    if b"<!DOCTYPE" in start or "<!DOCTYPE".encode("utf-16-le") in start or "<!DOCTYPE".encode("utf-16-be") in start:
        raise UnreadableFile(name, f"its part {path} defines entities (DOCTYPE)", _NOT_TRUSTED)


def _root(name: str, path: str, part: bytes | None) -> _Element:
    try:
        from lxml import etree
    except ImportError as missing:
        raise MissingExtra("import", "reading this form") from missing

    if part is None:
        raise UnreadableFile(name, f"its part {path} is missing", _AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as broken:
        raise UnreadableFile(name, f"its part {path} is broken", _AGAIN) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(name, f"its part {path} defines entities (DOCTYPE)", _NOT_TRUSTED)
    return root
