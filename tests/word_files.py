"""Word documents that tests make themselves, as oddly packed and typed as a document may be; and what they hold."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from riskreg.papers.paper import Mark
from riskreg.papers.word import read_word
from riskreg.tables.block import Block
from riskreg.tables.table import Column, Row, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/{{}}" Target="{{}}"/></Relationships>'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ROOT = (
    f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14">'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1440" w:right="1440"/></w:sectPr>'
PLACE = (
    '<w:p w14:paraId="0A0B0C0D"><w:r><w:t>[[riskreg:</w:t></w:r><w:proofErr w:type="spellStart"/>'
    "<w:r><w:t>changes]]</w:t></w:r></w:p>"
)
"""A place for a first block, typed in two pieces."""
STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="table" w:styleId="Tabellenraster"><w:name w:val="Table Grid"/></w:style></w:styles>'
)

NUMBER, RISK, DETAIL = Column("score", "Score", "right"), Column("risk", "Risk"), Column("detail", "What changed")
COLUMNS = (NUMBER, RISK, DETAIL)
ROWS: tuple[Row, ...] = ((16, "Staff leave", "• Academy\n• Supplement"), (7, "Money runs out", None))
HEADING = "Changes since the last report"


def block(rows: Sequence[Row] = ROWS, columns: Sequence[Column] = COLUMNS, **more: str) -> Block:
    """A block with everything: heading, sentence, caption, table, footnote."""
    table = Table(
        more.get("caption", "Changes"), tuple(columns), tuple(rows), ("It held 2 risks.",), ("Not all shown.",)
    )
    return Block(table, more.get("heading", HEADING))


def body(*inner: str, root: str = ROOT, declaration: str = DECLARATION, section: str = SECTION) -> bytes:
    """The main part of a document."""
    return f"{declaration}{root}<w:body>{''.join(inner)}{section}</w:body></w:document>".encode()


def paragraph(text: str) -> str:
    """A paragraph of Word's."""
    return f'<w:p><w:pPr><w:spacing w:after="60"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def parts(main: bytes, **more: bytes) -> dict[str, bytes]:
    """The parts of a document in an order of their own."""
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}
    return {
        "[Content_Types].xml": TYPES.encode(),
        "customXml/item1.xml": b"<anything/>\r\n",
        "word/document.xml": main,
        "word/_rels/document.xml.rels": RELS.format("styles", "styles.xml").encode(),
        "_rels/.rels": RELS.format("officeDocument", "/word/document.xml").encode(),
        "word/styles.xml": STYLES.encode(),
        "word/media/image1.png": bytes(range(256)) * 4,
        **named,
    }


def archive(members: Mapping[str, bytes], comment: bytes = b"a comment", *, descriptors: bool = True) -> bytes:
    """A zip archive as a streaming program packs it: sizes behind the data, extra fields, a comment."""
    out, entries = b"", b""
    for n, (name, data) in enumerate(members.items()):
        method = 8 if n % 2 == 0 or name.endswith(".xml") else 0
        flags = 8 if descriptors and n != 1 else 0
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush() if method else data
        told = (zlib.crc32(data), len(packed), len(data))
        extra = struct.pack("<2HI", 0xCAFE, 4, n)
        path = name.encode()
        common = struct.pack("<4H", flags, method, 0x6C32 + n, 0x5A21)
        local = b"PK\x03\x04" + struct.pack("<H", 20) + common
        local += struct.pack("<3I2H", *((0, 0, 0) if flags else told), len(path), len(extra)) + path + extra
        entry = b"PK\x01\x02" + struct.pack("<2H", 0x0314, 20) + common + struct.pack("<3I", *told)
        entries += (
            entry + struct.pack("<5H2I", len(path), len(extra), 2, 0, 1, 0o644 << 16, len(out)) + path + extra + b"no"
        )
        out += local + packed + (b"PK\x07\x08" + struct.pack("<3I", *told) if flags else b"")
    end = struct.pack("<4H2IH", 0, 0, len(members), len(members), len(entries), len(out), len(comment))
    return out + entries + b"PK\x05\x06" + end + comment


def document(*inner: str, **more: str) -> bytes:
    """A document of these paragraphs, packed oddly."""
    return archive(parts(body(*inner, **more)))


def main_part(data: bytes) -> bytes:
    """The main part of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.read("word/document.xml")


def records(data: bytes) -> dict[str, bytes]:
    """Every member but the main part: its local record, data and entry of the directory, but for its offset."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        stops = [*sorted(i.header_offset for i in infos), archive.start_dir]
    found, entries = {}, data[stops[-1] :]
    for info in infos:
        stop = next(s for s in stops if s > info.header_offset)
        at = entries.index(info.filename.encode()) - 46
        entry = (
            entries[at : at + 42]
            + entries[at + 46 : at + 46 + len(info.filename) + len(info.extra) + len(info.comment)]
        )
        found[info.filename] = data[info.header_offset : stop] + entry
    del found["word/document.xml"]
    return found


def outside(main: bytes, name: str) -> tuple[bytes, bytes]:
    """The bytes before a bookmark's start tag and behind its end tag."""
    start = re.search(rb'<w:bookmarkStart\b[^>]*w:name="riskreg_%b__[0-9a-f]{8}"[^>]*/>' % name.encode(), main)
    assert start is not None
    id = re.search(rb'w:id="([0-9]+)"', start[0])
    assert id is not None
    end = re.search(rb'<w:bookmarkEnd w:id="%b"/>' % id[1], main)
    assert end is not None
    return main[: start.start()], main[end.end() :]


def added(data: bytes, made: Block, name: str = "changes", at: str = "[[riskreg:changes]]") -> bytes:
    """The document with a first block."""
    return read_word("paper.docx", data).added(name, at, made)


def filled(data: bytes, made: Block, name: str = "changes") -> bytes:
    """The document with a block refreshed."""
    return read_word("paper.docx", data).filled({name: made})


def mark(data: bytes, name: str = "changes") -> Mark:
    """The mark of that name."""
    return next(m for m in read_word("paper.docx", data).marks if m.name == name)
