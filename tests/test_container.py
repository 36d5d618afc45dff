"""Hostile and mistaken files: each is refused with one clear message, before anything of it is parsed."""

from __future__ import annotations

import struct
import zlib

import pytest
from office import PNG, docx, packed, par, pdf, xlsx, zeros

from riskreg.errors import UnreadableFile
from riskreg.intake.container import open_package
from riskreg.intake.file_kind import WORDS, kind_of
from riskreg.intake.read_excel import read_excel
from riskreg.intake.read_pdf import read_pdf
from riskreg.intake.read_word import read_word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HTML = b"<html><body><table><tr><td>Risk</td></tr></table></body></html>"
DOCTYPE = '<!DOCTYPE x [<!ENTITY e "boom">]>'


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"\n\xef%PDF-1.7 and on", "pdf"),
        (docx(par("a")), "docx"),
        (xlsx(""), "xlsx"),
        (packed({"a.txt": "a"}), "zip"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (docx(par("a"))[:200], "broken zip"),
        (stream("WordDocument"), "doc"),
        (stream("Workbook"), "xls"),
        (stream("EncryptedPackage"), "locked"),
        (HTML, "html"),
        (b"\xef\xbb\xbf <!-- x --><!DOCTYPE html><p>", "html"),
        (b"{\\rtf1 a}", "rtf"),
        (PNG, "picture"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"Risk\tControl\n", "text"),
        ("Risk".encode("utf-16"), "text"),
        (b"\x01\x02\0\0\0\x7f", "binary"),
    ],
)
def test_a_file_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    """Whatever a file is called, its bytes say what it is."""
    assert kind_of(data) == kind
    assert kind in WORDS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HTML, "it is not an Excel workbook (.xlsx); it seems to be a web page (HTML); give it the ending .html"),
        (pdf([(72, 72, "a")]), "it seems to be a PDF; give it the ending .pdf and import it again"),
        (
            stream("WordDocument"),
            "it seems to be an old Word document (.doc); open it in Word or LibreOffice and save it",
        ),
        (stream("EncryptedPackage"), "it is an Office file locked with a password; open it with its password"),
        (xlsx("")[:150], "it is a zip-based file that is cut short or broken; fetch the file again"),
        (b"", "is empty; fetch the file again"),
        (b"Risk,Control\n", "it seems to be plain text; give it the ending .txt"),
        (
            b"\0\1\2\3",
            "it seems to be a file of a form that riskreg does not know; ask for the report as a Word document",
        ),
    ],
)
def test_a_wrong_ending_is_told(data: bytes, said: str) -> None:
    """A file that is not what its name says is refused with what it seems to be, and what to do."""
    with pytest.raises(UnreadableFile) as refused:
        read_excel("risks.xlsx", data)
    assert str(refused.value).startswith("risks.xlsx: ")
    assert said in str(refused.value)


def test_each_reader_refuses_what_is_another_readers() -> None:
    """A PDF is no Word document, a Word document no PDF."""
    with pytest.raises(UnreadableFile, match=r"it is not a Word document \(.docx\); it seems to be a PDF"):
        read_word("report.docx", pdf([(72, 72, "a")]))
    with pytest.raises(UnreadableFile, match="it is not a PDF; it seems to be a Word document"):
        read_pdf("report.pdf", docx(par("a")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused(encoding: str) -> None:
    """No part with a DOCTYPE is parsed, whatever its encoding."""
    plain = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}<document/>'.encode(encoding)
    data = packed(
        {"[Content_Types].xml": "wordprocessingml.document", "_rels/.rels": "<a/>", "word/document.xml": plain}
    )
    with pytest.raises(
        UnreadableFile, match=r"word/document.xml defines entities \(DOCTYPE\); it is no ordinary document"
    ):
        read_word("report.docx", data)


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    """A part that unpacks to far more than a document holds is refused unread."""
    with pytest.raises(UnreadableFile, match=r"word/media/a.xml, unpacks to 60 MiB, more than any report needs; copy"):
        open_package("report.docx", packed({"word/media/a.xml": bytes(60 << 20)}))
    with pytest.raises(UnreadableFile, match="unpacks to 3 MiB"):
        open_package("report.docx", packed({"a.xml": bytes(3 << 20)}))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """Where the declared size is smaller than what comes out, no more than is declared is ever unpacked."""
    honest = packed({"a.xml": "x"})
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(bytes(80 << 20)) + squeezed.flush()
    start = honest.index(b"a.xml") + len(b"a.xml")
    directory = honest.index(b"PK\x01\x02")
    entry = bytearray(honest[directory:])
    entry[20:24] = struct.pack("<I", len(body))
    end = entry.index(b"PK\x05\x06")
    entry[end + 16 : end + 20] = struct.pack("<I", start + len(body))
    with pytest.raises(UnreadableFile, match="cut short or broken"):
        open_package("report.docx", honest[:start] + body + bytes(entry))


def test_a_locked_part_is_told() -> None:
    """A zip whose parts are locked is refused with a word of the password."""
    data = bytearray(packed({"a.xml": "x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="locked with a password; open it with its password and save a copy"):
        open_package("report.docx", bytes(data))


def test_many_parts_and_double_parts_are_refused() -> None:
    """A file that holds thousands of parts, or two of one name, is none that an office made."""
    with pytest.raises(UnreadableFile, match="it holds 10,001 parts"):
        open_package("report.docx", packed({f"{i}.xml": "" for i in range(10_001)}))
    twice = packed({"a.xml": "x", "b.xml": "y"}).replace(b"b.xml", b"a.xml")
    with pytest.raises(UnreadableFile, match="two parts of one name"):
        open_package("report.docx", twice)


@pytest.mark.parametrize("lost", ["_rels/.rels", "word/document.xml"])
def test_a_document_without_its_parts_is_refused(lost: str) -> None:
    """A Word file that lacks what it needs is refused, whatever is missing."""
    parts = {
        "[Content_Types].xml": "<a>wordprocessingml.document</a>",
        "_rels/.rels": '<R><r Type="x/officeDocument" Target="word/document.xml"/></R>',
        "word/document.xml": "<a/>",
    }
    del parts[lost]
    with pytest.raises(UnreadableFile, match="is missing; fetch the file again"):
        read_word("report.docx", packed(parts))


def test_broken_xml_is_refused() -> None:
    """A part that is no XML is told by its name."""
    with pytest.raises(UnreadableFile, match=r"its part word/document.xml is broken"):
        read_word("report.docx", docx("<w:p>"))
    assert len(zeros(1)) < 2000
