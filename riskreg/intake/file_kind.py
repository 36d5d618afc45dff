"""What a file seems to be, told by its bytes and not by its name, and what to do where another form was promised."""

from __future__ import annotations

import io
import re
import zlib
from zipfile import BadZipFile, ZipFile

from riskreg.errors import UnreadableFile

_PDF_WITHIN = 1024
_TYPES = 4_000_000
"""So much of the list of a file's parts is looked at: a workbook of two thousand sheets has one of 300 kB."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL
)

_OLE_STREAMS = (("EncryptedPackage", "locked"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
"""Streams of the old Office container, by what they show; Office also locks new files by putting them into one."""

_ZIP_PARTS = (
    (b"wordprocessingml.document", "docx"),
    (b"wordprocessingml.template", "docx"),
    (b"ms-word.document.macroEnabled", "docx"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"ms-excel.sheet.macroEnabled", "xlsx"),
    (b"spreadsheetml.template", "xlsx"),
    (b"ms-excel.sheet.binary", "xlsb"),
    (b"presentationml", "pptx"),
)
"""What the list of content types of an Office file says, by what it shows."""

_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}

WORDS = {
    "pdf": "a PDF",
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "pptx": "a PowerPoint presentation",
    "odt": "an OpenDocument text (.odt)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "odp": "an OpenDocument presentation",
    "doc": "an old Word document (.doc)",
    "xls": "an old Excel workbook (.xls)",
    "ole": "a document of an Office before 2007",
    "locked": "an Office file locked with a password",
    "zip": "a zip archive",
    "gzip": "a compressed file (gzip)",
    "broken zip": "a zip-based file that is cut short or broken",
    "html": "a web page (HTML)",
    "rtf": "a rich text document (.rtf)",
    "picture": "a picture",
    "xml": "an XML file",
    "text": "plain text",
    "binary": "a file of a form that riskreg does not know",
    "empty": "an empty file",
}
"""Each kind, as people say it."""

_READABLE = {"pdf", "docx", "xlsx", "html", "text", "ods", "xls"}

_ADVICE = {
    "doc": "open it in Word or LibreOffice and save it as .docx",
    "odt": "open it in Word or LibreOffice and save it as .docx",
    "rtf": "open it in Word or LibreOffice and save it as .docx",
    "xlsb": "open it in Excel and save it as .xlsx",
    "locked": "open it with its password, save a copy without one, and import the copy",
    "gzip": "unpack it and import the document inside",
    "ole": "open it in Word, Excel or LibreOffice and save it as .docx or .xlsx",
    "zip": "unpack it and import the document inside",
    "broken zip": "fetch the file again, or ask for another copy",
    "empty": "fetch the file again, or ask for another copy",
    "picture": "ask for the document that it shows; riskreg reads text, not pictures",
    "pptx": "save it as a PDF, or copy the table into a Word document",
    "odp": "save it as a PDF, or copy the table into a document",
}


def kind_of(data: bytes) -> str:
    """The kind of file that the bytes seem to be: one of the keys of WORDS."""
    if not data.strip(b"\0 \r\n\t"):
        return "empty"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return next((kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data), "ole")
    return _kind_of_text(data)


def expect(name: str, data: bytes, *kinds: str) -> str:
    """The kind of a file that should be one of these.

    Raises UnreadableFile where it seems to be another, saying what it seems to be and what to do.
    """
    kind = kind_of(data)
    if kind in kinds:
        return kind
    if kind in {"empty", "broken zip", "locked"}:
        reason = "is empty" if kind == "empty" else f"it is {WORDS[kind]}"
        raise UnreadableFile(name, reason, _ADVICE[kind])
    if len(kinds) > 3:  # any document that is read at all
        raise UnreadableFile(name, f"it seems to be {WORDS[kind]}, which riskreg does not read", _advice(kind))
    raise UnreadableFile(name, f"it is not {WORDS[kinds[0]]}; it seems to be {WORDS[kind]}", _advice(kind))


def _advice(kind: str) -> str:
    if kind in _READABLE:
        ending = "txt" if kind == "text" else kind
        return f"give it the ending .{ending} and import it again"
    return _ADVICE.get(kind, "ask for the report as a Word document, an Excel workbook or a PDF")


def _kind_of_zip(data: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _start(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            mime = _start(archive, "mimetype") if "mimetype" in names else b""
    except RuntimeError as refused:  # a password, or a way of packing that nobody uses
        return "broken zip" if isinstance(refused, NotImplementedError) else "locked"
    except (BadZipFile, OSError, ValueError, EOFError, LookupError, zlib.error):
        return "broken zip"
    if b"opendocument." in mime:
        return _OPEN_DOCUMENT.get(mime.partition(b"opendocument.")[2].decode("ascii", "replace").split("-")[0], "zip")
    return next((kind for words, kind in _ZIP_PARTS if words in types), "zip")


def _start(archive: ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read(_TYPES)


_SIGNS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
)
"""How files of kinds that are not read begin."""


def _kind_of_text(data: bytes) -> str:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    for sign, kind in _SIGNS:
        if start.startswith(sign):
            return kind
    if _HTML.match(start):
        return "html"
    if start.lstrip().startswith(b"<?xml"):
        return "xml"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "binary" if b"\0" in start else "text"
