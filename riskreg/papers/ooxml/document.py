"""The main part of a Word document and its styles, found by way of the relationships that the archive states."""

from __future__ import annotations

import posixpath

from attrs import frozen

from riskreg.errors import UnreadableFile
from riskreg.papers.ooxml.doctype import refuse_doctypes
from riskreg.papers.ooxml.package import Package, opened
from riskreg.papers.ooxml.scan import Element, Part, scanned
from riskreg.papers.ooxml.styles import Styles, styles_of

_SIGNATURE = "_xmlsignatures/"
_SUFFIXES = (".docx", ".docm")
_SAVE_AS = "open it in Word, save it as a Word document (.docx), and try again"


@frozen
class Document:
    """A Word document that was read and found sound."""

    file: str
    """What messages call it."""
    package: Package
    """Its archive."""
    main: str
    """The name of its main part, `word/document.xml`."""
    part: Part
    """That part."""
    styles: Styles
    """Its styles."""


def document(file: str, data: bytes) -> Document:
    """A Word document from its bytes. Raises UnreadableFile where it is none, or may not be changed."""
    if not file.lower().endswith(_SUFFIXES):
        raise UnreadableFile(file, "its name does not end in .docx", _SAVE_AS)
    package = opened(file, data)
    main = _related(package, "", "/officeDocument")
    if main is None or not package.has(main):
        raise UnreadableFile(file, "it holds no word/document.xml: it is no Word document, or damaged", _SAVE_AS)
    if any(m.name.casefold().startswith(_SIGNATURE) for m in package.members):
        reason = "it is digitally signed, and a change would break the signature"
        raise UnreadableFile(file, reason, "remove the signature in Word, or work on an unsigned copy")
    refuse_doctypes(package)
    part = scanned(package.read(main), main, file)
    if part.root.name != "w:document" or part.root.child("w:body") is None:
        raise UnreadableFile(file, "it is a document of another kind than Word's, under the name of one", _SAVE_AS)
    styles = _related(package, main, "/styles")
    found = scanned(package.read(styles), styles, file) if styles and package.has(styles) else None
    return Document(file, package, main, part, styles_of(found))


def _related(package: Package, source: str, kind: str) -> str | None:
    """The part that another one, or the archive itself, names as of that kind."""
    folder, base = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if not package.has(name):
        return None
    relations = scanned(package.read(name), name, package.file).root.children
    target = next((r.attributes.get("Target", "") for r in relations if _is(r, kind)), None)
    return None if target is None else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _is(relation: Element, kind: str) -> bool:
    return relation.attributes.get("Type", "").endswith(kind)
